from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pos_terminal.application.catalogstanding import CatalogStanding
from pos_terminal.application.upload_ports import Subject, UploadStanding, UploadState
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.rights import Action
from pos_terminal.presentation.catalog_section import CatalogSection
from pos_terminal.presentation.catalog_services import CatalogServices
from pos_terminal.presentation.notice import NOTHING, problem
from pos_terminal.presentation.report_panel import ReportPanel
from tests.presentation.test_back_office import BOSS, OfficeDesk

THERE = UploadStanding(Subject.CATALOG, 3, "3 x", UploadState.DONE, 120, since=datetime(2026, 3, 1, tzinfo=UTC))


@dataclass
class DrawnPanel:
    panels: list[ReportPanel] = field(default_factory=list)

    def show_panel(self, panel: ReportPanel) -> None:
        self.panels.append(panel)

    @property
    def rows(self) -> list[tuple[str, str]]:
        return [(each.label, each.amount) for each in self.panels[-1].rows]


@dataclass
class CatalogDesk:
    """The catalog's section; ``refused`` is what putting back is refused with."""

    standing: CatalogStanding = field(default_factory=lambda: CatalogStanding(1200, 14, 1190, THERE))
    refused: str = ""
    put_back: int = 0

    def __post_init__(self) -> None:
        self.desk = OfficeDesk().opened_by(BOSS)
        self.screen = DrawnPanel()
        self.section = CatalogSection(CatalogServices(lambda: self.standing, self._back), self.screen, self.desk.host)
        self.section.entered()

    def _back(self) -> None:
        if self.refused:
            raise NotAllowedNow(self.refused)
        self.put_back += 1


def test_it_shows_what_is_in_force_what_was_before_and_whether_the_platform_has_it() -> None:
    desk = CatalogDesk()
    assert desk.screen.rows == [
        ("In force", ""), ("Items", "1,200"), ("Categories", "14"), ("Before this one", ""), ("Items", "1,190"),
        ("The platform's copy", ""), ("The platform has it", "120 entries"),
    ]  # fmt: skip
    desk.standing = replace(desk.standing, upload=replace(THERE, state=UploadState.REFUSED, reason="Too many items."))
    desk.section.ticked()
    row = desk.screen.panels[-1].rows[-1]
    assert (row.label, row.detail, row.tone) == ("Refused", "Too many items.", "danger")


def test_one_tap_puts_the_one_before_back_by_somebody_who_may() -> None:
    desk = CatalogDesk()
    desk.section.put_back_asked()
    assert desk.put_back == 1
    assert desk.desk.shop.acts.entered[-1].action is Action.CHANGE_CATALOG
    assert desk.desk.screen.state.notice.text.startswith("The catalog before is in force again.")


def test_a_till_without_one_before_offers_no_way_back_and_a_refusal_is_told() -> None:
    desk = CatalogDesk(replace(CatalogDesk().standing, before=None))
    assert desk.screen.panels[-1].act == ""
    desk.refused = "There is no catalog before this one on this till."
    desk.section.put_back_asked()
    assert desk.desk.screen.state.notice == problem(desk.refused)


def test_goods_are_not_rung_up_at_the_managers_desk() -> None:
    desk = CatalogDesk()
    desk.section.scanned("4006381333931")
    assert desk.desk.screen.state.notice != NOTHING
    assert desk.desk.shop.desk.basket is None
