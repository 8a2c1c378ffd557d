"""Finding a member, where the grid is: digits or letters, and a way out that is always there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_terminal.domain.member import KeyKind
from pos_terminal.presentation.member_panels import LookupPanel
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.keyboard import Keyboard, typed_letter
from pos_terminal.ui.widgets.keypad import PIN_KEYS, Keypad
from pos_terminal.ui.widgets.number_display import NumberDisplay
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.wording import _

_PAD_WIDTH = 460
_ROOMY = 600
"""On a lower screen the keys need the room that title and hint take; what went wrong is told all the same."""


class LookupPane(Card):
    """Draws a `LookupPanel`."""

    key_pressed = Signal(str)
    switch_asked = Signal()
    find_asked = Signal(str)
    """The kind of identifier, as `KeyKind` names it."""
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._panel: LookupPanel | None = None
        self._title = PlainLabel(_("Add member"), step="title", names=self)
        self._hint = PlainLabel(step="body", tone="secondary")
        self._hint.setWordWrap(True)
        self._display = NumberDisplay(look)
        self._keypad = Keypad(look, PIN_KEYS)
        self._keyboard = Keyboard(look)
        self._asked = ElidedLabel(step="title")
        self._keys = QStackedWidget()
        self._switch = ActionButton(look, kind=Kind.OUTLINE)
        primary = look.tokens.target["pos_primary"]
        self._cancel = ActionButton(look, _("Cancel"), icon="arrow-left", height=primary)
        self._find = {
            KeyKind.EXTERNAL_CUSTOMER_ID: ActionButton(look, _("Member card"), kind=Kind.OUTLINE, height=primary),
            KeyKind.PHONE: ActionButton(look, _("Find phone"), kind=Kind.PRIMARY, height=primary),
            KeyKind.EMAIL: ActionButton(look, _("Find e-mail"), kind=Kind.PRIMARY, height=primary),
        }
        self._arrange(look)
        self._connect()

    def show_panel(self, panel: LookupPanel) -> None:
        """Draw the question, or who is being looked up."""
        self._panel = panel
        self._title.show_text(panel.title)
        self._hint.show_text(_("Selling goes on meanwhile.") if panel.asked else panel.hint)
        self._hint.show_tone("warning" if panel.is_problem else "secondary")
        empty = _("E-mail address") if panel.is_words else _("Phone or card number")
        self._display.show_number(panel.text or empty, "", typed=bool(panel.text))
        self._switch.show_label(_("Digits") if panel.is_words else _("E-mail"))
        self._switch.show_icon("grid-dots" if panel.is_words else "pencil")
        self._switch.setEnabled(not panel.asked)
        self._asked.show_text(_("Looking up {code} …", code=panel.asked) if panel.asked else "")
        self._keys.setCurrentIndex(2 if panel.asked else int(panel.is_words))
        for kind, button in self._find.items():
            button.setVisible((kind is KeyKind.EMAIL) == panel.is_words)
            button.setEnabled(panel.can_find)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = typed_letter(event)
        if key:
            self.key_pressed.emit(key)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_roomy = self.height() >= _ROOMY
        self._hint.setVisible(is_roomy or (self._panel is not None and self._panel.is_problem))

    def _arrange(self, look: Look) -> None:
        self._keys.addWidget(_in_the_middle(self._keypad))
        self._keys.addWidget(self._keyboard)
        self._keys.addWidget(self._progress(look))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._switch)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self._cancel)
        for button in self._find.values():
            row_width_policy(button)
            last.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._display)
        column.addWidget(self._hint)
        column.addWidget(self._keys, 1)
        column.addLayout(last)

    def _progress(self, look: Look) -> QWidget:
        page = QWidget()
        icon = IconLabel(look, "user-circle", role="border_control", size=56)
        column = QVBoxLayout(page)
        column.setSpacing(10)
        column.addStretch(1)
        for label in (icon, self._asked):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(1)
        return page

    def _connect(self) -> None:
        self._keypad.pressed.connect(self.key_pressed)
        self._keyboard.pressed.connect(self.key_pressed)
        self._switch.clicked.connect(self.switch_asked)
        self._cancel.clicked.connect(self.cancelled)
        for button in self._find.values():
            button.clicked.connect(self._find_clicked)

    def _find_clicked(self) -> None:
        button = self.sender()
        for kind, each in self._find.items():
            if each is button:
                self.find_asked.emit(kind.value)


def _in_the_middle(keypad: Keypad) -> QWidget:
    page = QWidget()
    keypad.setMaximumWidth(_PAD_WIDTH)
    across = QHBoxLayout()
    across.setContentsMargins(0, 0, 0, 0)
    across.addStretch(1)
    across.addWidget(keypad, 100)
    across.addStretch(1)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch(1)
    column.addLayout(across, 100)
    column.addStretch(1)
    return page
