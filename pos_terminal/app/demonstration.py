"""A store to try the terminal on: an embedded platform, sample catalog and staff, a throw-away data folder."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pos_terminal.adapters.files.employees import EmployeeFile
from pos_terminal.app.demoseed import demo_seed
from pos_terminal.app.syncing import put_catalog
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.application.syncing import EmployeeSync, SyncProgress, SyncResult
from pos_terminal.bundle import bundled
from pos_terminal.domain.secret import Secret
from pos_terminal.settings.device_sections import PrinterSettings
from pos_terminal.settings.sections import (
    PlatformSettings,
    SaleSettings,
    Settings,
    StoreSettings,
    TerminalSettings,
)
from pos_terminal.simulator import Platform, RunningSimulator, SimulatorConfig, serve

PINS = {"1001": "2580", "1002": "1357", "1003": "2468", "2001": "135790", "3001": "246810"}
_STORE, _CLIENT, _KEY, _SECRET = "oak-street", "demo-client", "demo-key", "demo-secret"


@dataclass(frozen=True, slots=True)
class DemoStore:
    """The embedded platform and the folder that everything lies in."""

    simulator: RunningSimulator
    folder: Path

    def settings(self, register_id: str, driver: str, receipts: Path) -> Settings:
        """The settings of one lane of the store."""
        return Settings(
            terminal=TerminalSettings(
                _STORE,
                _CLIENT,
                register_id,
                data_dir=str(self.folder / register_id),
                disk_reserve_mb=0,
                pin_hashing="light",  # its PINs are printed on the screen
            ),
            platform=PlatformSettings(
                self.simulator.url,
                _KEY,
                Secret(_SECRET),
                receipt_url="https://oakstreet.example/r",
                profile_fields=("tier", "favourite_store"),
                offer_picture_hosts=(self.simulator.url.partition("//")[2],),
            ),
            sale=SaleSettings(tables=("Inside: 1-12", "Terrace: T1, T2, T3, T4")),
            printer=PrinterSettings(driver, str(receipts)),
            store=StoreSettings(
                "Oak Street Market", ("12 Oak Street, Springfield", "Tel. 555 0100"), ("Thank you for your visit!",)
            ),
            folder=self.folder,
        )


@contextmanager
def demo_store() -> Iterator[DemoStore]:
    """Open the store; its data are thrown away at the end."""
    config = SimulatorConfig(key=_KEY, secret=_SECRET, store_ids=frozenset({_STORE}), client_ids=frozenset({_CLIENT}))
    with ExitStack() as undo:
        folder = Path(undo.enter_context(TemporaryDirectory(prefix="pos-terminal-demo-", ignore_cleanup_errors=True)))
        yield DemoStore(undo.enter_context(serve(Platform(config, demo_seed()))), folder)


@contextmanager
def demo_terminal(store: DemoStore, register_id: str, driver: str, receipts: Path) -> Iterator[Terminal]:
    """A lane of the store, stocked and staffed."""
    settings = store.settings(register_id, driver, receipts)
    with opened_terminal(settings) as terminal:
        _taken(put_catalog(terminal, bundled("resources", "store", "catalog.json"), _quietly))
        _taken(EmployeeSync(terminal.staff).import_file(EmployeeFile(bundled("resources", "store", "employees.json"))))
        for employee_id, pin in PINS.items():
            terminal.staff.set_pin(employee_id, pin)
        yield terminal


def _taken(result: SyncResult) -> None:
    if not result.is_done:
        raise RuntimeError(f"the sample store is broken: {result.faults[:3]}")


def _quietly(_: SyncProgress) -> None:
    """Nobody watches."""
