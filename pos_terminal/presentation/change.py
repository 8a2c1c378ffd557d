"""After the sale: the change, or what goes back, in large figures, until the next scan or Done."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from pos_terminal.application.desk import Desk
from pos_terminal.application.ports import Background
from pos_terminal.application.standing import SpoolState
from pos_terminal.domain.amendment import Amendment
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.printer_state import NOT_CONFIRMED, Proof
from pos_terminal.domain.tender import tender_words
from pos_terminal.domain.transaction import Transaction
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.pill import Pill, Tone
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.taking import TapGuard
from pos_terminal.presentation.tender_art import tender_icon
from pos_terminal.wording import _, later


@dataclass(frozen=True, slots=True)
class PaidRow:
    """One payment of the finished sale."""

    icon: str
    name: str
    amount: str


@dataclass(frozen=True, slots=True)
class ChangeState:
    """What the screen shows after a sale."""

    headline: str
    change: str
    has_change: bool
    total: str
    paid: tuple[PaidRow, ...]
    receipt: Pill
    number: str
    can_retry: bool = False
    """Whether the receipt is held, so that somebody who has seen to the printer can have it tried at once."""
    can_print_again: bool = False
    """Whether nobody knows that the receipt is there, so that a copy may be wanted."""
    saved: str = ""
    """What the discounts took off; empty when there were none."""
    picture: bytes = b""
    """The receipt as a PNG; empty while it is drawn, and for ever when nothing draws it."""


class ChangeScreen(Protocol):
    """Draws the end of a sale."""

    def show_state(self, state: ChangeState) -> None:
        """Draw this."""


@dataclass(frozen=True, slots=True)
class ChangeServices:
    """What the screen works with.

    `picture` draws a receipt as a PNG in the background, None: no picture; `retry` has the printer tried at once;
    `copy` leads to the sale screen and prints what was printed last once more.
    """

    desk: Desk
    guard: TapGuard
    background: Background
    printer_state: Callable[[], SpoolState]
    retry: Callable[[], None]
    copy: Callable[[], None]
    picture: Callable[[Transaction], bytes] | None = None


_PRINTING = Pill(later("Receipt is being printed"), "printer", Tone.NEUTRAL)
_OUT = {
    Proof.PRINTED: Pill(later("Receipt is ready"), "receipt", Tone.GOOD),
    Proof.SENT: Pill(later("Receipt was sent to the printer"), "receipt", Tone.GOOD),
    Proof.UNKNOWN: Pill(later("Look whether the receipt is there"), "printer-off", Tone.WARN),
}
_UNHEARD = Pill(later("Receipt was sent, not confirmed: look whether it is there"), "printer", Tone.WARN)
_IN_QUESTION = frozenset({_UNHEARD, _OUT[Proof.UNKNOWN]})


class ChangePresenter:
    """Shows the finished sale; the next scan begins the next one."""

    def __init__(self, services: ChangeServices, screen: ChangeScreen, navigator: Navigator) -> None:
        self._services = services
        self._screen = screen
        self._navigator = navigator
        self._receipt = _PRINTING
        self._is_held = False
        self._picture = b""
        self._drawn_for: Transaction | None = None
        self._printed_before: tuple[tuple[str, Proof], ...] = ()

    def entered(self) -> None:
        """Show what the desk has just finished."""
        finished = self._services.desk.finished
        if finished is None:
            self._navigator.go(Place.SALE)
            return
        if finished is not self._drawn_for:
            self._receipt, self._picture = _PRINTING, b""
            self._is_held = False
            self._drawn_for = finished
            self._printed_before = self._services.printer_state().recent
            self._draw_picture(finished)
        self._show()

    def scanned(self, code: str) -> None:
        """The next sale begins."""
        self._navigator.go_and_scan(Place.SALE, code)

    def done_tapped(self) -> None:
        """Ready for the next one. The second tap of a hurried finger on Pay lands here and is dropped."""
        if self._services.guard.accepts():
            self._navigator.go(Place.SALE)

    def retry_tapped(self) -> None:
        """Somebody has seen to the printer: try it at once."""
        if self._is_held and self._services.guard.accepts():
            self._receipt, self._is_held = _PRINTING, False
            self._services.retry()
            self._show()

    def copy_tapped(self) -> None:
        """It is not there: print it again, marked as a copy, with the approval that the shop wants for that."""
        if self._receipt in _IN_QUESTION and self._services.guard.accepts():
            self._services.copy()

    def ticked(self) -> None:
        """Look how printing stands."""
        state = self._services.printer_state()
        proof, receipt = self._proof(state), self._receipt
        if proof is not None:
            receipt = _UNHEARD if (proof, state.remark) == (Proof.SENT, NOT_CONFIRMED) else _OUT[proof]
        elif state.waiting:
            receipt = Pill(_("Receipt waits: {cause}", cause=plain(state.cause)), "printer-off", Tone.WARN)
        is_held = proof is None and state.waiting
        if (receipt, is_held) != (self._receipt, self._is_held):
            self._receipt, self._is_held = receipt, is_held
            self._show()

    def _proof(self, state: SpoolState) -> Proof | None:
        """What is known of the paper of what has finished: of a sale that was changed, not that of the sale itself."""
        finished = self._drawn_for
        if finished is None or (finished.amendment is not None and state.recent == self._printed_before):
            return None
        return state.proof_of(finished.transaction_id)

    def _draw_picture(self, finished: Transaction) -> None:
        picture = self._services.picture
        if picture is not None:
            drawn = partial(self._picture_drawn, finished)
            self._services.background.run(partial(picture, finished), drawn, self._picture_failed)

    def _picture_drawn(self, of: Transaction, picture: bytes) -> None:
        if of is self._drawn_for:
            self._picture = picture
            self._show()

    def _picture_failed(self, _error: Exception) -> None:
        """The sale is safe and the paper does not depend on this picture: the summary stays."""

    def _show(self) -> None:
        finished = self._services.desk.finished
        if finished is None:
            return
        came_back = self._services.desk.came_back
        gave_back = finished.amendment if came_back is None else came_back.amendment
        headline, amount, has_change = largest_figure(finished, gave_back)
        self._screen.show_state(
            ChangeState(
                headline=headline,
                change=amount_text(amount),
                has_change=has_change,
                total=amount_text(finished.totals.total),
                paid=_rows(finished, gave_back),
                receipt=self._receipt._replace(text=_(self._receipt.text)),
                number=finished.transaction_id,
                can_retry=self._is_held,
                can_print_again=self._receipt in _IN_QUESTION,
                saved=_saved(finished),
                picture=self._picture,
            )
        )


def largest_figure(finished: Transaction, gave_back: Amendment | None) -> tuple[str, Money, bool]:
    """The words and the figure that the shopper waits for, and whether money goes over the counter."""
    nothing = Money.zero(finished.totals.total.currency)
    given = gave_back.given(nothing.currency) if gave_back is not None else nothing
    if given.minor:
        return _("Give back"), given, True
    if finished.amendment is not None:
        return _("Nothing to give back"), nothing, False
    if finished.change_due.minor > 0:
        return _("Change due"), finished.change_due, True
    return _("Paid"), finished.totals.total, False


def _rows(finished: Transaction, gave_back: Amendment | None) -> tuple[PaidRow, ...]:
    """How it was paid, with goods or money, or by what money goes back."""
    handed = [each for each in gave_back.refunds if each.credited_to is None] if gave_back is not None else []
    if handed or finished.amendment is not None:
        return tuple(_row(each.type, each.given) for each in handed)
    credit = total_of([each.amount for each in finished.payments if each.credit_of], finished.totals.total.currency)
    paid = tuple(_row(each.type, each.taken) for each in finished.payments if not each.credit_of)
    return (PaidRow("receipt-refund", _("Goods back"), amount_text(credit)), *paid) if credit.minor else paid


def _row(kind: str, amount: Money) -> PaidRow:
    return PaidRow(tender_icon(kind), plain(tender_words(kind)), amount_text(amount))


def _saved(finished: Transaction) -> str:
    discount = finished.totals.discount
    return amount_text(discount) if discount.minor and finished.amendment is None else ""
