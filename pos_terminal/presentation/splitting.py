"""Splitting the open sale on the screen, by its items or evenly: what each part comes to is seen before it is done."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from pos_terminal.application.desk import Desk
from pos_terminal.domain.basket import Basket, Line
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.parts import MovedLine
from pos_terminal.presentation.check_services import CheckServices
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import amount_text, quantity_text
from pos_terminal.presentation.held_sales import HeldSales
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.panels import Choice, ChoicePanel, ListRow
from pos_terminal.presentation.plain import apart, brief, plain
from pos_terminal.presentation.questions import ChoiceQuestion, FigureQuestion, Key
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.presentation.settling import Settling
from pos_terminal.presentation.split_panel import SplitPanel, SplitSide
from pos_terminal.wording import _, later, ngettext

_ITEMS, _MORE = "items", "more"
_FEW_WAYS = (2, 3, 4)
_PART_DECIMALS = 3
_OFFERS_STAY = later("Offers stay with this sale. To use one on the other, remove it first, then apply it there.")
_TAP = later("Tap what goes to the new sale. Tap it there to take it back.")


@dataclass(frozen=True, slots=True)
class SplitQuestion:
    """Which lines go, and how much of each; ``last`` is the line that was tapped last."""

    drawn: SplitPanel
    moved: Mapping[str, Decimal]
    last: str = ""
    gives_way: bool = True

    def panel(self, _selected_name: str) -> Panel:
        """The question as the screen draws it."""
        return self.drawn


class Splitting:
    """Leads through the questions; a refusal is told, and nothing has changed."""

    def __init__(
        self, sale: SalePresenter, till: tuple[Desk, Settling], services: CheckServices, held: HeldSales
    ) -> None:
        self._sale = sale
        self._desk, self._settling = till
        self._parting = services.parting
        self._held = held
        self._guard = held.guard

    def can_split(self) -> bool:
        """Whether there is something to split, and no money taken for it."""
        basket = self._desk.basket
        return basket is not None and bool(basket.lines) and not basket.is_tendering

    def asked(self) -> None:
        """By items, or evenly among how many?"""
        choices = [Choice(_ITEMS, _("By items"), "receipt")]
        choices += [Choice(str(ways), _("Evenly, {ways} ways", ways=ways), "user-circle") for ways in _FEW_WAYS]
        choices.append(Choice(_MORE, _("Evenly, more ways"), "grid-dots"))
        self._sale.ask(
            ChoiceQuestion(ChoicePanel(_("Split the sale"), _("How is it paid?"), tuple(choices)), self._how)
        )

    def tapped(self, line_id: str) -> None:
        """A line goes to the other side, whole."""
        question, line = self._question(), self._line(line_id)
        if question is None or line is None:
            return
        moved = dict(question.moved)
        if moved.pop(line_id, None) is None:
            moved[line_id] = line.quantity
        self._move(moved, line_id)

    def part_asked(self) -> None:
        """How much of the line that was tapped last goes?"""
        question = self._question()
        line = self._line(question.last) if question is not None else None
        if question is None or line is None:
            return
        self._sale.ask(
            FigureQuestion(
                title=_("How much of {item} goes?", item=brief(line.name)),
                hint=_("The sale has {quantity}.", quantity=_amount_of(line)),
                entry=Entry(decimals=_PART_DECIMALS),
                key=Key(_("Move"), partial(self._move_part, question, line.line_id)),
                unit="" if line.unit == "each" else line.unit,
                back=partial(self._sale.ask, question),
            )
        )

    def confirmed(self) -> None:
        """Split it as it is drawn."""
        question = self._question()
        if question is not None and question.drawn.can_split and self._guard.accepts():
            moved = [MovedLine(*each) for each in question.moved.items()]
            self._split(partial(self._parting.split, moved))

    def left(self) -> None:
        """Back to the sale; nothing was split."""
        if self._question() is not None:
            self._guard.accepts()
            self._sale.answered()

    def _how(self, key: str) -> None:
        if key == _ITEMS:
            self._move({}, "")
        elif key == _MORE:
            asked = Key(_("Share out"), self._ways_entered)
            self._sale.ask(FigureQuestion(_("How many ways?"), _("2 to 50."), Entry(most=2), asked, back=self.asked))
        else:
            self._foresee(int(key))

    def _ways_entered(self, ways: Decimal) -> None:
        self._foresee(int(ways))

    def _foresee(self, ways: int) -> None:
        """Say what each of them pays before it is done."""
        try:
            parts = self._parting.foreseen_evenly(ways)
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        panel = ChoicePanel(
            _("Split {ways} ways?", ways=ways), _shares(parts), (Choice(str(ways), _("Split"), "check"),)
        )
        self._sale.ask(ChoiceQuestion(panel, self._share_out, back=self.asked))

    def _share_out(self, ways: str) -> None:
        if self._guard.accepts():
            self._split(partial(self._parting.split_evenly, int(ways)))

    def _split(self, split: Callable[[], object]) -> None:
        try:
            split()
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        self._sale.draft.selected = ""
        self._sale.draft.question = None
        self._confirm(self._desk.open_sale().head.transaction_id)

    def _confirm(self, sale: str, said: Notice = NOTHING) -> None:
        """Have the platform's last word about the offers of what stays, before anybody is told what it comes to."""
        told = partial(self._confirmed, (sale, self._offers_left()), said)
        self._settling.offers_first(partial(Notice, said.text, said.kind), told, again="")

    def _confirmed(self, before: tuple[str, int], said: Notice, notice: Notice) -> None:
        """Show the parts once nothing waits; where one offer is gone, what is left of them is asked about."""
        sale, offers = before
        basket = self._desk.basket
        if self._settling.is_waiting or basket is None or basket.head.transaction_id != sale:
            self._sale.show(notice)
            return
        both = notice if not said or notice == said else problem(f"{said.text} {notice.text}".rstrip())
        if notice and self._settling.doubtful and self._offers_left() < offers:
            self._confirm(sale, both)
        else:
            self._held.show_parts(both)

    def _offers_left(self) -> int:
        """How many offers are on the sale, or to be asked about: each that is refused makes them fewer."""
        discounts = self._desk.open_sale().discounts
        return sum(each.status is not None for each in discounts) + len(self._settling.doubtful)

    def _move_part(self, before: SplitQuestion, line_id: str, quantity: Decimal) -> None:
        self._move({**before.moved, line_id: quantity}, line_id)

    def _move(self, moved: Mapping[str, Decimal], last: str) -> None:
        """Draw the two sides; where the move is refused they stay as they are drawn."""
        try:
            stays, goes = self._sides(moved)
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        line = self._line(last)
        self._sale.ask(
            SplitQuestion(
                SplitPanel(
                    title=_("Split by items"),
                    sentence=_(_OFFERS_STAY) if self._has_offers() else _(_TAP),
                    stays=stays,
                    goes=goes,
                    part="" if line is None else brief(line.name),
                    can_split=bool(stays.rows and goes.rows),
                ),
                moved,
                last,
            )
        )

    def _sides(self, moved: Mapping[str, Decimal]) -> tuple[SplitSide, SplitSide]:
        """What stays and what goes. Raises what the split would."""
        basket = self._desk.open_sale()
        lines = [each for each in basket.lines.values() if not each.modifies_line_id]
        if not moved:
            return _side(_("Stays here"), basket), SplitSide(_("New sale"), _nothing(basket), ())
        if all(moved.get(each.line_id) == each.quantity for each in lines):
            return SplitSide(_("Stays here"), _nothing(basket), ()), _side(_("New sale"), basket)
        stays, goes = self._parting.foreseen([MovedLine(*each) for each in moved.items()])
        return _side(_("Stays here"), stays), _side(_("New sale"), goes)

    def _question(self) -> SplitQuestion | None:
        question = self._sale.draft.question
        return question if isinstance(question, SplitQuestion) else None

    def _line(self, line_id: str) -> Line | None:
        return self._desk.basket.lines.get(line_id) if self._desk.basket is not None else None

    def _has_offers(self) -> bool:
        return any(each.status is not None for each in self._desk.open_sale().discounts)


def _side(title: str, basket: Basket) -> SplitSide:
    rows = tuple(_row(basket, each) for each in basket.lines.values() if not each.modifies_line_id)
    return SplitSide(title, amount_text(basket.totals.total), rows)


def _row(basket: Basket, line: Line) -> ListRow:
    modifiers = basket.modifiers(line.line_id)
    amounts = [each.extended for each in (line, *modifiers)]
    told = " · ".join((_amount_of(line), *(apart(each.name) for each in modifiers)))
    return ListRow(line.line_id, plain(line.name), told, amount_text(total_of(amounts, basket.policy.currency)))


def _amount_of(line: Line) -> str:
    quantity = quantity_text(round(line.quantity, _PART_DECIMALS))
    if line.is_weighed:
        return f"{quantity} {line.unit}"
    if line.quantity < 1:
        return _("{quantity} of a piece", quantity=quantity)
    return _("1 piece") if line.quantity == 1 else _("{quantity} pieces", quantity=quantity)


def _nothing(basket: Basket) -> str:
    return amount_text(Money.zero(basket.policy.currency))


def _shares(parts: Iterable[Basket]) -> str:
    """Who pays what: `2 pay 4.12, 1 pays 4.11`."""
    counted = Counter(amount_text(each.totals.total) for each in parts)
    told = (ngettext("{count} pays {amount}", "{count} pay {amount}", each, amount=a) for a, each in counted.items())
    return ", ".join(told)
