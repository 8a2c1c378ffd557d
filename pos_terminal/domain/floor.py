"""The tables of a shop, by the areas that they stand in."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.service import table_of

_MOST_TABLES = 500
_LONGEST_AREA = 30
_FROM_TO = re.compile(r"([0-9]{1,4})-([0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class Area:
    """Tables that stand together; ``name`` is empty where the shop names no areas."""

    name: str
    tables: tuple[str, ...]


def floor_of(texts: Sequence[str]) -> tuple[Area, ...]:
    """The tables as a shop writes them, an area each: ``Inside: 1-12, Bar``, or ``1-12`` alone.

    Raises BadArgument for what cannot be meant: a table without a name, twice, or more than 500 of them.
    """
    areas = tuple(_area(text) for text in texts)
    named = [each.name.casefold() for each in areas]
    tables = [table.casefold() for each in areas for table in each.tables]
    if len(set(named)) != len(named):
        raise BadArgument("Each area has a name of its own.")
    if len(set(tables)) != len(tables):
        twice = next(each for each in tables if tables.count(each) > 1)
        raise BadArgument(f"Table {twice!r} is there twice.")
    if len(tables) > _MOST_TABLES:
        raise BadArgument(f"A shop has at most {_MOST_TABLES} tables.")
    return areas


def _area(text: str) -> Area:
    name, colon, rest = text.rpartition(":")
    name = " ".join(name.split())
    if (colon and not name) or len(name) > _LONGEST_AREA or not name.isprintable():
        raise BadArgument(f"An area has a name of at most {_LONGEST_AREA} characters before its colon.")
    return Area(name, tuple(table for each in rest.split(",") for table in _tables(each)))


def _tables(text: str) -> Iterable[str]:
    """One table, or all from one number to another."""
    found = _FROM_TO.fullmatch(text.strip())
    if found is None:
        return (table_of(text),)
    first, last = int(found[1]), int(found[2])
    if not first <= last < first + _MOST_TABLES:
        raise BadArgument(f"Tables go from a number to a higher one, at most {_MOST_TABLES}: {text.strip()!r}.")
    return map(str, range(first, last + 1))
