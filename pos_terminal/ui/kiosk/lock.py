"""No way out of a kiosk by a keyboard or a finger: only the keys that a purchase needs reach the screen."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from pos_terminal.ui.kiosk.paths import beside
from pos_terminal.ui.widgets.keypad import typed_key

_WITH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})
_OK = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select})
_BACK = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Back})
_HELP = frozenset({Qt.Key.Key_F1, Qt.Key.Key_Help})
_REFUSED = frozenset({QEvent.Type.ContextMenu, QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})


class Lock(QObject):
    """An application-wide filter: arrows lead from key to key, OK presses one, and what is left is typed or dropped.

    Whatever comes with Ctrl, Alt or the system's key is dropped, and so are function keys, menus and things dragged.
    """

    typed = Signal(str)
    went_back = Signal()
    help_asked = Signal()
    focused = Signal(str)
    """The words of the key that an arrow led to."""
    used = Signal()
    """A key was pressed: the shopper goes by keys."""

    def __init__(self, app: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        self._is_open = False
        app.installEventFilter(self)

    def open(self) -> None:
        """Hold nobody any more."""
        self._is_open = True
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _REFUSED:
            return True
        if not isinstance(event, QKeyEvent) or kind not in _KEYS or not isinstance(watched, QWidget):
            return False
        if kind == QEvent.Type.KeyPress:
            self._pressed(event)
        return True

    def _pressed(self, event: QKeyEvent) -> None:
        if event.modifiers() & _WITH or event.isAutoRepeat():
            return
        key = Qt.Key(event.key())
        self.used.emit()
        if key in _ARROWS:
            self._move(key)
        elif key in _OK:
            self._press()
        elif key in _BACK:
            self.went_back.emit()
        elif key in _HELP:
            self.help_asked.emit()
        elif (len(event.text()) == 1 and event.text().isprintable()) or key == Qt.Key.Key_Backspace:
            self.typed.emit(typed_key(event) or event.text().lower())

    def _move(self, key: Qt.Key) -> None:
        found = beside(self._window, self._window.focusWidget(), key)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason)
            self.focused.emit(found.accessibleName())

    def _press(self) -> None:
        focused = self._window.focusWidget()
        if isinstance(focused, QAbstractButton) and focused.isEnabled():
            focused.click()
