"""Keys for the languages that the screens can speak; they take no room while nobody asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_terminal.presentation.languages import LanguageKey
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy

_COLUMNS = 2


class LanguageGrid(QWidget):
    """The chosen one has a tick, not a colour alone."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._keys: dict[ActionButton, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self.hide()

    def show_languages(self, languages: tuple[LanguageKey, ...]) -> None:
        """Draw these, in their own letters."""
        if languages and not self._keys:
            self._look.cover_all_scripts()
            for number, each in enumerate(languages):
                self._grid.addWidget(self._key(each), number // _COLUMNS, number % _COLUMNS)
        self.setVisible(bool(languages))

    def _key(self, language: LanguageKey) -> ActionButton:
        icon = "circle-check" if language.is_chosen else ""
        height = self._look.tokens.target["pos_primary"]
        key = ActionButton(self._look, language.name, icon=icon, kind=Kind.OPTION, height=height)
        row_width_policy(key)
        key.setCheckable(True)
        key.setChecked(language.is_chosen)
        key.clicked.connect(self._clicked)
        self._keys[key] = language.code
        return key

    def _clicked(self) -> None:
        key = self.sender()
        if isinstance(key, ActionButton):
            self.chosen.emit(self._keys[key])
