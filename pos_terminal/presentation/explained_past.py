"""Why a sale that ended came to what it did: its pages beside the sale, as it was sold and with what came back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.working import Figure
from pos_terminal.presentation.explained_pages import WHOLE, ExplainedPages
from pos_terminal.presentation.explained_rows import LESS, titled
from pos_terminal.presentation.explained_sale import ExplainedSale, explained_sale
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.report_panel import ReportPanel, ReportQuestion, ReportRow
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pos_terminal.application.explaining import Explaining
    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.domain.working import Step


class ExplainedPlace(Protocol):
    """Where it is read."""

    def show(self, notice: Notice = NOTHING) -> None:
        """Draw the place as it stands."""


class ExplainedPast:
    """Leads through the pages; each path ends in `show` of the place."""

    def __init__(self, explaining: Explaining, place: ExplainedPlace) -> None:
        self._explaining = explaining
        self._place = place
        self._question: ReportQuestion | None = None

    @property
    def panel(self) -> ReportPanel | None:
        """The page that is read."""
        return self._question.drawn if self._question is not None else None

    def asked(self, sold: Transaction) -> None:
        """Why did this sale, as it was sold, come to so much? What cannot be explained is told."""
        try:
            explained = self._explaining.all_of(sold.transaction_id)
        except Refused as refusal:
            self._place.show(problem(refusal.sentence))
            return
        self._turn(_pages(sold, dict(explained.steps)), WHOLE)

    def chosen(self, key: str) -> None:
        """A row was tapped that has something behind it."""
        if self._question is not None and self._question.then is not None:
            self._question.then(key)

    def left(self) -> None:
        """The page was read."""
        if self._question is not None:
            self._question.leave()

    def dropped(self) -> None:
        """Nothing is explained any more; whoever drops it draws the place."""
        self._question = None

    def _turn(self, pages: ExplainedPages, key: str) -> None:
        leave = self._done if key == WHOLE else partial(self._turn, pages, WHOLE)
        self._question = ReportQuestion(pages.page(key), leave, leave, then=partial(self._turn, pages))
        self._place.show()

    def _done(self) -> None:
        self.dropped()
        self._place.show()


def _pages(sold: Transaction, steps: Mapping[Figure, Step]) -> ExplainedPages:
    as_sold = {replace(each, as_sold=False): _unmarked(step) for each, step in steps.items() if each.as_sold}
    sale = explained_sale(sold, as_sold or steps)
    return ExplainedPages(sale, tuple(titled(_("Came back"), list(_came_back(sale, steps)))))


def _unmarked(step: Step) -> Step:
    """The step as it was before anything came back."""
    operands = tuple(
        replace(each, figure=replace(each.figure, as_sold=False)) if each.figure else each for each in step.operands
    )
    return replace(step, operands=operands)


def _came_back(sale: ExplainedSale, steps: Mapping[Figure, Step]) -> Iterator[ReportRow]:
    """What came back of each line and of the taxes, and what is left of the sale."""
    if Figure("returned") not in steps:
        return
    names = {Figure("returned_price", line_id): plain(line.name) for line_id, line in sale.lines.items()}
    for figure, name in (names | {Figure("returned_tax_total"): _("Tax on top")}).items():
        step = steps[figure]
        if step.result:
            yield ReportRow(name, sale.text(-step.result), detail=_of_which(sale, step), tone=LESS)
    yield ReportRow(_("Came back in all"), sale.text(-steps[Figure("returned")].result), tone=LESS, is_total=True)
    yield ReportRow(_("Left of the sale"), sale.text(steps[Figure("total")].result), is_total=True)


def _of_which(sale: ExplainedSale, step: Step) -> str:
    """What it was and what is left; empty where all of it came back."""
    had, *left = (abs(each.value) for each in step.operands)
    if not left or not left[0]:
        return ""
    return _("{sold} sold, {left} left", sold=sale.text(had), left=sale.text(left[0]))
