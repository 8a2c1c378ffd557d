"""What something costs, asked on the screen: scanned or typed, one after the other, and nothing is sold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.card_digits import has_card_number
from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import amount_text, quantity_text
from pos_terminal.presentation.notice import problem
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.questions import FigureQuestion, Key
from pos_terminal.presentation.report_panel import ReportPanel, ReportQuestion, ReportRow
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.price_check import PriceTold
    from pos_terminal.presentation.drawer_services import DrawerServices
    from pos_terminal.presentation.sale import SalePresenter

_LONGEST = 19
"""As many digits as a payment card's number has, so that one is known for what it is."""


def _nothing(_: object) -> None:
    """What is typed is a code, and no number."""


@dataclass(frozen=True, slots=True)
class PriceQuestion(FigureQuestion):
    """Of what? A code that is typed or scanned."""

    look: Callable[[str], None] = _nothing

    def scanned(self, code: str) -> None:
        """A code came from the scanner."""
        self.look(code)

    def confirmed(self) -> None:
        """The code was typed."""
        self.look(self.entry.text)


@dataclass(frozen=True, slots=True)
class PriceReport(ReportQuestion):
    """What it costs, until the next one is scanned."""

    look: Callable[[str], None] = _nothing

    def scanned(self, code: str) -> None:
        """The next one."""
        self.look(code)


class PriceAsking:
    """Leads through it."""

    def __init__(self, sale: SalePresenter, services: DrawerServices) -> None:
        self._sale = sale
        self._prices = services.prices

    def asked(self) -> None:
        """Of what?"""
        entry = Entry(most=_LONGEST, is_code=True)
        key = Key(_("Check price"), _nothing)
        self._sale.ask(
            PriceQuestion(
                _("Price check"), _("Scan it, or type its number."), entry, key, gives_way=False, look=self.look
            )
        )

    def look(self, code: str) -> None:
        """Show what it costs."""
        try:
            told = self._prices.check(code)
        except Refused as refusal:
            if has_card_number(code):  # it stays nowhere
                self.asked()
            self._sale.show(problem(refusal.sentence))
            return
        panel = ReportPanel(plain(told.item.name), self._sentence(told), _rows(told), _("Check another"), "scan")
        act = self.asked
        if self._wants_scale(told):
            panel, act = replace(panel, act=_("Weigh"), icon="scale"), partial(self.look, code)
        self._sale.ask(PriceReport(panel, act, self._sale.answered, gives_way=False, look=self.look))

    def _wants_scale(self, told: PriceTold) -> bool:
        """Whether nothing steady lies on the scale that the till has, of what is sold by weight."""
        return told.item.is_weighed and told.quantity is None and self._prices.scale is not None

    def _sentence(self, told: PriceTold) -> str:
        if not told.is_for_sale:
            return _("It is not sold at this time of day.")
        return _("Put it on the scale, then weigh it.") if self._wants_scale(told) else ""


def _rows(told: PriceTold) -> tuple[ReportRow, ...]:
    item = told.item
    unit = f" / {item.unit.value}" if item.is_weighed else ""
    price = _("Named at the till") if told.unit_price is None else f"{amount_text(told.unit_price)}{unit}"
    rows = [ReportRow(_("Price"), price)]
    if told.quantity is not None and told.quantity != 1:
        rows.append(
            ReportRow(
                _("Quantity"), f"{quantity_text(told.quantity)} {item.unit.value if item.is_weighed else ''}".strip()
            )
        )
    rows += [ReportRow(plain(each.name), _("in the price") if each.included else _("on top")) for each in item.taxes]
    if told.totals is not None:
        rows.append(ReportRow(_("To pay"), amount_text(told.totals.total)))
    if item.minimum_age:
        rows.append(ReportRow(_("From the age of"), str(item.minimum_age)))
    return tuple(rows)
