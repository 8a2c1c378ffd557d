"""JSON with exact numbers: strict when it is read, plain when it is written.

The standard library's writer turns a Decimal into a binary float or a string, and its reader takes NaN, keys given
twice and any depth; hence a few lines here on top of it.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from decimal import Decimal, DecimalException
from functools import singledispatch
from json.encoder import encode_basestring, encode_basestring_ascii
from operator import attrgetter
from typing import NoReturn, TypeAlias, TypeVar, dataclass_transform

from pos_terminal.domain.money import Money

Json: TypeAlias = "bool | int | Decimal | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]

_T = TypeVar("_T")

LARGEST_BODY = 1024 * 1024
"""Bytes of an answer that are read at most."""
_DEEPEST = 64
_LARGEST = 2**53
"""Beyond it, a reader that uses binary floats loses units."""
_FURTHEST_DIGIT = 40
_MARKS = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


class UnreadableJson(ValueError):
    """The bytes are not JSON as an honest platform writes it."""


@dataclass(slots=True, eq=False, repr=False)
class Table:
    """A JSON object whose keys are the names of its fields; fields that are None are left out."""


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
def table(kind: type[_T]) -> type[_T]:
    """Make a `Table` of a class: a dataclass with nothing but its constructor.

    It is filled and written within one call, on the way to a sale's commit: what makes a dataclass a value would cost
    more than the writing, and half of the time that importing the tables takes.
    """
    return dataclass(kw_only=True, slots=True, eq=False, repr=False)(kind)


class Verbatim:
    """JSON text that goes out as it is."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


def written(value: object) -> str:
    """The JSON text of a value.

    Raises TypeError for what JSON has no place for, floats included, and ValueError for a number that a reader would
    lose or a time without a zone.
    """
    return _writer(type(value))(value)


@singledispatch
def _written(value: object) -> str:
    raise TypeError(f"{type(value).__name__} has no place in a request")


class _Writers(dict[type, Callable[..., str]]):
    """The writer of each type that was met: asking `singledispatch` takes longer than most writing."""

    def __missing__(self, kind: type) -> Callable[..., str]:
        return self.setdefault(kind, _written.dispatch(kind))


_writer = _Writers().__getitem__


@_written.register
def _string(value: str) -> str:
    try:
        value.isascii() or value.encode()
    except UnicodeEncodeError:  # half a surrogate pair has no bytes, only an escape
        return encode_basestring_ascii(value)
    return encode_basestring(value)


@_written.register
def _money(value: Money) -> str:
    if abs(value.minor) > _LARGEST:
        raise ValueError(f"{value} {value.currency.code} is too large for the platform")
    return str(value)


@_written.register
def _decimal(value: Decimal) -> str:
    if not value.is_finite() or abs(value) > _LARGEST:
        raise ValueError(f"{value} is no number for the platform")
    return format(value, "f") if value else "0"  # zero has a sign and an exponent, too


@_written.register
def _flag(value: bool) -> str:  # noqa: FBT001 - the value itself, not a switch
    return "true" if value else "false"


@_written.register
def _whole(value: int) -> str:
    if abs(value) > _LARGEST:
        raise ValueError(f"{value} is too large for the platform")
    return str(value)


@_written.register
def _moment(value: datetime) -> str:
    """``yyyy-MM-ddTHH:mm:ss.fffZ``, in UTC."""
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return f'"{value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")}Z"'


@_written.register
def _verbatim(value: Verbatim) -> str:
    return value.text


@_written.register
def _array(value: tuple) -> str:  # type: ignore[type-arg]  # singledispatch knows no tuple[object, ...]
    return "[" + ",".join([written(each) for each in value]) + "]"


@_written.register
def _mapping(value: dict) -> str:  # type: ignore[type-arg]  # nor dict[str, str]
    return "{" + ",".join(f"{_string(key)}:{written(each)}" for key, each in value.items()) + "}"


@_written.register
def _table(value: Table) -> str:
    keys, values = _COLUMNS.get(type(value)) or _columns(type(value))
    rows = zip(keys, values(value), strict=True)
    return "{" + ",".join([key + _writer(type(each))(each) for key, each in rows if each is not None]) + "}"


_COLUMNS: dict[type[Table], tuple[tuple[str, ...], Callable[[Table], tuple[object, ...]]]] = {}


def _columns(kind: type[Table]) -> tuple[tuple[str, ...], Callable[[Table], tuple[object, ...]]]:
    names = [each.name for each in fields(kind)]
    values = attrgetter(*names) if len(names) > 1 else lambda row: (getattr(row, names[0]),)
    return _COLUMNS.setdefault(kind, (tuple(f'"{name}":' for name in names), values))


def echoed(value: Json) -> str:
    """What was read, as text again: every key, order, type and digit as it came."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{_string(key)}:{echoed(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(echoed, value)) + "]"
    if isinstance(value, Decimal):
        return str(value)
    return _string(value) if isinstance(value, str) else json.dumps(value)


def read(body: bytes) -> Json:
    """The value in UTF-8 JSON; numbers with a fraction or an exponent become Decimals.

    Raises:
        UnreadableJson: Not UTF-8, not JSON, NaN or Infinity, a key given twice, nested too deep, or a number with an
            absurd exponent.
    """
    _check_depth(body)
    try:
        value: Json = _DECODER.decode(body.decode("utf-8-sig"))
    except UnreadableJson:
        raise
    except (ValueError, DecimalException) as error:
        raise UnreadableJson(str(error)) from error
    return value


def _check_depth(body: bytes) -> None:
    depth = 0
    for mark in _MARKS.finditer(body):
        depth += (mark[0] in b"[{") - (mark[0] in b"]}")
        if depth > _DEEPEST:
            raise UnreadableJson(f"nested deeper than {_DEEPEST}")


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > _FURTHEST_DIGIT or len(text) > 2 * _FURTHEST_DIGIT:
        raise UnreadableJson("a number beyond all measure")
    return number


def _integer(text: str) -> int | Decimal:
    # An int has no negative zero, and an echo must have it again.
    return Decimal(text) if text == "-0" else int(text) if len(text) <= _FURTHEST_DIGIT else _number(text)


def _no_constant(name: str) -> NoReturn:
    raise UnreadableJson(f"{name} is not a JSON number")


def _each_key_once(pairs: Sequence[tuple[str, Json]]) -> JsonObject:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnreadableJson("a key is given twice")
    return found


_DECODER = json.JSONDecoder(
    parse_float=_number, parse_int=_integer, parse_constant=_no_constant, object_pairs_hook=_each_key_once
)
