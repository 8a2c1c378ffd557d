"""The ring around what the keyboard acts on: 3 dp with a gap of 2 dp, drawn once for the whole window."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from pos_terminal.ui.theme.look import Look

_FOLLOWED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show)


class Ring(QWidget):
    """Lies over what it stands on, lets every touch through and follows the key that it surrounds."""

    def __init__(self, look: Look, floor: QWidget) -> None:
        super().__init__(floor)
        self._look = look
        self._floor = floor
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, target: QWidget | None) -> None:
        """Lie around this one from now on; None: around nothing."""
        if self._target is not None and isValid(self._target):  # what went with the focus on it is gone already
            self._target.removeEventFilter(self)
        self._target = target
        if self._target is not None:
            self._target.installEventFilter(self)
        self._follow()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self._follow()
        return False

    def _follow(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        reach = self._reach()
        corner = target.mapTo(self._floor, target.rect().topLeft())
        self.setGeometry(
            corner.x() - reach, corner.y() - reach, target.width() + 2 * reach, target.height() + 2 * reach
        )
        self.raise_()
        self.show()

    def _reach(self) -> int:
        border = self._look.tokens.border
        return border["focus"] + border["focus_gap"]

    def paintEvent(self, _event: QPaintEvent) -> None:
        width = self._look.tokens.border["focus"]
        radius = self._look.tokens.radius["md"] + self._reach() - width / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("focus"), width))
        edge = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), radius, radius)
        painter.end()


class FocusRing(Ring):
    """Follows the focus of its window. A text field draws its own border."""

    def __init__(self, look: Look, window: QWidget, app: QApplication) -> None:
        super().__init__(look, window)
        app.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        ringed = new is not None and new.window() is self.window() and isinstance(new, QAbstractButton)
        self.surround(new if ringed else None)
