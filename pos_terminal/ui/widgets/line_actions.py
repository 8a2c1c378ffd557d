"""What can be done with the selected cart line: real buttons, laid over the line that the list draws."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from pos_terminal.presentation.cart import CartRow
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.wording import _

_MARGIN = 10
_ROOMY = 440
"""Where removing has room for its word."""
_WITH_OPTIONS = 364
"""A narrower line has its options behind the pencil alone."""


class LineActions(QFrame):
    """One less, one more, weight, options, price and discount, remove. Remove keeps 24 dp away from the others."""

    less_asked = Signal()
    more_asked = Signal()
    weight_asked = Signal()
    options_asked = Signal()
    change_asked = Signal()
    remove_asked = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lineActions")
        self._has_options = False
        self._less = ActionButton(look, icon="minus", kind=Kind.CONTROL)
        self._more = ActionButton(look, icon="plus", kind=Kind.CONTROL)
        self._weight = ActionButton(look, _("Weight"), icon="scale")
        self._options = ActionButton(look, _("Options"), kind=Kind.COMPACT)
        self._change = ActionButton(look, icon="pencil", kind=Kind.CONTROL)
        self._change.setAccessibleName(_("Change price or discount"))
        self._remove = ActionButton(look, _("Remove"), icon="trash", kind=Kind.DANGER)
        self._less.setAccessibleName(_("One less"))
        self._more.setAccessibleName(_("One more"))
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, _MARGIN)
        row.setSpacing(8)
        for button in (self._less, self._more, self._weight, self._options, self._change):
            row.addWidget(button)
        row.addStretch(1)
        row.addSpacing(look.tokens.target["pos_gap_destructive"] - 2 * row.spacing())
        row.addWidget(self._remove)
        self._less.clicked.connect(self.less_asked)
        self._more.clicked.connect(self.more_asked)
        self._weight.clicked.connect(self.weight_asked)
        self._options.clicked.connect(self.options_asked)
        self._change.clicked.connect(self.change_asked)
        self._remove.clicked.connect(self.remove_asked)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._remove.show_label(_("Remove") if self.width() >= _ROOMY else "", _("Remove"))
        self._options.setVisible(self._has_options and self.width() >= _WITH_OPTIONS)

    def fit(self, row: CartRow) -> None:
        """Offer what this line allows: a weighed one is weighed again, the others are counted."""
        self._less.setVisible(not row.is_weighed)
        self._more.setVisible(not row.is_weighed)
        self._weight.setVisible(row.is_weighed)
        self._has_options = row.has_options
        self._options.setVisible(row.has_options and self.width() >= _WITH_OPTIONS)
