"""Keeps the shopper's displays true: one look at the desk, for whatever shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pos_terminal.application.desk import Desk
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.money import Currency
from pos_terminal.domain.shown_name import shown_name
from pos_terminal.domain.tender import tender_words
from pos_terminal.domain.transaction import Transaction
from pos_terminal.presentation.cart import pieces_text
from pos_terminal.presentation.change import largest_figure
from pos_terminal.presentation.customer_lines import CustomerLines, told_lines
from pos_terminal.presentation.customer_state import NOTHING_TOLD, CustomerPhase, CustomerScreen, CustomerState, Told
from pos_terminal.presentation.exchange_credit import credit_left
from pos_terminal.presentation.figures import amount_text, currency_sign, points_text
from pos_terminal.presentation.member_state import CardTone, MemberState
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.plain import brief, plain
from pos_terminal.wording import ENGLISH, _, speaking

_TRIED_SECONDS = 8.0
_SHOWN_SECONDS = 60.0
"""How long the end of a sale stays when nobody comes next."""


@dataclass(frozen=True, slots=True)
class CustomerWords:
    """What the shop wants shoppers to read.

    ``member_name`` is as `shown_name` takes it; ``points`` and ``offers``: whether others may read a member's.
    """

    store: str
    idle: str
    closed: str
    member_name: str
    points: bool
    offers: bool


@dataclass(frozen=True, slots=True)
class CustomerServices:
    """What is looked at. ``member`` is what the cashier's screen shows of the member and their offers.

    ``language`` is what the shopper reads, whatever the cashier's screens speak.
    """

    desk: Desk
    currency: Currency
    words: CustomerWords
    place: Callable[[], Place | None]
    member: Callable[[], MemberState]
    monotonic: Callable[[], float]
    is_training: bool = False
    language: str = ENGLISH


class CustomerPresenter:
    """Looks at the desk every moment, and shows what changed; never waits for a display, never asks anything."""

    def __init__(self, services: CustomerServices, screens: Sequence[CustomerScreen]) -> None:
        self._services = services
        self._screens = tuple(screens)
        self._lines = CustomerLines()
        self._seen: tuple[object, ...] = ()
        self._finished: Transaction | None = None
        self._ended = services.desk.ended
        self._until = 0.0
        self._tried_until = 0.0
        self.drawn = CustomerState(CustomerPhase.CLOSED)
        """What the shopper reads."""

    def ticked(self) -> None:
        """Look again; what did not change costs next to nothing."""
        seen = self._look()
        if self._tried_until and self._services.monotonic() >= self._tried_until:
            self._seen, self._tried_until = (), 0.0
        if seen != self._seen:
            self._seen = seen
            with speaking(self._services.language, on_screen=True):
                self._show(self._state())

    def try_out(self) -> None:
        """Show words and figures for a few seconds, or until the desk has something to show."""
        self._tried_until = self._services.monotonic() + _TRIED_SECONDS
        with speaking(self._services.language, on_screen=True):
            self._show(replace(self._of(CustomerPhase.IDLE, "0123456789 € $ £"), store=_("Customer display")))

    def left(self) -> None:
        """Nobody looks after the lane any more."""
        with speaking(self._services.language, on_screen=True):
            self._show(self._closed())

    def _show(self, state: CustomerState) -> None:
        self.drawn = state
        for screen in self._screens:
            screen.show_state(state)

    def _look(self) -> tuple[object, ...]:
        services, desk = self._services, self._services.desk
        if desk.ended != self._ended:  # an old sale that the cashier looks at again is not this shopper's
            self._ended, self._finished = desk.ended, desk.finished
            self._until = services.monotonic() + _SHOWN_SECONDS
        basket = desk.basket
        lane = (desk.operator, desk.session, services.place(), services.monotonic() < self._until, desk.ended)
        if basket is None:
            return lane
        sale = (id(basket), tuple(basket.lines.values()), basket.discounts, basket.payments, basket.member)
        return (*lane, *sale, desk.visit and desk.visit.member, services.member())

    def _state(self) -> CustomerState:
        desk = self._services.desk
        if desk.basket is not None and desk.operator is not None:
            return self._sale(desk.basket)
        if (finished := self._shown_end()) is not None:
            return self._end(finished)
        if desk.operator is None or desk.session is None:
            return self._closed()
        return self._of(CustomerPhase.IDLE, words=plain(self._services.words.idle))

    def _closed(self) -> CustomerState:
        return self._of(CustomerPhase.CLOSED, words=plain(self._services.words.closed))

    def _of(self, phase: CustomerPhase, words: str = "") -> CustomerState:
        services = self._services
        return CustomerState(phase, plain(services.words.store), words, is_training=services.is_training)

    def _sale(self, basket: Basket) -> CustomerState:
        name, points, offers = self._member(basket)
        pieces = sum(each.pieces for each in basket.lines.values() if each.modifies_line_id is None)
        news, count = self._lines.news(basket, name), pieces_text(pieces)
        sums, figure = _reckoned(basket, currency_sign(self._services.currency))
        phase = CustomerPhase.SALE
        if basket.is_tendering or self._services.place() is Place.TENDER:
            phase, news = CustomerPhase.PAYMENT, sums[-1] if basket.is_tendering else Told(count)
        state = self._of(phase)
        state = replace(state, news=news, lines=told_lines(basket), count=count, sums=sums, figure=figure)
        return replace(state, greeting=name, points=points, offers=offers)

    def _member(self, basket: Basket) -> tuple[str, str, tuple[Told, ...]]:
        """Name, points and offers, as far as others may read them."""
        words, visit = self._services.words, self._services.desk.visit
        if basket.member is None or visit is None or not basket.member.is_verified:
            return "", "", ()
        member = visit.member
        name = brief(shown_name(member.first_name or "", member.last_name or "", words.member_name))
        points = member.points if words.points else None
        cards = self._services.member().cards if words.offers else ()
        offers = tuple(Told(each.name, each.value) for each in cards if each.tone is not CardTone.SHUT)
        return name, "" if points is None else _("Points: {points}", points=points_text(points)), offers

    def _shown_end(self) -> Transaction | None:
        """The sale that has just ended, where there is something of it to tell."""
        finished = self._finished
        if finished is None or self._services.monotonic() >= self._until:
            return None
        return None if finished.is_voided and finished.amendment is None else finished

    def _end(self, finished: Transaction) -> CustomerState:
        came_back = self._services.desk.came_back
        gave_back = finished.amendment if came_back is None else came_back.amendment
        headline, amount, goes_over = largest_figure(finished, gave_back)
        sign = currency_sign(self._services.currency)
        total = Told(_signed(_("Total"), sign), amount_text(finished.totals.total))
        saved = finished.totals.discount
        is_plain_sale = saved.minor > 0 and finished.amendment is None
        sums = (Told(_("You saved"), amount_text(saved)), total) if is_plain_sale else (total,)
        figure = Told(_signed(headline, sign), amount_text(amount)) if goes_over else NOTHING_TOLD
        return replace(self._of(CustomerPhase.DONE, _("Thank you")), news=total, sums=sums, figure=figure)


def _signed(words: str, sign: str) -> str:
    return f"{words} {sign}"


def _reckoned(basket: Basket, sign: str) -> tuple[tuple[Told, ...], Told]:
    """What stands above the large figure, and that itself: the total, or what is left of it."""
    totals, exchange = basket.totals, basket.head.exchange
    total = Told(_signed(_("Total"), sign), amount_text(totals.total))
    sums = [Told(_("You save"), amount_text(-totals.discount))] if totals.discount.minor else []
    if exchange is None and not basket.is_tendering:
        return tuple(sums), total
    sums.append(total)
    if exchange is not None:
        sums.append(Told(_("Goods back"), amount_text(-exchange.credit(basket.policy.currency))))
    sums += [Told(plain(tender_words(each.type)), amount_text(each.taken)) for each in basket.payments]
    if over := credit_left(basket):
        return tuple(sums), Told(_signed(_("Give back"), sign), over)
    return tuple(sums), Told(_signed(_("To pay"), sign), amount_text(basket.balance))
