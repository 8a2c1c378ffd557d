"""Categories in one row that scrolls; a button turns it a page, because nothing may need a swipe."""

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScroller, QSizePolicy, QWidget

from pos_terminal.presentation.tiles import Chip
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.wording import _

_HEIGHT = 56


class ChipRow(QWidget):
    """One chip is chosen; chips are made again only when the categories change."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._chips: tuple[Chip, ...] = ()
        self._start = 0
        self._buttons: dict[_ChipButton, str] = {}
        self._strip = _Strip()
        self._strip_row = QHBoxLayout(self._strip)
        self._strip_row.setContentsMargins(0, 0, 0, 0)
        self._strip_row.setSpacing(8)
        self._scroller = _StripArea(self._strip)
        self._turn = ActionButton(look, icon="chevron-right")
        self._turn.setAccessibleName(_("More categories"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._scroller, 1)
        row.addWidget(self._turn)
        height = look.tokens.target["pos_min"]
        self.setFixedHeight(height)
        self._turn.clicked.connect(self._turn_page)
        self._scroller.horizontalScrollBar().rangeChanged.connect(self._range_changed)
        self._strip.resized.connect(self._range_changed)

    def show_chips(self, chips: tuple[Chip, ...]) -> None:
        """Draw these categories."""
        if chips == self._chips:
            return
        if [chip.key for chip in chips] != [chip.key for chip in self._chips]:
            self._build(chips)
        self._chips = chips
        for button, chip in zip(self._buttons, chips, strict=True):
            button.show_label(chip.name)
            if button.isChecked() != chip.is_chosen:
                button.setChecked(chip.is_chosen)
                if chip.is_chosen:
                    self._bring_into_view(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._range_changed()

    def _build(self, chips: tuple[Chip, ...]) -> None:
        for button in self._buttons:
            button.deleteLater()
        self._buttons.clear()
        while self._strip_row.count():
            self._strip_row.takeAt(0)
        for chip in chips:
            button = _ChipButton(self._look, chip.name, icon=chip.icon, kind=Kind.CHIP)
            button.setCheckable(True)
            button.clicked.connect(self._chip_clicked)
            button.focused.connect(self._chip_focused)
            self._strip_row.addWidget(button)
            self._buttons[button] = chip.key
        self._strip_row.addStretch(1)

    def _chip_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _ChipButton):
            button.setChecked(True)
            self._bring_into_view(button)
            self.chosen.emit(self._buttons[button])

    def _chip_focused(self) -> None:
        button = self.sender()
        if isinstance(button, _ChipButton):
            self._bring_into_view(button)

    def _bring_into_view(self, chip: QWidget) -> None:
        bar, room = self._scroller.horizontalScrollBar(), self._scroller.width()
        if _begin(chip) < bar.value():
            self._show_from(_begin(chip))
        elif _end(chip) > bar.value() + self._scroller.viewport().width():
            self._show_from(
                min((_begin(each) for each in self._buttons if _end(chip) - _begin(each) <= room), default=_begin(chip))
            )

    def _show_from(self, start: int) -> None:
        """Scroll there, and end the row where the last whole chip ends: half a chip beside the key reads as a fault."""
        self._start = start
        self._strip_row.activate()
        ends = [_end(each) for each in self._buttons if _end(each) - start <= self._scroller.width()]
        self._scroller.leave(self._scroller.width() - (max(ends) - start) if ends and self._overflows() else 0)
        self._scroller.horizontalScrollBar().setValue(start)
        self._draw_arrow()

    def _overflows(self) -> bool:
        return self._strip.sizeHint().width() > self._scroller.width()

    def _turn_page(self) -> None:
        bar = self._scroller.horizontalScrollBar()
        room, whole = self._scroller.width(), self._strip.sizeHint().width()
        hidden = [
            _begin(each) for each in self._buttons if _end(each) > bar.value() + self._scroller.viewport().width()
        ]
        last_page = min((_begin(each) for each in self._buttons if whole - _begin(each) <= room), default=0)
        self._show_from(min(*hidden, last_page) if hidden else 0)

    def _range_changed(self) -> None:
        bar = self._scroller.horizontalScrollBar()
        overflows = self._strip.sizeHint().width() > self.width()
        self._turn.setVisible(overflows or bar.maximum() > 0)
        self._show_from(self._start)

    def _draw_arrow(self) -> None:
        bar = self._scroller.horizontalScrollBar()
        at_end = bar.maximum() > 0 and bar.value() >= bar.maximum()
        self._turn.show_icon("chevron-left" if at_end else "chevron-right")


class _ChipButton(ActionButton):
    """Tells that the keyboard reached it: it may be out of view then."""

    focused = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()


class _Strip(QWidget):
    """What scrolls; its chips get their widths once the style sheet has reached them."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class _StripArea(QScrollArea):
    """Where the chips scroll."""

    def __init__(self, strip: QWidget) -> None:
        super().__init__()
        self.setWidget(strip)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def leave(self, width: int) -> None:
        """Leave this much empty where the strip ends."""
        margins = QMargins(width, 0, 0, 0) if self.isRightToLeft() else QMargins(0, 0, width, 0)
        if margins != self.viewportMargins():
            self.setViewportMargins(margins)


def _begin(chip: QWidget) -> int:
    """How far it is from where reading begins, as the scroll bar counts."""
    strip = chip.parentWidget()
    return strip.width() - chip.x() - chip.width() if strip and strip.isRightToLeft() else chip.x()


def _end(chip: QWidget) -> int:
    return _begin(chip) + chip.width()
