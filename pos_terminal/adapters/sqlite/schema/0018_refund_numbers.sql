-- The number of the card or voucher that a refund went to, as far as it may be shown; NULL where it has none.
ALTER TABLE snapshot_refund ADD COLUMN number TEXT;
