"""Makes the printer that the settings name."""

from collections.abc import Callable
from pathlib import Path

from pos_terminal.adapters.escpos.drivers.folder import FolderPrinter
from pos_terminal.adapters.escpos.drivers.linked import LinkedPrinter
from pos_terminal.adapters.escpos.drivers.network import Address, NetworkPlace
from pos_terminal.adapters.escpos.drivers.nowhere import NoPrinter
from pos_terminal.adapters.escpos.drivers.screen import ScreenPrinter, ShownPage
from pos_terminal.adapters.escpos.encode import COLUMNS, Encoder, Paper

DRIVERS = ("file", "network", "screen", "none")

ReceiptPrinter = FolderPrinter | LinkedPrinter | ScreenPrinter | NoPrinter


def open_printer(
    driver: str, target: str, paper: Paper, printed: Callable[[ShownPage], None] | None = None
) -> ReceiptPrinter:
    """The printer of that driver. Nothing is connected, loaded or written before the first job.

    Args:
        driver: one of `DRIVERS`.
        target: a folder for ``file``, ``host:port`` for ``network``, unused otherwise.
        paper: profile, columns, fonts and folders.
        printed: for ``screen``: told of each page, in the thread that prints.

    Raises:
        ValueError: a sentence for the person who wrote the settings.
    """
    if paper.columns not in COLUMNS:
        raise ValueError(f"A receipt has {', '.join(map(str, COLUMNS))} columns, not {paper.columns}.")
    match driver:
        case "file":
            if not target:
                raise ValueError("The file printer needs a folder as its target.")
            return FolderPrinter(Path(target), paper)
        case "network":
            return LinkedPrinter(NetworkPlace(Address.parsed(target)), Encoder(paper))
        case "screen":
            return ScreenPrinter(paper, printed)
        case "none":
            return NoPrinter()
        case _:
            raise ValueError(f"There is no printer driver {driver!r}; there are {', '.join(DRIVERS)}.")
