-- What outages, crashes, copies and damage leave behind.

-- How often the platform failed on a request without saying anything that can be read (a bare 4xx or 5xx).
ALTER TABLE request ADD COLUMN bare INTEGER NOT NULL DEFAULT 0;

-- Whose this database is. `lease` is drawn anew by every process that opens it to sell; `place` tells the machine and
-- the file it was last found at. Snapshots up to `copied_through` may lie in another copy of this database, too: they
-- are sent under the ids that both copies know, and join no batch. When and why it was last found to be a copy.
CREATE TABLE tenancy (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    lease          TEXT    NOT NULL,
    place          TEXT    NOT NULL,
    copied_through INTEGER NOT NULL,
    copied_us      INTEGER,
    copied_why     TEXT    NOT NULL
) STRICT;

INSERT INTO tenancy VALUES (1, '', '', 0, NULL, '');

CREATE TRIGGER tenancy_stays BEFORE DELETE ON tenancy
BEGIN SELECT RAISE(ABORT, 'the tenancy row is never deleted'); END;

-- Entries of the journal that were lost with a damaged file and that no copy holds. Sealed like the entries, so that
-- nobody else can make one: the entry before the gap has `hash_before`, the one behind it follows `hash_through`.
CREATE TABLE journal_gap (
    first_seq    INTEGER PRIMARY KEY CHECK (first_seq >= 1),
    last_seq     INTEGER NOT NULL CHECK (last_seq >= first_seq),
    hash_before  TEXT    NOT NULL,
    hash_through TEXT    NOT NULL,
    found_us     INTEGER NOT NULL,
    cause        TEXT    NOT NULL,
    seal         TEXT    NOT NULL
) STRICT;

CREATE TRIGGER journal_gap_never_changes BEFORE UPDATE ON journal_gap
BEGIN SELECT RAISE(ABORT, 'a gap of the journal is never changed'); END;

CREATE TRIGGER journal_gap_stays BEFORE DELETE ON journal_gap
BEGIN SELECT RAISE(ABORT, 'a gap of the journal is never deleted'); END;

-- A member's offer that this terminal holds for a sale, or may hold.
--   locking: asked for, no answer known · locked: held, `discount` is what came · refused: the platform said no
--   sold: its sale ended with it · releasing: to be given back · released: given back
-- `reference_id` is the offer's id in the member's wallet, which a short-lived code tells only with its lock.
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
) STRICT;

-- One hold of an offer at a time: a late copy of an unlock would release the next cart's lock.
CREATE UNIQUE INDEX offer_hold_once ON offer_hold (offer_id) WHERE state IN ('locking', 'locked', 'releasing');

CREATE INDEX offer_hold_unsettled ON offer_hold (transaction_id) WHERE state IN ('locking', 'locked', 'releasing');

CREATE INDEX offer_hold_releasing ON offer_hold (hold_id) WHERE state = 'releasing';

CREATE TRIGGER offer_hold_stays BEFORE DELETE ON offer_hold
BEGIN SELECT RAISE(ABORT, 'a hold is never deleted'); END;

-- Locks and unlocks, frozen before their first try like every request.
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

CREATE INDEX offer_request_open ON offer_request (id) WHERE state = 'open';

CREATE INDEX offer_request_hold ON offer_request (hold);

CREATE TRIGGER offer_request_never_changes BEFORE UPDATE OF id, request_id, hold, kind, path, body, sha256
ON offer_request
BEGIN SELECT RAISE(ABORT, 'a request is never changed'); END;

CREATE TRIGGER offer_request_stays BEFORE DELETE ON offer_request
BEGIN SELECT RAISE(ABORT, 'a request is never deleted'); END;
