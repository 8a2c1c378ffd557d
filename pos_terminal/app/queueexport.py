"""Writes everything that was not sent into a file, with the exact bytes: nothing is lost with the till."""

from contextlib import closing
from pathlib import Path

from pos_terminal import __version__
from pos_terminal.adapters.files.queuefile import write_queue
from pos_terminal.adapters.files.wholefile import whole_file
from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.looking import read_only_unsent
from pos_terminal.settings import Settings


def export_queue(settings: Settings, path: Path, *, replaces: bool) -> int:
    """How many transactions are in it. Raises BadArgument, OSError and DatabaseUnusable, and leaves no file then."""
    terminal = settings.terminal
    exported = SystemClock().now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    head: dict[str, object] = {"store_id": terminal.store_id, "register_id": terminal.register_id}
    head |= {"exported": exported, "software_version": __version__}
    with (
        read_only_unsent(settings) as unsent,
        closing(unsent.read()) as everything,
        whole_file(path, replaces=replaces) as out,
    ):
        return write_queue(out, head, everything)
