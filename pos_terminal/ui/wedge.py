"""Tells a keyboard-wedge scanner from a person typing, before any widget sees a key.

A scanner is a keyboard that types fast and ends with Enter. Its keys must never reach a field, and its Enter must never
press a button, whatever has the focus. Keys are told apart by the time stamps of their events, not by when they arrive:
with the screen busy for 1.5 s, a person's keys 61 ms apart were seen to arrive 0.1 ms apart.
"""

from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

_TOUCHES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress})
"""A finger, too: of one that no widget takes as such, Qt makes the mouse's event."""
_KEY_EVENTS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
_TERMINATORS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_MODIFIER_KEYS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta})
_GROUP_SEPARATOR = "\x1d"


@dataclass(frozen=True, slots=True)
class WedgeRules:
    """When keys are a scan: `gap_ms` at most between the first ones, `silence_ms` ends it, `least` characters.

    What begins with the scanner's `prefix` is one however short it is; prefix and `suffix` are taken off.
    """

    gap_ms: int = 50
    silence_ms: int = 80
    least: int = 4
    prefix: str = ""
    suffix: str = ""

    def has(self, text: str) -> bool:
        """Whether keys that came so fast are a scan."""
        return len(text) >= self.least or bool(self.prefix and text.removeprefix(self.prefix) not in {"", text})

    def code(self, text: str) -> str:
        """The scan without what the scanner puts around it."""
        return text.removeprefix(self.prefix).removesuffix(self.suffix)


@dataclass(frozen=True, slots=True)
class _Held:
    """A key that was kept back: enough to type it again."""

    watched: QObject
    key: int
    modifiers: Qt.KeyboardModifier
    text: str
    at_ms: int


class Wedge(QObject):
    """Application-wide event filter: emits `scanned`, and types again what turns out to be a person's.

    `touched`: somebody, or a scanner, did something.
    """

    scanned = Signal(str)
    touched = Signal()

    def __init__(self, app: QApplication, rules: WedgeRules | None = None) -> None:
        super().__init__(app)
        self._rules = rules or WedgeRules()
        self._held: list[_Held] = []
        self._down: set[int] = set()
        self._scan_ended_ms: int | None = None
        self._replaying = False
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.timeout.connect(self._fell_silent)
        self._since_armed = QElapsedTimer()
        self._waited_again = False
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every event of the application comes by here: its class is told at once, its type costs ten times as much.
        if not isinstance(event, QKeyEvent | QMouseEvent):
            return False
        if event.type() in _TOUCHES:
            self.touched.emit()
        if not isinstance(event, QKeyEvent) or self._replaying or event.type() not in _KEY_EVENTS:
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._released(event)
        return self._pressed(watched, event)

    def _released(self, event: QKeyEvent) -> bool:
        """The release of a key that was kept back is kept back too; replaying makes its own."""
        if event.key() not in self._down:
            return False
        self._down.discard(event.key())
        return True

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIER_KEYS:
            return False
        if self._is_slow(event.timestamp()):
            self._settle()
        if _types_a_character(event, self._rules.prefix + self._rules.suffix):
            self._hold(watched, event)
            return True
        if event.key() in _TERMINATORS and self._ends_a_scan(event):
            return True
        self._settle()
        return False

    def _hold(self, watched: QObject, event: QKeyEvent) -> None:
        self._held.append(_Held(watched, event.key(), event.modifiers(), event.text(), event.timestamp()))
        self._down.add(event.key())
        self._waited_again = False
        self._arm()

    def _arm(self) -> None:
        self._since_armed.start()
        self._silence.start(self._patience())

    def _patience(self) -> int:
        """How long the next key may take: once it surely is a scanner, a hiccup does not tear the code apart."""
        gap = self._rules.gap_ms
        return max(gap, self._rules.silence_ms) if self._is_scan() else gap

    def _is_scan(self) -> bool:
        return self._rules.has(_typed(self._held))

    def _is_slow(self, at_ms: int) -> bool:
        return bool(self._held) and at_ms - self._held[-1].at_ms > self._patience()

    def _ends_a_scan(self, event: QKeyEvent) -> bool:
        """Whether this Enter or Tab belongs to a scanner: after a code, or the second half of CR LF."""
        if self._is_scan():
            self._scan_ended_ms = event.timestamp()
            self._down.add(event.key())
            self._settle()
            return True
        ended = self._scan_ended_ms
        self._scan_ended_ms = None
        if self._held or ended is None or event.timestamp() - ended > self._rules.silence_ms:
            return False
        self._down.add(event.key())
        return True

    def _fell_silent(self) -> None:
        """No key came in time, unless the screen was busy: then keys may be waiting, and they are let in first."""
        if self._since_armed.elapsed() > 2 * self._patience() and not self._waited_again:
            self._waited_again = True
            self._arm()
            return
        if self._is_scan():
            # A terminator that comes late still belongs to this scan.
            self._scan_ended_ms = self._held[-1].at_ms + self._rules.silence_ms
        self._settle()

    def _settle(self) -> None:
        """What was kept back is a scan, or is typed now."""
        self._silence.stop()
        held, self._held = self._held, []
        text = _typed(held)
        if not self._rules.has(text):
            self._type_again(held)
        elif code := self._rules.code(text):
            self.scanned.emit(code)

    def _type_again(self, held: list[_Held]) -> None:
        self._replaying = True
        try:
            for each in held:
                for kind in _KEY_EVENTS:
                    if isValid(each.watched):
                        event = QKeyEvent(kind, each.key, each.modifiers, each.text)
                        event.setTimestamp(each.at_ms)
                        QApplication.sendEvent(each.watched, event)
        finally:
            self._replaying = False


def _typed(held: list[_Held]) -> str:
    return "".join(each.text for each in held)


def _types_a_character(event: QKeyEvent, around: str) -> bool:
    text = event.text()
    if len(text) != 1 or event.isAutoRepeat():
        return False
    return text.isprintable() or text == _GROUP_SEPARATOR or text in around
