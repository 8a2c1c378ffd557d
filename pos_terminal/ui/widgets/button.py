"""The one button of the terminal: finger-sized, never a default button, deaf to Enter, data never a shortcut."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from pos_terminal.presentation.plain import plain
from pos_terminal.ui.theme.icons import facing
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.drawn_button import ENTER_KEYS
from pos_terminal.ui.widgets.text import restyle
from pos_terminal.wording.isolates import bare


class Kind(StrEnum):
    """What a button means; the style sheet says how that looks."""

    PLAIN = "plain"
    COMPACT = "compact"
    CONTROL = "control"
    QUIET = "quiet"
    PRIMARY = "primary"
    OUTLINE = "outline"
    DANGER = "danger"
    DANGER_QUIET = "danger_quiet"
    DANGER_FILL = "danger_fill"
    KEY = "key"
    LETTER = "letter"
    CHIP = "chip"
    OPTION = "option"
    TENDER = "tender"


_INK = {
    Kind.PRIMARY: "on_primary",
    Kind.OUTLINE: "primary",
    Kind.DANGER: "danger",
    Kind.DANGER_QUIET: "danger",
    Kind.DANGER_FILL: "on_danger",
}
_ICON_GAP = 6
_REDRAWN = frozenset({QEvent.Type.EnabledChange, QEvent.Type.LayoutDirectionChange})
_ICON_DP = {Kind.PRIMARY: 28, Kind.KEY: 28, Kind.LETTER: 26, Kind.TENDER: 28}


class ActionButton(QPushButton):
    """A button with words, an icon, or both.

    Enter does nothing on it: a scanner ends with Enter, and a scan must never press "Void sale". Space presses it,
    so a keyboard alone still works. A tap does not take the keyboard focus away from the scan field.
    """

    def __init__(self, look: Look, text: str = "", *, icon: str = "", kind: Kind = Kind.PLAIN, height: int = 0) -> None:
        """Make a button.

        Args:
            look: where the icon's colour comes from.
            text: the words; `&` is shown as it is.
            icon: a vendored icon's name, or nothing.
            kind: what it means.
            height: the smallest height in dp when it is more than the 56 dp of every target.
        """
        super().__init__()
        self._look = look
        self._icon_name = icon
        self._kind = kind
        self._whole = 0
        least = look.tokens.target["pos_min"]
        self._least = QSize(least, max(least, height))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setProperty("kind", kind.value)
        self.show_label(text)
        if not text:
            self._draw_icon()
        look.changed.connect(self._look_changed)

    def show_label(self, text: str, spoken: str = "") -> None:
        """Draw these words; `spoken` is what a screen reader says when it is more than the words."""
        cleaned = plain(text)
        escaped = cleaned.replace("&", "&&")
        if escaped != self.text():
            had_words = bool(self.text())
            self.setText(escaped)
            if had_words != bool(escaped):
                self._draw_icon()
            self._unsqueeze()
        self.setAccessibleName(bare(plain(spoken) or cleaned))

    def show_icon(self, name: str) -> None:
        """Change the icon."""
        if name != self._icon_name:
            self._icon_name = name
            self._draw_icon()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(self._least)

    def minimumSizeHint(self) -> QSize:
        """Words are never cut: a layout that has no room for them has them smaller and without their icon."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._squeeze()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._squeeze()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS:
            event.accept()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _REDRAWN:
            self._draw_icon()

    def nextCheckState(self) -> None:
        super().nextCheckState()
        self._draw_icon()

    def setChecked(self, checked: bool) -> None:  # noqa: FBT001  Qt's own signature
        super().setChecked(checked)
        self._draw_icon()

    @property
    def _is_squeezed(self) -> bool:
        return self._whole > 0

    def _squeeze(self) -> None:
        """Follow what the layout gives: less than all the words want, or enough for them again."""
        if not self.isVisible() or not self.text():
            return
        wanted = self._whole or self.sizeHint().width()
        if self._is_squeezed == (self.width() < wanted):
            return
        self._whole = 0 if self._is_squeezed else wanted
        self._restyle()

    def _unsqueeze(self) -> None:
        """Other words, or text of another size: whether they have room is to be seen."""
        if self._is_squeezed:
            self._whole = 0
            self._restyle()
        self._squeeze()

    def _restyle(self) -> None:
        self.setProperty("squeezed", self._is_squeezed)
        restyle(self)
        self._draw_icon()
        self.updateGeometry()

    def _look_changed(self) -> None:
        self._draw_icon()
        self._unsqueeze()

    def _draw_icon(self) -> None:
        if not self._icon_name or self._is_squeezed:
            if not self.icon().isNull():
                self.setIcon(QIcon())
            return
        size = _ICON_DP.get(self._kind, 22)
        gap = _ICON_GAP if self.text() else 0
        name = facing(self._icon_name, mirrored=self.isRightToLeft())
        picture = self._look.icon(name, self._ink(), size, self.devicePixelRatioF())
        self.setIconSize(QSize(size + gap, size))
        self.setIcon(QIcon(_beside_text(picture, gap, mirrored=self.isRightToLeft()) if gap else picture))

    def _ink(self) -> str:
        if not self.isEnabled():
            return "text_disabled"
        if self._kind is Kind.CHIP and self.isChecked():
            return "bg_surface"
        return _INK.get(self._kind, "text_primary")


def _beside_text(icon: QPixmap, gap: int, *, mirrored: bool) -> QPixmap:
    """The icon with room towards the words: a style sheet cannot set it."""
    ratio = icon.devicePixelRatio()
    wide = QPixmap(icon.width() + round(gap * ratio), icon.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(gap if mirrored else 0, 0, icon)
    painter.end()
    return wide


def row_width_policy(button: QWidget) -> None:
    """Let a button share its row equally with its neighbours."""
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
