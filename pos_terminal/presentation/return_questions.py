"""The questions on the way to money that goes back: which goods and how much of each, why, and by which tender."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
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
from pos_terminal.presentation.return_panels import BackLine, LinesPanel, RefundPanel
from pos_terminal.presentation.tender_art import tender_icon
from pos_terminal.presentation.tender_number import TenderNumber, way_words
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pos_terminal.application.pastsales import OpenedSale
    from pos_terminal.domain.amendment import Refund
    from pos_terminal.domain.line import Line
    from pos_terminal.domain.refunding import RefundTo
    from pos_terminal.presentation.line_page import LinePage
    from pos_terminal.presentation.words_question import WordsPanel

_WEIGHT_DECIMALS = 3
AS_PAID = ""
"""The tender that nobody chose: money goes back as it came."""
RETURN_REASONS = (later("Damaged"), later("Not as expected"), later("Wrong item"), later("Other reason"))
VOID_REASONS = (later("Wrong customer"), later("Wrong payment"), later("Rung up twice"), later("Other reason"))
"""Where the shop lists none."""


@dataclass(frozen=True, slots=True)
class LinesQuestion:
    """Which goods come back; ``refund`` is what goes back for them, None where the shop would not.

    ``serials`` has the serial numbers that were shown, by line.
    """

    sale: OpenedSale
    page: LinePage
    back: Mapping[str, Decimal] = field(default_factory=dict)
    refund: Money | None = None
    serials: Mapping[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All that something may come back of; modifiers come with their line."""
        sold = (each.line for each in self.sale.sold.lines)
        return tuple(each for each in sold if not each.modifies_line_id and self.sale.left[each.line_id])

    @property
    def whole(self) -> dict[str, Decimal]:
        """Everything that is left."""
        return {each.line_id: self.sale.left[each.line_id] for each in self.lines}

    @property
    def chosen(self) -> dict[str, Decimal]:
        """The lines that something comes back of."""
        return {line_id: quantity for line_id, quantity in self.back.items() if quantity}

    def line(self, line_id: str) -> Line:
        """One of the lines."""
        return next(each for each in self.lines if each.line_id == line_id)

    def with_quantity(self, line_id: str, quantity: Decimal) -> LinesQuestion:
        """So much of this line comes back: never more than is left, nor less than nothing."""
        most = self.sale.left[line_id]
        return replace(self, back={**self.back, line_id: max(Decimal(0), min(quantity, most))})

    def counted(self, line_id: str, step: int) -> LinesQuestion:
        """One more (+1) or one less (-1) of it; of what is weighed, all or nothing."""
        had, line = self.back.get(line_id, Decimal(0)), self.line(line_id)
        if line.is_weighed:
            return self.with_quantity(line_id, self.sale.left[line_id] if step > 0 else Decimal(0))
        return self.with_quantity(line_id, had + step)

    def panel(self) -> LinesPanel:
        """The question as the screen draws it."""
        lines, page = self.lines, self.page
        refund = amount_text(self.refund) if self.refund is not None and self.chosen else ""
        return LinesPanel(
            title=_("What comes back?"),
            sentence=_("Sale {number}. Tap + or scan the goods.", number=plain(self.sale.sold.transaction_id)),
            lines=tuple(self._drawn(each) for each in page.shown(lines)),
            page=page.words(len(lines)),
            has_earlier=page.has_earlier,
            has_later=page.has_later(len(lines)),
            refund=_("{amount} back", amount=refund) if refund else "",
            can_confirm=bool(refund),
            can_all=self.chosen != self.whole,
            all_words=_("All of it"),
        )

    def _drawn(self, line: Line) -> BackLine:
        left, back = self.sale.left[line.line_id], self.back.get(line.line_id, Decimal(0))
        unit = f" {line.unit}" if line.is_weighed else ""
        each = amount_text(line.unit_price)
        price = f"{each} /{unit}" if unit else _("{price} each", price=each)
        return BackLine(
            line_id=line.line_id,
            name=plain(line.name),
            detail=_("{quantity} left · {price}", quantity=f"{quantity_text(left)}{unit}", price=price),
            quantity=quantity_text(back),
            can_less=back > 0,
            can_more=back < left,
        )


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
