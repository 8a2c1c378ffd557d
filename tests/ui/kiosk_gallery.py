"""Every screen of a kiosk, as its presenter makes them: drawn, measured and looked at in many shapes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from pos_terminal.domain.item import Category
from pos_terminal.presentation.kiosk.state import KioskState
from pos_terminal.wording import _, speak
from tests.application.fakes import each
from tests.bank import DECLINED, LOST, Bank, Fate
from tests.presentation.kiosk_desk import RULES, KioskDesk
from tests.presentation.screens import AtOnce, WhenTold

LATTE = "4006381333931"
LANGUAGES = ("en", "es", "fr", "de", "pt", "ar", "ja")
GOODS = ("croissant", "red-apple", "pizza", "green-salad", "cheese-wedge", "bouquet", "avocado", "banana", "bread")
_Shown = dict[str, KioskState]


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Every word in this language until the end."""
    speak(language)
    try:
        yield
    finally:
        speak("en")


def states(language: str = "en") -> _Shown:
    """Each screen by its name."""
    shown: _Shown = {}
    walks: tuple[Callable[[str, _Shown], None], ...] = (_choosing, _members, _paying, _failing, _helping, _attending)
    with spoken(language):
        for walk in walks:
            walk(language, shown)
    return shown


class _Visit(KioskDesk):
    """A kiosk with more goods, worked by its words in whatever language it speaks."""

    def go(self, *words: str) -> None:
        self.press(*(_(each_words) for each_words in words))

    def pay(self) -> None:
        """From a basket to the means of paying."""
        self.go("Check and pay", "Go on without", "I have my own bags")
        self.tap("checked", "0")

    def tap(self, *keys: str) -> None:
        for key in keys:
            self.shop.clock.forward(1)
            self.touch.tapped(key)


def _visit(language: str, bank: Bank | None = None, reading: WhenTold | None = None) -> _Visit:
    rules = replace(RULES, languages=LANGUAGES, language=language)
    kiosk = _Visit(rules, bank=bank or Bank(), reading=reading or AtOnce())
    del kiosk.shop.catalog.items["gift"]
    for name in GOODS:
        kiosk.shop.put(replace(each(name, "2.40"), name=name.replace("-", " ").title(), image=name))
    kiosk.shop.catalog.shelves += [Category(name, name.title()) for name in ("bakery", "fruit", "drinks", "deli")]
    kiosk.shop.catalog.in_force = 2
    kiosk.kiosk.begin_anew()
    return kiosk


def _choosing(language: str, shown: _Shown) -> None:
    kiosk = _visit(language)
    shown["attract"] = kiosk.state
    kiosk.go("Touch to start")
    shown["choose, empty"] = kiosk.state
    for item in ("croissant", "red-apple", "pizza", "beer", "bouquet"):
        kiosk.touch.tile_tapped(item)
    kiosk.touch.category_chosen("fruit")
    shown["choose"] = kiosk.state
    kiosk.touch.tile_tapped("apples")
    shown["weight"] = kiosk.state
    kiosk.go("Go on shopping")
    kiosk.scan("4999999999999")
    shown["unknown"] = kiosk.state
    kiosk.go("Find by name")
    shown["find"] = kiosk.state
    kiosk.type("a")
    shown["found"] = kiosk.state
    kiosk.go("Go on shopping")
    kiosk.wait(61)
    shown["waiting"] = kiosk.state


def _members(language: str, shown: _Shown) -> None:
    kiosk = _visit(language)
    kiosk.scan(LATTE)
    kiosk.scan(LATTE)
    kiosk.go("Check and pay")
    shown["who"] = kiosk.state
    kiosk.go("By e-mail address")
    shown["e-mail"] = kiosk.state
    kiosk.go("Go on without", "Go on")
    kiosk.go("Add more")
    kiosk.tap("member")
    kiosk.go("By telephone number")
    kiosk.type("5550100044")
    shown["telephone"] = kiosk.state
    kiosk.go("Find me")
    shown["which one"] = kiosk.state
    kiosk.go("Go on without")
    kiosk.tap("member")
    kiosk.go("By telephone number")
    kiosk.type("5550100001")
    kiosk.go("Find me")
    kiosk.wait(3)
    shown["member"] = kiosk.state
    kiosk.go("Check and pay")
    kiosk.wait(3)
    shown["check, offers"] = kiosk.state


def _paying(language: str, shown: _Shown) -> None:
    kiosk = _visit(language, Bank([Fate()]))
    for item in ("croissant", "red-apple", "pizza", "beer", "bouquet", "avocado", "banana"):
        kiosk.touch.tile_tapped(item)
    kiosk.go("Touch to start", "Check and pay", "Go on without")
    shown["bags"] = kiosk.state
    kiosk.go("Go on")
    shown["check"] = kiosk.state
    kiosk.tap("checked")
    shown["age"] = kiosk.state
    kiosk = _visit(language)
    kiosk.scan(LATTE)
    kiosk.go("Check and pay", "Go on without", "Go on")
    kiosk.tap("checked")
    shown["pay"] = kiosk.state
    kiosk.tap("0")
    shown["receipt"] = kiosk.state
    kiosk.go("Receipt on my telephone")
    shown["receipt code"] = kiosk.state
    kiosk.go("Done")
    shown["thanks"] = kiosk.state
    kiosk = _visit(language)
    kiosk.scan(LATTE)
    kiosk.go("Check and pay", "Go on without", "Go on")
    kiosk.tap("checked", "1")
    shown["kept"] = kiosk.state


def _failing(language: str, shown: _Shown) -> None:
    kiosk = _visit(language, Bank([DECLINED]))
    kiosk.scan(LATTE)
    kiosk.pay()
    shown["declined"] = kiosk.state
    kiosk = _visit(language, reading=WhenTold())
    kiosk.scan(LATTE)
    kiosk.pay()
    shown["card reader"] = kiosk.state
    kiosk = _visit(language, Bank([LOST], deaf=3))
    kiosk.scan(LATTE)
    kiosk.pay()
    shown["finding out"] = kiosk.state
    kiosk = _visit(language)
    kiosk.paper_fault = "No paper."
    kiosk.scan(LATTE)
    kiosk.pay()
    shown["no paper"] = kiosk.state


def _helping(language: str, shown: _Shown) -> None:
    kiosk = _visit(language)
    kiosk.scan(LATTE)
    kiosk.go("Call for help")
    shown["help"] = kiosk.state
    kiosk.go("Go on shopping")
    for name, key in (("language", "language"), ("sound", "sound"), ("start over", "anew"), ("comfort", "comfort")):
        kiosk.tap(key)
        shown[name] = kiosk.state
        kiosk.touch.went_back()
    kiosk.tap("comfort")
    kiosk.go("Speak to me")
    shown["comfort, spoken"] = kiosk.state
    kiosk.tap("sound")
    shown["sound, spoken"] = kiosk.state


def _attending(language: str, shown: _Shown) -> None:
    kiosk = _visit(language)
    kiosk.scan(LATTE)
    for item in ("beer", "apples"):
        kiosk.touch.tile_tapped(item)
    kiosk.go("Call for help", "Staff")
    shown["staff"] = kiosk.state
    kiosk.press("Ana")
    kiosk.type("2468")
    shown["PIN"] = kiosk.state
    kiosk.go("Sign on")
    shown["attendant"] = kiosk.state
    kiosk.go("Take an item out")
    shown["take out"] = kiosk.state
    kiosk.touch.went_back()
    kiosk.go("Done")
    kiosk.kiosk.begin_anew()
    kiosk.go("Call for help", "Staff")
    kiosk.press("Ana")
    kiosk.type("2468")
    kiosk.go("Sign on", "Take no shoppers", "Done")
    shown["closed"] = kiosk.state
