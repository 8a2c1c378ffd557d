"""What is said of devices is said in the language of the screen: no English sentence of theirs reaches another one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from translations import ROOT

from pos_terminal.adapters.cards.nexo_messages import answer_of
from pos_terminal.adapters.cards.simulated import SimulatedTerminal
from pos_terminal.adapters.escpos.faults import fault_in
from pos_terminal.adapters.sqlite.leasefile import Beside, Reached
from pos_terminal.adapters.sqlite.machine import Place
from pos_terminal.adapters.sqlite.tenancy import CopyFound, why_a_copy
from pos_terminal.app.customer_side import ShopperReads
from pos_terminal.app.device_side import device_services
from pos_terminal.app.kitchen_side import KITCHEN
from pos_terminal.app.origin import tell_of_copy
from pos_terminal.app.paperwork import DRAWER_SHUT
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.application.noticeboard import DISPLAY_LOST, SCANNER_LOST, NoticeBoard
from pos_terminal.domain.card_charge import CardCharge, CardKind, CardState
from pos_terminal.domain.money import Money
from pos_terminal.domain.printer_state import NOT_CONFIRMED, PaperLevel, PapersInDoubt, PrinterError, PrinterStatus
from pos_terminal.domain.scale_reading import ScaleReading, ScaleState
from pos_terminal.wording import ENGLISH, LANGUAGES, speaking
from tests.adapters.sqlite.ended import OPENED, USD
from tests.app.test_paper_and_drawer import SOON, sell, settings
from tests.cli.till import Till
from tests.presentation.screens import AtOnce

OTHERS = sorted(LANGUAGES.keys() - {ENGLISH})
TOLD = frozenset(
    {
        "PrinterFault",
        "BadAddress",
        "LineEnded",
        "DeviceReport",
        "DeviceState",
        "PageSent",
        "TerminalReport",
        "CardAnswer",
    }
)
"""What carries words of a device to a screen."""
KEYED = frozenset({"PrinterFault", "DeviceReport", "DeviceState", "CardAnswer"})
"""Those of which the first says nothing: a cause, or the name that the program has for the device."""
RUN = re.compile(r"(?=\b([A-Za-z']{3,} [A-Za-z']{3,})\b)")
CHARGE = CardCharge(1, "r-1", CardKind.PAYMENT, "S-1", "p-1", Money(500, USD), CardState.ASKING)
OF_DEVICES = (DISPLAY_LOST, DRAWER_SHUT, KITCHEN, SCANNER_LOST)
"""How the notices of devices begin."""
NOWHERE = "/dev/no-such-port"
STATUSES = (
    PrinterStatus(is_cover_open=True),
    PrinterStatus(paper=PaperLevel.OUT),
    *(PrinterStatus(error=each) for each in PrinterError if each is not PrinterError.NONE),
    PrinterStatus(is_online=False),
    PrinterStatus(is_online=False, is_feeding=True),
    PrinterStatus(is_online=False, awaits_key=True),
)


def english_in(words: str, english: str) -> set[str]:
    """The runs of two words that are the same in both: a language may share a word with English, not two in a row."""
    return {run.lower() for run in RUN.findall(words)} & {run.lower() for run in RUN.findall(english)}


def left_in_english(say: list[object]) -> dict[str, set[str]]:
    """What stays English in another language, by language."""
    english = [str(each) for each in say]
    found = {}
    for language in OTHERS:
        with speaking(language, on_screen=True):
            found[language] = set().union(
                *(english_in(str(each), plain) for each, plain in zip(say, english, strict=True))
            )
    return {language: runs for language, runs in found.items() if runs}


def everything_wrong(till: Till) -> None:
    """A till whose every device is away."""
    till.change("printer", driver="network", target="127.0.0.1:9", failover="lp://-queue")
    till.change("terminal", channel=["DINE_IN", "STORE"])
    till.change("kitchen", channels=["DINE_IN"], printers=["Kitchen bluetooth://nowhere"])
    till.change("scanner", driver="serial", target=NOWHERE)
    till.change("scale", driver="serial", target=f"{NOWHERE}?bits=9")
    till.change("display", pole=f"device://{NOWHERE}")
    till.change("drawer", port=f"device://{NOWHERE}")
    till.change("card_terminal", driver="simulated", address="127.0.0.1:9")


def told_by_devices(terminal: Terminal) -> Iterator[object]:
    services = device_services(terminal, AtOnce(), ShopperReads(lambda: None))
    for state in services.look():
        yield from (state.said, state.place, state.fault)
    yield services.print_page().said
    spool = terminal.printer_state()
    yield from (spool.why, spool.gone, spool.doubts.remark.told if spool.doubts.remark else "")
    yield from (each.told for each in terminal.notices() if each.words.startswith(OF_DEVICES))


def test_what_devices_say_that_are_all_away_is_said_in_the_language_of_the_screen(till: Till) -> None:
    everything_wrong(till)
    with opened_terminal(settings(till)) as terminal:
        sell(terminal)
        terminal.wait_for_paper(SOON)
        say = list(told_by_devices(terminal))
    assert len([each for each in say if each]) > 12
    assert left_in_english(say) == {}


def test_what_a_printer_and_a_scale_say_of_themselves_is_said_in_the_language_of_the_screen() -> None:
    found = [fault[1] for fault in map(fault_in, STATUSES) if fault]
    assert len(found) == len(STATUSES)
    doubts = [
        each.remark for each in (PapersInDoubt(2, "S-1", 7), PapersInDoubt(1), PapersInDoubt(2, "S-1", 7, "Pass"))
    ]
    say: list[object] = [*found, *(ScaleReading(each).words for each in ScaleState), NOT_CONFIRMED.told]
    assert left_in_english([*say, *(each.told for each in doubts if each)]) == {}


def test_what_a_payment_terminal_answers_is_said_in_the_language_of_the_screen() -> None:
    answers = [SimulatedTerminal("127.0.0.1:9").charge(CHARGE)]
    for condition in ("Aborted", "Busy", "Cancel", "InsertedCard", "InvalidCard", "UnreachableHost", "WrongPIN"):
        response = {"Result": "Failure", "ErrorCondition": condition}
        answers.append(answer_of(CHARGE, {"PaymentResponse": {"Response": response}}))
    assert all(each.said for each in answers)
    assert left_in_english([each.said for each in answers]) == {}


def test_that_a_database_is_a_copy_is_said_in_the_language_of_the_screen() -> None:
    here, reached = Place("1", "2", "3"), Reached(2, 2)
    found = [each.change(here) for each in (Place("0", "2", "3"), Place("1", "0", "3"), Place("1", "2", "0"))]
    beside = None, Beside("a", "", Reached(9, 9)), Beside("b", "", reached)
    found += [why_a_copy(("a", here.text), ([each], reached), here) for each in beside]
    say: list[object] = []
    for why in found:
        board = NoticeBoard()
        tell_of_copy(CopyFound(OPENED, why, 1), board)
        say += [each.told for each in board.notices()]
    assert (len(set(found)), len(say)) == (6, 6)
    assert left_in_english(say) == {}


def test_english_that_stays_is_found() -> None:
    assert english_in("Der Drucker: put in a new roll", "Put in a new roll.") == {"new roll"}


@pytest.mark.parametrize("folder", ["adapters", "app", "application"])
def test_nothing_carries_bare_words_of_a_device_to_a_screen(folder: str) -> None:
    bare = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / "pos_terminal" / folder).rglob("*.py"))
        for line in bare_words(path)
    }
    assert bare == set()


def bare_words(path: Path) -> Iterator[int]:
    """The lines where a sentence goes along that no language can say."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TOLD:
            words = [each.value for each in node.keywords if each.arg == "said"]
            for argument in [*words, *node.args[1 if node.func.id in KEYED else 0 :]]:
                is_name = isinstance(argument, ast.Constant) and " " not in str(argument.value)
                if isinstance(argument, ast.JoinedStr) or (isinstance(argument, ast.Constant) and not is_name):
                    yield node.lineno
