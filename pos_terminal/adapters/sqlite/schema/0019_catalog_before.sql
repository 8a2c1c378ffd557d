-- The catalog that was in force before stays beside this one until the next import begins: it can be put back. NULL
-- where there is none that is whole.
ALTER TABLE catalog_in_force ADD COLUMN previous INTEGER;

ALTER TABLE catalog_in_force ADD COLUMN previous_currency TEXT;
