from decimal import Decimal

import pytest

from pos_terminal.domain.age import AgeOutcome
from pos_terminal.presentation.panels import AgePanel
from tests.application.fakes import each, usd
from tests.presentation.sale_desk import SaleDesk


def with_beer(*more: str) -> SaleDesk:
    till = SaleDesk()
    for item_id in ("beer", *more):
        till.shop.selling.add_item(item_id)
    till.sale.show()
    return till


@pytest.mark.parametrize("outcome", [AgeOutcome.DOCUMENT, AgeOutcome.LOOKS_OLD_ENOUGH])
def test_a_tap_on_money_waits_for_the_age_and_goes_on_with_the_answer(outcome: AgeOutcome) -> None:
    till = with_beer()
    till.sale.pay_tapped()

    assert till.state.panel == AgePanel("Is the shopper 18 or older?", "Beer may be sold from the age of 18 on.")
    assert till.shop.told == []
    till.age.answered(outcome)

    (sold,) = till.shop.told
    assert sold.lines[0].line.age_outcome is outcome


def test_each_line_is_asked_about_and_then_the_money_is_taken_once() -> None:
    till = SaleDesk()
    till.shop.put(each("wine", "9.90", minimum_age=21))
    till.shop.selling.add_item("beer", Decimal(2))
    till.shop.selling.add_item("wine")
    till.sale.pay_tapped()
    assert isinstance(till.state.panel, AgePanel)
    assert till.state.panel.sentence.startswith("2 × Beer")
    till.age.answered("document")
    assert isinstance(till.state.panel, AgePanel)
    assert till.state.panel.title == "Is the shopper 21 or older?"
    till.age.answered("document")

    assert len(till.shop.told) == 1


def test_who_is_too_young_does_not_get_it_and_nothing_is_taken() -> None:
    till = with_beer("muffin")
    till.sale.pay_tapped()
    till.age.answered("refused")

    assert till.state.panel is None
    assert [row.name for row in till.state.rows] == ["Muffin"]
    assert "Take the payment again" in till.state.notice.text
    assert till.shop.desk.open_sale().paid == usd("0.00")


def test_the_tap_is_taken_back_and_asked_again_with_the_next_one() -> None:
    till = with_beer()
    till.sale.pay_tapped()
    till.age.left()
    assert till.state.panel is None
    till.shop.clock.forward(1)
    till.sale.pay_tapped()
    assert isinstance(till.state.panel, AgePanel)


def test_an_answer_that_comes_when_somebody_went_elsewhere_takes_nothing() -> None:
    till = with_beer()
    till.sale.pay_tapped()
    till.sale.entered()
    assert till.state.panel is None
    till.age.answered("document")
    assert till.shop.told == []


def test_a_sale_without_ages_is_paid_at_once() -> None:
    till = SaleDesk()
    till.shop.selling.add_item("muffin")
    till.sale.pay_tapped()
    assert len(till.shop.told) == 1
