"""Panels that lie where the grid is while something is asked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos_terminal.presentation.panels import EntryPanel, Option, OptionGroup, OptionsPanel, VoidPanel
from pos_terminal.ui.screens.centred import centre
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.keypad import Keypad, typed_key
from pos_terminal.ui.widgets.number_display import NumberDisplay
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.wording import _

_OPTION_COLUMNS = 3
_HINTED = 600
"""On a lower screen the keys need the room that the hint takes."""


class EntryPane(Card):
    """A number on a keypad, and what to do with it."""

    confirmed = Signal()
    second_asked = Signal()
    third_asked = Signal()
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._title = ElidedLabel(step="title")
        self._hint = PlainLabel(step="body", tone="secondary")
        self._hint.setWordWrap(True)
        self._display = NumberDisplay(look)
        self.keypad = Keypad(look)
        primary = look.tokens.target["pos_primary"]
        self._confirm = ActionButton(look, kind=Kind.PRIMARY, height=primary)
        self._second = ActionButton(look, kind=Kind.OUTLINE)
        self._third = ActionButton(look, kind=Kind.OUTLINE)
        self._cancel = ActionButton(look, _("Cancel"), icon="arrow-left", height=primary)
        self._confirm.clicked.connect(self.confirmed)
        self._second.clicked.connect(self.second_asked)
        self._third.clicked.connect(self.third_asked)
        self._cancel.clicked.connect(self.cancelled)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self._cancel)
        row_width_policy(self._confirm)
        last.addWidget(self._confirm, 1)
        more = QHBoxLayout()
        more.setSpacing(8)
        for button in (self._second, self._third):
            row_width_policy(button)
            more.addWidget(button)
        centre(self, (self._title, self._hint, self._display, self.keypad, more, last), stretched=self.keypad)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = typed_key(event)
        if key:
            self.keypad.pressed.emit(key)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.setVisible(self.height() >= _HINTED)

    def show_panel(self, panel: EntryPanel) -> None:
        """Draw the question."""
        self._title.show_text(panel.title)
        self._hint.show_text(panel.hint)
        self._display.show_number(panel.text, panel.unit, typed=panel.can_confirm)
        self.keypad.offer_point(panel.has_decimals)
        self._confirm.show_label(panel.confirm)
        self._confirm.setEnabled(panel.can_confirm)
        self._cancel.show_label(panel.leave)
        for button, text in ((self._second, panel.second), (self._third, panel.third)):
            button.show_label(text)
            button.setVisible(bool(text))
            button.setEnabled(panel.can_confirm or (button is self._third and panel.can_third))


class OptionsPane(Card):
    """Groups of modifiers to choose from."""

    option_tapped = Signal(str)
    confirmed = Signal()
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._buttons: dict[ActionButton, str] = {}
        self._title = ElidedLabel(step="headline")
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        area = QScrollArea()
        area.setWidget(self._body)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        primary = look.tokens.target["pos_primary"]
        cancel = ActionButton(look, _("Cancel"), icon="arrow-left", height=primary)
        self._confirm = ActionButton(look, kind=Kind.PRIMARY, height=primary)
        row_width_policy(self._confirm)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(cancel)
        last.addWidget(self._confirm, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(area, 1)
        column.addLayout(last)
        cancel.clicked.connect(self.cancelled)
        self._confirm.clicked.connect(self.confirmed)

    def show_panel(self, panel: OptionsPanel) -> None:
        """Draw the groups."""
        self._title.show_text(panel.title)
        self._confirm.show_label(panel.confirm)
        self._confirm.setEnabled(panel.can_confirm)
        options = [option for group in panel.groups for option in group.options]
        if [option.item_id for option in options] != list(self._buttons.values()):
            self._build(panel.groups)
        for button, option in zip(self._buttons, options, strict=True):
            button.show_label(_option_text(option))
            button.show_icon("circle-check" if option.is_chosen else "" if option.can_choose else "ban")
            button.setChecked(option.is_chosen)

    def _build(self, groups: tuple[OptionGroup, ...]) -> None:
        self._buttons.clear()
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for group in groups:
            self._column.addWidget(self._group(group))
        self._column.addStretch(1)

    def _group(self, group: OptionGroup) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 12)
        grid.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(group.name, step="label"))
        head.addWidget(PlainLabel(group.hint, step="body", tone="secondary"), 1)
        grid.addLayout(head, 0, 0, 1, _OPTION_COLUMNS)
        for number, option in enumerate(group.options):
            button = ActionButton(self._look, _option_text(option), kind=Kind.OPTION, height=64)
            button.setCheckable(True)
            row_width_policy(button)
            button.clicked.connect(self._option_clicked)
            self._buttons[button] = option.item_id
            grid.addWidget(button, 1 + number // _OPTION_COLUMNS, number % _OPTION_COLUMNS)
        for number in range(_OPTION_COLUMNS):
            grid.setColumnStretch(number, 1)
        return box

    def _option_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ActionButton):
            self.option_tapped.emit(self._buttons[button])


class VoidPane(Card):
    """Whether to give the sale up: verbs on both buttons, and neither is a default."""

    reason_tapped = Signal(str)
    confirmed = Signal()
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._reasons: dict[ActionButton, str] = {}
        self._title = PlainLabel(step="headline")
        self._sentence = PlainLabel(step="body", tone="secondary")
        self._sentence.setWordWrap(True)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        primary = look.tokens.target["pos_primary"]
        keep = ActionButton(look, _("Keep sale"), icon="arrow-left", height=primary)
        confirm = ActionButton(look, _("Void sale"), icon="ban", kind=Kind.DANGER_FILL, height=primary)
        last = QHBoxLayout()
        last.setSpacing(look.tokens.target["pos_gap_destructive"])
        for button in (keep, confirm):
            row_width_policy(button)
            last.addWidget(button)
        keep.clicked.connect(self.cancelled)
        confirm.clicked.connect(self.confirmed)
        centre(self, (self._title, self._sentence, self._list, last))

    def show_panel(self, panel: VoidPanel) -> None:
        """Draw the question."""
        self._title.show_text(panel.title)
        self._sentence.show_text(panel.sentence)
        if not self._reasons:
            for reason in panel.reasons:
                button = ActionButton(self._look, _(reason), kind=Kind.OPTION)
                button.setCheckable(True)
                row_width_policy(button)
                button.clicked.connect(self._reason_clicked)
                self._reasons[button] = reason
                self._list.addWidget(button)
        for button, reason in self._reasons.items():
            button.setChecked(reason == panel.chosen)
            button.show_icon("circle-check" if reason == panel.chosen else "")

    def _reason_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ActionButton):
            self.reason_tapped.emit(self._reasons[button])


def _option_text(option: Option) -> str:
    return f"{option.name}   {option.price}" if option.price else option.name
