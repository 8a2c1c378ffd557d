"""Everything that can be the matter with a printer: what the cashier reads, what becomes of the job, and the paper."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

import pytest

from pos_terminal.adapters.escpos.drivers.linked import LinkedPrinter, Manners
from pos_terminal.adapters.escpos.drivers.network import Address, NetworkPlace
from pos_terminal.adapters.escpos.encode import Encoder
from pos_terminal.application.spooling import Records, Spool
from pos_terminal.application.standing import SpoolState
from pos_terminal.domain.printer_state import Proof
from pos_terminal.domain.receipt import Cut, Document, Text
from pos_terminal.domain.transaction import Transaction
from pos_terminal.presentation.status import printer_pill
from tests.adapters.escpos.samples import paper
from tests.adapters.escpos.test_linked_printer import BABBLE, HASTY
from tests.application.desk_of import Shop
from tests.application.fakes import FakeWriter, MemoryCopies, MemoryPapers, MemoryPrints
from tests.failing_printer import FINE, FailingPrinter, Mood, failing_printer

LINES = 60
"""Of a receipt: enough that a fault can hit the middle of it."""
GONE = "ended the connection in mid-job"


@dataclass(frozen=True)
class Fault:
    """One thing that is the matter, and what follows from it.

    Attributes:
        mood: what the printer does from the job on.
        reads: what the cashier reads at the top of the screen; ``why``: what they read beside the receipt.
        proof: what is known of the job at once; None: it waits.
        in_doubt: whether some of it may be on paper.
        copies: how many of the sheets that came out, once it was mended, are marked as copies.
        after: what the printer does once it was seen to.
        is_new: nobody ever heard this printer.
        is_lost: what it had taken does not come out, so that the cashier, who was told to look, prints it again.
    """

    mood: Mood
    reads: str = "Printer"
    why: str = ""
    proof: Proof | None = Proof.PRINTED
    in_doubt: bool = False
    copies: int = 0
    after: Mood = FINE
    is_new: bool = False
    is_lost: bool = False


WAITS = Fault(FINE, reads="Printer waits", proof=None)
TABLE = {
    "well": Fault(FINE),
    "silent": replace(WAITS, mood=Mood(answers=False), why="does not say how it is"),
    "silent from the first day": Fault(
        Mood(answers=False), "Not confirmed", "never says that they are printed", Proof.SENT, is_new=True
    ),
    "takes the connection and never reads, from the first day": Fault(
        Mood(stops_reading_after=0),
        "Not confirmed",
        "Look whether the last one came out",
        Proof.SENT,
        copies=1,
        is_new=True,
        is_lost=True,
    ),
    "answers late": replace(WAITS, mood=Mood(late=1.0), why="does not say how it is"),
    "switched off in mid-job": replace(WAITS, mood=Mood(close_after=600), why=GONE, in_doubt=True, copies=1),
    "cable out in mid-job": replace(
        WAITS, mood=Mood(stops_reading_after=600), why="stopped answering in mid-job", in_doubt=True
    ),
    "slow": Fault(Mood(a_second=20_000)),
    "garbage on the line": Fault(Mood(babble=b"\xff" * 9)),
    "statuses that nobody asked for": Fault(Mood(babble=BABBLE)),
    "no paper": replace(WAITS, mood=Mood(paper="out"), why="is out of paper. Put in a new roll"),
    "cover open": replace(WAITS, mood=Mood(is_cover_open=True), why="has its cover open. Close it"),
    "off-line by its key": replace(WAITS, mood=Mood(is_paused=True), why="is off-line"),
    "jam at the cutter": replace(WAITS, mood=Mood(error="cutter"), why="has a jam at its cutter"),
    "too hot": replace(WAITS, mood=Mood(error="hot"), why="is too hot and goes on by itself"),
    "roll ends in mid-job": replace(WAITS, mood=Mood(out_after=600), why="is out of paper", in_doubt=True),
    "little paper": Fault(Mood(paper="low"), "Paper low", "The paper is nearly out"),
    "prints and does not say so": replace(
        WAITS, mood=Mood(confirms=False), why="did not say that it is printed", in_doubt=True, copies=1
    ),
}


class Writer(FakeWriter):
    """A receipt of many lines, marked when it is a copy."""

    def receipt(self, transaction: Transaction, copy: int, anchor: str) -> Document:
        marks = (Text("COPY"),) if copy else ()
        lines = tuple(Text(f"{number:042}") for number in range(LINES))
        return Document((*marks, Text(transaction.transaction_id), *lines, Cut()))


@dataclass
class Desk:
    device: FailingPrinter
    spool: Spool
    prints: MemoryPrints
    sold: str

    def prints_one(self) -> SpoolState:
        self.prints.enqueue(self.sold, 0)
        return self.spool.run()


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return Encoder(paper(48, tmp_path_factory.mktemp("cache")))


@contextmanager
def desk(encoder: Encoder, *, is_new: bool) -> Iterator[Desk]:
    """A spool on a printer that has printed before, unless nobody ever heard it."""
    shop = Shop().with_items("latte")
    shop.checkout.tender("Cash")
    sold = shop.checkout.complete().transaction_id
    prints, notes = MemoryPrints(), list[str]()
    records = Records(prints, shop.sales, MemoryCopies(shop.sales), MemoryPapers())
    with failing_printer() as device:
        place = NetworkPlace(Address("127.0.0.1", device.port), farewell=0.05)
        with closing(LinkedPrinter(place, encoder, Manners(patience=HASTY))) as printer:
            made = Desk(device, Spool(records, printer, Writer(), notes.append), prints, sold)
            if not is_new:
                made.prints_one()
                device.paper.clear()
            yield made


def is_so(mood: Mood) -> dict[str, object]:
    return {name: getattr(mood, name) for name in Mood.__dataclass_fields__}


@pytest.mark.parametrize("fault", TABLE.values(), ids=TABLE.keys())
def test_each_fault_is_told_the_job_is_kept_and_the_paper_comes_once_it_is_mended(
    fault: Fault, encoder: Encoder
) -> None:
    with desk(encoder, is_new=fault.is_new) as till:
        till.device.feel(**is_so(fault.mood))
        state = till.prints_one()
        assert printer_pill(state).text == fault.reads
        assert fault.why in (state.cause or (state.remark.sentence if state.remark else ""))
        assert (state.proof_of(till.sold) if not state.waiting else None) is fault.proof
        assert [each.in_doubt for each in till.prints.jobs] == ([fault.in_doubt] if fault.proof is None else [])
        till.device.feel(**is_so(fault.after))
        if fault.is_lost:
            till.prints.enqueue(till.sold, 1)
        assert not till.spool.run().waiting
        till.device.wait_for_sheets(1)
        assert till.device.paper.count(b"COPY") == fault.copies
        assert till.prints.jobs == []
