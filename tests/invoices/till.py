"""The terminal that the invoices are rung up at, by its script, against a platform on this machine."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.cli.script.runner import run_script
from pos_terminal.settings import read_settings
from pos_terminal.simulator import Platform, RunningSimulator, SimulatorConfig, serve
from tests.cli.till import EMPLOYEES, Step, Till
from tests.invoices.shop import Deed, Invoice, Kind

MANAGER, PIN = "3001", "246810"
_PAYING = ("Credit Card", "Cash")
_CENT = Decimal("0.01")


class InvoiceClock(SystemClock):
    """The wall time is that of the invoice; waiting takes as long as ever."""

    moment = datetime(2010, 12, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """When the invoice was written."""
        return self.moment


@dataclass
class Tally:
    """What was rung up, and what was wrong with it."""

    done: Counter[Kind] = field(default_factory=Counter)
    amounts: dict[Kind, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    written_off: int = 0
    """Lines with a quantity below zero, at no price."""
    wrong: list[str] = field(default_factory=list)
    slowest: tuple[float, int, str] = (0.0, 0, "")
    """The slowest invoice: its seconds, its lines, its number."""


class Counterpart:
    """The desk: takes one invoice after the other, and compares what comes out with the data."""

    def __init__(self, terminal: Terminal, clock: InvoiceClock) -> None:
        self._terminal = terminal
        self._clock = clock
        self._sold: dict[str, str] = {}
        self.tally = Tally()

    def take(self, deed: Deed) -> None:
        """Do it."""
        begun = perf_counter()
        self._clock.moment = deed.invoice.at.astimezone(UTC)
        came_to = self._did(deed)
        if came_to != deed.invoice.total:
            self.tally.wrong.append(f"{deed.invoice.number} is {deed.invoice.total}, and came to {came_to}")
        self.tally.done[deed.kind] += 1
        self.tally.amounts[deed.kind] += came_to
        self.tally.written_off += sum(each.quantity < 0 and not each.price for each in deed.invoice.rows)
        taken = (perf_counter() - begun, len(deed.invoice.rows), deed.invoice.number)
        self.tally.slowest = max(self.tally.slowest, taken)

    def send_all(self) -> Step:
        """Send what waits."""
        return self._step(do="send_pending")

    def signs_on(self) -> None:
        """The manager, who may do all of it alone."""
        self._step(do="sign_in", employee_id=MANAGER, pin=PIN)

    def _did(self, deed: Deed) -> Decimal:
        if deed.kind is Kind.SALE:
            return self._sells(deed.invoice)
        if deed.kind is Kind.WRITE_OFF:
            return Decimal("0.00")
        return self._takes_back(deed) if deed.back else self._takes_without_receipt(deed.invoice)

    def _sells(self, invoice: Invoice) -> Decimal:
        for row in invoice.sold:
            price = str(row.price.quantize(_CENT))
            self._step(do="add_item", item_id=row.code, quantity=str(row.quantity), unit_price=price)
        if invoice.total:
            self._step(do="tender", type=_PAYING[len(self._sold) % 2])
        state = self._step(do="close")["state"]
        self._sold[invoice.number] = state["transaction_id"]
        return Decimal(state["total"])

    def _takes_back(self, deed: Deed) -> Decimal:
        given = Decimal(0)
        for sale, lines in deed.back.items():
            back = [{"line_id": line_id, "quantity": str(quantity)} for line_id, quantity in lines.items()]
            answer = self._step(do="return_items", transaction_id=self._sold[sale], lines=back)
            given += sum(Decimal(each["amount"]) for each in answer["refunds"])
        return -given

    def _takes_without_receipt(self, invoice: Invoice) -> Decimal:
        goods = [
            {"item_id": each.code, "quantity": str(abs(each.quantity)), "unit_price": str(abs(each.price))}
            for each in invoice.rows
        ]
        answer = self._step(do="return_without_receipt", lines=goods, reason=f"Cancelled by {invoice.number}")
        return Decimal(answer["state"]["total"])

    def _step(self, **step: object) -> Step:
        (answer,) = run_script(self._terminal, [json.dumps(step).encode()])
        if not answer.ok:
            raise AssertionError(f"{step} was refused: {answer.line[:500]}")
        found: Step = json.loads(answer.line) if step["do"] != "add_item" else {}
        return found


@contextmanager
def opened(folder: Path, all_of_them: Iterable[Deed]) -> Iterator[tuple[Counterpart, RunningSimulator]]:
    """The shop's till with everything that these invoices name, and the platform."""
    with serve(Platform(SimulatorConfig())) as simulator:
        till = Till(folder, simulator.url)
        till.change("terminal", currency="GBP", culture="en_GB", timezone="Europe/London")
        till.change("sale", merge_lines=False, return_most="", return_above_price=True)
        till.change("platform", post_transaction_association=False)
        _stock(till, all_of_them)
        clock = InvoiceClock()
        with opened_terminal(read_settings(till.config), clock=clock) as terminal:
            terminal.start_background()
            counterpart = Counterpart(terminal, clock)
            counterpart.signs_on()
            yield counterpart, simulator


def _stock(till: Till, all_of_them: Iterable[Deed]) -> None:
    names = {row.code: row.name for deed in all_of_them for row in deed.invoice.rows}
    items = [
        {"item_id": code, "name": name, "price": "0.00", "open_price": True, "tax_codes": []}
        for code, name in names.items()
    ]
    catalog = {"taxes": [], "categories": [], "items": items}
    for arguments, stdin in (
        (("catalog", "import", till.file("catalog.json", catalog)), b""),
        (("employees", "import", till.file("employees.json", EMPLOYEES)), b""),
        (("employees", "set-pin", MANAGER), f"{PIN}\n{PIN}\n".encode()),
    ):
        ran = till.run(*arguments, stdin=stdin)
        assert ran.status == 0, ran.err
