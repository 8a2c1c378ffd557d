from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from pos_terminal.application.noticeboard import StandingNotice
from pos_terminal.application.pin_verdict import PinOutcome, PinVerdict
from pos_terminal.application.ports import Background
from pos_terminal.application.standing import QueueCounts
from pos_terminal.presentation.pill import Tone
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.sign_on import SignOnPresenter, SignOnServices, SignOnState
from tests.application.desk_of import Shop
from tests.application.fakes import ANA
from tests.presentation.screens import AtOnce, RecordingNavigator, RecordingScreen, WhenTold
from tests.presentation.sources import Source


@dataclass
class SignOnDesk:
    background: Background = field(default_factory=AtOnce)
    shop: Shop = field(default_factory=Shop)
    source: Source = field(default_factory=Source)
    screen: RecordingScreen[SignOnState] = field(default_factory=RecordingScreen)
    navigator: RecordingNavigator = field(default_factory=RecordingNavigator)

    def __post_init__(self) -> None:
        shop = self.shop
        services = SignOnServices(
            shop.desk, shop.signing, shop.tilling, self.background, self.source, "Corner Shop", "Till 3"
        )
        self.presenter = SignOnPresenter(services, self.screen, self.navigator)
        self.presenter.entered()

    def type(self, pin: str) -> None:
        for key in pin:
            self.presenter.key_pressed(key)


def test_only_those_who_work_today_are_offered() -> None:
    desk = SignOnDesk()
    assert [person.employee_id for person in desk.screen.state.people] == ["17"]


def test_the_right_pin_signs_on_and_leads_to_opening_the_shift() -> None:
    desk = SignOnDesk()
    desk.presenter.person_chosen("17")
    desk.type("2468")
    desk.presenter.submitted()
    assert desk.shop.desk.operator is not None
    assert desk.navigator.went == [Place.OPEN_SHIFT]


def test_a_wrong_pin_is_forgotten_and_told_with_the_tries_left() -> None:
    desk = SignOnDesk()
    desk.presenter.person_chosen("17")
    desk.type("1357")
    desk.presenter.submitted()
    state = desk.screen.state
    assert state.digits == 0
    assert "4 more tries" in state.notice.text
    assert desk.navigator.went == []


def test_a_lock_out_is_told_with_the_wait() -> None:
    desk = SignOnDesk()
    desk.shop.staff.outcome = PinOutcome(PinVerdict.LOCKED, wait_seconds=30)
    desk.presenter.person_chosen("17")
    desk.type("2468")
    desk.presenter.submitted()
    assert "30 seconds" in desk.screen.state.notice.text


def test_no_state_ever_holds_a_digit_of_the_pin() -> None:
    desk = SignOnDesk()
    desk.presenter.person_chosen("17")
    desk.type("90")
    assert desk.screen.state.digits == 2
    assert "90" not in repr(desk.screen.states)


def test_three_digits_are_not_a_pin_yet_and_a_leading_zero_is_a_digit() -> None:
    desk = SignOnDesk()
    desk.presenter.person_chosen("17")
    desk.type("000")
    assert not desk.screen.state.can_sign_on
    desk.type("0")
    assert desk.screen.state.can_sign_on


def test_while_a_pin_is_checked_nothing_else_is_taken_and_it_is_checked_once() -> None:
    background = WhenTold()
    desk = SignOnDesk(background)
    desk.presenter.person_chosen("17")
    desk.type("2468")
    desk.presenter.submitted()
    desk.presenter.submitted()
    desk.type("9")
    assert desk.screen.state.is_checking
    assert len(background.waiting) == 1
    background.end_all()
    assert desk.shop.desk.operator is not None


def test_choosing_somebody_else_drops_the_answer_that_is_on_its_way() -> None:
    background = WhenTold()
    desk = SignOnDesk(background)
    desk.presenter.person_chosen("17")
    desk.type("2468")
    desk.presenter.submitted()
    desk.presenter.person_chosen("18")
    background.end_all()
    assert desk.shop.desk.operator is None


def test_a_scan_while_signing_on_types_nothing_into_the_pin() -> None:
    desk = SignOnDesk()
    desk.presenter.person_chosen("17")
    desk.type("24")
    desk.presenter.scanned("4006381333931")
    assert desk.screen.state.digits == 2
    assert desk.screen.state.notice.text == "Sign on first, then scan."


def test_with_an_open_shift_work_goes_on_at_the_sale_or_its_half_paid_tenders() -> None:
    desk = SignOnDesk()
    desk.shop.with_items("latte")
    desk.shop.signing.sign_off()
    desk.presenter.entered()
    assert desk.screen.state.open_sale
    desk.type("2468")
    desk.presenter.submitted()
    assert desk.navigator.went == [Place.SALE]
    desk.shop.checkout.tender("Gift Card", desk.shop.checkout.cash_keys()[0])
    desk.shop.signing.sign_off()
    desk.presenter.entered()
    desk.type("2468")
    desk.presenter.submitted()
    assert desk.navigator.went[-1] is Place.TENDER


def test_a_check_that_fails_is_told_and_can_be_tried_again() -> None:
    class Broken:
        def run(self, work: object, done: object, failed: object) -> None:
            assert callable(failed)
            failed(OSError("the disk is gone"))

    desk = SignOnDesk(Broken())
    desk.presenter.person_chosen("17")
    desk.type("2468")
    desk.presenter.submitted()
    assert desk.screen.state.notice.text == "The PIN could not be checked. Try again."
    assert not desk.screen.state.is_checking


def test_signing_off_tells_what_stays_on_this_till_and_holds_nobody_up() -> None:
    desk = SignOnDesk()
    desk.shop.signed_on()
    desk.source.counts = QueueCounts(14, 0)
    desk.shop.signing.sign_off()
    desk.presenter.entered()
    assert [pill.text for pill in desk.screen.state.standing] == ["14 sales wait to be sent. They stay on this till."]
    assert desk.shop.desk.operator is None


def test_what_waits_is_told_until_it_is_sent_and_keeps_a_message_that_is_shown() -> None:
    desk = SignOnDesk()
    desk.source.counts = QueueCounts(1, 0)
    desk.presenter.scanned("4006381333931")
    desk.presenter.ticked()
    drawn = len(desk.screen.states)
    desk.presenter.ticked()
    assert len(desk.screen.states) == drawn
    desk.source.counts = QueueCounts(0, 0)
    desk.presenter.ticked()
    assert desk.screen.state.standing == ()
    assert "Sign on first" in desk.screen.state.notice.text


def test_notices_are_told_in_whole_sentences_the_gravest_first() -> None:
    desk = SignOnDesk()
    board = desk.source.board
    board.pin(StandingNotice("Copy found", "Another till has this database. Call support."))
    board.pin(StandingNotice("Journal fault", "The journal was changed. Call support.", is_grave=True))
    board.pin(StandingNotice("Copy found", "Another till has a copy of this database. Call support."))
    desk.presenter.ticked()
    assert [(pill.text, pill.tone) for pill in desk.screen.state.standing] == [
        ("The journal was changed. Call support.", Tone.BAD),
        ("Another till has a copy of this database. Call support.", Tone.WARN),
    ]
    board.take_down("Journal fault")
    board.take_down("Journal fault")
    desk.presenter.ticked()
    assert len(desk.screen.state.standing) == 1


@pytest.mark.parametrize(
    ("hours", "tone", "ends"),
    [
        (2, Tone.NEUTRAL, "They stay on this till."),
        (30, Tone.WARN, "They stay on this till."),
        (80, Tone.BAD, "The oldest has waited for 3 days: tell a manager."),
    ],
)
def test_what_waits_for_days_is_a_managers_business(hours: int, tone: Tone, ends: str) -> None:
    desk = SignOnDesk()
    desk.source.counts = QueueCounts(14, 0, desk.shop.clock.now() - timedelta(hours=hours))
    desk.presenter.ticked()
    (pill,) = desk.screen.state.standing
    assert pill.tone is tone
    assert pill.text.endswith(ends)


def test_a_badge_signs_its_wearer_on_whoever_was_chosen() -> None:
    shop = Shop()
    shop.staff.people["19"] = replace(ANA, employee_id="19", badge="WK-90210")
    desk = SignOnDesk(shop=shop)
    desk.presenter.person_chosen("17")
    desk.type("24")
    desk.presenter.scanned("WK-90210")
    assert desk.shop.desk.signed_on().employee_id == "19"
    assert desk.navigator.went == [Place.OPEN_SHIFT]


def test_where_a_badge_wants_its_pin_it_chooses_the_person_alone() -> None:
    desk = SignOnDesk()
    desk.shop.wear("17", "WK-90210")
    desk.shop.wear("18", "WK-90211")
    desk.shop.signing.badge_is_enough = False
    desk.presenter.entered()
    desk.presenter.scanned("WK-90211")
    assert (desk.screen.state.chosen, desk.screen.state.notice.text) == (
        "",
        "Leo G. cannot sign on today. Ask a manager why.",
    )
    desk.presenter.scanned("WK-90210")
    assert (desk.screen.state.chosen, desk.shop.desk.operator) == ("Ana L.", None)
    desk.type("2468")
    desk.presenter.submitted()
    assert desk.shop.desk.signed_on().employee_id == "17"


def test_a_badge_of_somebody_who_left_or_is_locked_out_signs_nobody_on() -> None:
    desk = SignOnDesk()
    desk.shop.wear("18", "WK-90211")
    desk.presenter.scanned("WK-90211")
    assert "does not work here today" in desk.screen.state.notice.text
    desk.shop.staff.outcome = PinOutcome(PinVerdict.LOCKED, wait_seconds=30)
    desk.presenter.scanned("WK-90211")
    assert "Wait 30 seconds" in desk.screen.state.notice.text
    assert desk.shop.desk.operator is None


def test_other_codes_are_neither_badges_nor_typed_into_the_pin() -> None:
    desk = SignOnDesk()
    desk.presenter.person_chosen("17")
    desk.presenter.scanned("2468")
    assert (desk.screen.state.digits, desk.screen.state.notice.text) == (0, "Sign on first, then scan.")
    assert desk.shop.desk.operator is None
