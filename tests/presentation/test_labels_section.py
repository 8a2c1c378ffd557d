"""Labels of scales at the manager's desk."""

from dataclasses import dataclass, field

from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.measured_label import LABELS_BY_COUNTRY, LabelPattern
from pos_terminal.presentation.labels_section import LabelsSection, LabelsServices, RungUp
from pos_terminal.presentation.report_panel import ReportPanel
from tests.presentation.test_back_office import BOSS, OfficeDesk
from tests.presentation.test_catalog_section import DrawnPanel

APPLES = "2140150003501"
OWN = LabelPattern.named("price 23....V{NNNDD}.")


@dataclass
class LabelsDesk:
    own: tuple[LabelPattern, ...] = (OWN,)
    refused: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = OfficeDesk().opened_by(BOSS)
        self.screen = DrawnPanel()
        services = LabelsServices(lambda: self.own, lambda: LABELS_BY_COUNTRY["GB"], self._rings_up, self._save)
        self.section = LabelsSection(services, self.screen, self.desk.host)
        self.section.entered()

    def _rings_up(self, code: str, pattern: LabelPattern) -> RungUp:
        self.asked.append((code, str(pattern)))
        label = pattern.read(code)
        return RungUp("Apples", "3.50") if label and label.keys[1] == "4015" else RungUp(why="No item has it.")

    def _save(self, patterns: tuple[LabelPattern, ...]) -> None:
        if self.refused:
            raise BadArgument(self.refused)
        self.own = patterns

    @property
    def panel(self) -> ReportPanel:
        return self.screen.panels[-1]

    def tap(self, *keys: str) -> None:
        for key in keys:
            self.section.row_chosen(key)


def test_a_label_is_scanned_a_pattern_made_for_it_seen_ringing_up_and_saved() -> None:
    desk = LabelsDesk()
    assert desk.panel.sentence == "Scan a label to see what each pattern reads in it."
    desk.section.scanned(APPLES)
    assert desk.panel.sentence == f"Scanned: {APPLES}"
    desk.tap("add")
    assert desk.panel.title == "Pattern 21.....{NNNDD}."
    assert ("Apples", "3.50") not in desk.screen.rows
    desk.tap("item", "item", "item", "item")
    assert desk.panel.title == "Pattern 21....{NNNNDD}."
    assert desk.screen.rows[-3:] == [("Item number", "4015"), ("Price", "3.50"), ("Apples", "3.50")]
    desk.section.acted()
    assert [str(each) for each in desk.own] == [str(OWN), "price 21....{NNNNDD}."]
    assert desk.desk.screen.state.notice.text == "Saved. It counts from the next scan on."
    assert "Item 4015, 3.50 · Apples · 3.50" in [each.detail for each in desk.panel.rows]
    assert desk.asked[-1] == (APPLES, "price 21....{NNNNDD}.")


def test_every_part_can_be_changed_and_what_comes_out_is_always_a_pattern() -> None:
    desk = LabelsDesk()
    desk.tap("0")
    seen = set()
    for key in ("kind", "decimals", "verifier", "item", "prefix", "item", "decimals") * 40:
        desk.tap(key)
        seen.add(LabelPattern.named(f"price {desk.panel.title.removeprefix('Pattern ')}"))
    assert len(seen) > 40
    assert len({each.item_digits for each in seen}) >= 4
    desk.section.scanned(APPLES)
    desk.tap("prefix")
    assert desk.panel.title.startswith("Pattern 21")
    desk.tap("prefix")
    assert desk.panel.title.startswith("Pattern 214")
    assert desk.own == (OWN,)
    desk.section.back_asked()
    assert desk.panel.title == "Scale labels"


def test_one_is_removed_and_a_refusal_is_told_and_changes_nothing() -> None:
    desk = LabelsDesk()
    desk.refused = "The disk is full."
    desk.tap("0", "remove")
    assert (desk.own, desk.desk.screen.state.notice.text) == ((OWN,), "The disk is full.")
    desk.refused = ""
    desk.tap("remove")
    assert (desk.own, desk.panel.title) == ((), "Scale labels")


def test_a_code_that_is_no_label_is_said_to_be_none() -> None:
    desk = LabelsDesk()
    desk.tap("0")
    assert desk.screen.rows[-2][0] == "No label was scanned yet."
    desk.section.scanned("hello")
    assert desk.screen.rows[-2][0] == "It is no label of this pattern."
