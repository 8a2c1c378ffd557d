"""Finds words that a screen cuts: what a label or a key wants to say and has no room for."""

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from pos_terminal.ui.widgets.amount_button import AmountButton
from pos_terminal.ui.widgets.text import ElidedLabel
from pos_terminal.wording import ENGLISH

_CATALOGS = Path(__file__).parents[2] / "resources" / "translations"
_ELLIPSIS = "…"


@cache
def our_words(language: str) -> frozenset[str]:
    """Every sentence of the screens in this language that holds no value."""
    folder = "de" if language == ENGLISH else language
    with (_CATALOGS / folder / "pos_terminal.po").open("rb") as file:
        messages = list(read_po(file))
    said = (each.id if language == ENGLISH else each.string for each in messages)
    return frozenset(each for each in said if isinstance(each, str) and each and "{" not in each)


def settled(window: QWidget) -> None:
    """Let every layout come to rest."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
        window.grab()


def cut_words(window: QWidget, fixed: frozenset[str]) -> list[str]:
    """What is cut in this window now; of what may give way (`ElidedLabel`), only our own words, not a shop's names."""
    labels = [each for each in window.findChildren(QLabel) if each.isVisible() and each.text()]
    keys = [each for each in window.findChildren(QPushButton) if each.isVisible() and each.text()]
    cut = [each.text() for each in labels if _is_cut_label(each, fixed)]
    return cut + [each.text() for each in keys if _is_cut_key(each)]


def _is_cut_label(label: QLabel, fixed: frozenset[str]) -> bool:
    if isinstance(label, ElidedLabel):
        return label.accessibleName() in fixed and label.text().replace("\n", " ") != label.accessibleName()
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    return label.contentsRect().width() < label.fontMetrics().size(0, label.text()).width()


def _is_cut_key(key: QPushButton) -> bool:
    if isinstance(key, AmountButton):
        return key.text().count(_ELLIPSIS) > key.accessibleName().count(_ELLIPSIS)
    return key.width() < key.sizeHint().width() or key.height() < key.sizeHint().height()
