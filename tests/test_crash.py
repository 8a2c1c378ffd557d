import logging
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from pos_terminal.app.faulting import tell_of_fault
from pos_terminal.application.noticeboard import NoticeBoard
from pos_terminal.crash import catch_everything, code_of, logging_to, redacted


def fail(error: Exception) -> NoReturn:
    raise error


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mail to maya.rossi@shop.example.com now", "mail to <email> now"),
        ("email='a+b@c.de'", "email='<email>'"),
        ("phone=+14155550100", "phone=<number>"),
        ("phone=+1 (415) 555-0100.", "phone=<number>."),
        ("(415) 555-0100", "<number>"),
        ("415.555.0100 rang", "<number> rang"),
        ("0041 44 668 18 00", "<number>"),
        ("card 4111 1111 1111 1111", "card <number>"),
        ("card 4111-1111-1111-1111", "card <number>"),
        ("tel 4155550100 and 4155550101", "tel <number> and <number>"),
    ],
)
def test_what_could_be_personal_is_masked(text: str, masked: str) -> None:
    assert redacted(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "request_id=5d1f6a0e-9d9f-4d5e-8a83-0f4d3b1f2c11",
        "transaction_id=lane-1-RM22-000001",
        "at 2026-03-04T15:02:11.120Z",
        "at 2026-03-04 15:02:11",
        "printer 192.168.100.200:9100 is off",
        "ms=243 http=500 bytes=12345678",
        "total 1234.56 of 12 lines",
    ],
)
def test_ids_times_and_addresses_stay(text: str) -> None:
    assert redacted(text) == text


def test_the_log_masks_behind_its_time_and_keeps_tracebacks_masked_too(tmp_path: Path) -> None:
    with logging_to(tmp_path / "logs", "info"):
        log = logging.getLogger("pos.test")
        log.debug("not wanted")
        log.info("from=%s", "maya@shop.example")
        try:
            fail(ValueError("tel +14155550100"))
        except ValueError:
            log.exception("oh")

    text = (tmp_path / "logs" / "terminal.log").read_text(encoding="utf-8")
    first, *rest = text.splitlines()
    assert first.split(" ", 2)[2] == "INFO pos.test from=<email>"
    assert len(first.split(" INFO")[0]) == len("2026-11-23 04:27:01,000")
    assert rest[-1] == "ValueError: tel <number>"
    assert "not wanted" not in text


def test_the_log_goes_back_to_how_it_was(tmp_path: Path) -> None:
    top = logging.getLogger("pos")
    before = (list(top.handlers), top.level, top.propagate)

    with logging_to(tmp_path, "ERROR"):
        assert (len(top.handlers), top.level, top.propagate) == (len(before[0]) + 1, logging.ERROR, False)

    assert (list(top.handlers), top.level, top.propagate) == before


def test_a_full_log_is_turned_over_and_five_are_kept(tmp_path: Path) -> None:
    log = tmp_path / "terminal.log"
    with logging_to(tmp_path, "INFO"):
        for number in range(7):
            logging.getLogger("pos.test").info("file=%s %s", number, "x " * 1_000_000)

    kept = [log, *(tmp_path / f"terminal.log.{age}" for age in range(1, 6))]
    assert sorted(tmp_path.iterdir()) == sorted(kept)
    assert [path.read_text("utf-8").split("file=")[1][0] for path in kept] == ["6", "5", "4", "3", "2", "1"]


def test_a_log_that_cannot_be_written_disturbs_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "terminal.log").mkdir()

    with logging_to(tmp_path, "INFO"):
        logging.getLogger("pos.test").info("hello")

    assert capsys.readouterr() == ("", "")


@pytest.fixture
def told() -> Iterator[list[str]]:
    """What people are told while the hooks are in place."""
    before = (sys.excepthook, threading.excepthook)
    words: list[str] = []
    catch_everything(words.append)
    yield words
    sys.excepthook, threading.excepthook = before


def test_what_nobody_caught_stands_in_the_line_at_the_top(told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    board = NoticeBoard()
    catch_everything(partial(tell_of_fault, board))
    for _ in range(2):
        try:
            fail(KeyError("row"))
        except KeyError as error:
            sys.excepthook(type(error), error, error.__traceback__)

    (notice,) = board.notices()
    assert (notice.words, notice.is_grave, told) == ("Program fault", True, [])
    assert notice.sentence.startswith("Something went wrong inside the program (code KeyError@test_crash:")
    assert capsys.readouterr().err.count(notice.sentence) == 2


def test_what_nobody_caught_is_logged_and_told_with_a_code(told: list[str], tmp_path: Path) -> None:
    with logging_to(tmp_path, "INFO"):
        try:
            fail(KeyError("maya@shop.example"))
        except KeyError as error:
            sys.excepthook(type(error), error, error.__traceback__)

    assert len(told) == 1
    assert "KeyError@test_crash:" in told[0]
    assert "maya" not in told[0]
    log = (tmp_path / "terminal.log").read_text(encoding="utf-8")
    assert "code=KeyError@test_crash:" in log
    assert "<email>" in log
    assert "maya" not in log


def test_a_fault_in_a_thread_is_told_too(told: list[str], tmp_path: Path) -> None:
    def fails() -> None:
        raise RuntimeError("inside")

    with logging_to(tmp_path, "INFO"):
        thread = threading.Thread(target=fails)
        thread.start()
        thread.join()

    assert ["RuntimeError@test_crash" in each for each in told] == [True]


def test_stopping_by_hand_is_no_crash(told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert told == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_a_code_names_the_fault_even_without_a_place() -> None:
    assert code_of(ValueError("x")) == "ValueError@?"
