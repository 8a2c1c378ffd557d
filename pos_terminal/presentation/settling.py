"""The platform's last word about the offers, got before money is taken; the tap that wants the money waits for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from pos_terminal.application.visit import CartPrint, cart_print
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.discount import Discount
from pos_terminal.domain.errors import NotAllowedNow, PlatformUnreachable, Refused
from pos_terminal.domain.money import Money
from pos_terminal.presentation.age_check import AgeCheck
from pos_terminal.presentation.approval import Approval
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.member_panels import UnansweredPanel
from pos_terminal.presentation.member_services import MemberServices
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.offline_side import OfflineSide
from pos_terminal.presentation.panels import AgePanel, ApprovalPanel
from pos_terminal.presentation.plain import brief
from pos_terminal.wording import _, later

CONFIRMING = later("Confirming the offers …")
_UNANSWERED = later("The offer may be reserved or not. Ask again, or sell without it: then it is given back.")


@dataclass(frozen=True, slots=True)
class _Tap:
    """A tap that waits: what it takes, whom to tell, the sale that it was tapped for, and how to tap anew."""

    work: Callable[[], Notice]
    tell: Callable[[Notice], None]
    lines: CartPrint
    balance: Money
    sale: str
    again: str


class Settling:
    """Lets one tap at a time wait. Whatever comes of it, money is taken once or not at all."""

    def __init__(self, services: MemberServices, approval: Approval, age: AgeCheck) -> None:
        self.approval = approval
        self.age = age
        self._services = services
        self._tap: _Tap | None = None
        self._errand = 0
        self._is_asking = False
        self._unanswered = self._name = self._failure = ""

    @property
    def is_waiting(self) -> bool:
        """Whether a tap waits: for the platform, or for somebody to say how to go on without its answer."""
        return self._tap is not None

    @property
    def doubtful(self) -> frozenset[str]:
        """The offers about which something is not the platform's last word, by id."""
        return frozenset(self._services.offering.due())

    @property
    def panel(self) -> UnansweredPanel | ApprovalPanel | AgePanel | None:
        """What is to be asked of the operator before anything else: an approval, or how to go on without an answer."""
        if (approval := self.approval.panel) is not None:
            return approval
        if (age := self.age.panel) is not None:
            return age
        if not self._unanswered:
            return None
        title = _("The platform has not answered about {name}.", name=brief(self._name))
        return UnansweredPanel(title, self._failure or _(_UNANSWERED), self._is_asking, self._offline_words())

    def first(self, work: Callable[[], Notice], tell: Callable[[Notice], None]) -> None:
        """Do this work once ages and offers have had their last word, and ``tell`` what came of it.

        A second tap is dropped. Nothing is done when an age or an offer is refused, or when the sale has changed or
        costs more by then.
        """
        self.age.first(partial(self.offers_first, work, tell), tell)

    def offers_first(
        self, work: Callable[[], Notice], tell: Callable[[Notice], None], again: str = later("Take the payment again.")
    ) -> None:
        """The same for what no age is asked for; ``again`` tells how to go on where nothing was done."""
        basket = self._services.desk.basket
        if self._tap is not None:
            return
        if basket is None or not self._services.offering.next_is_due():
            self.approval.attempt(work, tell)
            return
        sale = basket.head.transaction_id
        self._tap = _Tap(work, tell, cart_print(basket), basket.balance, sale, again)
        self._go_on()

    def asked_again(self) -> None:
        """Wait: ask what is not known once more."""
        if self._tap is not None and not self._is_asking:
            self._go_on()

    def without(self) -> None:
        """Sell without the offer that has no answer."""
        tap = self._tap
        if tap is None or not self._unanswered:
            return
        try:
            self._services.offering.remove(self._unanswered)
        except NotAllowedNow:
            pass  # it was removed meanwhile
        except Refused as refusal:
            self._ended(problem(refusal.sentence))
            return
        self._errand += 1
        self._unanswered = ""
        self._go_on()

    def offline(self) -> None:
        """Sell with the offer that has no answer all the same, where the shop wants that and somebody approves."""
        tap, offline, offer_id = self._tap, self._services.offline, self._unanswered
        if tap is not None and offline is not None and offer_id:
            self._errand += 1
            self._is_asking = False
            self.approval.attempt(partial(self._claim, offline, offer_id), partial(self._claimed, tap))

    def left(self) -> None:
        """The operator takes the tap back: nothing was taken."""
        self._ended(NOTHING)

    def dropped(self) -> None:
        """Forget the tap: somebody went elsewhere, or its answer is there."""
        self._errand += 1
        self._tap = None
        self._is_asking = False
        self._unanswered = self._failure = ""

    def entered(self) -> None:
        """A place is shown anew: nothing waits there for an answer or a PIN."""
        self.dropped()
        self.approval.dropped()
        self.age.dropped()

    def _claim(self, offline: OfflineSide, offer_id: str) -> Notice:
        offline.claim(offer_id)
        self._unanswered = ""
        return NOTHING

    def _claimed(self, tap: _Tap, notice: Notice) -> None:
        """Once the offer is on the sale the tap goes on; until then what is asked is drawn, and why it was refused."""
        if not self._unanswered:
            self._go_on()
            return
        self._failure = notice.text
        tap.tell(NOTHING)

    def _offline_words(self) -> str:
        """How old the worth is that could be sold with all the same; empty where that is not open."""
        offline = self._services.offline
        return offline.age() if offline is not None and self._unanswered in offline.open_to() else ""

    def _go_on(self) -> None:
        """Ask the next thing, or take the tap."""
        tap, basket = self._tap, self._services.desk.basket
        if tap is None:
            return
        if basket is None or basket.head.transaction_id != tap.sale or cart_print(basket) != tap.lines:
            self._ended(problem(_("The sale has changed meanwhile. {again}", again=_(tap.again)).rstrip()))
            return
        try:
            errand = self._services.offering.next()
        except Refused as refusal:
            self._ended(problem(refusal.sentence))
            return
        if errand is None:
            self._take(tap, basket)
            return
        self._is_asking = True
        number = self._errand
        self._services.run(errand, partial(self._answered, number), partial(self._refused, number))
        if self._is_asking:
            tap.tell(Notice(_(CONFIRMING)))

    def _take(self, tap: _Tap, basket: Basket) -> None:
        self.dropped()
        if tap.balance < basket.balance:
            due = _("Without the offer {amount} is due.", amount=amount_text(basket.balance))
            tap.tell(problem(f"{due} {_(tap.again)}".rstrip()))
            return
        self.approval.attempt(tap.work, tap.tell)

    def _ended(self, notice: Notice) -> None:
        tap = self._tap
        self.dropped()
        if tap is not None:
            tap.tell(notice)

    def _answered(self, errand: int, _discount: Discount | None) -> None:
        """One thing is known; what is not wanted any more changes nothing here."""
        if errand == self._errand:
            self._is_asking = False
            self._unanswered = ""
            self._go_on()

    def _refused(self, errand: int, refusal: Refused) -> None:
        """One thing was refused, or nobody knows."""
        tap, basket = self._tap, self._services.desk.basket
        if errand != self._errand or tap is None:
            return
        self._is_asking = False
        if isinstance(refusal, PlatformUnreachable):
            self._ask_operator(tap)
            return
        due = _("{amount} is due now.", amount=amount_text(basket.balance)) if basket is not None else ""
        self._ended(problem(f"{refusal.sentence.rstrip()} {due}".rstrip()))

    def _ask_operator(self, tap: _Tap) -> None:
        due = self._services.offering.due()
        if not due:
            self._go_on()
            return
        names = {each.offer_id: each.name for each in self._services.offers.standings()}
        self._unanswered, self._name, self._failure = due[0], names.get(due[0], due[0]), ""
        tap.tell(NOTHING)
