"""Figures to read, as many as there are, with a way out that is always there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos_terminal.presentation.report_panel import ReportPanel
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.page_keys import PageKeys
from pos_terminal.ui.widgets.report_body import ReportBody
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.wording import _

_WIDTH = 640
_WIDE = 920
"""From this width on there is room for two columns."""
_KEYS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_STEP = 48
_KEPT = 56
"""How much of a page is seen on the next one, too."""


class ReportPane(Card):
    """Draws a `ReportPanel`."""

    acted = Signal()
    left = Signal()
    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        self._panel: ReportPanel | None = None
        self._title = ElidedLabel(step="headline", names=self)
        self._sentence = PlainLabel(step="body", tone="secondary")
        self._sentence.setWordWrap(True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        primary = look.tokens.target["pos_primary"]
        self._done = ActionButton(look, _("Done"), icon="arrow-left", height=primary)
        self._act = ActionButton(look, kind=Kind.PRIMARY, height=primary)
        self._pages = PageKeys(look, (_("Earlier figures"), _("Later figures")), primary)
        self._inner = QWidget()
        self._lay_out()
        bar = self._area.verticalScrollBar()
        self._done.clicked.connect(self.left)
        self._act.clicked.connect(self.acted)
        self._pages.earlier_asked.connect(self._turn_back)
        self._pages.later_asked.connect(self._turn_on)
        bar.rangeChanged.connect(self._show_page)
        bar.valueChanged.connect(self._show_page)

    def show_panel(self, panel: ReportPanel) -> None:
        """Draw the figures."""
        self._title.show_text(panel.title)
        self._sentence.show_text(panel.sentence)
        self._sentence.setVisible(bool(panel.sentence))
        self._done.show_label(_(panel.leave))
        self._done.setVisible(bool(panel.leave))
        self._act.show_label(panel.act)
        self._act.show_icon(panel.icon)
        self._act.setVisible(bool(panel.act))
        before, self._panel = self._panel, panel
        if before is not None and panel.rows == before.rows:
            return
        shown, is_same = self._area.widget(), before is not None and before.title == panel.title
        if not (is_same and isinstance(shown, ReportBody) and shown.takes(panel.rows)):
            body = ReportBody(self._look, panel.rows)
            body.chosen.connect(self.chosen)
            self._area.setWidget(body)
            self._area.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._inner.setMaximumWidth(_WIDTH if self.width() < _WIDE else self.width())
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = _KEYS.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
            return
        self._scroll(steps * _STEP)

    def _turn_back(self) -> None:
        self._scroll(-self._page)

    def _turn_on(self) -> None:
        self._scroll(self._page)

    @property
    def _page(self) -> int:
        return max(_STEP, self._area.viewport().height() - _KEPT)

    def _scroll(self, by: int) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + by)

    def _show_page(self) -> None:
        bar, page = self._area.verticalScrollBar(), self._page
        pages = 1 + -(-bar.maximum() // page)
        self._pages.show_page(min(pages - 1, -(-bar.value() // page)), pages)

    def _lay_out(self) -> None:
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self._done)
        last.addWidget(self._act)
        last.addStretch(1)
        last.addWidget(self._pages)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._title, self._sentence):
            column.addWidget(part)
        column.addWidget(self._area, 1)
        column.addLayout(last)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 24, 20)
        row.addStretch(1)
        row.addWidget(self._inner, 100)
        row.addStretch(1)
