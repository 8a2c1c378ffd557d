"""Files into a terminal that nobody sells on meanwhile."""

from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from pos_terminal.adapters.files.catalog import catalog_file
from pos_terminal.adapters.files.catalog_csv import write_items_csv
from pos_terminal.adapters.files.catalog_out import write_catalog
from pos_terminal.adapters.files.employees import EmployeeFile
from pos_terminal.adapters.files.wholefile import whole_file
from pos_terminal.adapters.sqlite.catalog_before import put_back
from pos_terminal.adapters.sqlite.catalog_stage import SqliteCatalogStage
from pos_terminal.adapters.sqlite.catalog_whole import SqliteWholeCatalog
from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.app.premises import DATABASE_NAME
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.application.catalogdiff import Difference
from pos_terminal.application.syncing import CatalogSync, EmployeeSync, SyncProgress, SyncResult
from pos_terminal.application.upload_ports import Subject, UploadStanding
from pos_terminal.settings import Settings


def importing_catalog(
    settings: Settings, log_level: str, file: Path, report: Callable[[SyncProgress], None]
) -> tuple[SyncResult, UploadStanding | None]:
    """Put a catalog file in force, all or nothing, and tell the platform; how that stands, where this till does."""
    with opened_terminal(settings, log_level) as terminal:
        result = put_catalog(terminal, file, report)
        return result, _told(terminal, Subject.CATALOG, result)


def checking_catalog(
    settings: Settings, file: Path, report: Callable[[SyncProgress], None]
) -> tuple[SyncResult, Difference]:
    """What a catalog file would change, also beside a till that sells. Raises DatabaseUnusable where there is none."""
    currency = settings.currency
    with open_readonly(settings.data_dir / DATABASE_NAME) as database, closing(database.connect()) as connection:
        stage = SqliteCatalogStage(connection, database.lock, currency)
        odd_percent = Decimal(settings.sale.odd_price_percent)
        return CatalogSync(stage, report, _go_on).check_file(catalog_file(file, currency), odd_percent)


def put_catalog(terminal: Terminal, file: Path, report: Callable[[SyncProgress], None]) -> SyncResult:
    """Put a catalog file in force in an open terminal, on a connection of this thread's own."""
    currency = terminal.settings.currency
    with closing(terminal.database.connect()) as connection:
        stage = SqliteCatalogStage(connection, terminal.database.lock, currency)
        return CatalogSync(stage, report, _go_on).import_file(catalog_file(file, currency))


def importing_employees(settings: Settings, log_level: str, file: Path) -> tuple[SyncResult, UploadStanding | None]:
    """Put a file of employees in force, all or nothing, and tell the platform as with a catalog."""
    with opened_terminal(settings, log_level) as terminal:
        result = EmployeeSync(terminal.staff).import_file(EmployeeFile(file))
        return result, _told(terminal, Subject.EMPLOYEES, result)


def exporting_catalog(settings: Settings, file: Path, *, replaces: bool) -> int:
    """Write the catalog in force into a file, as CSV its items, also beside a till that sells; how many items.

    Raises DatabaseUnusable, BadArgument where the file is there already, CatalogCurrencyDiffers, and OSError.
    """
    with (
        open_readonly(settings.data_dir / DATABASE_NAME) as database,
        closing(database.connect()) as connection,
        closing(SqliteWholeCatalog(connection, settings.currency).entries()) as entries,
        whole_file(file, replaces=replaces) as out,
    ):
        return (write_items_csv if file.suffix.lower() == ".csv" else write_catalog)(out, entries)


def putting_back_catalog(settings: Settings, log_level: str) -> UploadStanding | None:
    """Put the catalog back that was in force before, and tell the platform as with an import. Raises NotAllowedNow."""
    with opened_terminal(settings, log_level) as terminal:
        with closing(terminal.database.connect()) as connection:
            put_back(connection, terminal.database.lock, settings.currency)
        return terminal.upload(Subject.CATALOG) if settings.platform.uploads else None


def uploading_now(settings: Settings, log_level: str, subject: Subject, *, even_unchanged: bool) -> UploadStanding:
    """Tell the platform what is in force; how it stands then. Raises NotAllowedNow where another till does."""
    with opened_terminal(settings, log_level) as terminal:
        return terminal.upload(subject, even_unchanged=even_unchanged)


def _told(terminal: Terminal, subject: Subject, result: SyncResult) -> UploadStanding | None:
    uploads = result.is_done and terminal.settings.platform.uploads
    return terminal.upload(subject) if uploads else None


def _go_on() -> None:
    """Nobody sells meanwhile, so no pause is left between the pieces."""
