"""The whole screen of a kiosk: head, the step or page, and the keys that are always there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from pos_terminal.presentation.kiosk.mount import Mount
from pos_terminal.presentation.kiosk.state import AttractBody, CheckBody, ChooseBody, KioskState, PageBody
from pos_terminal.presentation.notice import NoticeKind
from pos_terminal.ui.kiosk.attract_view import AttractView
from pos_terminal.ui.kiosk.check_view import CheckView
from pos_terminal.ui.kiosk.choose_view import ChooseView
from pos_terminal.ui.kiosk.header import Header
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.key_button import Form
from pos_terminal.ui.kiosk.key_rows import KeyRows
from pos_terminal.ui.kiosk.page_view import PageView
from pos_terminal.ui.kiosk.words import Words
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.widgets.line_breaks import broken

_LINES = 2
"""How many lines a key at the foot has for its words."""
_FEW = 3
"""How many keys beside each other leave room for large letters."""
_WAYS = {True: Qt.LayoutDirection.RightToLeft, False: Qt.LayoutDirection.LeftToRight}


class KioskView(QWidget):
    """Draws a `KioskState`, and tells what is tapped."""

    tapped = Signal(str)
    typed = Signal(str)

    def __init__(self, look: Look, app: QApplication, mount: Mount) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._look, self._app = look, app
        self._theme = look.theme
        self._mount = mount
        self._state: KioskState | None = None
        self.ink = Ink(look)
        self._header = Header(self.ink)
        self._advert = QWidget()
        self._notice = Words(self.ink, "label", centred=True)
        self._stack = QStackedWidget()
        self.attract, self.choose = AttractView(self.ink), ChooseView(self.ink)
        self.check, self.page = CheckView(self.ink), PageView(self.ink)
        for view in (self.attract, self.choose, self.check, self.page):
            self._stack.addWidget(view)
            view.tapped.connect(self.tapped)
        self.page.typed.connect(self.typed)
        self._foot = KeyRows(self.ink, Form.STACK, height=120)
        self._foot.tapped.connect(self.tapped)
        self._build()

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._header)
        self._column.addWidget(self._advert)
        self._column.addWidget(self._notice)
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(self._foot)
        self._advert.hide()
        self._dark = QWidget(self)
        self._dark.setStyleSheet("background: black")
        self._dark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._dark.hide()

    def show_state(self, state: KioskState) -> None:
        """Draw this."""
        self._state = state
        self._dress(state)
        self._header.show_steps(state.store, state.steps)
        self._notice.show_words(state.notice.text, "danger" if state.notice.kind is NoticeKind.PROBLEM else "")
        self._show_body(state)
        self._foot.show_keys(state.foot, self._foot_columns(state))
        self._dark.setGeometry(self.rect())
        self._dark.setVisible(state.is_blank)
        self._dark.raise_()

    def _foot_columns(self, state: KioskState) -> int:
        """All keys beside each other, or in two rows where one of their words would want smaller letters for that."""
        if state.is_reach or not state.foot:
            return len(state.foot)
        room = (self.width() - self.ink.dp(40 + 16 * (len(state.foot) - 1))) / len(state.foot) - self.ink.dp(14)
        drawn = [broken(key.words, self.ink.font("caption"), room) for key in state.foot]
        fits = all(is_whole and len(lines) <= _LINES for lines, is_whole in drawn)
        return len(state.foot) if fits else _FEW

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._state is not None:
            self._dress(self._state)

    def _show_body(self, state: KioskState) -> None:
        body = state.body
        if isinstance(body, AttractBody):
            self.attract.show_body(body)
            self._bring(self.attract)
        elif isinstance(body, ChooseBody):
            self.choose.show_body(body)
            self._bring(self.choose)
        elif isinstance(body, CheckBody):
            self.check.show_body(body)
            self._bring(self.check)
        elif isinstance(body, PageBody):
            self.page.show_body(body)
            self._bring(self.page)

    def _bring(self, view: QWidget) -> None:
        if self._stack.currentWidget() is not view:
            self._stack.setCurrentWidget(view)

    def _dress(self, state: KioskState) -> None:
        """Theme, size, direction and reach, as the shopper wants them."""
        theme = ThemeName.CONTRAST if state.is_contrast else self._theme
        if theme is not self._look.theme:
            self._look.use(self._app, theme)
        if self.layoutDirection() is not _WAYS[state.is_mirrored]:
            self.setLayoutDirection(_WAYS[state.is_mirrored])
        highest = self._mount.highest_key(self.width(), self.height())
        has_line = state.is_reach and highest < self.height()
        share = highest / self.height() if has_line else 1.0
        least = self._mount.least_letters(self.width(), self.height(), is_large=state.is_large)
        self.ink.fit(self.size(), is_large=state.is_large, share=share, least=least)
        for view in (self.choose, self.check, self.page):
            view.use_little_room(little=has_line)
        dp = self.ink.dp
        self._column.setContentsMargins(dp(20), dp(20), dp(20), dp(24))
        self._column.setSpacing(dp(18))
        above = self.height() - highest - dp(20 + 18 + 72 + 18) if has_line else 0
        self._advert.setVisible(above > 0)
        self._advert.setFixedHeight(max(0, above))
