"""What the file of a sale holds, taken out by its kind; what is of another kind is a fault of the file."""

from collections.abc import Mapping

Facts = dict[str, object]


def table(facts: Mapping[str, object], name: str) -> Facts:
    """An object. Raises TypeError for anything else, or nothing."""
    found = facts.get(name)
    if not isinstance(found, dict):
        raise TypeError(f"{name} is no object")
    return found


def tables(facts: Mapping[str, object], name: str) -> list[Facts]:
    """A list of objects; none where it is left out. Raises TypeError for anything else."""
    found = facts.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise TypeError(f"{name} is no list of objects")
    return found


def texts(facts: Mapping[str, object], name: str) -> list[str]:
    """A list of texts; none where it is left out. Raises TypeError for anything else."""
    found = facts.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise TypeError(f"{name} is no list of texts")
    return found


def text(facts: Mapping[str, object], name: str) -> str:
    """A text. Raises TypeError for anything else, or nothing."""
    found = facts.get(name)
    if not isinstance(found, str):
        raise TypeError(f"{name} is no text")
    return found
