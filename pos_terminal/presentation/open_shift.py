"""Opening a shift: the cash in the drawer is counted and typed before the first sale."""

from dataclasses import dataclass
from typing import Protocol

from pos_terminal.application.desk import Desk
from pos_terminal.application.tilling import Tilling
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.money import Currency, Money
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.wording import _


@dataclass(frozen=True, slots=True)
class OpenShiftState:
    """What the screen shows: the amount as it would be booked, and whether the currency has decimals."""

    amount: str
    currency: str
    is_typed: bool = False
    has_decimals: bool = True
    person: str = ""
    notice: Notice = NOTHING


class OpenShiftScreen(Protocol):
    """Draws the opening of a shift."""

    def show_state(self, state: OpenShiftState) -> None:
        """Draw this."""


class OpenShiftPresenter:
    """Type the float, open the shift, go on to the sale."""

    def __init__(
        self, services: tuple[Desk, Tilling], currency: Currency, screen: OpenShiftScreen, navigator: Navigator
    ) -> None:
        self._desk, self._tilling = services
        self._currency = currency
        self._screen = screen
        self._navigator = navigator
        self._entry = Entry(decimals=currency.exponent)

    def entered(self) -> None:
        """Begin with nothing typed."""
        self._entry = Entry(decimals=self._currency.exponent)
        self._show()

    def scanned(self, _code: str) -> None:
        """Goods wait until the drawer was counted."""
        self._show(problem(_("Open the shift first, then scan.")))

    def key_pressed(self, key: str) -> None:
        """A key of the keypad."""
        self._entry = self._entry.press(key)
        self._show()

    def confirmed(self) -> None:
        """Open the shift with what was typed; nothing typed is an empty drawer."""
        try:
            self._tilling.open_shift(self._amount())
        except Refused as refusal:
            self._show(problem(refusal.sentence))
            return
        self._navigator.go(Place.SALE)

    def dismissed(self) -> None:
        """The message was read."""
        self._show()

    def _amount(self) -> Money:
        value = self._entry.value
        return Money.zero(self._currency) if value is None else Money.of(value, self._currency)

    def _show(self, notice: Notice = NOTHING) -> None:
        operator = self._desk.operator
        self._screen.show_state(
            OpenShiftState(
                amount=self._entry.shown or amount_text(Money.zero(self._currency)),
                currency=self._currency.code,
                is_typed=bool(self._entry.text),
                has_decimals=self._currency.exponent > 0,
                person=operator.display_name if operator else "",
                notice=notice,
            )
        )
