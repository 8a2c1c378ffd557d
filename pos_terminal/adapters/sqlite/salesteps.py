"""The steps of a sale as they were taken: each is written with what it changed, in the commit that stores the sale.

The newest stand in the sale's own row, which every step writes anyhow, so that they cost a step next to nothing. A step
is one line of JSON. Of a line it has what a step can change; what it was rung up as stands with the line itself, or in
the step that took the line out.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple, Protocol

from pos_terminal.adapters.sqlite.basketrows import head_values, line_rows
from pos_terminal.adapters.sqlite.exchangerows import exchange_text
from pos_terminal.adapters.sqlite.linerows import LineRow
from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.adapters.sqlite.settledrows import discount_row, payment_row
from pos_terminal.adapters.sqlite.values import Value, tax_shift_text
from pos_terminal.domain.attribution import Attribution, UserIdType
from pos_terminal.domain.basket import Basket, BasketChange
from pos_terminal.domain.tender import Payment

SUSPENDED, RESUMED, TOLD, SPLIT, MERGED = "suspended", "resumed", "told", "split", "merged"
"""What was done to the sale, where that is not plain selling."""
WHOLE = frozenset({SPLIT, MERGED})
"""After these the sale has the lines of the step alone, and they cost what it says."""
HEAD_SHIFT = 8
"""Where the row of a sale's head tells what it bears of another's taxes."""
LINE_COLUMNS = """CAST(line_id AS TEXT), item_id, name, quantity_e6, unit, unit_price, extended, taxes, sku,
    CAST(modifies_line_id AS TEXT), per_parent_e6, minimum_age, image, lot, special"""
_GONE = f"SELECT {LINE_COLUMNS} FROM basket_line WHERE slot = ? ORDER BY line_id"  # noqa: S608 - names from here
_LENGTH = "SELECT LENGTH(steps) FROM basket WHERE transaction_id = ?"
_PUT_BY = """INSERT INTO sale_steps (transaction_id, part, steps)
    SELECT transaction_id, (SELECT COUNT(*) FROM sale_steps WHERE transaction_id = :sale), steps
    FROM basket WHERE transaction_id = :sale AND steps <> ''"""
_PUT = """INSERT INTO sale_steps (transaction_id, part, steps)
    VALUES (:sale, (SELECT COUNT(*) FROM sale_steps WHERE transaction_id = :sale), :steps)"""
_START_ANEW = "UPDATE basket SET steps = '' WHERE transaction_id = ?"
_RULES = "INSERT INTO sale_rules (sha256, rules) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING"
_RULES_ID = "SELECT id FROM sale_rules WHERE sha256 = ?"
_MOST_BESIDE = 1_500
"""How many letters of steps stand in the sale's own row: with more it would want another page."""
_SPECIAL = 14
"""Where a line's row tells what is special of it."""
_USER_COLUMNS = ((8, 9), (10, 11))
"""Where a payment's row names a user, and what that name is."""


class SaleSteps(Protocol):
    """What keeps the steps of sales."""

    def step(
        self, write: sqlite3.Connection, slot: int, change: BasketChange, rows: Sequence[LineRow], did: str = ""
    ) -> str:
        """The step that made this change, to be written with the sale's head, before the lines that went are gone.

        ``rows`` are those of the lines that changed.
        """

    def stored(self) -> None:
        """The step is on disk."""

    def gathered(self, write: sqlite3.Connection, changes: Sequence[BasketChange]) -> None:
        """Keep the steps of what ends without ever having been open, each of which made one of these changes."""

    def ended(self, write: sqlite3.Connection, transaction_id: str, version: int) -> None:
        """Keep which rules a snapshot of an ended sale was made under, where its steps do not say so."""


class UnkeptSteps:
    """Keeps none: for what stores sales and is no till."""

    def step(
        self,
        write: sqlite3.Connection,  # noqa: ARG002 - nothing is kept
        slot: int,  # noqa: ARG002
        change: BasketChange,  # noqa: ARG002
        rows: Sequence[LineRow],  # noqa: ARG002
        did: str = "",  # noqa: ARG002
    ) -> str:
        """Nothing."""
        return ""

    def stored(self) -> None:
        """Nothing."""

    def gathered(self, write: sqlite3.Connection, changes: Sequence[BasketChange]) -> None:
        """Nothing."""

    def ended(self, write: sqlite3.Connection, transaction_id: str, version: int) -> None:
        """Nothing."""


UNKEPT = UnkeptSteps()
"""Keeps none."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a step is taken in: the shop's rules as text, the time, and who is signed on."""

    rules: str
    now: Callable[[], datetime]
    who: Callable[[], str]


class _Known(NamedTuple):
    """What the newest stored step has left, so that the next one tells alone what is new."""

    transaction_id: str
    who: str
    head: object
    discounts: object
    payments: object
    member: object
    additional: object
    told_at: object


_NOTHING = _Known("", "", None, None, None, None, None, None)


class SqliteSaleSteps:
    """Implements `SaleSteps`; what somebody keyed about a member is in no step, only that it was keyed."""

    def __init__(self, circumstances: Circumstances) -> None:
        self._circumstances = circumstances
        self._known = self._next = _NOTHING
        self._length = self._next_length = 0

    def step(
        self, write: sqlite3.Connection, slot: int, change: BasketChange, rows: Sequence[LineRow], did: str = ""
    ) -> str:
        """The step as a line of JSON."""
        basket, known = change.basket, self._known
        number, length = basket.head.transaction_id, self._length
        now = self._now(basket, known)
        if known.transaction_id != number:
            length = _length(write, number)
        if length >= _MOST_BESIDE:
            put_steps_by(write, number)
            length = 0
        text = self._begun(rows)
        if change.gone or did in WHOLE:
            text += f',"gone":{_json(list(change.gone))},"were":{_json(write.execute(_GONE, (slot,)).fetchall())}'
        if now is not known:
            text += "".join(_told(basket, known if known.transaction_id == number else _NOTHING, now))
        if known.transaction_id != number:
            text += f',"rules":{self._rules_id(write)}'
        text += f',"did":{_json(did)}}}\n' if did else "}\n"
        self._next, self._next_length = now, length + len(text)
        return text

    def stored(self) -> None:
        """The step is on disk: the next one tells what is new since."""
        self._known, self._length = self._next, self._next_length

    def gathered(self, write: sqlite3.Connection, changes: Sequence[BasketChange]) -> None:
        """Keep the steps at once where they stay: there is no row of an open sale that they could stand in."""
        # What its end tells of it is told by no step.
        known = before = _NOTHING._replace(told_at=changes[0].basket.told_at)
        text = ""
        for change in changes:
            now = self._now(change.basket, known)
            rules = f',"rules":{self._rules_id(write)}' if known is before else ""
            text += f"{self._begun(line_rows(change))}{''.join(_told(change.basket, known, now))}{rules}}}\n"
            known = now
        write.execute(_PUT, {"sale": known.transaction_id, "steps": text})

    def ended(self, write: sqlite3.Connection, transaction_id: str, version: int) -> None:
        """Keep the rules, unless a step of the sale was taken since this start: the rules are those of then."""
        if transaction_id == self._known.transaction_id:
            return
        text = f'{{"version":{version},"rules":{self._rules_id(write)}}}\n'
        write.execute(_PUT, {"sale": transaction_id, "steps": text})

    def _begun(self, rows: Sequence[LineRow]) -> str:
        """How a step begins: when it was, and the lines that it changed."""
        at = micros(self._circumstances.now())
        if len(rows) == 1:
            return f'{{"at":{at},"lines":[{_line_text(rows[0])}]'
        return f'{{"at":{at},"lines":[{",".join(map(_line_text, rows))}]' if rows else f'{{"at":{at}'

    def _now(self, basket: Basket, known: _Known) -> _Known:
        """What the sale is beside its lines: what is known where nothing of it is new, as after most steps."""
        who, head = self._circumstances.who(), basket.head
        is_same = (
            head is known.head
            and basket.discounts is known.discounts
            and basket.payments is known.payments
            and basket.told_at is known.told_at
            and basket.member == known.member
            and basket.additional == known.additional
            and who == known.who
        )
        if is_same:
            return known
        beside = (basket.discounts, basket.payments, basket.member, basket.additional, basket.told_at)
        return _Known(head.transaction_id, who, head, *beside)

    def _rules_id(self, write: sqlite3.Connection) -> int:
        digest = sha256(self._circumstances.rules.encode()).hexdigest()
        write.execute(_RULES, (digest, self._circumstances.rules))
        return int(write.execute(_RULES_ID, (digest,)).fetchone()[0])


def put_steps_by(write: sqlite3.Connection, transaction_id: str) -> None:
    """Keep the steps that stand beside an open sale where they stay: it ends, or they are many."""
    if write.execute(_PUT_BY, {"sale": transaction_id}).rowcount:
        write.execute(_START_ANEW, (transaction_id,))


def _length(write: sqlite3.Connection, number: str) -> int:
    found = write.execute(_LENGTH, (number,)).fetchone()
    return 0 if found is None else int(found[0])


def _line_text(row: LineRow) -> str:
    """What a step can change of a line: how much of it, its price, what it costs, and what is special of it."""
    text = f'["{row[0]}",{row[3]},{row[5]},{row[6]}'
    return f"{text}]" if row[_SPECIAL] is None else f"{text},{_json(row[_SPECIAL])}]"


def _told(basket: Basket, known: _Known, now: _Known) -> Iterable[str]:
    """What is new beside the lines."""
    if now.who != known.who:
        yield f',"who":{_json(now.who)}'
    if now.head != known.head:
        yield f',"head":{_json(_head_row(basket))}'
    if now.discounts != known.discounts:
        yield f',"discounts":{_json([discount_row(each) for each in basket.discounts])}'
    if now.payments != known.payments:
        yield f',"payments":{_json([_payment_row(each) for each in basket.payments])}'
    if (now.member, now.additional) != (known.member, known.additional):
        yield f',"members":{_json([_member(basket.member), _member(basket.additional)])}'
    if basket.told_at != known.told_at and basket.told_at is not None:
        yield f',"told_us":{micros(basket.told_at)}'


def _head_row(basket: Basket) -> tuple[Value, ...]:
    head = basket.head
    return (
        *head_values(head),
        tax_shift_text(head.tax_shift),
        head.guest_code,
        exchange_text(head.exchange),
    )


def _member(member: Attribution | None) -> tuple[str, str] | None:
    if member is None:
        return None
    return (member.user_id if member.is_verified else "", member.type.value)


def _payment_row(payment: Payment) -> list[Value]:
    row = list(payment_row(payment))
    for user, kind in _USER_COLUMNS:
        if row[user] is not None and row[kind] != UserIdType.SESSIONM_ID.value:
            row[user] = ""
    return row


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
