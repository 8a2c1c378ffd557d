"""Guards the pin of PySide6: a release that loses references aborts a till within minutes.

PySide6 6.12.0 on CPython 3.10 and 3.11 gives one reference to `None` away with each call that returns nothing.
From CPython 3.12 on `None` is immortal and its count stands still, which passes here as it does at the till.
"""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 1_000
SLACK = 50
"""References that the interpreter itself may drop meanwhile, far fewer than a loss per call."""


def test_calls_into_qt_keep_the_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for number in range(CALLS):
        label.setText(str(number))

    assert sys.getrefcount(None) > before - SLACK
