"""What lies where the grid is while a member is looked for or looked at, or an offer has no answer."""

from dataclasses import dataclass

from pos_terminal.presentation.member_state import OfferCard
from pos_terminal.presentation.panel import Panel
from pos_terminal.wording import later


@dataclass(frozen=True, slots=True)
class LookupPanel(Panel):
    """An identifier is typed; ``is_words``: on letters instead of digits. ``asked`` says who is being looked up."""

    text: str
    is_words: bool
    hint: str
    is_problem: bool
    can_find: bool
    asked: str = ""
    title: str = later("Add member")


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody who may be meant, masked."""

    user_id: str
    name: str
    detail: str
    initials: str


@dataclass(frozen=True, slots=True)
class MatchesPanel(Panel):
    """Several people have the identifier: only the member can tell which one they are."""

    title: str
    sentence: str
    people: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A word and what it stands at: a point account, a field of the profile."""

    word: str
    figure: str


@dataclass(frozen=True, slots=True)
class MemberPanel(Panel):
    """All that is known of the member. ``accounts_note`` and ``offers_note`` tell why there are none, or not all."""

    name: str
    detail: str
    is_verified: bool
    accounts: tuple[Fact, ...]
    accounts_note: str
    fields: tuple[Fact, ...]
    cards: tuple[OfferCard, ...]
    offers_note: str
    can_change: bool
    additional: str = ""
    """Who is rewarded beside them; empty: nobody."""


@dataclass(frozen=True, slots=True)
class UnansweredPanel(Panel):
    """Money waits for an offer that the platform has not answered about.

    ``offline`` says how old the worth is that may be sold with all the same; empty: it may not.
    """

    title: str
    sentence: str
    is_asking: bool = False
    offline: str = ""
