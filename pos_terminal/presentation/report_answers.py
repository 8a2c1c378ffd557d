"""Answers to a report that the sale screen shows: do what it offers, look behind a figure, leave it."""

from pos_terminal.presentation.report_panel import ReportQuestion
from pos_terminal.presentation.sale import SalePresenter


class ReportAnswers:
    """Acts on the report that is shown; without one, does nothing."""

    def __init__(self, sale: SalePresenter) -> None:
        self._sale = sale

    def acted(self) -> None:
        """Do what the report offers."""
        question = self._sale.draft.question
        if isinstance(question, ReportQuestion):
            question.act()

    def left(self) -> None:
        """The report was read."""
        question = self._sale.draft.question
        if isinstance(question, ReportQuestion):
            question.leave()

    def chosen(self, key: str) -> None:
        """A row was tapped that has something behind it."""
        question = self._sale.draft.question
        if isinstance(question, ReportQuestion) and question.then is not None:
            question.then(key)
