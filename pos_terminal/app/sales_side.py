"""What rings up and takes payment: loaded after the first screen, which needs none of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.catalog import SqliteCatalog
from pos_terminal.adapters.sqlite.charges import SqliteCharges
from pos_terminal.adapters.sqlite.employees import working_now
from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.parting import SqlitePartedSales
from pos_terminal.adapters.sqlite.pastsales import SqlitePastSales
from pos_terminal.adapters.sqlite.prints import SqlitePrints
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.salesteps import Circumstances, SaleSteps, SqliteSaleSteps
from pos_terminal.adapters.sqlite.shiftfigures import expected_cash
from pos_terminal.adapters.sqlite.suspendedsales import SqliteSuspendedSales
from pos_terminal.adapters.system import SystemIds
from pos_terminal.app.kitchen_side import KitchenGround, KitchenSide, kitchen_of
from pos_terminal.app.markdowns import carried, markdowns
from pos_terminal.app.premises import keys
from pos_terminal.app.replayrules import RulesThen, rules_text
from pos_terminal.app.rules import (
    checkout_rules,
    discount_rules,
    explain_rules,
    floor,
    reasons,
    receiptless_rules,
    return_rules,
    selling_rules,
    spoken_culture,
    tax_policy,
    tell_rules,
    wire_settings,
)
from pos_terminal.app.scale_side import NONE, ScaleSide
from pos_terminal.application.adjusting import Adjusting
from pos_terminal.application.aftersale import AfterSale
from pos_terminal.application.card_sale import CardSale, CardSalePorts
from pos_terminal.application.charging import ChargePorts, Charging
from pos_terminal.application.checkout import Checkout, CheckoutPorts
from pos_terminal.application.discounting import Discounting
from pos_terminal.application.exchanging import Ends, Exchanging
from pos_terminal.application.explaining import Explaining
from pos_terminal.application.parting import Parting, PartPorts
from pos_terminal.application.pastsales import PastSales
from pos_terminal.application.postvoiding import PostVoiding
from pos_terminal.application.price_check import PriceCheck
from pos_terminal.application.receiptless import ReceiptlessReturns
from pos_terminal.application.refused_refunds import RefusedRefunds
from pos_terminal.application.reprinting import Reprinting
from pos_terminal.application.returning import Returning
from pos_terminal.application.scale_weighing import ScaleWeighing
from pos_terminal.application.selling import Selling
from pos_terminal.application.serving import Serving
from pos_terminal.application.stopping import Stopping
from pos_terminal.application.suspending import Suspending, SuspendPorts
from pos_terminal.application.telling import Telling, TellPorts
from pos_terminal.application.undoing import Undoing
from pos_terminal.domain.money import Money

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from pos_terminal.app.card_side import CardSide
    from pos_terminal.app.loyalty_side import LoyaltySide
    from pos_terminal.application.authority import Authority
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.kitchen import Kitchen
    from pos_terminal.application.noticeboard import NoticeBoard
    from pos_terminal.application.opening import Opening
    from pos_terminal.application.ports import Headroom, WriteLock
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.returned import ReturnRules
    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.settings import Settings


@dataclass(frozen=True, slots=True)
class SalesSide:
    """The services that a sale goes through."""

    baskets: SqliteBaskets
    catalog: SqliteCatalog
    selling: Selling
    checkout: Checkout
    adjusting: Adjusting
    discounting: Discounting
    undoing: Undoing
    postvoiding: PostVoiding
    suspending: Suspending
    serving: Serving
    parting: Parting
    telling: Telling
    returning: Returning
    exchanging: Exchanging
    receiptless: ReceiptlessReturns
    reprinting: Reprinting
    explaining: Explaining
    past: PastSales
    price_check: PriceCheck
    weighing: ScaleWeighing
    scale: ScaleSide | None
    card_sale: CardSale
    charging: Charging
    refused_refunds: RefusedRefunds
    kitchen: Kitchen
    kitchen_printers: KitchenSide | None

    def taken_up(self, desk: Desk) -> Basket | None:
        """The sale that was open at the last end of the program, on the desk with the card that was asked for it."""
        desk.basket = self.baskets.load()
        self.card_sale.recover()
        return desk.basket

    def close(self) -> bool:
        """Let go of the scale and the kitchen's printers; whether those ended in time."""
        if self.scale is not None:
            self.scale.close()
        return self.kitchen_printers is None or self.kitchen_printers.close()


@dataclass(frozen=True, slots=True)
class Ground:
    """What the first screen has built already."""

    settings: Settings
    desk: Desk
    tilling: Tilling
    connection: sqlite3.Connection
    lock: WriteLock
    room: Headroom
    authority: Authority
    cards: CardSide
    connect: Callable[[], sqlite3.Connection]
    """Another connection, for a thread of its own."""
    board: NoticeBoard
    books: sqlite3.Connection | None = None
    """The database that the catalog is in; None: this one."""
    delivers: bool = True


@dataclass(frozen=True, slots=True)
class SaleEvents:
    """``after`` is told of each ended sale; ``loyalty`` gives the members' side, which is built at its first use."""

    after: Callable[[Transaction], None]
    open_drawer: Callable[[], None]
    loyalty: Callable[[], LoyaltySide]

    def offers_ready(self) -> None:
        """Raises NotAllowedNow while the platform's last word about the sale's offers is not in."""
        self.loyalty().offline.refuse_stale()
        self.loyalty().offering.refuse_unsettled()

    def let_go(self) -> None:
        """Give all offers of the open sale back."""
        self.loyalty().offering.let_go()


def sales_side(ground: Ground, events: SaleEvents) -> SalesSide:
    """Build them."""
    settings, desk, tilling = ground.settings, ground.desk, ground.tilling
    steps = _steps(ground)
    baskets = SqliteBaskets(ground.connection, ground.lock, tax_policy(settings), ground.room, steps)
    catalog = _catalog(ground)
    desk.as_now = partial(working_now, ground.books or ground.connection, tilling.today)
    sales = SqliteSales(ground.connection, ground.lock, keys(settings).key("journal"), ground.room, steps)
    selling = Selling(desk, catalog, (baskets, tilling), ground.authority, selling_rules(settings))
    stopping = Stopping(desk, catalog, tilling)

    def ready() -> None:
        stopping.refuse_stopped()
        events.offers_ready()

    ends = Ends(sales, return_rules(settings))
    kitchen, printers = _kitchen(ground, sales)
    checkout, card_sale, charging, refused = _paying(ground, events, (sales, baskets, kitchen), (ready, ends))
    adjusting = Adjusting(desk, baskets, ground.authority, reasons(settings))
    discounting = Discounting(desk, (baskets, tilling), ground.authority, discount_rules(settings))
    after_sale = _after_sale(ground, sales, checkout, ends.rules)
    changes = (adjusting, discounting, Undoing(desk, baskets), _postvoiding(ground, after_sale))
    waiting = _waiting(ground, events, (baskets, sales, selling, checkout, catalog, kitchen), steps)
    back = _back(after_sale, selling.opening, catalog, settings)
    after = (Reprinting(sales, _prints(ground), ground.authority), _explaining(ground, sales))
    weighed = _weighed(ground, selling, baskets)
    prices = PriceCheck(desk, selling, tilling, weighed[1])
    looked = (PastSales(desk, sales, SqlitePastSales(ground.connection)), prices)
    sold = (baskets, catalog, selling, checkout, *changes, *waiting, *back, *after, *looked, *weighed)
    return SalesSide(*sold, card_sale, charging, refused, kitchen, printers)


def _kitchen(ground: Ground, sales: SqliteSales) -> tuple[Kitchen, KitchenSide | None]:
    at, stored = (ground.desk, ground.tilling), (ground.connection, ground.room)
    return kitchen_of(KitchenGround(ground.settings, ground.connect, ground.lock, ground.board), at, stored, sales)


def _paying(
    ground: Ground,
    events: SaleEvents,
    stored: tuple[SqliteSales, SqliteBaskets, Kitchen],
    asked: tuple[Callable[[], None], Ends],
) -> tuple[Checkout, CardSale, Charging, RefusedRefunds]:
    """What takes money, and cards on the payment terminal; ``asked``: what has to be ready, and of an exchange."""
    settings, cards, (sales, baskets, kitchen), (ready, ends) = ground.settings, ground.cards, stored, asked
    charges = SqliteCharges(ground.connection, ground.lock, ground.room)
    sale = CardSale(ground.desk, CardSalePorts(charges, baskets, sales, cards.nudge))
    written = (sales, baskets, SessionMWire(wire_settings(settings), spoken_culture(settings)), SystemIds())
    then = (ready, events.open_drawer, ground.delivers)
    told = (sale.removed, kitchen.tell, kitchen.cancel)
    more = markdowns(ground.authority, settings).refuse_more
    ports = CheckoutPorts(*written, events.after, ground.authority, *then, ends.of, *told, refuse_more=more)
    checkout = Checkout(ground.desk, ports, ground.tilling, checkout_rules(settings))
    known = ChargePorts(charges, cards.terminal, SystemIds(), cards.clock, ground.authority)
    refused = RefusedRefunds(charges, ground.authority, cards.clock, cards.nudge)
    return checkout, sale, Charging(ground.desk, checkout, sale, known), refused


def _steps(ground: Ground) -> SqliteSaleSteps:
    desk = ground.desk
    around = Circumstances(
        rules_text(ground.settings), ground.tilling.now, lambda: desk.operator.employee_id if desk.operator else ""
    )
    return SqliteSaleSteps(around)


def _after_sale(ground: Ground, sales: SqliteSales, checkout: Checkout, rules: ReturnRules) -> AfterSale:
    asked = (ground.authority, partial(_in_drawer, ground))
    shop = (*asked, checkout.rules.reasons, rules.refunds, checkout.rules.cards)
    return AfterSale(ground.desk, sales, checkout.ending, ground.tilling, *shop)


def _in_drawer(ground: Ground) -> Money:
    session = ground.desk.session
    if session is None:
        return Money.zero(ground.settings.currency)
    with translated:
        return expected_cash(ground.connection, session.session_id)


def _prints(ground: Ground) -> SqlitePrints:
    return SqlitePrints(ground.connection, ground.lock, SystemIds(), ground.room)


def _explaining(ground: Ground, sales: SqliteSales) -> Explaining:
    then = RulesThen(ground.connection, ground.settings.folder)
    return Explaining(ground.desk, sales, explain_rules(ground.settings), then.rules)


def _catalog(ground: Ground) -> SqliteCatalog:
    currency, includes = ground.settings.currency, ground.settings.tax.prices_include_tax
    return SqliteCatalog(ground.books or ground.connection, currency, prices_include_tax=includes)


def _weighed(ground: Ground, selling: Selling, baskets: SqliteBaskets) -> tuple[ScaleWeighing, ScaleSide | None]:
    scale = None if ground.settings.scale.driver == NONE else ScaleSide(ground.settings)
    return ScaleWeighing(ground.desk, selling, baskets, scale), scale


def _postvoiding(ground: Ground, after_sale: AfterSale) -> PostVoiding:
    is_kept = ground.settings.sale.void_closed_of == "this_shift"
    return PostVoiding(after_sale, SqlitePastSales(ground.connection).shift_of if is_kept else None)


def _back(
    ground: AfterSale, opening: Opening, catalog: SqliteCatalog, settings: Settings
) -> tuple[Returning, Exchanging, ReceiptlessReturns]:
    """What goods that come back go through."""
    returning = Returning(ground, return_rules(settings), catalog.item)
    exchanging = Exchanging(returning, opening, ground.sales)
    return returning, exchanging, ReceiptlessReturns(ground, opening, catalog, receiptless_rules(settings))


def _waiting(
    ground: Ground,
    events: SaleEvents,
    built: tuple[SqliteBaskets, SqliteSales, Selling, Checkout, SqliteCatalog, Kitchen],
    steps: SaleSteps,
) -> tuple[Suspending, Serving, Parting, Telling]:
    """What sales that wait go through, at tables and elsewhere."""
    settings, desk, tilling = ground.settings, ground.desk, ground.tilling
    baskets, sales, selling, checkout, catalog, kitchen = built
    stored, policy = (ground.connection, ground.lock), tax_policy(settings)
    parted = SqlitePartedSales(stored, policy, ground.room, sales, steps)
    tell_ports = TellPorts(parted, checkout.ending, SystemIds().uuid, events.offers_ready)
    telling = Telling(desk, tell_ports, tilling, tell_rules(settings))
    suspended = SqliteSuspendedSales(*stored, policy, ground.room, steps)
    suspend_ports = SuspendPorts(suspended, baskets, events.let_go, telling.update, kitchen.tell, telling.update_of)
    suspending = Suspending(desk, suspend_ports, tilling, keeps_offers=settings.sale.suspended_offers == "keep")
    serving = Serving(desk, selling.opening, suspending, selling.rules.channels, floor(settings))
    then = (telling.update, catalog.item, *carried(ground.authority, settings))
    part_ports = PartPorts(parted, baskets, suspending, checkout.ending, *then)
    return suspending, serving, Parting(desk, part_ports, tilling, selling.rules.register_id), telling
