from dataclasses import dataclass, field

from pos_terminal.application.staffkeeping import StaffKeeping
from pos_terminal.domain.rights import Action
from pos_terminal.domain.staff import Role
from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.panels import EntryPanel
from pos_terminal.presentation.report_panel import ReportPanel
from pos_terminal.presentation.staff_section import StaffSection
from pos_terminal.presentation.staff_services import StaffServices
from tests.application.staff_book import DAN, StaffBook
from tests.presentation.screens import WhenTold
from tests.presentation.test_back_office import BOSS, OfficeDesk


@dataclass
class StaffDesk:
    """The employees' section; what is asked in the background is done when told."""

    book: StaffBook = field(default_factory=lambda: StaffBook(pins={"3001": "x"}, locked={"1001"}))
    background: WhenTold = field(default_factory=WhenTold)
    panels: list[Panel] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = OfficeDesk().opened_by(BOSS)
        keeping = StaffKeeping(self.book, self.desk.shop.tilling.today, lambda: None)
        self.section = StaffSection(StaffServices(keeping, self.background), self, self.desk.host)
        self.section.entered()
        self.done()

    def show_panel(self, panel: Panel) -> None:
        self.panels.append(panel)

    def done(self) -> None:
        while self.background.waiting:
            self.background.end_all()

    @property
    def report(self) -> ReportPanel:
        assert isinstance(self.panels[-1], ReportPanel)
        return self.panels[-1]

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        return [(each.label, each.amount, each.key) for each in self.report.rows]

    @property
    def said(self) -> str:
        return self.desk.screen.state.notice.text


def test_everybody_is_listed_and_a_badge_leads_to_whoever_wears_it() -> None:
    desk = StaffDesk()
    assert desk.rows == [("Works here", "", ""), ("Dan Oka", "Manager", "3001"), ("Maya Rossi", "Cashier", "1001")]
    assert desk.report.rows[2].detail == "1001  Locked"
    desk.section.scanned("nobody's")
    assert desk.said == "This is nobody's badge."
    desk.section.scanned("B-1")
    assert desk.report.title == "Maya Rossi"
    assert [key for _, _, key in desk.rows if key] == ["unlock", "pin", "supervisor", "manager", "end"]
    desk.section.left()
    assert desk.report.title == "Employees"


def test_somebody_is_unlocked_promoted_and_leaves_and_each_is_journalled() -> None:
    desk = StaffDesk()
    desk.section.chosen("1001")
    for key, sentence in (
        ("unlock", "Maya R. may try again."),
        ("supervisor", "Maya R. has another role now."),
        ("end", "Maya R. works here no more, and cannot sign on."),
        ("go_on", "Maya R. works here again."),
    ):
        desk.section.chosen(key)
        desk.done()
        assert desk.said == sentence
    assert (desk.book.locked, desk.book.people[1].role) == (set(), Role.SUPERVISOR)
    acts = desk.desk.shop.acts.entered[-4:]
    assert {(each.action, each.deed.details["employee"]) for each in acts} == {(Action.CHANGE_EMPLOYEES, "1001")}


def test_a_new_pin_is_typed_as_dots_and_kept_nowhere_but_in_the_books() -> None:
    desk = StaffDesk()
    desk.section.chosen("1001")
    desk.section.chosen("pin")
    for digit in "2468":
        desk.section.key_pressed(digit)
    panel = desk.panels[-1]
    assert isinstance(panel, EntryPanel)
    assert (panel.title, panel.text, panel.can_confirm) == ("New PIN for Maya R.", "••••", True)
    desk.section.confirmed()
    desk.done()
    assert (desk.book.pins["1001"], desk.said) == ("2468", "Maya R. has a new PIN.")
    assert "2468" not in repr(desk.panels)


def test_what_is_refused_is_said_and_the_page_stays() -> None:
    desk = StaffDesk()
    desk.section.chosen("3001")
    desk.section.chosen("end")
    desk.done()
    assert desk.said.startswith("Dan O. is the last manager here.")
    assert desk.report.title == "Dan Oka"
    desk.desk.office.person = DAN
    for key in ("cashier", "end"):
        desk.section.chosen(key)
        desk.done()
        assert desk.said.startswith("Nobody ends their own work here or changes their own role.")
    assert desk.book.people[0] == DAN
    desk.section.chosen("pin")
    desk.section.left()
    assert desk.report.title == "Dan Oka"
