"""The kiosk's side of the line: listens where the settings say, to terminals that have the shop's secret."""

from __future__ import annotations

import logging
import socket
from collections import deque
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from pos_terminal.adapters.attendance.messages import BrokenLine, Lines, read_answer, report, sight
from pos_terminal.adapters.attendance.sealing import WeakSecret, contexts

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Sequence

    from pos_terminal.application.attendance import AttendantAnswer, ShopperRequest
    from pos_terminal.domain.secret import Secret

BEAT = 2.0
"""A kiosk says so often that it is there, whether anything is new or not."""
_log = logging.getLogger("pos.attendance")
_PATIENCE, _GLANCE, _AGAIN = 3.0, 0.2, 5.0
_MOST_LINES, _MOST_ANSWERS, _MOST_REPORTS = 8, 50, 50


class KioskGate:
    """Implements `Attendance`, in threads of its own."""

    def __init__(self, place: tuple[str, int], secret: Callable[[], Secret], register: str) -> None:
        """``place`` is the address and the port to listen at, 0: any; ``secret`` is asked for in the thread."""
        self._place = place
        self._secret = secret
        self._register = register
        self._lock = Lock()
        self._requests: tuple[ShopperRequest, ...] = ()
        self._edition = 0
        self._answers: deque[AttendantAnswer] = deque(maxlen=_MOST_ANSWERS)
        self._reports: deque[tuple[int, bytes]] = deque(maxlen=_MOST_REPORTS)
        self._reported = 0
        self._ended, self._is_open = Event(), Event()
        self._lines: set[Thread] = set()
        self._thread = Thread(target=self._serve, name="attendance", daemon=True)
        self.port = place[1]

    def begin(self) -> None:
        """Listen from now on; where that cannot be, it is tried again every few seconds."""
        self._thread.start()

    def end(self) -> None:
        """Listen no more; nobody waits for it."""
        self._ended.set()

    def close(self) -> None:
        """`end` and wait."""
        self.end()
        for thread in (self._thread, *self._lines):
            if thread.is_alive():
                thread.join(_PATIENCE)

    def opened(self, timeout: float) -> bool:
        """Wait until it listens, at most so long; whether it does."""
        return self._is_open.wait(timeout)

    def publish(self, requests: tuple[ShopperRequest, ...]) -> None:
        """See the port."""
        with self._lock:
            if requests != self._requests:
                self._requests = requests
                self._edition += 1

    def answers(self) -> Sequence[AttendantAnswer]:
        """See the port."""
        with self._lock:
            given = tuple(self._answers)
            self._answers.clear()
        return given

    def report(self, request_id: str, why: str) -> None:
        """See the port."""
        with self._lock:
            self._reported += 1
            self._reports.append((self._reported, report(request_id, why)))

    def _serve(self) -> None:
        try:
            server, _client = contexts(self._secret())
        except WeakSecret as weak:
            _log.error("attendance does not listen: %s", weak)
            return
        while not self._ended.is_set():
            try:
                with socket.create_server(self._place) as listener:
                    self.port = listener.getsockname()[1]
                    self._is_open.set()
                    self._listen(listener, server)
            except OSError as error:
                _log.warning("attendance cannot listen at %s:%s: %s", *self._place, error)
                self._ended.wait(_AGAIN)

    def _listen(self, listener: socket.socket, context: ssl.SSLContext) -> None:
        listener.settimeout(_GLANCE)
        while not self._ended.is_set():
            try:
                line, _address = listener.accept()
            except TimeoutError:
                continue
            self._lines = {each for each in self._lines if each.is_alive()}
            if len(self._lines) >= _MOST_LINES:
                line.close()
                continue
            thread = Thread(target=self._hold, args=(line, context), name="attendance-line", daemon=True)
            self._lines.add(thread)
            thread.start()

    def _hold(self, line: socket.socket, context: ssl.SSLContext) -> None:
        """One line, until it ends; what comes from somebody without the secret is not read at all."""
        try:
            line.settimeout(_PATIENCE)
            with context.wrap_socket(line, server_side=True) as sealed:
                self._talk(sealed)
        except (OSError, BrokenLine) as error:
            _log.info("attendance line ended: %s", error)
        finally:
            line.close()

    def _talk(self, line: ssl.SSLSocket) -> None:
        lines, told, beat = Lines(), (-1, self._reported), 0.0
        while not self._ended.is_set():
            due, told = self._due(told, is_beat=monotonic() >= beat)
            if due:
                line.settimeout(_PATIENCE)
                line.sendall(due)
                beat = monotonic() + BEAT
            line.settimeout(_GLANCE)
            try:
                piece = line.recv(4096)
            except TimeoutError:
                continue
            if not piece:
                return
            self._hear([read_answer(each) for each in lines.fed(piece)])

    def _due(self, told: tuple[int, int], *, is_beat: bool) -> tuple[bytes, tuple[int, int]]:
        """What this line has not been told yet: of the requests and of what became of answers."""
        edition, reported = told
        with self._lock:
            due = b"".join(line for number, line in self._reports if number > reported)
            if is_beat or edition != self._edition:
                due += sight(self._register, self._requests)
            return due, (self._edition, self._reported)

    def _hear(self, given: list[AttendantAnswer | None]) -> None:
        with self._lock:
            self._answers.extend(each for each in given if each is not None)
