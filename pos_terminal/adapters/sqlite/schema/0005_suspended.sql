-- Sales that are suspended, beside the one on the screen.

-- Slot 1 is the sale on the screen. Each other slot is a suspended one, in the order in which they were: then it is
-- known when that was, who did it, under which label, and what the sale came to.
CREATE TABLE basket_slot (
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
    total               INTEGER,
    CHECK ((slot = 1) = (suspended_us IS NULL)),
    CHECK ((suspended_us IS NULL) = (suspended_by IS NULL) AND (suspended_us IS NULL) = (suspended_name IS NULL)
        AND (suspended_us IS NULL) = (label IS NULL) AND (suspended_us IS NULL) = (total IS NULL))
) STRICT;

INSERT INTO basket_slot (slot, transaction_id, open_time_us, channel, pos_employee_id, sm_employee_id, operator_name,
    table_id, guest_count, from_transaction_id, currency, next_line, next_payment, discounts, payments, member,
    additional)
SELECT slot, transaction_id, open_time_us, channel, pos_employee_id, sm_employee_id, operator_name,
    table_id, guest_count, from_transaction_id, currency, next_line, next_payment, discounts, payments, member,
    additional FROM basket;

DROP TABLE basket;

ALTER TABLE basket_slot RENAME TO basket;

-- Lines of an ended sale stay in slot 1 until the next one opens: forgetting them is not for the sale's own commit.
CREATE TABLE basket_slot_line (
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
    lot              TEXT,
    PRIMARY KEY (slot, line_id)
) STRICT, WITHOUT ROWID;

INSERT INTO basket_slot_line (slot, line_id, item_id, name, quantity_e6, unit, unit_price, extended, taxes, sku,
    modifies_line_id, per_parent_e6, minimum_age, image, lot)
SELECT slot, line_id, item_id, name, quantity_e6, unit, unit_price, extended, taxes, sku,
    modifies_line_id, per_parent_e6, minimum_age, image, lot FROM basket_line;

DROP TABLE basket_line;

ALTER TABLE basket_slot_line RENAME TO basket_line;

-- What a list of them shows.
CREATE VIEW suspended_sale AS
    SELECT slot, transaction_id, label, suspended_us, suspended_by, suspended_name, total, currency, table_id,
        guest_count, from_transaction_id
    FROM basket WHERE slot > 1;
