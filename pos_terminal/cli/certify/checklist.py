"""The whole checklist, and which of it was asked for."""

from pos_terminal.cli.certify.item import Item
from pos_terminal.cli.certify.items import (
    claims,
    connections,
    contract,
    deliveries,
    doubts,
    members,
    offers,
    operation,
    outages,
    returns,
    splits,
    tenders,
)

_PARTS = (
    contract,
    members,
    offers,
    claims,
    doubts,
    tenders,
    returns,
    splits,
    outages,
    deliveries,
    connections,
    operation,
)
CHECKLIST: tuple[Item, ...] = tuple(
    sorted((item for part in _PARTS for item in part.ITEMS), key=lambda item: item.number)
)


class NoSuchItems(Exception):
    """The list of items cannot be read, or names one that is not on the checklist."""


def chosen(wanted: str) -> tuple[Item, ...]:
    """Items by their numbers, such as ``9,17-22``; all of them for an empty text. Raises NoSuchItems."""
    numbers = {each.number for each in CHECKLIST}
    asked: set[int] = set()
    for part in filter(None, (each.strip() for each in wanted.split(","))):
        first, dash, last = part.partition("-")
        ends = (first, last if dash else first)
        if not all(each.strip().isdecimal() for each in ends):
            raise NoSuchItems(f"--items takes numbers such as 9,17-22, not {part!r}.")
        span = set(range(int(ends[0]), int(ends[1]) + 1))
        if not span or not span <= numbers:
            raise NoSuchItems(f"--items {part}: the checklist goes from {min(numbers)} to {max(numbers)}.")
        asked |= span
    return tuple(each for each in CHECKLIST if not asked or each.number in asked)
