from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.domain.working import Figure
from pos_terminal.presentation.explained_pages import WHOLE, ExplainedPages, line_key
from pos_terminal.presentation.explained_sale import explained_sale
from pos_terminal.presentation.report_answers import ReportAnswers
from pos_terminal.presentation.report_panel import ReportPanel, ReportRow
from pos_terminal.presentation.worked import number_text
from pos_terminal.wording import speaking
from tests.application.desk_of import LATTE, STD, Shop
from tests.application.fakes import each, usd
from tests.presentation.sale_desk import SaleDesk

LINE_1, LINE_2 = line_key("1"), line_key("2")


def a_sale() -> SaleDesk:
    """Two lattes and a muffin, seven and a half percent off."""
    till = SaleDesk()
    for item_id in ("latte", "latte", "muffin"):
        till.sale.tile_tapped(item_id)
    till.shop.discounting.add("Regular guest", percent=Decimal("7.5"), amount=None, line_id=None)
    return till


def panel_of(till: SaleDesk) -> ReportPanel:
    panel = till.state.panel
    assert isinstance(panel, ReportPanel)
    return panel


def sections(panel: ReportPanel) -> dict[str, list[tuple[str, str]]]:
    """What the rows of each section say, by its title."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in panel.rows:
        if row.is_title:
            found[row.label] = []
        else:
            found[list(found)[-1]].append((row.label, row.amount))
    return found


def row_of(panel: ReportPanel, label: str) -> ReportRow:
    return next(row for row in panel.rows if row.label == label and not row.is_title)


def pages_of(shop: Shop) -> ExplainedPages:
    return ExplainedPages(explained_sale(shop.desk.open_sale(), dict(shop.explaining.all_of().steps)))


def test_a_total_is_told_in_the_groups_of_a_receipt() -> None:
    till = a_sale()
    till.explained.asked()

    assert panel_of(till).title == "Why 12.26"
    assert sections(panel_of(till)) == {
        "In short": [("All items", "12.25"), ("Discounts", "−0.92"), ("Tax on top", "0.93"), ("Total", "12.26")],
        "Rung up": [("Latte", "9.00"), ("Muffin", "3.25")],
        "Discounts": [("Regular guest 7.5%", "−0.92")],
        "Tax": [("Sales tax 8.25%", "0.93")],
    }


def test_no_page_says_a_word_of_the_settings() -> None:
    till = a_sale()
    pages = pages_of(till.shop)
    keys = [WHOLE, *(row.key for row in pages.page(WHOLE).rows if row.key)]
    texts = [text for key in keys for row in pages.page(key).rows for text in (row.label, row.detail)]

    assert len(keys) == 5
    assert not [text for text in texts if any(each in text for each in ("[", "]", "half_", "document", "remainder"))]


def test_a_discount_says_what_it_is_of_and_how_it_is_shared_out() -> None:
    till = a_sale()
    till.explained.asked()
    ReportAnswers(till.sale).chosen(row_of(panel_of(till), "Regular guest 7.5%").key)
    panel = panel_of(till)

    how = row_of(panel, "7.5% of 12.25")
    assert (how.amount, how.detail) == ("0.92", "0.91875, rounded to the nearest 0.01")
    assert sections(panel)["Shared out by item"] == [("Latte", "−0.68"), ("Muffin", "−0.24"), ("Together", "−0.92")]
    assert row_of(panel, "Latte").detail == "0.92 × 9.00 ÷ 12.25"


def test_a_line_says_its_price_its_discounts_and_its_taxes() -> None:
    till = a_sale()
    till.explained.of_line("1")
    panel = panel_of(till)

    assert (panel.title, panel.sentence, panel.leave) == ("Why 8.32", "Latte", "Back")
    assert sections(panel) == {
        "Price": [("2 × 4.50", "9.00")],
        "Discounts": [("Regular guest 7.5%", "−0.68"), ("After discounts", "8.32")],
        "Tax": [("Sales tax 8.25%", "0.6864")],
    }
    assert row_of(panel, "Sales tax 8.25%").detail == "8.25% of 8.32"


def test_a_tax_says_what_it_is_charged_on_and_where_it_is_rounded() -> None:
    till = a_sale()
    till.explained.asked()
    key = row_of(panel_of(till), "Sales tax 8.25%").key
    ReportAnswers(till.sale).chosen(key)
    panel = panel_of(till)

    assert sections(panel)["By item"] == [("Latte", "0.6864"), ("Muffin", "0.248325"), ("Tax", "0.93")]
    assert row_of(panel, "Tax").detail == "0.934725, rounded to the nearest 0.01"


def test_what_is_paid_already_is_told_with_what_is_left() -> None:
    till = a_sale()
    till.checkout.tender("Gift Card", usd("5.00"))
    till.explained.asked()
    paid = sections(panel_of(till))["Paid"]

    assert paid == [("Gift Card", "5.00"), ("Still to pay", "7.26")]
    ReportAnswers(till.sale).chosen(row_of(panel_of(till), "Gift Card").key)
    assert ("Handed over", "5.00") in sections(panel_of(till))["How it was paid"]


def test_what_a_line_has_for_nothing_stands_with_it_and_not_for_itself() -> None:
    shop = Shop().with_items("latte")
    shop.put(each("whole", "0.00", is_modifier=True))
    shop.catalog.modifier_ids["latte"] = ("oat", "whole")
    shop.selling.add_item("latte", modifiers=("whole", "oat"))
    panel = pages_of(shop).page(WHOLE)

    assert ("Whole", "0.00") not in sections(panel)["Rung up"]
    assert ("+ Oat", "0.60") in sections(panel)["Rung up"]
    assert "Whole" in [row.detail for row in panel.rows]


def test_a_tax_that_the_prices_hold_is_called_so() -> None:
    shop = Shop().signed_on()
    shop.put(replace(LATTE, taxes=(replace(STD, included=True),)))
    shop.selling.add_item("latte")
    panel = pages_of(shop).page(WHOLE)

    total = row_of(panel, "Total")
    assert (total.amount, total.detail) == ("4.50", "0.34 of it is tax that the prices hold already")
    assert row_of(panel, "Sales tax 8.25%").detail == "on 4.16, in the prices already"


def test_a_page_leads_back_to_the_sale_and_the_sale_to_its_end() -> None:
    till = a_sale()
    answers = ReportAnswers(till.sale)
    till.explained.asked()
    answers.chosen(LINE_2)
    assert panel_of(till).sentence == "Muffin"
    answers.left()
    assert panel_of(till).title == "Why 12.26"
    answers.left()
    assert till.sale.draft.question is None


def test_all_figures_of_a_sale_have_their_steps() -> None:
    till = a_sale()
    everything = dict(till.shop.explaining.all_of().steps)

    assert everything[Figure("total")].result == till.shop.desk.open_sale().totals.total.amount
    assert all(step in everything.items() for step in till.shop.explaining.explain("total").steps)


def test_a_tap_on_the_totals_explains_a_sale_that_has_lines_and_nothing_asked() -> None:
    till = SaleDesk()
    why = till.explained
    why.tapped()
    assert till.sale.draft.question is None
    assert not why.can_ask()
    till.sale.tile_tapped("latte")
    why.tapped()
    question = till.sale.draft.question
    assert isinstance(till.state.panel, ReportPanel)
    why.tapped()
    assert till.sale.draft.question is question


def test_the_choices_of_a_line_lead_to_its_price() -> None:
    till = a_sale()
    till.sale.line_tapped("1")
    till.answers.changes.asked()
    till.answers.chosen("explain")
    assert panel_of(till).sentence == "Latte"


def test_a_sale_that_is_paid_is_explained_no_more() -> None:
    till = SaleDesk()
    why = till.explained
    till.sale.tile_tapped("latte")
    till.sale.cash_tapped(usd("20.00"))
    assert not why.can_ask()
    why.asked()
    assert not isinstance(till.state.panel, ReportPanel)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("1234.50", 2, "1,234.50"),
        ("-0.5", 0, "−0.5"),
        ("2.4", 2, "2.40"),
        ("0.04995", 2, "0.04995"),
        ("0.33333333333333", 2, "≈ 0.333333"),
        ("-2.50", 2, "−2.50"),
        ("0.0825", 0, "0.0825"),
        ("100", 0, "100"),
        ("1200", 3, "1,200.000"),
    ],
)
def test_a_number_is_written_out_as_far_as_anybody_reads_it(value: str, decimals: int, text: str) -> None:
    assert number_text(Decimal(value), decimals) == text


def test_a_total_is_explained_in_the_language_of_the_screen() -> None:
    till = a_sale()
    till.shop.checkout.tender("Cash", usd("20.00"))
    sale = till.shop.desk.open_sale()
    with speaking("de"):
        panel = ExplainedPages(explained_sale(sale, dict(till.shop.explaining.all_of().steps))).page(WHOLE)

    assert panel.title.startswith("Warum ")
    assert list(sections(panel)) == ["In Kürze", "Erfasst", "Rabatte", "Steuer", "Bezahlt"]
    assert [label for label, _amount in sections(panel)["Bezahlt"]] == ["Bar", "Rückgeld"]
