"""The kiosk's window: over the whole panel, without a frame, and closed by nobody but an attendant."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLayout, QVBoxLayout, QWidget

from pos_terminal.presentation.kiosk.mount import Mount
from pos_terminal.presentation.kiosk.state import KioskState
from pos_terminal.presentation.kiosk.touching import Touching
from pos_terminal.ui.kiosk.lock import Lock
from pos_terminal.ui.kiosk.paths import keys_of
from pos_terminal.ui.kiosk.view import KioskView
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.focus_ring import FocusRing


class KioskWindow(QWidget):
    """Shows a `KioskView`, and keeps the focus on a key for whoever goes by keys."""

    def __init__(self, look: Look, app: QApplication, mount: Mount) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("window")
        self.setWindowTitle("Kiosk")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.view = KioskView(look, app, mount)
        self.lock = Lock(app, self)
        self._may_close = False
        self._goes_by_keys = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # or a long word would grow it over the panel
        column.addWidget(self.view)
        self._ring = FocusRing(look, self, app)
        self.lock.used.connect(self._used)

    def connect_to(self, touch: Touching) -> None:
        """What is done here is told to this."""
        view = self.view
        view.tapped.connect(touch.tapped)
        view.typed.connect(touch.pad_pressed)
        view.choose.tile_tapped.connect(touch.tile_tapped)
        view.choose.category_chosen.connect(touch.category_chosen)
        view.choose.page_turned.connect(touch.page_turned)
        view.choose.room_changed.connect(touch.room_changed)
        view.choose.counted.connect(touch.counted)
        view.check.counted.connect(touch.counted)
        self.lock.typed.connect(touch.pad_pressed)
        self.lock.went_back.connect(touch.went_back)
        self.lock.help_asked.connect(touch.help_asked)

    def show_state(self, state: KioskState) -> None:
        """Draw this; whoever goes by keys finds the focus on a key of it."""
        self.view.show_state(state)
        if not state.steps:
            self._goes_by_keys = False
            self.setFocus()
        if self._goes_by_keys:
            self._keep_focus()

    def allow_close(self) -> None:
        """An attendant closes the kiosk."""
        self._may_close = True
        self.lock.open()
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()  # or Qt would give it to the first key, and a ring around that

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close:
            event.ignore()
            return
        super().closeEvent(event)

    def _used(self) -> None:
        self._goes_by_keys = True
        self._keep_focus()

    def _keep_focus(self) -> None:
        focused = self.focusWidget()
        keys = keys_of(self)
        if keys and focused not in keys:
            keys[0].setFocus(Qt.FocusReason.TabFocusReason)
