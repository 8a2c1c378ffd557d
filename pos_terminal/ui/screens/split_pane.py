"""A sale being split, where the grid is: what stays beside what goes, moved by taps, with what each side comes to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_terminal.presentation.split_panel import SplitPanel, SplitSide
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import AmountLabel
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.page_keys import PageKeys
from pos_terminal.ui.widgets.paged_rows import PagedRows
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.wording import _

_TOTAL_STEPS = ("title", "label", "body_strong", "caption")


class SplitPane(Card):
    """Draws a `SplitPanel`."""

    chosen = Signal(str)
    part_asked = Signal()
    confirmed = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = ElidedLabel(step="title", names=self)
        self._sentence = PlainLabel(step="body", tone="secondary")
        self._sentence.setWordWrap(True)
        self._stays, self._goes = _Side(look), _Side(look)
        primary = look.tokens.target["pos_primary"]
        is_large = look.text_factor > 1  # an icon leaves no room for these words beside each other
        icons = ("", "") if is_large else ("arrow-left", "pencil")
        self._back = ActionButton(look, _("Back to sale"), icon=icons[0], height=primary)
        self._part = ActionButton(look, _("Only a part"), icon=icons[1], kind=Kind.OUTLINE, height=primary)
        self._split = ActionButton(look, _("Split"), icon="check", kind=Kind.PRIMARY, height=primary)
        self._arrange()
        for side in (self._stays, self._goes):
            side.list.chosen.connect(self.chosen)
        self._back.clicked.connect(self.left)
        self._part.clicked.connect(self.part_asked)
        self._split.clicked.connect(self.confirmed)

    def show_panel(self, panel: SplitPanel) -> None:
        """Draw both sides."""
        self._title.show_text(panel.title)
        self._sentence.show_text(panel.sentence)
        self._stays.show_side(panel.stays)
        self._goes.show_side(panel.goes)
        self._part.setEnabled(bool(panel.part))
        self._part.setAccessibleDescription(_("Of {part}", part=panel.part) if panel.part else "")
        self._split.setEnabled(panel.can_split)

    def _arrange(self) -> None:
        both = QHBoxLayout()
        both.setSpacing(12)
        for side in (self._stays, self._goes):
            both.addWidget(side, 1)
        last = QHBoxLayout()
        last.setSpacing(8)
        row_width_policy(self._split)
        for button in (self._back, self._part):
            last.addWidget(button)
        last.addWidget(self._split, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addLayout(both, 1)
        column.addLayout(last)


class _Side(Card):
    """One of the two sales: what it comes to, and its lines, a page at a time."""

    def __init__(self, look: Look) -> None:
        super().__init__(inset=True)
        self._title = ElidedLabel(step="label")
        self._total = AmountLabel(look, _TOTAL_STEPS)
        self.list = PagedRows(look, stays_on_page=True)
        pages = PageKeys(look, (_("Earlier lines to move"), _("Later lines to move")))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 3)
        head.addWidget(self._total, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(pages)
        self.list.turned.connect(pages.show_page)
        pages.earlier_asked.connect(self.list.turn_back)
        pages.later_asked.connect(self.list.turn_on)

    def show_side(self, side: SplitSide) -> None:
        """Draw this sale."""
        self._title.show_text(side.title)
        self._total.show_text(side.total)
        self._total.setAccessibleName(f"{side.title}: {side.total}")
        self.list.show_rows(side.rows)
