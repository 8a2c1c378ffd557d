-- Papers about the till itself: slips of cash that moved beside the sales, and Z reports. Such a job names an entry of
-- the journal, and no sale.
CREATE TABLE print_job_of_entry (
    id             INTEGER PRIMARY KEY,
    job_id         TEXT    NOT NULL,
    transaction_id TEXT    REFERENCES pos_transaction (transaction_id),
    copy_number    INTEGER NOT NULL CHECK (copy_number >= 0),
    state          TEXT    NOT NULL CHECK (state IN ('waiting', 'printing')),
    tries          INTEGER NOT NULL DEFAULT 0,
    cause          TEXT    NOT NULL DEFAULT '',
    seq            INTEGER REFERENCES journal (seq),
    CHECK (transaction_id IS NOT NULL OR seq IS NOT NULL)
) STRICT;

INSERT INTO print_job_of_entry (id, job_id, transaction_id, copy_number, state, tries, cause, seq)
SELECT id, job_id, transaction_id, copy_number, state, tries, cause, seq FROM print_job;

DROP TABLE print_job;

ALTER TABLE print_job_of_entry RENAME TO print_job;

CREATE TABLE printed_of_entry (
    id             INTEGER PRIMARY KEY,
    job_id         TEXT    NOT NULL,
    transaction_id TEXT,
    copy_number    INTEGER NOT NULL,
    tries          INTEGER NOT NULL,
    seq            INTEGER,
    proof          TEXT    NOT NULL DEFAULT 'sent' CHECK (proof IN ('printed', 'sent', 'unknown'))
) STRICT;

INSERT INTO printed_of_entry (id, job_id, transaction_id, copy_number, tries, seq, proof)
SELECT id, job_id, transaction_id, copy_number, tries, seq, proof FROM printed;

DROP TABLE printed;

ALTER TABLE printed_of_entry RENAME TO printed;
