"""The sale screen's questions about a member: who, which of several, what is known of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pos_terminal.domain.member import Member
from pos_terminal.presentation.entry import BACK, CLEAR
from pos_terminal.presentation.masking import masked_email, masked_phone
from pos_terminal.presentation.member_panels import LookupPanel, Match, MatchesPanel, MemberPanel
from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.plain import brief
from pos_terminal.presentation.typed import typed
from pos_terminal.wording import _, later

_LONGEST = 60
_DIGITS_HINT = later("Type a phone or card number, or scan the card.")
_WORDS_HINT = later("Type the e-mail address, or scan the card.")
_UNNAMED = later("Member")
_SEVERAL = later("More than one member goes by this. Ask for the name and tap it, or take another identifier.")


@dataclass(frozen=True, slots=True)
class LookupQuestion:
    """An identifier that is being typed, on digits or on letters; ``asked``: who is being looked up just now.

    ``is_additional``: whoever it is is rewarded beside the sale's member.
    """

    text: str = ""
    is_words: bool = False
    asked: str = ""
    failure: str = ""
    is_additional: bool = False
    gives_way: bool = False

    def press(self, key: str) -> "LookupQuestion":
        """The question after a key; a key that makes no sense changes nothing."""
        if self.asked:
            return self
        if key not in {BACK, CLEAR} and not self._takes(key):
            return self
        return replace(self, text=typed(self.text, key, _fits, is_number=True).text, failure="")

    def switched(self) -> "LookupQuestion":
        """Letters instead of digits, or the other way round; what was typed for one is nothing to the other."""
        return self if self.asked else replace(self.emptied(), is_words=not self.is_words)

    def emptied(self) -> "LookupQuestion":
        """Nothing typed, for the same purpose."""
        return LookupQuestion(is_additional=self.is_additional)

    def panel(self, _selected_name: str) -> Panel:
        """The question as the screen draws it."""
        return LookupPanel(
            text=self.text,
            is_words=self.is_words,
            hint=self.failure or (_(_WORDS_HINT) if self.is_words else _(_DIGITS_HINT)),
            is_problem=bool(self.failure),
            can_find=bool(self.text) and not self.asked,
            asked=self.asked,
            title=_("Add second member") if self.is_additional else _("Add member"),
        )

    def _takes(self, key: str) -> bool:
        if not key.isprintable() or not key.strip():
            return False
        return self.is_words or key.isdecimal()


def _fits(identifier: str) -> bool:
    return len(identifier) <= _LONGEST


@dataclass(frozen=True, slots=True)
class MatchesQuestion:
    """Which of these people it is."""

    members: tuple[Member, ...]
    is_additional: bool = False
    gives_way: bool = False

    def panel(self, _selected_name: str) -> Panel:
        """The question as the screen draws it."""
        return MatchesPanel(_("Who is it?"), _(_SEVERAL), tuple(_match(each) for each in self.members))


@dataclass(frozen=True, slots=True)
class MemberQuestion:
    """Looking at the member: drawn anew each time, because offers come and go meanwhile."""

    drawn: Callable[[], MemberPanel]
    gives_way: bool = False

    def panel(self, _selected_name: str) -> Panel:
        """What is known now."""
        return self.drawn()


def member_name(member: Member) -> str:
    """The name as it stands in a sentence or on a bar."""
    return brief(member.display_name).strip() or _(_UNNAMED)


def _match(member: Member) -> Match:
    name = member_name(member)
    told = (masked_phone(member.phone), masked_email(member.email))
    initials = "".join(part[:1] for part in name.split()[:2]).upper()
    return Match(member.user_reference_id, name, " · ".join(each for each in told if each), initials)
