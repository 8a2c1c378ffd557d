"""What comes back for an open sale, as it is stored with it, and back."""

import json
from dataclasses import replace
from decimal import Decimal

from pos_terminal.adapters.sqlite.values import compact
from pos_terminal.domain.amendment import Amendment, Refund
from pos_terminal.domain.exchange import Exchange
from pos_terminal.domain.money import Currency, Money


def exchange_text(exchange: Exchange | None) -> str | None:
    """An exchange as JSON."""
    if exchange is None:
        return None
    by = exchange.amendment
    people = (by.employee_id, by.employee_name, by.reason, by.approved_by, by.approver_name)
    refunds = [(each.type, each.amount.minor, each.given.minor, each.number) for each in by.refunds]
    back = [(line_id, str(quantity)) for line_id, quantity in exchange.back]
    return compact([exchange.transaction_id, back, people, refunds, exchange.tender, exchange.number])


def exchange_of(text: str | None, currency: Currency) -> Exchange | None:
    """The exchange that `exchange_text` wrote."""
    if text is None:
        return None
    transaction_id, back, people, refunds, *named = json.loads(text)
    given = tuple(
        Refund(kind, Money(amount, currency), Money(given, currency), None, *number)
        for kind, amount, given, *number in refunds
    )
    return Exchange(
        transaction_id,
        tuple((line_id, Decimal(quantity)) for line_id, quantity in back),
        replace(Amendment(*people), refunds=given),
        *named,
    )
