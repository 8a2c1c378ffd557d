-- Goods that come back for others.

-- As JSON, what comes back for the open sale, and who took it back; NULL for every other sale.
ALTER TABLE basket ADD COLUMN exchange TEXT;

-- The sale whose goods came back for this one, where that paid; NULL where money was taken.
ALTER TABLE snapshot_payment ADD COLUMN credit_of TEXT;

-- The sale that a refund was credited to; NULL where it was handed over.
ALTER TABLE snapshot_refund ADD COLUMN credited_to TEXT;
