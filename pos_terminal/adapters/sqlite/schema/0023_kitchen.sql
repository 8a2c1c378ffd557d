-- What the kitchen has been told of a sale that is open or waits, as JSON; empty: nothing.
ALTER TABLE basket ADD COLUMN ordered TEXT NOT NULL DEFAULT '';

-- Each paper for a kitchen printer: what is new of a sale, and what is not wanted any more. It is stored before the step
-- that it belongs to, and names sales that may never end.
CREATE TABLE kitchen_order (
    order_id       INTEGER PRIMARY KEY,
    transaction_id TEXT    NOT NULL,
    number         INTEGER NOT NULL CHECK (number > 0),
    station        TEXT    NOT NULL,
    at_us          INTEGER NOT NULL,
    body           TEXT    NOT NULL,
    UNIQUE (transaction_id, number)
) STRICT;

-- What is still to be printed there, each printer in its own order.
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
) STRICT;
