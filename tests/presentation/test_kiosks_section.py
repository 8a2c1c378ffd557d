"""A kiosk and a terminal of the staff with a real line between them: what shoppers wait for, and answers to it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from threading import Event

import pytest

from pos_terminal.adapters.attendance.listening import KioskGate
from pos_terminal.adapters.attendance.watching import KioskLines
from pos_terminal.application.attendance import AttendantAnswer, KioskSight, ShopperRequest, Verdict, Wanted
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.rights import Action
from pos_terminal.domain.secret import Secret
from pos_terminal.presentation.kiosks_section import KiosksSection, KiosksServices
from pos_terminal.wording import speak, speaking
from tests.application.fakes import ANA
from tests.presentation.kiosk_desk import KioskDesk
from tests.presentation.test_back_office import BOSS, OfficeDesk
from tests.presentation.test_catalog_section import DrawnPanel

LATTE = "4006381333931"
_SECRET = Secret("words that only this shop has")
_PATIENCE = 20.0


@dataclass
class Hall:
    """The kiosk, the desk, and the line. Nobody waits but the test."""

    kiosk: KioskDesk
    desk: OfficeDesk
    section: KiosksSection
    screen: DrawnPanel
    changed: Event = field(default_factory=Event)

    def until(self, is_so: Callable[[], bool]) -> None:
        """Both screens glance until it is so."""
        for _ in range(int(_PATIENCE * 20)):
            self.kiosk.touch.glanced()
            with speaking("en"):  # another terminal, whose staff speak English
                self.section.ticked()
            if is_so():
                return
            self.changed.wait(0.05)
            self.changed.clear()
        raise AssertionError(f"it did not come to that: {self.screen.rows}")

    def answer(self, words: str, verdict: Verdict) -> None:
        """Wait for a request with these words, open it and say this."""
        self.until(lambda: any(label == words for label, _amount in self.screen.rows))
        row = next(each for each in self.screen.panels[-1].rows if each.label == words)
        assert row.detail in {"A shopper calls for help", "Beer is sold from the age of 18 on."}
        with speaking("en"):
            self.section.row_chosen(row.key)
            self.section.row_chosen(verdict.value)


def _desk() -> OfficeDesk:
    """A manager's desk that Ana, a cashier, is at."""
    desk = OfficeDesk().opened_by(BOSS)
    desk.office.person = desk.shop.desk.operator = ANA
    return desk


@pytest.fixture
def hall() -> Iterator[Hall]:
    with ExitStack() as undo:
        undo.callback(speak, "en")
        gate = KioskGate(("127.0.0.1", 0), lambda: _SECRET, "kiosk-1")
        gate.begin()
        undo.callback(gate.close)
        assert gate.opened(_PATIENCE)
        changed = Event()
        lines = KioskLines([("127.0.0.1", gate.port)], lambda: _SECRET, lambda _sights: changed.set())
        lines.begin()
        undo.callback(lines.close)
        kiosk, desk, screen = KioskDesk(line=gate), _desk(), DrawnPanel()
        section = KiosksSection(KiosksServices(lines, "lane-1"), screen, desk.host)
        section.entered()
        yield Hall(kiosk, desk, section, screen, changed)


def _acts(desk: KioskDesk | OfficeDesk, action: Action) -> list[tuple[str, str | None, dict[str, str]]]:
    found = [each for each in desk.shop.acts.entered if each.action is action]
    return [(each.operator_id, each.approver_id, dict(each.deed.details)) for each in found]


def test_help_is_asked_for_taken_and_seen_to_from_another_terminal_and_both_journals_have_who_it_was(
    hall: Hall,
) -> None:
    hall.kiosk.press("Español", "Toque para empezar", "Pedir ayuda")
    hall.answer("Help is wanted", Verdict.COMING)
    hall.until(lambda: ("Help is wanted", "Ana L. is on the way") in hall.screen.rows)
    assert hall.kiosk.kiosk.helping.is_coming
    hall.answer("Help is wanted", Verdict.YES)
    hall.until(lambda: ("Nobody waits", "") in hall.screen.rows)
    assert hall.kiosk.calls == ["A shopper calls for help", ""]
    said = [each[2]["verdict"] for each in _acts(hall.kiosk, Action.ANSWER_KIOSK)]
    assert said == ["coming", "yes"]
    assert {each[:2] for each in _acts(hall.kiosk, Action.ANSWER_KIOSK)} == {("SYSTEM", "17")}
    assert _acts(hall.desk, Action.ANSWER_KIOSK)[0][2] == {
        "kiosk": "kiosk-1",
        "request": "help",
        "verdict": "coming",
        "by": "17",
    }


@pytest.mark.parametrize(
    ("verdict", "title", "lines"),
    [(Verdict.YES, "How do you want to pay?", ["beer", "latte"]), (Verdict.NO, "How do you want to pay?", ["latte"])],
)
def test_an_age_is_answered_from_another_terminal_and_the_shopper_goes_on(
    hall: Hall, verdict: Verdict, title: str, lines: list[str]
) -> None:
    kiosk = hall.kiosk
    kiosk.press("Touch to start")
    kiosk.touch.tile_tapped("beer")
    kiosk.scan(LATTE)
    kiosk.checked()
    kiosk.press("Pay")
    assert kiosk.page.title == "We have to see your age"
    hall.answer("An age has to be seen to", verdict)
    hall.until(lambda: kiosk.page.title == title)
    assert [each.item_id for each in kiosk.shop.desk.open_sale().lines.values()] == lines
    assert [each[:2] for each in _acts(kiosk, Action.CONFIRM_AGE)] == [("SYSTEM", "17")]
    assert kiosk.shop.desk.approver is None


def test_whoever_goes_to_see_an_age_stays_on_the_way_and_the_call_is_one(hall: Hall) -> None:
    kiosk = hall.kiosk
    kiosk.press("Touch to start")
    kiosk.touch.tile_tapped("beer")
    kiosk.checked()
    kiosk.press("Pay")
    hall.answer("An age has to be seen to", Verdict.COMING)
    hall.until(lambda: ("An age has to be seen to", "Ana L. is on the way") in hall.screen.rows)
    assert (kiosk.kiosk.helping.is_coming, kiosk.kiosk.helping.calls) == (True, 1)
    assert "Help is wanted" not in [label for label, _amount in hall.screen.rows]
    hall.answer("An age has to be seen to", Verdict.YES)
    hall.until(lambda: ("Nobody waits", "") in hall.screen.rows)
    assert (kiosk.page.title, kiosk.kiosk.helping.is_called) == ("How do you want to pay?", False)


def test_somebody_whom_the_kiosk_does_not_know_stands_for_nothing_there_and_the_desk_reads_why(hall: Hall) -> None:
    hall.desk.office.person = BOSS
    hall.kiosk.press("Call for help")
    hall.answer("Help is wanted", Verdict.YES)
    hall.until(lambda: hall.desk.screen.state.notice.text.endswith("Nobody with the id 9 works here."))
    assert hall.kiosk.kiosk.helping.is_called
    assert _acts(hall.kiosk, Action.ANSWER_KIOSK) == []


@dataclass
class Away:
    """A kiosk that was reached a moment ago."""

    requests: tuple[ShopperRequest, ...] = (ShopperRequest("r", Wanted.AGE, "Beer is sold from the age of 18 on."),)
    fault: str = ""

    def sights(self) -> list[KioskSight]:
        return [KioskSight("10.0.0.7:7411", "kiosk-1", () if self.fault else self.requests, self.fault)]

    def answer(self, _place: str, _answer: AttendantAnswer) -> None:
        raise NotAllowedNow("The kiosk cannot be reached now. Go there, please.")

    def reports(self) -> list[tuple[str, str]]:
        return []


def test_a_kiosk_that_is_out_of_reach_is_told_as_that_and_answers_to_it_go_nowhere() -> None:
    desk, screen, away = _desk(), DrawnPanel(), Away()
    section = KiosksSection(KiosksServices(away, "lane-1"), screen, desk.host)
    section.entered()
    section.row_chosen("r")
    assert screen.panels[-1].title == "kiosk-1: An age has to be seen to"
    section.row_chosen("no")
    assert desk.screen.state.notice.text == "The kiosk cannot be reached now. Go there, please."
    away.fault = "timed out"
    section.ticked()
    assert screen.rows == [("kiosk-1", ""), ("Out of reach", "")]


def test_an_answer_to_what_nobody_waits_for_any_more_changes_nothing() -> None:
    kiosk = KioskDesk(line=(line := Noted()))
    kiosk.press("Call for help")
    kiosk.touch.glanced()
    (request,) = line.published
    kiosk.press("I need no help any more", "Call for help")
    kiosk.touch.glanced()
    line.given.append(AttendantAnswer(request.request_id, Verdict.YES, "17", "lane-1"))
    kiosk.touch.glanced()
    assert kiosk.kiosk.helping.is_called
    assert line.told == [(request.request_id, "The shopper does not wait for this any more.")]


@dataclass
class Noted:
    """Implements `Attendance` at once."""

    published: tuple[ShopperRequest, ...] = ()
    given: list[AttendantAnswer] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)

    def publish(self, requests: tuple[ShopperRequest, ...]) -> None:
        self.published = requests

    def answers(self) -> list[AttendantAnswer]:
        given, self.given = self.given, []
        return given

    def report(self, request_id: str, why: str) -> None:
        self.told.append((request_id, why))
