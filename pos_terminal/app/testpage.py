"""A test page on the configured printer."""

from contextlib import closing
from dataclasses import dataclass

from pos_terminal.adapters.escpos.faults import BadAddress
from pos_terminal.app.printing import acquaintance_of, opened_printer, printer_place
from pos_terminal.app.rules import paper, receipt_style
from pos_terminal.app.templating import templates_of
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.printer_state import NOT_CONFIRMED, Proof
from pos_terminal.domain.receipt import PrintJob
from pos_terminal.domain.receipt_view import PrinterTestContext
from pos_terminal.settings import Settings
from pos_terminal.wording import later, speaking
from pos_terminal.wording.message import Message

_NAMES = ("Crème brûlée 4 × 100 g", "Борщ", "قهوة عربية", "抹茶ラテ", "Save & Exit <b>")
_JOB = "test-page"
_CAME_OUT = Message(
    "Good. It is not asked any more, and receipts that it takes count as sent. 'printer confirm --no' takes that back."
)
_LOST = Message(
    "Check paper, cable and address, and print the page again. Until it comes out, receipts are told as not confirmed."
)
_WORDS = {
    Proof.PRINTED: later("Printed on {place}."),
    Proof.SENT: later("Sent, without a word of whether it is printed, to {place}."),
    Proof.UNKNOWN: later("Look whether it is printed on {place}."),
}


@dataclass(frozen=True, slots=True)
class TestPage:
    """What became of the page: where it went, what is known of it, and both in words.

    ``wants_witness``: the printer never says what it prints, and nobody has said so for it.
    """

    place: str
    proof: Proof
    said: Message
    wants_witness: bool = False


def vouch(settings: Settings, *, came_out: bool) -> Message:
    """Keep what somebody saw of the page, for as long as this printer is used; what follows from it.

    Raises ValueError for a printer that nobody has to speak for, or that the settings do not name.
    """
    known = acquaintance_of(settings)
    if known is None:
        driver, _ = printer_place(settings)
        needless = Message(
            "the {driver} printer needs nobody to speak for it: it is not asked what it prints.", driver=driver
        )
        raise BadAddress(needless)
    known.vouch(came_out=came_out)
    return _CAME_OUT if came_out else _LOST


def print_test_page(settings: Settings) -> TestPage:
    """Print the page. Raises PrinterFault, or ValueError for settings that name no printer."""
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
        document = templates_of(settings).document("test_page.j2", context)
    with closing(opened_printer(settings)) as printer:
        printout = printer.print(PrintJob(_JOB, document))
    place = f"{driver} {target}".strip()
    said = Message("There is no printer.") if driver == "none" else Message(_WORDS[printout.proof], place=place)
    if printout.remark == NOT_CONFIRMED:
        return TestPage(place, printout.proof, said, wants_witness=True)
    if printout.remark:
        said = Message("{first} {second}", first=said, second=printout.remark.told)
    return TestPage(place, printout.proof, said)
