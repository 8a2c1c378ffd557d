-- What a part of a split sale bears of the whole's taxes, as JSON; NULL for every other sale.
ALTER TABLE basket ADD COLUMN tax_shift TEXT;
