"""A sentence in the window that waits for nobody: read it, dismiss it, or go on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from pos_terminal.presentation.notice import Notice, NoticeKey, NoticeKind
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.text import PlainLabel, restyle
from pos_terminal.wording import _, later

_ICONS = {NoticeKind.INFO: ("info-circle", "bg_surface"), NoticeKind.PROBLEM: ("alert-triangle", "warning")}
_WORDS = {NoticeKey.FIND: later("Find"), NoticeKey.BY_HAND: later("Add by hand")}


class NoticeBar(QFrame):
    """Shows a `Notice`, and takes no room while there is none; its keys stand below the sentence."""

    dismissed = Signal()
    find_asked = Signal()
    by_hand_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("notice", NoticeKind.INFO.value)
        self._icon = IconLabel(look, "info-circle", role="bg_surface", size=24)
        self._text = PlainLabel(step="body_strong")
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._close = ActionButton(look, _("OK"), kind=Kind.PLAIN)
        self._keys: dict[NoticeKey, ActionButton] = {}
        self._below = QHBoxLayout()
        self._below.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addLayout(self._below)
        self._close.clicked.connect(self.dismissed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        look.changed.connect(self._take_size)
        self._take_size()
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Draw the sentence, or vanish."""
        if notice:
            self._text.show_text(notice.text)
            self._close.setAccessibleName(_("Dismiss the message"))
            icon, role = _ICONS[notice.kind]
            self._icon.show_icon(icon, role)
            if self.property("notice") != notice.kind.value:
                self.setProperty("notice", notice.kind.value)
                for widget in (self, self._text, self._close, *self._keys.values()):
                    restyle(widget)
            self._show_keys(notice.keys)
        self.setVisible(bool(notice))

    def _show_keys(self, keys: tuple[NoticeKey, ...]) -> None:
        """Made when a message first has some: most never do."""
        if keys and not self._keys:
            asked = {NoticeKey.FIND: self.find_asked, NoticeKey.BY_HAND: self.by_hand_asked}
            for key, words in _WORDS.items():
                button = self._keys[key] = ActionButton(self._look, _(words))
                row_width_policy(button)
                button.clicked.connect(asked[key])
                self._below.addWidget(button)
        for key, button in self._keys.items():
            button.setVisible(key in keys)

    def _take_size(self) -> None:
        """Large text leaves a column few words in a line: the words have the smaller step and the icon's room."""
        is_large = self._look.text_factor > 1
        self._icon.setVisible(not is_large)
        step = "caption" if is_large else "body_strong"
        if self._text.property("type") != step:
            self._text.setProperty("type", step)
            restyle(self._text)
