-- What the platform is told of the store: its catalog, and who works in it.

-- A row each. `version` counts what was put in force on this till; `stamp` says which of it was looked at last, and under
-- which settings; `digest` and `taken_us` are of what the platform took last.
--   none: nothing to tell · waiting: to be sent · done: the platform has it · refused: kept here, `reason` says why
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

INSERT INTO store_fact (subject) VALUES ('catalog'), ('employees');

CREATE TRIGGER store_fact_stays BEFORE DELETE ON store_fact
BEGIN SELECT RAISE(ABORT, 'what the platform is told of the store is never deleted'); END;

-- Counted in the commit that changes it, whoever does.
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

-- Who is in no file any more: the platform is told that they left.
CREATE TABLE employee_left (
    employee_id TEXT    NOT NULL PRIMARY KEY,
    first_name  TEXT    NOT NULL,
    last_name   TEXT    NOT NULL,
    start_date  TEXT,
    end_date    TEXT,
    left_us     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Uploads, frozen before their first try like every request. The body of a settled one may go: it is the largest there
-- is, and its SHA-256 stays.
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

CREATE UNIQUE INDEX upload_open ON upload (subject) WHERE state = 'open';

CREATE TRIGGER upload_never_changes BEFORE UPDATE OF id, request_id, subject, digest, path, body, sha256 ON upload
WHEN NEW.id IS NOT OLD.id OR NEW.request_id IS NOT OLD.request_id OR NEW.subject IS NOT OLD.subject
    OR NEW.digest IS NOT OLD.digest OR NEW.path IS NOT OLD.path OR NEW.sha256 IS NOT OLD.sha256
    OR (NEW.body IS NOT OLD.body AND NEW.body IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'an upload is never changed'); END;

CREATE TRIGGER upload_stays BEFORE DELETE ON upload
BEGIN SELECT RAISE(ABORT, 'an upload is never deleted'); END;
