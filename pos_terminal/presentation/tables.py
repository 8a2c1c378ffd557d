"""The map of the tables: a free one begins a check, another one's check goes on; checks are moved and merged."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from pos_terminal.application.desk import Desk
from pos_terminal.application.tilling import Tilling
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.floor import Area
from pos_terminal.domain.suspended import SuspendedSale
from pos_terminal.presentation.check_services import CheckServices
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.held_sales import HeldSales
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.panels import Choice, ChoicePanel
from pos_terminal.presentation.plain import brief
from pos_terminal.presentation.questions import ChoiceQuestion, FigureQuestion, Key
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.presentation.service_words import table_words
from pos_terminal.presentation.table_drawing import AtTable, TableDrawing
from pos_terminal.presentation.tables_question import Doing, TablesQuestion
from pos_terminal.wording import _

_TWO = 2
_MERGE = "merge"


class Tables:
    """Leads from the map to a sale and back; a hurried second tap is dropped, it lands on what comes next."""

    def __init__(
        self, sale: SalePresenter, till: tuple[Desk, Tilling], services: CheckServices, held: HeldSales
    ) -> None:
        self._sale = sale
        self._desk, tilling = till
        self._services = services
        self._held = held
        self._drawing = TableDrawing(self._desk, tilling, services)

    @property
    def floor(self) -> tuple[Area, ...]:
        """The shop's tables; none: the shop has no map."""
        return self._services.floor

    def asked(self) -> None:
        """Show the map, at the area of the open sale's table."""
        basket = self._desk.basket
        table = basket.head.table_id if basket is not None else None
        areas = self._drawing.areas()
        here = next((each.name for each in areas if table in each.tables), areas[0].name if areas else "")
        self._sale.ask(TablesQuestion(self._drawing.panel, here))

    def area_chosen(self, name: str) -> None:
        """Another area."""
        self._change(area=name)

    def moving_asked(self) -> None:
        """A tap says where the open sale goes, or no longer does."""
        question = self._question()
        if question is not None:
            doing = Doing.GOING_ON if question.doing is Doing.MOVING else Doing.MOVING
            self._change(doing=doing, chosen=())

    def merging_asked(self) -> None:
        """Taps choose what is put together, or no longer do."""
        question = self._question()
        if question is not None:
            doing = Doing.GOING_ON if question.doing is Doing.MERGING else Doing.MERGING
            self._change(doing=doing, chosen=())

    def tapped(self, table_id: str) -> None:
        """A table was tapped."""
        question = self._question()
        if question is None:
            return
        if question.doing is Doing.MERGING:
            self._choose(question, table_id)
        elif self._held.guard.accepts():
            self._sale.found.accepts()
            (self._move if question.doing is Doing.MOVING else self._go_to)(table_id)

    def acted(self) -> None:
        """Merge what was chosen: asked first, because the others end by it."""
        question = self._question()
        if question is None or len(question.chosen) < _TWO:
            return
        checks = [each for table in question.chosen for each in self._drawing.at(table)]
        first, names = question.chosen[0], _listed(question.chosen)
        both = _("Both checks") if len(checks) == _TWO else _("All {count} checks", count=len(checks))
        total = amount_text(self._drawing.total(checks))
        told = _(
            "{both} become one at {table}, of about {total}. The others end as merged into it.",
            both=both,
            table=_in_words(first),
            total=total,
        )
        if any(isinstance(each, Basket) and _has_offers(each) for each in checks[1:]):
            told = _("{told} The offers of the open one go back.", told=told)
        told = f"{told} {self._void_papers(checks)}".rstrip()
        panel = ChoicePanel(_("Merge tables {names}?", names=names), told, (Choice(_MERGE, _("Merge"), "check"),))
        back = partial(self._sale.ask, question)
        self._sale.ask(ChoiceQuestion(panel, partial(self._merge, question, checks), back=back))

    def left(self) -> None:
        """Back to the sale."""
        if self._question() is not None:
            self._held.guard.accepts()
            self._sale.answered()

    def guests_asked(self) -> None:
        """How many sit there?"""
        basket = self._desk.basket
        table = table_words(basket.head.table_id) if basket is not None else ""
        self._sale.ask(
            FigureQuestion(
                title=_("How many guests?"),
                hint=table or _("They are counted with this sale."),
                entry=Entry(most=3),
                key=Key(_("Set guests"), self._guests_entered),
                leave=_("Skip"),
            )
        )

    def _guests_entered(self, guests: Decimal) -> None:
        self._answered(partial(self._services.serving.set_guests, guests), NOTHING)

    def _go_to(self, table_id: str) -> None:
        """Go on with the table's check, choose among its checks, or begin one."""
        checks = self._drawing.at(table_id)
        now_open = [each for each in checks if isinstance(each, Basket)]
        waiting = [each for each in checks if isinstance(each, SuspendedSale)]
        if now_open and not waiting:
            self._sale.answered()
        elif len(checks) == 1:
            self._held.go_on(waiting[0].transaction_id)
        elif waiting:
            self._held.show_these(_("{table} · {count} held", table=table_words(table_id), count=len(waiting)), waiting)
        else:
            self._begin(table_id)

    def _begin(self, table_id: str) -> None:
        before = self._desk.basket
        try:
            self._services.serving.seat(table_id)
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        self._sale.draft.selected = ""
        self.guests_asked()
        if told := self._held.offers.told(before):
            self._sale.show(Notice(told))

    def _move(self, table_id: str) -> None:
        basket = self._desk.basket
        if basket is not None:
            told = Notice(_("This sale is at {table} now.", table=_in_words(table_id)))
            self._answered(partial(self._services.serving.set_table, table_id), told)

    def _choose(self, question: TablesQuestion, table_id: str) -> None:
        if table_id in question.chosen:
            self._change(chosen=tuple(each for each in question.chosen if each != table_id))
        elif self._drawing.at(table_id):
            self._change(chosen=(*question.chosen, table_id))

    def _merge(self, question: TablesQuestion, checks: Sequence[AtTable], _key: str) -> None:
        if not self._held.guard.accepts():
            return
        void = self._void_papers(checks)
        try:
            whole = self._services.parting.merge([_number(each) for each in checks])
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        self._sale.draft.selected = ""
        self._sale.draft.question = replace(question, doing=Doing.GOING_ON, chosen=())
        names, total = _listed(question.chosen), amount_text(whole.totals.total)
        self._sale.show(
            Notice(
                _("Tables {names} are one check of {total} now. {void}", names=names, total=total, void=void).rstrip()
            )
        )

    def _void_papers(self, checks: Sequence[AtTable]) -> str:
        """Which printed guest checks claim nothing any more once these are one; empty: none."""
        try:
            void = self._services.parting.void_papers([_number(each) for each in checks])
        except Refused:  # merging says why
            return ""
        names = ", ".join(_in_words(each.table_id or each.transaction_id) for each in void)
        return (
            _("The guest check that was printed for {tables} is void by this: print a new one.", tables=names)
            if names
            else ""
        )

    def _answered(self, step: Callable[[], None], told: Notice) -> None:
        try:
            step()
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
        else:
            self._sale.answered(told)

    def _question(self) -> TablesQuestion | None:
        question = self._sale.draft.question
        return question if isinstance(question, TablesQuestion) else None

    def _change(
        self, area: str | None = None, doing: Doing | None = None, chosen: tuple[str, ...] | None = None
    ) -> None:
        question = self._question()
        if question is None:
            return
        self._sale.ask(
            replace(
                question,
                area=question.area if area is None else area,
                doing=doing or question.doing,
                chosen=question.chosen if chosen is None else chosen,
            )
        )


def _has_offers(basket: Basket) -> bool:
    return any(each.status is not None and each.counts for each in basket.discounts)


def _in_words(table_id: str) -> str:
    """A table in the middle of a sentence."""
    words = table_words(table_id)
    return words.replace("Table", "table", 1) if words.startswith("Table ") else words


def _number(check: AtTable) -> str:
    return check.head.transaction_id if isinstance(check, Basket) else check.transaction_id


def _listed(tables: Sequence[str]) -> str:
    """Tables in a sentence: `4 and 5`, `4, 5 and Bar`."""
    *others, last = map(brief, tables)
    return _("{some} and {other}", some=", ".join(others), other=last)
