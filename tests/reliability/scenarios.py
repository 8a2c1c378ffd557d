"""What a till is killed in the middle of: pieces of a day, each with what was there before it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import cycle

from pos_terminal.application.receiptless import Goods
from pos_terminal.domain.errors import NotAllowedNow, PlatformRefused
from pos_terminal.domain.money import Money
from pos_terminal.domain.movement import MovementKind
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.domain.parts import MovedLine
from pos_terminal.domain.receipt import FaultCause
from pos_terminal.domain.staff import Employee, Role
from tests.application.fakes import USD
from tests.reliability.goods import NEW_GOODS, NEW_STAFF, STAFF
from tests.reliability.outside import Climate, Weather
from tests.reliability.till import Lane, Till

_FAIR = Climate()
_BEN = Employee("3", "Ben", "Kim", Role.SUPERVISOR)
_OFFERS = (Weather.LOST, Weather.FAIR, Weather.DROPPED, Weather.LOST, Weather.FAIR, Weather.DROPPED, Weather.LOST)
_LUCK = (Weather.LOST, Weather.DROPPED, Weather.FAIR, Weather.FAILING, Weather.EMPTY, Weather.LOST)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is done, and in front of what; ``climate`` and ``faults`` are those of the world around it."""

    name: str
    work: Callable[[Till, int], None]
    before: Callable[[Till], None] | None = None
    climate: Climate = _FAIR
    faults: tuple[FaultCause | None, ...] = ()
    offer_weather: tuple[Weather, ...] = ()
    has_kitchen: bool = False

    def prepare(self, lane: Lane) -> None:
        """Make what is there before."""
        if self.before:
            with Till(lane) as till:
                till.stock()
                self.before(till)

    def play(self, lane: Lane) -> None:
        """Start the till and do it."""
        with Till(lane) as till:
            self.work(till, lane.seed)

    def on(self, lane: Lane) -> Lane:
        """The lane in this scenario's world; odd seeds meet a platform that goes by transaction."""
        climate = replace(self.climate, remembers=lane.seed % 2 == 0, weather=_turned(self.climate.weather, lane.seed))
        offers = _turned(self.offer_weather, lane.seed)
        faults = _turned(self.faults, lane.seed)
        return replace(lane, climate=climate, faults=faults, offer_weather=offers, has_kitchen=self.has_kitchen)


def _turned(row: tuple, by: int) -> tuple:  # type: ignore[type-arg]
    shift = by % len(row) if row else 0
    return row[shift:] + row[:shift]


def _first_start(till: Till, _: int) -> None:
    till.stock()
    till.sell("latte")


def _ring_up(till: Till, seed: int) -> None:
    till.ring_up(*[("latte", "muffin"), ("muffin", "latte"), ("latte", "latte")][seed % 3])
    latte = next(line for line in till.desk.open_sale().lines.values() if line.item_id == "latte")
    till.selling.add_modifier(latte.line_id, "oat")
    till.selling.set_quantity(latte.line_id, Decimal(2 + seed))
    till.selling.add_item("apples", Decimal("0.345"))
    till.selling.remove_line(list(till.desk.open_sale().lines)[-1])
    card = till.checkout.tender("Credit Card", Money(200, USD))
    if seed % 2:
        till.checkout.remove_tender(card.payment_id)
    till.checkout.tender("Cash", Money(5000, USD))
    till.checkout.complete()
    till.sell("muffin")


def _void(till: Till, seed: int) -> None:
    till.ring_up("latte", "muffin")
    if seed % 2:
        till.checkout.remove_tender(till.checkout.tender("Cash", Money(100, USD)).payment_id)
    till.checkout.void("Shopper left")
    till.sell("latte")
    till.ring_up("muffin")
    till.checkout.void("Wrong customer")


def _prints(till: Till, _: int) -> None:
    till.spool.run()
    till.sell("latte")
    till.print_all()
    last = till.sales.last()
    assert last is not None
    till.prints.copy(last.transaction_id)
    till.print_all()


def _three_sales(till: Till) -> None:
    for item in ("latte", "muffin", "latte"):
        till.sell(item)


def _one_single(till: Till, _: int) -> None:
    till.sell("latte")
    till.deliver()
    till.sell("muffin")
    till.deliver()


def _nine_sales(till: Till) -> None:
    for _ in range(3):
        _three_sales(till)


def _batches(till: Till, _: int) -> None:
    till.deliver()
    till.books.mend()
    till.delivery.try_parked_again()
    till.deliver()


def _imports(till: Till, seed: int) -> None:
    steps = _selling_steps(till)
    turns = cycle((True, False, False) if seed % 2 else (False, True))
    till.stock(NEW_GOODS, lambda: next(steps) if next(turns) else None)
    till.staff.replace(NEW_STAFF)
    if till.desk.basket is not None:
        till.pay()


def _selling_steps(till: Till) -> Iterator[None]:
    while True:
        till.ring_up("latte")
        yield
        till.ring_up("muffin")
        yield
        till.pay()
        yield


def _staffed(till: Till) -> None:
    till.staff.replace(STAFF)


def _delivered_long_ago(till: Till) -> None:
    _nine_sales(till)
    till.print_all()
    till.deliver()
    till.sell("muffin")
    till.ring_up("latte")


def _erases(till: Till, _: int) -> None:
    till.forward(days=40)
    till.erase()
    till.pay()
    till.print_all()
    till.deliver()
    till.forward(days=40)
    till.erase()


def _offers(till: Till, _: int) -> None:
    till.ring_up("latte")
    till.hold("A")
    till.ring_up("muffin")
    till.hold("A")  # again, for the sale as it is now
    till.pay()
    till.ring_up("muffin")
    till.hold("B")
    with suppress(NotAllowedNow):  # where the platform has refused it
        till.holding.release(OfferCode("B", OfferCodeType.USER_OFFER_ID))
    till.pay()
    till.ring_up("latte")
    till.hold("C")
    till.checkout.void("Shopper left")
    till.deliver()


def _suspends(till: Till, seed: int) -> None:
    till.ring_up("latte", "muffin")
    first = till.suspending.suspend("Blue coat").transaction_id
    till.ring_up("muffin")
    second = till.suspending.suspend().transaction_id
    till.sell("latte")
    till.suspending.resume((first, second)[seed % 2])
    till.ring_up("latte")
    till.pay()
    till.suspending.resume((second, first)[seed % 2])
    till.suspending.suspend("Again")
    till.ring_up("muffin")
    till.checkout.void("Shopper left")


def _sold_with_an_offer(till: Till) -> None:
    till.ring_up("latte", "latte")
    till.hold("A")
    till.pay()
    till.print_all()
    till.sell("muffin")


def _voids_closed(till: Till, seed: int) -> None:
    if seed % 2:
        till.deliver()
    first, last = "lane-1-TEST-000001", till.sales.last()
    till.desk.approver = _BEN
    till.postvoiding.void_closed(first, "Wrong customer")
    till.print_all()
    till.deliver()
    till.ring_up("latte")
    with suppress(NotAllowedNow, PlatformRefused):  # on its way back still
        till.hold("A")
    till.pay()
    assert last is not None
    till.postvoiding.void_closed(last.transaction_id, "Wrong goods")
    till.deliver()


def _splits(till: Till, seed: int) -> None:
    till.ring_up("latte", "muffin", "latte")
    parent = till.desk.open_sale().head.transaction_id
    (child,) = till.parting.split([MovedLine("1", Decimal("0.5")), MovedLine("2", Decimal(1))])
    third, *more = till.parting.split_evenly(2 + seed % 2)
    till.parting.merge([parent, child.transaction_id, *(each.transaction_id for each in more)])
    till.pay()
    till.suspending.resume(third.transaction_id)
    till.parting.split_evenly(2)
    till.pay()


def _takes_back(till: Till, seed: int) -> None:
    if seed % 2:
        till.deliver()
    sale = "lane-1-TEST-000001"
    till.desk.approver = _BEN
    till.returning.return_items(sale, {"1": Decimal(1)})
    till.print_all()
    till.returning.return_items("lane-1-TEST-000002", {"1": Decimal(1)}, "Credit Card")
    till.deliver()
    till.returning.return_items(sale, {"1": Decimal(1)}, "Cash")
    till.print_all()
    till.deliver()
    till.sell("latte")


def _takes_back_without_a_receipt(till: Till, seed: int) -> None:
    till.desk.approver = _BEN
    brought = [Goods("latte", Decimal(2)), Goods("apples", Decimal("0.345"), Money(199, USD))]
    till.receiptless.take_back(brought, "Lost the receipt", ("Cash", "Credit Card")[seed % 2])
    till.sell("muffin")
    till.deliver()
    till.receiptless.take_back(brought[:1], "Lost the receipt")
    till.print_all()
    till.deliver()
    till.sell("latte")


def _moves_cash(till: Till, seed: int) -> None:
    till.cashing.move(MovementKind.CASH_IN, Money(5000, USD), "Float")
    till.sell("latte")
    till.clock.forward(1.0)
    till.cashing.no_sale("Change")
    till.print_all()
    kind = (MovementKind.PICKUP, MovementKind.CASH_OUT)[seed % 2]
    till.cashing.move(kind, Money(2000, USD), "Safe")
    till.closing.close(Money(3000, USD))
    till.print_all()
    till.clock.forward(1.0)
    till.cashing.move(MovementKind.CASH_IN, Money(1000, USD), "Float")
    till.sell("muffin")


def _exchanges(till: Till, seed: int) -> None:
    sale = "lane-1-TEST-000001"
    till.desk.approver = _BEN
    till.exchanging.begin(sale, {"1": Decimal(1)})
    till.ring_up("latte", "muffin")
    till.pay()
    till.print_all()
    till.exchanging.begin("lane-1-TEST-000002", {"1": Decimal(1)}, ("Cash", "Credit Card")[seed % 2])
    till.ring_up("latte")
    till.checkout.void("Changed their mind")
    till.exchanging.begin(sale, {"1": Decimal(1)})
    till.ring_up("muffin")
    if till.desk.open_sale().balance.minor:
        till.checkout.tender("Cash")
    till.checkout.complete()
    till.deliver()


def _tells_the_kitchen(till: Till, seed: int) -> None:
    till.ring_up("latte", "muffin")
    till.kitchen.send()
    till.ring_up("latte")
    first = till.suspending.suspend("Blue coat").transaction_id
    till.print_orders()
    till.sell("muffin")
    till.suspending.resume(first)
    till.selling.remove_line("2")
    till.ring_up(("muffin", "latte")[seed % 2])
    till.pay()
    till.kitchen.again(first)
    till.print_all()
    till.ring_up("muffin")
    till.kitchen.send()
    till.checkout.void("Shopper left")
    till.print_orders()


_STOPS = (FaultCause.UNREACHABLE, FaultCause.BROKEN, None, FaultCause.STALLED, FaultCause.UNREACHABLE)

SCENARIOS = (
    Scenario("first start", _first_start),
    Scenario("ring up and pay", _ring_up, lambda _: None),
    Scenario("void", _void, lambda _: None),
    Scenario("print", _prints, _three_sales, faults=_STOPS),
    Scenario(
        "send singles", _one_single, lambda _: None, Climate(weather=(Weather.LOST, Weather.FAIR, Weather.FAILING))
    ),
    Scenario("send batches", _batches, _nine_sales, Climate(weather=_LUCK, refused=("3", "8"))),
    Scenario("import while selling", _imports, _staffed),
    Scenario("suspend and resume", _suspends, lambda _: None),
    Scenario("tell the kitchen", _tells_the_kitchen, lambda _: None, faults=_STOPS, has_kitchen=True),
    Scenario("split and merge", _splits, lambda _: None),
    Scenario("hold offers", _offers, lambda _: None, offer_weather=_OFFERS),
    Scenario(
        "void closed sales",
        _voids_closed,
        _sold_with_an_offer,
        Climate(weather=(Weather.LOST, Weather.FAIR, Weather.DROPPED, Weather.FAILING)),
        offer_weather=(Weather.FAIR, Weather.LOST, Weather.DROPPED, Weather.LOST),
    ),
    Scenario(
        "return goods",
        _takes_back,
        _sold_with_an_offer,
        Climate(weather=(Weather.LOST, Weather.FAIR, Weather.DROPPED, Weather.EMPTY, Weather.LOST)),
        offer_weather=(Weather.FAIR, Weather.LOST, Weather.DROPPED),
    ),
    Scenario(
        "exchange goods",
        _exchanges,
        _sold_with_an_offer,
        Climate(weather=(Weather.LOST, Weather.FAIR, Weather.DROPPED, Weather.EMPTY)),
        offer_weather=(Weather.FAIR, Weather.LOST),
    ),
    Scenario(
        "return goods without a receipt",
        _takes_back_without_a_receipt,
        lambda _: None,
        Climate(weather=(Weather.LOST, Weather.FAIR, Weather.DROPPED)),
    ),
    Scenario("move cash and close the shift", _moves_cash, lambda _: None, faults=(None, FaultCause.BROKEN, None)),
    Scenario("erase and recover", _erases, _delivered_long_ago, faults=(None,) * 4 + (FaultCause.BROKEN,)),
)
