-- The offers that are to be claimed right before money is taken for a sale that is open or waits, as JSON; empty: none.
ALTER TABLE basket ADD COLUMN chosen TEXT NOT NULL DEFAULT '';
