"""Where a text ends its lines, as its own script breaks them: Japanese has no spaces to break at."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption


def broken(text: str, font: QFont, width: float) -> tuple[list[str], bool]:
    """The text in lines of this width, and whether no word of it is wider: such a one is broken anywhere."""
    lines, widest = _lines(text, font, width, QTextOption.WrapMode.WordWrap)
    if widest <= width + 1:
        return lines, True
    return _lines(text, font, width, QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)[0], False


def at_most(lines: list[str], most: int, font: QFont, width: float) -> tuple[str, ...]:
    """So many of the lines; the last one ends in an ellipsis where there are more."""
    if len(lines) <= most:
        return tuple(lines)
    rest = " ".join(lines[most - 1 :])
    return (*lines[: most - 1], QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))


def _lines(text: str, font: QFont, width: float, mode: QTextOption.WrapMode) -> tuple[list[str], float]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(mode)
    layout.setTextOption(option)
    lines: list[str] = []
    widest = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        widest = max(widest, line.naturalTextWidth())
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines or [""], widest
