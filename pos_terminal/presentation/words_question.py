"""A few words to type on the screen: a note, or what something is found by."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pos_terminal.presentation.entry import BACK, CLEAR
from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.typed import typed
from pos_terminal.wording import _, later


@dataclass(frozen=True, slots=True)
class WordsPanel(Panel):
    """What was typed so far, and what to do with it."""

    title: str
    hint: str
    text: str
    confirm: str
    can_confirm: bool
    leave: str
    second: str = ""
    """Another key, for an answer that is no words; empty: there is none."""


@dataclass(frozen=True, slots=True)
class WordsQuestion:
    """Which words, of at most so many characters; they go to ``then``. ``or_nothing``: none are an answer, too."""

    title: str
    hint: str
    confirm: str
    then: Callable[[str], None]
    most: int
    text: str = ""
    or_nothing: bool = False
    leave: str = later("Cancel")
    gives_way: bool = True
    back: Callable[[], None] | None = None
    """Where leaving it leads; None: to the sale."""
    was_card: bool = False
    """Whether the last key made it a payment card's number, which was wiped."""

    def press(self, key: str) -> "WordsQuestion":
        """The question after a key: the first letter is a large one, and what does not fit any more changes nothing."""
        shaped = key if self.text.strip() or key in {BACK, CLEAR} else key.upper()
        after = typed(self.text, shaped, self._takes)
        return replace(self, text=after.text, was_card=after.was_card)

    def _takes(self, words: str) -> bool:
        return len(words) <= self.most

    def panel(self, _selected_name: str) -> Panel:
        """The question as the screen draws it."""
        can_confirm = bool(self.text.strip()) or self.or_nothing
        return WordsPanel(self.title, self.hint, plain(self.text), self.confirm, can_confirm, _(self.leave))

    def confirmed(self) -> None:
        """The key was tapped."""
        if self.text.strip() or self.or_nothing:
            self.then(self.text.strip())
