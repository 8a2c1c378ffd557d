-- The count of a drawer is a paper of its own beside the Z that it belongs to.
CREATE TABLE print_job_of_kind (
    id             INTEGER PRIMARY KEY,
    job_id         TEXT    NOT NULL,
    transaction_id TEXT    REFERENCES pos_transaction (transaction_id),
    copy_number    INTEGER NOT NULL CHECK (copy_number >= 0),
    state          TEXT    NOT NULL CHECK (state IN ('waiting', 'printing')),
    tries          INTEGER NOT NULL DEFAULT 0,
    cause          TEXT    NOT NULL DEFAULT '',
    seq            INTEGER REFERENCES journal (seq),
    kind           TEXT    NOT NULL DEFAULT 'receipt' CHECK (kind IN ('receipt', 'gift', 'count')),
    CHECK (transaction_id IS NOT NULL OR seq IS NOT NULL)
) STRICT;

INSERT INTO print_job_of_kind (id, job_id, transaction_id, copy_number, state, tries, cause, seq, kind)
SELECT id, job_id, transaction_id, copy_number, state, tries, cause, seq, kind FROM print_job;

DROP TABLE print_job;

ALTER TABLE print_job_of_kind RENAME TO print_job;

CREATE TABLE printed_of_kind (
    id             INTEGER PRIMARY KEY,
    job_id         TEXT    NOT NULL,
    transaction_id TEXT,
    copy_number    INTEGER NOT NULL,
    tries          INTEGER NOT NULL,
    seq            INTEGER,
    proof          TEXT    NOT NULL DEFAULT 'sent' CHECK (proof IN ('printed', 'sent', 'unknown')),
    kind           TEXT    NOT NULL DEFAULT 'receipt' CHECK (kind IN ('receipt', 'gift', 'count'))
) STRICT;

INSERT INTO printed_of_kind (id, job_id, transaction_id, copy_number, tries, seq, proof, kind)
SELECT id, job_id, transaction_id, copy_number, tries, seq, proof, kind FROM printed;

DROP TABLE printed;

ALTER TABLE printed_of_kind RENAME TO printed;
