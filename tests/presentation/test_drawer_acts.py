from dataclasses import dataclass, field, replace

import pytest

from pos_terminal.application.authority import Authority
from pos_terminal.application.cashing import CashRules
from pos_terminal.application.reasons import Reasons
from pos_terminal.domain.money import Money
from pos_terminal.domain.movement import MovementKind
from pos_terminal.domain.rights import DEFAULT_RIGHTS, Action, Rights
from pos_terminal.domain.shift_report import PieceCount
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.presentation.cash_moves import CashMoves
from pos_terminal.presentation.panels import ChoicePanel, EntryPanel
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.price_asking import PriceAsking
from pos_terminal.presentation.report_answers import ReportAnswers
from pos_terminal.presentation.report_panel import ReportPanel
from pos_terminal.presentation.shift_end import ShiftEnd, pieces_of
from pos_terminal.presentation.training_key import TrainingKey
from tests.application.fakes import usd
from tests.application.test_scale_weighing import HeldScale, kilos
from tests.presentation.drawer_side import DrawerSide
from tests.presentation.sale_desk import SaleDesk


@dataclass
class Till:
    """The sale screen with what is done to the till itself."""

    desk: SaleDesk = field(default_factory=SaleDesk)
    rules: CashRules = field(default_factory=lambda: CashRules(usd("5000.00")))
    asks_over: Money | None = None

    def __post_init__(self) -> None:
        desk = self.desk
        desk.shop.tilling.open_shift(usd("100.00"))
        self.side = DrawerSide(desk.shop, self.rules, self.asks_over)
        self.moves = CashMoves(desk.sale, self.side.services, desk.approval)
        self.shift = ShiftEnd(desk.sale, self.side.services, desk.approval, desk.navigator)
        self.read = ReportAnswers(desk.sale)
        self.prices = PriceAsking(desk.sale, self.side.services)

    def typed(self, keys: str) -> None:
        self.desk.press(keys)
        self.desk.answers.confirmed()

    def chosen(self, key: str) -> None:
        self.desk.answers.chosen(key)

    @property
    def entry(self) -> EntryPanel:
        panel = self.desk.state.panel
        assert isinstance(panel, EntryPanel)
        return panel

    @property
    def choice(self) -> ChoicePanel:
        panel = self.desk.state.panel
        assert isinstance(panel, ChoicePanel)
        return panel

    @property
    def report(self) -> ReportPanel:
        panel = self.desk.state.panel
        assert isinstance(panel, ReportPanel)
        return panel

    @property
    def notice(self) -> str:
        return self.desk.state.notice.text


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (MovementKind.CASH_IN, "12.50 was paid in. The slip is printing."),
        (MovementKind.CASH_OUT, "12.50 was paid out. The slip is printing."),
        (MovementKind.PICKUP, "12.50 was picked up. The slip is printing."),
    ],
)
def test_cash_moves_by_an_amount_and_a_reason(kind: MovementKind, said: str) -> None:
    till = Till()

    till.moves.asked(kind)
    assert (till.entry.title, till.entry.unit, till.entry.can_confirm) == (kind.words, "USD", False)
    till.typed("12.50")
    till.chosen(till.choice.choices[0].key)

    assert [(each.kind, each.amount) for each in till.side.records.moved] == [(kind, usd("12.50"))]
    assert (till.notice, till.desk.state.panel) == (said, None)


def test_what_is_refused_is_said_and_another_amount_can_be_typed() -> None:
    till = Till()
    till.moves.asked(MovementKind.PICKUP)
    till.typed("100.01")
    till.chosen(till.choice.choices[0].key)
    assert "should not hold that much" in till.notice

    till.desk.answers.cancelled()

    assert till.entry.title == "Pickup"
    assert till.side.records.moved == []


def test_the_drawer_opens_without_a_question_unless_the_shop_lists_reasons() -> None:
    plain, listed = Till(), Till(rules=CashRules(usd("1.00"), reasons=Reasons({"no_sale": ("Change", "Check")})))

    plain.moves.no_sale()
    listed.moves.no_sale()

    assert (plain.notice, len(plain.side.records.moved)) == ("The drawer is open. The slip is printing.", 1)
    assert [each.key for each in listed.choice.choices] == ["Change", "Check"]
    listed.chosen("Check")
    assert [each.reason for each in listed.side.records.moved] == ["Check"]


def test_a_right_that_ends_is_asked_for_over_the_question() -> None:
    till = Till()
    shop = till.desk.shop
    rights = Rights({**DEFAULT_RIGHTS, Action.CASH_OUT: "supervisor"})
    till.side.services.cashing._ports = replace(  # noqa: SLF001 - another shop's rights
        till.side.services.cashing._ports,  # noqa: SLF001
        authority=Authority(shop.desk, shop.acts, shop.tilling, rights),
    )
    till.moves.asked(MovementKind.CASH_OUT)
    till.typed("5")
    till.chosen(till.choice.choices[0].key)

    assert till.desk.approval.panel is not None
    assert till.side.records.moved == []


def test_a_shift_is_closed_by_its_total_and_what_was_expected_is_told_only_then() -> None:
    till = Till()

    till.shift.asked()
    assert "100.00" not in till.choice.sentence
    till.chosen("total")
    till.typed("98.00")
    assert till.choice.sentence == "98.00 counted. A closed shift is not opened again."
    till.chosen("close")

    assert (till.report.title, till.report.sentence) == (
        "Z report 1",
        "The shift is closed. 2.00 short. The report is printing.",
    )
    told = {row.label: row.amount for row in till.report.rows}
    assert (told["Expected"], told["Counted"], told["SHORT"]) == ("100.00", "98.00", "-2.00")
    till.read.left()
    assert till.desk.navigator.went[-1] is Place.OPEN_SHIFT


def test_the_report_of_a_closed_shift_is_printed_again_as_a_numbered_copy() -> None:
    till = Till()
    till.shift.asked()
    till.chosen("total")
    till.typed("100.00")
    till.chosen("close")
    assert till.report.act == "Print"

    for copy in (1, 2):
        till.read.acted()
        assert (till.report.title, till.report.sentence) == ("Z report 1", f"Copy {copy} is being printed.")
    till.side.records.full = True
    till.read.acted()
    assert "disk is full" in till.notice

    assert till.side.copies == till.side.records.closed * 2
    till.read.left()
    assert till.desk.navigator.went[-1] is Place.OPEN_SHIFT


def test_a_shift_is_counted_piece_by_piece_and_a_step_is_taken_back() -> None:
    till = Till()
    till.shift.asked()
    till.chosen("pieces")
    assert till.entry.title == "How many of 100?"
    till.typed("7")
    assert till.entry.hint == "So far 700.00."
    till.desk.answers.cancelled()
    till.typed("1")
    for _ in pieces_of("USD")[1:]:
        till.desk.answers.confirmed()
    till.chosen("close")

    assert till.report.sentence == "The shift is closed. The drawer is right. The report is printing."
    assert [each.closing and each.closing.counted for each in till.side.records.closed] == [usd("100.00")]
    (closed,) = till.side.records.closed
    assert closed.closing is not None
    assert closed.closing.pieces == (PieceCount(usd("100.00"), 1),)


def test_a_count_that_is_far_off_wants_a_reason_or_another_count() -> None:
    till = Till(asks_over=usd("5.00"))
    till.shift.asked()
    till.chosen("total")
    till.typed("10")
    till.chosen("close")
    assert (till.choice.title, till.choice.sentence) == ("Why?", "The count is off. Go back to count again.")

    till.desk.answers.cancelled()
    assert till.choice.title == "Count the drawer"
    till.chosen("total")
    till.typed("90")
    till.chosen("close")
    till.chosen(till.choice.choices[0].key)

    (closed,) = till.side.records.closed
    assert closed.closing is not None
    assert (closed.closing.reason, closed.closing.earlier) == ("Wrong change given", (usd("10.00"),))


def test_a_shift_is_read_and_printed_and_goes_on() -> None:
    till = Till()

    till.shift.read()
    assert (till.report.title, till.report.act) == ("X report 1", "Print")
    assert "Expected" not in [row.label for row in till.report.rows]
    till.read.acted()

    assert (len(till.side.printed), till.notice) == (1, "X report 1 is printing.")
    assert (till.side.records.closed, till.desk.state.panel) == ([], None)


def test_a_report_says_on_the_screen_all_that_its_paper_says() -> None:
    till = Till()
    till.shift.read()
    rows = till.report.rows
    written = till.side.services.written(till.side.services.closing.read())

    assert [row.label for row in rows[1 : 1 + len(written.facts)]] == list(written.facts)
    assert [row.label for row in rows if row.is_title] == ["Shift", *(each.title for each in written.sections)]
    on_paper = [(row.label, row.amount, row.is_sum) for section in written.sections for row in section.rows]
    on_screen = [(row.label, row.amount, row.is_total) for row in rows if not row.is_title]
    assert on_screen[len(written.facts) :] == on_paper
    assert [row.label for row in rows if row.is_total] == ["NET SALES"]


def test_what_is_sold_by_weight_is_priced_by_the_scale_once_it_is_steady() -> None:
    till = Till()
    scale = HeldScale(kilos("0.500", is_steady=False))
    till.side.services.prices.scale = scale
    till.prices.look("4015")
    assert (till.report.sentence, till.report.act) == ("Put it on the scale, then weigh it.", "Weigh")
    till.read.acted()
    assert till.report.act == "Weigh"
    scale.reading = kilos("0.500")
    till.read.acted()
    assert till.report.act == "Check another"
    assert [each.amount for each in till.report.rows if each.label == "To pay"] == ["1.50"]


def test_prices_are_told_one_after_the_other_and_nothing_is_sold() -> None:
    till = Till()
    till.prices.asked()
    till.desk.sale.scanned("LAT")
    assert (till.report.title, till.report.act) == ("Latte", "Check another")
    assert [(row.label, row.amount) for row in till.report.rows] == [
        ("Price", "4.50"),
        ("Sales tax", "on top"),
        ("To pay", "4.87"),
    ]
    till.desk.sale.scanned("4015")
    assert [(row.label, row.amount) for row in till.report.rows] == [("Price", "2.99 / kg")]
    till.desk.sale.scanned("999")
    assert "No item has the code 999" in till.notice
    till.read.acted()
    till.typed("0999")
    assert "0999" in till.notice
    assert till.desk.shop.desk.basket is None


@pytest.mark.parametrize("code", ["USD", "CAD", "EUR", "GBP", "CHF", "JPY", "SEK"])
def test_notes_and_coins_are_counted_from_the_largest_and_none_twice(code: str) -> None:
    pieces = pieces_of(code)

    assert list(pieces) == sorted(set(pieces), reverse=True)
    assert all(piece > 0 for piece in pieces)


def test_a_training_is_begun_with_an_approval_and_ended_without_one() -> None:
    till = Till()
    begins = TrainingKey(till.desk.sale, till.side.services.training, till.desk.approval)

    begins.tapped()
    assert till.desk.approval.panel is not None
    assert till.side.switches == 0
    till.desk.approval.cancelled()
    till.desk.shop.desk.operator = Employee("2001", "Ben", "Voss", Role.MANAGER)
    begins.tapped()

    assert (begins.words, till.side.switches, till.notice) == ("Begin training", 1, "The training begins.")
    ends = TrainingKey(till.desk.sale, replace(till.side.services.training, is_on=True), till.desk.approval)
    assert ends.words == "End training"
