from dataclasses import dataclass, field, replace

import pytest

from pos_terminal.application.backoffice import BackOffice
from pos_terminal.domain.errors import ApprovalNeeded, NotAllowedNow
from pos_terminal.domain.rights import Action
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.presentation.approval import Approval, ApprovalServices
from pos_terminal.presentation.back_office import (
    IDLE_SECONDS,
    BackOfficePresenter,
    BackOfficeServices,
    BackOfficeState,
    Section,
    SectionHost,
)
from pos_terminal.presentation.notice import Notice
from pos_terminal.presentation.places import Place
from tests.application.desk_of import Shop
from tests.presentation.screens import AtOnce, RecordingNavigator, RecordingScreen

BOSS = Employee("9", "Bo", "Ss", Role.MANAGER)
SUPER = Employee("5", "Su", "Per", Role.SUPERVISOR)


@dataclass
class Drawn:
    """A section that notes what it is told."""

    heard: list[str] = field(default_factory=list)

    def entered(self) -> None:
        self.heard.append("entered")

    def scanned(self, code: str) -> None:
        self.heard.append(code)

    def ticked(self) -> None:
        self.heard.append("ticked")


@dataclass
class OfficeDesk:
    """The manager's desk with one section for supervisors and one for managers."""

    shop: Shop = field(default_factory=lambda: Shop().signed_on())
    screen: RecordingScreen[BackOfficeState] = field(default_factory=RecordingScreen)
    navigator: RecordingNavigator = field(default_factory=RecordingNavigator)
    begun: list[str] = field(default_factory=list)
    drawn: Drawn = field(default_factory=Drawn)

    def __post_init__(self) -> None:
        shop = self.shop
        self.office = BackOffice(shop.desk, shop.authority)
        self.approval = Approval(
            ApprovalServices(shop.desk, shop.approving, shop.tilling, AtOnce(), shop.clock.monotonic)
        )
        services = BackOfficeServices(shop.desk, self.office, self.approval, shop.clock.monotonic)
        sections = (
            Section("near", "Near", "category", Action.MANAGER_DESK, self._begin),
            Section("far", "Far", "key", Action.CHANGE_CATALOG, self._begin),
        )
        self.presenter = BackOfficePresenter(services, sections, self.screen, self.navigator)

    def _begin(self, host: SectionHost) -> Drawn:
        self.begun.append("begun")
        self.host = host
        return self.drawn

    def opened_by(self, person: Employee) -> "OfficeDesk":
        self.shop.desk.operator = person
        self.office.enter()
        self.presenter.entered()
        return self

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        return [(each.words, each.icon, each.is_chosen) for each in self.screen.state.tabs]


def test_a_cashier_opens_it_only_by_the_approval_of_somebody_who_may_and_both_are_journalled() -> None:
    desk = OfficeDesk()
    with pytest.raises(ApprovalNeeded):
        desk.office.enter()
    assert desk.office.person is None
    desk.shop.desk.approver = SUPER
    assert desk.office.enter() == SUPER
    act = desk.shop.acts.entered[-1]
    assert (act.action, act.operator_id, act.approver_id) == (Action.MANAGER_DESK, "17", "5")


def test_the_first_section_that_may_be_opened_is_made_then_and_the_others_have_a_lock() -> None:
    desk = OfficeDesk().opened_by(SUPER)
    assert desk.tabs == [("Near", "category", True), ("Far", "lock", False)]
    assert (desk.begun, desk.drawn.heard) == (["begun"], ["entered"])
    assert desk.screen.state.person == "Su P."


def test_a_section_beyond_the_rights_stays_shut_and_says_so() -> None:
    desk = OfficeDesk().opened_by(SUPER)
    desk.presenter.section_chosen("far")
    assert desk.screen.state.notice.text == "Su P. may not open this section."
    assert (desk.screen.state.section, len(desk.begun)) == ("near", 1)


def test_the_section_that_was_open_last_is_open_again_unless_the_next_person_may_not_see_it() -> None:
    desk = OfficeDesk().opened_by(BOSS)
    desk.presenter.section_chosen("far")
    desk.presenter.left()
    assert desk.navigator.went == [Place.OPEN_SHIFT]
    assert desk.opened_by(BOSS).screen.state.section == "far"
    assert desk.opened_by(SUPER).screen.state.section == "near"


def test_it_is_left_when_nobody_touches_it_for_five_minutes() -> None:
    desk = OfficeDesk().opened_by(BOSS)
    desk.shop.clock.forward(IDLE_SECONDS - 1)
    desk.presenter.touched()
    desk.shop.clock.forward(IDLE_SECONDS - 1)
    desk.presenter.ticked()
    assert (desk.navigator.went, desk.drawn.heard[-1]) == ([], "ticked")
    desk.shop.clock.forward(1)
    desk.presenter.ticked()
    assert (desk.navigator.went, desk.office.person) == ([Place.OPEN_SHIFT], None)
    desk.presenter.ticked()
    assert desk.navigator.went == [Place.OPEN_SHIFT]


def test_whoever_opened_it_stands_for_what_is_done_there_and_nobody_once_it_is_left() -> None:
    desk = OfficeDesk()
    desk.shop.desk.approver = BOSS
    desk.office.enter()
    desk.shop.desk.approver = None
    assert desk.office.allow(Action.CHANGE_CATALOG) == BOSS
    assert desk.shop.desk.approver is None
    assert (desk.shop.acts.entered[-1].operator_id, desk.shop.acts.entered[-1].approver_id) == ("17", "9")
    desk.office.leave()
    with pytest.raises(NotAllowedNow, match="was left"):
        desk.office.allow(Action.CHANGE_CATALOG)


def test_what_is_beyond_their_rights_asks_for_an_approval_in_the_place_of_the_section() -> None:
    desk = OfficeDesk().opened_by(SUPER)

    def step() -> Notice:
        desk.office.allow(Action.CHANGE_CATALOG)
        return Notice("Done.")

    desk.host.attempt(step)
    assert desk.screen.state.approval is not None
    desk.presenter.dismissed()
    assert desk.screen.state.approval is not None
    desk.approval.cancelled()
    assert desk.screen.states[-1] == replace(desk.screen.state, approval=None, notice=Notice())
    desk.opened_by(BOSS)
    desk.host.attempt(step)
    assert desk.screen.state.notice == Notice("Done.")
    desk.presenter.section_chosen("far")
    assert not desk.screen.state.notice


def test_a_scan_is_for_the_section_that_is_open() -> None:
    desk = OfficeDesk().opened_by(BOSS)
    desk.presenter.scanned("4006381333931")
    assert desk.drawn.heard[-1] == "4006381333931"


def test_whoever_is_at_the_desk_has_the_rights_of_the_role_that_they_have_now() -> None:
    desk = OfficeDesk().opened_by(BOSS)
    desk.shop.desk.operator = BOSS
    assert desk.office.may(Action.CHANGE_EMPLOYEES)
    desk.shop.desk.as_now = lambda each: replace(each, role=Role.CASHIER)
    assert not desk.office.may(Action.CHANGE_EMPLOYEES)
    with pytest.raises(ApprovalNeeded):
        desk.office.allow(Action.CHANGE_EMPLOYEES)
    with pytest.raises(ApprovalNeeded):
        desk.shop.authority.allow(Action.CHANGE_EMPLOYEES)
    desk.shop.desk.as_now = lambda _: None
    assert not desk.office.may(Action.MANAGER_DESK)
    with pytest.raises(NotAllowedNow, match=r"The manager's desk was left\."):
        desk.office.allow(Action.CHANGE_EMPLOYEES)
    with pytest.raises(ApprovalNeeded):
        desk.shop.authority.allow(Action.CHANGE_EMPLOYEES)
