"""Walks a JSON value along a field table and says everything that is wrong with it, by path."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pos_terminal.simulator.fields import CATALOG_ITEM, CATEGORY, DISCOUNT, Field, Kind, Table
from pos_terminal.simulator.jsontext import Json, JsonObject

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_DIGITS = re.compile(r"[0-9]+")
_CULTURE = re.compile(r"[a-z]{2,3}_[A-Z]{2}")
_LONGEST_ID = 255
_LARGEST = 2**53
"""Beyond this many minor units a reader that uses binary floats loses cents."""


@dataclass(frozen=True, slots=True)
class Decimals:
    """How many digits may follow the point."""

    money: int
    unit_price: int
    quantity: int


def read_time(text: str) -> datetime | None:
    """The instant of a `yyyy-MM-ddTHH:mm:ss.fffZ` text, or None when it is not exactly that."""
    if not _TIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


class TableCheck:
    """Checks values against field tables.

    A Discount may carry the keys in `own_keys` too: those this platform adds to the ones it gives out, and which
    have to come back.
    """

    def __init__(self, decimals: Decimals, own_keys: frozenset[str] = frozenset()) -> None:
        self._own_keys = own_keys
        self._places: dict[Kind, int | None] = {
            Kind.MONEY: decimals.money,
            Kind.UNIT_PRICE: decimals.unit_price,
            Kind.QUANTITY: decimals.quantity,
            Kind.NUMBER: None,
        }
        self._by_kind: dict[Kind, Callable[[Json, Field, str], Iterator[str]]] = {
            Kind.TEXT: _text,
            Kind.ID: _text,
            Kind.CODE: _text,
            Kind.DIGITS: _text,
            Kind.CULTURE: _text,
            Kind.TIME: _text,
            Kind.WHOLE: _whole,
            Kind.FLAG: _flag,
            Kind.MONEY: self._number,
            Kind.UNIT_PRICE: self._number,
            Kind.QUANTITY: self._number,
            Kind.NUMBER: self._number,
            Kind.FREE: _free,
            Kind.TEXT_MAP: _text_map,
            Kind.TEXTS: _texts,
            Kind.TABLE: self._table,
            Kind.TABLES: self._tables,
            Kind.CATALOG_ROWS: self._catalog_rows,
        }

    def problems(self, value: JsonObject, table: Table, path: str) -> Iterator[str]:
        """Every way in which `value` is not a row of `table`, each starting with the field's path."""
        known = {field.name for field in table} | (self._own_keys if table is DISCOUNT else set())
        for name in value:
            if name not in known:
                yield f"{path}{name}: unknown field"
        for field in table:
            found = value.get(field.name)
            if found is not None:
                yield from self._by_kind[field.kind](found, field, path + field.name)
            elif field.required:
                yield f"{path}{field.name}: required"

    def _number(self, value: Json, field: Field, path: str) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            yield f"{path}: must be a JSON number"
            return
        number = Decimal(value)
        places = self._places[field.kind]
        if number.is_zero() and number.is_signed():
            yield f"{path}: negative zero"
        if (number and number.adjusted() > len(str(_LARGEST))) or abs(number.scaleb(places or 0)) > _LARGEST:
            yield f"{path}: too large"
        elif places is not None and number != round(number, places):
            yield f"{path}: more than {places} decimals"

    def _table(self, value: Json, field: Field, path: str) -> Iterator[str]:
        if isinstance(value, dict):
            yield from self.problems(value, field.table, path + ".")
        else:
            yield f"{path}: must be an object"

    def _tables(self, value: Json, field: Field, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{path}: must be an array"
            return
        for index, row in enumerate(value):
            yield from self._table(row, field, f"{path}[{index}]")

    def _catalog_rows(self, value: Json, _field: Field, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{path}: must be an array"
            return
        for index, row in enumerate(value):
            where = f"{path}[{index}]"
            if not isinstance(row, dict):
                yield f"{where}: must be an object"
            elif ("category_id" in row) == ("item_id" in row):
                yield f"{where}: must have either category_id or item_id"
            else:
                yield from self.problems(row, CATEGORY if "category_id" in row else CATALOG_ITEM, where + ".")


def _text(value: Json, field: Field, path: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{path}: must be a string"
    elif any("\ud800" <= letter <= "\udfff" for letter in value):
        yield f"{path}: not Unicode text"
    elif not value and (field.required or field.kind is Kind.CODE):
        yield f"{path}: must not be empty"
    elif field.legal and value not in field.legal:
        yield f"{path}: must be one of {', '.join(field.legal)}"
    else:
        wanted = _wanted(value, field.kind)
        if wanted:
            yield f"{path}: must be {wanted}"


def _wanted(value: str, kind: Kind) -> str:
    """What a text of this kind must be and this one is not, or nothing."""
    if kind is Kind.TIME and read_time(value) is None:
        return "a time like 2026-03-04T15:02:11.120Z"
    if kind is Kind.DIGITS and not _DIGITS.fullmatch(value):
        return "digits only"
    if kind is Kind.CULTURE and not _CULTURE.fullmatch(value):
        return "a culture like en_US"
    if kind in {Kind.ID, Kind.CODE} and len(value) > _LONGEST_ID:
        return f"at most {_LONGEST_ID} characters"
    return ""


def _whole(value: Json, _field: Field, path: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield f"{path}: must be a whole JSON number"
    elif value < 0:
        yield f"{path}: must not be negative"


def _flag(value: Json, _field: Field, path: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f"{path}: must be true or false"


def _free(value: Json, _field: Field, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: must be an object"


def _text_map(value: Json, _field: Field, path: str) -> Iterator[str]:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        yield f"{path}: must be an object of strings"


def _texts(value: Json, _field: Field, path: str) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        yield f"{path}: must be an array of strings"
