"""Takes typed values out of a record of a file and notes every fault with its line and field."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from pos_terminal.adapters.files.json_stream import Json
from pos_terminal.application.syncing import Fault
from pos_terminal.domain.money import Currency, Money

LONGEST_FIELD = 4096
SEPARATOR = "|"
_SHOWN = 40
_LARGEST_WHOLE = 10**9
_PLAIN_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,10})?")
_BREAKS = re.compile(r"[\t\r\n]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters that are drawn as nothing, though Unicode files them under letters, marks and symbols."""
_E = TypeVar("_E", bound=StrEnum)
_T = TypeVar("_T")


class Record:
    """One object or row. A value that is not good becomes a fault, and its stand-in is returned."""

    def __init__(self, line: int, values: Mapping[str, Json], lines: Mapping[str, int]) -> None:
        self.line = line
        self.faults: list[Fault] = []
        self._values = values
        self._lines = lines

    def fault(self, key: str, sentence: str) -> None:
        """Note what is wrong with a field."""
        self.faults.append(Fault(self._lines.get(key, self.line), key, sentence))

    def only(self, known: frozenset[str]) -> None:
        """Fault every field that is not one of these."""
        for key in self._values.keys() - known:
            self.fault(key[:_SHOWN], "there is no such field; known are " + ", ".join(sorted(known)))

    def has(self, key: str) -> bool:
        """Whether the field is there and not empty."""
        return self._values.get(key) not in {None, ""} if not isinstance(self._values.get(key), list | dict) else True

    def text(self, key: str) -> str | None:
        """A text on one line, without control characters, at most 4 KiB; None when absent or empty."""
        value = self._values.get(key)
        return None if value is None else self._as_text(key, value) or None

    def required(self, key: str) -> str:
        """A text that must be there, and to be seen: characters without width alone are none."""
        value = self._values.get(key)
        text = None if value is None else self._as_text(key, value)
        if not (text and is_seen(text)) and not any(fault.field == key for fault in self.faults):
            self.fault(key, "this must be given")
        return text or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, without repeats."""
        value = self._values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fault(key, "a list of texts is wanted")
            return ()
        found = [text for each in value if (text := self._as_text(key, each))]
        if len(set(found)) != len(found):
            self.fault(key, "the list names something twice")
        if any(SEPARATOR in text for text in found):
            self.fault(key, f"a text in this list may not contain {SEPARATOR}")
        return tuple(found)

    def truth(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._values.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fault(key, f"true or false is wanted, not {_shown(value)}")
            return default
        return value

    def whole(self, key: str, least: int = 0) -> int | None:
        """A whole number from ``least``."""
        value = self._values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= _LARGEST_WHOLE:
            self.fault(key, f"a whole number from {least} is wanted, not {_shown(value)}")
            return None
        return value

    def number(self, key: str) -> Decimal | None:
        """A decimal number in a text (``"2.5"``), not below zero."""
        value = self._values.get(key)
        if value is None:
            return None
        if isinstance(value, str) and _PLAIN_NUMBER.fullmatch(value):
            return Decimal(value)
        self.fault(key, f'a decimal in a text is wanted, such as "2.5", not {_shown(value)}')
        return None

    def money(self, key: str, currency: Currency) -> Money:
        """An amount in a text (``"4.50"``), not below zero, with no more decimals than the currency has."""
        value = self._values.get(key)
        nothing = Money.zero(currency)
        if not isinstance(value, str):
            wanted = 'a decimal in a text is wanted, such as "4.50"'
            self.fault(key, "this must be given" if value is None else f"{wanted}, not {_shown(value)}")
            return nothing
        try:
            money = Money.of(value, currency)
        except ValueError as error:
            self.fault(key, str(error)[: LONGEST_FIELD // 16])
            return nothing
        if money < nothing:
            self.fault(key, f"{value} is below zero")
            return nothing
        return money

    def choice(self, key: str, kind: type[_E], default: _E) -> _E:
        """One of the words of an enum."""
        value = self._values.get(key)
        if value is None or value == "":
            return default
        if isinstance(value, str) and value in {each.value for each in kind}:
            return kind(value)
        self.fault(key, f"one of {', '.join(kind)} is wanted, not {_shown(value)}")
        return default

    def day(self, key: str) -> date | None:
        """A date (``2026-03-04``), or the date of an instant (``2026-03-04T00:00:00Z``)."""
        text = self.text(key)
        if text is None:
            return None
        try:
            return date.fromisoformat(text[:10] if text[10:11] in {"T", ""} else text)
        except ValueError:
            self.fault(key, f"a date such as 2026-03-04 is wanted, not {_shown(text)}")
            return None

    def parsed(self, key: str, parse: Callable[[str], _T]) -> tuple[_T, ...]:
        """A list of texts, each read by ``parse``, which raises ValueError with a sentence."""
        found = []
        for text in self.texts(key):
            try:
                found.append(parse(text))
            except ValueError as error:
                self.fault(key, str(error))
        return tuple(found)

    def records(self, key: str) -> list["Record"]:
        """A list of objects."""
        value = self._values.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.fault(key, "a list of objects is wanted")
            return []
        line = self._lines.get(key, self.line)
        return [Record(line, each, {}) for each in value if isinstance(each, dict)]

    def _as_text(self, key: str, value: Json) -> str:
        if not isinstance(value, str):
            self.fault(key, f"a text is wanted, not {_shown(value)}")
            return ""
        text = " ".join(filter(None, map(str.strip, _BREAKS.split(value))))
        if len(text) * 4 > LONGEST_FIELD and len(text.encode("utf-8", "replace")) > LONGEST_FIELD:
            self.fault(key, f"this is longer than {LONGEST_FIELD} bytes")
            return ""
        if not text.isprintable() and _CONTROL.search(text):
            self.fault(key, "there is a control character in this text")
            return ""
        return text


def is_seen(text: str) -> bool:
    """Whether anything of it is drawn: not only spaces, what joins or directs letters, and blanks."""
    return any(each not in _BLANK and unicodedata.category(each) not in {"Cf", "Mn", "Zs", "Zl", "Zp"} for each in text)


def _shown(value: Json) -> str:
    """The value, short enough for a sentence."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    text = repr(value) if isinstance(value, str) else str(value).lower()
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
