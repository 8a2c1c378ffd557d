"""The disk reserve of one terminal: looked after in a thread of its own, and given up where even a start needs it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from pos_terminal.adapters.headroom import MEGABYTE, DiskReserve
from pos_terminal.adapters.loop import Loop
from pos_terminal.adapters.sqlite.faults import NoRoomToOpen
from pos_terminal.application.noticeboard import NoticeBoard, StandingNotice
from pos_terminal.settings import Settings
from pos_terminal.wording import later

_LOOK_SECONDS = 5.0
"""How often the reserve is looked for: one question to the file system."""
_LAST_CALL = 5.0
_Done = TypeVar("_Done")
_SHORT = later("Disk almost full")


def disk_reserve(settings: Settings) -> DiskReserve:
    """The reserve as the settings want it."""
    return DiskReserve(settings.data_dir, settings.terminal.disk_reserve_mb * MEGABYTE)


def with_room(step: Callable[[], _Done], give_up: Callable[[], bool]) -> _Done:
    """Take a step without which nothing is open, on a full disk once more with the room that is given up for it.

    Then the sale that was open can be finished. Raises what the step raises.
    """
    try:
        return step()
    except NoRoomToOpen:
        if not give_up():
            raise
    return step()


class ReserveKeeper:
    """Makes the reserve, again once there is room after it was given up, and tells when room runs short."""

    def __init__(self, reserve: DiskReserve, board: NoticeBoard) -> None:
        self._reserve = reserve
        self._board = board
        self._loop: Loop[DiskReserve] = Loop("reserve", self._build, self._look)

    def start(self) -> None:
        """Start; the first screen does not wait for it."""
        self._loop.start()

    def close(self) -> bool:
        """End; whether the thread ended in time."""
        return self._loop.close(_LAST_CALL)

    @contextmanager
    def _build(self) -> Iterator[DiskReserve]:
        yield self._reserve

    def _look(self, reserve: DiskReserve) -> float:
        is_kept, shortage = reserve.keep(), reserve.shortage()
        if shortage:
            self._board.pin(StandingNotice(_SHORT, shortage, is_grave=not is_kept))
        else:
            self._board.take_down(_SHORT)
        return _LOOK_SECONDS
