"""Several sets of devices in one config file, of which a till uses one: ``[devices.NAME.printer]`` and the like."""

from collections.abc import Mapping
from typing import Any

Tables = Mapping[str, Any]
DEVICES = "devices"
OF_DEVICES = ("printer", "drawer", "scanner", "scale", "card_terminal", "display", "kitchen")
"""The sections that a profile may say something of."""
CHOSEN_BY = "POS_TERMINAL_TERMINAL__DEVICES"
"""The variable of the environment that chooses one, in place of ``[terminal] devices``."""


def profiles_in(tables: Tables) -> Mapping[str, Tables]:
    """The profiles by name; what is no table is left out, since `faults_in` tells of it."""
    found = tables.get(DEVICES, {})
    return {name: each for name, each in found.items() if isinstance(each, dict)} if isinstance(found, dict) else {}


def with_profile(tables: Tables, name: str) -> dict[str, Any]:
    """The tables as they are for a till that uses this profile; without one, those of the file alone."""
    merged = {section: table for section, table in tables.items() if section != DEVICES}
    for section, table in profiles_in(tables).get(name, {}).items():
        own = merged.get(section, {})
        if section in OF_DEVICES and isinstance(table, dict) and isinstance(own, dict):
            merged[section] = {**own, **table}
    return merged


def faults_in(tables: Tables, chosen: str) -> list[str]:
    """What is wrong with the profiles as such: one that is chosen and not there, and what is no section of devices."""
    if not isinstance(tables.get(DEVICES, {}), dict):
        return ["devices holds profiles, written [devices.NAME.printer]"]
    known = profiles_in(tables)
    faults = [f"[devices.{name}] is a profile, written [devices.{name}.printer]" for name in _no_tables(tables)]
    if chosen and chosen not in known:
        there = ", ".join(known) or "none"
        faults.append(f"[terminal] devices: there is no profile {chosen!r}. There are: {there}")
    for name, profile in known.items():
        for section, table in profile.items():
            if section not in OF_DEVICES:
                faults.append(f"[devices.{name}.{section}] is no section of devices. Known: {', '.join(OF_DEVICES)}")
            elif not isinstance(table, dict):
                faults.append(f"devices.{name}.{section} is a section, written [devices.{name}.{section}]")
    return faults


def placed(fault: str, tables: Tables, name: str) -> str:
    """A fault of the merged tables, told where somebody has written it: in the profile, where the key stands there."""
    for section, table in profiles_in(tables).get(name, {}).items():
        for key in table if isinstance(table, dict) else ():
            fault = fault.replace(f"[{section}] {key} ", f"[devices.{name}.{section}] {key} ")
    return fault


def _no_tables(tables: Tables) -> list[str]:
    return [name for name, each in tables.get(DEVICES, {}).items() if not isinstance(each, dict)]
