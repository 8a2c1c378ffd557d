-- An order that the kitchen may not have is told of as papers of the till are: until somebody says that it was seen to, or
-- it is printed again.
ALTER TABLE kitchen_printed ADD COLUMN in_doubt INTEGER NOT NULL DEFAULT 0 CHECK (in_doubt IN (0, 1));
CREATE INDEX kitchen_printed_in_doubt ON kitchen_printed (id) WHERE in_doubt = 1;
