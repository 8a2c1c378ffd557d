-- Whether a copy of this database may have asked for its refund, too, which the terminal then knows.
ALTER TABLE card_charge ADD COLUMN is_shared INTEGER NOT NULL DEFAULT 0 CHECK (is_shared IN (0, 1));
CREATE INDEX card_refunds_of ON card_charge (refund_of) WHERE refund_of IS NOT NULL;
