"""The sales of this till, the latest first: one page of them, and the keys that look for others."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_terminal.presentation.receipts_state import ReceiptList
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.drawn_row import HEIGHT
from pos_terminal.ui.widgets.page_keys import PageKeys
from pos_terminal.ui.widgets.receipt_row import ReceiptRow, height_for
from pos_terminal.ui.widgets.rows_that_fit import RowsThatFit
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.wording import _

_GAP = 8


class ReceiptListPane(Card):
    """Draws a `ReceiptList`."""

    chosen = Signal(str)
    page_asked = Signal(int)
    room_changed = Signal(int)
    find_asked = Signal()
    all_asked = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        primary = look.tokens.target["pos_primary"]
        self._title = ElidedLabel(step="headline", names=self)
        self._all = ActionButton(look, _("Show all"), icon="receipt")
        self._find = ActionButton(look, _("Find"), icon="search")
        self._find.setAccessibleName(_("Find a receipt"))
        self._empty = PlainLabel(step="label", tone="secondary")
        self._empty.setWordWrap(True)
        self._rows = RowsThatFit(HEIGHT)
        self._high = HEIGHT
        self._receipts = ReceiptList("", (), "", has_newer=False, has_older=False)
        self._drawn: list[ReceiptRow] = []
        self._back = ActionButton(look, _("Back to sale"), icon="arrow-left", height=primary)
        self._pages = PageKeys(look, (_("Newer receipts"), _("Older receipts")), primary)
        self._pages.keep_apart(88)
        self._arrange()
        self._connect()

    def show_list(self, receipts: ReceiptList) -> None:
        """Draw this page."""
        self._receipts = receipts
        self._title.show_text(receipts.title)
        self._all.setEnabled(receipts.is_filtered)
        self._empty.show_text(receipts.empty)
        self._empty.setVisible(bool(receipts.empty))
        while len(self._drawn) < len(receipts.rows):
            row = ReceiptRow(self._look)
            row.chosen.connect(self.chosen)
            self._drawn.append(row)
            self._rows.place(row)
        for number, row in enumerate(self._drawn):
            row.be_high(self._high)
            row.setVisible(number < len(receipts.rows))
            if number < len(receipts.rows):
                row.show_sale(receipts.rows[number])
        self._pages.show_turns(receipts.page, has_earlier=receipts.has_newer, has_later=receipts.has_older)
        self._pages.show()
        self._rise()

    def _rise(self) -> None:
        """Rows grow with what they say, and do not shrink on another page: then their number would change at each."""
        high = max((height_for(self._look, each) for each in self._receipts.rows), default=HEIGHT)
        if high > self._high:
            self._high = high
            for row in self._drawn:
                row.be_high(high)
            self._rows.rows_are(high)

    def _restyled(self) -> None:
        self._high = 0
        self._rise()

    def _arrange(self) -> None:
        head, last = QHBoxLayout(), QHBoxLayout()
        for row in (head, last):
            row.setSpacing(_GAP)
        head.addWidget(self._title, 1)
        head.addWidget(self._all)
        head.addWidget(self._find)
        last.addWidget(self._back)
        last.addStretch(1)
        last.addWidget(self._pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 20)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self._rows, 1)
        column.addLayout(last)

    def _connect(self) -> None:
        self._look.changed.connect(self._restyled)
        self._rows.room_changed.connect(self.room_changed)
        self._all.clicked.connect(self.all_asked)
        self._find.clicked.connect(self.find_asked)
        self._back.clicked.connect(self.left)
        self._pages.earlier_asked.connect(self._newer_clicked)
        self._pages.later_asked.connect(self._older_clicked)

    def _newer_clicked(self) -> None:
        self.page_asked.emit(-1)

    def _older_clicked(self) -> None:
        self.page_asked.emit(1)
