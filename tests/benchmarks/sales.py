"""Typical sales of eight lines, ready to be committed: made outside the measured time, by the domain itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from pos_terminal.adapters.sessionm.mapping import WireSettings
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.application.records import SaleRecord
from pos_terminal.domain.basket import Basket, BasketHead
from pos_terminal.domain.item import Item, Unit
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.tax import Tax
from pos_terminal.domain.tender import Payment
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.domain.transaction import ReceiptCodeRule, Transaction, close

STORE = WireSettings("oak-street", "benchmark")
"""Who sells, as the platform knows it."""
_USD = Currency.of("USD")
_POLICY = TaxPolicy(_USD)
_JOURNAL_KEY = b"a journal key for benchmarks"
_OPENED = datetime(2026, 3, 4, 15, 2, tzinfo=UTC)
_TAX = Tax("STATE", "State tax", Decimal("0.0625"))
_GOODS = tuple(
    Item(f"400638133{number:04d}", f"Whole grain crackers, variety {number}", Money(199 + number, _USD), taxes=(_TAX,))
    for number in range(7)
)
_CHEESE = Item("2099", "Gouda, aged 24 months", Money(2499, _USD), taxes=(_TAX,), unit=Unit.KG)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where sales are committed."""

    sales: SqliteSales
    baskets: SqliteBaskets

    @classmethod
    def of(cls, database: Database, journal_key: bytes = _JOURNAL_KEY) -> "Desk":
        """The desk on one connection, as the terminal has it."""
        connection = database.connect()
        sales = SqliteSales(connection, database.lock, journal_key)
        return cls(sales, SqliteBaskets(connection, database.lock, _POLICY))

    def records(self) -> Iterator[SaleRecord]:
        """One sale after another, each open on disk and waiting for its commit; commit each before the next."""
        wire = SessionMWire(STORE)
        for number in count(self.sales.journal_head().seq + 1):
            basket = _rung_up(f"lane-1-TEST-{number:06d}")
            self.baskets.save(basket.take_change())
            yield self._record(basket, wire, number)

    def end(self, sales: int) -> None:
        """End so many sales in a new database, by their own commits; rung up once, and then alike but for the ids."""
        wire, first = SessionMWire(STORE), next(self.records())
        for number in range(1, sales + 1):
            head = replace(first.transaction.head, transaction_id=f"lane-1-TEST-{number:06d}")
            code = _code(number)
            self._end(wire, replace(first.transaction, head=head, guest_receipt_code=code), first, code)

    def _end(self, wire: SessionMWire, transaction: Transaction, like: SaleRecord, code: str) -> None:
        journal = self.sales.journal_head()
        document = wire.document(transaction, journal.hash)
        self.sales.commit(
            replace(
                like,
                transaction=transaction,
                document=document,
                request=wire.single(code, document),
                print_job_id=None,
                previous_hash=journal.hash,
            )
        )

    def _record(self, basket: Basket, wire: SessionMWire, number: int) -> SaleRecord:
        code = _code(number)
        transaction = close(basket, _OPENED + timedelta(seconds=number), ReceiptCodeRule(), lambda: code)
        head = self.sales.journal_head()
        document = wire.document(transaction, head.hash)
        return SaleRecord(
            transaction=transaction,
            document=document,
            request=wire.single(code, document),
            print_job_id=code,
            business_day=date(2026, 3, 4),
            session_id=None,
            previous_hash=head.hash,
            software_version="1.0.0",
        )


def _code(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def _rung_up(transaction_id: str) -> Basket:
    basket = Basket(BasketHead(transaction_id, _OPENED, "STORE", "1001", "sm-7", "Ada L."), _POLICY)
    for item in _GOODS:
        basket.add(item, Decimal(1))
    basket.add(_CHEESE, Decimal("0.345"))
    nothing, due = Money.zero(_USD), basket.balance
    basket.pay(Payment(basket.next_payment_id, "Credit Card", due, due, nothing, nothing, _OPENED))
    return basket
