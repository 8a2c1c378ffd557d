from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

import pytest

from pos_terminal.application.authority import Authority
from pos_terminal.application.cashing import Cashing, CashPorts, CashRules
from pos_terminal.application.closing import ShiftClosing
from pos_terminal.application.reasons import Reasons
from pos_terminal.domain.errors import ApprovalNeeded, BadArgument, NotAllowedNow, NotSignedOn
from pos_terminal.domain.money import Money
from pos_terminal.domain.movement import MovementKind, Stander
from pos_terminal.domain.rights import DEFAULT_RIGHTS, NEVER, RIGHTS, Action, Rights
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.domain.tender import CashRounding
from tests.application.desk_of import Shop
from tests.application.fakes import DiskFull, MemoryTillRecords, usd

MOVES = (MovementKind.CASH_IN, MovementKind.CASH_OUT, MovementKind.PICKUP)
BEN = Employee("2001", "Ben", "Voss", Role.MANAGER)


@dataclass
class Drawer:
    """A signed-on desk with a hundred in the drawer, and what followed its commits."""

    rules: CashRules = field(default_factory=lambda: CashRules(usd("500.00")))
    rights: Rights = field(default_factory=lambda: Rights(DEFAULT_RIGHTS))
    asks_over: Money | None = None

    def __post_init__(self) -> None:
        self.shop, self.records = Shop().signed_on(), MemoryTillRecords(opening=usd("100.00"))
        self.shop.tilling.open_shift(usd("100.00"))
        self.after: list[str] = []
        self.authority = Authority(self.shop.desk, self.shop.acts, self.shop.tilling, self.rights)
        ids = self.shop.ids.uuid
        ports = CashPorts(self.records, self.authority, ids, self._opens, self._prints)
        self.cashing = Cashing(self.shop.desk, ports, self.shop.tilling, self.rules)
        self.closing = ShiftClosing(self.shop.desk, ports, self.shop.tilling, self.rules, self.asks_over)

    def _opens(self) -> None:
        self.after.append(f"drawer {len(self.records.jobs)}")

    def _prints(self) -> None:
        self.after.append(f"paper {len(self.records.jobs)}")

    def as_role(self, role: Role) -> "Drawer":
        self.shop.desk.operator = Employee("9", "Ola", "Berg", role)
        return self

    def does(self, action: Action) -> None:
        if action is Action.CLOSE_SHIFT:
            self.closing.close(usd("100.00"))
        elif action is Action.NO_SALE:
            self.cashing.no_sale()
        else:
            self.cashing.move(MovementKind(action.value), usd("5.00"), "Bank")


def test_a_movement_is_stored_with_who_when_and_why_before_the_drawer_opens_and_the_slip_is_printed() -> None:
    drawer = Drawer()

    moved = drawer.cashing.move(MovementKind.CASH_OUT, usd("12.50"), "  Milk ")

    assert drawer.records.moved == [moved]
    assert (moved.amount, moved.reason, moved.by.employee_id, moved.by.approved_by) == (
        usd("12.50"),
        "Milk",
        "17",
        None,
    )
    assert (moved.at, moved.business_day) == (drawer.shop.tilling.now(), drawer.shop.tilling.today())
    assert moved.session_id == 1
    assert drawer.after == ["drawer 1", "paper 1"]


def test_opening_the_drawer_for_nothing_wants_no_reason_and_moves_nothing() -> None:
    drawer = Drawer()

    opened = drawer.cashing.no_sale()

    assert (opened.kind, opened.amount, opened.reason) == (MovementKind.NO_SALE, usd("0"), "")
    assert drawer.after == ["drawer 1", "paper 1"]


def test_a_shop_that_lists_reasons_for_opening_the_drawer_wants_one() -> None:
    drawer = Drawer(CashRules(usd("500.00"), reasons=Reasons({"no_sale": ("Change", "Check")})))

    with pytest.raises(BadArgument, match="reason"):
        drawer.cashing.no_sale()
    assert drawer.cashing.no_sale("check").reason == "Check"


@pytest.mark.parametrize("kind", MOVES)
@pytest.mark.parametrize("amount", ["0", "-1.00", "500.01"])
def test_no_amount_but_a_positive_one_within_the_shops_bound_is_moved(kind: MovementKind, amount: str) -> None:
    drawer = Drawer()
    drawer.records.opening = usd("9999.00")

    with pytest.raises(BadArgument):
        drawer.cashing.move(kind, usd(amount), "Bank")
    assert (drawer.records.moved, drawer.after) == ([], [])


@pytest.mark.parametrize("kind", MOVES)
def test_only_what_there_are_coins_for_is_moved(kind: MovementKind) -> None:
    drawer = Drawer(CashRules(usd("500.00"), CashRounding(Decimal("0.05"))))

    with pytest.raises(BadArgument, match=r"smallest coin is 0\.05"):
        drawer.cashing.move(kind, usd("1.02"), "Bank")
    assert drawer.cashing.move(kind, usd("1.05"), "Bank").amount == usd("1.05")


@pytest.mark.parametrize("kind", [MovementKind.CASH_OUT, MovementKind.PICKUP])
def test_no_more_leaves_the_drawer_than_it_should_hold(kind: MovementKind) -> None:
    drawer = Drawer()

    with pytest.raises(NotAllowedNow, match="should not hold that much") as refused:
        drawer.cashing.move(kind, usd("100.01"), "Safe")
    assert "100.00" not in refused.value.sentence
    drawer.cashing.move(kind, usd("60.00"), "Safe")
    with pytest.raises(NotAllowedNow):
        drawer.cashing.move(kind, usd("40.01"), "Safe")
    assert drawer.cashing.move(kind, usd("40.00"), "Safe").amount == usd("40.00")


@pytest.mark.parametrize("kind", MOVES)
def test_a_movement_wants_a_reason(kind: MovementKind) -> None:
    drawer = Drawer()

    with pytest.raises(BadArgument, match="reason"):
        drawer.cashing.move(kind, usd("1.00"), "  ")
    assert drawer.records.moved == []


@pytest.mark.parametrize("action", [*(kind.action for kind in MovementKind), Action.CLOSE_SHIFT])
def test_nothing_is_done_to_the_till_while_a_sale_is_open_or_nobody_is_signed_on(action: Action) -> None:
    drawer = Drawer()
    drawer.shop.selling.add_item("latte")

    with pytest.raises(NotAllowedNow, match="sale is open"):
        drawer.does(action)
    drawer.shop.desk.operator = None
    with pytest.raises(NotSignedOn):
        drawer.does(action)
    assert (drawer.records.jobs, drawer.after) == ([], [])


def test_a_till_without_a_shift_opens_one_with_an_empty_float() -> None:
    drawer = Drawer()
    drawer.shop.desk.session, drawer.records.opening = None, usd("0")

    with pytest.raises(NotAllowedNow, match="should not hold"):
        drawer.cashing.move(MovementKind.PICKUP, usd("1.00"), "Safe")
    assert drawer.shop.desk.session is None
    moved = drawer.cashing.move(MovementKind.CASH_IN, usd("80.00"), "Float")
    assert (drawer.shop.desk.session is not None, moved.session_id) == (True, 2)


@pytest.mark.parametrize("action", [*(kind.action for kind in MovementKind), Action.CLOSE_SHIFT])
@pytest.mark.parametrize(("said", "role"), list(product(RIGHTS, Role)))
def test_each_cell_of_the_rights_of_the_till_holds(action: Action, said: str, role: Role) -> None:
    drawer = Drawer(rights=Rights({**DEFAULT_RIGHTS, action: said})).as_role(role)

    if said == NEVER:
        drawer.shop.desk.approver = BEN
        with pytest.raises(NotAllowedNow, match="not allowed in this shop"):
            drawer.does(action)
        assert drawer.records.jobs == []
    elif role.may(Role(said)):
        drawer.does(action)
        assert len(drawer.records.jobs) == 1
    else:
        with pytest.raises(ApprovalNeeded):
            drawer.does(action)
        assert drawer.records.jobs == []
        drawer.shop.desk.approver = BEN
        drawer.does(action)
        by = drawer.records.moved[0].by if drawer.records.moved else _closer(drawer)
        assert (by.employee_id, by.approved_by, by.approver_name) == ("9", "2001", BEN.display_name)
        assert [each.action for each in drawer.shop.acts.entered] == [action]


def _closer(drawer: Drawer) -> Stander:
    closing = drawer.records.closed[0].closing
    assert closing is not None
    return closing.by


def test_what_the_disk_does_not_take_opens_no_drawer_and_prints_nothing() -> None:
    drawer = Drawer()
    drawer.records.full = True

    for action in (Action.CASH_OUT, Action.NO_SALE, Action.CLOSE_SHIFT):
        with pytest.raises(DiskFull):
            drawer.does(action)
    assert drawer.after == []
    assert drawer.shop.desk.session is not None


def test_a_shift_is_closed_with_what_was_counted_and_the_next_one_is_another() -> None:
    drawer = Drawer()
    drawer.records.sold_for_cash = usd("20.00")

    closed = drawer.closing.close(usd("118.00"))

    assert (closed.report.over_short, closed.report.number) == (usd("-2.00"), 1)
    assert drawer.after == ["paper 1"]
    assert drawer.shop.desk.session is None
    with pytest.raises(NotAllowedNow, match="No shift is open"):
        drawer.closing.close(usd("118.00"))
    with pytest.raises(NotAllowedNow, match="No shift is open"):
        drawer.closing.read()


def test_a_count_that_is_far_off_wants_a_reason_without_telling_which_way_and_is_kept() -> None:
    drawer = Drawer(asks_over=usd("5.00"))

    for counted in ("94.99", "105.01"):
        with pytest.raises(BadArgument, match=r"more than 5\.00 off") as refused:
            drawer.closing.close(usd(counted))
        assert "100" not in refused.value.sentence
    assert drawer.records.closed == []
    closing = drawer.closing.close(usd("90.00"), "Wrong change given").report.closing

    assert closing is not None
    assert (closing.reason, closing.earlier) == ("Wrong change given", (usd("94.99"), usd("105.01")))


@pytest.mark.parametrize("counted", ["95.00", "105.00", "100.00"])
def test_a_count_within_the_limit_wants_no_reason(counted: str) -> None:
    assert Drawer(asks_over=usd("5.00")).closing.close(usd(counted)).report.closing is not None


def test_a_count_below_nothing_or_of_coins_there_are_not_is_refused() -> None:
    drawer = Drawer(CashRules(usd("500.00"), CashRounding(Decimal("0.05"))))

    for counted in ("-1.00", "99.99"):
        with pytest.raises(BadArgument):
            drawer.closing.close(usd(counted))
    assert drawer.shop.desk.session is not None


def test_a_shift_is_read_at_any_time_and_nothing_changes() -> None:
    drawer = Drawer()
    drawer.shop.selling.add_item("latte")

    report = drawer.closing.read()

    assert (report.closing, report.over_short, report.figures.expected_cash) == (None, None, usd("100.00"))
    assert (drawer.records.jobs, drawer.after, drawer.shop.acts.entered) == ([], [], [])
