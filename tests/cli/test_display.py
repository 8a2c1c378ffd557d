import socket
from pathlib import Path

import pytest

from pos_terminal.cli.display import has_display, is_seen


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": ":9876"},
        {"DISPLAY": "nonsense"},
        {"DISPLAY": "127.0.0.1:59000"},
        {"WAYLAND_DISPLAY": "wayland-77", "XDG_RUNTIME_DIR": "/nowhere"},
    ],
    ids=str,
)
def test_a_display_that_nobody_serves_is_none(environment: dict[str, str]) -> None:
    assert not has_display(environment)


def test_a_server_that_takes_connections_is_one(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()
        assert has_display({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)})


def test_a_named_qt_platform_is_one() -> None:
    assert has_display({"QT_QPA_PLATFORM": "offscreen"})


def test_a_platform_that_draws_for_nobody_is_not_seen() -> None:
    assert not is_seen({"QT_QPA_PLATFORM": "offscreen"})
