"""How a setting is declared: its default, and the checks that its value has to pass; and what a section of them is."""

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field
from typing import Any, ClassVar

from pos_terminal.settings.checks import Check

section = dataclass(slots=True, init=False, eq=False, repr=False)
"""Sections are read, never compared or printed; and what makes them and keeps them is written once, in `Section`.

Methods written out for each of them, as ``frozen`` does it, would cost the first screen more time than its painting.
"""


def setting(default: object = MISSING, *checks: Check) -> Any:  # noqa: ANN401 - dataclasses' own idiom
    """A field of a section; without a default the shop has to say it."""
    metadata = {"checks": checks}
    return field(metadata=metadata) if default is MISSING else field(default=default, metadata=metadata)


class Section:
    """Values that never change once they are made; the fields are those of a dataclass."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __init__(self, *values: Any, **named: Any) -> None:  # noqa: ANN401 - the fields say their types
        """The values in the order of the fields, or by name. Raises TypeError for one that is strange or missing."""
        known = self.__dataclass_fields__
        given = dict(zip(known, values, strict=False)) | named
        if len(given) != len(values) + len(named) or given.keys() - known.keys():
            raise TypeError(f"{type(self).__name__} takes: {', '.join(known)}")
        for name, each in known.items():
            object.__setattr__(self, name, given[name] if name in given else _default(each))

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(name)

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(name)


def _default(setting: "Field[Any]") -> Any:  # noqa: ANN401 - of the field's type
    if setting.default is not MISSING:
        return setting.default
    if setting.default_factory is MISSING:
        raise TypeError(f"{setting.name} is missing, and has no default")
    return setting.default_factory()
