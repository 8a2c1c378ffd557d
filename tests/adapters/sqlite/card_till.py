"""A till with a payment terminal on one database: what charges at the desk, and what gives back behind it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, time
from decimal import Decimal

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.charges import SqliteCharges
from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.tills import SqliteTills
from pos_terminal.adapters.system import SystemIds
from pos_terminal.application.aftersale import AfterSale
from pos_terminal.application.asking import fetched
from pos_terminal.application.authority import Authority
from pos_terminal.application.card_ports import PaymentTerminal
from pos_terminal.application.card_refunds import CardRefundPorts, CardRefunds
from pos_terminal.application.card_sale import CardSale, CardSalePorts
from pos_terminal.application.charging import ChargePorts, Charging
from pos_terminal.application.checkout import Checkout, CheckoutPorts, CheckoutRules
from pos_terminal.application.desk import Desk
from pos_terminal.application.exchanging import Ends
from pos_terminal.application.postvoiding import PostVoiding
from pos_terminal.application.returning import Returning
from pos_terminal.application.tilling import StoreTime, Tilling
from pos_terminal.domain.amendment import Amendment
from pos_terminal.domain.card_charge import CardCharge
from pos_terminal.domain.exchange import Exchange
from pos_terminal.domain.money import Money
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.returned import ReturnRules
from pos_terminal.domain.tender import TenderType
from pos_terminal.domain.transaction import ReceiptCodeRule
from tests.adapters.sqlite.ended import KEY, POLICY, USD, rung_up
from tests.application.fakes import ANA, FakeClock, FakeWire, MemoryActs

CARD = "Credit Card"
TENDERS = (TenderType("Cash", is_cash=True), TenderType(CARD, on_terminal=True))
_RULES = ReturnRules(POLICY, RefundRules(TENDERS), lambda received, _: received)


class CardTill:
    """One run of the program on a database; another run is another one of these, at the same bank."""

    def __init__(self, database: Database, terminal: PaymentTerminal, clock: FakeClock | None = None) -> None:
        connection = database.connect()
        self.clock = clock or FakeClock()
        ids, self.acts = SystemIds(), MemoryActs()  # no id twice in one database, whichever life draws it
        self.charges = SqliteCharges(connection, database.lock)
        self.baskets = SqliteBaskets(connection, database.lock, POLICY)
        self.sales = SqliteSales(connection, database.lock, KEY)
        self.desk = Desk(operator=ANA, basket=self.baskets.load())
        tills = SqliteTills(connection, database.lock)
        self.desk.session = tills.current()
        tilling = Tilling(self.desk, tills, self.clock, StoreTime(UTC, time(4)))
        self.authority = authority = Authority(self.desk, self.acts, tilling)
        sale = CardSale(self.desk, CardSalePorts(self.charges, self.baskets, self.sales))
        ports = CheckoutPorts(
            self.sales,
            self.baskets,
            FakeWire(),
            ids,
            lambda _: None,
            authority,
            exchanged=Ends(self.sales, _RULES).of,
            removed=sale.removed,
        )
        self.checkout = Checkout(self.desk, ports, tilling, CheckoutRules(TENDERS, ReceiptCodeRule(), "1.0"))
        known = ChargePorts(self.charges, terminal, ids, self.clock, authority)
        self.charging = Charging(self.desk, self.checkout, sale, known)
        self.refunds = CardRefunds(CardRefundPorts(self.charges, terminal, self.clock))
        after = AfterSale(self.desk, self.sales, self.checkout.ending, tilling, authority, lambda: Money(0, USD))
        self.postvoiding, self.returning = PostVoiding(after), Returning(after, _RULES, lambda _: None)
        self.tilling = tilling
        sale.recover()

    def ring_up(self, number: int = 1) -> None:
        """A sale of some lines is open."""
        self.tilling.shift_for_sale(Money(0, USD))
        self.desk.basket = rung_up(f"lane-1-TEST-{number:06d}")
        self.baskets.save(self.desk.basket.take_change())

    def exchange(self, sold: str, back: Mapping[str, Decimal], number: int) -> None:
        """A sale of some lines is open, and so much of another one comes back for it."""
        _, made = self.returning.planned(sold, back, None, gives_tips=False)
        would = made(self.clock.now(), Amendment(ANA.employee_id, "", "Too small")).amendment
        assert would is not None
        sale = rung_up(f"lane-1-TEST-{number:06d}")
        sale.head = replace(sale.head, exchange=Exchange(sold, tuple(back.items()), would))
        self.desk.basket = sale
        self.baskets.save(sale.take_change())

    def pay(self, amount: Money | None = None) -> CardCharge:
        """Ask for a card, and wait."""
        return fetched(self.charging.begin(CARD, amount))

    def find_out(self) -> CardCharge:
        """Ask what became of the card in doubt."""
        return fetched(self.charging.ask_outcome())

    def settle(self, seconds: float = 3600) -> None:
        """Let the worker behind the desk have so much time."""
        until = self.clock.ticks + seconds
        while self.clock.ticks < until:
            wait = self.refunds.step()
            if wait is None:
                return
            self.clock.forward(max(wait, 0.01))
