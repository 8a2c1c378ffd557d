-- Members on the open sale, and offers that are used at once.

-- Whom the open sale belongs to, as JSON: an id and what it is. Goes with the sale.
ALTER TABLE basket ADD COLUMN member TEXT;
ALTER TABLE basket ADD COLUMN additional TEXT;

-- How the offer was claimed, and how it is given back: what was used, or went out with a closed sale, is reinstated.
ALTER TABLE offer_hold ADD COLUMN flow TEXT NOT NULL DEFAULT 'lock' CHECK (flow IN ('lock', 'redeem'));
ALTER TABLE offer_hold ADD COLUMN is_used INTEGER NOT NULL DEFAULT 0 CHECK (is_used IN (0, 1));

-- Payments that name a member by what somebody keyed: erased once the platform has them.
CREATE INDEX snapshot_payment_keyed ON snapshot_payment (seq)
    WHERE user_id_type IN ('Email', 'Phone', 'External_ID');
