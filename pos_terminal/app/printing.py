"""Printer and receipts as the settings have them, in a form that a sale never waits for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pos_terminal.app.rules import paper, receipt_style
from pos_terminal.app.templating import templates_of
from pos_terminal.application.guestbook import Guestbook
from pos_terminal.application.ports import Printer
from pos_terminal.application.queueing import JournalHead
from pos_terminal.application.spooling import ReceiptWriter
from pos_terminal.application.till_ports import TillPaper
from pos_terminal.domain.kitchen import KitchenOrder
from pos_terminal.domain.printer_state import PrinterStatus, Printout
from pos_terminal.domain.receipt import Document, FaultCause, PrinterFault, PrintJob
from pos_terminal.domain.transaction import Transaction
from pos_terminal.settings import Settings
from pos_terminal.wording import later
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from pos_terminal.adapters.escpos.drivers.acquaintance import Acquaintance


class UnusablePrinter:
    """Stands for a printer that the settings describe wrongly: receipts wait until they are mended."""

    def __init__(self, why: Message) -> None:
        self._why = why

    def print(self, job: PrintJob) -> Printout:  # noqa: ARG002 - no job is ever taken
        """Raises PrinterFault, always."""
        raise PrinterFault(FaultCause.SETUP, self._why)

    def recall(self, job_id: str) -> None:
        """It knows of no job."""

    def status(self) -> PrinterStatus:
        """Raises PrinterFault, always."""
        raise PrinterFault(FaultCause.SETUP, self._why)

    def open_drawer(self) -> None:
        """Raises PrinterFault, always."""
        raise PrinterFault(FaultCause.SETUP, self._why)

    def close(self) -> None:
        """Nothing is kept open."""


def printer_place(settings: Settings) -> tuple[str, str]:
    """Driver and target of the printer; a folder made absolute. Raises ValueError for an address of none."""
    from pos_terminal.adapters.escpos.drivers.catalogue import meant

    driver, target = meant(settings.printer.driver, settings.printer.target)
    return driver, str(settings.path(target)) if driver == "file" and target else target


def receipt_folder(settings: Settings) -> Path | None:
    """The folder that stands for the printer, or None for another printer."""
    try:
        driver, target = printer_place(settings)
    except ValueError:
        return None
    return Path(target) if driver == "file" and target else None


def printer_memory(settings: Settings) -> Path:
    """The folder where it is kept what printers can."""
    return settings.data_dir / "cache"


def acquaintance_of(settings: Settings) -> "Acquaintance | None":
    """What is known of the printer from earlier days; None for one that is not asked what it prints.

    Raises ValueError for settings that name none.
    """
    from pos_terminal.adapters.escpos.drivers.acquaintance import Acquaintance
    from pos_terminal.adapters.escpos.drivers.catalogue import DRIVERS
    from pos_terminal.adapters.escpos.drivers.printers import place_of

    driver, target = printer_place(settings)
    if not DRIVERS[driver].answers or driver == "screen":
        return None
    return Acquaintance(printer_memory(settings), place_of(driver, target).name.in_english)


def printer_of(settings: Settings, urgent: Callable[[], bool] = lambda: False) -> Printer:
    """The printer; one that says what is wrong for settings that name none."""
    try:
        return opened_printer(settings, urgent)
    except ValueError as error:
        from pos_terminal.adapters.escpos.faults import told_by

        return UnusablePrinter(told_by(error, "[printer]"))


def opened_printer(settings: Settings, urgent: Callable[[], bool] = lambda: False) -> Printer:
    """The printer, with its spare one; ``urgent``: whether the drawer is to be opened while it prints.

    Raises ValueError for settings that name none.
    """
    from pos_terminal.adapters.escpos.drawer import pulse, pulse_at_once
    from pos_terminal.adapters.escpos.drivers.failover import FailoverPrinter
    from pos_terminal.adapters.escpos.drivers.linked import Asking, Manners
    from pos_terminal.adapters.escpos.drivers.printers import open_printer

    driver, target = printer_place(settings)
    asking, drawer = Asking(settings.printer.status), settings.drawer
    manners = Manners(asking, pulse=b"", memory=printer_memory(settings))
    spare = settings.printer.failover and open_printer("url", settings.printer.failover, paper(settings), None, manners)
    if drawer.port == "printer":
        at_once = pulse_at_once(drawer.pin)
        manners = replace(manners, pulse=pulse(drawer.pin), pulse_at_once=at_once, urgent=urgent)
    first = open_printer(driver, target, paper(settings), None, manners)
    return FailoverPrinter(first, spare) if spare else first


def receipts_of(settings: Settings, guests: Guestbook | None = None, *, is_training: bool = False) -> ReceiptWriter:
    """Writes the shop's receipts; by the built-in layout, where the shop's own has a mistake."""
    from pos_terminal.adapters.layout.amendment_slip import AmendmentSlips
    from pos_terminal.adapters.layout.gift_receipt import GiftReceipts
    from pos_terminal.adapters.layout.sale_receipt import SaleReceipts
    from pos_terminal.adapters.layout.till_slips import TillSlips

    templates, style = templates_of(settings), receipt_style(settings, guests, is_training=is_training)
    sales, slips, till = SaleReceipts(templates, style), AmendmentSlips(templates, style), TillSlips(templates, style)
    gifts = GiftReceipts(templates, style)

    class Receipts:
        """The writer, whose faults are told as the printer's."""

        def receipt(self, transaction: Transaction, copy: int, anchor: str) -> Document:
            with _mistakes_told_of(later("The receipt's layout has a mistake: {fault}")):
                if transaction.amendment:
                    return slips.slip(transaction, transaction.amendment, copy, anchor)
                return sales.receipt(transaction, copy, anchor)

        def gift(self, transaction: Transaction, copy: int, anchor: str) -> Document:
            with _mistakes_told_of(later("The gift receipt's layout has a mistake: {fault}")):
                return gifts.receipt(transaction, copy, anchor)

        def till_paper(self, what: TillPaper, copy: int, entry: JournalHead | None) -> Document:
            with _mistakes_told_of(later("The layout of a slip has a mistake: {fault}")):
                return till.paper(what, copy, entry)

    return Receipts()


def kitchen_writer(settings: Settings) -> Callable[[KitchenOrder, int], Document]:
    """Writes an order for the kitchen, as which copy; that raises PrinterFault where the layout has a mistake."""
    from pos_terminal.adapters.layout.kitchen_slip import KitchenSlips

    slips = KitchenSlips(templates_of(settings), receipt_style(settings, None))

    def written(order: KitchenOrder, copy: int) -> Document:
        with _mistakes_told_of(later("The layout of a kitchen order has a mistake: {fault}")):
            return slips.slip(order, copy)

    return written


@contextmanager
def _mistakes_told_of(message: str) -> Iterator[None]:
    from pos_terminal.adapters.layout.fault import TemplateFault

    try:
        yield
    except TemplateFault as fault:
        raise PrinterFault(FaultCause.SETUP, Message(message, fault=str(fault))) from fault
