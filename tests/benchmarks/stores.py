"""Stores to measure in: a data folder with catalog and staff, brought in by the terminal's own imports."""

from pathlib import Path

from pos_terminal.adapters.files.employees import EmployeeFile
from pos_terminal.app.syncing import put_catalog
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.application.syncing import EmployeeSync, SyncProgress, SyncResult
from pos_terminal.bundle import bundled
from pos_terminal.cli.config_template import config_text
from pos_terminal.settings import Settings, read_settings

CONFIG = "pos-terminal.toml"
"""The name of a store's config file, in its folder."""
NOBODY_LISTENS = "http://127.0.0.1:9"
CASHIER, PIN = "1001", "1001"


def prepared_store(folder: Path, catalog: Path | None = None) -> Path:
    """Stock and staff a store in ``folder`` with the sample catalog, or another; the config file of its till."""
    config = folder / CONFIG
    config.write_text(config_text(_ANSWERS), encoding="utf-8")
    config.chmod(0o600)
    with opened_terminal(read_settings(config)) as terminal:
        _stock(terminal, catalog or bundled("resources", "store", "catalog.json"))
        terminal.staff.set_pin(CASHIER, PIN)
    return config


def settings_of(config: Path) -> Settings:
    """The settings in a prepared store's config file."""
    return read_settings(config)


def _stock(terminal: Terminal, catalog: Path) -> None:
    _taken(put_catalog(terminal, catalog, _quietly))
    _taken(EmployeeSync(terminal.staff).import_file(EmployeeFile(bundled("resources", "store", "employees.json"))))


def _taken(result: SyncResult) -> None:
    if not result.is_done:
        raise ValueError(f"{result.fault_count} faults: {result.faults[:3]}")


def _quietly(_: SyncProgress) -> None:
    """Nobody watches."""


_ANSWERS = {
    "terminal.store_id": "oak-street",
    "terminal.client_id": "benchmark",
    "terminal.register_id": "lane-1",
    "platform.base_url": NOBODY_LISTENS,
    "platform.key": "benchmark",
    "platform.secret": "benchmark",
    "platform.receipt_url": "https://receipts.example.com/r",
    "printer.driver": "none",
}
