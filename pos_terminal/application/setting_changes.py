"""Changing a setting of the till from its screens: allowed, journalled with what it was, and only then in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from pos_terminal.application.acts import Deed
from pos_terminal.domain.rights import Action
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

SettingValue: TypeAlias = str | bool | int | tuple[str, ...]
"""What a setting can be."""


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

        Raises BadArgument for a value that the setting does not take, and as `Authority.allow`; then nothing changed.
        """
        change = self._file.foreseen(section, key, value)
        details = {"setting": change.name, "before": change.before, "after": change.after}
        about = Message("{setting} = {value}", setting=change.name, value=change.after)
        self._allow(Action.CHANGE_SETTINGS, Deed(details=details, about=about))
        self._file.write(change)
        return change
