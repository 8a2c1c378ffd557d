"""Changing a line or the sale on the screen: what, how much and why, and then it is done, with approval if need be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.money import Money
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import amount_text, percent_text
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.panels import Choice, ChoicePanel
from pos_terminal.presentation.plain import apart, brief, plain
from pos_terminal.presentation.questions import ChoiceQuestion, FigureQuestion, Key, why
from pos_terminal.presentation.words_question import WordsQuestion
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from pos_terminal.application.desk import Desk
    from pos_terminal.domain.line import Line
    from pos_terminal.presentation.approval import Approval
    from pos_terminal.presentation.line_services import LineServices
    from pos_terminal.presentation.sale import SalePresenter

_PERCENT_DECIMALS = 2
_REMOVE = "remove "
_OPTIONS = "options"
_NOTE = "note"
_EXPLAIN = "explain"
_LONGEST_NOTE = 100


class What(StrEnum):
    """What is changed."""

    PRICE = "price"
    LINE_DISCOUNT = "line discount"
    SALE_DISCOUNT = "sale discount"


_WORDS = {
    What.PRICE: (later("Change price"), "pencil"),
    What.LINE_DISCOUNT: (later("Discount on this item"), "ticket"),
    What.SALE_DISCOUNT: (later("Discount on the whole sale"), "receipt"),
}
_WHY = {
    What.PRICE: (later("Damaged"), later("Wrong label"), later("Price match"), later("Other reason")),
    What.LINE_DISCOUNT: (later("Damaged"), later("Complaint"), later("Staff"), later("Other reason")),
    What.SALE_DISCOUNT: (later("Complaint"), later("Regular guest"), later("Staff"), later("Other reason")),
}
"""Where the shop lists none."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is about to be done: a price, or what a discount takes off."""

    what: What
    line: Line
    value: Decimal
    is_percent: bool

    @property
    def money(self) -> Money:
        """The value as an amount."""
        return Money.rounded(self.value, self.line.unit_price.currency)

    @property
    def told(self) -> str:
        """How the question for the reason says it."""
        figure = percent_text(self.value) if self.is_percent else amount_text(self.money)
        if self.what is What.PRICE:
            return _(
                "{item} at {figure} instead of {amount}",
                item=brief(self.line.name),
                figure=figure,
                amount=amount_text(self.line.unit_price),
            )
        if self.what is What.SALE_DISCOUNT:
            return _("{figure} off the sale", figure=figure)
        return _("{figure} off {item}", figure=figure, item=brief(self.line.name))


class LineChanges:
    """Leads through the questions; each path ends in `show` of the sale."""

    def __init__(
        self,
        sale: SalePresenter,
        desk: Desk,
        services: LineServices,
        approval: Approval,
        explain: Callable[[str], None],
    ) -> None:
        """``explain`` shows why a line costs what it costs."""
        self._sale = sale
        self._explain = explain
        self._desk = desk
        self._services = services
        self._approval = approval

    def asked(self) -> None:
        """Change something about the open line, or the sale."""
        line, basket = self._sale.selected(), self._desk.basket
        if line is None or basket is None:
            return
        choices = [Choice(_OPTIONS, _("Options"), "grid-dots")] if self._sale.ringing.has_options(line.item_id) else []
        choices += [Choice(what.value, _(words), icon) for what, (words, icon) in _WORDS.items()]
        choices += [Choice(_NOTE, _("Note"), "pencil"), Choice(_EXPLAIN, _("Explain price"), "info-circle")]
        choices += [
            Choice(f"{_REMOVE}{each.reference_id}", _("Take back {offer}", offer=brief(each.display_name)), "x")
            for each in basket.discounts
            if each.terms is not None
        ]
        panel = ChoicePanel(plain(line.name), _("What changes?"), tuple(choices))
        self._sale.ask(ChoiceQuestion(panel, partial(self._chosen, line), gives_way=False))

    def undone(self) -> None:
        """Take the last step back."""
        try:
            self._services.undoing.undo()
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        self._sale.answered(Notice(_("The last step was taken back.")))

    def _chosen(self, line: Line, key: str) -> None:
        if key.startswith(_REMOVE):
            self._take_back(key.removeprefix(_REMOVE))
        elif key == _OPTIONS:
            self._sale.options_asked()
        elif key == _NOTE:
            self._sale.ask(self._note_question(line))
        elif key == _EXPLAIN:
            self._explain(line.line_id)
        elif key == What.PRICE:
            self._sale.ask(self._price_question(line))
        else:
            self._sale.ask(self._discount_question(What(key), line))

    def tare(self, line_id: str, tare: Decimal) -> None:
        """Take the weight of a package off what was weighed. Raises what refuses it."""
        self._services.adjusting.set_tare(line_id, tare)

    def _note_question(self, line: Line) -> WordsQuestion:
        return WordsQuestion(
            title=_("Note: {item}", item=brief(line.name)),
            hint=_("How it is made, or what is special. Leave it empty to take the note away."),
            confirm=_("Save note"),
            then=partial(self._noted, line),
            most=_LONGEST_NOTE,
            text=line.note or "",
            or_nothing=True,
        )

    def _noted(self, line: Line, text: str) -> None:
        try:
            self._services.adjusting.set_note(line.line_id, text)
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        self._sale.answered()

    def _price_question(self, line: Line) -> FigureQuestion:
        currency, words = line.unit_price.currency, _(_WORDS[What.PRICE][0])
        return FigureQuestion(
            title=f"{words}: {apart(brief(line.name))}",
            hint=_("Listed at {amount}.", amount=amount_text(line.list_price or line.unit_price)),
            entry=Entry(decimals=currency.exponent),
            key=Key(_("Set price"), partial(self._entered, What.PRICE, line, is_percent=False)),
            unit=currency.code,
            or_nothing=True,
            gives_way=False,
        )

    def _discount_question(self, what: What, line: Line) -> FigureQuestion:
        words = _(_WORDS[what][0])
        return FigureQuestion(
            title=words if what is What.SALE_DISCOUNT else f"{words}: {apart(brief(line.name))}",
            hint=_("Type a number, then say what it is."),
            entry=Entry(decimals=_PERCENT_DECIMALS),
            key=Key(_("Percent off"), partial(self._entered, what, line, is_percent=True)),
            second=Key(
                _("{currency} off", currency=line.unit_price.currency.code),
                partial(self._entered, what, line, is_percent=False),
            ),
            gives_way=False,
        )

    def _entered(self, what: What, line: Line, value: Decimal, *, is_percent: bool) -> None:
        change = Change(what, line, value, is_percent)
        listed = self._services.reasons.lists.get("set_price" if what is What.PRICE else "discount", ())
        self._sale.ask(replace(why(change.told, listed or _WHY[what], partial(self._attempt, change)), gives_way=False))

    def _attempt(self, change: Change, reason: str) -> None:
        self._approval.attempt(partial(self._do, change, reason), self._sale.show)

    def _take_back(self, reference_id: str) -> None:
        try:
            self._services.discounting.remove(reference_id)
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        self._sale.answered()

    def _do(self, change: Change, reason: str) -> Notice:
        line_id = change.line.line_id
        if change.what is What.PRICE:
            self._services.adjusting.set_price(line_id, change.money, reason)
        else:
            self._services.discounting.add(
                reason,
                percent=change.value if change.is_percent else None,
                amount=None if change.is_percent else change.money,
                line_id=line_id if change.what is What.LINE_DISCOUNT else None,
            )
        self._sale.draft.question = None
        return NOTHING
