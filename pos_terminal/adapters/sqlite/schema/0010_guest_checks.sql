-- What was told of a sale before it ended: the code on its guest check, and the newest time that anybody was told.
ALTER TABLE basket ADD COLUMN guest_code TEXT;
ALTER TABLE basket ADD COLUMN told_us INTEGER;
