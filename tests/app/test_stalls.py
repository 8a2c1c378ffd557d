import logging
from pathlib import Path

import pytest

from pos_terminal.app.stalls import StallLog, stalls_told
from pos_terminal.crash import logging_to
from tests.cli.till import Till


class Hand:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def lines(folder: Path) -> list[str]:
    text = (folder / "terminal.log").read_text(encoding="utf-8")
    return [line.split(" ", 2)[2] for line in text.splitlines()]


def test_stalls_that_follow_one_another_are_told_together(tmp_path: Path) -> None:
    hand = Hand()
    with logging_to(tmp_path, "INFO"):
        log = StallLog(hand)
        for second, milliseconds, place in (
            (0, 120, "sale:1"),
            (1, 400, "sale:2"),
            (2, 300, "sale:3"),
            (11, 150, "x:4"),
        ):
            hand.seconds = float(second)
            log.note(milliseconds, place)
        log.note(200, "sale:5")
        log.close()
        log.close()
    assert lines(tmp_path) == [
        "WARNING pos.stall stalls=1 ms=120 at=sale:1",
        "WARNING pos.stall stalls=3 ms=400 at=sale:2",
        "WARNING pos.stall stalls=1 ms=200 at=sale:5",
    ]


def test_the_longest_stall_of_all_logs_is_told_and_since_when_they_go(tmp_path: Path) -> None:
    (tmp_path / "terminal.log.10").write_text("2026-11-01 08:00:00,000 INFO pos.desk begun\n")
    (tmp_path / "terminal.log.2").write_text(
        "ValueError: no time here\n2026-11-02 08:00:00,000 WARNING pos.stall stalls=40 ms=1412 at=find_pane:88\n"
    )
    (tmp_path / "terminal.log").write_text("2026-11-03 08:00:00,000 WARNING pos.stall stalls=2 ms=999 at=sale:1\n")
    assert stalls_told(tmp_path) == (
        "42 of over 100 ms since 2026-11-01 08:00, the longest 1,412 ms at find_pane:88, noted 2026-11-02 08:00"
    )


def test_where_nothing_is_logged_nothing_is_claimed(tmp_path: Path) -> None:
    assert stalls_told(tmp_path / "logs") == "nothing is logged yet"


@pytest.mark.parametrize(
    ("milliseconds", "told"), [(0, "none of over 100 ms since "), (412, "1 of over 100 ms since ")]
)
def test_doctor_tells_of_stalls(till: Till, milliseconds: int, told: str) -> None:
    with logging_to(till.data / "logs", "INFO"):
        logging.getLogger("pos.desk").info("begun")
        if milliseconds:
            StallLog().note(milliseconds, "sale:88")
    said = till.run("doctor", "--json").json
    assert said["stalls"].startswith(told)
    assert ("412 ms at sale:88" in said["stalls"]) is bool(milliseconds)
    assert "stalls" not in said["wrong"]
