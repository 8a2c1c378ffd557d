"""Changing a setting of the till from its screens: allowed, journalled with what it was, and only then in the file.

What could not be written then is journalled as well: the setting is what it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from pos_terminal.application.acts import Deed
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.rights import Action
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

SettingValue: TypeAlias = str | bool | int | tuple[str, ...]
"""What a setting can be."""
_UNWRITTEN = "The config file could not be written"
"""Why a change that was journalled is taken back."""


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A setting of ``[section] key``, as it stands in the file and as it is to stand there."""

    section: str
    key: str
    value: SettingValue
    before: str
    after: str

    @property
    def name(self) -> str:
        """How people call it."""
        return f"[{self.section}] {self.key}"


class SettingsFile(Protocol):
    """The config file, whose earlier forms are kept."""

    def foreseen(self, section: str, key: str, value: SettingValue) -> SettingChange:
        """The change, which could be written. Raises BadArgument with what is wrong with the value, or its place."""

    def write(self, change: SettingChange) -> None:
        """Write it, whole or not at all, and keep the file as it was before. Raises BadArgument."""


class SettingChanges:
    """Changes settings. They count from the next start on, unless whoever asks has them count at once."""

    def __init__(self, allow: Callable[[Action, Deed], object], file: SettingsFile) -> None:
        self._allow = allow
        self._file = file

    def change(self, section: str, key: str, value: SettingValue) -> SettingChange:
        """Set it; what it was.

        Raises BadArgument for a value that the setting does not take, and for a file that cannot be written; and as
        `Authority.allow`. Then the setting is what it was.
        """
        change = self._file.foreseen(section, key, value)
        self._allow(Action.CHANGE_SETTINGS, _deed(change.name, change.before, change.after))
        try:
            self._file.write(change)
        except Refused:
            self._allow(Action.CHANGE_SETTINGS, _deed(change.name, change.after, change.before, _UNWRITTEN))
            raise
        return change


def _deed(setting: str, before: str, after: str, reason: str = "") -> Deed:
    details = {"setting": setting, "before": before, "after": after}
    return Deed(reason, details=details, about=Message("{setting} = {value}", setting=setting, value=after))
