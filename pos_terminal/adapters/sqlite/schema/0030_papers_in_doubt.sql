-- A paper that left the queue, and of which nobody knows whether it came out, is told of until somebody says so or it is
-- printed again, also after the terminal was started anew.
ALTER TABLE printed ADD COLUMN in_doubt INTEGER NOT NULL DEFAULT 0 CHECK (in_doubt IN (0, 1));
CREATE INDEX printed_in_doubt ON printed (id) WHERE in_doubt = 1;
