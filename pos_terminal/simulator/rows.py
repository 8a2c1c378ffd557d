"""Typed reading of JSON objects that a field table has already checked."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from pos_terminal.simulator.checks import read_time
from pos_terminal.simulator.jsontext import Json, JsonObject

_T = TypeVar("_T")


class Row:
    """One checked JSON object. Null and absent read the same.

    Every reader raises TypeError when the value is not what the table promised: that is a fault of this program.
    """

    __slots__ = ("raw",)

    def __init__(self, raw: JsonObject) -> None:
        self.raw = raw

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self.raw.get(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        """A string field."""
        return _as(str, self.raw.get(name), default, name)

    def text_or_none(self, name: str) -> str | None:
        """An optional string field."""
        return self.text(name) if self.has(name) else None

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """A boolean field."""
        return _as(bool, self.raw.get(name), default, name)

    def whole(self, name: str, default: int | None = None) -> int:
        """A whole-number field."""
        return _as(int, self.raw.get(name), default, name)

    def number(self, name: str, default: Decimal | None = None) -> Decimal:
        """A number field as Decimal."""
        value = self.raw.get(name)
        return Decimal(value) if isinstance(value, int) else _as(Decimal, value, default, name)

    def time(self, name: str) -> datetime:
        """A time field as an aware UTC instant."""
        return _as(datetime, read_time(self.text(name)), None, name)

    def time_or_none(self, name: str) -> datetime | None:
        """An optional time field."""
        return self.time(name) if self.has(name) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """An array of strings; empty when absent."""
        return tuple(_as(str, item, None, name) for item in self._array(name))

    def texts_by_name(self, name: str) -> dict[str, str]:
        """An object of strings; empty when absent."""
        return {key: _as(str, item, None, name) for key, item in self.object(name).items()}

    def object(self, name: str) -> JsonObject:
        """An object field; empty when absent."""
        return _as(dict, self.raw.get(name), {}, name)

    def row(self, name: str) -> "Row":
        """An object field as a row."""
        return Row(self.object(name))

    def rows(self, name: str) -> tuple["Row", ...]:
        """An array of objects; empty when absent."""
        return tuple(Row(_as(dict, item, None, name)) for item in self._array(name))

    def _array(self, name: str) -> Sequence[Json]:
        return _as(list, self.raw.get(name), [], name)


def _as(kind: type[_T], value: object, default: _T | None, name: str) -> _T:
    found = default if value is None else value
    if not isinstance(found, kind):
        message = f"{name}: {kind.__name__} expected"
        raise TypeError(message)
    return found
