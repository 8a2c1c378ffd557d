"""Signing on: people on one side, the PIN pad on the other."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_terminal.presentation.sign_on import PEOPLE_A_PAGE, SignOnState
from pos_terminal.ui.screens.side import side_width
from pos_terminal.ui.theme.fonts import needs_more_scripts
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.drawn_button import ENTER_KEYS
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.keypad import PIN_KEYS, Keypad, typed_key
from pos_terminal.ui.widgets.language_grid import LanguageGrid
from pos_terminal.ui.widgets.notice_bar import NoticeBar
from pos_terminal.ui.widgets.person_button import PersonButton
from pos_terminal.ui.widgets.pin_dots import PinDots
from pos_terminal.ui.widgets.standing_rows import StandingRows
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.wording import _

_COLUMNS = 2


class SignOnView(QWidget):
    """Draws a `SignOnState`; digits typed on a keyboard go to the PIN as well."""

    person_chosen = Signal(str)
    key_pressed = Signal(str)
    page_asked = Signal(int)
    submitted = Signal()
    languages_asked = Signal()
    language_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.notice = NoticeBar(look)
        self._standing = StandingRows(look)
        self._store = ElidedLabel(step="headline")
        self._day = PlainLabel(step="label", tone="secondary")
        self._open_sale = PlainLabel(step="body_strong", tone="primary")
        self._language = ActionButton(look, kind=Kind.QUIET)
        self._language.setAccessibleDescription(_("Choose the language of the screens"))
        self._title = PlainLabel(step="title", names=self)
        self._people = [PersonButton(look) for _each in range(PEOPLE_A_PAGE)]
        self._languages = LanguageGrid(look)
        self._earlier = ActionButton(look, _("Earlier"), icon="chevron-left")
        self._later = ActionButton(look, _("More people"), icon="chevron-right")
        self._who = ElidedLabel(step="title")
        self._hint = PlainLabel(step="body", tone="secondary")
        self._dots = PinDots(look)
        self.keypad = Keypad(look, PIN_KEYS)
        self._sign_on = ActionButton(look, _("Sign on"), kind=Kind.PRIMARY, height=look.tokens.target["pos_primary"])
        self._pad = self._pad_card()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 16)
        row.setSpacing(14)
        row.addWidget(self._people_side(), 1)
        row.addWidget(self._pad)
        self._connect()

    def show_state(self, state: SignOnState) -> None:
        """Draw who may sign on, and how far the PIN is."""
        if any(needs_more_scripts(person.name) for person in state.people):
            self._look.cover_all_scripts()
        self._store.show_text(state.store)
        self._day.show_text(f"{state.till} · {state.day}")
        self._open_sale.show_text(state.open_sale)
        self._open_sale.setVisible(bool(state.open_sale))
        self._standing.show_pills(state.standing)
        self.notice.show_notice(state.notice)
        self._language.show_label(state.language)
        self._languages.show_languages(state.languages)
        self._title.show_text(_("Language") if state.languages else _("Who is at the till?"))
        for number, button in enumerate(self._people):
            button.setVisible(number < len(state.people) and not state.languages)
            if number < len(state.people):
                button.show_person(state.people[number])
        self._earlier.setVisible(state.has_earlier and not state.languages)
        self._later.setVisible(state.has_more and not state.languages)
        self._who.show_text(state.chosen or _("Choose your name"))
        self._hint.show_text(_hint(state))
        self._dots.show_count(state.digits)
        self._sign_on.setEnabled(state.can_sign_on)
        self._sign_on.show_label(_("Checking …") if state.is_checking else _("Sign on"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = typed_key(event)
        if key:
            self.key_pressed.emit(key)
        elif event.key() in ENTER_KEYS:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pad.setFixedWidth(side_width(self.width()))

    def _people_side(self) -> QWidget:
        side = QWidget()
        grid = QGridLayout()
        grid.setSpacing(12)
        for number, button in enumerate(self._people):
            grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
            button.chosen.connect(self.person_chosen)
        for number in range(_COLUMNS):
            grid.setColumnStretch(number, 1)
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 16, 16, 0)
        column.setSpacing(4)
        column.addLayout(self._head())
        column.addWidget(self._day)
        column.addSpacing(20)
        column.addWidget(self._title)
        column.addWidget(self._open_sale)
        column.addSpacing(8)
        column.addLayout(grid)
        column.addWidget(self._languages)
        column.addSpacing(12)
        column.addLayout(self._page_keys())
        column.addStretch(1)
        column.addWidget(self._standing)
        column.addWidget(self.notice)
        return side

    def _page_keys(self) -> QHBoxLayout:
        pages = QHBoxLayout()
        pages.setSpacing(8)
        pages.addStretch(1)
        pages.addWidget(self._earlier)
        pages.addWidget(self._later)
        return pages

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self._store, 1)
        head.addWidget(self._language)
        return head

    def _pad_card(self) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.addStretch(1)
        head.addWidget(IconLabel(self._look, "lock", role="primary", size=28))
        head.addStretch(1)
        for label in (self._who, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._who)
        column.addWidget(self._hint)
        column.addSpacing(8)
        column.addWidget(self._dots)
        column.addSpacing(8)
        column.addWidget(self.keypad, 100)
        column.addSpacing(8)
        column.addWidget(self._sign_on)
        column.addStretch(1)
        return card

    def _connect(self) -> None:
        self._earlier.clicked.connect(self._earlier_clicked)
        self._later.clicked.connect(self._later_clicked)
        self._language.clicked.connect(self.languages_asked)
        self._languages.chosen.connect(self.language_chosen)
        self.keypad.pressed.connect(self.key_pressed)
        self._sign_on.clicked.connect(self.submitted)

    def _earlier_clicked(self) -> None:
        self.page_asked.emit(-1)

    def _later_clicked(self) -> None:
        self.page_asked.emit(1)


def _hint(state: SignOnState) -> str:
    if state.is_checking:
        return _("Checking your PIN")
    return _("Enter your PIN") if state.chosen else _("then enter your PIN")
