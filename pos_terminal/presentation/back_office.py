"""The manager's desk: sections at the side, one of them open; who came by a PIN stays until they leave or go away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pos_terminal.presentation.next_place import next_place
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.plain import brief
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos_terminal.application.backoffice import BackOffice
    from pos_terminal.application.desk import Desk
    from pos_terminal.domain.rights import Action
    from pos_terminal.presentation.approval import Approval
    from pos_terminal.presentation.panels import ApprovalPanel
    from pos_terminal.presentation.places import Navigator

IDLE_SECONDS = 300.0
"""How long the desk stays open while nobody touches it: whoever opened it may have gone."""


class SectionPresenter(Protocol):
    """What the manager's desk needs of each section."""

    def entered(self) -> None:
        """The section is shown now: draw it as things stand."""

    def scanned(self, code: str, /) -> None:
        """A scanner read this code while the section was shown."""

    def ticked(self) -> None:
        """A second went by while the section was shown."""


class SectionHost(Protocol):
    """What a section needs of the manager's desk."""

    @property
    def office(self) -> BackOffice:
        """Who is there; `BackOffice.allow` is asked by whatever changes something."""

    def attempt(self, work: Callable[[], Notice]) -> None:
        """Do a step and tell what came of it; where it wants more than whoever is there may, ask for an approval."""

    def tell(self, notice: Notice) -> None:
        """Show a message over the section."""

    def to_receipt(self, transaction_id: str) -> None:
        """Leave the desk for this sale among the receipts, or say why that cannot be now."""

    def left(self) -> None:
        """Leave the desk for where a cashier's work goes on."""


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """One section.

    Attributes:
        key: what a tap on it tells.
        right: what whoever opens it must be allowed to do alone.
        begin: makes its view and presenter, at its first opening and never before.
    """

    key: str
    words: str
    icon: str
    right: Action
    begin: Callable[[SectionHost], SectionPresenter]


@dataclass(frozen=True, slots=True)
class SectionTab:
    """A section's key at the side; one that may not be opened is shown with a lock."""

    key: str
    words: str
    icon: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class BackOfficeState:
    """What the frame shows; ``section`` is the open section's key, empty where none may be opened."""

    person: str
    tabs: tuple[SectionTab, ...]
    section: str = ""
    approval: ApprovalPanel | None = None
    notice: Notice = NOTHING


class BackOfficeScreen(Protocol):
    """Draws the frame; each section draws itself."""

    def show_state(self, state: BackOfficeState) -> None:
        """Draw this."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BackOfficeServices:
    """What the frame works with."""

    desk: Desk
    office: BackOffice
    approval: Approval
    monotonic: Callable[[], float]


class BackOfficePresenter:
    """Implements `PlacePresenter` for the place, and `SectionHost` for its sections."""

    def __init__(
        self,
        services: BackOfficeServices,
        sections: Sequence[Section],
        screen: BackOfficeScreen,
        navigator: Navigator,
    ) -> None:
        self._services = services
        self._sections = {each.key: each for each in sections}
        self._screen = screen
        self._navigator = navigator
        self._begun: dict[str, SectionPresenter] = {}
        self._open = ""
        self._touched_at = 0.0
        self._notice = NOTHING

    @property
    def office(self) -> BackOffice:
        """Who is there."""
        return self._services.office

    def entered(self) -> None:
        """The section that was open last, or the first one that whoever is there may open."""
        self._services.approval.dropped()
        self._notice = NOTHING
        self.touched()
        keys = [self._open, *self._sections] if self._open else list(self._sections)
        self._bring(next((key for key in keys if self._may_open(key)), ""))

    def scanned(self, code: str) -> None:
        """A badge answers an approval; all else is the open section's."""
        self.touched()
        approval = self._services.approval
        if approval.panel is not None:
            approval.scanned(code)
        elif self._open:
            self._begun[self._open].scanned(code)

    def ticked(self) -> None:
        """A second went by."""
        if self.office.person is None:
            return
        if self._services.monotonic() - self._touched_at >= IDLE_SECONDS:
            self.left()
        elif self._open:
            self._begun[self._open].ticked()

    def touched(self) -> None:
        """Somebody is there."""
        self._touched_at = self._services.monotonic()

    def section_chosen(self, key: str) -> None:
        """Open this section, or say why not."""
        if not self._may_open(key):
            name = brief(self.office.person.display_name) if self.office.person else ""
            self.tell(problem(_("{name} may not open this section.", name=name)))
            return
        self._services.approval.dropped()
        self._notice = NOTHING
        self._bring(key)

    def left(self) -> None:
        """Back to where a cashier's work goes on."""
        self._services.approval.dropped()
        self.office.leave()
        self._navigator.go(next_place(self._services.desk))

    def dismissed(self) -> None:
        """The message was read."""
        self.tell(NOTHING)

    def attempt(self, work: Callable[[], Notice]) -> None:
        """Do a step, and tell what came of it; an approval is asked for in the section's place."""
        self._services.approval.attempt(work, self.tell)

    def to_receipt(self, transaction_id: str) -> None:
        """To this sale among the receipts, where whoever is signed on at the till works with it."""
        desk = self._services.desk
        if desk.operator is None:
            self.tell(problem(_("Nobody is signed on at the till. Sign on there to work with its receipts.")))
        elif desk.basket is not None:
            self.tell(problem(_("A sale is open at the till. End or hold it, then open the receipt.")))
        else:
            self._services.approval.dropped()
            self.office.leave()
            self._navigator.go_and_scan(Place.RECEIPTS, transaction_id)

    def tell(self, notice: Notice) -> None:
        """Show this message until the next step."""
        self._notice = notice
        self._show()

    def _may_open(self, key: str) -> bool:
        section = self._sections.get(key)
        return section is not None and self.office.may(section.right)

    def _bring(self, key: str) -> None:
        if key and key not in self._begun:
            self._begun[key] = self._sections[key].begin(self)
        self._open = key
        self._show()
        if key:
            self._begun[key].entered()

    def _show(self) -> None:
        person = self.office.person
        self._screen.show_state(
            BackOfficeState(
                person=brief(person.display_name) if person else "",
                tabs=tuple(self._tab(each) for each in self._sections.values()),
                section=self._open,
                approval=self._services.approval.panel,
                notice=self._notice,
            )
        )

    def _tab(self, section: Section) -> SectionTab:
        icon = section.icon if self.office.may(section.right) else "lock"
        return SectionTab(section.key, section.words, icon, section.key == self._open)
