"""The languages to choose among, each by the name that its readers know it by."""

from typing import NamedTuple

from pos_terminal.wording import LANGUAGES, language


class LanguageKey(NamedTuple):
    """One of them."""

    code: str
    name: str
    is_chosen: bool


def language_keys() -> tuple[LanguageKey, ...]:
    """All of them; the one that the screens speak is chosen."""
    return tuple(LanguageKey(code, name, code == language()) for code, name in LANGUAGES.items())
