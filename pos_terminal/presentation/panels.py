"""The kinds of panels that ask something of whoever sells."""

from dataclasses import dataclass, field
from enum import StrEnum

from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.people import Person
from pos_terminal.wording import _


@dataclass(frozen=True, slots=True)
class ApprovalPanel(Panel):
    """A step waits for a second person's PIN; of the PIN, only how many digits it has.

    ``about`` is what exactly is approved, with its amounts, where the step has any. ``failure`` says why there is no
    approval yet, once somebody tried.
    """

    sentence: str
    failure: str
    people: tuple[Person, ...]
    chosen: str = ""
    digits: int = 0
    can_approve: bool = False
    is_checking: bool = False
    has_earlier: bool = False
    has_more: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class AgePanel(Panel):
    """Money waits for somebody to say whether the shopper is old enough for one line."""

    title: str
    sentence: str


class Asked(StrEnum):
    """What a keypad panel asks for."""

    WEIGHT = "weight"
    PRICE = "price"
    NUMBER = "number"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class EntryPanel(Panel):
    """A number is asked for; `text` is what was typed, `unit` stands behind it."""

    asked: Asked
    title: str
    hint: str
    text: str
    unit: str = ""
    has_decimals: bool = False
    confirm: str = ""
    can_confirm: bool = False
    second: str = ""
    """A second thing to do with the number; empty: nothing."""
    third: str = ""
    can_third: bool = False
    """Whether the third thing needs no number."""
    leave: str = field(default_factory=lambda: _("Cancel"))


@dataclass(frozen=True, slots=True)
class Option:
    """A modifier to choose."""

    item_id: str
    name: str
    price: str
    is_chosen: bool = False
    can_choose: bool = True
    """Whether its group has room for it."""


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Modifiers that are chosen together, and how many may be."""

    name: str
    hint: str
    options: tuple[Option, ...]
    is_satisfied: bool = True


@dataclass(frozen=True, slots=True)
class OptionsPanel(Panel):
    """Modifiers of a new or rung-up item."""

    title: str
    groups: tuple[OptionGroup, ...]
    confirm: str
    can_confirm: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose; ``key`` is what a tap tells."""

    key: str
    words: str
    icon: str


@dataclass(frozen=True, slots=True)
class ChoicePanel(Panel):
    """A few things to choose from, one tap each."""

    title: str
    sentence: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class VoidPanel(Panel):
    """Giving the sale up cannot be undone, so it is asked, with verbs on both buttons."""

    title: str
    sentence: str
    reasons: tuple[str, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """One thing of a list: what it is called, what else is known of it, and what it comes to; ``key`` a tap tells."""

    key: str
    name: str
    detail: str
    amount: str


@dataclass(frozen=True, slots=True)
class HeldPanel(Panel):
    """Sales to go on with; the pane shows as many as it has room for, a page at a time.

    ``act`` is what can be done with all of them at once; empty: nothing.
    """

    title: str
    sentence: str
    sales: tuple[ListRow, ...]
    act: str = ""


@dataclass(frozen=True, slots=True)
class TillAction:
    """Something to do that has no key of its own; ``key`` is what a tap tells."""

    key: str
    words: str
    icon: str
    can_press: bool


@dataclass(frozen=True, slots=True)
class ActionsPanel(Panel):
    """All that can be done at this till beside selling."""

    title: str
    actions: tuple[TillAction, ...]
