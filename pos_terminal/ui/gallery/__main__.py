"""`python -m pos_terminal.ui.gallery`: every widget in every state, in a window or, with `--grab`, in pictures."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QTabWidget, QWidget

from pos_terminal.ui.gallery.page import PAGES, GalleryPage
from pos_terminal.ui.theme.look import Look, application
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.theme.writing import write_as_spoken
from pos_terminal.wording import ENGLISH, LANGUAGES, speak

_SETTLE_MS = 50
_TEXT_FACTORS = (1.0, 1.25, 1.5)


def main(arguments: Sequence[str]) -> int:
    """Shows the gallery until it is closed, or grabs it; the exit status."""
    wanted = _parser().parse_args(arguments)
    if wanted.grab is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application("gallery")
    speak(wanted.language)
    look = Look(ThemeName(wanted.theme), wanted.text)
    look.apply(app)
    write_as_spoken(app, look)
    shown = _shown(look) if wanted.grab is None else _Photographer(look, wanted.grab)
    status = app.exec()
    if isinstance(shown, _Photographer):
        sys.stdout.writelines(f"{path}\n" for path in shown.taken)
    shown.deleteLater()
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pos_terminal.ui.gallery", description=__doc__, allow_abbrev=False)
    parser.add_argument("--theme", choices=[each.value for each in ThemeName], default=ThemeName.LIGHT.value)
    parser.add_argument("--text", type=float, choices=_TEXT_FACTORS, default=1.0, help="how large letters are")
    parser.add_argument("--language", choices=list(LANGUAGES), default=ENGLISH, help="also says which side is first")
    parser.add_argument("--grab", type=Path, metavar="DIR", help="write a picture of each page, without a screen too")
    return parser


def _shown(look: Look) -> QTabWidget:
    tabs = QTabWidget()
    for name, exhibits in PAGES.items():
        page, scroller = GalleryPage(look, exhibits), QScrollArea()
        scroller.setWidget(page)
        scroller.setWidgetResizable(True)
        tabs.addTab(scroller, name)
        QTimer.singleShot(_SETTLE_MS, page.ring)
    tabs.resize(1600, 1000)
    tabs.show()
    return tabs


class _Photographer(QObject):
    """Takes one page after the other, each when its layout has settled and its rings lie; then ends the loop."""

    def __init__(self, look: Look, folder: Path) -> None:
        super().__init__()
        self.taken: list[Path] = []
        self._look, self._folder = look, folder
        self._left = list(PAGES.items())
        self._stage, self._page = QWidget(), QWidget()
        folder.mkdir(parents=True, exist_ok=True)
        QTimer.singleShot(0, self._hang)

    @Slot()
    def _hang(self) -> None:
        if not self._left:
            QApplication.quit()
            return
        self._page = page = GalleryPage(self._look, self._left[0][1])
        page.setParent(self._stage)
        page.resize(page.sizeHint())
        self._stage.resize(page.size())
        page.show()
        self._stage.show()
        QTimer.singleShot(_SETTLE_MS, page.ring)
        QTimer.singleShot(2 * _SETTLE_MS, self._take)

    @Slot()
    def _take(self) -> None:
        name, _exhibits = self._left.pop(0)
        path = self._folder / f"{name}-{self._look.theme.value}-{self._look.text_factor}.png"
        self._page.grab().save(str(path))
        self.taken.append(path)
        self._page.deleteLater()
        self._hang()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
