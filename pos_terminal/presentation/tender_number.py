"""The number of a card or voucher that money comes from or goes to: typed on a keyboard, or scanned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_terminal.domain.card_number import LONGEST_NUMBER
from pos_terminal.domain.symbology import printed_code
from pos_terminal.domain.tender import tender_words
from pos_terminal.presentation.entry import BACK, CLEAR
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.typed import typed
from pos_terminal.presentation.words_question import WordsPanel
from pos_terminal.wording import _

if TYPE_CHECKING:
    from pos_terminal.domain.amendment import Refund


@dataclass(frozen=True, slots=True)
class TenderNumber:
    """What was typed of it so far; ``known`` is the number that money goes to where nothing is typed."""

    tender: str
    confirm: str
    known: str | None = None
    text: str = ""
    or_nothing: bool = False
    """Whether it can be taken without one."""

    @property
    def can_confirm(self) -> bool:
        """Whether what was typed will do."""
        return self.or_nothing or bool(self.answer)

    @property
    def answer(self) -> str | None:
        """The number; None while there is none."""
        return self.text or self.known

    def press(self, key: str) -> TenderNumber:
        """The question after a key; letters are large ones, as they are printed on cards."""
        large = key if key in {BACK, CLEAR} else key.upper()
        return replace(self, text=typed(self.text, large, _fits, is_number=True).text)

    def scanned(self, code: str) -> TenderNumber:
        """The question with a number that was scanned."""
        return replace(self, text=printed_code(code).strip())

    def emptied(self) -> TenderNumber:
        """The question with nothing typed."""
        return replace(self, text="")

    def panel(self) -> WordsPanel:
        """The question as the screen draws it."""
        hint = _("Scan the card or voucher, or type its number.")
        if self.or_nothing:
            hint = _("Scan the card or voucher, or type its number. It can be taken without one, too.")
        known = _("It goes to {number}, unless another one is typed or scanned.", number=plain(self.known or ""))
        return WordsPanel(
            title=_("{tender}: which number?", tender=plain(tender_words(self.tender))),
            hint=known if self.known else hint,
            text=plain(self.text),
            confirm=self.confirm,
            can_confirm=self.can_confirm,
            leave=_("Back"),
        )


def _fits(number: str) -> bool:
    return len(number) <= LONGEST_NUMBER


def way_words(refund: Refund) -> str:
    """What money goes back by, as people read it: the tender, and the number that it goes to."""
    return plain(" ".join(each for each in (tender_words(refund.type), refund.number) if each))
