"""The staff's side of the lines: one to each kiosk, called again whenever it was cut."""

from __future__ import annotations

import logging
import socket
from collections import deque
from dataclasses import replace
from functools import partial
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from pos_terminal.adapters.attendance import messages
from pos_terminal.adapters.attendance.listening import BEAT
from pos_terminal.adapters.attendance.messages import BrokenLine, Lines
from pos_terminal.adapters.attendance.sealing import WeakSecret, contexts
from pos_terminal.application.attendance import AttendantAnswer, KioskSight
from pos_terminal.domain.errors import NotAllowedNow

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Sequence

    from pos_terminal.domain.secret import Secret

_log = logging.getLogger("pos.attendance")
_PATIENCE, _GLANCE, _AGAIN = 3.0, 0.2, 2.0
_LOST = BEAT * 3
"""A kiosk that said nothing for so long is away, though nobody ended the line."""
_MOST_REPORTS = 50


class KioskLines:
    """Implements `KioskWatch`; ``changed`` is called from its threads, one by one, at each change."""

    def __init__(
        self,
        places: Sequence[tuple[str, int]],
        secret: Callable[[], Secret],
        changed: Callable[[Sequence[KioskSight]], None],
    ) -> None:
        self._reports: deque[tuple[str, str]] = deque(maxlen=_MOST_REPORTS)
        self._changed = changed
        self._telling = Lock()
        self._secret = secret
        self._lines = {f"{host}:{port}": _Line((host, port), self._told, self._reports.append) for host, port in places}
        self._ended = Event()
        self._threads = [
            Thread(target=partial(self._keep, line), name="kiosk-line", daemon=True) for line in self._lines.values()
        ]

    def begin(self) -> None:
        """Call them all from now on."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Call nobody any more; nobody waits for it."""
        self._ended.set()

    def close(self) -> None:
        """`end` and wait."""
        self.end()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(_PATIENCE)

    def sights(self) -> Sequence[KioskSight]:
        """See the port."""
        return [line.sight for line in self._lines.values()]

    def answer(self, place: str, answer: AttendantAnswer) -> None:
        """See the port."""
        self._lines[place].answer(answer)

    def reports(self) -> Sequence[tuple[str, str]]:
        """See the port."""
        told = []
        while self._reports:
            told.append(self._reports.popleft())
        return told

    def _told(self) -> None:
        """One thread after the other: what one saw before must not be told after what another saw since."""
        with self._telling:
            self._changed(self.sights())

    def _keep(self, line: _Line) -> None:
        try:
            _server, client = contexts(self._secret())
        except WeakSecret as weak:
            _log.error("kiosks are not called: %s", weak)
            line.sight = replace(line.sight, fault=str(weak))
            return
        while not self._ended.is_set():
            line.hold(client, self._ended)
            self._ended.wait(_AGAIN)


class _Line:
    """One kiosk: what it told last, and what is to be told to it. An answer goes out over one connection alone."""

    def __init__(
        self, place: tuple[str, int], changed: Callable[[], None], reported: Callable[[tuple[str, str]], None]
    ) -> None:
        self._place = place
        self._changed = changed
        self._reported = reported
        self._lock = Lock()
        self._answers: deque[AttendantAnswer] = deque()
        self.sight = KioskSight("{}:{}".format(*place), fault="not called yet")

    def answer(self, answer: AttendantAnswer) -> None:
        """Send it over the connection that there is. Raises NotAllowedNow without one."""
        with self._lock:
            if self.sight.fault:
                raise NotAllowedNow("The kiosk cannot be reached now. Go there, please.")
            self._answers.append(answer)

    def hold(self, context: ssl.SSLContext, ended: Event) -> None:
        """Call, and listen until the line ends. What was not sent by then is forgotten: the kiosk's own word counts."""
        try:
            with (
                socket.create_connection(self._place, _PATIENCE) as line,
                context.wrap_socket(line) as sealed,
            ):
                self._listen(sealed, ended)
            fault = "the line ended"
        except (OSError, BrokenLine) as error:
            fault = str(error) or type(error).__name__
        if not self.sight.fault:
            _log.warning("kiosk %s:%s is out of reach: %s", *self._place, fault)
        with self._lock:
            self._answers.clear()
            self.sight = replace(self.sight, fault=fault, requests=())
        self._changed()

    def _listen(self, line: ssl.SSLSocket, ended: Event) -> None:
        lines, heard = Lines(), monotonic()
        while not ended.is_set() and monotonic() - heard < _LOST:
            with self._lock:
                given = [self._answers.popleft() for _each in range(len(self._answers))]
            if given:
                line.settimeout(_PATIENCE)
                line.sendall(b"".join(map(messages.answer, given)))
            line.settimeout(_GLANCE)
            try:
                piece = line.recv(4096)
            except TimeoutError:
                continue
            if not piece:
                return
            heard = monotonic()
            for told in lines.fed(piece):
                self._hear(told)

    def _hear(self, told: messages.Told) -> None:
        report, seen = messages.read_report(told), messages.read_sight(told)
        if report is not None:
            self._reported(report)
        if seen is None:
            return
        now = KioskSight(self.sight.place, *seen)
        if now != self.sight:
            with self._lock:
                self.sight = now
            self._changed()
