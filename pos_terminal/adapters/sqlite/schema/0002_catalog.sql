-- The catalog, in editions: an import fills a new edition unseen, then one row says that it is in force. A row number
-- is edition * 2^32 + rank, and rank is the popularity order (the order of the file), so that "the first fifty hits by
-- row" needs no sorting. Amounts are whole minor units; rates and quantities are decimals in texts.

CREATE TABLE catalog_in_force (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    edition INTEGER NOT NULL,
    currency TEXT NOT NULL
);

CREATE TABLE catalog_item (
    "row" INTEGER NOT NULL PRIMARY KEY,
    item_id TEXT NOT NULL,
    name TEXT NOT NULL,
    price_minor INTEGER NOT NULL,
    sku TEXT,
    description TEXT,
    tax_codes TEXT NOT NULL,
    barcodes TEXT NOT NULL,
    plu TEXT,
    unit TEXT NOT NULL,
    category_id TEXT,
    image TEXT,
    open_price INTEGER NOT NULL,
    active INTEGER NOT NULL,
    minimum_age INTEGER,
    max_per_sale TEXT,
    is_modifier INTEGER NOT NULL,
    rules TEXT,
    folded TEXT,
    digest BLOB NOT NULL
);

-- An item without what only searching and importing need.
CREATE VIEW catalog_listing AS
SELECT "row", item_id, name, price_minor, sku, description, tax_codes, barcodes, plu, unit, category_id, image,
    open_price, active, minimum_age, max_per_sale, is_modifier, rules
FROM catalog_item;

-- Every way to name an item exactly. kind: 0 GTIN (14 digits), 1 other barcode, 2 SKU, 3 PLU, 4 item id.
CREATE TABLE catalog_code (
    edition INTEGER NOT NULL,
    code TEXT NOT NULL,
    kind INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    PRIMARY KEY (edition, code, kind)
) WITHOUT ROWID;

CREATE TABLE catalog_category (
    edition INTEGER NOT NULL,
    position INTEGER NOT NULL,
    category_id TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    parent_id TEXT,
    category_ids TEXT NOT NULL,
    PRIMARY KEY (edition, position)
) WITHOUT ROWID;

-- The items on sale of a category and of all below it.
CREATE TABLE catalog_shelf (
    edition INTEGER NOT NULL,
    category_id TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    PRIMARY KEY (edition, category_id, "row")
) WITHOUT ROWID;

-- The modifiers of an item; item_id '' holds those that go with any item.
CREATE TABLE catalog_modifier (
    edition INTEGER NOT NULL,
    item_id TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    PRIMARY KEY (edition, item_id, "row")
) WITHOUT ROWID;

CREATE TABLE catalog_tax (
    edition INTEGER NOT NULL,
    tax_code TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    rate TEXT NOT NULL,
    included INTEGER,
    adds_to_base_of_next INTEGER NOT NULL,
    base_affected_by_previous INTEGER NOT NULL,
    PRIMARY KEY (edition, tax_code)
) WITHOUT ROWID;

-- The words of the names, one index for even editions and one for odd ones. Nothing is ranked: the row order is the
-- popularity order, and sorting a million hits by relevance would take a second.
CREATE VIRTUAL TABLE catalog_search_even USING fts5 (
    folded, content = 'catalog_item', content_rowid = 'row', prefix = '1 2 3 4 5 6', columnsize = 0
);
CREATE VIRTUAL TABLE catalog_search_odd USING fts5 (
    folded, content = 'catalog_item', content_rowid = 'row', prefix = '1 2 3 4 5 6', columnsize = 0
);

CREATE TABLE employee (
    employee_id TEXT NOT NULL PRIMARY KEY,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    role TEXT NOT NULL,
    start_date TEXT,
    end_date TEXT,
    sm_employee_id TEXT,
    badge TEXT UNIQUE
) WITHOUT ROWID;

-- Kept apart from the employee, so that an import never touches a PIN.
CREATE TABLE employee_pin (
    employee_id TEXT NOT NULL PRIMARY KEY,
    pin_hash TEXT NOT NULL
) WITHOUT ROWID;

-- Wrong PINs in a row, for one employee (subject = 'employee:' and the id) or all of them together ('terminal').
-- seen_at is the latest wall time seen (seconds): a clock set back never shortens a wait.
CREATE TABLE pin_attempts (
    subject TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    locked_until REAL NOT NULL,
    seen_at REAL NOT NULL
) WITHOUT ROWID;
