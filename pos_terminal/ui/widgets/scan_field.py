"""Where codes and words are typed; a scanner never types here."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit

from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.wording import _, later

_PLACEHOLDER = later("Scan or type item, SKU or PLU")
_MOST_CHARACTERS = 200
_ICON = 26


class ScanField(QLineEdit):
    """Emits every change of the words, and the words when Enter ends them."""

    words_changed = Signal(str)
    words_submitted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._icon = IconLabel(look, "scan", role="text_secondary", size=_ICON)
        self._icon.setParent(self)
        self._clear = ActionButton(look, icon="x", kind=Kind.QUIET)
        self._clear.setParent(self)
        self._clear.setAccessibleName(_("Clear the search"))
        self._clear.hide()
        self.setMinimumHeight(look.tokens.target["pos_min"])
        self.setMaxLength(_MOST_CHARACTERS)
        self.setPlaceholderText(_(_PLACEHOLDER))
        self.setAccessibleName(_(_PLACEHOLDER))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.textEdited.connect(self.words_changed)
        self.returnPressed.connect(self._submitted)
        self._clear.clicked.connect(self._cleared)
        self.textChanged.connect(self._text_changed)

    def show_words(self, words: str, times: str) -> None:
        """Draw the words searched for, or how many the next item counts."""
        if words != self.text().strip():
            self.setText(words)
        self.setPlaceholderText(_("{times}  Scan or tap the item", times=times) if times else _(_PLACEHOLDER))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 56)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._place()

    def _place(self) -> None:
        """Icon and key stand at the ends, by where reading starts."""
        size = self._clear.sizeHint().expandedTo(self._clear.minimumSize())
        far = self.width() - size.width()
        icon_left = self.width() - 14 - _ICON if self.isRightToLeft() else 14
        self._icon.setGeometry(icon_left, (self.height() - _ICON) // 2, _ICON, _ICON)
        self._clear.setGeometry(0 if self.isRightToLeft() else far, 0, size.width(), self.height())

    def _submitted(self) -> None:
        self.words_submitted.emit(self.text())

    def _cleared(self) -> None:
        self.clear()
        self.words_changed.emit("")

    def _text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
