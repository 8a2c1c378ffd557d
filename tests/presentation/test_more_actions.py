from dataclasses import dataclass, field
from decimal import Decimal

from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.more_actions import MoreAction, MoreActions
from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.panels import ActionsPanel, EntryPanel
from pos_terminal.presentation.questions import FigureQuestion, Key, why
from tests.presentation.sale_desk import SaleDesk

LATTE_CODE = "4006381333931"


def more(till: SaleDesk, begun: list[str]) -> MoreActions:
    """One thing for a sale, and one for between two."""
    open_sale = till.shop.desk
    actions = (
        MoreAction("Count", "coins", lambda: begun.append("count"), lambda: open_sale.basket is not None),
        MoreAction("Between", "cash", till.sale.answered, lambda: open_sale.basket is None),
    )
    return MoreActions(till.sale, till.guard.another(), actions)


def keys(till: SaleDesk) -> list[tuple[str, bool]]:
    panel = till.state.panel
    assert isinstance(panel, ActionsPanel)
    return [(each.words, each.can_press) for each in panel.actions]


def test_only_what_makes_sense_now_can_be_pressed_and_it_begins() -> None:
    till, begun = SaleDesk(), list[str]()
    actions = more(till, begun)
    actions.key_tapped()
    assert keys(till) == [("Count", False), ("Between", True)]
    till.shop.clock.forward(1)
    actions.chosen("Count")
    assert begun == []
    till.shop.selling.add_item("latte")
    till.sale.redraw()
    assert keys(till) == [("Count", True), ("Between", False)]
    till.shop.clock.forward(1)
    actions.chosen("Count")
    assert begun == ["count"]


def test_a_hurried_second_tap_begins_nothing() -> None:
    till, begun = SaleDesk(), list[str]()
    till.shop.selling.add_item("latte")
    actions = more(till, begun)
    actions.key_tapped()
    actions.chosen("Count")
    assert begun == []


def test_a_scan_leaves_the_panel_and_is_rung_up() -> None:
    till = SaleDesk()
    more(till, []).key_tapped()
    till.sale.scanned(LATTE_CODE)
    assert (till.state.panel, till.rows()) == (None, [("1", "Latte", "4.50")])


def test_leaving_changes_nothing() -> None:
    till = SaleDesk()
    actions = more(till, [])
    actions.key_tapped()
    till.shop.clock.forward(1)
    actions.left()
    actions.chosen("Between")
    assert (till.state.panel, till.rows()) == (None, [])


def test_a_number_goes_to_the_key_that_was_tapped_and_nought_only_where_it_is_an_answer() -> None:
    till = SaleDesk()
    told: list[tuple[str, Decimal]] = []

    def question(*, or_nothing: bool) -> FigureQuestion:
        first = Key("In", lambda value: told.append(("In", value)))
        second = Key("Out", lambda value: told.append(("Out", value)))
        return FigureQuestion("Cash", "How much?", Entry(decimals=2), first, second, "USD", or_nothing)

    till.sale.ask(question(or_nothing=False))
    till.answers.confirmed()
    till.press("0")
    till.answers.confirmed()
    assert told == []
    till.press("12.5")
    panel = till.state.panel
    assert isinstance(panel, EntryPanel)
    assert (panel.text, panel.confirm, panel.second, panel.can_confirm) == ("12.5", "In", "Out", True)
    till.answers.times_asked()
    till.sale.ask(question(or_nothing=True))
    till.press("0")
    till.answers.confirmed()
    assert told == [("Out", Decimal("12.5")), ("In", Decimal(0))]


def test_a_reason_is_told_by_one_tap() -> None:
    till, told = SaleDesk(), list[str]()
    till.sale.ask(why("5.00 out", ("Milk", "Stamps"), told.append))
    till.answers.chosen("Stamps")
    assert told == ["Stamps"]


@dataclass
class ScanAsked:
    """Wants to know what a code is."""

    seen: list[str] = field(default_factory=list)
    gives_way: bool = False

    def panel(self, _selected_name: str) -> Panel | None:
        return None

    def scanned(self, code: str) -> None:
        self.seen.append(code)


def test_a_question_that_a_scan_answers_gets_it_and_nothing_is_rung_up() -> None:
    till, asked = SaleDesk(), ScanAsked()
    till.sale.ask(asked)  # type: ignore[arg-type]  # a panel is not what this is about
    till.sale.scanned(LATTE_CODE)
    assert (asked.seen, till.rows()) == ([LATTE_CODE], [])
