"""A line icon beside words; redrawn when the look changes."""

from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.text import PlainLabel


class IconLabel(PlainLabel):
    """Shows one vendored icon in a role's colour."""

    def __init__(self, look: Look, icon: str, *, role: str = "text_secondary", size: int = 22) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self._role = role
        self._size = size
        self._draw()
        look.changed.connect(self._draw)

    def show_icon(self, icon: str, role: str) -> None:
        """Draw this icon in the colour of this role."""
        if (icon, role) != (self._icon, self._role):
            self._icon, self._role = icon, role
            self._draw()

    def _draw(self) -> None:
        self.setPixmap(self._look.icon(self._icon, self._role, self._size, self.devicePixelRatioF()))
