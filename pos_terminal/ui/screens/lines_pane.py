"""Which goods come back, where the receipts are: as many lines as there is room for, and a way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_terminal.presentation.return_panels import LinesPanel
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount_button import AmountButton
from pos_terminal.ui.widgets.back_row import BackRow, height
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.page_keys import PageKeys
from pos_terminal.ui.widgets.rows_that_fit import RowsThatFit
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.wording import _

_GAP = 8


class LinesPane(Card):
    """Draws a `LinesPanel`."""

    counted = Signal(str, int)
    quantity_asked = Signal(str)
    price_asked = Signal(str)
    all_asked = Signal()
    page_asked = Signal(int)
    room_changed = Signal(int)
    confirmed = Signal()
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        primary = look.tokens.target["pos_primary"]
        self._title = ElidedLabel(step="headline", names=self)
        self._sentence = PlainLabel(step="body", tone="secondary")
        self._sentence.setWordWrap(True)
        self._all = ActionButton(look)
        self._rows = RowsThatFit(height(look))
        self._drawn: list[BackRow] = []
        self._pages = PageKeys(look, (_("Earlier lines"), _("Later lines")), primary)
        self._back = ActionButton(look, _("Back"), icon="arrow-left", height=primary)
        self._next = AmountButton(look, kind=Kind.PRIMARY, height=primary)
        self._arrange()
        self._connect()

    def show_panel(self, panel: LinesPanel) -> None:
        """Draw the lines."""
        self._title.show_text(panel.title)
        self._sentence.show_text(panel.sentence)
        while len(self._drawn) < len(panel.lines):
            row = BackRow(self._look)
            row.counted.connect(self.counted)
            row.quantity_asked.connect(self.quantity_asked)
            row.price_asked.connect(self.price_asked)
            self._drawn.append(row)
            self._rows.place(row)
        for number, row in enumerate(self._drawn):
            row.setVisible(number < len(panel.lines))
            if number < len(panel.lines):
                row.show_line(panel.lines[number])
        self._pages.show_turns(panel.page, has_earlier=panel.has_earlier, has_later=panel.has_later)
        self._pages.setVisible(panel.has_earlier or panel.has_later)
        self._all.show_label(panel.all_words)
        self._all.setEnabled(panel.can_all)
        self._next.show_amount(_("Next"), panel.refund)
        self._next.setEnabled(panel.can_confirm)

    def _arrange(self) -> None:
        head, last, words = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for row in (head, last):
            row.setSpacing(_GAP)
        words.setSpacing(2)
        head.addWidget(self._title, 1)
        head.addWidget(self._all)
        words.addLayout(head)
        words.addWidget(self._sentence)
        last.addWidget(self._back)
        last.addWidget(self._pages)
        last.addWidget(self._next, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 20)
        column.setSpacing(14)
        column.addLayout(words)
        column.addWidget(self._rows, 1)
        column.addLayout(last)

    def _restyled(self) -> None:
        self._rows.rows_are(height(self._look))

    def _connect(self) -> None:
        self._look.changed.connect(self._restyled)
        self._rows.room_changed.connect(self.room_changed)
        self._all.clicked.connect(self.all_asked)
        self._back.clicked.connect(self.cancelled)
        self._next.clicked.connect(self.confirmed)
        self._pages.earlier_asked.connect(self._earlier_clicked)
        self._pages.later_asked.connect(self._later_clicked)

    def _earlier_clicked(self) -> None:
        self.page_asked.emit(-1)

    def _later_clicked(self) -> None:
        self.page_asked.emit(1)
