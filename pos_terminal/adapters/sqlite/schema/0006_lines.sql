-- What somebody at the till made of a line, and the shop's own discounts.

-- As JSON, and NULL for a line that is just what was rung up: a price that was set, with the listed one and the reason,
-- a note, a tare, and what was found out about the shopper's age.
ALTER TABLE basket_line ADD COLUMN special TEXT;
ALTER TABLE snapshot_line ADD COLUMN special TEXT;

-- As JSON: the reason, and the part or the amount that was given; NULL for what the platform gave.
ALTER TABLE snapshot_discount ADD COLUMN terms TEXT;
