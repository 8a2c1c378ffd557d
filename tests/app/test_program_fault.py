"""A fault of the program while somebody sells: told on the window, logged without anything personal, nothing lost."""

import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pos_terminal.app.demonstration import demo_store
from pos_terminal.app.faulting import tell_of_fault
from pos_terminal.app.window import TillWindow
from pos_terminal.crash import LOG_NAME, catch_everything
from tests.app.lanes import Lane, opened_lane
from tests.app.test_held_window import settled

CAKE = "Butter croissant"
TWO_ROWS = 80


@pytest.fixture
def _hooks() -> Iterator[None]:
    """The hooks as they were, afterwards."""
    before = (sys.excepthook, threading.excepthook)
    yield
    sys.excepthook, threading.excepthook = before


def told(till: TillWindow) -> str:
    """What stands over the window, or nothing."""
    bar = till.window.fault
    return " ".join(each.text() for each in bar.findChildren(QLabel)) if bar.isVisible() else ""


def fails() -> None:
    """A slot with a mistake in it."""
    raise KeyError("maya@shop.example of +14155550100")


def in_a_thread() -> None:
    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()


@pytest.mark.usefixtures("_hooks")
def test_an_exception_in_a_slot_is_told_with_a_code_and_the_sale_goes_on(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot) as lane:
        catch_everything(partial(tell_of_fault, lane.terminal.board))
        lane.till.painted()
        lane.button(CAKE).clicked.connect(fails)
        settled(lane)
        places = {each: each.geometry() for each in (lane.till.window.status, lane.button(CAKE))}
        lane.tap(CAKE)
        lane.until(lambda: "(code KeyError@test_program_fault:" in told(lane.till))
        assert "maya" not in told(lane.till)
        assert lane.till.window.fault.height() <= TWO_ROWS
        assert {each: each.geometry() for each in places} == places
        assert _cakes(lane) == 1
        lane.button(CAKE).clicked.disconnect(fails)
        lane.tap(CAKE)
        assert _cakes(lane) == 2
        lane.tap("Dismiss the message")
        assert told(lane.till) == ""
        in_a_thread()
        lane.until(lambda: bool(told(lane.till)))
        lane.tap("Dismiss the message")
        log = (lane.terminal.settings.data_dir / "logs" / LOG_NAME).read_text(encoding="utf-8")
    assert log.count("CRITICAL pos.crash code=KeyError@test_program_fault:") == 2
    assert "<email> of <number>" in log
    assert "maya" not in log
    assert "4155550100" not in log


def _cakes(lane: Lane) -> int:
    """How many the open sale has on disk, as another process would find them."""
    basket = lane.terminal.sales_side.baskets.load()
    assert basket is not None
    return int(sum(line.quantity for line in basket.lines.values() if line.name == CAKE))
