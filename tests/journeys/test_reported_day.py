"""A day of sales, closed: its Z, the journal, the platform's own books and the reports agree to the cent."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.cli.script.runner import run_script
from pos_terminal.domain.sales_report import ReportName
from pos_terminal.settings import read_settings
from pos_terminal.simulator import RunningSimulator
from tests.cli.till import Step, Till
from tests.invoices.till import MANAGER, PIN, InvoiceClock
from tests.journeys.test_members import club

OPENS = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
TENDERS = ("Cash", "Credit Card", "Debit Card", "Gift Card", "Certificate")
GOODS = ("latte", "muffin", "tea", "apples")
CLOSED = ("sales", "returns", "voids")
DAY = ("--from", "2026-03-04", "--json")


@dataclass
class BusyTill:
    """A till at which every kind of thing happens; ``closed`` are the sales that nothing came back of."""

    terminal: Terminal
    clock: InvoiceClock
    chance: Random
    closed: list[Step] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    def step(self, **step: object) -> Step:
        (answer,) = run_script(self.terminal, [json.dumps(step).encode()])
        assert answer.ok, f"{step}: {answer.line[:600]}"
        found: Step = json.loads(answer.line)
        return found

    def sell(self) -> None:
        """A sale of one to three things, some with a discount, another price or a tip, by one tender or two."""
        self.clock.moment += timedelta(seconds=70)
        for item in self.chance.choices(GOODS, k=self.chance.randint(1, 3)):
            amount = "0.755" if item == "apples" else str(self.chance.randint(1, 3))
            self.step(do="add_item", item_id=item, quantity=amount)
        self._touch()
        if not self.chance.randrange(12):
            self.step(do="void", reason="Left")
            self.done["given up"] += 1
            return
        self._pay()
        self.closed.append(self.step(do="close")["state"])
        self.done["closed"] += 1

    def undo(self) -> None:
        """Void a sale of before, or take something of it back, or something without a receipt."""
        self.clock.moment += timedelta(seconds=40)
        kind = self.chance.choice(("void", "return", "without"))
        self.done[kind] += 1
        if kind == "without":
            line = {"item_id": "muffin", "quantity": "1", "unit_price": "3.25"}
            self.step(do="return_without_receipt", lines=[line], reason="Stale")
            return
        sale = self.closed.pop(self.chance.randrange(len(self.closed)))
        if kind == "void":
            self.step(do="void_closed", transaction_id=sale["transaction_id"], reason="Wrong")
            return
        line = self.chance.choice(sale["lines"])
        back = [{"line_id": line["line_id"], "quantity": line["quantity"]}]
        self.step(do="return_items", transaction_id=sale["transaction_id"], lines=back)

    def move(self) -> None:
        """Money that moves beside the sales."""
        self.step(**self.chance.choice(({"do": "no_sale"}, {"do": "pickup", "amount": "20", "reason": "Safe"})))
        self.done["moved"] += 1

    def _touch(self) -> None:
        chance = self.chance.randrange(8)
        if chance == 0:
            self.step(do="add_discount", percent="10", reason="Regular")
        elif chance == 1:
            self.step(do="add_discount", amount="0.50", reason="Dented", line_id="1")
        elif chance == 2:
            self.step(do="set_price", line_id="1", unit_price="1.99", reason="Old")

    def _pay(self) -> None:
        if not self.chance.randrange(5):
            self.step(do="tender", type=self.chance.choice(TENDERS[1:]), amount="1.00")
        tender = self.chance.choice(TENDERS)
        if tender == "Credit Card" and self.chance.randrange(2):
            self.step(do="tender", type=tender, tip="1.50")
        elif tender == "Cash" and self.chance.randrange(2):
            self.step(do="tender", type=tender, amount="100")
        else:
            self.step(do="tender", type=tender)


@contextmanager
def busy_till(till: Till) -> Iterator[BusyTill]:
    """The till, its manager signed on and its shift open."""
    pins = till.run("employees", "set-pin", MANAGER, stdin=f"{PIN}\n{PIN}\n".encode())
    assert pins.status == 0, pins.err
    till.change("sale", tip_channels=["STORE"])
    clock = InvoiceClock()
    clock.moment = OPENS
    with opened_terminal(read_settings(till.config), clock=clock) as terminal:
        busy = BusyTill(terminal, clock, Random(8))
        busy.step(do="sign_in", employee_id=MANAGER, pin=PIN)
        busy.step(do="open_shift", opening_float="150.00")
        yield busy


def traded(till: Till, sales: int) -> Counter[str]:
    """A day of so many sales, sent and closed; what was done."""
    with busy_till(till) as busy:
        busy.terminal.start_background()
        while busy.done["closed"] < sales:
            busy.sell()
            if not busy.chance.randrange(6):
                busy.undo()
            if not busy.chance.randrange(10):
                busy.move()
        while busy.step(do="send_pending")["left"]:
            pass
        busy.step(do="close_shift", counted="500.00", reason="Nobody counted")
        return busy.done


def money(report: Step, column: str) -> Decimal:
    return Decimal(report["totals"][column])


def journalled(till: Till) -> Decimal:
    """What the journal's newest entry of each sale comes to."""
    newest = """SELECT SUM(total) FROM (SELECT j.total, j.kind, MAX(j.seq) FROM journal AS j
        WHERE j.kind IN ('closed', 'returned', 'voided') GROUP BY j.transaction_id) WHERE kind <> 'voided'"""
    with closing(sqlite3.connect(till.database)) as connection:
        return Decimal(connection.execute(newest).fetchone()[0]) / 100


def platform_snapshots(simulator: RunningSimulator) -> int:
    return sum(len(each.snapshots) for each in simulator.platform.transactions.values())


@pytest.mark.parametrize("sales", [60, pytest.param(500, marks=pytest.mark.soak)])
def test_a_closed_day_comes_to_the_same_on_z_in_the_journal_on_the_platform_and_in_every_report(
    till: Till, tmp_path: Path, figures: Counter[str], sales: int
) -> None:
    with club(tmp_path) as simulator:
        till.talk_to(simulator)
        done = traded(till, sales)
        platform = simulator.platform.totals()
    figures["sales of a day held against all books"] += done["closed"]
    assert min(done[each] for each in ("given up", "void", "return", "without", "moved")) > 0, done
    z = till.run("report", "z", "--json").json
    assert till.run("journal", "verify").status == 0
    assert str(journalled(till)) == z["net"]
    assert str(platform.due) == z["net"]
    assert till.run("queue", "status", "--json").json["pending"] == 0

    reports = {name.value: till.run("report", name.value, *DAY).json for name in ReportName}
    as_the_z(reports, z)
    charged = sum(Decimal(each["amount"]) for each in z["taxes"])
    assert money(reports["taxes"], "tax") == charged == platform.tax
    as_was_done(reports["exceptions"], z, done)
    (sent,) = reports["queue"]["rows"]
    assert (sent["key"], sent["count"], sent["amount"]) == ("done", platform_snapshots(simulator), z["net"])
    assert z["platform"]["taken"] == {"count": sum(z[each]["count"] for each in CLOSED), "amount": z["net"]}
    assert (z["platform"]["agrees"], z["platform"]["apart"]["count"]) == (True, 0)


def as_the_z(reports: dict[str, Step], z: Step) -> None:
    """What was sold, how it was paid, and what was taken off."""
    for name in ("sales", "hours", "employees", "members"):
        told = reports[name]["totals"]
        assert told["net"] == z["net"], name
        assert (told["sales"], told["sold"]) == (z["sales"]["count"], z["sales"]["amount"])
        assert (told["returned"], told["voided"]) == (z["returns"]["amount"], z["voids"]["amount"])
        assert told["discount"] == z["discounts"]
    tenders = reports["tenders"]
    assert {each["key"]: each["net"] for each in tenders["rows"]} == {
        each["type"]: each["net"] for each in z["tenders"]
    }
    assert money(tenders, "net") == Decimal(z["net"]) + Decimal(z["tips"]) + Decimal(z["rounding"])
    assert tenders["totals"]["tips"] == z["tips"]
    charged = sum(Decimal(each["amount"]) for each in z["taxes"])
    for name in ("items", "categories"):
        assert money(reports[name], "net") == Decimal(z["net"]) - charged
        assert money(reports[name], "discount") == Decimal(z["discounts"]) == money(reports["discounts"], "amount")


def as_was_done(exceptions: Step, z: Step, done: Counter[str]) -> None:
    """What was voided, what came back, and what moved beside the sales."""
    counts = {each["key"]: each["count"] for each in exceptions["rows"]}
    assert counts["voided"] == z["voids"]["count"] == done["void"]
    assert counts["given_up"] == z["given_up"]["count"] == done["given up"]
    assert counts["returned"] + counts["returned_without_receipt"] == z["returns"]["count"]
    assert counts["no_sale"] + counts["pickup"] == done["moved"]
