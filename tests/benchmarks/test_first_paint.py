from typing import Any

import pytest

from tests.benchmarks.first_paint import LISTING
from tests.benchmarks.start import started
from tests.benchmarks.stores import prepared_store

SLOW = {
    "PIL", "argon2", "asyncio", "babel", "concurrent", "escpos", "httpcore", "httpx", "jinja2", "pydantic",
    "qrcode", "serial", "sqlalchemy", "sqlmodel", "typer", "usb", "yaml",
}  # fmt: skip
OF_DEVICES = ("cards", "escpos", "scale", "scanner", "sound", "speech")
COSTLY = {"QStyle", "QStyleOption", "QTextDocument", "QTextLayout", "QPainterPath", "QTableView", "QTransform"}
"""Classes of Qt that bring dozens of enums along, or many other classes."""
MOST_MODULES = 151
MOST_GENERATED = 26
"""A little above what there was when this was written. Whoever adds to what the first screen waits for looks here."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a till had loaded and made when its first screen was painted."""
    _, said = started("--config", str(prepared_store(tmp_path_factory.mktemp("store"))), "run", LISTING)
    return said


def test_the_first_screen_is_painted_before_anything_slow_is_loaded(said: dict[str, Any]) -> None:
    assert "pos_terminal" in said["packages"]
    assert set(said["packages"]) & SLOW == set()


def test_no_code_of_a_device_is_loaded_before_the_first_screen_is_painted(said: dict[str, Any]) -> None:
    devices = tuple(f"pos_terminal.adapters.{each}" for each in OF_DEVICES)
    wires = ("pos_terminal.adapters.sessionm", "pos_terminal.simulator")

    assert [each for each in said["modules"] if each.startswith((*devices, *wires))] == []


def test_the_first_screen_waits_for_few_modules_and_few_classes_that_are_written_as_they_are_made(
    said: dict[str, Any],
) -> None:
    assert len(said["modules"]) <= MOST_MODULES, said["modules"]
    assert len(said["generated"]) <= MOST_GENERATED, said["generated"]


def test_the_first_screen_names_none_of_the_costly_classes_of_qt(said: dict[str, Any]) -> None:
    assert {"QLabel", "QWidget"} < set(said["qt"])
    assert set(said["qt"]) & COSTLY == set()


def test_qt_does_not_read_the_source_of_every_module_that_is_imported(said: dict[str, Any]) -> None:
    assert not said["looks_at_imports"]
