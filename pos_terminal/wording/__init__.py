"""The words that people read, in the language of the moment. A message is its English sentence.

``_("Served by {operator}", operator=name)``: what varies is named, so that each language puts it where it belongs. A
message is written whole where it is used, so that it can be found there and translated; ``later`` marks one that a
constant holds, and the constant goes through `_` when it is shown. Nothing that was translated is kept in a constant.

Screens speak what `speak` chose last. Paper, and all else that does not follow the screens, is written under
`speaking`, which holds for one thread and for as long as it lasts. On screens that are read from the right each value
is kept together, so that a Latin name or an amount turns nothing round it; paper is put in order where it is drawn.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from pos_terminal.bundle import bundled

if TYPE_CHECKING:
    from gettext import GNUTranslations

ENGLISH = "en"
LANGUAGES: Mapping[str, str] = {
    ENGLISH: "English",
    "ar": "العربية",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "ja": "日本語",
    "pt": "Português",
    "zh_Hans": "简体中文",
}
"""The languages there are, each by the name that its readers know it by."""
RIGHT_TO_LEFT = frozenset({"ar"})

_CULTURES: Mapping[str, str] = {
    ENGLISH: "en_US",
    "ar": "ar_AE",
    "de": "de_DE",
    "es": "es_ES",
    "fr": "fr_FR",
    "ja": "ja_JP",
    "pt": "pt_PT",
    "zh_Hans": "zh_CN",
}
_IN_SIMPLIFIED_CHINESE = frozenset({"CN", "SG", "MY"})
_BLANK = re.compile(r"\{([a-z_]+)\}")


@runtime_checkable
class Exact(Protocol):
    """What is a figure, and so is written as the culture of whoever reads it does."""

    @property
    def figure(self) -> tuple[Decimal, int]:
        """The number, and how many decimals it is written with."""
        ...


class _Chosen:
    """What the screens speak, and as which culture the shop writes; other values from one moment to the next."""

    language = ENGLISH
    shops = "en_US"


_CHOSEN = _Chosen()
_SPEAKING: ContextVar[str | None] = ContextVar("speaking", default=None)
_PLAINLY: ContextVar[bool] = ContextVar("plainly", default=False)
_ON_SCREEN: ContextVar[bool] = ContextVar("on_screen", default=True)


def language_of(culture: str) -> str:
    """The language of a culture, ``de`` for ``de_CH``; English for one that nothing is translated for.

    ``zh_TW`` and ``zh_HK`` read other letters than these, and so get English.
    """
    language, _, country = culture.replace("-", "_").partition("_")
    if language == "zh":
        return "zh_Hans" if country.rpartition("_")[2].upper() in _IN_SIMPLIFIED_CHINESE else ENGLISH
    return language if language in LANGUAGES else ENGLISH


def culture_in(language: str, shops: str) -> str:
    """How somebody who chose this language is written to: as the shop writes, where that is its own language."""
    return shops if language_of(shops) == language else _CULTURES[language]


def language() -> str:
    """The language of the moment."""
    return _SPEAKING.get() or _CHOSEN.language


def culture() -> str:
    """The culture of the moment: the shop's own, where that has the language of the moment."""
    return culture_in(language(), _CHOSEN.shops)


def speak(language: str) -> None:
    """From now on the screens speak this one of `LANGUAGES`."""
    _CHOSEN.language = language


def speak_as_in(culture: str) -> None:
    """From now on the screens speak the language of the shop's culture, and write figures as it does."""
    _CHOSEN.language, _CHOSEN.shops = language_of(culture), culture


@contextmanager
def speaking(language: str, *, on_screen: bool = False) -> Iterator[None]:
    """Speak this one of `LANGUAGES` in this thread alone, whatever the screens speak: on paper, or ``on_screen``."""
    token, place = _SPEAKING.set(language), _ON_SCREEN.set(on_screen)
    try:
        yield
    finally:
        _ON_SCREEN.reset(place)
        _SPEAKING.reset(token)


@contextmanager
def speaking_plainly() -> Iterator[None]:
    """Speak English in this thread alone, with figures as programs read them: for logs, the journal and scripts."""
    token = _PLAINLY.set(True)
    try:
        with speaking(ENGLISH):
            yield
    finally:
        _PLAINLY.reset(token)


def _(message: str, /, **values: object) -> str:
    """The message in the language of the moment, each ``{name}`` in it filled with the value of that name."""
    catalog = _catalog(language())
    return _filled(catalog.gettext(message) if catalog else message, values) if message else ""


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The message that the language has for this many; ``{count}`` in it is the number itself."""
    catalog = _catalog(language())
    said = catalog.ngettext(one, many, count) if catalog else one if count == 1 else many
    return _filled(said, {"count": count, **values})


def pgettext(context: str, message: str, /, **values: object) -> str:
    """A message whose English words mean several things; ``context`` says which of them."""
    catalog = _catalog(language())
    return _filled(catalog.pgettext(context, message) if catalog else message, values)


def later(message: str) -> str:
    """The message as it is: it is translated by `_` when it is shown."""
    return message


def later_in(context: str, message: str) -> tuple[str, str]:
    """The message as it is, with its context: it is translated by ``pgettext(*it)`` when it is shown."""
    return context, message


def _filled(message: str, values: Mapping[str, object]) -> str:
    """Only plain names are filled in: a message can neither reach into a value nor break off at a brace in one."""
    if not values:
        return message
    if not _ON_SCREEN.get() or language() not in RIGHT_TO_LEFT:
        return _BLANK.sub(lambda blank: _said(values[blank[1]]), message)
    from pos_terminal.wording.isolates import begun_from_the_right, kept_together

    return begun_from_the_right(_BLANK.sub(lambda blank: kept_together(_said(values[blank[1]])), message))


def _said(value: object) -> str:
    """The value in words; figures as the culture of the moment writes them."""
    if isinstance(value, str) or _PLAINLY.get() or not isinstance(value, Decimal | Exact):
        return str(value)
    from pos_terminal.wording.notation import notation

    if isinstance(value, Decimal):
        return notation().number(value)
    return notation().number(*value.figure)


@cache
def _catalog(language: str) -> "GNUTranslations | None":
    """What a language is translated by, loaded when it is first spoken; None for English, which messages are in."""
    if language == ENGLISH:
        return None
    from pos_terminal.wording.catalog import read_catalog

    return read_catalog(bundled("resources", "translations", language, "pos_terminal.po"))
