"""What a database that turned out to be a copy changes in itself, so that it and its twin can both be used."""

import sqlite3

from pos_terminal.adapters.sqlite.settledrows import discounts_of, discounts_text
from pos_terminal.domain.money import Currency
from pos_terminal.domain.numbering import renumbered

_NEW_EPOCH = "UPDATE terminal SET epoch = ?"
_UNENDED = "SELECT slot, transaction_id, currency, discounts FROM basket ORDER BY slot"
_NEXT_NUMBER = "UPDATE terminal SET sale_number = sale_number + 1 RETURNING sale_number"
_RENUMBER = "UPDATE basket SET transaction_id = ?, discounts = ?, guest_code = NULL WHERE slot = ?"
_SAME_STEPS = """INSERT INTO sale_steps (transaction_id, part, steps)
    SELECT ?, part, steps FROM sale_steps WHERE transaction_id = ?"""
_GIVE_BACK = """UPDATE offer_hold SET state = 'releasing'
    WHERE transaction_id = ? AND state IN ('locking', 'locked')"""
_SAME_CARDS = "UPDATE card_charge SET transaction_id = ? WHERE transaction_id = ? AND is_leaving = 0"
_DOUBT_REFUNDS = "UPDATE card_charge SET state = 'asking' WHERE state = 'due'"
_DOUBT_CARDS = "UPDATE card_charge SET is_shared = 1 WHERE kind = 'payment' AND state IN ('asking', 'approved')"
_DOUBT_PRINTS = "UPDATE print_job SET state = 'printing' WHERE state = 'waiting'"
_DOUBT_ORDERS = "UPDATE kitchen_job SET state = 'printing' WHERE state = 'waiting'"


def make_its_own(write: sqlite3.Connection, epoch: str) -> None:
    """Give the copy an epoch of its own, and with it each sale that has not ended a number that no other copy can give.

    The platform's discounts were locked for the old number, and the twin may close that sale: they are taken off, and
    the offers go back. Where the twin has used one up, the platform refuses to; where there is no twin any more, nobody
    else would. The code on a guest check is the twin's, since one code claims one sale. A receipt that waits may be on
    paper already, so it prints as a copy. What was paid by card for that sale stays with it, and a refund that waits
    may have been asked for by the twin, so the terminal is asked about it first.
    """
    write.execute(_NEW_EPOCH, (epoch,))
    doubt_what_waits(write)
    for slot, transaction_id, currency, discounts in write.execute(_UNENDED).fetchall():
        own = [each for each in discounts_of(discounts, Currency.of(currency)) if each.status is None]
        write.execute(_GIVE_BACK, (transaction_id,))
        number = write.execute(_NEXT_NUMBER).fetchone()[0]
        own_id = renumbered(transaction_id, epoch, number)
        write.execute(_RENUMBER, (own_id, discounts_text(own), slot))
        write.execute(_SAME_STEPS, (own_id, transaction_id))
        write.execute(_SAME_CARDS, (own_id, transaction_id))


def doubt_what_waits(write: sqlite3.Connection) -> None:
    """Take what waits, and what is to go back of a card, for what may be done already: others had these rows, too."""
    for query in (_DOUBT_PRINTS, _DOUBT_REFUNDS, _DOUBT_CARDS, _DOUBT_ORDERS):
        write.execute(query)
