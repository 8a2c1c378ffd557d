"""A test page on the configured printer."""

from contextlib import closing
from dataclasses import dataclass

from pos_terminal.app.printing import opened_printer, printer_place
from pos_terminal.app.rules import paper, receipt_style
from pos_terminal.bundle import bundled
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.printer_state import Proof
from pos_terminal.domain.receipt import PrintJob
from pos_terminal.domain.receipt_view import PrinterTestContext
from pos_terminal.settings import Settings
from pos_terminal.wording import speaking

_NAMES = ("Crème brûlée 4 × 100 g", "Борщ", "قهوة عربية", "抹茶ラテ", "Save & Exit <b>")
_JOB = "test-page"
_WORDS = {
    Proof.PRINTED: "Printed on",
    Proof.SENT: "Sent, without a word of whether it is printed, to",
    Proof.UNKNOWN: "Look whether it is printed on",
}


@dataclass(frozen=True, slots=True)
class TestPage:
    """What became of the page: where it went, what is known of it, and both in words."""

    place: str
    proof: Proof
    said: str


def print_test_page(settings: Settings) -> TestPage:
    """Print the page. Raises PrinterFault, or ValueError for settings that name no printer."""
    from pos_terminal.adapters.layout.templates import Templates
    from pos_terminal.adapters.system import SystemClock

    style, sheet = receipt_style(settings), paper(settings)
    moment = SystemClock().now().astimezone(style.store_time.zone)
    driver, target = printer_place(settings)
    context = PrinterTestContext(
        store_name=style.store_name,
        register=style.register,
        time=f"{moment:%Y-%m-%d %H:%M}",
        printer=f"{driver} {target}".strip(),
        columns=sheet.columns,
        amounts=tuple(f"{code} {Money(123456, Currency.of(code))}" for code in (settings.currency.code, "EUR")),
        names=_NAMES,
        qr=settings.platform.receipt_url or "https://example.com/test",
    )
    with speaking(style.language):
        document = Templates([bundled("receipts")]).document("test_page.j2", context)
    with closing(opened_printer(settings)) as printer:
        printout = printer.print(PrintJob(_JOB, document))
    place = f"{driver} {target}".strip()
    said = "There is no printer." if driver == "none" else f"{_WORDS[printout.proof]} {place}."
    return TestPage(place, printout.proof, f"{said} {printout.remark.sentence}" if printout.remark else said)
