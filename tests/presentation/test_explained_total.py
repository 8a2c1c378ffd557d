from decimal import Decimal

import pytest

from pos_terminal.presentation.explained_total import ExplainedTotal, number_text
from pos_terminal.presentation.report_panel import ReportPanel
from tests.application.fakes import usd
from tests.presentation.sale_desk import SaleDesk


def explained(till: SaleDesk) -> ExplainedTotal:
    return ExplainedTotal(till.sale, till.shop.desk, lambda: till.shop.explaining)


def test_the_steps_stand_under_the_total_with_their_figures() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("latte")
    till.sale.tile_tapped("latte")
    total = till.shop.desk.open_sale().totals.total
    explained(till).asked()
    panel = till.state.panel

    assert isinstance(panel, ReportPanel)
    first = panel.rows[0]
    assert (first.is_title, first.amount) == (True, str(total))
    titles = [each.label for each in panel.rows if each.is_title]
    assert any("unit price × quantity" in each for each in titles)
    assert ("× Quantity", "2") in [(each.label, each.amount) for each in panel.rows]


def test_a_tap_on_the_totals_explains_a_sale_that_has_lines_and_nothing_asked() -> None:
    till = SaleDesk()
    why = explained(till)
    why.tapped()
    assert till.sale.draft.question is None
    assert not why.can_ask()
    till.sale.tile_tapped("latte")
    why.tapped()
    question = till.sale.draft.question
    assert isinstance(till.state.panel, ReportPanel)
    why.tapped()
    assert till.sale.draft.question is question


def test_a_sale_that_is_paid_is_explained_no_more() -> None:
    till = SaleDesk()
    why = explained(till)
    till.sale.tile_tapped("latte")
    till.sale.cash_tapped(usd("20.00"))
    assert not why.can_ask()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1234.50", "1,234.50"),
        ("-0.5", "−0.5"),
        ("0.33333333333333", "≈ 0.333333"),
        ("-2.50", "−2.50"),
        ("0.0825", "0.0825"),
        ("100", "100"),
    ],
)
def test_a_number_is_written_out_as_far_as_anybody_reads_it(value: str, text: str) -> None:
    assert number_text(Decimal(value)) == text
