"""The manager's desk in the window: sections at the side, the open one beside them, messages and approvals over it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QScroller,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pos_terminal.presentation.back_office import BackOfficeState, SectionTab
from pos_terminal.ui.screens.approval_pane import ApprovalCorner
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.notice_bar import NoticeBar
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel
from pos_terminal.wording import _

_SIDE = 236
_GAP = 6
_TOUCHES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.TouchBegin})


class BackOfficeView(QWidget):
    """Draws a `BackOfficeState`."""

    section_chosen = Signal(str)
    left = Signal()
    touched = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._sections: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self._nothing = QWidget()
        self._stack.addWidget(self._nothing)
        self.approval = ApprovalCorner(look, self._stack)
        self.notice = NoticeBar(look)
        self._side = _Side(look)
        self._side.chosen.connect(self.section_chosen)
        self._side.left.connect(self.left)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 16)
        row.setSpacing(14)
        row.addWidget(self._side)
        row.addLayout(column, 1)

    def add_section(self, key: str, view: QWidget) -> None:
        """Take a section's view in."""
        self._sections[key] = view
        self._stack.addWidget(view)

    def show_state(self, state: BackOfficeState) -> None:
        """Draw the frame, with the open section or what is asked."""
        self._side.show_side(state.person, state.tabs)
        self.notice.show_notice(state.notice)
        if state.approval is not None:
            self._bring(self.approval.drawn(state.approval))
        else:
            self._bring(self._sections.get(state.section, self._nothing))

    def _bring(self, pane: QWidget) -> None:
        """Show a pane with the focus on it: left alone, Qt would give it to the first button."""
        if self._stack.currentWidget() is not pane:
            self._stack.setCurrentWidget(pane)
            pane.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Tell that somebody is there; only while the desk is shown, since it sees every event."""
        if event.type() in _TOUCHES:
            self.touched.emit()
        return False


class _Side(Card):
    """The sections' keys, as many as there are on a panel of any height, and the way out."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._keys: dict[str, ActionButton] = {}
        self._title = ElidedLabel(step="title")
        self._person = ElidedLabel(step="caption", tone="secondary")
        self._leave = ActionButton(look, _("To the till"), icon="arrow-left")
        self._leave.clicked.connect(self.left)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        self.setFixedWidth(_SIDE)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(8)
        for part in (self._title, self._person, _scrolled(self._column)):
            whole.addWidget(part)
        whole.setStretch(2, 1)
        whole.addWidget(self._leave)

    def show_side(self, person: str, tabs: tuple[SectionTab, ...]) -> None:
        """Draw who is there, and the sections."""
        self._title.show_text(_("Manager's desk"))
        self._person.show_text(person)
        for tab in tabs:
            key = self._keys.get(tab.key) or self._made(tab.key)
            key.show_label(tab.words)
            key.show_icon(tab.icon)
            key.setChecked(tab.is_chosen)

    def _made(self, name: str) -> ActionButton:
        key = self._keys[name] = ActionButton(self._look, kind=Kind.OPTION)
        key.setCheckable(True)
        key.clicked.connect(self._clicked)
        self._column.insertWidget(len(self._keys) - 1, key)
        return key

    def _clicked(self) -> None:
        sender = self.sender()
        name = next((name for name, key in self._keys.items() if key is sender), "")
        key = self._keys.get(name)
        if key is not None:
            key.setChecked(not key.isChecked())  # whether it is open, the presenter says
            self.chosen.emit(name)


def _scrolled(column: QVBoxLayout) -> QScrollArea:
    inner = QWidget()
    inner.setLayout(column)
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return area
