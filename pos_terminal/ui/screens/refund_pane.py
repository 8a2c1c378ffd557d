"""The money that is about to go back, in large figures: by which tender, and the last way out."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QScroller, QSizePolicy, QWidget

from pos_terminal.presentation.panels import Choice
from pos_terminal.presentation.return_panels import RefundPanel
from pos_terminal.ui.screens.centred import centre
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import AmountLabel
from pos_terminal.ui.widgets.amount_button import AmountButton
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.paid_rows import PaidRows
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import PlainLabel

_COLUMNS = 2
_GAP = 8
_KEY = 56


class RefundPane(Card):
    """Draws a `RefundPanel`."""

    chosen = Signal(str)
    confirmed = Signal()
    cancelled = Signal()
    exchange_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        primary = look.tokens.target["pos_primary"]
        self._title = PlainLabel(step="title", names=self)
        self._sentence = PlainLabel(step="body", tone="secondary")
        self._amount = AmountLabel(look)
        for label in (self._title, self._sentence):
            label.setWordWrap(True)
        self._amount.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._rows = PaidRows(look)
        self._tenders = _Tenders(look)
        self._keep = ActionButton(look, icon="arrow-left", height=primary)
        self._give = AmountButton(look, kind=Kind.PRIMARY, height=primary)
        self._void = ActionButton(look, icon="ban", kind=Kind.DANGER_FILL, height=primary)
        self._exchange = ActionButton(look, icon="shopping-cart", kind=Kind.OUTLINE)
        row_width_policy(self._exchange)
        last = QHBoxLayout()
        last.setSpacing(look.tokens.target["pos_gap_destructive"])
        for button in (self._keep, self._give, self._void):
            row_width_policy(button)
            last.addWidget(button)
        centre(self, (self._title, self._sentence, self._amount, self._rows, self._tenders, self._exchange, last))
        self._tenders.chosen.connect(self.chosen)
        self._keep.clicked.connect(self.cancelled)
        self._exchange.clicked.connect(self.exchange_asked)
        self._give.clicked.connect(self.confirmed)
        self._void.clicked.connect(self.confirmed)

    def show_panel(self, panel: RefundPanel) -> None:
        """Draw the money."""
        self._title.show_text(panel.title)
        self._sentence.show_text(panel.sentence)
        self._amount.show_text(panel.amount)
        self._amount.setAccessibleName(f"{panel.title} {panel.amount}")
        self._rows.show_paid(panel.rows)
        self._tenders.show_tenders(panel.tenders, panel.chosen)
        self._exchange.show_label(panel.exchange)
        self._exchange.setVisible(bool(panel.exchange))
        self._keep.show_label(panel.keep)
        self._give.show_amount(panel.confirm, panel.amount)
        self._give.setVisible(not panel.is_void)
        self._void.show_label(panel.confirm)
        self._void.setVisible(panel.is_void)


class _Tenders(QScrollArea):
    """The ways that the money may go back, two beside each other where their words have room; scrolled if many."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._keys: dict[ActionButton, Choice] = {}
        self._columns = _COLUMNS
        strip = QWidget()
        self._grid = QGridLayout(strip)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.setWidget(strip)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_tenders(self, tenders: tuple[Choice, ...], chosen: str) -> None:
        """Draw these, with one of them chosen."""
        if tuple(self._keys.values()) != tenders:
            self._build(tenders)
        for button, tender in self._keys.items():
            button.setChecked(tender.key == chosen)
            button.show_icon("circle-check" if tender.key == chosen else tender.icon)
        self._arrange()
        self.setVisible(bool(tenders))

    def sizeHint(self) -> QSize:
        rows = -(-len(self._keys) // self._columns)
        return QSize(0, max(0, rows * (_KEY + _GAP) - _GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _KEY if self._keys else 0)

    def _build(self, tenders: tuple[Choice, ...]) -> None:
        for button in self._keys:
            button.hide()
            button.deleteLater()
        self._keys.clear()
        for tender in tenders:
            button = ActionButton(self._look, tender.words, icon=tender.icon, kind=Kind.OPTION)
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._clicked)
            self._keys[button] = tender
        self._columns = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Each way in its place: below each other where the words of one are wider than half."""
        half = (self.viewport().width() - _GAP) // _COLUMNS
        columns = _COLUMNS if all(each.sizeHint().width() <= half for each in self._keys) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))
        for number, button in enumerate(self._keys):
            self._grid.addWidget(button, number // columns, number % columns)
        self.updateGeometry()

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ActionButton) and button in self._keys:
            self.chosen.emit(self._keys[button].key)
