-- The desk's own tables: the open sale, ended sales, the journal, the outbox, till sessions and the print queue.
--
-- Money is a whole number of minor units of the currency beside it. Quantities are whole millionths (suffix _e6).
-- Instants are whole microseconds since 1970 in UTC (suffix _us). A snapshot, its journal entry, its document and its
-- delivery share one number, `seq`.

-- One row: what this database is and where its counts stand. Kept in the commit of what it counts.
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

INSERT INTO terminal VALUES
    (1, '', 0, 0, '0000000000000000000000000000000000000000000000000000000000000000', '', 0, 0);

CREATE TRIGGER terminal_stays BEFORE DELETE ON terminal
BEGIN SELECT RAISE(ABORT, 'the terminal row is never deleted'); END;

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

CREATE UNIQUE INDEX till_session_open ON till_session ((closed_at_us IS NULL)) WHERE closed_at_us IS NULL;

-- The open sale. Slot 1 is the one on the screen.
CREATE TABLE basket (
    slot                INTEGER PRIMARY KEY CHECK (slot = 1),
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
    payments            TEXT    NOT NULL
) STRICT;

-- Lines whose sale has ended stay until the next one opens: forgetting them is not for the sale's own commit.
CREATE TABLE basket_line (
    slot             INTEGER NOT NULL CHECK (slot = 1),
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

CREATE TABLE pos_transaction (
    transaction_id      TEXT PRIMARY KEY NOT NULL,
    open_time_us        INTEGER NOT NULL,
    from_transaction_id TEXT
) STRICT, WITHOUT ROWID;

-- What a transaction looked like at one moment; a later state is a new snapshot with the next version.
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

-- A trigger and not a partial unique index: it costs no page in a sale's commit, and the rows are few to look at.
CREATE TRIGGER snapshot_closed_once BEFORE INSERT ON snapshot
WHEN NEW.kind = 'closed'
    AND EXISTS (SELECT 1 FROM snapshot WHERE transaction_id = NEW.transaction_id AND kind = 'closed')
BEGIN SELECT RAISE(ABORT, 'a transaction is closed once'); END;

CREATE TRIGGER snapshot_never_changes BEFORE UPDATE ON snapshot
BEGIN SELECT RAISE(ABORT, 'a snapshot is never changed'); END;

CREATE TRIGGER snapshot_stays BEFORE DELETE ON snapshot
BEGIN SELECT RAISE(ABORT, 'a snapshot is never deleted'); END;

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
    tax_included     INTEGER NOT NULL,
    PRIMARY KEY (seq, position)
) STRICT, WITHOUT ROWID;

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
    tip                     INTEGER,
    PRIMARY KEY (seq, position)
) STRICT, WITHOUT ROWID;

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
    received          TEXT,
    PRIMARY KEY (seq, position)
) STRICT, WITHOUT ROWID;

-- The tamper-evident record: each entry's hash covers its columns, its document and the entry before it.
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

CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'a journal entry is never changed'); END;

CREATE TRIGGER journal_never_shrinks BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'a journal entry is never deleted'); END;

-- The bytes that a journal entry's SHA-256 is of. They may be erased (NULL) once they are delivered, never replaced;
-- `erased_mac` proves that the terminal itself did it. The body stands last: what asks for the rest reads none of it.
CREATE TABLE document (
    seq        INTEGER PRIMARY KEY REFERENCES journal (seq),
    erased_us  INTEGER,
    erased_mac TEXT,
    body       BLOB,
    CHECK ((body IS NULL) = (erased_us IS NOT NULL) AND (erased_us IS NULL) = (erased_mac IS NULL))
) STRICT;

CREATE TRIGGER document_stays BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'a document is never deleted, only erased'); END;

-- A request frozen before its first try. Rows stay for ever, so that an id is never used for other bytes.
--   ready: one snapshot's own request, never tried · open: tried, or formed to be tried next, not settled
--   done: taken · parked: refused, kept for people · retired: another request goes in its stead
-- `seq` is the one snapshot that a single carries; a batch has none, its members stand in request_member.
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
) STRICT;

CREATE INDEX request_open ON request (id) WHERE state = 'open';

-- Singles that another request went out for. Partial, so that it costs a sale's commit nothing.
CREATE INDEX request_retired ON request (seq) WHERE state = 'retired';

CREATE TRIGGER request_never_changes BEFORE UPDATE OF id, request_id, path, body, sha256, seq ON request
WHEN NEW.id IS NOT OLD.id OR NEW.request_id IS NOT OLD.request_id OR NEW.path IS NOT OLD.path
    OR NEW.sha256 IS NOT OLD.sha256 OR NEW.seq IS NOT OLD.seq
    OR (NEW.body IS NOT OLD.body AND (NEW.body IS NOT NULL OR OLD.state NOT IN ('done', 'retired')))
BEGIN SELECT RAISE(ABORT, 'a request is never changed'); END;

CREATE TRIGGER request_stays BEFORE DELETE ON request
BEGIN SELECT RAISE(ABORT, 'a request is never deleted'); END;

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

CREATE INDEX delivery_undone ON delivery (state, seq) WHERE state <> 'done';

CREATE TABLE request_member (
    request  INTEGER NOT NULL REFERENCES request (id),
    position INTEGER NOT NULL,
    seq      INTEGER NOT NULL REFERENCES delivery (seq),
    PRIMARY KEY (request, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX request_member_seq ON request_member (seq);

-- Which snapshots a request carries, single or batch.
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

-- What is still to be printed: few rows, so that finding them needs no index.
CREATE TABLE print_job (
    id             INTEGER PRIMARY KEY,
    job_id         TEXT    NOT NULL,
    transaction_id TEXT    NOT NULL REFERENCES pos_transaction (transaction_id),
    copy_number    INTEGER NOT NULL CHECK (copy_number >= 0),
    state          TEXT    NOT NULL CHECK (state IN ('waiting', 'printing')),
    tries          INTEGER NOT NULL DEFAULT 0,
    cause          TEXT    NOT NULL DEFAULT ''
) STRICT;

-- What was printed, for good.
CREATE TABLE printed (
    id             INTEGER PRIMARY KEY,
    job_id         TEXT    NOT NULL,
    transaction_id TEXT    NOT NULL,
    copy_number    INTEGER NOT NULL,
    tries          INTEGER NOT NULL
) STRICT;
