"""Baskets, ended sales and what is stored of them, made by the domain itself."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from pos_terminal.application.queueing import Document, Request
from pos_terminal.application.records import SaleRecord
from pos_terminal.domain.age import AgeOutcome
from pos_terminal.domain.basket import Basket, BasketHead
from pos_terminal.domain.item import Item, Unit
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.tax import Tax
from pos_terminal.domain.tender import Payment
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.domain.transaction import ReceiptCodeRule, Transaction, close, void

USD = Currency.of("USD")
POLICY = TaxPolicy(USD)
KEY = b"a journal key for tests"
OPENED = datetime(2026, 3, 4, 15, 2, 11, 120_000, tzinfo=UTC)
DAY = date(2026, 3, 4)
STATE_TAX = Tax("STATE", "State tax", Decimal("0.0625"))
VAT = Tax("VAT", "VAT 10 %", Decimal("0.10"), included=True)
ESPRESSO = Item("espresso", "Espresso", Money(350, USD), sku="E-1", taxes=(STATE_TAX,))
OAT_MILK = Item("oat", "Oat milk", Money(60, USD), taxes=(STATE_TAX,), is_modifier=True)
CHEESE = Item("cheese", "Käse, 24 Monate gereift", Money(2499, USD), taxes=(VAT,), unit=Unit.KG, image="cheese.png")
WINE = Item("wine", "Wine", Money(1275, USD), taxes=(STATE_TAX, VAT), minimum_age=21)


def basket(transaction_id: str = "lane-1-TEST-000001", policy: TaxPolicy = POLICY) -> Basket:
    """An open sale without lines."""
    return Basket(BasketHead(transaction_id, OPENED, "STORE", "emp-7", "sm-7", "Ada L."), policy)


def rung_up(transaction_id: str = "lane-1-TEST-000001") -> Basket:
    """An open sale with a modifier, a weighed item and taxes of both kinds."""
    sale = basket(transaction_id)
    coffee = sale.add(ESPRESSO, Decimal(2))
    sale.add_modifier(coffee.line_id, OAT_MILK)
    sale.add(CHEESE, Decimal("0.345"))
    wine = sale.add(WINE, Decimal(1))
    sale.put(replace(wine, age_outcome=AgeOutcome.DOCUMENT))
    return sale


def payment(sale: Basket, amount: Money, kind: str = "Cash", change: int = 0) -> Payment:
    """A tender of ``amount`` with ``change`` minor units given back."""
    back = Money(change, amount.currency)
    nothing = Money.zero(amount.currency)
    moment = OPENED + timedelta(minutes=1)
    return Payment(sale.next_payment_id, kind, amount, amount + back, back, nothing, moment)


def closed(sale: Basket, after: timedelta = timedelta(minutes=2)) -> Transaction:
    """The sale, paid in cash and closed."""
    if sale.balance.minor:
        sale.pay(payment(sale, sale.balance))
    codes = count(1)
    return close(sale, OPENED + after, ReceiptCodeRule(), lambda: f"code-{next(codes)}")


def voided(sale: Basket) -> Transaction:
    """The sale, given up."""
    return void(sale, OPENED + timedelta(minutes=2), "Shopper left")


@dataclass
class Recorder:
    """Makes the records of one database's sales, each following the one before."""

    ids: Callable[[], int] = field(default_factory=lambda: count(1).__next__)
    session_id: int | None = None

    def record(
        self, transaction: Transaction, previous_hash: str, *, sends: bool = True, prints: bool = True
    ) -> SaleRecord:
        """What the commit of this transaction writes."""
        number = self.ids()
        body = f'{{"transaction_id":"{transaction.transaction_id}","lines":{len(transaction.lines)}}}'.encode()
        document = Document(body, hashlib.sha256(body).hexdigest())
        request = Request(f"single-{number}", "/send_transaction", b'{"request_payload":' + body + b"}")
        return SaleRecord(
            transaction=transaction,
            document=document,
            request=request if sends else None,
            print_job_id=f"job-{number}" if prints else None,
            business_day=DAY,
            session_id=self.session_id,
            previous_hash=previous_hash,
            software_version="0.1.0",
        )


def batch(request_id: str, bodies: list[bytes]) -> Request:
    """A batch request of these documents."""
    return Request(request_id, "/batch_send_transaction", b"[" + b",".join(bodies) + b"]")
