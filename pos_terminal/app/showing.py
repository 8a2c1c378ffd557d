"""Papers in other forms than paper: text, a picture, a PDF, a page for a customer's mail, or a printer's own bytes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from sqlite3 import Connection

from pos_terminal.adapters.escpos.plain import plain_text
from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.adapters.sqlite.kitchenorders import SqliteKitchenView
from pos_terminal.adapters.sqlite.printview import SqlitePrintView
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.app.premises import DATABASE_NAME, keys
from pos_terminal.app.printing import kitchen_writer, receipts_of
from pos_terminal.app.rules import paper
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.application.anchoring import anchor_of
from pos_terminal.application.reprinting import sale_with_goods, sale_with_paper
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.receipt import Document
from pos_terminal.settings import Settings


class Form(StrEnum):
    """What a paper can be made into."""

    TEXT = "text"
    PNG = "png"
    PDF = "pdf"
    HTML = "html"
    ESCPOS = "escpos"


FORM_OF_FILE = {
    ".txt": Form.TEXT,
    ".png": Form.PNG,
    ".pdf": Form.PDF,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".bin": Form.ESCPOS,
}
"""Which form is meant by how a file's name ends."""


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper that was made into nothing yet, with what files say of themselves: a title, and when it was made."""

    document: Document
    title: str
    made: datetime


def shown_receipt(settings: Settings, code: str | None = None, *, gift: bool = False) -> ShownPaper:
    """A sale's newest paper, marked as the copy that would be printed next; None: of the sale that ended last.

    ``gift``: its gift receipt.

    Changes nothing, and may run beside the terminal that sells.

    Raises:
        Refused: there is no such sale, or it has no receipt.
        PrinterFault: the receipt's layout has a mistake.
        DatabaseUnusable: there is no database yet.
    """
    with _ended_sales(settings) as (connection, sales):
        sale = sale_with_goods(sales, code) if gift else sale_with_paper(sales, code)
        ended = sales.journalled(sale.transaction_id)
        if ended is None:
            raise LookupError(f"sale {sale.transaction_id} has no journal entry")
        view, anchor = SqlitePrintView(connection), anchor_of(ended.entry)
        sale_id, seq = sale.transaction_id, ended.entry.seq
        copy = view.next_gift(sale_id) if gift else view.next_copy(sale_id, seq)
    receipts = receipts_of(settings)
    document = receipts.gift(ended.transaction, copy, anchor) if gift else receipts.receipt(ended.printed, copy, anchor)
    return ShownPaper(document, _title(settings, sale.transaction_id), ended.printed.modified_time)


def shown_order(settings: Settings, code: str | None = None) -> ShownPaper:
    """Every paper that the kitchen got of a sale, one below the other, as they were printed at first.

    ``code``: the number of a sale, which may still be open, or the receipt code of an ended one; None: of the sale that
    ended last.

    Raises:
        Refused: there is no such sale, or the kitchen was told nothing of it.
        PrinterFault: the layout has a mistake.
        DatabaseUnusable: there is no database yet.
    """
    with _ended_sales(settings) as (connection, sales):
        view = SqliteKitchenView(connection)
        orders = view.of_sale(code) if code else ()
        orders = orders or view.of_sale(sale_with_paper(sales, code).transaction_id)
    if not orders:
        raise BadArgument("The kitchen was told nothing of this sale.")
    write = kitchen_writer(settings)
    papers = [write(each, 0) for each in orders]
    blocks = sum((each.blocks for each in papers), ())
    return ShownPaper(replace(papers[0], blocks=blocks), _title(settings, orders[0].transaction_id), orders[-1].at)


def print_order(settings: Settings, code: str | None, seconds: float) -> tuple[str, int, str]:
    """Print all that the kitchen was told of a sale once more, as copies.

    Gives the sale, how many papers, and what is not on paper yet, or nothing. Raises Refused.
    """
    with opened_terminal(settings) as terminal:
        side = terminal.sales_side
        sale, papers = side.kitchen.reprinted(code)
        if side.kitchen_printers is None:
            return sale, papers, ""
        side.kitchen_printers.wait(seconds)
        return sale, papers, " ".join(side.kitchen_printers.left(sale))


def print_receipt(settings: Settings, code: str | None, seconds: float, *, gift: bool = False) -> tuple[str, int, str]:
    """Print a sale's newest paper once more; ``gift``: its gift receipt.

    Gives the sale, which copy it is, and why it is not on paper yet, or nothing. Raises Refused.
    """
    with _ended_sales(settings) as (_, sales):
        sale = sale_with_goods(sales, code) if gift else sale_with_paper(sales, code)
    with opened_terminal(settings) as terminal:
        prints = terminal.till_side.prints
        copy = prints.gift(sale.transaction_id) if gift else prints.copy(sale.transaction_id)
        terminal.wait_for_paper(seconds)
        return sale.transaction_id, copy, terminal.printer_state().cause


@contextmanager
def _ended_sales(settings: Settings) -> Iterator[tuple[Connection, SqliteSales]]:
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        connection = database.connect()
        yield connection, SqliteSales(connection, database.lock, keys(settings).key("journal"))


def in_form(shown: ShownPaper, form: Form, settings: Settings) -> bytes:
    """The paper in one of its forms; all say the same. Raises PrinterFault where that cannot be made."""
    sheet, language = paper(settings), settings.terminal.culture.replace("_", "-")
    document, columns, fonts, pictures = shown.document, sheet.columns, sheet.fonts, sheet.pictures
    match form:
        case Form.TEXT:
            return plain_text(document, columns, fonts).encode()
        case Form.PNG:
            from pos_terminal.adapters.escpos.picture import Photographer

            return Photographer(columns, fonts, pictures).png(document)
        case Form.PDF:
            from pos_terminal.adapters.escpos.pdf import PdfFacts, PdfPrinter

            return PdfPrinter(columns, fonts, pictures).pdf(document, PdfFacts(shown.title, language, shown.made))
        case Form.HTML:
            from pos_terminal.adapters.escpos.mailpage import MailFacts, MailPage

            return MailPage(fonts, pictures).html(document, MailFacts(shown.title, language)).encode()
        case Form.ESCPOS:
            from pos_terminal.adapters.escpos.encode import Encoder

            return Encoder(sheet).encode(document)


def _title(settings: Settings, what: str) -> str:
    return f"{settings.store.name or settings.terminal.store_id} {what}"
