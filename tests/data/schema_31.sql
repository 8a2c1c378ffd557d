PRAGMA application_id = 1347375988;
PRAGMA user_version = 31;
BEGIN;
CREATE TABLE terminal (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    epoch         TEXT    NOT NULL,
    sale_number   INTEGER NOT NULL,
    journal_count INTEGER NOT NULL,
    journal_hash  TEXT    NOT NULL,
    journal_seal  TEXT    NOT NULL,
    pending       INTEGER NOT NULL,
    parked        INTEGER NOT NULL
) STRICT;
INSERT INTO terminal ("id", "epoch", "sale_number", "journal_count", "journal_hash", "journal_seal", "pending", "parked") VALUES (1, 'TEST', 14, 13, 'b487a1f97315b530fb062e3fdaf651287741dbce2a9a65c1c25306b52520441e', '1ce8bb3fd26d0185e3b5fccdead0f3c9921965e84f886a13e7e8fabe06be2f52', 8, 1);
CREATE TABLE till_session (
    session_id    INTEGER PRIMARY KEY AUTOINCREMENT,
    opened_by     TEXT    NOT NULL,
    opened_at_us  INTEGER NOT NULL,
    business_day  TEXT    NOT NULL,
    opening_float INTEGER NOT NULL,
    currency      TEXT    NOT NULL,
    after_seq     INTEGER NOT NULL,
    closed_at_us  INTEGER
) STRICT;
INSERT INTO till_session ("session_id", "opened_by", "opened_at_us", "business_day", "opening_float", "currency", "after_seq", "closed_at_us") VALUES (1, 'emp-7', 1772636531120000, '2026-03-04', 10000, 'USD', 0, NULL);
CREATE TABLE pos_transaction (
    transaction_id      TEXT PRIMARY KEY NOT NULL,
    open_time_us        INTEGER NOT NULL,
    from_transaction_id TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO pos_transaction ("transaction_id", "open_time_us", "from_transaction_id") VALUES ('lane-1-TEST-000001', 1772636531120000, NULL);
INSERT INTO pos_transaction ("transaction_id", "open_time_us", "from_transaction_id") VALUES ('lane-1-TEST-000002', 1772636531120000, NULL);
INSERT INTO pos_transaction ("transaction_id", "open_time_us", "from_transaction_id") VALUES ('lane-1-TEST-000003', 1772636531120000, NULL);
INSERT INTO pos_transaction ("transaction_id", "open_time_us", "from_transaction_id") VALUES ('lane-1-TEST-000004', 1772636531120000, NULL);
INSERT INTO pos_transaction ("transaction_id", "open_time_us", "from_transaction_id") VALUES ('lane-1-TEST-000005', 1772636531120000, NULL);
INSERT INTO pos_transaction ("transaction_id", "open_time_us", "from_transaction_id") VALUES ('lane-1-TEST-000006', 1772636531120000, NULL);
INSERT INTO pos_transaction ("transaction_id", "open_time_us", "from_transaction_id") VALUES ('lane-1-TEST-000007', 1772636531120000, NULL);
INSERT INTO pos_transaction ("transaction_id", "open_time_us", "from_transaction_id") VALUES ('lane-1-TEST-000008', 1772636531120000, NULL);
INSERT INTO pos_transaction ("transaction_id", "open_time_us", "from_transaction_id") VALUES ('lane-1-TEST-000009', 1772636531120000, NULL);
INSERT INTO pos_transaction ("transaction_id", "open_time_us", "from_transaction_id") VALUES ('lane-1-TEST-000010', 1772636531120000, NULL);
INSERT INTO pos_transaction ("transaction_id", "open_time_us", "from_transaction_id") VALUES ('lane-1-TEST-000011', 1772636531120000, NULL);
INSERT INTO pos_transaction ("transaction_id", "open_time_us", "from_transaction_id") VALUES ('lane-1-TEST-000012', 1772636531120000, NULL);
INSERT INTO pos_transaction ("transaction_id", "open_time_us", "from_transaction_id") VALUES ('lane-1-TEST-000013', 1772636531120000, NULL);
CREATE TABLE snapshot (
    seq                INTEGER PRIMARY KEY,
    transaction_id     TEXT    NOT NULL REFERENCES pos_transaction (transaction_id),
    version            INTEGER NOT NULL CHECK (version >= 1),
    kind               TEXT    NOT NULL CHECK (kind IN ('open', 'closed', 'returned', 'voided')),
    modified_time_us   INTEGER NOT NULL,
    business_day       TEXT    NOT NULL,
    session_id         INTEGER REFERENCES till_session (session_id),
    channel            TEXT    NOT NULL,
    pos_employee_id    TEXT    NOT NULL,
    sm_employee_id     TEXT,
    operator_name      TEXT    NOT NULL,
    table_id           TEXT,
    guest_count        INTEGER,
    currency           TEXT    NOT NULL,
    total_lines        INTEGER NOT NULL,
    total_discount     INTEGER NOT NULL,
    tax_included       INTEGER NOT NULL,
    tax_total          INTEGER NOT NULL,
    tax_rows           TEXT    NOT NULL,
    change_due         INTEGER NOT NULL,
    guest_receipt_code TEXT,
    void_reason        TEXT,
    UNIQUE (transaction_id, version)
) STRICT;
INSERT INTO snapshot ("seq", "transaction_id", "version", "kind", "modified_time_us", "business_day", "session_id", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "currency", "total_lines", "total_discount", "tax_included", "tax_total", "tax_rows", "change_due", "guest_receipt_code", "void_reason") VALUES (1, 'lane-1-TEST-000001', 1, 'closed', 1772636651120000, '2026-03-04', 1, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, 'USD', 2957, 0, 194, 124, '[[["STATE","State tax","0.0625","percent",false,false,true],1979,124],[["VAT","VAT 10 %","0.10","percent",true,false,true],1943,194]]', 0, 'code-1', NULL);
INSERT INTO snapshot ("seq", "transaction_id", "version", "kind", "modified_time_us", "business_day", "session_id", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "currency", "total_lines", "total_discount", "tax_included", "tax_total", "tax_rows", "change_due", "guest_receipt_code", "void_reason") VALUES (2, 'lane-1-TEST-000002', 1, 'closed', 1772636651120000, '2026-03-04', 1, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, 'USD', 2957, 0, 194, 124, '[[["STATE","State tax","0.0625","percent",false,false,true],1979,124],[["VAT","VAT 10 %","0.10","percent",true,false,true],1943,194]]', 0, 'code-1', NULL);
INSERT INTO snapshot ("seq", "transaction_id", "version", "kind", "modified_time_us", "business_day", "session_id", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "currency", "total_lines", "total_discount", "tax_included", "tax_total", "tax_rows", "change_due", "guest_receipt_code", "void_reason") VALUES (3, 'lane-1-TEST-000003', 1, 'closed', 1772636651120000, '2026-03-04', 1, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, 'USD', 2957, 0, 194, 124, '[[["STATE","State tax","0.0625","percent",false,false,true],1979,124],[["VAT","VAT 10 %","0.10","percent",true,false,true],1943,194]]', 0, 'code-1', NULL);
INSERT INTO snapshot ("seq", "transaction_id", "version", "kind", "modified_time_us", "business_day", "session_id", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "currency", "total_lines", "total_discount", "tax_included", "tax_total", "tax_rows", "change_due", "guest_receipt_code", "void_reason") VALUES (4, 'lane-1-TEST-000004', 1, 'closed', 1772636651120000, '2026-03-04', 1, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, 'USD', 2957, 0, 194, 124, '[[["STATE","State tax","0.0625","percent",false,false,true],1979,124],[["VAT","VAT 10 %","0.10","percent",true,false,true],1943,194]]', 0, 'code-1', NULL);
INSERT INTO snapshot ("seq", "transaction_id", "version", "kind", "modified_time_us", "business_day", "session_id", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "currency", "total_lines", "total_discount", "tax_included", "tax_total", "tax_rows", "change_due", "guest_receipt_code", "void_reason") VALUES (5, 'lane-1-TEST-000005', 1, 'closed', 1772636651120000, '2026-03-04', 1, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, 'USD', 2957, 0, 194, 124, '[[["STATE","State tax","0.0625","percent",false,false,true],1979,124],[["VAT","VAT 10 %","0.10","percent",true,false,true],1943,194]]', 0, 'code-1', NULL);
INSERT INTO snapshot ("seq", "transaction_id", "version", "kind", "modified_time_us", "business_day", "session_id", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "currency", "total_lines", "total_discount", "tax_included", "tax_total", "tax_rows", "change_due", "guest_receipt_code", "void_reason") VALUES (6, 'lane-1-TEST-000006', 1, 'closed', 1772636651120000, '2026-03-04', 1, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, 'USD', 2957, 0, 194, 124, '[[["STATE","State tax","0.0625","percent",false,false,true],1979,124],[["VAT","VAT 10 %","0.10","percent",true,false,true],1943,194]]', 0, 'code-1', NULL);
INSERT INTO snapshot ("seq", "transaction_id", "version", "kind", "modified_time_us", "business_day", "session_id", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "currency", "total_lines", "total_discount", "tax_included", "tax_total", "tax_rows", "change_due", "guest_receipt_code", "void_reason") VALUES (7, 'lane-1-TEST-000007', 1, 'closed', 1772636651120000, '2026-03-04', 1, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, 'USD', 2957, 0, 194, 124, '[[["STATE","State tax","0.0625","percent",false,false,true],1979,124],[["VAT","VAT 10 %","0.10","percent",true,false,true],1943,194]]', 0, 'code-1', NULL);
INSERT INTO snapshot ("seq", "transaction_id", "version", "kind", "modified_time_us", "business_day", "session_id", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "currency", "total_lines", "total_discount", "tax_included", "tax_total", "tax_rows", "change_due", "guest_receipt_code", "void_reason") VALUES (8, 'lane-1-TEST-000008', 1, 'closed', 1772636651120000, '2026-03-04', 1, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, 'USD', 2957, 0, 194, 124, '[[["STATE","State tax","0.0625","percent",false,false,true],1979,124],[["VAT","VAT 10 %","0.10","percent",true,false,true],1943,194]]', 0, 'code-1', NULL);
INSERT INTO snapshot ("seq", "transaction_id", "version", "kind", "modified_time_us", "business_day", "session_id", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "currency", "total_lines", "total_discount", "tax_included", "tax_total", "tax_rows", "change_due", "guest_receipt_code", "void_reason") VALUES (9, 'lane-1-TEST-000009', 1, 'closed', 1772636651120000, '2026-03-04', 1, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, 'USD', 2957, 0, 194, 124, '[[["STATE","State tax","0.0625","percent",false,false,true],1979,124],[["VAT","VAT 10 %","0.10","percent",true,false,true],1943,194]]', 0, 'code-1', NULL);
INSERT INTO snapshot ("seq", "transaction_id", "version", "kind", "modified_time_us", "business_day", "session_id", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "currency", "total_lines", "total_discount", "tax_included", "tax_total", "tax_rows", "change_due", "guest_receipt_code", "void_reason") VALUES (10, 'lane-1-TEST-000010', 1, 'closed', 1772636651120000, '2026-03-04', 1, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, 'USD', 2957, 0, 194, 124, '[[["STATE","State tax","0.0625","percent",false,false,true],1979,124],[["VAT","VAT 10 %","0.10","percent",true,false,true],1943,194]]', 0, 'code-1', NULL);
INSERT INTO snapshot ("seq", "transaction_id", "version", "kind", "modified_time_us", "business_day", "session_id", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "currency", "total_lines", "total_discount", "tax_included", "tax_total", "tax_rows", "change_due", "guest_receipt_code", "void_reason") VALUES (11, 'lane-1-TEST-000011', 1, 'closed', 1772636651120000, '2026-03-04', 1, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, 'USD', 2957, 0, 194, 124, '[[["STATE","State tax","0.0625","percent",false,false,true],1979,124],[["VAT","VAT 10 %","0.10","percent",true,false,true],1943,194]]', 0, 'code-1', NULL);
INSERT INTO snapshot ("seq", "transaction_id", "version", "kind", "modified_time_us", "business_day", "session_id", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "currency", "total_lines", "total_discount", "tax_included", "tax_total", "tax_rows", "change_due", "guest_receipt_code", "void_reason") VALUES (12, 'lane-1-TEST-000012', 1, 'closed', 1772636651120000, '2026-03-04', 1, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, 'USD', 2957, 0, 194, 124, '[[["STATE","State tax","0.0625","percent",false,false,true],1979,124],[["VAT","VAT 10 %","0.10","percent",true,false,true],1943,194]]', 0, 'code-1', NULL);
INSERT INTO snapshot ("seq", "transaction_id", "version", "kind", "modified_time_us", "business_day", "session_id", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "currency", "total_lines", "total_discount", "tax_included", "tax_total", "tax_rows", "change_due", "guest_receipt_code", "void_reason") VALUES (13, 'lane-1-TEST-000013', 1, 'voided', 1772636651120000, '2026-03-04', 1, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, 'USD', 2957, 0, 194, 124, '[[["STATE","State tax","0.0625","percent",false,false,true],1979,124],[["VAT","VAT 10 %","0.10","percent",true,false,true],1943,194]]', 0, NULL, 'Shopper left');
CREATE TABLE snapshot_line (
    seq              INTEGER NOT NULL REFERENCES snapshot (seq),
    position         INTEGER NOT NULL,
    line_id          TEXT    NOT NULL,
    item_id          TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    quantity_e6      INTEGER NOT NULL,
    unit             TEXT    NOT NULL,
    unit_price       INTEGER NOT NULL,
    extended         INTEGER NOT NULL,
    taxes            TEXT    NOT NULL,
    sku              TEXT,
    modifies_line_id TEXT,
    per_parent_e6    INTEGER NOT NULL,
    minimum_age      INTEGER,
    image            TEXT,
    lot              TEXT,
    discount         INTEGER NOT NULL,
    tax_included     INTEGER NOT NULL, special TEXT,
    PRIMARY KEY (seq, position)
) STRICT, WITHOUT ROWID;
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (1, 0, '1', 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (1, 1, '2', 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, '1', 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (1, 2, '3', 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, 0, 78, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (1, 3, '4', 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, 0, 116, '[null,null,null,null,"document"]');
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (2, 0, '1', 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (2, 1, '2', 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, '1', 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (2, 2, '3', 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, 0, 78, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (2, 3, '4', 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, 0, 116, '[null,null,null,null,"document"]');
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (3, 0, '1', 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (3, 1, '2', 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, '1', 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (3, 2, '3', 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, 0, 78, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (3, 3, '4', 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, 0, 116, '[null,null,null,null,"document"]');
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (4, 0, '1', 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (4, 1, '2', 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, '1', 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (4, 2, '3', 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, 0, 78, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (4, 3, '4', 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, 0, 116, '[null,null,null,null,"document"]');
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (5, 0, '1', 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (5, 1, '2', 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, '1', 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (5, 2, '3', 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, 0, 78, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (5, 3, '4', 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, 0, 116, '[null,null,null,null,"document"]');
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (6, 0, '1', 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (6, 1, '2', 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, '1', 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (6, 2, '3', 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, 0, 78, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (6, 3, '4', 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, 0, 116, '[null,null,null,null,"document"]');
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (7, 0, '1', 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (7, 1, '2', 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, '1', 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (7, 2, '3', 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, 0, 78, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (7, 3, '4', 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, 0, 116, '[null,null,null,null,"document"]');
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (8, 0, '1', 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (8, 1, '2', 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, '1', 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (8, 2, '3', 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, 0, 78, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (8, 3, '4', 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, 0, 116, '[null,null,null,null,"document"]');
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (9, 0, '1', 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (9, 1, '2', 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, '1', 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (9, 2, '3', 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, 0, 78, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (9, 3, '4', 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, 0, 116, '[null,null,null,null,"document"]');
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (10, 0, '1', 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (10, 1, '2', 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, '1', 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (10, 2, '3', 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, 0, 78, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (10, 3, '4', 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, 0, 116, '[null,null,null,null,"document"]');
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (11, 0, '1', 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (11, 1, '2', 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, '1', 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (11, 2, '3', 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, 0, 78, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (11, 3, '4', 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, 0, 116, '[null,null,null,null,"document"]');
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (12, 0, '1', 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (12, 1, '2', 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, '1', 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (12, 2, '3', 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, 0, 78, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (12, 3, '4', 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, 0, 116, '[null,null,null,null,"document"]');
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (13, 0, '1', 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (13, 1, '2', 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, '1', 1000000, NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (13, 2, '3', 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, 0, 78, NULL);
INSERT INTO snapshot_line ("seq", "position", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "discount", "tax_included", "special") VALUES (13, 3, '4', 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, 0, 116, '[null,null,null,null,"document"]');
CREATE TABLE snapshot_payment (
    seq                     INTEGER NOT NULL REFERENCES snapshot (seq),
    position                INTEGER NOT NULL,
    payment_id              TEXT    NOT NULL,
    type                    TEXT    NOT NULL,
    amount                  INTEGER NOT NULL,
    taken                   INTEGER NOT NULL,
    change                  INTEGER NOT NULL,
    rounding                INTEGER NOT NULL,
    payment_time_us         INTEGER NOT NULL,
    receipt_code            TEXT,
    user_id                 TEXT,
    user_id_type            TEXT,
    additional_user_id      TEXT,
    additional_user_id_type TEXT,
    number                  TEXT,
    tip                     INTEGER, foreign_cash TEXT, credit_of TEXT,
    PRIMARY KEY (seq, position)
) STRICT, WITHOUT ROWID;
INSERT INTO snapshot_payment ("seq", "position", "payment_id", "type", "amount", "taken", "change", "rounding", "payment_time_us", "receipt_code", "user_id", "user_id_type", "additional_user_id", "additional_user_id_type", "number", "tip", "foreign_cash", "credit_of") VALUES (1, 0, '1', 'Cash', 3081, 3081, 0, 0, 1772636591120000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO snapshot_payment ("seq", "position", "payment_id", "type", "amount", "taken", "change", "rounding", "payment_time_us", "receipt_code", "user_id", "user_id_type", "additional_user_id", "additional_user_id_type", "number", "tip", "foreign_cash", "credit_of") VALUES (2, 0, '1', 'Cash', 3081, 3081, 0, 0, 1772636591120000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO snapshot_payment ("seq", "position", "payment_id", "type", "amount", "taken", "change", "rounding", "payment_time_us", "receipt_code", "user_id", "user_id_type", "additional_user_id", "additional_user_id_type", "number", "tip", "foreign_cash", "credit_of") VALUES (3, 0, '1', 'Cash', 3081, 3081, 0, 0, 1772636591120000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO snapshot_payment ("seq", "position", "payment_id", "type", "amount", "taken", "change", "rounding", "payment_time_us", "receipt_code", "user_id", "user_id_type", "additional_user_id", "additional_user_id_type", "number", "tip", "foreign_cash", "credit_of") VALUES (4, 0, '1', 'Cash', 3081, 3081, 0, 0, 1772636591120000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO snapshot_payment ("seq", "position", "payment_id", "type", "amount", "taken", "change", "rounding", "payment_time_us", "receipt_code", "user_id", "user_id_type", "additional_user_id", "additional_user_id_type", "number", "tip", "foreign_cash", "credit_of") VALUES (5, 0, '1', 'Cash', 3081, 3081, 0, 0, 1772636591120000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO snapshot_payment ("seq", "position", "payment_id", "type", "amount", "taken", "change", "rounding", "payment_time_us", "receipt_code", "user_id", "user_id_type", "additional_user_id", "additional_user_id_type", "number", "tip", "foreign_cash", "credit_of") VALUES (6, 0, '1', 'Cash', 3081, 3081, 0, 0, 1772636591120000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO snapshot_payment ("seq", "position", "payment_id", "type", "amount", "taken", "change", "rounding", "payment_time_us", "receipt_code", "user_id", "user_id_type", "additional_user_id", "additional_user_id_type", "number", "tip", "foreign_cash", "credit_of") VALUES (7, 0, '1', 'Cash', 3081, 3081, 0, 0, 1772636591120000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO snapshot_payment ("seq", "position", "payment_id", "type", "amount", "taken", "change", "rounding", "payment_time_us", "receipt_code", "user_id", "user_id_type", "additional_user_id", "additional_user_id_type", "number", "tip", "foreign_cash", "credit_of") VALUES (8, 0, '1', 'Cash', 3081, 3081, 0, 0, 1772636591120000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO snapshot_payment ("seq", "position", "payment_id", "type", "amount", "taken", "change", "rounding", "payment_time_us", "receipt_code", "user_id", "user_id_type", "additional_user_id", "additional_user_id_type", "number", "tip", "foreign_cash", "credit_of") VALUES (9, 0, '1', 'Cash', 3081, 3081, 0, 0, 1772636591120000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO snapshot_payment ("seq", "position", "payment_id", "type", "amount", "taken", "change", "rounding", "payment_time_us", "receipt_code", "user_id", "user_id_type", "additional_user_id", "additional_user_id_type", "number", "tip", "foreign_cash", "credit_of") VALUES (10, 0, '1', 'Cash', 3081, 3081, 0, 0, 1772636591120000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO snapshot_payment ("seq", "position", "payment_id", "type", "amount", "taken", "change", "rounding", "payment_time_us", "receipt_code", "user_id", "user_id_type", "additional_user_id", "additional_user_id_type", "number", "tip", "foreign_cash", "credit_of") VALUES (11, 0, '1', 'Cash', 3081, 3081, 0, 0, 1772636591120000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO snapshot_payment ("seq", "position", "payment_id", "type", "amount", "taken", "change", "rounding", "payment_time_us", "receipt_code", "user_id", "user_id_type", "additional_user_id", "additional_user_id_type", "number", "tip", "foreign_cash", "credit_of") VALUES (12, 0, '1', 'Cash', 3081, 3081, 0, 0, 1772636591120000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE snapshot_discount (
    seq               INTEGER NOT NULL REFERENCES snapshot (seq),
    position          INTEGER NOT NULL,
    reference_id      TEXT    NOT NULL,
    reference_id_type TEXT    NOT NULL,
    display_name      TEXT    NOT NULL,
    source            TEXT    NOT NULL,
    amount            INTEGER NOT NULL,
    stack_order       INTEGER NOT NULL,
    applied_time_us   INTEGER NOT NULL,
    lines             TEXT    NOT NULL,
    status            TEXT,
    pos_discount_id   TEXT,
    image_url         TEXT,
    user_id           TEXT,
    received          TEXT, terms TEXT,
    PRIMARY KEY (seq, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE journal (
    seq              INTEGER PRIMARY KEY CHECK (seq >= 1),
    transaction_id   TEXT    NOT NULL,
    version          INTEGER NOT NULL,
    kind             TEXT    NOT NULL,
    business_day     TEXT    NOT NULL,
    session_id       INTEGER,
    employee_id      TEXT    NOT NULL,
    total            INTEGER NOT NULL,
    currency         TEXT    NOT NULL,
    created_us       INTEGER NOT NULL,
    software_version TEXT    NOT NULL,
    document_sha256  TEXT    NOT NULL,
    previous_hash    TEXT    NOT NULL,
    hash             TEXT    NOT NULL
) STRICT;
INSERT INTO journal ("seq", "transaction_id", "version", "kind", "business_day", "session_id", "employee_id", "total", "currency", "created_us", "software_version", "document_sha256", "previous_hash", "hash") VALUES (1, 'lane-1-TEST-000001', 1, 'closed', '2026-03-04', 1, 'emp-7', 3081, 'USD', 1772636651120000, '0.1.0', '460aa3e9b55a9c26a63b8949ce7d816205da92a6c6917c2d34f8d06bb24c7fd3', '0000000000000000000000000000000000000000000000000000000000000000', 'c8de559f49860c9af6ab1859167539c8587050c7c683b6b268ce21e1ecb75fd7');
INSERT INTO journal ("seq", "transaction_id", "version", "kind", "business_day", "session_id", "employee_id", "total", "currency", "created_us", "software_version", "document_sha256", "previous_hash", "hash") VALUES (2, 'lane-1-TEST-000002', 1, 'closed', '2026-03-04', 1, 'emp-7', 3081, 'USD', 1772636651120000, '0.1.0', '5eeab86243deaf9ee54b60b922af421829983e27942a7be91a29c7c6e96f8fc5', 'c8de559f49860c9af6ab1859167539c8587050c7c683b6b268ce21e1ecb75fd7', 'f3c1e97ae5e935cfdbda85474253e239e9151e422a012a3dbf3ef1a60c56783e');
INSERT INTO journal ("seq", "transaction_id", "version", "kind", "business_day", "session_id", "employee_id", "total", "currency", "created_us", "software_version", "document_sha256", "previous_hash", "hash") VALUES (3, 'lane-1-TEST-000003', 1, 'closed', '2026-03-04', 1, 'emp-7', 3081, 'USD', 1772636651120000, '0.1.0', 'e79efdfe5da49f96e92b6840ff0f44c449016edd70a23e775b8fa71248388c66', 'f3c1e97ae5e935cfdbda85474253e239e9151e422a012a3dbf3ef1a60c56783e', '8924ffeb9b723da4bf992832cfb4189cc6c2fcaf278701be6df36a289e017752');
INSERT INTO journal ("seq", "transaction_id", "version", "kind", "business_day", "session_id", "employee_id", "total", "currency", "created_us", "software_version", "document_sha256", "previous_hash", "hash") VALUES (4, 'lane-1-TEST-000004', 1, 'closed', '2026-03-04', 1, 'emp-7', 3081, 'USD', 1772636651120000, '0.1.0', 'f1bb461a42faccb6a38a57c7a9f229e6df595814b0bee02017da4369f284b638', '8924ffeb9b723da4bf992832cfb4189cc6c2fcaf278701be6df36a289e017752', 'd50bc4b5d302d5813c70c5d3df5de9d06547dba4d748115d89298a857091a2d8');
INSERT INTO journal ("seq", "transaction_id", "version", "kind", "business_day", "session_id", "employee_id", "total", "currency", "created_us", "software_version", "document_sha256", "previous_hash", "hash") VALUES (5, 'lane-1-TEST-000005', 1, 'closed', '2026-03-04', 1, 'emp-7', 3081, 'USD', 1772636651120000, '0.1.0', 'e31dd9d528efc809656477c26220f36de0c8f00598d17ae612fa258f70075f51', 'd50bc4b5d302d5813c70c5d3df5de9d06547dba4d748115d89298a857091a2d8', 'fb355212bdff622d65b1696f62dacb73397fe7fe4d53a51222f012cfb9524c6e');
INSERT INTO journal ("seq", "transaction_id", "version", "kind", "business_day", "session_id", "employee_id", "total", "currency", "created_us", "software_version", "document_sha256", "previous_hash", "hash") VALUES (6, 'lane-1-TEST-000006', 1, 'closed', '2026-03-04', 1, 'emp-7', 3081, 'USD', 1772636651120000, '0.1.0', 'eb2ec2a0875dbd95ee4edab0af09a950251ecee5c9d76bc2c9939d2d61fd5613', 'fb355212bdff622d65b1696f62dacb73397fe7fe4d53a51222f012cfb9524c6e', '5daf17eded59e24fdc91973017bfdde47a164e3908f5ef2e6eac51b234c6590b');
INSERT INTO journal ("seq", "transaction_id", "version", "kind", "business_day", "session_id", "employee_id", "total", "currency", "created_us", "software_version", "document_sha256", "previous_hash", "hash") VALUES (7, 'lane-1-TEST-000007', 1, 'closed', '2026-03-04', 1, 'emp-7', 3081, 'USD', 1772636651120000, '0.1.0', '2440d489781c3c6aaac52da493757307e938523b33ab69ef8d17d3492cb02aba', '5daf17eded59e24fdc91973017bfdde47a164e3908f5ef2e6eac51b234c6590b', '7278da8cd1ee3eae5ff64779bb603950ae9429569d52f1e8115c8abdb38b4584');
INSERT INTO journal ("seq", "transaction_id", "version", "kind", "business_day", "session_id", "employee_id", "total", "currency", "created_us", "software_version", "document_sha256", "previous_hash", "hash") VALUES (8, 'lane-1-TEST-000008', 1, 'closed', '2026-03-04', 1, 'emp-7', 3081, 'USD', 1772636651120000, '0.1.0', 'a49a6975407d06214ea95500c8d9a920adc166fd4b7a2b4b908bb1aa6aa5062d', '7278da8cd1ee3eae5ff64779bb603950ae9429569d52f1e8115c8abdb38b4584', 'fcf953b8843802a8a6ab8b29142e751a3ff718ee43b3a3fca7b00e7992f2fc3c');
INSERT INTO journal ("seq", "transaction_id", "version", "kind", "business_day", "session_id", "employee_id", "total", "currency", "created_us", "software_version", "document_sha256", "previous_hash", "hash") VALUES (9, 'lane-1-TEST-000009', 1, 'closed', '2026-03-04', 1, 'emp-7', 3081, 'USD', 1772636651120000, '0.1.0', 'ed12b2f46fa7f58b38bea79bc9d7dd6fd6cce5b57de378e688f3c493b6d9bad8', 'fcf953b8843802a8a6ab8b29142e751a3ff718ee43b3a3fca7b00e7992f2fc3c', 'ba188000c96eec7f0acd4903f4d6eb06664e7f0669957bdbc6943a29f09095d1');
INSERT INTO journal ("seq", "transaction_id", "version", "kind", "business_day", "session_id", "employee_id", "total", "currency", "created_us", "software_version", "document_sha256", "previous_hash", "hash") VALUES (10, 'lane-1-TEST-000010', 1, 'closed', '2026-03-04', 1, 'emp-7', 3081, 'USD', 1772636651120000, '0.1.0', '073d4df7360606128add5c04d844deb02b2e3f2201ff0407b2fd8e137f589ba2', 'ba188000c96eec7f0acd4903f4d6eb06664e7f0669957bdbc6943a29f09095d1', '005c01fe148d0d6a946e26766023c1e4a94a957657bca51450dd313b9755f41b');
INSERT INTO journal ("seq", "transaction_id", "version", "kind", "business_day", "session_id", "employee_id", "total", "currency", "created_us", "software_version", "document_sha256", "previous_hash", "hash") VALUES (11, 'lane-1-TEST-000011', 1, 'closed', '2026-03-04', 1, 'emp-7', 3081, 'USD', 1772636651120000, '0.1.0', '0265ebcc58aada000e24b95088ffa8be1b7196aa0ed4e44ae3d64921e1719b0c', '005c01fe148d0d6a946e26766023c1e4a94a957657bca51450dd313b9755f41b', '2202decf3a0feb07139ff5029cc8184ea897667906629a92b4b4a3f87c12ee7e');
INSERT INTO journal ("seq", "transaction_id", "version", "kind", "business_day", "session_id", "employee_id", "total", "currency", "created_us", "software_version", "document_sha256", "previous_hash", "hash") VALUES (12, 'lane-1-TEST-000012', 1, 'closed', '2026-03-04', 1, 'emp-7', 3081, 'USD', 1772636651120000, '0.1.0', 'e4ec25a3beb2e691b909678e3981c00cf0246229af0570166fed4559a813c811', '2202decf3a0feb07139ff5029cc8184ea897667906629a92b4b4a3f87c12ee7e', '33c19036e08e45a4d8522c864d58b68e69c5d863bd7fb353d5909bcd2523bce0');
INSERT INTO journal ("seq", "transaction_id", "version", "kind", "business_day", "session_id", "employee_id", "total", "currency", "created_us", "software_version", "document_sha256", "previous_hash", "hash") VALUES (13, 'lane-1-TEST-000013', 1, 'voided', '2026-03-04', 1, 'emp-7', 3081, 'USD', 1772636651120000, '0.1.0', '27d3c74ec1578e06a80a26c40ba9731ffe4a12264effe3043b980e61451229c1', '33c19036e08e45a4d8522c864d58b68e69c5d863bd7fb353d5909bcd2523bce0', 'b487a1f97315b530fb062e3fdaf651287741dbce2a9a65c1c25306b52520441e');
CREATE TABLE document (
    seq        INTEGER PRIMARY KEY REFERENCES journal (seq),
    erased_us  INTEGER,
    erased_mac TEXT,
    body       BLOB,
    CHECK ((body IS NULL) = (erased_us IS NOT NULL) AND (erased_us IS NULL) = (erased_mac IS NULL))
) STRICT;
INSERT INTO document ("seq", "erased_us", "erased_mac", "body") VALUES (1, NULL, NULL, CAST('{"transaction_id":"lane-1-TEST-000001","lines":4}' AS BLOB));
INSERT INTO document ("seq", "erased_us", "erased_mac", "body") VALUES (2, NULL, NULL, CAST('{"transaction_id":"lane-1-TEST-000002","lines":4}' AS BLOB));
INSERT INTO document ("seq", "erased_us", "erased_mac", "body") VALUES (3, NULL, NULL, CAST('{"transaction_id":"lane-1-TEST-000003","lines":4}' AS BLOB));
INSERT INTO document ("seq", "erased_us", "erased_mac", "body") VALUES (4, NULL, NULL, CAST('{"transaction_id":"lane-1-TEST-000004","lines":4}' AS BLOB));
INSERT INTO document ("seq", "erased_us", "erased_mac", "body") VALUES (5, NULL, NULL, CAST('{"transaction_id":"lane-1-TEST-000005","lines":4}' AS BLOB));
INSERT INTO document ("seq", "erased_us", "erased_mac", "body") VALUES (6, NULL, NULL, CAST('{"transaction_id":"lane-1-TEST-000006","lines":4}' AS BLOB));
INSERT INTO document ("seq", "erased_us", "erased_mac", "body") VALUES (7, NULL, NULL, CAST('{"transaction_id":"lane-1-TEST-000007","lines":4}' AS BLOB));
INSERT INTO document ("seq", "erased_us", "erased_mac", "body") VALUES (8, NULL, NULL, CAST('{"transaction_id":"lane-1-TEST-000008","lines":4}' AS BLOB));
INSERT INTO document ("seq", "erased_us", "erased_mac", "body") VALUES (9, NULL, NULL, CAST('{"transaction_id":"lane-1-TEST-000009","lines":4}' AS BLOB));
INSERT INTO document ("seq", "erased_us", "erased_mac", "body") VALUES (10, NULL, NULL, CAST('{"transaction_id":"lane-1-TEST-000010","lines":4}' AS BLOB));
INSERT INTO document ("seq", "erased_us", "erased_mac", "body") VALUES (11, NULL, NULL, CAST('{"transaction_id":"lane-1-TEST-000011","lines":4}' AS BLOB));
INSERT INTO document ("seq", "erased_us", "erased_mac", "body") VALUES (12, NULL, NULL, CAST('{"transaction_id":"lane-1-TEST-000012","lines":4}' AS BLOB));
INSERT INTO document ("seq", "erased_us", "erased_mac", "body") VALUES (13, NULL, NULL, CAST('{"transaction_id":"lane-1-TEST-000013","lines":4}' AS BLOB));
CREATE TABLE request (
    id                 INTEGER PRIMARY KEY,
    request_id         TEXT    NOT NULL UNIQUE,
    path               TEXT    NOT NULL,
    body               BLOB,
    sha256             TEXT    NOT NULL,
    seq                INTEGER REFERENCES journal (seq),
    state              TEXT    NOT NULL CHECK (state IN ('ready', 'open', 'done', 'parked', 'retired')),
    tries              INTEGER NOT NULL DEFAULT 0,
    definite           INTEGER NOT NULL DEFAULT 0,
    empty              INTEGER NOT NULL DEFAULT 0,
    first_attempted_us INTEGER,
    attempted_us       INTEGER,
    settled_us         INTEGER,
    reason             TEXT    NOT NULL DEFAULT ''
, bare INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (1, 'single-1', '/send_transaction', CAST('{"request_payload":{"transaction_id":"lane-1-TEST-000001","lines":4}}' AS BLOB), '9e825aeced501a7c6f693ac80f1c8627628c4e065d37aff410702c05f46b7752', 1, 'done', 1, 0, 0, 1772636831120000, 1772636831120000, 1772636831120000, '', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (2, 'single-2', '/send_transaction', CAST('{"request_payload":{"transaction_id":"lane-1-TEST-000002","lines":4}}' AS BLOB), '162859a56f988f52a6d9fed2cddb77e900214041accba2f4221dfe9289044cb6', 2, 'retired', 0, 0, 0, NULL, NULL, 1772636831120000, 'went in a batch', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (3, 'single-3', '/send_transaction', CAST('{"request_payload":{"transaction_id":"lane-1-TEST-000003","lines":4}}' AS BLOB), '18284d806b5b91c715ded88f552a60b26fe86008db6e704bf9779bb4151108cf', 3, 'retired', 0, 0, 0, NULL, NULL, 1772636831120000, 'went in a batch', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (4, 'single-4', '/send_transaction', CAST('{"request_payload":{"transaction_id":"lane-1-TEST-000004","lines":4}}' AS BLOB), '142547321e29e2a2d18efef8d37829a72725ab6182177236db53878086784c93', 4, 'retired', 0, 0, 0, NULL, NULL, 1772636831120000, 'went in a batch', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (5, 'single-5', '/send_transaction', CAST('{"request_payload":{"transaction_id":"lane-1-TEST-000005","lines":4}}' AS BLOB), 'e0aed2cc24dadbeaf06c4fadc59df4bede74b6571e0c5c1b30314757c9a49936', 5, 'parked', 1, 0, 0, 1772636831120000, 1772636831120000, 1772636831120000, 'VALIDATION: items[0].item_id: unknown', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (6, 'single-6', '/send_transaction', CAST('{"request_payload":{"transaction_id":"lane-1-TEST-000006","lines":4}}' AS BLOB), 'b59d6ad527e1d7cec19ada95fe446396d3fc84622939fafe4b9549f64390cafd', 6, 'open', 1, 0, 1, 1772636831120000, 1772636831120000, NULL, 'an empty reply', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (7, 'single-7', '/send_transaction', CAST('{"request_payload":{"transaction_id":"lane-1-TEST-000007","lines":4}}' AS BLOB), '4a91e0df81b6e2455348d8099bb9a55803cbaa9f53435be63e7f7b92272cae7c', 7, 'retired', 0, 0, 0, NULL, NULL, 1772636831120000, 'went in a batch', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (8, 'single-8', '/send_transaction', CAST('{"request_payload":{"transaction_id":"lane-1-TEST-000008","lines":4}}' AS BLOB), '74adc4996acada1b0da68dcdee52c7cb2d01b0ec68e43f17921561064d99b2fa', 8, 'retired', 0, 0, 0, NULL, NULL, 1772636831120000, 'went in a batch', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (9, 'single-9', '/send_transaction', CAST('{"request_payload":{"transaction_id":"lane-1-TEST-000009","lines":4}}' AS BLOB), '70bbb396362defe280a3051349bb6d9c77098532beb197aa2b06016d1e90be74', 9, 'retired', 0, 0, 0, NULL, NULL, 1772636831120000, 'went in a batch', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (10, 'single-10', '/send_transaction', CAST('{"request_payload":{"transaction_id":"lane-1-TEST-000010","lines":4}}' AS BLOB), '8338f9ba51b55c67aefe633d354c20326e96b241803bd40ccbf8e68a9caf1b7e', 10, 'retired', 0, 0, 0, NULL, NULL, 1772636831120000, 'went in a batch', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (11, 'single-11', '/send_transaction', CAST('{"request_payload":{"transaction_id":"lane-1-TEST-000011","lines":4}}' AS BLOB), 'dfeb51546b68424a77fc89dc33433b286d6c0aeef2b16fc1125983ff5e60d343', 11, 'ready', 0, 0, 0, NULL, NULL, NULL, '', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (12, 'single-12', '/send_transaction', CAST('{"request_payload":{"transaction_id":"lane-1-TEST-000012","lines":4}}' AS BLOB), 'e2b893cdeb5b01d085ad7aaa533ecde4e94dcfd3f32c0837da07ede14f1430c5', 12, 'ready', 0, 0, 0, NULL, NULL, NULL, '', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (13, 'batch-1', '/batch_send_transaction', CAST('[{"transaction_id":"lane-1-TEST-000002","lines":4},{"transaction_id":"lane-1-TEST-000003","lines":4},{"transaction_id":"lane-1-TEST-000004","lines":4}]' AS BLOB), '4436a94b28836d55ddceae5bd86dfb4f678d65273ae9483510a66afd334bc1f4', NULL, 'open', 2, 0, 0, 1772636831120000, 1772636831120000, NULL, 'no answer in 15 s', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (14, 'batch-2', '/batch_send_transaction', CAST('[{"transaction_id":"lane-1-TEST-000007","lines":4},{"transaction_id":"lane-1-TEST-000008","lines":4},{"transaction_id":"lane-1-TEST-000009","lines":4},{"transaction_id":"lane-1-TEST-000010","lines":4}]' AS BLOB), '2854863e9d706dc2520ffb4e74a377e665b6cff85353cc0fa85202f609568621', NULL, 'retired', 2, 0, 0, 1772636831120000, 1772636831120000, NULL, 'VALIDATION', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (15, 'half-1', '/batch_send_transaction', CAST('[{"half":1}]' AS BLOB), '11482ee5a09a672ad381704e860e58c34a6cb33677951fbe3a6fdcbc0b43847a', NULL, 'done', 1, 0, 0, 1772636831120000, 1772636831120000, 1772636831120000, '', 0);
INSERT INTO request ("id", "request_id", "path", "body", "sha256", "seq", "state", "tries", "definite", "empty", "first_attempted_us", "attempted_us", "settled_us", "reason", "bare") VALUES (16, 'half-2', '/batch_send_transaction', CAST('[{"half":2}]' AS BLOB), '49aca5be4491e0593876c89b23ea9f4131cee91f7a496171039a20b1a3c1be0e', NULL, 'open', 0, 0, 0, NULL, NULL, NULL, '', 0);
CREATE TABLE delivery (
    seq            INTEGER PRIMARY KEY REFERENCES journal (seq),
    transaction_id TEXT    NOT NULL,
    version        INTEGER NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('waiting', 'sending', 'parked', 'done')),
    created_us     INTEGER NOT NULL,
    request        INTEGER NOT NULL REFERENCES request (id),
    single         INTEGER NOT NULL REFERENCES request (id),
    reason         TEXT    NOT NULL DEFAULT '',
    settled_us     INTEGER
) STRICT;
INSERT INTO delivery ("seq", "transaction_id", "version", "state", "created_us", "request", "single", "reason", "settled_us") VALUES (1, 'lane-1-TEST-000001', 1, 'done', 1772636651120000, 1, 1, '', 1772636831120000);
INSERT INTO delivery ("seq", "transaction_id", "version", "state", "created_us", "request", "single", "reason", "settled_us") VALUES (2, 'lane-1-TEST-000002', 1, 'sending', 1772636651120000, 13, 2, '', NULL);
INSERT INTO delivery ("seq", "transaction_id", "version", "state", "created_us", "request", "single", "reason", "settled_us") VALUES (3, 'lane-1-TEST-000003', 1, 'sending', 1772636651120000, 13, 3, '', NULL);
INSERT INTO delivery ("seq", "transaction_id", "version", "state", "created_us", "request", "single", "reason", "settled_us") VALUES (4, 'lane-1-TEST-000004', 1, 'sending', 1772636651120000, 13, 4, '', NULL);
INSERT INTO delivery ("seq", "transaction_id", "version", "state", "created_us", "request", "single", "reason", "settled_us") VALUES (5, 'lane-1-TEST-000005', 1, 'parked', 1772636651120000, 5, 5, 'VALIDATION: items[0].item_id: unknown', 1772636831120000);
INSERT INTO delivery ("seq", "transaction_id", "version", "state", "created_us", "request", "single", "reason", "settled_us") VALUES (6, 'lane-1-TEST-000006', 1, 'sending', 1772636651120000, 6, 6, '', NULL);
INSERT INTO delivery ("seq", "transaction_id", "version", "state", "created_us", "request", "single", "reason", "settled_us") VALUES (7, 'lane-1-TEST-000007', 1, 'done', 1772636651120000, 15, 7, '', 1772636831120000);
INSERT INTO delivery ("seq", "transaction_id", "version", "state", "created_us", "request", "single", "reason", "settled_us") VALUES (8, 'lane-1-TEST-000008', 1, 'done', 1772636651120000, 15, 8, '', 1772636831120000);
INSERT INTO delivery ("seq", "transaction_id", "version", "state", "created_us", "request", "single", "reason", "settled_us") VALUES (9, 'lane-1-TEST-000009', 1, 'waiting', 1772636651120000, 16, 9, 'VALIDATION', NULL);
INSERT INTO delivery ("seq", "transaction_id", "version", "state", "created_us", "request", "single", "reason", "settled_us") VALUES (10, 'lane-1-TEST-000010', 1, 'waiting', 1772636651120000, 16, 10, 'VALIDATION', NULL);
INSERT INTO delivery ("seq", "transaction_id", "version", "state", "created_us", "request", "single", "reason", "settled_us") VALUES (11, 'lane-1-TEST-000011', 1, 'waiting', 1772636651120000, 11, 11, '', NULL);
INSERT INTO delivery ("seq", "transaction_id", "version", "state", "created_us", "request", "single", "reason", "settled_us") VALUES (12, 'lane-1-TEST-000012', 1, 'waiting', 1772636651120000, 12, 12, '', NULL);
CREATE TABLE request_member (
    request  INTEGER NOT NULL REFERENCES request (id),
    position INTEGER NOT NULL,
    seq      INTEGER NOT NULL REFERENCES delivery (seq),
    PRIMARY KEY (request, position)
) STRICT, WITHOUT ROWID;
INSERT INTO request_member ("request", "position", "seq") VALUES (13, 0, 2);
INSERT INTO request_member ("request", "position", "seq") VALUES (13, 1, 3);
INSERT INTO request_member ("request", "position", "seq") VALUES (13, 2, 4);
INSERT INTO request_member ("request", "position", "seq") VALUES (14, 0, 7);
INSERT INTO request_member ("request", "position", "seq") VALUES (15, 0, 7);
INSERT INTO request_member ("request", "position", "seq") VALUES (14, 1, 8);
INSERT INTO request_member ("request", "position", "seq") VALUES (15, 1, 8);
INSERT INTO request_member ("request", "position", "seq") VALUES (14, 2, 9);
INSERT INTO request_member ("request", "position", "seq") VALUES (16, 0, 9);
INSERT INTO request_member ("request", "position", "seq") VALUES (14, 3, 10);
INSERT INTO request_member ("request", "position", "seq") VALUES (16, 1, 10);
CREATE TABLE catalog_in_force (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    edition INTEGER NOT NULL,
    currency TEXT NOT NULL
, previous INTEGER, previous_currency TEXT);
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
CREATE TABLE catalog_shelf (
    edition INTEGER NOT NULL,
    category_id TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    PRIMARY KEY (edition, category_id, "row")
) WITHOUT ROWID;
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
CREATE TABLE employee_pin (
    employee_id TEXT NOT NULL PRIMARY KEY,
    pin_hash TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE pin_attempts (
    subject TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    locked_until REAL NOT NULL,
    seen_at REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE tenancy (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    lease          TEXT    NOT NULL,
    place          TEXT    NOT NULL,
    copied_through INTEGER NOT NULL,
    copied_us      INTEGER,
    copied_why     TEXT    NOT NULL
) STRICT;
INSERT INTO tenancy ("id", "lease", "place", "copied_through", "copied_us", "copied_why") VALUES (1, '', '', 0, NULL, '');
CREATE TABLE journal_gap (
    first_seq    INTEGER PRIMARY KEY CHECK (first_seq >= 1),
    last_seq     INTEGER NOT NULL CHECK (last_seq >= first_seq),
    hash_before  TEXT    NOT NULL,
    hash_through TEXT    NOT NULL,
    found_us     INTEGER NOT NULL,
    cause        TEXT    NOT NULL,
    seal         TEXT    NOT NULL
) STRICT;
CREATE TABLE offer_hold (
    hold_id        INTEGER PRIMARY KEY,
    offer_id       TEXT    NOT NULL,
    offer_type     TEXT    NOT NULL,
    reference_id   TEXT,
    transaction_id TEXT    NOT NULL,
    employee_id    TEXT    NOT NULL,
    state          TEXT    NOT NULL
        CHECK (state IN ('locking', 'locked', 'refused', 'sold', 'releasing', 'released')),
    discount       TEXT,
    created_us     INTEGER NOT NULL,
    settled_us     INTEGER,
    reason         TEXT    NOT NULL DEFAULT ''
, flow TEXT NOT NULL DEFAULT 'lock' CHECK (flow IN ('lock', 'redeem')), is_used INTEGER NOT NULL DEFAULT 0 CHECK (is_used IN (0, 1)), after_seq INTEGER REFERENCES journal (seq)) STRICT;
INSERT INTO offer_hold ("hold_id", "offer_id", "offer_type", "reference_id", "transaction_id", "employee_id", "state", "discount", "created_us", "settled_us", "reason", "flow", "is_used", "after_seq") VALUES (1, 'offer-1', 'UserOfferId', 'offer-1', 'lane-1-TEST-000014', 'emp-7', 'locked', '{"amount":2.00}', 1772636831120000, NULL, '', 'lock', 0, NULL);
INSERT INTO offer_hold ("hold_id", "offer_id", "offer_type", "reference_id", "transaction_id", "employee_id", "state", "discount", "created_us", "settled_us", "reason", "flow", "is_used", "after_seq") VALUES (2, 'offer-2', 'UserOfferId', 'offer-2', 'lane-1-TEST-000014', 'emp-7', 'locking', NULL, 1772636831120000, NULL, '', 'lock', 0, NULL);
CREATE TABLE offer_request (
    id           INTEGER PRIMARY KEY,
    request_id   TEXT    NOT NULL UNIQUE,
    hold         INTEGER NOT NULL REFERENCES offer_hold (hold_id),
    kind         TEXT    NOT NULL CHECK (kind IN ('lock', 'unlock')),
    path         TEXT    NOT NULL,
    body         BLOB    NOT NULL,
    sha256       TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('open', 'done', 'refused', 'retired')),
    tries        INTEGER NOT NULL DEFAULT 0,
    definite     INTEGER NOT NULL DEFAULT 0,
    empty        INTEGER NOT NULL DEFAULT 0,
    attempted_us INTEGER,
    settled_us   INTEGER,
    reason       TEXT    NOT NULL DEFAULT ''
) STRICT;
INSERT INTO offer_request ("id", "request_id", "hold", "kind", "path", "body", "sha256", "state", "tries", "definite", "empty", "attempted_us", "settled_us", "reason") VALUES (1, 'lock-offer-1', 1, 'lock', '/lock', CAST('{"offer_lookup_code":"offer-1"}' AS BLOB), 'c01c088dbbc8fd2fd6153a09616814dace646a0d3a113faabdf43ddb4526c293', 'done', 1, 0, 0, 1772636831120000, 1772636831120000, '');
INSERT INTO offer_request ("id", "request_id", "hold", "kind", "path", "body", "sha256", "state", "tries", "definite", "empty", "attempted_us", "settled_us", "reason") VALUES (2, 'lock-offer-2', 2, 'lock', '/lock', CAST('{"offer_lookup_code":"offer-2"}' AS BLOB), '5ebefa23c167b3c5b1fda932b4ff2ef951771738ec8352585bf3372b2a491f75', 'open', 1, 0, 0, 1772636831120000, NULL, '');
CREATE TABLE "basket" (
    slot                INTEGER PRIMARY KEY CHECK (slot >= 1),
    transaction_id      TEXT    NOT NULL,
    open_time_us        INTEGER NOT NULL,
    channel             TEXT    NOT NULL,
    pos_employee_id     TEXT    NOT NULL,
    sm_employee_id      TEXT,
    operator_name       TEXT    NOT NULL,
    table_id            TEXT,
    guest_count         INTEGER,
    from_transaction_id TEXT,
    currency            TEXT    NOT NULL,
    next_line           INTEGER NOT NULL,
    next_payment        INTEGER NOT NULL,
    discounts           TEXT    NOT NULL,
    payments            TEXT    NOT NULL,
    member              TEXT,
    additional          TEXT,
    suspended_us        INTEGER,
    suspended_by        TEXT,
    suspended_name      TEXT,
    label               TEXT,
    total               INTEGER, tax_shift TEXT, guest_code TEXT, told_us INTEGER, exchange TEXT, steps TEXT NOT NULL DEFAULT '', ordered TEXT NOT NULL DEFAULT '', chosen TEXT NOT NULL DEFAULT '',
    CHECK ((slot = 1) = (suspended_us IS NULL)),
    CHECK ((suspended_us IS NULL) = (suspended_by IS NULL) AND (suspended_us IS NULL) = (suspended_name IS NULL)
        AND (suspended_us IS NULL) = (label IS NULL) AND (suspended_us IS NULL) = (total IS NULL))
) STRICT;
INSERT INTO basket ("slot", "transaction_id", "open_time_us", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "from_transaction_id", "currency", "next_line", "next_payment", "discounts", "payments", "member", "additional", "suspended_us", "suspended_by", "suspended_name", "label", "total", "tax_shift", "guest_code", "told_us", "exchange", "steps", "ordered", "chosen") VALUES (1, 'lane-1-TEST-000014', 1772636531120000, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, NULL, 'USD', 6, 2, '[["offer-1","UserOfferId","Two off","SessionM",200,0,1772636831120000,"[]","LOCKED",null,null,null,"{\"amount\":2.00}",null]]', '[["1","Cash",500,500,0,0,1772636591120000,null,null,null,null,null,null,null,null,null]]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', '', '');
INSERT INTO basket ("slot", "transaction_id", "open_time_us", "channel", "pos_employee_id", "sm_employee_id", "operator_name", "table_id", "guest_count", "from_transaction_id", "currency", "next_line", "next_payment", "discounts", "payments", "member", "additional", "suspended_us", "suspended_by", "suspended_name", "label", "total", "tax_shift", "guest_code", "told_us", "exchange", "steps", "ordered", "chosen") VALUES (2, 'lane-1-TEST-000099', 1772636531120000, 'STORE', 'emp-7', 'sm-7', 'Ada L.', NULL, NULL, NULL, 'USD', 5, 1, '[]', '[]', NULL, NULL, 1772636831120000, 'emp-7', 'Ada L.', 'Blue coat', 3081, NULL, NULL, NULL, NULL, '', '', '');
CREATE TABLE "basket_line" (
    slot             INTEGER NOT NULL CHECK (slot >= 1),
    line_id          INTEGER NOT NULL,
    item_id          TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    quantity_e6      INTEGER NOT NULL,
    unit             TEXT    NOT NULL,
    unit_price       INTEGER NOT NULL,
    extended         INTEGER NOT NULL,
    taxes            TEXT    NOT NULL,
    sku              TEXT,
    modifies_line_id INTEGER,
    per_parent_e6    INTEGER NOT NULL,
    minimum_age      INTEGER,
    image            TEXT,
    lot              TEXT, special TEXT,
    PRIMARY KEY (slot, line_id)
) STRICT, WITHOUT ROWID;
INSERT INTO basket_line ("slot", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "special") VALUES (1, 1, 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, NULL);
INSERT INTO basket_line ("slot", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "special") VALUES (1, 2, 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, 1, 1000000, NULL, NULL, NULL, NULL);
INSERT INTO basket_line ("slot", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "special") VALUES (1, 3, 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, NULL);
INSERT INTO basket_line ("slot", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "special") VALUES (1, 4, 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, '[null,null,null,null,"document"]');
INSERT INTO basket_line ("slot", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "special") VALUES (1, 5, 'wine', 'Wine', 2000000, 'each', 1275, 2550, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, NULL);
INSERT INTO basket_line ("slot", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "special") VALUES (2, 1, 'espresso', 'Espresso', 2000000, 'each', 350, 700, '[["STATE","State tax","0.0625","percent",false,false,true]]', 'E-1', NULL, 1000000, NULL, NULL, NULL, NULL);
INSERT INTO basket_line ("slot", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "special") VALUES (2, 2, 'oat', 'Oat milk', 2000000, 'each', 60, 120, '[["STATE","State tax","0.0625","percent",false,false,true]]', NULL, 1, 1000000, NULL, NULL, NULL, NULL);
INSERT INTO basket_line ("slot", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "special") VALUES (2, 3, 'cheese', 'Käse, 24 Monate gereift', 345000, 'kg', 2499, 862, '[["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, NULL, 'cheese.png', NULL, NULL);
INSERT INTO basket_line ("slot", "line_id", "item_id", "name", "quantity_e6", "unit", "unit_price", "extended", "taxes", "sku", "modifies_line_id", "per_parent_e6", "minimum_age", "image", "lot", "special") VALUES (2, 4, 'wine', 'Wine', 1000000, 'each', 1275, 1275, '[["STATE","State tax","0.0625","percent",false,false,true],["VAT","VAT 10 %","0.10","percent",true,false,true]]', NULL, NULL, 1000000, 21, NULL, NULL, '[null,null,null,null,"document"]');
CREATE TABLE amendment (
    seq           INTEGER PRIMARY KEY REFERENCES snapshot (seq),
    employee_id   TEXT    NOT NULL,
    employee_name TEXT    NOT NULL,
    approved_by   TEXT,
    approver_name TEXT    NOT NULL,
    reason        TEXT    NOT NULL
) STRICT;
CREATE TABLE snapshot_refund (
    seq      INTEGER NOT NULL REFERENCES snapshot (seq),
    position INTEGER NOT NULL,
    type     TEXT    NOT NULL,
    amount   INTEGER NOT NULL,
    given    INTEGER NOT NULL, credited_to TEXT, number TEXT, tip INTEGER,
    PRIMARY KEY (seq, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE sale_steps (
    transaction_id TEXT    NOT NULL,
    part           INTEGER NOT NULL CHECK (part >= 0),
    steps          TEXT    NOT NULL,
    PRIMARY KEY (transaction_id, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE sale_rules (
    id     INTEGER PRIMARY KEY,
    sha256 TEXT    NOT NULL UNIQUE,
    rules  TEXT    NOT NULL
) STRICT;
CREATE TABLE store_fact (
    subject  TEXT    NOT NULL PRIMARY KEY CHECK (subject IN ('catalog', 'employees')),
    version  INTEGER NOT NULL DEFAULT 0,
    stamp    TEXT    NOT NULL DEFAULT '',
    state    TEXT    NOT NULL DEFAULT 'none' CHECK (state IN ('none', 'waiting', 'done', 'refused')),
    entries  INTEGER NOT NULL DEFAULT 0,
    digest   TEXT,
    taken_us INTEGER,
    since_us INTEGER,
    reason   TEXT    NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
INSERT INTO store_fact ("subject", "version", "stamp", "state", "entries", "digest", "taken_us", "since_us", "reason") VALUES ('catalog', 0, '', 'none', 0, NULL, NULL, NULL, '');
INSERT INTO store_fact ("subject", "version", "stamp", "state", "entries", "digest", "taken_us", "since_us", "reason") VALUES ('employees', 0, '', 'none', 0, NULL, NULL, NULL, '');
CREATE TABLE employee_left (
    employee_id TEXT    NOT NULL PRIMARY KEY,
    first_name  TEXT    NOT NULL,
    last_name   TEXT    NOT NULL,
    start_date  TEXT,
    end_date    TEXT,
    left_us     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE upload (
    id           INTEGER PRIMARY KEY,
    request_id   TEXT    NOT NULL UNIQUE,
    subject      TEXT    NOT NULL REFERENCES store_fact (subject),
    stamp        TEXT    NOT NULL,
    digest       TEXT    NOT NULL,
    entries      INTEGER NOT NULL,
    path         TEXT    NOT NULL,
    body         BLOB,
    sha256       TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('open', 'done', 'refused', 'retired')),
    tries        INTEGER NOT NULL DEFAULT 0,
    definite     INTEGER NOT NULL DEFAULT 0,
    empty        INTEGER NOT NULL DEFAULT 0,
    created_us   INTEGER NOT NULL,
    attempted_us INTEGER,
    settled_us   INTEGER,
    reason       TEXT    NOT NULL DEFAULT '',
    CHECK (body IS NOT NULL OR state <> 'open')
) STRICT;
CREATE TABLE "print_job" (
    id             INTEGER PRIMARY KEY,
    job_id         TEXT    NOT NULL,
    transaction_id TEXT    REFERENCES pos_transaction (transaction_id),
    copy_number    INTEGER NOT NULL CHECK (copy_number >= 0),
    state          TEXT    NOT NULL CHECK (state IN ('waiting', 'printing')),
    tries          INTEGER NOT NULL DEFAULT 0,
    cause          TEXT    NOT NULL DEFAULT '',
    seq            INTEGER REFERENCES journal (seq),
    kind           TEXT    NOT NULL DEFAULT 'receipt' CHECK (kind IN ('receipt', 'gift', 'count')), culture TEXT,
    CHECK (transaction_id IS NOT NULL OR seq IS NOT NULL)
) STRICT;
INSERT INTO print_job ("id", "job_id", "transaction_id", "copy_number", "state", "tries", "cause", "seq", "kind", "culture") VALUES (10, 'job-10', 'lane-1-TEST-000010', 0, 'printing', 1, '', 10, 'receipt', NULL);
INSERT INTO print_job ("id", "job_id", "transaction_id", "copy_number", "state", "tries", "cause", "seq", "kind", "culture") VALUES (11, 'job-11', 'lane-1-TEST-000011', 0, 'waiting', 0, '', 11, 'receipt', NULL);
INSERT INTO print_job ("id", "job_id", "transaction_id", "copy_number", "state", "tries", "cause", "seq", "kind", "culture") VALUES (12, 'job-12', 'lane-1-TEST-000012', 0, 'waiting', 0, '', 12, 'receipt', NULL);
CREATE TABLE "printed" (
    id             INTEGER PRIMARY KEY,
    job_id         TEXT    NOT NULL,
    transaction_id TEXT,
    copy_number    INTEGER NOT NULL,
    tries          INTEGER NOT NULL,
    seq            INTEGER,
    proof          TEXT    NOT NULL DEFAULT 'sent' CHECK (proof IN ('printed', 'sent', 'unknown')),
    kind           TEXT    NOT NULL DEFAULT 'receipt' CHECK (kind IN ('receipt', 'gift', 'count'))
, in_doubt INTEGER NOT NULL DEFAULT 0 CHECK (in_doubt IN (0, 1))) STRICT;
INSERT INTO printed ("id", "job_id", "transaction_id", "copy_number", "tries", "seq", "proof", "kind", "in_doubt") VALUES (1, 'job-1', 'lane-1-TEST-000001', 0, 1, 1, 'printed', 'receipt', 0);
INSERT INTO printed ("id", "job_id", "transaction_id", "copy_number", "tries", "seq", "proof", "kind", "in_doubt") VALUES (2, 'job-2', 'lane-1-TEST-000002', 0, 1, 2, 'printed', 'receipt', 0);
INSERT INTO printed ("id", "job_id", "transaction_id", "copy_number", "tries", "seq", "proof", "kind", "in_doubt") VALUES (3, 'job-3', 'lane-1-TEST-000003', 0, 1, 3, 'printed', 'receipt', 0);
INSERT INTO printed ("id", "job_id", "transaction_id", "copy_number", "tries", "seq", "proof", "kind", "in_doubt") VALUES (4, 'job-4', 'lane-1-TEST-000004', 0, 1, 4, 'printed', 'receipt', 0);
INSERT INTO printed ("id", "job_id", "transaction_id", "copy_number", "tries", "seq", "proof", "kind", "in_doubt") VALUES (5, 'job-5', 'lane-1-TEST-000005', 0, 1, 5, 'printed', 'receipt', 0);
INSERT INTO printed ("id", "job_id", "transaction_id", "copy_number", "tries", "seq", "proof", "kind", "in_doubt") VALUES (6, 'job-6', 'lane-1-TEST-000006', 0, 1, 6, 'printed', 'receipt', 0);
INSERT INTO printed ("id", "job_id", "transaction_id", "copy_number", "tries", "seq", "proof", "kind", "in_doubt") VALUES (7, 'job-7', 'lane-1-TEST-000007', 0, 1, 7, 'printed', 'receipt', 0);
INSERT INTO printed ("id", "job_id", "transaction_id", "copy_number", "tries", "seq", "proof", "kind", "in_doubt") VALUES (8, 'job-8', 'lane-1-TEST-000008', 0, 1, 8, 'printed', 'receipt', 0);
INSERT INTO printed ("id", "job_id", "transaction_id", "copy_number", "tries", "seq", "proof", "kind", "in_doubt") VALUES (9, 'job-9', 'lane-1-TEST-000009', 0, 1, 9, 'printed', 'receipt', 0);
CREATE TABLE card_charge (
    charge_id INTEGER PRIMARY KEY,
    -- Our own, by which the terminal is asked what became of it.
    reference TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('payment', 'refund')),
    transaction_id TEXT NOT NULL,
    payment_id TEXT NOT NULL,
    -- What is asked for, with the tip.
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    -- As JSON, the payment that it becomes; NULL for a refund.
    payment TEXT CHECK ((payment IS NULL) = (kind = 'refund')),
    -- Of a refund: what is given back.
    refund_of INTEGER REFERENCES card_charge (charge_id) CHECK ((refund_of IS NULL) = (kind = 'payment')),
    state TEXT NOT NULL CHECK (state IN ('due', 'asking', 'approved', 'taken', 'declined', 'cancelled', 'undone',
        'refused', 'handled')),
    is_leaving INTEGER NOT NULL DEFAULT 0 CHECK (is_leaving IN (0, 1)),
    tries INTEGER NOT NULL DEFAULT 0,
    -- As JSON, the terminal's last word.
    answer TEXT,
    created_us INTEGER NOT NULL,
    settled_us INTEGER
, is_shared INTEGER NOT NULL DEFAULT 0 CHECK (is_shared IN (0, 1))) STRICT;
CREATE TABLE kitchen_order (
    order_id       INTEGER PRIMARY KEY,
    transaction_id TEXT    NOT NULL,
    number         INTEGER NOT NULL CHECK (number > 0),
    station        TEXT    NOT NULL,
    at_us          INTEGER NOT NULL,
    body           TEXT    NOT NULL,
    UNIQUE (transaction_id, number)
) STRICT;
CREATE TABLE kitchen_job (
    id          INTEGER PRIMARY KEY,
    job_id      TEXT    NOT NULL UNIQUE,
    order_id    INTEGER NOT NULL REFERENCES kitchen_order (order_id),
    copy_number INTEGER NOT NULL CHECK (copy_number >= 0),
    state       TEXT    NOT NULL CHECK (state IN ('waiting', 'printing')),
    tries       INTEGER NOT NULL DEFAULT 0,
    cause       TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE kitchen_printed (
    id          INTEGER PRIMARY KEY,
    job_id      TEXT    NOT NULL,
    order_id    INTEGER NOT NULL REFERENCES kitchen_order (order_id),
    copy_number INTEGER NOT NULL,
    tries       INTEGER NOT NULL,
    proof       TEXT    NOT NULL CHECK (proof IN ('printed', 'sent', 'unknown'))
, in_doubt INTEGER NOT NULL DEFAULT 0 CHECK (in_doubt IN (0, 1))) STRICT;
CREATE TRIGGER terminal_stays BEFORE DELETE ON terminal
BEGIN SELECT RAISE(ABORT, 'the terminal row is never deleted'); END;
CREATE UNIQUE INDEX till_session_open ON till_session ((closed_at_us IS NULL)) WHERE closed_at_us IS NULL;
CREATE TRIGGER snapshot_closed_once BEFORE INSERT ON snapshot
WHEN NEW.kind = 'closed'
    AND EXISTS (SELECT 1 FROM snapshot WHERE transaction_id = NEW.transaction_id AND kind = 'closed')
BEGIN SELECT RAISE(ABORT, 'a transaction is closed once'); END;
CREATE TRIGGER snapshot_never_changes BEFORE UPDATE ON snapshot
BEGIN SELECT RAISE(ABORT, 'a snapshot is never changed'); END;
CREATE TRIGGER snapshot_stays BEFORE DELETE ON snapshot
BEGIN SELECT RAISE(ABORT, 'a snapshot is never deleted'); END;
CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'a journal entry is never changed'); END;
CREATE TRIGGER journal_never_shrinks BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'a journal entry is never deleted'); END;
CREATE TRIGGER document_stays BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'a document is never deleted, only erased'); END;
CREATE INDEX request_open ON request (id) WHERE state = 'open';
CREATE INDEX request_retired ON request (seq) WHERE state = 'retired';
CREATE TRIGGER request_never_changes BEFORE UPDATE OF id, request_id, path, body, sha256, seq ON request
WHEN NEW.id IS NOT OLD.id OR NEW.request_id IS NOT OLD.request_id OR NEW.path IS NOT OLD.path
    OR NEW.sha256 IS NOT OLD.sha256 OR NEW.seq IS NOT OLD.seq
    OR (NEW.body IS NOT OLD.body AND (NEW.body IS NOT NULL OR OLD.state NOT IN ('done', 'retired')))
BEGIN SELECT RAISE(ABORT, 'a request is never changed'); END;
CREATE TRIGGER request_stays BEFORE DELETE ON request
BEGIN SELECT RAISE(ABORT, 'a request is never deleted'); END;
CREATE INDEX delivery_undone ON delivery (state, seq) WHERE state <> 'done';
CREATE INDEX request_member_seq ON request_member (seq);
CREATE VIEW carried AS
    SELECT request, position, seq FROM request_member
    UNION ALL SELECT id, 0, seq FROM request WHERE seq IS NOT NULL;
CREATE TRIGGER delivery_counted AFTER INSERT ON delivery
BEGIN
    UPDATE terminal SET pending = pending + (NEW.state IN ('waiting', 'sending')), parked = parked + (NEW.state = 'parked');
END;
CREATE TRIGGER delivery_recounted AFTER UPDATE OF state ON delivery WHEN NEW.state <> OLD.state
BEGIN
    UPDATE terminal SET
        pending = pending + (NEW.state IN ('waiting', 'sending')) - (OLD.state IN ('waiting', 'sending')),
        parked  = parked + (NEW.state = 'parked') - (OLD.state = 'parked');
END;
CREATE TRIGGER document_never_changes BEFORE UPDATE ON document
WHEN NEW.body IS NOT NULL OR NEW.seq IS NOT OLD.seq OR OLD.erased_us IS NOT NULL
    OR EXISTS (SELECT 1 FROM delivery WHERE seq = OLD.seq AND state <> 'done')
BEGIN SELECT RAISE(ABORT, 'a document is never changed, only erased when it is delivered'); END;
CREATE TRIGGER delivery_stays BEFORE DELETE ON delivery
BEGIN SELECT RAISE(ABORT, 'a delivery is never deleted'); END;
CREATE VIEW catalog_listing AS
SELECT "row", item_id, name, price_minor, sku, description, tax_codes, barcodes, plu, unit, category_id, image,
    open_price, active, minimum_age, max_per_sale, is_modifier, rules
FROM catalog_item;
CREATE TRIGGER tenancy_stays BEFORE DELETE ON tenancy
BEGIN SELECT RAISE(ABORT, 'the tenancy row is never deleted'); END;
CREATE TRIGGER journal_gap_never_changes BEFORE UPDATE ON journal_gap
BEGIN SELECT RAISE(ABORT, 'a gap of the journal is never changed'); END;
CREATE TRIGGER journal_gap_stays BEFORE DELETE ON journal_gap
BEGIN SELECT RAISE(ABORT, 'a gap of the journal is never deleted'); END;
CREATE UNIQUE INDEX offer_hold_once ON offer_hold (offer_id) WHERE state IN ('locking', 'locked', 'releasing');
CREATE INDEX offer_hold_unsettled ON offer_hold (transaction_id) WHERE state IN ('locking', 'locked', 'releasing');
CREATE INDEX offer_hold_releasing ON offer_hold (hold_id) WHERE state = 'releasing';
CREATE TRIGGER offer_hold_stays BEFORE DELETE ON offer_hold
BEGIN SELECT RAISE(ABORT, 'a hold is never deleted'); END;
CREATE INDEX offer_request_open ON offer_request (id) WHERE state = 'open';
CREATE INDEX offer_request_hold ON offer_request (hold);
CREATE TRIGGER offer_request_never_changes BEFORE UPDATE OF id, request_id, hold, kind, path, body, sha256
ON offer_request
BEGIN SELECT RAISE(ABORT, 'a request is never changed'); END;
CREATE TRIGGER offer_request_stays BEFORE DELETE ON offer_request
BEGIN SELECT RAISE(ABORT, 'a request is never deleted'); END;
CREATE INDEX snapshot_payment_keyed ON snapshot_payment (seq)
    WHERE user_id_type IN ('Email', 'Phone', 'External_ID');
CREATE VIEW suspended_sale AS
    SELECT slot, transaction_id, label, suspended_us, suspended_by, suspended_name, total, currency, table_id,
        guest_count, from_transaction_id
    FROM basket WHERE slot > 1;
CREATE TRIGGER amendment_never_changes BEFORE UPDATE ON amendment
BEGIN SELECT RAISE(ABORT, 'an amendment is never changed'); END;
CREATE TRIGGER amendment_stays BEFORE DELETE ON amendment
BEGIN SELECT RAISE(ABORT, 'an amendment is never deleted'); END;
CREATE TRIGGER snapshot_refund_never_changes BEFORE UPDATE ON snapshot_refund
BEGIN SELECT RAISE(ABORT, 'a refund is never changed'); END;
CREATE TRIGGER snapshot_refund_stays BEFORE DELETE ON snapshot_refund
BEGIN SELECT RAISE(ABORT, 'a refund is never deleted'); END;
CREATE INDEX offer_hold_due ON offer_hold (hold_id) WHERE state = 'sold' AND after_seq IS NOT NULL;
CREATE INDEX snapshot_of_day ON snapshot (business_day, seq) WHERE kind = 'closed' OR (kind = 'returned' AND version = 1);
CREATE INDEX snapshot_of_total ON snapshot (total_lines - total_discount + tax_total, seq) WHERE kind = 'closed' OR (kind = 'returned' AND version = 1);
CREATE INDEX snapshot_of_digits ON snapshot (substr(transaction_id, -3), seq) WHERE kind = 'closed' OR (kind = 'returned' AND version = 1);
CREATE INDEX snapshot_of_code ON snapshot (guest_receipt_code, seq) WHERE guest_receipt_code IS NOT NULL;
CREATE INDEX payment_of_code ON snapshot_payment (receipt_code, seq) WHERE receipt_code IS NOT NULL;
CREATE TRIGGER sale_steps_never_change BEFORE UPDATE ON sale_steps
BEGIN SELECT RAISE(ABORT, 'the steps of a sale are never changed'); END;
CREATE TRIGGER sale_steps_stay BEFORE DELETE ON sale_steps
BEGIN SELECT RAISE(ABORT, 'the steps of a sale are never deleted'); END;
CREATE TRIGGER store_fact_stays BEFORE DELETE ON store_fact
BEGIN SELECT RAISE(ABORT, 'what the platform is told of the store is never deleted'); END;
CREATE TRIGGER catalog_came AFTER INSERT ON catalog_in_force
BEGIN UPDATE store_fact SET version = version + 1 WHERE subject = 'catalog'; END;
CREATE TRIGGER catalog_changed AFTER UPDATE ON catalog_in_force
BEGIN UPDATE store_fact SET version = version + 1 WHERE subject = 'catalog'; END;
CREATE TRIGGER employee_came AFTER INSERT ON employee
BEGIN UPDATE store_fact SET version = version + 1 WHERE subject = 'employees'; END;
CREATE TRIGGER employee_changed AFTER UPDATE ON employee
BEGIN UPDATE store_fact SET version = version + 1 WHERE subject = 'employees'; END;
CREATE TRIGGER employee_went AFTER DELETE ON employee
BEGIN UPDATE store_fact SET version = version + 1 WHERE subject = 'employees'; END;
CREATE UNIQUE INDEX upload_open ON upload (subject) WHERE state = 'open';
CREATE TRIGGER upload_never_changes BEFORE UPDATE OF id, request_id, subject, digest, path, body, sha256 ON upload
WHEN NEW.id IS NOT OLD.id OR NEW.request_id IS NOT OLD.request_id OR NEW.subject IS NOT OLD.subject
    OR NEW.digest IS NOT OLD.digest OR NEW.path IS NOT OLD.path OR NEW.sha256 IS NOT OLD.sha256
    OR (NEW.body IS NOT OLD.body AND NEW.body IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'an upload is never changed'); END;
CREATE TRIGGER upload_stays BEFORE DELETE ON upload
BEGIN SELECT RAISE(ABORT, 'an upload is never deleted'); END;
CREATE INDEX act_of_sale ON journal (transaction_id) WHERE kind = 'act';
CREATE UNIQUE INDEX card_asked_once ON card_charge (transaction_id)
    WHERE kind = 'payment' AND state = 'asking' AND is_leaving = 0;
CREATE INDEX card_of_sale ON card_charge (transaction_id, payment_id);
CREATE INDEX card_unfinished ON card_charge (charge_id)
    WHERE is_leaving = 1 OR state IN ('due', 'asking', 'approved', 'refused');
CREATE INDEX card_refunds_of ON card_charge (refund_of) WHERE refund_of IS NOT NULL;
CREATE INDEX snapshot_discount_offline ON snapshot_discount (seq) WHERE status = 'OFFLINE';
CREATE INDEX snapshot_line_of_piece
    ON snapshot_line (lower(replace(json_extract(special, '$[5]'), ' ', '')), item_id, seq) WHERE json_valid(special);
CREATE INDEX printed_in_doubt ON printed (id) WHERE in_doubt = 1;
CREATE INDEX kitchen_printed_in_doubt ON kitchen_printed (id) WHERE in_doubt = 1;
COMMIT;
