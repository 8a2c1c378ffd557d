"""The end of a sale made again: its snapshots, and the very bytes that the platform and the printer get of each."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from itertools import chain, repeat
from typing import TYPE_CHECKING, cast

from pos_terminal.adapters.escpos.encode import Encoder
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sqlite.settledrows import PaymentRow, payment_of
from pos_terminal.adapters.sqlite.stepfacts import PAYMENT, row_of, time_of
from pos_terminal.app.printing import receipts_of
from pos_terminal.app.replayfacts import Facts, table, tables, text, texts
from pos_terminal.app.rules import checkout_rules, paper, return_rules, wire_settings
from pos_terminal.domain.amendment import Amendment, Refund
from pos_terminal.domain.exchanged import credited
from pos_terminal.domain.money import Money
from pos_terminal.domain.postvoid import post_void
from pos_terminal.domain.receiptless import money_back, taken_back
from pos_terminal.domain.returned import came_back, returned
from pos_terminal.domain.salefigures import differences, ended_figures
from pos_terminal.domain.tender import tender_named
from pos_terminal.domain.transaction import SnapshotKind, close, void

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.tender import TenderType
    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.settings import Settings

CLOSE, VOID, RETURN, VOID_CLOSED = "close", "void", "return_items", "void_closed"
TAKE_BACK = "return_without_receipt"
"""What makes a snapshot, in the words of the script."""
_AROUND = 12


class ReplayEnd:
    """Makes snapshots as the till makes them, and their papers."""

    def __init__(self, settings: Settings) -> None:
        self._returns = return_rules(settings)
        self._codes = checkout_rules(settings).codes
        self._wire = SessionMWire(wire_settings(settings))
        self._receipts = receipts_of(settings)
        self._encoder = Encoder(paper(settings))

    def made(self, facts: Facts, basket: Basket | None, history: Sequence[Transaction]) -> Transaction:
        """The snapshot that was made so, of the open sale or of the snapshots before it.

        Raises Refused where it cannot be made now, ValueError for what is none.
        """
        did, at = text(facts, "did"), time_of(facts["at"])
        if did in {CLOSE, VOID}:
            return self._ended(facts, _open(basket), at)
        amendment = Amendment(**table(facts, "amendment"))  # type: ignore[arg-type] # what is wrong in it shows below
        if did == TAKE_BACK:
            return self._taken_back(facts, _open(basket), at, amendment)
        if did == VOID_CLOSED:
            return post_void(history[-1], at, amendment)
        back = {line_id: Decimal(str(quantity)) for line_id, quantity in table(facts, "back").items()}
        kind = None if facts.get("tender") is None else self._tender(facts)
        made = returned(history, back, kind, self._returns, _number(facts))
        return _credited(made(at, amendment), facts)

    def _ended(self, facts: Facts, basket: Basket, at: datetime) -> Transaction:
        if text(facts, "did") == VOID:
            return void(basket, at, text(facts, "reason"))
        codes = chain(texts(facts, "codes"), repeat("none was given"))
        return close(_settled(basket, facts), at, self._codes, lambda: next(codes))

    def _taken_back(self, facts: Facts, basket: Basket, at: datetime, amendment: Amendment) -> Transaction:
        refund = money_back(basket.totals.total, self._tender(facts), self._returns.refunds, _number(facts))
        return taken_back(basket, refund, at, amendment)

    def _tender(self, facts: Facts) -> TenderType:
        name = text(facts, "tender")
        kind = tender_named(self._returns.refunds.tenders, name)
        if kind is None:
            raise ValueError(f"the shop has no {name}")
        return kind

    def expected(self, history: Sequence[Transaction], previous_hash: str, anchor: str) -> Facts:
        """What came of the newest snapshot, for a file."""
        payload, receipt = self._papers(history, previous_hash, anchor)
        return {
            "figures": ended_figures(history[-1]),
            "payload": payload.decode(),
            "payload_sha256": sha256(payload).hexdigest(),
            "receipt_base64": b64encode(receipt).decode(),
            "receipt_sha256": sha256(receipt).hexdigest(),
        }

    def wrong(self, facts: Facts, history: Sequence[Transaction]) -> list[str]:
        """What of the newest snapshot is not as it was."""
        was = table(facts, "expected")
        payload, receipt = self._papers(history, text(facts, "previous_hash"), text(facts, "anchor"))
        figures = {name: str(value) for name, value in table(was, "figures").items()}
        found = differences(ended_figures(history[-1]), figures)
        for name, now, before in (
            ("payload", payload, text(was, "payload").encode()),
            ("receipt", receipt, b64decode(text(was, "receipt_base64"), validate=True)),
        ):
            found += _first_other_byte(name, now, before)
            if sha256(before).hexdigest() != was.get(f"{name}_sha256"):
                found.append(f"the {name} in the file is not the one that its {name}_sha256 is of")
        return found

    def _papers(self, history: Sequence[Transaction], previous_hash: str, anchor: str) -> tuple[bytes, bytes]:
        sale = history[-1]
        printed = came_back(history[-2], sale) if sale.kind is SnapshotKind.RETURNED and len(history) > 1 else sale
        receipt = self._encoder.encode(self._receipts.receipt(printed, 0, anchor))
        return self._wire.document(sale, previous_hash).body, receipt


def _open(basket: Basket | None) -> Basket:
    if basket is None:
        raise ValueError("no step opens the sale")
    return basket


def _number(facts: Facts) -> str | None:
    """Of the card or voucher that money goes to."""
    return None if facts.get("number") is None else text(facts, "number")


def _settled(basket: Basket, facts: Facts) -> Basket:
    """The sale with what goods that came back for it have paid of it."""
    if basket.head.exchange is None:
        return basket
    currency = basket.policy.currency
    rows = [row_of(PAYMENT, each, currency) for each in tables(facts, "credits")]
    paid = [payment_of(cast("PaymentRow", row), currency) for row in rows]
    return credited(basket, paid, lambda payment, _: payment)


def _credited(sale: Transaction, facts: Facts) -> Transaction:
    """The sale whose goods came back for another: what of their worth was handed over, and what was credited there."""
    rows = tables(facts, "refunds")
    if not rows or sale.amendment is None:
        return sale
    currency = sale.totals.total.currency
    refunds = tuple(
        Refund(
            text(each, "type"),
            Money.of(text(each, "amount"), currency),
            Money.of(text(each, "given"), currency),
            cast("str | None", each.get("credited_to")),
            _number(each),
        )
        for each in rows
    )
    return replace(sale, amendment=replace(sale.amendment, refunds=refunds))


def _first_other_byte(name: str, now: bytes, before: bytes) -> list[str]:
    if now == before:
        return []
    at = next((at for at, (one, other) in enumerate(zip(now, before, strict=False)) if one != other), None)
    if at is None:
        return [f"the {name} has {len(now):,} bytes, and had {len(before):,}; the shorter one is how the longer begins"]
    begin = max(0, at - _AROUND)
    one, other = (repr(each[begin : at + _AROUND])[1:] for each in (now, before))
    return [f"the {name} is another from byte {at:,} on: {one}, and was {other}"]
