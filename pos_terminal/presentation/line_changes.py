"""Changing a line or the sale on the screen: what, how much and why, and then it is done, with approval if need be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.money import Money
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.panels import Asked, Choice, ChoicePanel, EntryPanel, Panel
from pos_terminal.presentation.plain import brief, plain

if TYPE_CHECKING:
    from decimal import Decimal

    from pos_terminal.application.desk import Desk
    from pos_terminal.domain.line import Line
    from pos_terminal.presentation.approval import Approval
    from pos_terminal.presentation.line_services import LineServices
    from pos_terminal.presentation.sale import SalePresenter

_PERCENT_DECIMALS = 2
_REMOVE = "remove "
_OPTIONS = "options"


class What(StrEnum):
    """What is changed."""

    PRICE = "price"
    LINE_DISCOUNT = "line discount"
    SALE_DISCOUNT = "sale discount"


_WORDS = {
    What.PRICE: ("Change price", "pencil"),
    What.LINE_DISCOUNT: ("Discount on this item", "ticket"),
    What.SALE_DISCOUNT: ("Discount on the whole sale", "receipt"),
}
_WHY = {
    What.PRICE: ("Damaged", "Wrong label", "Price match", "Other reason"),
    What.LINE_DISCOUNT: ("Damaged", "Complaint", "Staff", "Other reason"),
    What.SALE_DISCOUNT: ("Complaint", "Regular guest", "Staff", "Other reason"),
}
"""Where the shop lists none."""


@dataclass(frozen=True, slots=True)
class ChangeQuestion:
    """What to change about a line, or about the sale."""

    line: Line
    removable: tuple[tuple[str, str], ...] = ()
    """The shop's discounts that can be taken back: id and name."""
    has_options: bool = False

    def panel(self, _selected_name: str) -> Panel:
        """The question as the screen draws it."""
        choices = [Choice(_OPTIONS, "Options", "grid-dots")] if self.has_options else []
        choices += [Choice(what.value, *_WORDS[what]) for what in What]
        gone = [Choice(f"{_REMOVE}{each}", f"Take back {brief(name)}", "x") for each, name in self.removable]
        return ChoicePanel(plain(self.line.name), "What changes?", (*choices, *gone))


@dataclass(frozen=True, slots=True)
class AmountQuestion:
    """How much: a price, or what a discount takes off."""

    what: What
    line: Line
    entry: Entry

    def press(self, key: str) -> AmountQuestion:
        """The question after a key."""
        return replace(self, entry=self.entry.press(key))

    def panel(self, _selected_name: str) -> Panel:
        """The question as the screen draws it."""
        is_price, currency = self.what is What.PRICE, self.line.unit_price.currency
        words, _ = _WORDS[self.what]
        listed = self.line.list_price or self.line.unit_price
        return EntryPanel(
            asked=Asked.CHANGE,
            title=words if self.what is What.SALE_DISCOUNT else f"{words}: {brief(self.line.name)}",
            hint=f"Listed at {amount_text(listed)}." if is_price else "Type a number, then say what it is.",
            text=self.entry.text or amount_text(Money.zero(currency)),
            unit=currency.code if is_price else "",
            has_decimals=True,
            confirm="Set price" if is_price else "Percent off",
            can_confirm=self.entry.value is not None and (is_price or bool(self.entry.value)),
            second="" if is_price else f"{currency.code} off",
        )


@dataclass(frozen=True, slots=True)
class WhyQuestion:
    """Why: a tap on a reason does it."""

    what: What
    line: Line
    value: Decimal
    is_percent: bool
    reasons: tuple[str, ...]

    @property
    def told(self) -> str:
        """What is about to be done."""
        figure = f"{self.value.normalize():f}%" if self.is_percent else amount_text(_money(self))
        if self.what is What.PRICE:
            return f"{brief(self.line.name)} at {figure} instead of {amount_text(self.line.unit_price)}"
        return f"{figure} off {'the sale' if self.what is What.SALE_DISCOUNT else brief(self.line.name)}"

    def panel(self, _selected_name: str) -> Panel:
        """The question as the screen draws it."""
        return ChoicePanel("Why?", self.told, tuple(Choice(each, plain(each), "") for each in self.reasons))


class LineChanges:
    """Leads through the questions; each path ends in `show` of the sale."""

    def __init__(self, sale: SalePresenter, desk: Desk, services: LineServices, approval: Approval) -> None:
        self._sale = sale
        self._desk = desk
        self._services = services
        self._approval = approval

    def asked(self) -> None:
        """Change something about the open line, or the sale."""
        line, basket = self._sale.selected(), self._desk.basket
        if line is None or basket is None:
            return
        own = tuple((each.reference_id, each.display_name) for each in basket.discounts if each.terms is not None)
        self._ask(ChangeQuestion(line, own, self._sale.has_options(line.item_id)))

    def undone(self) -> None:
        """Take the last step back."""
        try:
            self._services.undoing.undo()
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        self._sale.draft.question = None
        self._sale.show(Notice("The last step was taken back."))

    def chosen(self, key: str) -> None:
        """A choice was tapped: what to change, or why."""
        question = self._sale.draft.question
        if isinstance(question, WhyQuestion):
            self._approval.attempt(partial(self._do, question, key), self._sale.show)
        elif isinstance(question, ChangeQuestion) and key.startswith(_REMOVE):
            self._take_back(key.removeprefix(_REMOVE))
        elif isinstance(question, ChangeQuestion) and key == _OPTIONS:
            self._sale.options_asked()
        elif isinstance(question, ChangeQuestion):
            what = What(key)
            decimals = question.line.unit_price.currency.exponent if what is What.PRICE else _PERCENT_DECIMALS
            self._ask(AmountQuestion(what, question.line, Entry(decimals=decimals)))

    def entered(self, *, is_percent: bool) -> None:
        """The number was typed; ``is_percent``: it is a part of what a discount is taken off."""
        question = self._sale.draft.question
        if not isinstance(question, AmountQuestion) or question.entry.value is None:
            return
        is_percent = is_percent and question.what is not What.PRICE
        reasons = self._services.reasons.lists.get("set_price" if question.what is What.PRICE else "discount", ())
        self._ask(
            WhyQuestion(question.what, question.line, question.entry.value, is_percent, reasons or _WHY[question.what])
        )

    def _take_back(self, reference_id: str) -> None:
        try:
            self._services.discounting.remove(reference_id)
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        self._sale.draft.question = None
        self._sale.show()

    def _do(self, question: WhyQuestion, reason: str) -> Notice:
        line_id = question.line.line_id
        if question.what is What.PRICE:
            self._services.adjusting.set_price(line_id, _money(question), reason)
        else:
            self._services.discounting.add(
                reason,
                percent=question.value if question.is_percent else None,
                amount=None if question.is_percent else _money(question),
                line_id=line_id if question.what is What.LINE_DISCOUNT else None,
            )
        self._sale.draft.question = None
        return NOTHING

    def _ask(self, question: ChangeQuestion | AmountQuestion | WhyQuestion) -> None:
        self._sale.draft.question = question
        self._sale.show()


def _money(question: WhyQuestion) -> Money:
    return Money.rounded(question.value, question.line.unit_price.currency)
