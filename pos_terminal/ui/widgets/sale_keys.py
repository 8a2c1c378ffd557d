"""The keys under the product grid: what happens to the whole sale, and the pages."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_terminal.presentation.figures import count_text
from pos_terminal.presentation.sale_state import HoldKey, SaleState
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import text_width
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.wording import _

_ROOMY = 790
"""Where every key has room for all its words."""
_COMPACT = 590
_ALL_WORDS, _BESIDE_ICON = 90, 40
"""What the key that voids has room for where it is wide, and beside its icon where it is narrow."""
_PAGE = 68
"""What the page has between its keys at least."""
_GAP = 8


class SaleKeys(QWidget):
    """Void, undo, hold, what else there is, and the pages; void is 24 dp away. A key keeps its place and its width."""

    void_asked = Signal()
    undo_asked = Signal()
    hold_asked = Signal()
    more_asked = Signal()
    page_asked = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._hold_key = HoldKey()
        self._shown_page = 1
        self._void = ActionButton(look, _("Void sale"), icon="ban", kind=Kind.DANGER)
        self._undo = ActionButton(look, _("Undo"), icon="arrow-left")
        self._undo.setAccessibleDescription(_("Takes the last step back"))
        self._hold = ActionButton(look, _("Hold"), icon="receipt")
        self._more = ActionButton(look, _("More"), icon="menu")
        self._back = ActionButton(look, icon="chevron-left")
        self._on = ActionButton(look, icon="chevron-right")
        self._page = PlainLabel(step="body_strong", tone="secondary")
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page.setMinimumWidth(_PAGE)
        self._back.setAccessibleName(_("Earlier items"))
        self._on.setAccessibleName(_("More items"))
        self._arrange(look.tokens.target["pos_gap_destructive"])
        self._void.clicked.connect(self.void_asked)
        self._undo.clicked.connect(self.undo_asked)
        self._hold.clicked.connect(self.hold_asked)
        self._more.clicked.connect(self.more_asked)
        look.changed.connect(self._fit)
        self._back.clicked.connect(self._back_clicked)
        self._on.clicked.connect(self._on_clicked)

    def show_state(self, state: SaleState) -> None:
        """Draw what can be done now, and which page is shown."""
        self._void.setEnabled(state.can_void)
        self._undo.setEnabled(state.can_undo)
        self._hold_key = state.hold
        self._hold.setEnabled(state.hold.can_press)
        self._back.setEnabled(state.page.page > 0)
        self._on.setEnabled(state.page.has_more)
        self._shown_page = state.page.page + 1
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the compact form, also while the roomy one is shown."""
        return QSize(_COMPACT, super().minimumSizeHint().height())

    def _fit(self) -> None:
        is_roomy = self.width() >= _ROOMY
        self._say(is_roomy=is_roomy)
        if is_roomy and super().minimumSizeHint().width() > self.width():  # in large text
            self._say(is_roomy=False)

    def _say(self, *, is_roomy: bool) -> None:
        key = self._hold_key
        self._hold.show_label(key.words if is_roomy else key.brief, key.words)
        self._fit_void(is_roomy=is_roomy)
        self._undo.show_label(_("Undo") if is_roomy else "", _("Undo"))
        self._more.show_label(_("More") if is_roomy else "", _("More"))
        self._hold.setMinimumWidth(192 if is_roomy else 148)
        for button in (self._back, self._on):
            button.setMinimumWidth(60 if is_roomy else 58)
        self._fit_page()

    def _fit_page(self) -> None:
        """The page's number alone where its words have no room between the keys."""
        words = _("Page {number}", number=self._shown_page)
        left = self.width() - super().minimumSizeHint().width() + _PAGE
        has_room = text_width(self._look, "body_strong", words) <= left
        self._page.show_text(words if has_room else count_text(self._shown_page))
        self._page.setAccessibleName(words)

    def _fit_void(self, *, is_roomy: bool) -> None:
        """Its width is the same in every language: long words give way to short ones, and the icon to these."""
        width = self._void.fontMetrics().horizontalAdvance
        whole, brief = _("Void sale"), _("Void")
        says_all = is_roomy and width(whole) <= _ALL_WORDS
        self._void.show_label(whole if says_all else brief, whole)
        self._void.show_icon("ban" if is_roomy or width(brief) <= _BESIDE_ICON else "")
        self._void.setMinimumWidth(150 if is_roomy else 92)

    def _arrange(self, destructive: int) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self._void)
        row.addSpacing(destructive - _GAP)
        row.addWidget(self._undo)
        row.addWidget(self._hold)
        row.addWidget(self._more)
        row.addStretch(1)
        for widget in (self._back, self._page, self._on):
            row.addWidget(widget)

    def _back_clicked(self) -> None:
        self.page_asked.emit(-1)

    def _on_clicked(self) -> None:
        self.page_asked.emit(1)
