from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pos_terminal.ui.wedge import Wedge, WedgeRules
from tests.ui.till import PERSON_GAP, Typing, typing_into


class Form(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.button = QPushButton("Void sale")
        self.button.setDefault(True)
        self.presses = 0
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.button.clicked.connect(self._pressed)

    def _pressed(self) -> None:
        self.presses += 1


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form)
    form.show()
    form.field.setFocus()
    return form


@pytest.fixture
def scans(wedge: Wedge) -> list[str]:
    heard: list[str] = []
    wedge.scanned.connect(heard.append)
    return heard


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_scan_is_heard_whole_and_never_typed(form: Form, scans: list[str], end: Qt.Key) -> None:
    typing_into(form).scan("4006381333931", end)
    assert scans == ["4006381333931"]
    assert form.field.text() == ""
    assert form.field.hasFocus()


def test_the_scanners_enter_presses_no_button(form: Form, scans: list[str]) -> None:
    form.button.setFocus()
    typing = typing_into(form)
    typing.scan("4006381333931")
    typing.key(Qt.Key.Key_Enter, "\n", 4)
    assert scans == ["4006381333931"]
    assert form.presses == 0


def test_a_space_inside_a_code_presses_no_button(form: Form, scans: list[str]) -> None:
    form.button.setFocus()
    typing_into(form).scan("ABC 123")
    assert scans == ["ABC 123"]
    assert form.presses == 0


def test_what_a_person_types_arrives_in_order(form: Form, scans: list[str], qtbot: QtBot) -> None:
    typing = typing_into(form)
    typing.text("oat milk", PERSON_GAP)
    qtbot.waitUntil(lambda: form.field.text() == "oat milk")
    assert scans == []


def test_a_persons_enter_comes_after_the_letters_before_it(form: Form, scans: list[str]) -> None:
    lines: list[str] = []
    form.field.returnPressed.connect(lambda: lines.append(form.field.text()))
    typing = typing_into(form)
    typing.text("tea", PERSON_GAP)
    typing.key(Qt.Key.Key_Return, "\r", PERSON_GAP)
    assert lines == ["tea"]
    assert scans == []


def test_three_fast_keys_are_a_person(form: Form, scans: list[str]) -> None:
    typing_into(form).scan("401")
    assert scans == []
    assert form.field.text() == "401"


def test_a_busy_screen_does_not_turn_typing_into_a_scan(form: Form, scans: list[str]) -> None:
    """Keys 61 ms apart that arrive at once, as after a stall."""
    typing = typing_into(form)
    typing.text("4006381", 61)
    typing.key(Qt.Key.Key_Return, "\r", 61)
    assert scans == []
    assert form.field.text() == "4006381"


def test_a_scan_without_a_terminator_ends_in_silence(form: Form, scans: list[str], qtbot: QtBot) -> None:
    typing_into(form).scan("4006381333931", None)
    qtbot.waitUntil(lambda: scans == ["4006381333931"])
    assert form.field.text() == ""


def test_a_hiccup_within_a_code_does_not_tear_it(form: Form, scans: list[str]) -> None:
    typing = typing_into(form)
    typing.text("400638", 4)
    typing.text("1", 70)
    typing.text("333931", 4)
    typing.key(Qt.Key.Key_Return, "\r", 4)
    assert scans == ["4006381333931"]


def test_a_group_separator_belongs_to_the_code(form: Form, scans: list[str]) -> None:
    typing_into(form).scan("]C101\x1d10AB")
    assert scans == ["]C101\x1d10AB"]


def test_arrows_and_backspace_act_at_once_and_after_what_was_typed(form: Form, scans: list[str]) -> None:
    typing = typing_into(form)
    typing.text("tex", PERSON_GAP)
    typing.key(Qt.Key.Key_Backspace)
    typing.text("a", PERSON_GAP)
    typing.key(Qt.Key.Key_Left)
    assert form.field.text() == "tea"
    assert form.field.cursorPosition() == 2


def test_ten_scans_in_one_second_arrive_in_order(form: Form, scans: list[str]) -> None:
    typing = typing_into(form)
    codes = [f"40063813339{number:02d}" for number in range(10)]
    for code in codes:
        typing.text(code, 6)
        typing.key(Qt.Key.Key_Return, "\r", 6)
        typing.at += 10
    assert typing.at < 2_000
    assert scans == codes


@pytest.fixture
def marked(qapp: QApplication) -> Iterator[list[str]]:
    """What is heard of a scanner that begins each code with ~ and ends it with #."""
    wedge, heard = Wedge(qapp, WedgeRules(prefix="~", suffix="#")), list[str]()
    wedge.scanned.connect(heard.append)
    yield heard
    qapp.removeEventFilter(wedge)
    wedge.deleteLater()


def test_what_a_scanner_types_around_a_code_is_taken_off(form: Form, marked: list[str]) -> None:
    for code in ("~4006381333931#", "~7#", "~12", "4006381333931"):
        typing_into(form).scan(code)
    assert marked == ["4006381333931", "7", "12", "4006381333931"]
    assert form.field.text() == ""


def test_the_signs_around_a_code_are_a_persons_to_type(form: Form, marked: list[str], qtbot: QtBot) -> None:
    typing_into(form).text("~a#", PERSON_GAP)
    qtbot.waitUntil(lambda: form.field.text() == "~a#")
    assert marked == []


def test_nothing_between_the_signs_is_no_code(form: Form, marked: list[str]) -> None:
    typing_into(form).scan("~###")
    typing_into(form).scan("~")
    assert marked == ["##"]
    assert form.field.text() == "~"


def test_a_gap_is_the_shops_to_set(form: Form, qapp: QApplication) -> None:
    wedge, heard = Wedge(qapp, WedgeRules(gap_ms=90)), list[str]()
    wedge.scanned.connect(heard.append)
    typing = typing_into(form)
    typing.text("4006381", 85)
    typing.key(Qt.Key.Key_Return, "\r", 85)
    qapp.removeEventFilter(wedge)
    wedge.deleteLater()
    assert heard == ["4006381"]


def test_keys_sent_to_the_widget_itself_are_filtered_as_well(form: Form, scans: list[str]) -> None:
    Typing(form.field).scan("4006381333931")
    assert scans == ["4006381333931"]
    assert form.field.text() == ""
