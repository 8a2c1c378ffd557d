import socket
from pathlib import Path
from tempfile import TemporaryDirectory

from pos_terminal.app.watchdog import Watchdog


def test_a_screen_that_is_alive_tells_whoever_started_it() -> None:
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        path = str(Path(folder) / "n")
        systemd.bind(path)
        systemd.settimeout(10)
        Watchdog({"NOTIFY_SOCKET": path}).alive()
        assert systemd.recv(64) == b"WATCHDOG=1"


def test_where_nobody_watches_nothing_is_told_and_nothing_fails(tmp_path: Path) -> None:
    assert not Watchdog({}).is_watched
    Watchdog({}).alive()
    Watchdog({"NOTIFY_SOCKET": str(tmp_path / "gone")}).alive()
