-- Cash in another currency, as JSON: its code, how much of it in its smallest units, and what one of it was worth. NULL
-- for all other payments.
ALTER TABLE snapshot_payment ADD COLUMN foreign_cash TEXT;
