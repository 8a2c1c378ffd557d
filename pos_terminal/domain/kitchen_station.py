"""The printers of a kitchen: each with the categories of what is made there."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_WRITTEN = re.compile(r"(?P<name>\S.*?)\s+(?P<address>[a-z]+://\S*)(?:\s+(?P<categories>\S.*))?")


@dataclass(frozen=True, slots=True)
class Station:
    """A printer of the kitchen; one without categories prints what belongs to none of the others."""

    name: str
    address: str
    categories: frozenset[str] = frozenset()
    """By id or name, in small letters."""

    @classmethod
    def written(cls, text: str) -> "Station":
        """The one written as ``Bar tcp://192.168.1.61 Drinks|Beer``. Raises ValueError with a sentence."""
        found = _WRITTEN.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"{text!r} is no kitchen printer: a name, its address, and categories with | between them")
        named = (found["categories"] or "").split("|")
        return cls(
            found["name"], found["address"], frozenset(each.strip().casefold() for each in named if each.strip())
        )


def stations(texts: Sequence[str]) -> tuple[Station, ...]:
    """Those written in these texts. Raises ValueError for one that cannot be read, and for two of one name."""
    found = tuple(map(Station.written, texts))
    names = [each.name.casefold() for each in found]
    if len(set(names)) != len(names):
        raise ValueError("two kitchen printers have the same name")
    return found


def station_for(categories: Collection[str], known: Sequence[Station]) -> Station | None:
    """Where something of these categories (ids and names) is made; None: nowhere in the kitchen."""
    folded = {each.casefold() for each in categories}
    named = next((each for each in known if each.categories & folded), None)
    return named or next((each for each in known if not each.categories), None)
