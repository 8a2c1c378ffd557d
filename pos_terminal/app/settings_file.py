"""The config file as the till itself writes it: one setting at a time, checked, whole, and with its history kept."""

from __future__ import annotations

import codecs
import os
import tomllib
from typing import TYPE_CHECKING, Any

from pos_terminal.adapters.durable import replace_file
from pos_terminal.application.setting_changes import SettingChange, SettingChanges
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.secret import Secret
from pos_terminal.settings import SettingsUnusable
from pos_terminal.settings.profiles import profiles_in
from pos_terminal.settings.reading import settings_of
from pos_terminal.settings.written import CannotBeWritten, toml_value, with_setting
from pos_terminal.wording import later

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pos_terminal.application.acts import Deed
    from pos_terminal.application.ports import Clock
    from pos_terminal.application.setting_changes import SettingValue
    from pos_terminal.domain.rights import Action
    from pos_terminal.settings import Settings

_UNWRITTEN = later("{file} cannot be written: {fault}. Nothing was changed.")
MOST_KEPT = 50
"""How many earlier forms of the file are kept."""


class ConfigFile:
    """Implements the port `SettingsFile`; earlier forms stand in a folder beside it, named by when they ended."""

    def __init__(self, path: Path, clock: Clock, environment: Mapping[str, str] | None = None) -> None:
        self._path = path
        self._clock = clock
        self._environment = os.environ if environment is None else environment

    @property
    def history(self) -> Path:
        """The folder with the earlier forms."""
        return self._path.with_name(f"{self._path.stem}.history")

    def profiles(self) -> tuple[str, ...]:
        """The sets of devices that the file has; none where there is no file."""
        try:
            return tuple(profiles_in(tomllib.loads(_text(self._read()))))
        except (BadArgument, tomllib.TOMLDecodeError):
            return ()

    def foreseen(self, section: str, key: str, value: SettingValue) -> SettingChange:
        """The change, which could be written. Raises BadArgument with what is wrong with the value, or its place."""
        variable = f"POS_TERMINAL_{section}__{key}".upper()
        if variable in self._environment:
            raise BadArgument(
                later("[{section}] {key} is set by {variable} in the environment. Change it there."),
                section=section,
                key=key,
                variable=variable,
            )
        text = _text(self._read())
        before = self._settings(tomllib.loads(text))
        try:
            after = self._settings(tomllib.loads(with_setting(text, section, key, value)))
        except CannotBeWritten as error:
            raise BadArgument("{file}: {fault}.", file=self._path, fault=error) from error
        return SettingChange(section, key, value, _shown(before, section, key), _shown(after, section, key))

    def write(self, change: SettingChange) -> None:
        """Write it, and keep the file as it was before; the same people read it. Raises BadArgument."""
        content = self._read()
        try:
            written = with_setting(_text(content), change.section, change.key, change.value)
            self._keep(content)
            mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
            replace_file(self._path, mark + written.encode(), like=self._path.stat())
        except CannotBeWritten as error:
            raise BadArgument("{file}: {fault}.", file=self._path, fault=error) from error
        except OSError as error:
            raise BadArgument(_UNWRITTEN, file=self._path, fault=error.strerror) from error

    def _read(self) -> bytes:
        """The file, which is text."""
        try:
            content = self._path.read_bytes()
            _text(content)
        except (OSError, UnicodeDecodeError) as error:
            raise BadArgument(later("{file} cannot be read: {fault}"), file=self._path, fault=error) from error
        return content

    def _settings(self, tables: dict[str, Any]) -> object:
        try:
            return settings_of(tables, self._path, self._environment)
        except SettingsUnusable as unusable:
            raise BadArgument("{fault}", fault=unusable.faults[0]) from unusable

    def _keep(self, content: bytes) -> None:
        self.history.mkdir(mode=0o700, exist_ok=True)
        replace_file(self.history / f"{self._clock.now():%Y-%m-%dT%H%M%S.%fZ}.toml", content)
        for old in sorted(self.history.glob("*.toml"))[:-MOST_KEPT]:
            old.unlink()


def setting_changes(settings: Settings, clock: Clock, allow: Callable[[Action, Deed], object]) -> SettingChanges:
    """What changes settings of this till. Raises BadArgument where it runs without a config file."""
    if not settings.file.is_file():
        raise BadArgument(later("This till runs without a config file, so nothing can be saved."))
    return SettingChanges(allow, ConfigFile(settings.file, clock))


def _text(content: bytes) -> str:
    """Its lines end as they do in the file."""
    return content.decode("utf-8-sig")


def _shown(settings: object, section: str, key: str) -> str:
    value = getattr(getattr(settings, section), key)
    return "a secret" if isinstance(value, Secret) else toml_value(value)
