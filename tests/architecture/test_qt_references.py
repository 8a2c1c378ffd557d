"""Guards the pin of PySide6: a release that loses references aborts a till within minutes.

PySide6 6.12.0 on CPython 3.10 and 3.11 gives one reference to `None` away with each call that returns nothing.
From CPython 3.12 on `None` is immortal and its count stands still, which passes here as it does at the till.
"""

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 1_000
DAY = 500_000
"""Calls of a busy day: some thousand scans, each drawing a hundred things."""
EACH_PAINTED = 100
SLACK = 50
"""References that the interpreter itself may drop meanwhile, far fewer than a loss per call."""


def test_calls_into_qt_keep_the_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for number in range(CALLS):
        label.setText(str(number))

    assert sys.getrefcount(None) > before - SLACK


@pytest.mark.soak
def test_a_day_of_drawing_keeps_the_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.show()
    before = sys.getrefcount(None)

    for number in range(DAY):
        label.setText(str(number))
        label.setEnabled(number % 2 == 0)
        if number % EACH_PAINTED == 0:
            label.repaint()

    assert sys.getrefcount(None) > before - SLACK
