"""Why the total is what it is, on the screen: the sale in groups, and behind each figure how it came about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.explained_pages import WHOLE, ExplainedPages, line_key
from pos_terminal.presentation.explained_sale import explained_sale
from pos_terminal.presentation.notice import problem
from pos_terminal.presentation.report_panel import ReportQuestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.explaining import Explaining
    from pos_terminal.presentation.sale import SalePresenter


class ExplainedTotal:
    """Leads through the pages, and goes when they were read."""

    def __init__(self, sale: SalePresenter, desk: Desk, explaining: Callable[[], Explaining]) -> None:
        self._sale = sale
        self._desk = desk
        self._explaining = explaining

    def can_ask(self) -> bool:
        """Whether there is a total that anybody could ask about."""
        return self._desk.basket is not None and bool(self._desk.basket.lines)

    def asked(self) -> None:
        """Why this total?"""
        self._begin(WHOLE)

    def of_line(self, line_id: str) -> None:
        """Why does this line cost so much?"""
        self._begin(line_key(line_id))

    def tapped(self) -> None:
        """The totals were tapped; whatever is asked already goes first."""
        if self.can_ask() and self._sale.draft.question is None:
            self.asked()

    def _begin(self, key: str) -> None:
        basket = self._desk.basket
        if basket is None:
            return
        try:
            explained = self._explaining().all_of()
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        self._turn(ExplainedPages(explained_sale(basket, dict(explained.steps))), key)

    def _turn(self, pages: ExplainedPages, key: str) -> None:
        leave = self._sale.answered if key == WHOLE else partial(self._turn, pages, WHOLE)
        question = ReportQuestion(pages.page(key), leave, leave, then=partial(self._turn, pages))
        self._sale.ask(question)
