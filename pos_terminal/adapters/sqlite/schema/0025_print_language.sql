-- The culture that a receipt is printed in where its shopper chose a language; NULL for the shop's.
ALTER TABLE print_job ADD COLUMN culture TEXT;
