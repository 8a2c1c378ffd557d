"""The line at the top of every screen: who, where, devices, network and queue, time, light or dark, sign off."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from pos_terminal.presentation.pill import Pill, Tone
from pos_terminal.presentation.status import StatusState
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel, restyle
from pos_terminal.wording import _

_HEIGHT = 57
_PILL_HEIGHT = 36
_MOST_PILL_HEIGHT = 120
_SPACING = 10
_BEFORE, _AFTER = 16, 8
_LEAST_PERSON = 72
"""Room for the beginning of a name."""
_INKS = {
    Tone.NEUTRAL: "text_secondary",
    Tone.GOOD: "success",
    Tone.WARN: "on_warning_fill",
    Tone.BAD: "danger",
    Tone.ALARM: "on_danger",
}


class StatusPill(QFrame):
    """One status: an icon and words on a ground that repeats what they say."""

    def __init__(self, look: Look, pill: Pill, *, wraps: bool = False) -> None:
        """`wraps` lets long words take more lines instead of more width."""
        super().__init__()
        self._icon = IconLabel(look, pill.icon, role=_INKS[pill.tone], size=20)
        self._text = PlainLabel(pill.text, step="caption")
        self._text.setWordWrap(wraps)
        self.setMinimumHeight(_PILL_HEIGHT)
        self.setMaximumHeight(_MOST_PILL_HEIGHT if wraps else _PILL_HEIGHT)
        self.setProperty("pill", pill.tone.value)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 14, 4)
        row.setSpacing(7)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        self.show_pill(pill)

    def show_pill(self, pill: Pill, brevity: int = 0) -> None:
        """Draw this status; the more brevity, the fewer words."""
        words = pill.words(brevity)
        self._text.show_text(words)
        self._text.setVisible(bool(words))
        self._icon.show_icon(pill.icon, _INKS[pill.tone])
        self.setAccessibleName(pill.text)
        if self.property("pill") != pill.tone.value:
            self.setProperty("pill", pill.tone.value)
            restyle(self)
            restyle(self._text)


class StatusBar(QFrame):
    """Draws a `StatusState`; never scrolls away."""

    sign_off_asked = Signal()
    theme_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("status")
        self.setFixedHeight(_HEIGHT)
        self._till = PlainLabel(step="body_strong")
        self._face = IconLabel(look, "user-circle", size=26)
        self._person = ElidedLabel(step="body", tone="secondary")
        self._time = PlainLabel(step="body_strong")
        self._theme = ActionButton(look, kind=Kind.QUIET, icon="moon")
        self._sign_off = ActionButton(look, _("Sign off"), icon="lock", kind=Kind.QUIET)
        self._shown: tuple[Pill, ...] = ()
        self._pills: list[StatusPill] = []
        self._pill_row = QHBoxLayout()
        self._pill_row.setSpacing(_SPACING)
        row = QHBoxLayout(self)
        row.setContentsMargins(_BEFORE, 0, _AFTER, 0)
        row.setSpacing(_SPACING)
        row.addWidget(self._till)
        row.addWidget(self._face)
        row.addWidget(self._person, 1)
        row.addLayout(self._pill_row)
        for widget in (self._time, self._theme, self._sign_off):
            row.addWidget(widget)
        self._theme.clicked.connect(self.theme_asked)
        self._sign_off.clicked.connect(self.sign_off_asked)
        look.changed.connect(self._draw_theme)
        self._draw_theme()

    def show_state(self, state: StatusState) -> None:
        """Draw the status."""
        self._till.show_text(state.till)
        self._person.show_text(state.person)
        self._time.show_text(state.time)
        self._face.setVisible(bool(state.person))
        self._sign_off.setVisible(bool(state.person))
        while len(self._pills) < len(state.pills):
            pill = StatusPill(self._look, state.pills[len(self._pills)])
            self._pill_row.addWidget(pill)
            self._pills.append(pill)
        for number, widget in enumerate(self._pills):
            widget.setVisible(number < len(state.pills))
        self._shown = state.pills
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say it in as many words as there is room for; nothing is cut."""
        for brevity in range(1 + max((pill.most_brevity for pill in self._shown), default=0)):
            for widget, pill in zip(self._pills, self._shown, strict=False):
                widget.show_pill(pill, brevity)
            if self._needed() <= self.width():
                return

    def _needed(self) -> int:
        """The width that all of it takes, asked of the widgets: the layout's own sum lags behind their words."""
        always = (self._till, self._face, self._time, self._theme, self._sign_off)
        shown = [widget.sizeHint().width() for widget in (*always, *self._pills) if not widget.isHidden()]
        person = 0 if self._face.isHidden() else _LEAST_PERSON
        return sum(shown) + person + _SPACING * (len(shown) + 1) + _BEFORE + _AFTER

    def _draw_theme(self) -> None:
        dark = self._look.theme is not ThemeName.LIGHT
        self._theme.show_icon("sun" if dark else "moon")
        self._theme.setAccessibleName(_("Light screen") if dark else _("Dark screen"))
