"""A receipt printer on a real socket that fails when it is told to."""

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from threading import Condition, Thread

_POLL = 0.01
_REAL_TIME = {b"\x10\x04": 3, b"\x10\x14": 5}
"""Commands that are obeyed on arrival, and how long they are."""
DONE_QUESTION = b"\x1dr\x01"
CUT = b"\x1dV"


@dataclass(frozen=True)
class Mood:
    """What is the matter with the printer.

    Attributes:
        paper: ok, low or out.
        is_cover_open: somebody has opened it.
        is_paused: off-line by its own key.
        error: ``cutter``, ``jam``, ``hot``, ``broken`` or nothing.
        answers: whether it answers at all.
        confirms: whether it answers GS r.
        late: seconds until it answers.
        babble: bytes that it sends unasked before each answer and while it prints.
        close_after: bytes of a connection after which it is switched off.
        stops_reading_after: bytes of a connection after which its cable is out: neither a byte nor a goodbye.
        out_after: bytes on paper after which the roll ends.
        a_second: bytes that it prints a second; None: all at once.
        drawer: whether the drawer is open.
        buffer: bytes that it takes before it has printed any; None: as many as come.
        tells_changes: its status of four bytes was asked for before, so that it is sent to whoever connects.
    """

    paper: str = "ok"
    is_cover_open: bool = False
    is_paused: bool = False
    error: str = ""
    answers: bool = True
    confirms: bool = True
    late: float = 0.0
    babble: bytes = b""
    close_after: int | None = None
    stops_reading_after: int | None = None
    out_after: int | None = None
    a_second: int | None = None
    drawer: bool = False
    buffer: int | None = None
    tells_changes: bool = False

    @property
    def is_stopped(self) -> bool:
        return self.paper == "out" or self.is_cover_open or self.is_paused or bool(self.error)

    def real_time(self, question: int) -> bytes:
        """The reply to DLE EOT."""
        errors = {"cutter": 0x08, "jam": 0x04, "hot": 0x40, "broken": 0x20}
        bits = {
            1: (0x04 * self.drawer) | (0x08 * self.is_stopped),
            2: (0x04 * self.is_cover_open) | (0x20 * (self.paper == "out")) | (0x40 * bool(self.error)),
            3: errors.get(self.error, 0),
            4: {"ok": 0, "low": 0x0C, "out": 0x6C}[self.paper],
        }
        return bytes((0x12 | bits[question],))

    def done(self) -> bytes:
        """The reply to GS r 1."""
        return bytes(({"ok": 0, "low": 3, "out": 15}[self.paper],))

    def automatic(self) -> bytes:
        """The status of four bytes."""
        first = 0x10 | (0x04 * self.drawer) | (0x08 * self.is_stopped) | (0x20 * self.is_cover_open)
        errors = {"cutter": 0x08, "jam": 0x04, "hot": 0x40, "broken": 0x20}
        return bytes((first, errors.get(self.error, 0), self.done()[0], 0x0F))


FINE = Mood()


@dataclass
class FailingPrinter:
    """Prints what it is sent as far as its mood lets it; ``paper`` is all that came out."""

    mood: Mood = FINE
    paper: bytearray = field(default_factory=bytearray)
    pulses: list[tuple[str, int]] = field(default_factory=list)
    """How the drawer was opened (at once, or in turn), and how much was on paper then."""
    connections: int = 0
    port: int = 0
    power_cuts: int = 0
    done_questions: int = 0
    """How often it was asked to say when all is printed."""

    def __post_init__(self) -> None:
        self._changed = Condition()
        self._is_over = False
        self._lines: list[socket.socket] = []

    def feel(self, **changes: object) -> None:
        """Something else is the matter from now on."""
        with self._changed:
            self.mood = replace(self.mood, **changes)  # type: ignore[arg-type]  # the names of its fields
            self._changed.notify_all()

    @property
    def sheets(self) -> int:
        """How many papers came out and were cut."""
        return self.paper.count(CUT)

    def wait_for_paper(self, length: int) -> None:
        """Wait until so much came out."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.paper) >= length, 10)

    def wait_for_sheets(self, count: int) -> None:
        """Wait until so many were cut."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.sheets >= count, 10)

    def pulsed(self, how: str) -> None:
        """The drawer was opened."""
        with self._changed:
            self.pulses.append((how, len(self.paper)))
            self._changed.notify_all()

    def wait_for_pulses(self, count: int) -> None:
        """Wait until the drawer was opened so often."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.pulses) >= count, 10)

    def printed(self, content: bytes) -> None:
        """So much came out."""
        with self._changed:
            self.paper += content
            self._changed.notify_all()

    def switch_off(self) -> None:
        """All connections end as when the power goes; what it had not printed is lost."""
        self.power_cuts += 1
        for line in self._lines:
            with suppress(OSError):
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                line.shutdown(socket.SHUT_RDWR)

    def serve(self, listening: socket.socket) -> None:
        """Take connections until it is over."""
        while not self._is_over:
            try:
                line, _ = listening.accept()
            except TimeoutError:
                continue
            self.connections += 1
            self._lines.append(line)
            Thread(target=self._talk, args=(line,), daemon=True).start()

    def end(self) -> None:
        """No more."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()
        self.switch_off()

    def _talk(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            _Talk(self, line).run()

    @property
    def is_over(self) -> bool:
        return self._is_over

    def pause(self, seconds: float) -> None:
        """Do nothing for so long, unless it is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_over, seconds)


class _Talk:
    """One connection."""

    def __init__(self, printer: FailingPrinter, line: socket.socket) -> None:
        self._printer = printer
        self._line = line
        self._arrived = b""
        self._buffer = bytearray()
        self._taken = 0
        self._power_cuts = printer.power_cuts

    def run(self) -> None:
        self._line.settimeout(_POLL)
        if self._printer.mood.tells_changes:
            self._line.sendall(self._printer.mood.automatic())
        while not self._is_off:
            mood = self._printer.mood
            if mood.stops_reading_after is not None and self._taken >= mood.stops_reading_after:
                self._printer.pause(_POLL)
                continue
            if mood.close_after is not None and self._taken >= mood.close_after:
                self._line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            if mood.buffer is not None and len(self._buffer) >= mood.buffer:
                if mood.is_stopped:
                    self._printer.pause(_POLL)
            elif not self._receive(mood) and not self._buffer:
                return
            self._print()

    @property
    def _is_off(self) -> bool:
        """Whether the power has gone since, and with it all that was not printed."""
        return self._printer.is_over or self._printer.power_cuts != self._power_cuts

    def _receive(self, mood: Mood) -> bool:
        """Take what arrived; whether there may be more."""
        limits = [limit - self._taken for limit in (mood.close_after, mood.stops_reading_after) if limit is not None]
        try:
            content = self._line.recv(min([4096, *limits]))
        except TimeoutError:
            return True
        self._taken += len(content)
        self._arrived += content
        self._obey()
        return bool(content)

    def _obey(self) -> None:
        """Carry out what is meant for now, and put the rest behind what waits."""
        while self._arrived:
            at = self._arrived.find(b"\x10")
            if at < 0:
                at = len(self._arrived)
            self._buffer += self._arrived[:at]
            self._arrived = self._arrived[at:]
            if len(self._arrived) < 2:
                return
            length = _REAL_TIME.get(self._arrived[:2], 0)
            if len(self._arrived) < length:
                return
            if length:
                self._real_time(self._arrived[:length])
            else:
                self._buffer += self._arrived[:1]
            self._arrived = self._arrived[length or 1 :]

    def _real_time(self, command: bytes) -> None:
        if command[1] == 0x14:
            self._printer.pulsed("at once")
        else:
            self._answer(lambda mood: mood.real_time(command[2]))

    def _print(self) -> None:
        """Print what waits, as long as nothing is in the way."""
        printer = self._printer
        while self._buffer and not (printer.mood.is_stopped or self._is_off):
            if self._buffer.startswith(DONE_QUESTION):
                del self._buffer[: len(DONE_QUESTION)]
                self._printer.done_questions += 1
                if printer.mood.confirms:
                    self._answer(Mood.done)
                continue
            if self._buffer.startswith(b"\x1da") and len(self._buffer) > 2:
                del self._buffer[:3]
                self._answer(Mood.automatic)
                continue
            if self._buffer.startswith(b"\x1bp") and len(self._buffer) > 4:
                printer.pulsed("in turn")
            self._print_some()
            if printer.mood.a_second:
                return

    def _print_some(self) -> None:
        """Print up to the next command that is answered, or to the end of the roll."""
        printer, mood = self._printer, self._printer.mood
        ends = [at for mark in (DONE_QUESTION, b"\x1da", b"\x1bp") if (at := self._buffer.find(mark, 1)) > 0]
        count = min([len(self._buffer), *ends])
        if mood.out_after is not None:
            count = min(count, max(1, mood.out_after - len(printer.paper)))
        if mood.a_second:
            count = min(count, max(1, mood.a_second // 50))
            printer.pause(1 / 50)
        printer.printed(bytes(self._buffer[:count]))
        del self._buffer[:count]
        if mood.babble:
            self._line.sendall(mood.babble)
        if mood.out_after is not None and len(printer.paper) >= mood.out_after:
            printer.feel(paper="out", out_after=None)
            if mood.tells_changes:
                self._line.sendall(printer.mood.automatic())

    def _answer(self, reply: Callable[[Mood], bytes]) -> None:
        mood = self._printer.mood
        if mood.late:
            self._printer.pause(mood.late)
        if mood.answers:
            self._line.sendall(mood.babble + reply(mood))


@contextmanager
def failing_printer(mood: Mood = FINE) -> Iterator[FailingPrinter]:
    """A printer that listens at ``127.0.0.1`` and its ``port``."""
    printer = FailingPrinter(mood)
    with socket.socket() as listening:
        # Little waits between the two, so that a printer that takes no more is noticed soon.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(_POLL)
        printer.port = listening.getsockname()[1]
        serving = Thread(target=printer.serve, args=(listening,), daemon=True)
        serving.start()
        try:
            yield printer
        finally:
            printer.end()
            serving.join(10)
