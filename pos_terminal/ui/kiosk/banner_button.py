"""Who is greeted, or how to be; a key only while nobody is known."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from pos_terminal.presentation.kiosk.state import Banner
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.strokes import Strokes
from pos_terminal.ui.widgets.drawn_button import DrawnButton


class BannerButton(DrawnButton):
    """Draws a `Banner`."""

    tapped = Signal(str)

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._banner = Banner("", "", "crown")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._clicked)
        ink.changed.connect(self.updateGeometry)

    def show_banner(self, banner: Banner) -> None:
        """Draw this."""
        self._banner = banner
        self.setEnabled(bool(banner.key))
        self.setAccessibleName(f"{banner.title} {banner.sentence}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._ink.dp(400), self._ink.dp(116))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        banner, dp = self._banner, self._ink.dp
        with Strokes(self, self._ink) as strokes:
            box = strokes.ground("loyalty_soft" if not self.isDown() else "bg_inset", "loyalty")
            inside = box.adjusted(dp(28), dp(12), -dp(28), -dp(12))
            size = dp(56)
            icon = QRectF(inside.left(), inside.top(), size, inside.height())
            words = QRectF(inside)
            if strokes.mirrored:
                icon.moveRight(inside.right())
                words.setRight(icon.left() - dp(28))
            else:
                words.setLeft(icon.right() + dp(28))
            strokes.icon(banner.icon, "loyalty", icon)
            if not banner.sentence:
                strokes.words(banner.title, ("label", "text_primary"), words)
                return
            upper, lower = QRectF(words), QRectF(words)
            upper.setBottom(words.center().y())
            lower.setTop(words.center().y())
            strokes.words(banner.title, ("label", "text_primary"), upper)
            strokes.words(banner.sentence, ("caption", "text_primary"), lower)

    def _clicked(self) -> None:
        if self._banner.key:
            self.tapped.emit(self._banner.key)
