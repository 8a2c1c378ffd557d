"""From a TOML file and the environment to settings: every fault is reported at once, with its place.

Read with the standard library alone, since the first screen waits for it.
"""

import os
import re
import stat
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any, ClassVar

from pos_terminal.domain.money import Currency, RoundingMode
from pos_terminal.domain.secret import Secret
from pos_terminal.settings.profiles import (
    CHOSEN_BY,
    OF_DEVICES,
    faults_in,
    placed,
    profiles_in,
    with_profile,
)
from pos_terminal.settings.sections import SECTIONS, Settings

_ENVIRONMENT_PREFIX = "POS_TERMINAL_"
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")


class SettingsUnusable(Exception):
    """Every fault that was found, one sentence a line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_settings(path: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in a TOML file, with ``POS_TERMINAL_<SECTION>__<KEY>`` from the environment on top.

    Raises SettingsUnusable with every fault: an unreadable file, broken TOML, unknown keys, wrong types and values,
    and a file with a secret in it that others can read.
    """
    tables = _read_tables(path)
    faults = [f"{path}: {fault}" for fault in _open_to_others(path, tables)]
    return settings_of(tables, path, os.environ if environment is None else environment, faults)


def settings_of(
    tables: Mapping[str, Any], path: Path, environment: Mapping[str, str], faults: Sequence[str] = ()
) -> Settings:
    """The settings in tables that were read from ``path``, where ``faults`` were found already. Raises as above."""
    terminal = tables.get("terminal")
    said = terminal.get("devices", "") if isinstance(terminal, dict) else ""
    profile = environment.get(CHOSEN_BY, said if isinstance(said, str) else "")
    reader = _Reader(path, with_profile(tables, profile), environment)
    sections = {name: reader.section(name, kind) for name, kind in SECTIONS.items()}
    faults = [*faults, *(f"{path}: {fault}" for fault in faults_in(tables, profile))]
    faults += [placed(each, tables, profile) for each in reader.unknown() + reader.faults]
    faults += _other_profile_faults(tables, path, profile)
    faults += [f"{path}: [money] {fault}" for fault in _cash_rounding_faults(reader.sound)]
    faults += [f"{path}: [money] {fault}" for fault in _foreign_cash_faults(reader.sound)]
    faults += [f"{path}: [sale] {fault}" for fault in _return_tender_faults(reader.sound)]
    faults += [f"{path}: [sale] {fault}" for fault in _slip_tender_faults(reader.sound)]
    faults += [f"{path}: [kitchen] {fault}" for fault in _kitchen_faults(reader.sound)]
    if faults:
        raise SettingsUnusable(faults)
    return Settings(**sections, folder=path.resolve().parent, file=path.resolve())


def _other_profile_faults(tables: Mapping[str, Any], path: Path, used: str) -> list[str]:
    """What is wrong in the profiles of devices that this till does not use today."""
    faults = []
    for name in profiles_in(tables).keys() - {used}:
        merged = with_profile(tables, name)
        reader = _Reader(path, {each: merged.get(each, {}) for each in OF_DEVICES}, {})
        for section in OF_DEVICES:
            reader.section(section, SECTIONS[section])
        told = {each: placed(each, tables, name) for each in reader.faults + reader.unknown()}
        faults += [now for before, now in told.items() if now != before]
    return sorted(faults)


def _cash_rounding_faults(sound: Mapping[str, object]) -> list[str]:
    """What is wrong with the rule for cash; few shops have one, so only theirs wait for it to be loaded.

    Nothing is said where the currency or the mode that it depends on is wrong itself.
    """
    rule, currency, mode = (
        str(sound.get(name, "")) for name in ("money.cash_rounding", "terminal.currency", "money.rounding_mode")
    )
    if not (rule and currency and mode):
        return []
    from pos_terminal.domain.tender import cash_rounding

    try:
        cash_rounding(rule, Currency.of(currency), RoundingMode(mode))
    except ValueError as error:
        return [str(error)]
    return []


def _foreign_cash_faults(sound: Mapping[str, object]) -> list[str]:
    """What is wrong with the other currencies that are taken; few shops take any."""
    found, currency = sound.get("money.foreign_cash"), str(sound.get("terminal.currency", ""))
    if not (isinstance(found, tuple) and found and currency):
        return []
    from pos_terminal.domain.foreign import rates

    try:
        rates(found, Currency.of(currency))
    except ValueError as error:
        return [str(error)]
    return []


def _return_tender_faults(sound: Mapping[str, object]) -> list[str]:
    """Which tenders the shop would give money back by and does not take."""
    tenders, named = sound.get("sale.tenders"), sound.get("sale.return_tenders")
    if not (isinstance(tenders, tuple) and isinstance(named, tuple)):
        return []
    known = {each.strip().casefold() for each in tenders}
    strange = [each for each in named if each.strip().casefold() not in known]
    return [f"return_tenders: {each!r} is none of the tenders: {', '.join(tenders)}" for each in strange]


def _slip_tender_faults(sound: Mapping[str, object]) -> list[str]:
    """Which tenders would have slips of their own and are not taken: payments are of a tender as it is written."""
    tenders, named = sound.get("sale.tenders"), sound.get("sale.slip_tenders")
    if not (isinstance(tenders, tuple) and isinstance(named, tuple)):
        return []
    strange = [each for each in named if each not in tenders]
    return [f"slip_tenders: {each!r} is none of the tenders: {', '.join(tenders)}" for each in strange]


def _kitchen_faults(sound: Mapping[str, object]) -> list[str]:
    """Which channels of the kitchen the till does not sell in, and where a kitchen has nothing to print with."""
    sold, named, printers = (sound.get(each) for each in ("terminal.channel", "kitchen.channels", "kitchen.printers"))
    if not (isinstance(sold, tuple) and isinstance(named, tuple)):
        return []
    known = sold or ("STORE", "KIOSK")  # that of the mode, where none is set
    strange = [f"channels: {each!r} is none of the till's: {', '.join(known)}" for each in named if each not in known]
    return [*strange, "channels: a kitchen wants 'printers' too"] if named and not printers else strange


def _read_tables(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsUnusable(
            [f"{path}: there is no such config file. Make one with 'pos-terminal init', or name it with --config."]
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsUnusable([f"{path}: cannot be read: {error}"]) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsUnusable([f"{path}: is not valid TOML: {error}"]) from None


_SECRETS = {"platform": "secret", "card_terminal": "passphrase", "attendance": "secret"}


def _open_to_others(path: Path, tables: Mapping[str, Any]) -> list[str]:
    found = {section: tables.get(section) for section in _SECRETS}
    has_secret = any(isinstance(table, dict) and table.get(_SECRETS[name]) for name, table in found.items())
    if os.name == "nt" or not has_secret or not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return []
    return [f"others can read it, and it holds a secret. Close it with: chmod 600 {path}"]


class _Reader:
    """Reads sections, collecting faults instead of stopping at the first."""

    _KINDS: ClassVar[Mapping[type, str]] = {str: "a text in quotes", bool: "true or false", int: "a whole number"}

    def __init__(self, path: Path, tables: Mapping[str, Any], environment: Mapping[str, str]) -> None:
        self._path = path
        self._tables = tables
        self._environment = environment
        self.faults: list[str] = []
        self.sound: dict[str, object] = {}

    def unknown(self) -> list[str]:
        """Sections and keys, in file and environment, that mean nothing here."""
        known = {name: {each.name for each in fields(kind)} for name, kind in SECTIONS.items()}
        found = []
        for section, table in self._tables.items():
            if section not in known:
                found.append(f"{self._path}: [{section}] is not a section. Known: {', '.join(known)}")
            elif isinstance(table, dict):
                found += [
                    f"{self._path}: [{section}] {key} is not a setting" for key in table if key not in known[section]
                ]
        for name in self._environment:
            if name.startswith(_ENVIRONMENT_PREFIX) and "__" in name:
                section, _, key = name.removeprefix(_ENVIRONMENT_PREFIX).lower().partition("__")
                if key not in known.get(section, ()):
                    found.append(f"environment: {name} is not a setting")
        return found

    def section(self, name: str, kind: type) -> Any:  # noqa: ANN401 - one of the section classes
        """A section's values, checked; None where something in it is wrong."""
        table = self._tables.get(name, {})
        if not isinstance(table, dict):
            self.faults.append(f"{self._path}: {name} is a section, written [{name}]")
            return None
        before = len(self.faults)
        values = {each.name: self._value(name, each, table) for each in fields(kind)}
        return kind(**values) if len(self.faults) == before else None

    def _value(self, section: str, setting: "Field[Any]", table: Mapping[str, Any]) -> object:
        variable = f"{_ENVIRONMENT_PREFIX}{section}__{setting.name}".upper()
        if variable in self._environment:
            place, found = f"environment: {variable}", _from_text(setting, self._environment[variable])
        elif setting.name in table:
            place, found = f"{self._path}: [{section}] {setting.name}", table[setting.name]
        elif setting.default is not MISSING:
            self.sound[f"{section}.{setting.name}"] = setting.default
            return setting.default
        else:
            self.faults.append(f"{self._path}: [{section}] {setting.name} is missing, and has no default")
            return None
        value, fault = self._checked(setting, found)
        if fault:
            self.faults.append(f"{place} {fault}")
        else:
            self.sound[f"{section}.{setting.name}"] = value
        return value

    def _checked(self, setting: "Field[Any]", found: object) -> tuple[object, str | None]:
        value, fault = self._typed(setting, found)
        if fault:
            return None, fault
        return value, next((said for check in setting.metadata["checks"] if (said := check(value))), None)

    def _typed(self, setting: "Field[Any]", found: object) -> tuple[object, str | None]:
        kind = setting.type
        if kind is Secret:
            return (Secret(found), None) if isinstance(found, str) else (None, "takes a text in quotes")
        if kind in self._KINDS and isinstance(kind, type):
            return (found, None) if type(found) is kind else (None, f"takes {self._KINDS[kind]}")
        several = [found] if isinstance(found, str) else found
        if isinstance(several, list) and all(isinstance(each, str) for each in several):
            return tuple(several), None
        return None, "takes a list of texts"


def _from_text(setting: "Field[Any]", text: str) -> object:
    """An environment variable's text in the setting's type; text that does not fit stays text, and is refused later."""
    if setting.type is bool:
        return {"true": True, "1": True, "false": False, "0": False}.get(text.strip().lower(), text)
    if setting.type is int:
        return int(text) if _WHOLE_NUMBER.fullmatch(text.strip()) else text
    if setting.type in {str, Secret}:
        return text
    return [part.strip() for part in text.split(",") if part.strip()]
