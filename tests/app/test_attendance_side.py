"""What a terminal of the staff tells of its kiosks, and that nothing is open unless the shop says so."""

from dataclasses import replace
from pathlib import Path

import pytest

from pos_terminal.app.attendance_side import gate_of, tell_of_kiosks
from pos_terminal.application.attendance import KioskSight, ShopperRequest, Wanted
from pos_terminal.application.noticeboard import NoticeBoard
from pos_terminal.settings import read_settings
from pos_terminal.settings.reading import SettingsUnusable

HELP = ShopperRequest("r-1", Wanted.HELP, "A shopper calls for help")
CONFIG = """[terminal]
store_id = "s"
client_id = "c"
register_id = "kiosk-1"
mode = "kiosk"

[platform]
base_url = "https://platform.example"
key = "k"
"""


def _told(board: NoticeBoard) -> list[str]:
    return [f"{each.title}. {each.sentence}" for each in board.notices()]


def test_whoever_waits_at_a_kiosk_is_told_until_somebody_says_that_they_go() -> None:
    board = NoticeBoard()
    tell_of_kiosks(board, [KioskSight("a:1", "kiosk-1"), KioskSight("b:1", "kiosk-2", (HELP,))])
    assert _told(board) == ["A kiosk calls. kiosk-2: A shopper calls for help."]
    tell_of_kiosks(board, [KioskSight("b:1", "kiosk-2", (replace(HELP, taken_by="Ana L."),))])
    assert _told(board) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('listen = "7411"', "takes host:port"),
        ('kiosks = ["10.0.0.7:7411", "10.0.0.7:7411"]', "takes a list of host:port, each once"),
        ('kiosks = [""]', "takes a list of host:port, each once"),
    ],
)
def test_places_that_are_none_are_refused(line: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text(f"{CONFIG}\n[attendance]\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsUnusable, match=fault):
        read_settings(path, {})


def test_nothing_listens_unless_the_shop_says_where(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text(CONFIG, encoding="utf-8")
    settings = read_settings(path, {})
    assert gate_of(settings) is None
    gate = gate_of(replace(settings, attendance=replace(settings.attendance, listen="127.0.0.1:7411")))
    assert gate is not None
    assert not gate.opened(0)
