"""The questions on the way to money that goes back: which goods and how much of each, why, and by which tender."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.tender import tender_words
from pos_terminal.presentation.change import PaidRow
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import amount_text, quantity_text
from pos_terminal.presentation.panels import Asked, Choice, ChoicePanel, EntryPanel
from pos_terminal.presentation.pieces_back import PieceQuestion
from pos_terminal.presentation.plain import brief, plain
from pos_terminal.presentation.questions import why_panel
from pos_terminal.presentation.return_lines import LinesQuestion
from pos_terminal.presentation.return_panels import RefundPanel
from pos_terminal.presentation.tender_art import tender_icon
from pos_terminal.presentation.tender_number import TenderNumber, way_words
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.application.pastsales import OpenedSale
    from pos_terminal.domain.amendment import Refund
    from pos_terminal.domain.refunding import RefundTo
    from pos_terminal.presentation.words_question import WordsPanel

_WEIGHT_DECIMALS = 3
AS_PAID = ""
"""The tender that nobody chose: money goes back as it came."""
RETURN_REASONS = (later("Damaged"), later("Not as expected"), later("Wrong item"), later("Other reason"))
VOID_REASONS = (later("Wrong customer"), later("Wrong payment"), later("Rung up twice"), later("Other reason"))
"""Where the shop lists none."""


@dataclass(frozen=True, slots=True)
class QuantityQuestion:
    """How much of one line comes back is being typed."""

    lines: LinesQuestion
    line_id: str
    entry: Entry

    @classmethod
    def of(cls, lines: LinesQuestion, line_id: str) -> QuantityQuestion:
        """Pieces are whole, weights have three decimals."""
        return cls(lines, line_id, Entry(decimals=_WEIGHT_DECIMALS if lines.line(line_id).is_weighed else 0))

    def press(self, key: str) -> QuantityQuestion:
        """The question after a key."""
        return replace(self, entry=self.entry.press(key))

    def panel(self) -> EntryPanel:
        """The question as the screen draws it."""
        line, left = self.lines.line(self.line_id), self.lines.sale.left[self.line_id]
        unit = str(line.unit) if line.is_weighed else ""
        value = self.entry.value
        return EntryPanel(
            asked=Asked.NUMBER,
            title=_("{item}: how much comes back?", item=brief(line.name)),
            hint=_("{quantity} can come back.", quantity=f"{quantity_text(left)} {unit}".rstrip()),
            text=self.entry.shown or "0",
            unit=unit,
            has_decimals=bool(self.entry.decimals),
            confirm=_("Set"),
            can_confirm=value is not None and value <= left,
        )


@dataclass(frozen=True, slots=True)
class ReasonQuestion:
    """Why: a tap on a reason leads to the money. ``lines`` None: the whole sale is voided."""

    sale: OpenedSale
    lines: LinesQuestion | None
    reasons: tuple[str, ...]

    def panel(self) -> ChoicePanel:
        """The question as the screen draws it."""
        number = plain(self.sale.sold.transaction_id)
        sentence = (
            _("Sale {number} is voided.", number=number)
            if self.lines is None
            else _("Goods of sale {number} come back.", number=number)
        )
        return why_panel(sentence, self.reasons)


@dataclass(frozen=True, slots=True)
class RefundQuestion:
    """What goes back, and by what: the last step before it does; ``to`` None: as it was paid.

    ``others`` are tenders that it may go back by.
    """

    reason: ReasonQuestion
    words: str
    refunds: Sequence[Refund]
    to: RefundTo | None = None
    others: tuple[str, ...] = ()

    def going(self, to: RefundTo | None, refunds: Sequence[Refund]) -> RefundQuestion:
        """The same, the money going another way."""
        return replace(self, to=to, refunds=refunds)

    @property
    def given(self) -> Money:
        """All that is handed over."""
        return total_of([each.given for each in self.refunds], self.reason.sale.sold.totals.total.currency)

    def panel(self) -> RefundPanel:
        """The question as the screen draws it."""
        number, is_void = plain(self.reason.sale.sold.transaction_id), self.reason.lines is None
        others = (Choice(each, plain(tender_words(each)), tender_icon(each)) for each in self.others)
        tenders = (Choice(AS_PAID, _("As it was paid"), "receipt"), *others)
        return RefundPanel(
            title=_("Void this sale?") if is_void else _("Give this back?"),
            sentence=_("Sale {number} · {words}. This cannot be undone.", number=number, words=brief(_(self.words))),
            amount=amount_text(self.given),
            rows=tuple(
                PaidRow(tender_icon(each.type), way_words(each), amount_text(each.given)) for each in self.refunds
            ),
            tenders=tenders if self.others else (),
            chosen=self.to.tender if self.to else AS_PAID,
            keep=_("Keep sale") if is_void else _("Back"),
            confirm=_("Void sale") if is_void else _("Give back"),
            is_void=is_void,
            exchange="" if is_void else _("Exchange for other goods"),
        )


@dataclass(frozen=True, slots=True)
class RefundNumber:
    """Which card or voucher the money goes to."""

    refund: RefundQuestion
    number: TenderNumber

    def emptied(self) -> RefundNumber:
        """The question with nothing typed."""
        return replace(self, number=self.number.emptied())

    def press(self, key: str) -> RefundNumber:
        """The question after a key."""
        return replace(self, number=self.number.press(key))

    def scanned(self, code: str) -> RefundNumber:
        """The question with a number that was scanned."""
        return replace(self, number=self.number.scanned(code))

    def panel(self) -> WordsPanel:
        """The question as the screen draws it."""
        return self.number.panel()


BackQuestion = LinesQuestion | QuantityQuestion | PieceQuestion | ReasonQuestion | RefundQuestion | RefundNumber
