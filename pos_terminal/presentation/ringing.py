"""Ringing up from the screen: what a scan, a tile or typed words lead to, and what has to be asked first."""

import re
from collections.abc import Callable
from decimal import Decimal

from pos_terminal.application.desk import Desk
from pos_terminal.application.selling import Selling
from pos_terminal.domain.basket import Line
from pos_terminal.domain.errors import ApprovalNeeded, BadArgument, Refused, UnknownBarcode
from pos_terminal.domain.item import Item
from pos_terminal.domain.money import Money
from pos_terminal.presentation.browsing import Browsing
from pos_terminal.presentation.draft import Draft
from pos_terminal.presentation.item_questions import number_question, question_for
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.options import OptionChoice
from pos_terminal.presentation.panels import Asked
from pos_terminal.presentation.plain import brief
from pos_terminal.presentation.questions import Question
from pos_terminal.presentation.sale_panels import EntryQuestion, OptionsQuestion, weight_question
from pos_terminal.wording import _

_TIMES = re.compile(r"([1-9][0-9]{0,2}) ?[xX*×]")


class Ringing:
    """Puts things on the sale; each method says what to tell the operator, and asks by leaving a question."""

    def __init__(
        self,
        desk: Desk,
        selling: Selling,
        draft: Draft,
        elsewhere: Callable[[str, Refused], Notice],
        tell: Callable[[Notice], None],
    ) -> None:
        """``elsewhere`` goes on with a code that no product has; ``tell`` draws the place, and says what came of it."""
        self._desk = desk
        self._selling = selling
        self._draft = draft
        self._elsewhere = elsewhere
        self._tell = tell
        self._optional: dict[str, bool] = {}

    def knows(self, code: str) -> bool:
        """Whether a product has this code."""
        try:
            self._selling.price_of(code)
        except Refused:
            return False
        return True

    def has_options(self, item_id: str) -> bool:
        """Whether an item has modifiers to choose."""
        if item_id not in self._optional:
            self._optional[item_id] = bool(self._selling.modifiers_of(item_id))
        return self._optional[item_id]

    def counts(self, browsing: Browsing) -> bool:
        """Whether the words are how many the next item counts, as in `3x` or `3*`; they are taken for that."""
        found = _TIMES.fullmatch(browsing.words)
        if found is None or browsing.found:
            return False
        self._draft.times = Decimal(found[1])
        browsing.search("")
        return True

    def submitted(self, words: str, browsing: Browsing) -> Notice:
        """Enter in the search field: a quantity, a code, or the only product found."""
        browsing.search(words)
        if self.counts(browsing):
            return NOTHING
        found = browsing.found
        notice = self.item(found[0].item_id) if len(found) == 1 else self.code(words)
        browsing.entered()
        if not notice:
            browsing.search("")
        return NOTHING if notice and found else notice

    def code(self, code: str) -> Notice:
        """A scanned or typed code. Raises ApprovalNeeded where not everybody may sell what is past its best."""
        self._draft.serial, self._draft.pieces = "", Decimal(1)
        try:
            line = self._selling.scan(code)
            self.rung(line)
        except ApprovalNeeded:
            raise
        except BadArgument as refusal:
            return self._ask_instead(code, refusal)
        except UnknownBarcode as refusal:
            return self._elsewhere(refusal.scanned, refusal)
        except Refused as refusal:
            return problem(refusal.sentence)
        return _past_best(line) if self._selling.is_past_best(line) else NOTHING

    def item(self, item_id: str) -> Notice:
        """A product that was tapped."""
        self._draft.serial, self._draft.pieces = "", Decimal(1)
        try:
            item = self._selling.item(item_id)
            question = self._question_for(item)
            if question is not None:
                self._draft.question = question
                return NOTHING
            self.rung(self._selling.add_item(item_id))
        except Refused as refusal:
            return problem(refusal.sentence)
        return NOTHING

    def measured(self, question: EntryQuestion) -> Notice:
        """The weight or price that was asked for. Raises ApprovalNeeded where a weight may not be typed by anybody."""
        value, item = question.value, question.item
        if value is None or item is None:
            return NOTHING
        try:
            if question.line_id:
                self._selling.set_quantity(question.line_id, value)
                self._draft.question = None
            elif question.asked is Asked.WEIGHT:
                self._answered(self._selling.add_item(item.item_id, value))
            else:
                price = Money.of(value, self._selling.rules.policy.currency)
                self._answered(self._selling.add_item(item.item_id, unit_price=price, serial=self._draft.serial))
        except ApprovalNeeded:
            raise
        except Refused as refusal:
            return problem(refusal.sentence)
        return NOTHING

    def counted(self, line_id: str, quantity: Decimal) -> Notice:
        """How many, or how much, of a line; of pieces with a number, the next one's. Raises what refuses it."""
        line = self._desk.open_sale().line(line_id)
        if line.serial and quantity > line.quantity:
            self._ask_number(line, quantity - line.quantity)
        else:
            self._selling.set_quantity(line_id, quantity)
        return NOTHING

    def removed(self, line: Line, reason: str) -> Notice:
        """Take a line out. Raises what refuses it."""
        self._selling.remove_line(line.line_id, reason)
        self._draft.selected, self._draft.question = "", None
        return Notice(_("{item} removed.", item=brief(line.name)))

    def optioned(self, choice: OptionChoice) -> Notice:
        """The modifiers that were chosen, for a new item or a rung-up line."""
        if not choice.is_complete:
            return NOTHING
        try:
            if choice.line_id:
                self._selling.choose_modifiers(choice.line_id, choice.chosen)
                self._draft.question = None
            else:
                ids, serial = choice.chosen, self._draft.serial
                self._answered(self._selling.add_item(choice.item.item_id, modifiers=ids, serial=serial))
        except Refused as refusal:
            return problem(refusal.sentence)
        return NOTHING

    def ask_options(self, line: Line) -> Notice:
        """Ask for the modifiers of a rung-up line."""
        try:
            item = self._selling.item(line.item_id)
        except Refused as refusal:
            return problem(refusal.sentence)
        chosen = tuple(each.item_id for each in self._desk.open_sale().modifiers(line.line_id))
        modifiers = tuple(self._selling.modifiers_of(item.item_id))
        self._draft.question = OptionsQuestion(OptionChoice(item, modifiers, chosen, line.line_id))
        return NOTHING

    def ask_weight(self, line: Line) -> Notice:
        """Ask for another weight of a rung-up line."""
        try:
            self._draft.question = weight_question(self._selling.item(line.item_id), line.line_id, self._draft.scale)
        except Refused as refusal:
            return problem(refusal.sentence)
        return NOTHING

    def _ask_instead(self, code: str, refusal: BadArgument) -> Notice:
        """A code that says no weight or price: ask for it rather than refuse."""
        try:
            item = self._selling.price_of(code)
        except Refused:
            return problem(refusal.sentence)
        question = self._question_for(item)
        if question is None:
            return problem(refusal.sentence)
        self._draft.question = question
        return NOTHING

    def _question_for(self, item: Item) -> Question | None:
        return question_for(item, self._draft, self._selling, self._numbered)

    def rung(self, line: Line) -> None:
        """The line is the one to act on; a quantity typed before counts for it, or pieces are asked for one by one."""
        times, self._draft.times = self._draft.times, Decimal(1)
        self._draft.selected, self._draft.serial = line.line_id, ""
        pieces, self._draft.pieces = max(times, self._draft.pieces), Decimal(1)
        if pieces > 1 and line.serial:
            self._ask_number(line, pieces - 1)
        elif times > 1 and not line.is_weighed:
            self._selling.set_quantity(line.line_id, line.quantity + times - 1)

    def _answered(self, line: Line) -> None:
        """What was asked about the goods is answered, and they are rung up."""
        self._draft.question = None
        self.rung(line)

    def _ask_number(self, line: Line, pieces: Decimal) -> None:
        """Which piece is the next of so many?"""
        self._draft.question = number_question(self._selling.item(line.item_id), pieces, self._numbered)

    def _numbered(self, item: Item, pieces: Decimal, serial: str) -> None:
        """The number of a piece, the first of so many; what else its goods want is asked next."""
        self._draft.serial, self._draft.pieces, notice = serial, pieces, NOTHING
        question = self._question_for(item)
        if question is not None:
            self._draft.question = question
        else:
            try:
                self._answered(self._selling.add_item(item.item_id, serial=serial))
            except Refused as refusal:
                notice = problem(refusal.sentence)
        self._tell(notice)


def _past_best(line: Line) -> Notice:
    told = _(
        "{item} was best before {expiry}. It is in the sale: tell the shopper.",
        item=brief(line.name),
        expiry=line.batch.expires,
    )
    return problem(told)
