"""Opening a shift: the float on a keypad."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_terminal.presentation.open_shift import OpenShiftState
from pos_terminal.ui.screens.centred import centre
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.keypad import Keypad, typed_key
from pos_terminal.ui.widgets.notice_bar import NoticeBar
from pos_terminal.ui.widgets.number_display import NumberDisplay
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.wording import _


class OpenShiftView(QWidget):
    """Draws an `OpenShiftState`."""

    key_pressed = Signal(str)
    confirmed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.notice = NoticeBar(look)
        self._title = PlainLabel(_("Open the shift"), step="headline")
        self._hint = PlainLabel(_("Count the cash in the drawer and type the amount."), step="body", tone="secondary")
        self._hint.setWordWrap(True)
        self._display = NumberDisplay(look)
        self.keypad = Keypad(look)
        self._confirm = ActionButton(
            look, _("Open shift"), icon="cash-register", kind=Kind.PRIMARY, height=look.tokens.target["pos_primary"]
        )
        card = Card()
        centre(
            card,
            (self._title, self._hint, self.notice, self._display, self.keypad, self._confirm),
            stretched=self.keypad,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.addWidget(card)
        self.keypad.pressed.connect(self.key_pressed)
        self._confirm.clicked.connect(self.confirmed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = typed_key(event)
        if key:
            self.key_pressed.emit(key)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()

    def show_state(self, state: OpenShiftState) -> None:
        """Draw the amount."""
        self.notice.show_notice(state.notice)
        self._display.show_number(state.amount, state.currency, typed=state.is_typed)
        self.keypad.offer_point(state.has_decimals)
