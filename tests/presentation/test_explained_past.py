"""Why a sale that ended came to what it did, as the receipts' page explains it."""

from decimal import Decimal
from functools import partial

from pos_terminal.presentation.explained_pages import line_key
from pos_terminal.presentation.report_panel import ReportPanel
from tests.presentation.past_desk import PastDesk, sold
from tests.presentation.test_explained_total import sections


def desk_with(*item_ids: str) -> PastDesk:
    here = PastDesk()
    sold(here.shop, *item_ids)
    here.receipts.entered()
    here.receipts.row_tapped(here.state.receipts.rows[0].transaction_id)
    return here


def panel_of(here: PastDesk) -> ReportPanel:
    panel = here.state.panel
    assert isinstance(panel, ReportPanel)
    return panel


def give_back(here: PastDesk, quantity: int) -> None:
    """So many of the first line come back, after which the sale is looked at anew."""
    number = here.state.receipts.rows[0].transaction_id
    here.shop.desk.approver = here.shop.staff.people["30"]
    here.shop.returning.return_items(number, {"1": Decimal(quantity)}, reason="Damaged")
    here.shop.desk.approver = None
    here.receipts.row_tapped(number)


def test_a_past_sale_is_told_in_the_groups_of_a_receipt_and_leads_back_to_the_list() -> None:
    here = desk_with("latte", "muffin")
    here.receipts.explain_asked()

    told = sections(panel_of(here))
    assert told["Rung up"] == [("Latte", "4.50"), ("Muffin", "3.25")]
    assert "Came back" not in told
    here.receipts.explained.chosen(line_key("2"))
    assert panel_of(here).sentence == "Muffin"
    here.receipts.explained.left()
    here.receipts.explained.left()
    assert here.state.panel is None


def test_a_sale_that_came_back_whole_says_what_was_sold_and_what_came_back() -> None:
    here = desk_with("latte")
    give_back(here, 1)
    here.receipts.explain_asked()
    panel = panel_of(here)

    assert panel.title == "Why 4.87"
    assert sections(panel)["Rung up"] == [("Latte", "4.50")]
    assert sections(panel)["Came back"] == [
        ("Latte", "−4.50"),
        ("Tax on top", "−0.37"),
        ("Came back in all", "−4.87"),
        ("Left of the sale", "0.00"),
    ]
    here.receipts.explained.chosen(next(row.key for row in panel.rows if row.label == "Sales tax 8.25%"))
    assert panel_of(here).title == "Why 0.37"


def test_of_a_line_that_came_back_in_part_the_rest_is_told() -> None:
    here = desk_with("latte", "latte")
    give_back(here, 1)
    here.receipts.explain_asked()

    gone = [row for row in panel_of(here).rows if row.amount == "−4.50"]
    assert [(row.label, row.detail) for row in gone] == [("Latte", "9.00 sold, 4.50 left")]


def test_a_receipt_that_is_scanned_and_a_new_visit_end_the_explanation() -> None:
    here = desk_with("latte")
    number = here.state.receipts.rows[0].transaction_id
    for leaves in (partial(here.receipts.scanned, number), here.receipts.entered):
        here.receipts.row_tapped(number)
        here.receipts.explain_asked()
        assert isinstance(here.state.panel, ReportPanel)
        leaves()
        assert here.state.panel is None
