"""Categories in one row that scrolls; a button turns it a page, because nothing may need a swipe."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QScroller, QSizePolicy, QWidget

from pos_terminal.presentation.tiles import Chip
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind


class ChipRow(QWidget):
    """One chip is chosen; chips are made again only when the categories change."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._chips: tuple[Chip, ...] = ()
        self._buttons: dict[ActionButton, str] = {}
        self._strip = QWidget()
        self._strip_row = QHBoxLayout(self._strip)
        self._strip_row.setContentsMargins(0, 0, 0, 0)
        self._strip_row.setSpacing(8)
        self._scroller = _strip_area(self._strip)
        self._turn = ActionButton(look, icon="chevron-right")
        self._turn.setAccessibleName("More categories")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._scroller, 1)
        row.addWidget(self._turn)
        height = look.tokens.target["pos_min"]
        self.setFixedHeight(height)
        self._turn.clicked.connect(self._turn_page)
        self._scroller.horizontalScrollBar().rangeChanged.connect(self._range_changed)

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
            button = ActionButton(self._look, chip.name, icon=chip.icon, kind=Kind.CHIP)
            button.setCheckable(True)
            button.clicked.connect(self._chip_clicked)
            self._strip_row.addWidget(button)
            self._buttons[button] = chip.key
        self._strip_row.addStretch(1)

    def _chip_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ActionButton):
            button.setChecked(True)
            self._scroller.ensureWidgetVisible(button, 24, 0)
            self.chosen.emit(self._buttons[button])

    def _turn_page(self) -> None:
        bar = self._scroller.horizontalScrollBar()
        at_end = bar.value() >= bar.maximum()
        bar.setValue(0 if at_end else bar.value() + bar.pageStep() - 96)
        self._draw_arrow()

    def _range_changed(self) -> None:
        bar = self._scroller.horizontalScrollBar()
        overflows = self._strip.sizeHint().width() > self.width()
        self._turn.setVisible(overflows or bar.maximum() > 0)
        self._draw_arrow()

    def _draw_arrow(self) -> None:
        bar = self._scroller.horizontalScrollBar()
        at_end = bar.maximum() > 0 and bar.value() >= bar.maximum()
        self._turn.show_icon("chevron-left" if at_end != self.isRightToLeft() else "chevron-right")


def _strip_area(strip: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(strip)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    area.setFixedHeight(strip.sizeHint().height() if strip.sizeHint().height() > 0 else 56)
    area.setMinimumHeight(56)
    area.setMaximumHeight(56)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return area
