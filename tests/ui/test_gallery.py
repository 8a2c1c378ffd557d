"""The gallery has every widget there is, in the look that is asked for, and takes its own pictures."""

import inspect
import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

import pos_terminal.ui.kiosk
import pos_terminal.ui.widgets
from pos_terminal.ui.gallery.exhibits import State
from pos_terminal.ui.gallery.page import PAGES, GalleryPage
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.focus_ring import FocusRing, Ring

ROOT = Path(__file__).parents[2]
SCREENS = {
    "AttractView",
    "BasketCard",
    "CheckView",
    "ChooseView",
    "CodePicture",
    "KioskView",
    "KioskWindow",
    "PageView",
}
"""What is no part of a screen but one, or of which there is one on a single screen."""


def there_are() -> set[type[QWidget]]:
    """Every widget that anybody may build a screen of."""
    found: set[type[QWidget]] = set()
    for package in (pos_terminal.ui.widgets, pos_terminal.ui.kiosk):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            made = inspect.getmembers(import_module(module.name), inspect.isclass)
            found |= {each for _, each in made if issubclass(each, QWidget) and each.__module__ == module.name}
    return {each for each in found if not each.__name__.startswith("_") and each.__name__ not in SCREENS}


def test_every_widget_is_in_the_gallery_and_looks_otherwise_in_each_of_its_states(host: QWidget, look: Look) -> None:
    page = GalleryPage(look, ())
    page.setParent(host)
    page.show()
    hanging: set[type] = {Ring, FocusRing}
    states: set[State] = set()
    for exhibit in (each for exhibits in PAGES.values() for each in exhibits):
        pictures = {}
        for state in exhibit.states:
            widget = exhibit.in_state(page.ground, state)
            widget.setParent(page)
            widget.resize(exhibit.width, widget.sizeHint().height())
            hanging |= {kind for each in (widget, *widget.findChildren(QWidget)) for kind in type(each).__mro__}
            if state is not State.FOCUS:  # which the ring around it shows
                pictures[state] = widget.grab().toImage()
            widget.deleteLater()
        normal = pictures.pop(State.NORMAL)
        assert [state for state, picture in pictures.items() if picture == normal] == [], exhibit.name
        states |= set(exhibit.states)
    assert {each.__name__ for each in there_are() - hanging} == set()
    assert states == set(State)


def test_each_key_that_has_the_focus_has_its_ring_in_the_gallery(host: QWidget, look: Look) -> None:
    page = GalleryPage(look, PAGES["rows"])
    page.setParent(host)
    page.show()
    page.ring()
    ringed = [each for each in page.findChildren(Ring) if each.isVisible()]
    assert len(ringed) == sum(State.FOCUS in each.states for each in PAGES["rows"])


@pytest.mark.soak
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_gallery_takes_its_own_pictures_without_a_screen(tmp_path: Path, theme: str) -> None:
    command = (sys.executable, "-m", "pos_terminal.ui.gallery", "--theme", theme, "--text", "1.5", "--language", "ar")
    done = subprocess.run((*command, "--grab", str(tmp_path)), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    taken = [Path(line) for line in done.stdout.splitlines()]
    assert {each.name for each in taken} == {f"{name}-{theme}-1.5.png" for name in PAGES}
    assert all(QImage(str(each)).width() > 800 for each in taken)
