"""Questions that know what their answer does: one thing to choose, or a number to type."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol, runtime_checkable

from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import typed_text
from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.panels import Asked, Choice, ChoicePanel, EntryPanel
from pos_terminal.presentation.plain import plain
from pos_terminal.wording import _, later


class Question(Protocol):
    """Something that the sale screen asks; drawn where the grid is."""

    @property
    def gives_way(self) -> bool:
        """Whether a scan leaves the question, because it is not about what is scanned."""

    def panel(self, selected_name: str, /) -> Panel:
        """The question as the screen draws it; ``selected_name`` is the open line's."""


@runtime_checkable
class TakesScans(Protocol):
    """A question that a scan is an answer to."""

    def scanned(self, code: str) -> None:
        """A code came from the scanner."""


@dataclass(frozen=True, slots=True)
class ChoiceQuestion:
    """Which one; a tap on it tells ``then`` its key."""

    drawn: ChoicePanel
    then: Callable[[str], None]
    gives_way: bool = True
    back: Callable[[], None] | None = None
    """Where leaving it leads; None: to the sale."""

    def panel(self, _selected_name: str) -> Panel:
        """The question as the screen draws it."""
        return self.drawn


@dataclass(frozen=True, slots=True)
class Key:
    """A key below the keypad, and what it does with the number."""

    words: str
    then: Callable[[Decimal], None]


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """How much; the number goes to the key that is tapped. ``or_nothing``: nought is an answer, too."""

    title: str
    hint: str
    entry: Entry
    key: Key
    second: Key | None = None
    unit: str = ""
    or_nothing: bool = False
    leave: str = later("Cancel")
    gives_way: bool = True
    back: Callable[[], None] | None = None
    """Where leaving it leads; None: to the sale."""

    def press(self, key: str) -> "FigureQuestion":
        """The question after a key of the keypad."""
        return replace(self, entry=self.entry.press(key))

    @property
    def was_card(self) -> bool:
        """Whether a payment card's number was typed, and wiped."""
        return self.entry.was_card

    @property
    def answer(self) -> Decimal | None:
        """The number, once it is one that can be meant."""
        value = self.entry.value
        return value if value or (self.or_nothing and value is not None) else None

    def panel(self, _selected_name: str) -> Panel:
        """The question as the screen draws it."""
        return EntryPanel(
            asked=Asked.CHANGE,
            title=self.title,
            hint=self.hint,
            text=self.entry.shown or typed_text(f"{Decimal(0):.{self.entry.decimals}f}"),
            unit=self.unit,
            has_decimals=self.entry.decimals > 0,
            confirm=self.key.words,
            can_confirm=self.answer is not None,
            second=self.second.words if self.second else "",
            leave=_(self.leave),
        )

    def confirmed(self) -> None:
        """The key was tapped."""
        self._told(self.key)

    def seconded(self) -> None:
        """The second key was tapped."""
        self._told(self.second)

    def _told(self, key: Key | None) -> None:
        if key is not None and self.answer is not None:
            key.then(self.answer)


def why(sentence: str, reasons: tuple[str, ...], then: Callable[[str], None]) -> ChoiceQuestion:
    """Why; a tap on a reason does it."""
    return ChoiceQuestion(why_panel(sentence, reasons), then)


def why_panel(sentence: str, reasons: tuple[str, ...]) -> ChoicePanel:
    """The reasons to choose from, for what the sentence says."""
    return ChoicePanel(_("Why?"), sentence, tuple(Choice(each, plain(_(each)), "") for each in reasons))
