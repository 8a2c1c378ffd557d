"""How high a line of text is in the faces that its letters are drawn with: those of other scripts are higher."""

from PySide6.QtGui import QFontMetrics, QTextLayout

from pos_terminal.ui.theme.fonts import needs_more_scripts
from pos_terminal.ui.theme.look import Look


def line_height(look: Look, step: str, text: str) -> int:
    """Height in dp of the text in this type step, as one line."""
    font = look.font(step)
    own = QFontMetrics(font).height()
    if not needs_more_scripts(text):
        return own
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return max(own, round(line.height()))
