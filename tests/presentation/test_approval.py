"""A second person's word in the middle of a step, on the sale screen."""

import gc
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pos_terminal.application.authority import Authority
from pos_terminal.application.pin_verdict import PinOutcome, PinVerdict
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.rights import DEFAULT_RIGHTS, NEVER, Action, Rights
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.presentation.approval import APPROVERS_A_PAGE
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.notice import Notice
from pos_terminal.presentation.panels import ApprovalPanel, VoidPanel
from pos_terminal.presentation.tender import TenderPresenter
from tests.application.fakes import ANA, usd
from tests.presentation.member_shop import offer
from tests.presentation.sale_desk import SaleDesk
from tests.presentation.screens import RecordingScreen, WhenTold

if TYPE_CHECKING:
    from pos_terminal.presentation.tender_state import TenderState

SUE = Employee("20", "Sue", "Park", Role.SUPERVISOR)
BOSS = Employee("30", "Max", "Boss", Role.MANAGER)


def with_approvers(till: SaleDesk, *people: Employee) -> SaleDesk:
    for each in people or (SUE, BOSS):
        till.shop.staff.people[each.employee_id] = each
        till.shop.staff.pins[each.employee_id] = f"24680{each.employee_id}"
    return till


def voiding(till: SaleDesk | None = None) -> SaleDesk:
    """A sale with a used offer is to be voided by a cashier."""
    till = with_approvers(till or SaleDesk())
    till.sale.tile_tapped("latte")
    used = replace(offer("two-off", "$2 off", 200), status=DiscountStatus.REDEEMED)
    till.shop.desk.open_sale().put_discounts((used,))
    till.answers.void_asked()
    till.answers.confirmed()
    return till


def panel(till: SaleDesk) -> ApprovalPanel:
    drawn = till.state.panel
    assert isinstance(drawn, ApprovalPanel)
    return drawn


def approve(till: SaleDesk, employee_id: str = "20", pin: str = "") -> None:
    till.approval.person_chosen(employee_id)
    for key in pin or till.shop.staff.pins[employee_id]:
        till.approval.key_pressed(key)
    till.approval.submitted()


@dataclass
class Step:
    """A step that wants a second person of this role."""

    till: SaleDesk
    least: str = Role.SUPERVISOR
    done_by: list[str] = field(default_factory=list)

    @property
    def rights(self) -> Rights:
        return Rights({**DEFAULT_RIGHTS, Action.REPRINT: self.least})

    def __call__(self) -> Notice:
        authority = Authority(self.till.shop.desk, self.till.shop.acts, self.till.shop.tilling, self.rights)
        self.done_by.append(authority.allow(Action.REPRINT).employee_id)
        return Notice("Done.")


def test_what_wants_approval_is_told_with_those_who_may_give_it() -> None:
    till = voiding()
    asked = panel(till)
    assert asked.sentence.startswith("Voiding a sale")
    assert "a supervisor" in asked.sentence
    assert asked.about == "Open sale of 2.71, 0.00 paid"
    assert [(each.name, each.role) for each in asked.people] == [("Sue P.", "Supervisor"), ("Max B.", "Manager")]
    assert (asked.chosen, asked.digits, asked.can_approve) == ("", 0, False)
    assert till.shop.desk.finished is None


def test_with_approval_the_step_is_done_once_and_the_approval_is_spent() -> None:
    till = voiding()
    approve(till)
    assert till.state.panel is None
    assert till.state.notice.text == "The sale was voided."
    assert till.shop.desk.approver is None
    assert till.shop.desk.operator == ANA
    assert len(till.shop.told) == 1
    till.approval.attempt(Step(till), till.sale.show)
    assert panel(till).digits == 0


def test_cancelling_goes_back_to_where_it_was_asked_and_changes_nothing() -> None:
    till = voiding()
    till.approval.person_chosen("20")
    till.approval.key_pressed("1")
    till.approval.cancelled()
    assert isinstance(till.state.panel, VoidPanel)
    assert till.rows() == [("1", "Latte", "4.50")]
    assert till.shop.desk.approver is None
    till.answers.confirmed()
    assert panel(till).digits == 0


def test_a_wrong_pin_a_lock_out_and_a_check_that_fails_are_sentences_and_the_step_still_waits() -> None:
    till = voiding()
    approve(till, pin="999999")
    assert "4 more tries" in panel(till).failure
    assert panel(till).sentence.startswith("Voiding")
    assert (panel(till).digits, panel(till).chosen) == (0, "Sue P.")
    till.shop.staff.outcome = PinOutcome(PinVerdict.LOCKED, wait_seconds=30)
    approve(till)
    assert "30 seconds" in panel(till).failure
    till.shop.staff.outcome = None
    assert till.shop.desk.finished is None
    approve(till)
    assert till.shop.desk.finished is not None


def test_a_check_that_breaks_can_be_tried_again() -> None:
    @dataclass
    class Broken:
        is_broken: bool = True

        def run(self, work: object, done: object, failed: object) -> None:
            assert callable(failed)
            failed(OSError("the disk is gone"))

    till = voiding(SaleDesk(checking=Broken()))
    approve(till)
    assert panel(till).failure == "The PIN could not be checked. Try again."
    assert not panel(till).is_checking


def test_somebody_who_may_not_approve_this_is_told_so_and_another_one_can() -> None:
    till = with_approvers(SaleDesk())
    step = Step(till, Role.MANAGER)
    till.approval.attempt(step, till.sale.show)
    assert [each.name for each in panel(till).people] == ["Max B."]
    assert panel(till).chosen == "Max B.", "the only one who may is chosen"
    approve(till, "20")
    assert "may not approve this. Ask a manager." in panel(till).failure
    assert step.done_by == []
    assert till.shop.desk.approver is None
    approve(till, "30")
    assert step.done_by == ["30"]
    assert till.state.notice.text == "Done."


def test_where_nobody_may_approve_it_is_said() -> None:
    till = SaleDesk()
    till.approval.attempt(Step(till), till.sale.show)
    assert "Nobody here may approve it" in panel(till).failure
    till.approval.submitted()
    assert not panel(till).is_checking


def test_what_wants_no_approval_asks_nobody() -> None:
    till = with_approvers(SaleDesk())
    till.shop.desk.operator = BOSS
    step = Step(till, Role.MANAGER)
    till.approval.attempt(step, till.sale.show)
    assert (step.done_by, till.state.panel) == (["30"], None)


def test_what_is_refused_for_another_reason_is_told_and_asks_nobody() -> None:
    till = with_approvers(SaleDesk())
    till.approval.attempt(Step(till, NEVER), till.sale.show)
    assert till.state.panel is None
    assert "not allowed in this shop" in till.state.notice.text


def test_a_sale_that_was_paid_in_part_is_voided_with_approval_and_says_what_goes_back() -> None:
    till = with_approvers(SaleDesk())
    till.sale.tile_tapped("latte")
    till.checkout.tender("Cash", usd("1.00"))
    till.checkout.tender("Gift Card", usd("2.00"))
    till.answers.void_asked()
    assert isinstance(till.state.panel, VoidPanel)
    assert "Give back Cash 1.00, Gift Card 2.00." in till.state.panel.sentence
    till.answers.reason_tapped("Payment failed")
    till.answers.confirmed()
    approve(till)
    assert till.state.notice.text == "The sale was voided. Give back Cash 1.00, Gift Card 2.00."
    assert till.shop.desk.finished is not None
    assert till.shop.desk.finished.void_reason == "Payment failed"


def test_a_sale_that_changed_while_the_pin_was_checked_is_not_what_was_approved() -> None:
    checking = WhenTold()
    till = voiding(SaleDesk(checking=checking))
    approve(till)
    assert panel(till).is_checking
    till.shop.selling.add_item("muffin")
    checking.end_all()
    assert "changed meanwhile" in till.state.notice.text
    assert till.shop.desk.finished is None
    assert till.shop.desk.approver is None


def test_the_next_sale_is_not_what_was_approved_for_the_one_before() -> None:
    checking = WhenTold()
    till = with_approvers(SaleDesk(checking=checking))
    step = Step(till)
    till.approval.attempt(step, till.sale.show)
    approve(till)
    till.shop.with_items("latte")
    checking.end_all()
    assert step.done_by == []


def test_going_elsewhere_drops_the_step_and_the_answer_on_its_way() -> None:
    checking = WhenTold()
    till = voiding(SaleDesk(checking=checking))
    approve(till)
    till.sale.entered()
    checking.end_all()
    assert not isinstance(till.state.panel, ApprovalPanel)
    assert till.shop.desk.finished is None


def test_choosing_somebody_else_or_cancelling_drops_the_answer_that_is_on_its_way() -> None:
    checking = WhenTold()
    till = voiding(SaleDesk(checking=checking))
    approve(till)
    till.approval.person_chosen("30")
    checking.end_all()
    assert till.shop.desk.finished is None
    approve(till)
    till.approval.cancelled()
    checking.end_all()
    assert till.shop.desk.finished is None


def test_while_a_pin_is_checked_it_is_checked_once_and_takes_no_more_digits() -> None:
    checking = WhenTold()
    till = voiding(SaleDesk(checking=checking))
    approve(till)
    till.approval.submitted()
    till.approval.key_pressed("9")
    assert len(checking.waiting) == 1
    assert panel(till).digits == 0
    checking.end_all()
    assert till.shop.desk.finished is not None


def test_a_scan_is_neither_typed_into_the_pin_nor_rung_up() -> None:
    till = voiding()
    till.approval.person_chosen("20")
    till.approval.key_pressed("1")
    till.sale.scanned("4006381333931")
    assert panel(till).digits == 1
    assert panel(till).failure == "Approve or cancel first, then scan."
    assert till.rows() == [("1", "Latte", "4.50")]


def test_in_the_tenders_a_pin_is_no_amount_and_a_scan_leads_nowhere() -> None:
    till = with_approvers(SaleDesk())
    till.sale.tile_tapped("latte")
    screen: RecordingScreen[TenderState] = RecordingScreen()
    tender = TenderPresenter((till.shop.desk, till.checkout), till.taking, screen, till.navigator)
    tender.entered()
    till.approval.attempt(Step(till), tender.told)
    tender.key_pressed("9")
    tender.scanned("4006381333931")
    assert isinstance(screen.state.panel, ApprovalPanel)
    assert screen.state.panel.digits == 1
    assert not screen.state.is_typed
    assert screen.state.panel.failure == "Approve or cancel first, then scan."
    assert till.navigator.scans == []
    tender.entered()
    assert screen.state.panel is None


def test_a_pin_that_nobody_gives_is_forgotten_after_half_a_minute_and_asked_for_again() -> None:
    till = voiding()
    till.approval.person_chosen("20")
    for key in till.shop.staff.pins["20"][:-1]:
        till.approval.key_pressed(key)
        till.shop.clock.forward(20)
        till.approval.ticked()
    assert panel(till).digits == len(till.shop.staff.pins["20"]) - 1
    drawn = len(till.screen.states)
    till.shop.clock.forward(11)
    till.approval.ticked()
    till.approval.ticked()
    assert (panel(till).digits, panel(till).chosen) == (0, "Sue P.")
    assert len(till.screen.states) == drawn + 1
    approve(till)
    assert till.shop.desk.finished is not None


def test_no_digit_of_a_pin_is_drawn_or_kept() -> None:
    till = voiding()
    till.approval.person_chosen("20")
    for key in "918273":
        till.approval.key_pressed(key)
    assert "918273" not in repr(till.screen.states)
    assert "9182" not in repr(till.approval._question)  # noqa: SLF001  what a log or a trace would show
    till.approval.submitted()
    gc.collect()
    kept = [each for each in gc.get_objects() if isinstance(each, Entry) and "9182" in each.text]
    assert kept == []


def test_three_digits_are_not_a_pin_yet() -> None:
    till = voiding()
    till.approval.person_chosen("20")
    for key in "918":
        till.approval.key_pressed(key)
    till.approval.submitted()
    assert not panel(till).can_approve
    assert not panel(till).failure


def test_more_people_than_fit_are_on_pages() -> None:
    people = [replace(SUE, employee_id=f"{number}", first_name=f"Sue{number}") for number in range(40, 47)]
    till = with_approvers(SaleDesk(), *people)
    till.approval.attempt(Step(till), till.sale.show)
    assert len(panel(till).people) == APPROVERS_A_PAGE
    assert (panel(till).has_earlier, panel(till).has_more) == (False, True)
    till.approval.page_turned(1)
    till.approval.page_turned(1)
    assert [each.employee_id for each in panel(till).people] == ["44", "45", "46"]
    assert (panel(till).has_earlier, panel(till).has_more) == (True, False)


def test_an_approval_that_nobody_waits_for_changes_nothing() -> None:
    till = with_approvers(SaleDesk())
    for act in (till.approval.submitted, till.approval.cancelled):
        act()
    till.approval.page_turned(1)
    till.approval.key_pressed("1")
    till.approval.person_chosen("20")
    assert till.approval.panel is None
    assert till.navigator.went == []


def test_the_badge_of_somebody_who_may_answers_and_the_step_is_done_once() -> None:
    till = voiding()
    till.shop.wear("20", "WK-20")
    till.approval.dropped()
    till.answers.void_asked()
    till.answers.confirmed()
    till.sale.scanned("WK-20")
    assert till.state.panel is None
    assert till.state.notice.text == "The sale was voided."
    assert (till.shop.desk.approver, till.shop.desk.operator) == (None, ANA)


def test_a_badge_of_somebody_who_may_not_approves_nothing() -> None:
    till = voiding()
    till.shop.wear("17", "WK-17")
    till.sale.scanned("WK-17")
    assert panel(till).failure == "Ana L. may not approve this."
    assert not panel(till).can_approve
    assert till.shop.desk.finished is None


def test_where_a_badge_wants_its_pin_it_chooses_who_approves_alone() -> None:
    till = voiding()
    till.shop.wear("20", "WK-20")
    till.shop.signing.badge_is_enough = False
    till.approval.dropped()
    till.answers.void_asked()
    till.answers.confirmed()
    till.sale.scanned("WK-20")
    assert (panel(till).chosen, panel(till).is_checking) == ("Sue P.", False)
    assert till.shop.desk.finished is None
    for key in till.shop.staff.pins["20"]:
        till.approval.key_pressed(key)
    till.approval.submitted()
    assert till.state.notice.text == "The sale was voided."


def test_what_is_past_its_best_is_sold_with_a_word_to_the_cashier_or_with_an_approval() -> None:
    till = with_approvers(SaleDesk())
    till.sale.scanned("]d201040063813339311526010110L7")
    assert till.state.notice.text == "Latte was best before 2026-01-01. It is in the sale: tell the shopper."
    till.shop.authority.rights = Rights({**DEFAULT_RIGHTS, Action.SELL_PAST_BEST: Role.SUPERVISOR})
    for again in (till.sale.scanned, till.sale.words_submitted):
        again("]d201040063813339311526010110L8")
        assert panel(till).sentence == "Selling what is past its best wants the approval of a supervisor."
        till.approval.cancelled()
    assert len(till.shop.desk.open_sale().lines) == 1
    till.sale.scanned("]d201040063813339311526010110L8")
    approve(till)
    assert [line.lot for line in till.shop.desk.open_sale().lines.values()] == ["L7", "L8"]
    assert till.state.notice.text.startswith("Latte was best before")
