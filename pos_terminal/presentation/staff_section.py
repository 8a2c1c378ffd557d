"""The employees at the manager's desk: who works here, and what a manager does about one of them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.acts import Deed
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.rights import Action
from pos_terminal.domain.staff import Role
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.panels import Asked, EntryPanel
from pos_terminal.presentation.people import NO_PIN, SHORTEST_PIN
from pos_terminal.presentation.plain import brief, plain
from pos_terminal.presentation.report_panel import ReportPanel
from pos_terminal.presentation.staff_drawing import person_rows, staff_rows
from pos_terminal.wording import _
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.staffkeeping import StaffCard
    from pos_terminal.domain.staff import Employee
    from pos_terminal.presentation.back_office import SectionHost
    from pos_terminal.presentation.panel import Panel
    from pos_terminal.presentation.staff_services import StaffServices

_DOT = "•"


class StaffScreen(Protocol):
    """Draws the section."""

    def show_panel(self, panel: Panel, /) -> None:
        """Draw this."""


class StaffSection:
    """Implements `SectionPresenter`; what is asked of the books is done in the background, and drawn then."""

    def __init__(self, services: StaffServices, screen: StaffScreen, host: SectionHost) -> None:
        self._keeping = services.keeping
        self._background = services.background
        self._screen = screen
        self._host = host
        self._cards: tuple[StaffCard, ...] = ()
        self._chosen = ""
        self._pin = NO_PIN
        self._is_typing = False
        self._taps: dict[str, Callable[[], None]] = {
            "unlock": self._unlock,
            "pin": self._ask_pin,
            "end": self._end,
            "go_on": self._go_on,
        }

    def entered(self) -> None:
        """Everybody, as they stand now."""
        self._forget()
        self._chosen = ""
        self._show()
        self._read(NOTHING)

    def scanned(self, code: str) -> None:
        """A badge leads to whoever wears it."""
        wearer = next((each for each in self._cards if each.employee.badge == code), None)
        if wearer is None:
            self._host.tell(problem(_("This is nobody's badge.")))
            return
        self.chosen(wearer.employee.employee_id)

    def ticked(self) -> None:
        """Nothing goes on by itself here."""

    def chosen(self, key: str) -> None:
        """Somebody in the list, or something to do about whoever is shown."""
        if not self._chosen:
            self._chosen = key
            self._show()
        elif key in self._taps:
            self._taps[key]()
        elif key in set(Role):
            made = partial(self._keeping.make, self._chosen, Role(key), by=self._here())
            self._attempt(made, _("{name} has another role now."))

    def left(self) -> None:
        """Back to the list, or from the PIN to the person."""
        if not self._is_typing:
            self._chosen = ""
        self._forget()
        self._show()

    def key_pressed(self, key: str) -> None:
        """A key of the PIN pad."""
        if self._is_typing:
            self._pin = self._pin.press(key)
            self._show()

    def confirmed(self) -> None:
        """The PIN was typed; from here on nobody else has it."""
        pin = self._pin.text
        if self._is_typing and len(pin) >= SHORTEST_PIN:
            self._forget()
            self._attempt(partial(self._keeping.set_pin, self._chosen, pin), _("{name} has a new PIN."))

    def _unlock(self) -> None:
        self._attempt(partial(self._keeping.unlock, self._chosen), _("{name} may try again."))

    def _ask_pin(self) -> None:
        self._is_typing = True
        self._show()

    def _end(self) -> None:
        ended = partial(self._keeping.end, self._chosen, by=self._here())
        self._attempt(ended, _("{name} works here no more, and cannot sign on."))

    def _go_on(self) -> None:
        self._attempt(partial(self._keeping.go_on, self._chosen), _("{name} works here again."))

    def _attempt(self, work: Callable[[], Employee], said: str) -> None:
        """Do it in the background, once whoever is there may; ``said`` is told with the person's name."""
        about = Deed(details={"employee": self._chosen}, about=Message("The record of {name}", name=self._name()))

        def begun() -> Notice:
            self._host.office.allow(Action.CHANGE_EMPLOYEES, about)
            self._background.run(work, partial(self._done, said), self._failed)
            return NOTHING

        self._host.attempt(begun)
        self._show()

    def _done(self, said: str, employee: Employee) -> None:
        self._read(Notice(said.replace("{name}", brief(employee.display_name))))

    def _failed(self, error: Exception) -> None:
        sentence = error.sentence if isinstance(error, Refused) else _("That could not be done. Try again.")
        self._host.tell(problem(sentence))

    def _read(self, notice: Notice) -> None:
        self._background.run(self._keeping.cards, partial(self._came, notice), self._failed)

    def _came(self, notice: Notice, cards: tuple[StaffCard, ...]) -> None:
        self._cards = cards
        self._show()
        if notice:
            self._host.tell(notice)

    def _forget(self) -> None:
        self._pin, self._is_typing = NO_PIN, False

    def _here(self) -> str:
        """Who is at the desk."""
        person = self._host.office.person
        return person.employee_id if person is not None else ""

    def _card(self) -> StaffCard | None:
        return next((each for each in self._cards if each.employee.employee_id == self._chosen), None)

    def _name(self) -> str:
        card = self._card()
        return plain(card.employee.display_name) if card is not None else ""

    def _show(self) -> None:
        card = self._card()
        if card is None:
            self._chosen = ""
            self._screen.show_panel(ReportPanel(_("Employees"), "", staff_rows(self._cards), leave=""))
        elif self._is_typing:
            self._screen.show_panel(self._pin_panel())
        else:
            name = plain(f"{card.employee.first_name} {card.employee.last_name}".strip())
            self._screen.show_panel(ReportPanel(name, "", person_rows(card), leave=_("Back")))

    def _pin_panel(self) -> EntryPanel:
        panel = EntryPanel(Asked.NUMBER, _("New PIN for {name}", name=self._name()), _("They type it themselves."), "")
        digits = len(self._pin.text)
        can = digits >= SHORTEST_PIN
        return replace(panel, text=_DOT * digits, confirm=_("Set the PIN"), can_confirm=can, leave=_("Back"))
