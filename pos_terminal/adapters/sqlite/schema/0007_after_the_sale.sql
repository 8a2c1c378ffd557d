-- What happens to a sale after it was closed: it is voided, or some of it comes back.

-- Who did something to an ended sale, and why, as its slip says it; that they were allowed to stands in the journal.
CREATE TABLE amendment (
    seq           INTEGER PRIMARY KEY REFERENCES snapshot (seq),
    employee_id   TEXT    NOT NULL,
    employee_name TEXT    NOT NULL,
    approved_by   TEXT,
    approver_name TEXT    NOT NULL,
    reason        TEXT    NOT NULL
) STRICT;

-- Money given back: `amount` is what the sale's payments shrink by, `given` what was handed over, after cash rounding.
CREATE TABLE snapshot_refund (
    seq      INTEGER NOT NULL REFERENCES snapshot (seq),
    position INTEGER NOT NULL,
    type     TEXT    NOT NULL,
    amount   INTEGER NOT NULL,
    given    INTEGER NOT NULL,
    PRIMARY KEY (seq, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER amendment_never_changes BEFORE UPDATE ON amendment
BEGIN SELECT RAISE(ABORT, 'an amendment is never changed'); END;

CREATE TRIGGER amendment_stays BEFORE DELETE ON amendment
BEGIN SELECT RAISE(ABORT, 'an amendment is never deleted'); END;

CREATE TRIGGER snapshot_refund_never_changes BEFORE UPDATE ON snapshot_refund
BEGIN SELECT RAISE(ABORT, 'a refund is never changed'); END;

CREATE TRIGGER snapshot_refund_stays BEFORE DELETE ON snapshot_refund
BEGIN SELECT RAISE(ABORT, 'a refund is never deleted'); END;

-- The snapshot that the platform has to have before the offer is given back: a sale that was sold with it and voided.
ALTER TABLE offer_hold ADD COLUMN after_seq INTEGER REFERENCES journal (seq);

CREATE INDEX offer_hold_due ON offer_hold (hold_id) WHERE state = 'sold' AND after_seq IS NOT NULL;

-- Which snapshot a print is of; NULL: the newest there was (jobs from before there were several).
ALTER TABLE print_job ADD COLUMN seq INTEGER REFERENCES snapshot (seq);
ALTER TABLE printed ADD COLUMN seq INTEGER;
