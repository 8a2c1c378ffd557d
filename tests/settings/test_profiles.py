"""Several sets of devices in one file, of which a till uses one."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from pos_terminal.settings import Settings, SettingsUnusable, read_settings

FILE = """
[terminal]
store_id = "s"
client_id = "c"
register_id = "r"
{chosen}
[platform]
base_url = "https://a.example"
key = "k"
[printer]
driver = "network"
target = "10.0.0.5"
columns = 48
[scanner]
gap_ms = 40
[devices.backup.printer]
target = "10.0.0.6"
[devices.backup.scale]
driver = "serial"
target = "/dev/ttyUSB0"
[devices.counter.printer]
driver = "none"
{more}
"""


def read(folder: Path, chosen: str = "", more: str = "", environment: Mapping[str, str] | None = None) -> Settings:
    path = folder / "till.toml"
    path.write_text(FILE.format(chosen=chosen, more=more), encoding="utf-8")
    return read_settings(path, environment or {})


def devices(settings: Settings) -> tuple[str, str, int, str, int]:
    printer = settings.printer
    return printer.driver, printer.target, printer.columns, settings.scale.driver, settings.scanner.gap_ms


def test_a_profile_says_what_is_other_than_in_the_sections_themselves(tmp_path: Path) -> None:
    assert devices(read(tmp_path)) == ("network", "10.0.0.5", 48, "none", 40)
    assert devices(read(tmp_path, 'devices = "backup"')) == ("network", "10.0.0.6", 48, "serial", 40)
    assert devices(read(tmp_path, 'devices = "counter"')) == ("none", "10.0.0.5", 48, "none", 40)


def test_the_environment_chooses_one_and_changes_what_it_says(tmp_path: Path) -> None:
    environment = {"POS_TERMINAL_TERMINAL__DEVICES": "backup", "POS_TERMINAL_PRINTER__COLUMNS": "32"}
    settings = read(tmp_path, 'devices = "counter"', environment=environment)
    assert devices(settings) == ("network", "10.0.0.6", 32, "serial", 40)
    assert settings.terminal.devices == "backup"


@pytest.mark.parametrize(
    ("chosen", "more", "why"),
    [
        ('devices = "bakup"', "", "[terminal] devices: there is no profile 'bakup'. There are: backup, counter"),
        ("", "[devices.counter.till]\nbadge = 'enough'", "[devices.counter.till] is no section of devices"),
        ("", "[devices.counter]\nscale = 5", "devices.counter.scale is a section"),
        ("", "[devices.counter.scale]\ndriver = 'spring'", "[devices.counter.scale] driver takes"),
        ('devices = "counter"', "[devices.counter.scale]\ndriver = 'spring'", "[devices.counter.scale] driver takes"),
        ("", "[devices.counter.scale]\ncolour = 'red'", "[devices.counter.scale] colour is not a setting"),
    ],
)
def test_a_fault_of_any_profile_is_told_where_it_stands(tmp_path: Path, chosen: str, more: str, why: str) -> None:
    with pytest.raises(SettingsUnusable) as told:
        read(tmp_path, chosen, more)
    assert [why in each for each in told.value.faults] == [True]
