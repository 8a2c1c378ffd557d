-- The steps of each sale, so that it can be gone through again: what each changed, when, and who did it.

-- The newest steps of a sale that has not ended, one JSON object a line: they are written with its row.
ALTER TABLE basket ADD COLUMN steps TEXT NOT NULL DEFAULT '';

-- The older ones, and all of a sale that has ended. In the order of the sales' numbers, so that a commit touches the last
-- page alone.
CREATE TABLE sale_steps (
    transaction_id TEXT    NOT NULL,
    part           INTEGER NOT NULL CHECK (part >= 0),
    steps          TEXT    NOT NULL,
    PRIMARY KEY (transaction_id, part)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sale_steps_never_change BEFORE UPDATE ON sale_steps
BEGIN SELECT RAISE(ABORT, 'the steps of a sale are never changed'); END;

CREATE TRIGGER sale_steps_stay BEFORE DELETE ON sale_steps
BEGIN SELECT RAISE(ABORT, 'the steps of a sale are never deleted'); END;

-- The settings that steps were taken under, as JSON and without secrets, each once.
CREATE TABLE sale_rules (
    id     INTEGER PRIMARY KEY,
    sha256 TEXT    NOT NULL UNIQUE,
    rules  TEXT    NOT NULL
) STRICT;
