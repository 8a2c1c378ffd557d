"""Every screen of a cashier in three sizes, in one picture: `python -m tests.ui.sheets FILE`."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from pos_terminal.ui.theme.look import Look, application
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.theme.writing import write_as_spoken
from pos_terminal.wording import LANGUAGES, speak
from tests.ui.every_screen import every_screen
from tests.ui.till import Till

SIZES = ((1024, 768), (1280, 800), (1920, 1080))
SETTLE_MS = 60
ACROSS = 5
HEIGHT, NAME, GAP = 270, 22, 8


class Camera(QObject):
    """Takes one picture a tick, so that each layout has settled; ends the event loop after the last."""

    def __init__(self, look: Look, app: QApplication) -> None:
        super().__init__()
        self.taken: dict[str, list[QImage]] = {}
        self._look, self._app = look, app
        self._steps = self._screens()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(SETTLE_MS)

    @Slot()
    def _tick(self) -> None:
        if next(self._steps, None) is None:
            self._timer.stop()
            QApplication.quit()

    def _screens(self) -> Iterator[bool]:
        for name, arrive in every_screen().items():
            till = Till(self._look, self._app)
            till.window.resize(*SIZES[1])
            till.window.show()
            with suppress(AssertionError, AttributeError, KeyError, StopIteration):  # its keys are called otherwise
                arrive(till)
            for size in SIZES:
                till.window.resize(*size)
                yield True
                picture = till.window.grab().toImage()
                smaller = picture.scaledToHeight(HEIGHT, Qt.TransformationMode.SmoothTransformation)
                self.taken.setdefault(name, []).append(smaller)
            till.window.close()
            till.window.deleteLater()


def sheet(taken: dict[str, list[QImage]]) -> QImage:
    """All of them, each screen with its name above its sizes."""
    width = max(sum(each.width() + GAP for each in pictures) for pictures in taken.values()) + GAP
    rows = -(-len(taken) // ACROSS)
    whole = QImage(width * ACROSS, rows * (HEIGHT + NAME + GAP), QImage.Format.Format_RGB32)
    whole.fill(QColor("#808080"))
    painter = QPainter(whole)
    for number, (name, pictures) in enumerate(taken.items()):
        left, top = number % ACROSS * width + GAP, number // ACROSS * (HEIGHT + NAME + GAP)
        painter.drawText(QRect(left, top, width, NAME), Qt.AlignmentFlag.AlignVCenter, name)
        for picture in pictures:
            painter.drawImage(QPoint(left, top + NAME), picture)
            left += picture.width() + GAP
    painter.end()
    return whole


def main(arguments: Sequence[str]) -> int:
    """Draws them and writes the picture; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.ui.sheets", description=__doc__, allow_abbrev=False)
    parser.add_argument("file", type=Path)
    parser.add_argument("--theme", choices=[each.value for each in ThemeName], default=ThemeName.LIGHT.value)
    parser.add_argument("--language", choices=list(LANGUAGES), default="en")
    parser.add_argument("--text", type=float, choices=(1.0, 1.25, 1.5), default=1.0)
    wanted = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application("sheets")
    speak(wanted.language)
    look = Look(ThemeName(wanted.theme), wanted.text)
    look.apply(app)
    write_as_spoken(app, look)
    camera = Camera(look, app)
    status = app.exec()
    sheet(camera.taken).save(str(wanted.file))
    camera.deleteLater()
    return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
