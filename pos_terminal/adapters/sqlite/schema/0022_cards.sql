-- What was asked of the payment terminal, stored before it is asked.

CREATE TABLE card_charge (
    charge_id INTEGER PRIMARY KEY,
    -- Our own, by which the terminal is asked what became of it.
    reference TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('payment', 'refund')),
    transaction_id TEXT NOT NULL,
    payment_id TEXT NOT NULL,
    -- What is asked for, with the tip.
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    -- As JSON, the payment that it becomes; NULL for a refund.
    payment TEXT CHECK ((payment IS NULL) = (kind = 'refund')),
    -- Of a refund: what is given back.
    refund_of INTEGER REFERENCES card_charge (charge_id) CHECK ((refund_of IS NULL) = (kind = 'payment')),
    state TEXT NOT NULL CHECK (state IN ('due', 'asking', 'approved', 'taken', 'declined', 'cancelled', 'undone',
        'refused', 'handled')),
    is_leaving INTEGER NOT NULL DEFAULT 0 CHECK (is_leaving IN (0, 1)),
    tries INTEGER NOT NULL DEFAULT 0,
    -- As JSON, the terminal's last word.
    answer TEXT,
    created_us INTEGER NOT NULL,
    settled_us INTEGER
) STRICT;

-- While the outcome of one is not known there is no second one.
CREATE UNIQUE INDEX card_asked_once ON card_charge (transaction_id)
    WHERE kind = 'payment' AND state = 'asking' AND is_leaving = 0;
CREATE INDEX card_of_sale ON card_charge (transaction_id, payment_id);
CREATE INDEX card_unfinished ON card_charge (charge_id)
    WHERE is_leaving = 1 OR state IN ('due', 'asking', 'approved', 'refused');
