"""Writes as the language of the moment does: from the right or the left, with faces for its letters."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from pos_terminal.ui.theme.fonts import needs_more_scripts
from pos_terminal.ui.theme.look import Look
from pos_terminal.wording import LANGUAGES, RIGHT_TO_LEFT, language, speak

RETOLD = 65
"""The status of an event loop that ends because the screens are to speak another language."""

_WAYS = {True: Qt.LayoutDirection.RightToLeft, False: Qt.LayoutDirection.LeftToRight}


def write_as_spoken(app: QApplication, look: Look) -> None:
    """Set the direction of every window, and load faces where the language has letters beyond Latin."""
    app.setLayoutDirection(_WAYS[language() in RIGHT_TO_LEFT])
    if needs_more_scripts(LANGUAGES[language()]):
        look.cover_all_scripts()


def write_in(widget: QWidget, spoken: str) -> None:
    """Have a window of its own written from the side that its language begins on, whatever the others speak."""
    widget.setLayoutDirection(_WAYS[spoken in RIGHT_TO_LEFT])


def retell(language: str) -> None:
    """Speak this language from now on, in a window anew: each place is built in the words of one language."""
    speak(language)
    QApplication.exit(RETOLD)
