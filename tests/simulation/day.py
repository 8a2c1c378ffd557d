"""One simulated day: a cashier sells, much goes wrong as drawn, all is mended, and then the books must agree."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from pos_terminal.adapters.sqlite.snapshotrows import read_snapshot
from pos_terminal.application.asking import fetched
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.line import Line
from pos_terminal.domain.member import KeyKind, LookupKey
from pos_terminal.domain.offer import OfferCode, OfferCodeType, OfferFlow
from pos_terminal.domain.transaction import SnapshotKind, Transaction
from tests.simulation.aside import Aside
from tests.simulation.cutoff import CutOff
from tests.simulation.drawer import Drawer
from tests.simulation.platform import PHONE, Books, Network
from tests.simulation.terminal import GOODS, Paper, Power, Surroundings, first_start, lost, paper_of, started
from tests.simulation.weather import Weather
from tests.simulation.wiring import Wiring
from tests.simulation.world import Crash, Fuse, SimClock, SimIds, Sometimes, Trace

SALES = 60
SHORT = 20
"""Sales of a short day: what goes wrong is drawn anew for each, so that three short days meet more than a long one."""
_PATIENCE = 4000
_CHECKS = """SELECT seq FROM snapshot WHERE kind = 'open'
    AND seq IN (SELECT seq FROM print_job UNION SELECT seq FROM printed)"""


@dataclass
class Told:
    """What the cashier was told, and so must be true for ever."""

    closed: dict[str, Transaction] = field(default_factory=dict)
    voided: set[str] = field(default_factory=set)
    undone: dict[str, Transaction] = field(default_factory=dict)
    """Closed sales that were voided later, as they are since."""
    came_back: dict[str, list[Transaction]] = field(default_factory=dict)
    """Closed sales that goods came back of, after each time."""
    checks: set[str] = field(default_factory=set)
    """Guest checks, as they are called on paper."""
    codes: dict[str, str | None] = field(default_factory=dict)
    """What the guest checks of a sale had on them to claim it by."""
    opened: dict[str, object] = field(default_factory=dict)
    """When each sale was opened that was ever shown."""
    step: tuple[object, ...] | None = None
    """The open sale at its last step that was told as done."""


class Day:
    """A day of one seed."""

    def __init__(self, seed: int, folder: Path, sales: int = SALES, weather: Weather | None = None) -> None:
        self.seed = seed
        self.draw, self.gift, self.later = Random(seed), Random(seed + 6), Random(seed + 8)
        self.bill = Random(seed + 10)
        self.weather = weather or Weather.of_seed(seed)
        self.sales = sales
        self.trace, self.sometimes, self.told = Trace(), Sometimes(), Told()
        self.crashes = 0
        self.wrongs: list[str] = []
        clock, fuse = SimClock(), Fuse(Random(seed + 5))
        self.books = Books(self.weather)
        self.books.tells_worth = self.weather.offline > 0
        self.network = Network(self.books, self.weather, Random(seed + 1), clock, self.trace, self.sometimes)
        self.paper = Paper(Random(seed + 2), self.weather.printer, self.trace, self.sometimes, set())
        self.around = Surroundings(
            folder, clock, SimIds(Random(seed + 3)), Random(seed + 4), self.network, self.paper, Wiring(fuse),
            self.weather.batch_size, self.weather.keeps_copies,
            self.weather.oldest_lock, self.weather.at_tender, self.weather.offline > 0, self.weather.updates,
        )  # fmt: skip
        self.clock, self.fuse = clock, fuse
        self.network.fuse = fuse
        self._delivery_due = self._paper_due = clock.ticks
        self._power: Power | None = None
        self._step_in_flight = False
        self.swap = Random(seed + 14)
        self.haste = Random(seed + 7993)
        self.drawer = Drawer(seed, self.weather.acts, self.sometimes, lambda: self.power)
        self.aside = Aside(seed, (self.weather.suspends, self.weather.merges), self.sometimes, lambda: self.power)
        around = (self.network, self.books, self.sometimes)
        self.cut_off = CutOff(seed, self.weather.offline, around, lambda: self.power)

    def run(self) -> "Day":
        """Open, sell, heal, close. What is wrong afterwards stands in ``wrongs``."""
        first_start(self.around)
        outages = sorted(self.draw.randrange(self.sales) for _ in range(self.weather.outages))
        self._arm()
        while len(self.told.closed) < self.sales:
            if outages and outages[0] <= len(self.told.closed):
                outages.pop(0)
                self.network.dark_until = self.clock.ticks + self.draw.choice((30.0, 600.0, 7200.0))
            self._alive(self._next_sale)
        self._heal()
        return self

    @property
    def power(self) -> Power:
        if self._power is None:
            raise Crash
        return self._power

    def close(self) -> None:
        self.fuse.renewed()  # a program that fell over is put away in peace
        if self._power is not None:
            self._power.database.close()
            self._power = None
        self.around.wiring.end()

    def _lose_power(self) -> None:
        if self._power is not None:
            lost(self._power.database, self._power.connections, self.around)
            self._power = None
        self.fuse.renewed()

    def _alive(self, work: Callable[[], bool]) -> bool:
        """Do a piece of the day; when the plug is pulled in it, start again and go on."""
        try:
            if self._power is None:
                self._power = started(self.around)
                self._recovered()
            return work()
        except Crash:
            self.crashes += 1
            self.trace.note("crash")
            self._lose_power()
            # The power cut took the router, too.
            self.network.dark_until = max(
                self.network.dark_until, self.clock.ticks + self.draw.choice((0.0, 0.0, 300.0))
            )
            self._arm()
            self._delivery_due = self._paper_due = self.clock.ticks
            return False

    def _arm(self) -> None:
        if self.weather.crashes and not self.network.is_healed:
            self.fuse.crash_in = 1 + int(self.draw.expovariate(1 / self.weather.crashes))

    def _recovered(self) -> None:
        """The open sale is where it was told to be, or at the step that was under way."""
        basket = self.power.desk.basket
        now = _figures(self.power)
        if self.told.step is not None and now != self.told.step and not self._step_in_flight:
            self.wrongs.append(f"K1: the open sale was {self.told.step}, and came back as {now}")
        if basket is not None:
            self.sometimes.saw("a sale was open after a crash")
            if basket.chosen:
                self.sometimes.saw("what was chosen came back after a crash")
        last = self.power.sales.last()
        if last is not None and last.transaction_id not in self.told.closed | dict.fromkeys(self.told.voided):
            self._note_end(last)
            self.sometimes.saw("a sale was stored, and the plug pulled before it was told")
        elif last is not None and last.is_voided and last.transaction_id not in {*self.told.voided, *self.told.undone}:
            self._note_undone(last)
            self.sometimes.saw("a void was stored, and the plug pulled before it was told")
        elif last is not None and last.kind is SnapshotKind.RETURNED and not self._is_told(last):
            self._note_returned(last)
            self.sometimes.saw("a return was stored, and the plug pulled before it was told")
        self.told.step = now
        self._find_exchanged(last)
        self.drawer.recovered(in_flight=self._step_in_flight)
        self.paper.committed |= self.drawer.papers
        self._find_checks()
        self.aside.recovered()
        self.told.voided |= self.aside.ended
        self._step_in_flight = False

    def _find_checks(self) -> None:
        """A guest check that nobody was told of was being stored when the plug was pulled."""
        connection = self.power.connections[0]
        rows = connection.execute(_CHECKS).fetchall()
        found = {paper_of(read_snapshot(connection, seq)) for (seq,) in rows}
        new = found - self.told.checks
        if self.told.checks - found or len(new) > int(self._step_in_flight):
            self.wrongs.append(f"W5: guest checks {self.told.checks} were told of, and {found} are on disk")
        if new:
            self.sometimes.saw("a guest check was stored, and the plug pulled before it was told")
        self.told.checks |= new
        self.paper.committed |= new

    def _is_told(self, left: Transaction) -> bool:
        known = self.told.came_back.get(left.transaction_id, [])
        return any(each.modified_time == left.modified_time for each in known)

    # -- selling

    def _next_sale(self) -> bool:
        """Ring up and end a sale, or what a crash left of one; False when the disk refused the end."""
        if not self._rung_up():
            return False
        if self.draw.random() < self.weather.offers:
            self._claim()
        if self._leaves():
            return False
        if self.draw.random() < self.weather.voids:
            return self._try(self._void)
        self._try(self._pay)
        done = self._try(self._complete)
        self._pass(self.draw.choice((0.5, 2.0)))
        return done

    def _rung_up(self) -> bool:
        """A shopper comes, or comes back, and may be a member; whether a sale is open then."""
        power = self.power
        if power.desk.basket is None:
            self._between_sales()
        self._try(self._ring)
        if power.desk.basket is None:
            return False
        if self.gift.random() < self.weather.members and not power.desk.open_sale().is_tendering:
            self._try(self._look_up)
        return True

    def _leaves(self) -> bool:
        """Several may pay, and the shopper may go to fetch something; whether the sale waits then."""
        if self.aside.wants_parts():
            self._try(self.aside.split)
        if self.aside.wants_one():
            self._try(self.aside.merge)
        if self.bill.random() < self.weather.checks:
            self._try(self._guest_check)
        return self.aside.wants_away() and self._try(self.aside.suspend)

    def _guest_check(self) -> None:
        """Somebody wants to see what it comes to."""
        check = self.power.telling.guest_check()
        self.told.checks.add(paper_of(check))
        known = self.told.codes.setdefault(check.transaction_id, check.guest_receipt_code)
        if known is not None and known != check.guest_receipt_code:
            self.wrongs.append(f"W5: {check.transaction_id} had the code {known}, and then {check.guest_receipt_code}")
        self.sometimes.saw("a guest check was printed")
        self._paper_due = min(self._paper_due, self.clock.ticks)

    def _claim(self) -> None:
        """Offers are taken, the sale may be changed under them, and they may lapse."""
        if self.weather.offline:
            self._sell_cut_off()
        for _ in range(self.gift.choice((1, 1, 2))):
            self._try(self._take_offer)
        if self.haste.random() < self.weather.hurries:
            self._try(self._take_two)
        if self.gift.random() < self.weather.edits:
            self._try(self._edit)
        self._lapse()

    def _sell_cut_off(self) -> None:
        """The line goes while a member stands there who wants an offer; the manager may let them have it."""
        if self.cut_off.comes_back():
            self._try(self.cut_off.claim_again)
        self._try(self._ask_for_member)
        if self.cut_off.comes():
            self._try(self._take_offer)
            self._try(self.cut_off.claim)
        elif self.cut_off.tries_anyway():
            self._try(self.cut_off.claim_anyway)

    def _between_sales(self) -> None:
        """Time passes, and somebody may come back: with what was bought, or for what was put aside."""
        self._pass(self.draw.choice((5.0, 30.0, 120.0)))
        self._jump()
        if self.later.random() < self.weather.undoes:
            self._try(self._void_closed)
        if self.later.random() < self.weather.returns:
            self._try(self._return)
        if self.drawer.wants_act():
            self._try(self._act)
        if self.aside.wants_one():
            self._try(self.aside.merge)
        if self.aside.wants_back():
            self._try(self.aside.resume)
        elif self.told.closed and self.swap.random() < self.weather.exchanges:
            self._try(self._exchange)

    def _try(self, step: Callable[[], None]) -> bool:
        """A step of the desk; whether it was done. A refusal changes nothing."""
        self._step_in_flight = True
        if self.draw.random() < self.weather.disk_full and not self.network.is_healed:
            self.fuse.full_for = self.draw.choice((1, 3))
        try:
            step()
        except Refused as refusal:
            self.trace.note("refused", step.__name__, refusal.code)
            self.sometimes.saw(f"refused: {refusal.code}")
            return False
        finally:
            if not self.fuse.is_dead:
                self.fuse.full_for = 0
                self._step_in_flight = False
                self.told.step = _figures(self.power)
                self._shown()
                self.aside.told()
                self.told.voided |= self.aside.ended
                if self.draw.random() < 0.2:
                    self._compare_with_disk()
        self.trace.note("did", step.__name__, self.told.step)
        return True

    def _compare_with_disk(self) -> None:
        stored = _figures_of(self.power.baskets.load())
        if stored != self.told.step:
            self.wrongs.append(f"J: the desk shows {self.told.step}, the disk {stored}")

    def _shown(self) -> None:
        """A number that was shown belongs to one sale for ever."""
        basket = self.power.desk.basket
        if basket is not None:
            head = basket.head
            if self.told.opened.setdefault(head.transaction_id, head.open_time) != head.open_time:
                self.wrongs.append(f"J6: {head.transaction_id} was given twice")

    def _ring(self) -> None:
        for _ in range(self.draw.choice((1, 1, 1, 2, 4))):
            item = self.draw.choice(GOODS)
            weight = Decimal(self.draw.randrange(1, 2000)) / 1000 if item.is_weighed else None
            self.power.selling.add_item(item.item_id, weight)
        basket = self.power.desk.open_sale()
        if len(basket.lines) > 1 and self.draw.random() < 0.1:
            self.power.selling.remove_line(next(iter(basket.lines)))

    def _ask_for_member(self) -> None:
        """A number is told, before or after goods were scanned."""
        fetched(self.power.membership.look_up(LookupKey(KeyKind.PHONE, PHONE)))
        self.sometimes.saw("a member was looked up")

    def _look_up(self) -> None:
        """A member comes, who sometimes goes again."""
        self._ask_for_member()
        if self.gift.random() < 0.1:
            self.power.membership.remove()
            self.sometimes.saw("a member was removed")

    def _take_offer(self) -> None:
        if self.power.desk.open_sale().payments:
            return
        offer = OfferCode(f"uo-{self.draw.randrange(12)}", OfferCodeType.USER_OFFER_ID)
        flow = OfferFlow.REDEEM if self.gift.random() < self.weather.redeems else OfferFlow.LOCK
        fetched(self.power.offering.apply(offer, flow))
        was_chosen = self.power.offering.is_chosen(offer.code)
        self.sometimes.saw("an offer was chosen" if was_chosen else f"an offer was claimed: {flow.value}")
        if self.draw.random() < 0.2:
            self.power.offering.remove(offer.code)
            self.sometimes.saw("an offer was given back by the cashier")

    def _take_two(self) -> None:
        """A second offer is taken before the answer about the first is in."""
        if self.power.desk.open_sale().payments:
            return
        codes = [OfferCode(f"uo-{number}", OfferCodeType.USER_OFFER_ID) for number in self.haste.sample(range(12), 2)]
        under_way = [self.power.offering.apply(code) for code in codes]
        for land in [errand() for errand in under_way]:
            with suppress(Refused):
                land()
        self.sometimes.saw("an offer was taken before the answer about another")

    def _edit(self) -> None:
        """The shopper wants something else after all."""
        basket = self.power.desk.open_sale()
        line = next((each for each in basket.lines.values() if not each.is_weighed), None)
        if line is not None and self.gift.random() < 0.5:
            self.power.selling.set_quantity(line.line_id, Decimal(self.gift.randrange(1, 5)))
        else:
            self.power.selling.add_item(self.gift.choice(GOODS[:2]).item_id)
        if basket.discounts:
            self.sometimes.saw("a sale was changed under an offer")

    def _lapse(self) -> None:
        """Locks end by themselves, or another till takes the offer."""
        for discount in self.power.desk.open_sale().discounts:
            if self.gift.random() < self.weather.lapses:
                self.books.lapse(discount.reference_id, taken=self.gift.random() < 0.5)
                self.sometimes.saw("a lock lapsed")

    def _settle_offers(self) -> None:
        """Before money is taken the last word about every offer is in: asked again a few times, then sold without."""
        offering = self.power.offering
        for _ in range(3):
            try:
                while (errand := offering.next()) is not None:
                    fetched(errand)
                    self.sometimes.saw("an offer was settled before money was taken")
            except Refused as refusal:
                self.sometimes.saw(f"settling an offer: {refusal.code}")
            if not offering.next_is_due():
                return
        for code in [each for each in offering.due() if not self.cut_off.saves(each)]:
            offering.remove(code)
            self.sometimes.saw("a claim without an answer was given up")

    def _void(self) -> None:
        basket = self.power.desk.open_sale()
        for payment in basket.payments:
            self.power.checkout.remove_tender(payment.payment_id)
        self._note_end(self.power.checkout.void("Shopper left"))

    def _void_closed(self) -> None:
        """Somebody comes back with a sale of today: it counts for nothing any more."""
        sale = self.later.choice([*self.told.closed, "lane-1-NONE-000001"])
        self._note_undone(self.power.postvoiding.void_closed(sale, "Wrong goods"))
        self._delivery_due = min(self._delivery_due, self.clock.ticks)
        self._paper_due = min(self._paper_due, self.clock.ticks)

    def _return(self) -> None:
        """Somebody brings goods of today back: some of them, or what is left."""
        sale = self.later.choice([*self.told.closed, "lane-1-NONE-000001"])
        if sale not in self.told.closed:
            back = {"1": Decimal(1)}
        else:
            now = self.told.came_back.get(sale, [self.told.closed[sale]])[-1]
            left = [each.line for each in now.lines]
            some = self.later.sample(left, self.later.randint(1, len(left))) if left else []
            back = {line.line_id: self._part_of(line) for line in some}
        tender = self.later.choice((None, "Cash", "Credit Card"))
        self._note_returned(self.power.returning.return_items(sale, back, tender))
        self._delivery_due = min(self._delivery_due, self.clock.ticks)
        self._paper_due = min(self._paper_due, self.clock.ticks)

    def _act(self) -> None:
        """Something is done with the drawer, and its slip is printed."""
        self.drawer.act()
        self.paper.committed |= self.drawer.papers
        self._paper_due = min(self._paper_due, self.clock.ticks)

    def _exchange(self) -> None:
        """Somebody brings one thing back for others: nothing has come back before those are paid."""
        sale = self.swap.choice(sorted(self.told.closed))
        now = self.told.came_back.get(sale, [self.told.closed[sale]])[-1]
        back = {each.line.line_id: each.line.quantity for each in now.lines[:1]}
        self.power.exchanging.begin(sale, back)
        self.sometimes.saw("an exchange was begun")

    def _find_exchanged(self, last: Transaction | None) -> None:
        """Both ends of an exchange are one commit: whoever finds its sale finds what came back for it, too."""
        credited = {each.credit_of for each in last.payments if each.credit_of} if last is not None else set()
        for sale in credited:
            left = self.power.sales.history(sale)[-1]
            if left.kind is SnapshotKind.RETURNED and not self._is_told(left):
                self._note_returned(left)

    def _part_of(self, line: Line) -> Decimal:
        if line.is_weighed or line.quantity < 1 or self.later.random() < 0.5:
            return line.quantity
        return Decimal(self.later.randint(1, int(line.quantity)))

    def _note_returned(self, left: Transaction) -> None:
        self.paper.committed.add(paper_of(left))
        self.told.came_back.setdefault(left.transaction_id, []).append(left)
        self.sometimes.saw("goods came back" if left.lines else "all of a sale came back")
        if any(each.source == "SessionM" for each in left.discounts):
            self.sometimes.saw("goods came back of a sale with an offer")

    def _note_undone(self, voided: Transaction) -> None:
        self.paper.committed.add(paper_of(voided))
        self.told.undone[voided.transaction_id] = voided
        self.sometimes.saw("a closed sale was voided")
        if any(each.source == "SessionM" for each in voided.discounts):
            self.sometimes.saw("a closed sale with an offer was voided")

    def _pay(self) -> None:
        self._settle_offers()
        basket = self.power.desk.open_sale()
        if basket.balance.minor > 100 and self.draw.random() < 0.3:
            self.power.checkout.tender("Credit Card", GOODS[1].price)
        if basket.balance.minor > 0:
            self.power.checkout.tender("Cash")

    def _complete(self) -> None:
        exchange = self.power.desk.open_sale().head.exchange
        ended = self.power.checkout.complete()
        if exchange is not None:
            self._note_returned(self.power.sales.history(exchange.transaction_id)[-1])
            self.sometimes.saw("goods came back for others")
        self._note_end(ended)
        self._delivery_due = min(self._delivery_due, self.clock.ticks)
        self._paper_due = min(self._paper_due, self.clock.ticks)
        self.paper.crash_soon = bool(self.weather.crashes) and self.draw.random() < 0.01

    def _note_end(self, ended: Transaction) -> None:
        self.paper.committed.add(paper_of(ended))
        if ended.is_voided:
            self.told.voided.add(ended.transaction_id)
            return
        self.told.closed[ended.transaction_id] = ended
        for part, where in (
            (self.weather.poison, self.books.poison),
            (self.weather.bare_poison, self.books.bare_poison),
            (self.weather.failing_poison, self.books.failing_poison),
        ):
            if self.draw.random() < part:
                where.add(ended.transaction_id)
        self.cut_off.ended(ended)

    # -- time

    def _jump(self) -> None:
        if self.draw.random() < self.weather.jumps:
            self.clock.jump(
                timedelta(seconds=self.draw.choice((-1, 1)) * self.draw.choice((3600, 86_400, 315_360_000)))
            )
            self.sometimes.saw("the clock jumped")
        if self.draw.random() < self.weather.forgets:
            self.network.late, due = [], self.network.late
            for _, path, body in due:
                self.books.process(path, body)
            self.books.forget_ids()
            self.sometimes.saw("the platform forgot its ids")

    def _pass(self, seconds: float) -> None:
        """Let so much time pass, and the workers do what is due in it."""
        until = self.clock.ticks + seconds
        for _ in range(200):
            due = min(self._delivery_due, self._paper_due)
            if due > until:
                break
            self.clock.forward(max(0.0, due - self.clock.ticks))
            if self._paper_due <= self._delivery_due:
                state = self.power.spool.run()
                self._paper_due = self.clock.ticks + 5.0 if state.waiting else float("inf")
            else:
                wait = self.power.delivery.step().wait
                self._delivery_due = float("inf") if wait is None else self.clock.ticks + wait
        self.clock.forward(max(0.0, until - self.clock.ticks))

    # -- the end

    def _heal(self) -> None:
        """Everything works again: within days all is sent, printed and given back."""
        self.network.is_healed = self.books.is_mended = True
        self.paper.trouble = 0.0
        self.fuse.crash_in = None
        self._paper_due = self.clock.ticks
        while not self._alive(self._settled):
            if self.crashes > 10_000:
                break

    def _settled(self) -> bool:
        if self.power.desk.basket is not None:
            self._try(self._void)  # a crash left it open when the shop was about to close
        while self.power.suspending.sales and self._try(self.aside.resume):
            self._try(self._void)  # nobody came back for it
        for _ in range(_PATIENCE):
            self.network.deliver_late()
            self._delivery_due = min(self._delivery_due, self.clock.ticks + 3600.0)
            self._pass(60.0)
            counts = self.power.outbox.counts()
            waits = counts.pending or counts.parked or self.network.late or self.power.holds.to_release() is not None
            if not waits and self._paper_due == float("inf"):
                return True
        self.wrongs.append(
            f"O10: after {_PATIENCE} minutes of a network that works {self.power.outbox.counts()} is left"
        )
        return True


def _figures(power: Power) -> tuple[object, ...] | None:
    return _figures_of(power.desk.basket)


def _figures_of(basket: Basket | None) -> tuple[object, ...] | None:
    if basket is None:
        return None
    payments = tuple(payment.payment_id for payment in basket.payments)
    claimed = (len(basket.discounts), *(each.offer.code for each in basket.chosen))
    return basket.head.transaction_id, len(basket.lines), basket.balance.minor, payments, *claimed
