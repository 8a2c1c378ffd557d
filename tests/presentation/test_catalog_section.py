from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from pos_terminal.application.catalogdiff import ChangeKind, Difference, ItemChange
from pos_terminal.application.catalogsources import FeedEntry, FeedStanding, Outcome, SourceStanding, Waiting
from pos_terminal.application.catalogstanding import CatalogStanding
from pos_terminal.application.syncing import Fault
from pos_terminal.application.upload_ports import Subject, UploadStanding, UploadState
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.money import Money
from pos_terminal.domain.rights import Action
from pos_terminal.presentation.catalog_section import CatalogSection
from pos_terminal.presentation.catalog_services import CatalogServices
from pos_terminal.presentation.notice import NOTHING, problem
from pos_terminal.presentation.report_panel import ReportPanel
from pos_terminal.wording.message import Message
from tests.application.fakes import USD
from tests.presentation.catalog_feed import NotedFeed
from tests.presentation.test_back_office import BOSS, OfficeDesk

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
THERE = UploadStanding(Subject.CATALOG, 3, "3 x", UploadState.DONE, 120, since=NOON)
FAR = Message("{percent} % less than before", percent="90")
CHEAP = ItemChange(
    ChangeKind.CHANGED,
    "I1",
    "Crackers",
    7,
    Money(450, USD),
    Money(45, USD),
    oddity=FAR,
)
FRESH = ItemChange(ChangeKind.ADDED, "I2", "Milk", 8, None, Money(120, USD))
WAITS = Waiting("/srv/c.csv", Path("c.csv"), "s", 1300, Difference(1, 1, 0, 1, (CHEAP, FRESH)), NOON)


@dataclass
class DrawnPanel:
    panels: list[ReportPanel] = field(default_factory=list)

    def show_panel(self, panel: ReportPanel) -> None:
        self.panels.append(panel)

    @property
    def rows(self) -> list[tuple[str, str]]:
        return [(each.label, each.amount) for each in self.panels[-1].rows]

    @property
    def keys(self) -> list[str]:
        return [each.key for each in self.panels[-1].rows if each.key]


@dataclass
class CatalogDesk:
    """The catalog's section; ``refused`` is what putting back is refused with."""

    standing: CatalogStanding = field(default_factory=lambda: CatalogStanding(1200, 14, 1190, THERE))
    feed: NotedFeed = field(default_factory=NotedFeed)
    refused: str = ""
    put_back: int = 0

    def __post_init__(self) -> None:
        self.desk = OfficeDesk().opened_by(BOSS)
        self.screen = DrawnPanel()
        services = CatalogServices(lambda: self.standing, self._back, self.feed, lambda at: at, lambda: NOON)
        self.section = CatalogSection(services, self.screen, self.desk.host)
        self.section.entered()

    def _back(self) -> None:
        if self.refused:
            raise NotAllowedNow(self.refused)
        self.put_back += 1

    @property
    def said(self) -> str:
        return self.desk.screen.state.notice.text


def test_it_shows_what_is_in_force_what_was_before_and_whether_the_platform_has_it() -> None:
    desk = CatalogDesk()
    assert desk.screen.rows == [
        ("In force", ""), ("Items", "1,200"), ("Categories", "14"), ("Put the one before back", "1,190"),
        ("The platform's copy", ""), ("The platform has it", "120 entries"),
    ]  # fmt: skip
    desk.standing = replace(desk.standing, upload=replace(THERE, state=UploadState.REFUSED, reason="Too many items."))
    desk.section.ticked()
    row = desk.screen.panels[-1].rows[-1]
    assert (row.label, row.detail, row.tone) == ("Refused", "Too many items.", "danger")


def test_one_tap_puts_the_one_before_back_by_somebody_who_may() -> None:
    desk = CatalogDesk()
    desk.section.chosen("back")
    assert (desk.put_back, desk.feed.asked) == (1, ["swapped"])
    assert desk.desk.shop.acts.entered[-1].action is Action.CHANGE_CATALOG
    assert desk.said.startswith("The catalog before is in force again.")


def test_a_till_without_one_before_offers_no_way_back_and_a_refusal_is_told() -> None:
    desk = CatalogDesk(replace(CatalogDesk().standing, before=None))
    assert desk.screen.keys == []
    desk.refused = "There is no catalog before this one on this till."
    desk.section.put_back_asked()
    assert desk.desk.screen.state.notice == problem(desk.refused)


def test_sources_say_when_they_were_good_what_went_wrong_and_are_asked_by_the_key() -> None:
    faults = (Fault(7, "price", "'1.234,50' is not an amount"), Fault(None, None, "the file has no items"))
    web = SourceStanding("https://shop.example/c.csv", "s", NOON, NOON, Outcome.FAULTY, "2 faults")
    log = (FeedEntry(NOON, web.place, Outcome.FAULTY, "2 faults"),)
    desk = CatalogDesk()
    assert desk.screen.panels[-1].act == ""
    desk.feed.standing = FeedStanding((web,), log, faults=faults, fault_count=300, faulty_place=web.place)
    desk.section.ticked()
    assert desk.screen.rows[6:] == [
        ("Sources", ""), (web.place, "Faults"), ("What happened", ""), ("Faults", "12:00\u00a0PM"),
    ]  # fmt: skip
    assert desk.screen.panels[-1].rows[7].detail == "2 faults  Last good: Sunday, March 1, 12:00\u00a0PM"
    desk.section.acted()
    assert (desk.feed.asked, desk.said) == (["look"], "The sources are being asked.")
    desk.section.chosen("faults")
    rows = desk.screen.panels[-1].rows
    assert [(each.label, each.amount, each.detail) for each in rows] == [
        ("Faults", "300", ""), ("Line 7 price", "", "'1.234,50' is not an amount"),
        ("The file", "", "the file has no items"), ("and 298 more", "", ""),
    ]  # fmt: skip
    desk.section.left()
    assert desk.screen.panels[-1].title == "Catalog"


def test_what_a_new_catalog_changes_is_seen_odd_prices_first_before_it_goes_live() -> None:
    desk = CatalogDesk(feed=NotedFeed(FeedStanding(waiting=WAITS)))
    waits = desk.screen.panels[-1].rows[-1]
    assert (waits.label, waits.amount) == ("See what it changes", "1,300")
    assert waits.detail == "It goes live: Sunday, March 1, 12:00\u00a0PM. 1 price looks like a mistake."
    desk.section.chosen("waiting")
    assert desk.screen.rows == [
        ("Goes live", ""), ("It goes live: Sunday, March 1, 12:00\u00a0PM.", ""), ("When the business day ends", ""),
        ("When somebody says so", ""), ("Do not take it", ""),
        ("What it changes", ""), ("New", "1"), ("Changed", "1"), ("Goes", "0"),
        ("Prices that look like a mistake", ""), ("Crackers", "4.50 → 0.45"), ("Items", ""), ("Milk", "1.20"),
    ]  # fmt: skip
    assert desk.screen.panels[-1].rows[10].detail == "Changed  I1  Line 7  90 % less than before"
    desk.section.acted()
    assert (desk.feed.asked, desk.said) == (["live"], "The new catalog goes live as soon as no sale is open.")
    assert desk.desk.shop.acts.entered[-1].deed.details == {"what": "a new catalog goes live"}


def test_a_new_catalog_goes_live_later_or_never_as_the_manager_says() -> None:
    desk = CatalogDesk(feed=NotedFeed(FeedStanding(waiting=WAITS)))
    for key in ("day", "asked", "forget"):
        desk.section.chosen("waiting")
        desk.section.chosen(key)
    assert desk.feed.asked == [NOON, None, "forget"]
    desk.feed.standing = FeedStanding(doing="writing", done=50, total=200)
    desk.section.chosen("waiting")
    assert (desk.screen.panels[-1].title, desk.screen.panels[-1].sentence) == (
        "Catalog", "The catalog is being written: 25%.",
    )  # fmt: skip


def test_goods_are_not_rung_up_at_the_managers_desk() -> None:
    desk = CatalogDesk()
    desk.section.scanned("4006381333931")
    assert desk.desk.screen.state.notice != NOTHING
    assert desk.desk.shop.desk.basket is None


def test_once_every_source_has_answered_nobody_is_told_that_they_are_asked() -> None:
    desk, later = CatalogDesk(), NOON.replace(hour=13)
    first, second = (SourceStanding(place, "s", NOON, NOON) for place in ("/srv/a", "/srv/b"))
    desk.feed.standing = FeedStanding((first, second))
    desk.section.acted()
    desk.feed.standing = FeedStanding((replace(first, tried=later), second))
    desk.section.ticked()
    assert desk.said == "The sources are being asked."
    desk.feed.standing = FeedStanding((replace(first, tried=later), replace(second, tried=later)))
    desk.section.ticked()
    assert desk.said == ""
    desk.section.acted()
    desk.section.chosen("back")
    desk.feed.standing = FeedStanding((first, second))
    desk.section.ticked()
    assert desk.said.startswith("The catalog before is in force again.")


def test_what_changes_is_shown_beside_what_it_was_and_what_stays_once() -> None:
    milk, dear = Money(120, USD), Money(140, USD)
    renamed = ItemChange(ChangeKind.CHANGED, "I1", "Oat milk", 7, milk, milk, was="Milk")
    raised = ItemChange(ChangeKind.CHANGED, "I2", "Tea", 8, milk, dear)
    desk = CatalogDesk()
    desk.feed.standing = FeedStanding(waiting=replace(WAITS, difference=Difference(0, 2, 0, 0, (renamed, raised))))
    desk.section.ticked()
    desk.section.chosen("waiting")
    assert desk.screen.rows[-2:] == [("Milk → Oat milk", "1.20"), ("Tea", "1.20 → 1.40")]
