"""The bundled typeface with tabular digits, so that the till looks the same on a machine without any font."""

from pathlib import Path

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase

from pos_terminal.ui.theme.tokens import Tokens, TypeStyle

_LAST_OF_INTER = "\u052f"
_FONT_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")


class FontsMissing(RuntimeError):
    """A bundled font file is absent or broken: without one Qt draws boxes and reports nothing."""


def load_fonts(folder: Path) -> None:
    """Register the bundled faces with Qt; needs a `QGuiApplication`.

    Raises:
        FontsMissing: a face could not be registered.
    """
    for name in _FONT_FILES:
        if QFontDatabase.addApplicationFont(str(folder / name)) < 0:
            raise FontsMissing(f"{folder / name} is not a font that Qt can load")


def load_more_scripts(folder: Path) -> None:
    """Register the faces for what Inter has no letters for (Arabic, Chinese, Thai …), which receipts print with too."""
    # Qt tells of every face that it tries for a script in vain, line by line.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    for path in sorted(folder.glob("*.tt[fc]")):
        if "Mono-" not in path.name:
            QFontDatabase.addApplicationFont(str(path))


def needs_more_scripts(text: str) -> bool:
    """Whether the text has letters beyond Latin, Greek and Cyrillic."""
    return not text.isascii() and max(text) > _LAST_OF_INTER


def font_of(tokens: Tokens, style: TypeStyle, text_factor: float) -> QFont:
    """The face for one step of the type scale, sized in pixels.

    Tabular digits are set here because a style sheet cannot: without them "1111" is 65 px wide and "0000" 101 px
    at 40 px, and a running total jumps with every scan.
    """
    font = QFont()
    font.setFamilies(list(tokens.families))
    font.setPixelSize(round(style.size * text_factor))
    font.setWeight(QFont.Weight(style.weight))
    for feature in tokens.features:
        font.setFeature(QFont.Tag(feature), 1)
    return font
