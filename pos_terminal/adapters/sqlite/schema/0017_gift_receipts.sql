-- A sale has papers of several kinds, and each kind counts its own copies.
ALTER TABLE print_job ADD COLUMN kind TEXT NOT NULL DEFAULT 'receipt' CHECK (kind IN ('receipt', 'gift'));
ALTER TABLE printed ADD COLUMN kind TEXT NOT NULL DEFAULT 'receipt' CHECK (kind IN ('receipt', 'gift'));
