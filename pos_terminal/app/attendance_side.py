"""The line between kiosks and the terminals of the staff, as the settings have it; nothing where they say nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.noticeboard import StandingNotice
from pos_terminal.wording import later
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.adapters.attendance.listening import KioskGate
    from pos_terminal.adapters.attendance.watching import KioskLines
    from pos_terminal.app.terminal import Terminal
    from pos_terminal.application.attendance import KioskSight
    from pos_terminal.application.noticeboard import NoticeBoard
    from pos_terminal.domain.secret import Secret
    from pos_terminal.presentation.kiosk.services import Attended
    from pos_terminal.settings import Settings

KIOSK_CALLS = later("A kiosk calls")
"""The words of the notice that a shopper at a kiosk waits for somebody."""
_KEYRING = "attendance"


def gate_of(settings: Settings) -> KioskGate | None:
    """The kiosk's side; it listens once it is begun."""
    if not settings.attendance.listen:
        return None
    from pos_terminal.adapters.attendance.listening import KioskGate

    place = _place(settings.attendance.listen)
    return KioskGate(place, partial(_secret, settings), settings.terminal.register_id)


def attended_by(terminal: Terminal, gate: KioskGate | None) -> Attended | None:
    """What a kiosk's screens need of it."""
    if gate is None:
        return None
    from pos_terminal.adapters.system import SystemIds
    from pos_terminal.application.attendance import FarAttendant
    from pos_terminal.presentation.kiosk.services import Attended

    far = FarAttendant(terminal.desk, terminal.authority, terminal.staff.employee)
    return Attended(gate, far, SystemIds().uuid)


def lines_of(terminal: Terminal) -> KioskLines | None:
    """The staff's side: whoever waits at a kiosk is told on the status line of this terminal."""
    kiosks = terminal.settings.attendance.kiosks
    if not kiosks:
        return None
    from pos_terminal.adapters.attendance.watching import KioskLines

    secret = partial(_secret, terminal.settings)
    return KioskLines([_place(each) for each in kiosks], secret, partial(tell_of_kiosks, terminal.board))


def tell_of_kiosks(board: NoticeBoard, sights: Sequence[KioskSight]) -> None:
    """The first request that nobody has taken; the section has all of them."""
    waiting = [(kiosk, each) for kiosk in sights for each in kiosk.requests if not each.taken_by]
    if not waiting:
        board.take_down(KIOSK_CALLS)
        return
    kiosk, request = waiting[0]
    told = Message("{register}: {why}.", register=kiosk.register, why=request.about.rstrip("."))
    board.pin(StandingNotice(KIOSK_CALLS, told, is_grave=True))


def _secret(settings: Settings) -> Secret:
    from pos_terminal.adapters.system import kept_secret

    return kept_secret(settings.attendance.secret, _KEYRING)


def _place(text: str) -> tuple[str, int]:
    host, _colon, port = text.rpartition(":")
    return host, int(port)
