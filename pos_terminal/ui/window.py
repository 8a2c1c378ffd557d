"""The one window: the status line, and under it one place at a time."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_terminal.presentation.places import Place
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.fault_bar import FaultBar
from pos_terminal.ui.widgets.focus_ring import FocusRing
from pos_terminal.ui.widgets.status_bar import StatusBar
from pos_terminal.ui.widgets.training_band import TrainingBand


class Window(QWidget):
    """Swaps places and nothing else."""

    closing = Signal()

    def __init__(self, look: Look, app: QApplication, title: str, *, is_training: bool = False) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(title)
        self._places: dict[Place, QWidget] = {}
        self.status = StatusBar(look)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # A screen that needs more room must not grow the window beyond the panel.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        if is_training:
            column.addWidget(TrainingBand())
        column.addWidget(self.status)
        column.addWidget(self._stack, 1)
        self.fault = FaultBar(look, self)
        self._ring = FocusRing(look, self, app)

    def add_place(self, place: Place, view: QWidget) -> None:
        """Take a place's view in."""
        self._places[place] = view
        self._stack.addWidget(view)

    def show_place(self, place: Place) -> None:
        """Bring this place to the front."""
        self._stack.setCurrentWidget(self._places[place])

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
