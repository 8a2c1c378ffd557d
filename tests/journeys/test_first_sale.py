"""From a scan to a printed receipt and a transaction that the platform has taken."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest
import zxingcpp
from PIL import Image

from pos_terminal.simulator import Fault, FaultKind, Platform, RunningSimulator, SimulatorConfig, serve
from tests.cli.till import CLOSE, LATTE, PIN, SIGN_IN, Step, Till, cash, refused_with

SEND: Step = {"do": "send_pending"}
CARD: Step = {"do": "tender", "type": "Credit Card"}
MUFFIN: Step = {"do": "scan", "code": "5901234123457"}
BATCH = "/api/2.0/send_batch_transaction"


def item(item_id: str, **more: object) -> Step:
    return {"do": "add_item", "item_id": item_id, **more}


def assert_same(platform: Platform, state: Step) -> None:
    """The platform's record is the sale as the till showed it, line by line."""
    record = platform.transactions[state["transaction_id"]]
    sent = record.latest
    assert platform.effects(state["transaction_id"]) == 1
    assert (sent.is_closed, sent.is_voided) == (True, False)
    shown = [
        (
            line["line_id"],
            line["item_id"],
            Decimal(line["quantity"]),
            Decimal(line["unit_price"]),
            Decimal(line["subtotal"]),
            Decimal(line["tax_included"]),
            line["modifies_line_id"],
        )
        for line in state["lines"]
    ]
    assert shown == [
        (
            line.line_id,
            line.item_id,
            line.quantity,
            line.unit_price,
            line.subtotal,
            line.tax_included,
            line.modifies_line_id,
        )
        for line in sent.lines
    ]
    paid = [(each["payment_id"], Decimal(each["amount"]), each["receipt_code"]) for each in state["payments"]]
    assert paid == [(each.payment_id, each.amount, each.receipt_code) for each in sent.payments]
    assert (Decimal(state["tax_total"]), Decimal(state["total"])) == (sent.tax_total, sent.due)
    assert (state["guest_receipt_code"], sent.paid) == (sent.guest_receipt_code, Decimal(state["total"]))
    assert platform.violations == []


def test_a_day_s_first_sale_from_scan_to_receipt_and_platform(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    till.change("printer", driver="file", target="paper")

    answers = till.script(
        SIGN_IN,
        {"do": "open_shift", "opening_float": "100.00"},
        LATTE,
        MUFFIN,
        {"do": "scan", "code": "8711000000007"},
        {"do": "add_modifier", "line_id": "1", "item_id": "oat"},
        item("apples", quantity="0.755"),
        cash("5.00"),
        CARD,
        CLOSE,
        SEND,
    )

    assert [each["ok"] for each in answers] == [True] * 11
    sent = answers[-1]
    assert (sent["left"], sent["parked"], sent["state"]["pending"], sent["state"]["online"]) == (0, 0, 0, True)
    closed = answers[-2]["state"]
    assert [line["item_id"] for line in closed["lines"]] == ["latte", "muffin", "tea", "oat", "apples"]
    assert [each["type"] for each in closed["payments"]] == ["Cash", "Credit Card"]
    assert_same(simulator.platform, closed)

    codes = {each["receipt_code"] for each in closed["payments"]}
    assert len(codes - {None}) == 2
    assert read_codes(Path(closed["receipt"])) == {f"https://r.example.com/{code}" for code in codes}
    text = Path(closed["receipt"]).with_suffix(".txt").read_text(encoding="utf-8")
    assert all(line["name"] in text for line in closed["lines"])
    assert closed["total"] in text


def read_codes(receipt: Path) -> set[str]:
    """What a telephone reads in the receipt's picture."""
    with Image.open(receipt.with_suffix(".png")) as picture:
        return {found.text for found in zxingcpp.read_barcodes(picture)}


def test_one_payment_has_one_code_for_the_whole_sale(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    till.change("printer", driver="file", target="paper")

    closed = till.sells(LATTE, cash("20"), CLOSE, SEND)[2]["state"]

    assert closed["guest_receipt_code"]
    assert closed["payments"][0]["receipt_code"] is None
    assert read_codes(Path(closed["receipt"])) == {f"https://r.example.com/{closed['guest_receipt_code']}"}
    assert_same(simulator.platform, closed)


def test_codes_can_go_on_payments_or_away(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    till.change("platform", single_tender_code_on="payment")
    on_payment = till.sells(LATTE, cash(), CLOSE)[-1]["state"]
    till.change("platform", post_transaction_association=False)
    without = till.sells(LATTE, cash("1"), CARD, CLOSE, SEND)[-2]["state"]

    assert on_payment["payments"][0]["receipt_code"]
    assert on_payment["guest_receipt_code"] is None
    assert [each["receipt_code"] for each in without["payments"]] == [None, None]
    for state in (on_payment, without):
        assert_same(simulator.platform, state)


@pytest.mark.parametrize("model", ["upsert", "stored"])
def test_lost_replies_and_failures_never_double_a_sale(till: Till, model: Literal["upsert", "stored"]) -> None:
    with serve(Platform(SimulatorConfig(model=model))) as simulator:
        till.talk_to(simulator)
        faults = simulator.platform.faults
        for fault in (
            Fault(FaultKind.PENDING, count=1),
            Fault(FaultKind.DROP_REPLY, count=2),
            Fault(FaultKind.STATUS, status=500, container=True, count=2),
            Fault(FaultKind.GARBAGE, count=1, processed=True),
            Fault(FaultKind.CUT, count=1),
        ):
            faults.add(fault)
        answers = till.sells(*[LATTE, cash(), CLOSE] * 12, *[SEND] * 12)

        assert answers[-1]["left"] == 0
        closed = [each["state"] for each in answers if each["do"] == "close"]
        for state in closed:
            assert_same(simulator.platform, state)
        assert len(simulator.platform.transactions) == 12
        assert till.run("journal", "verify").status == 0


def test_one_sale_that_the_platform_refuses_does_not_hold_the_others(till: Till, simulator: RunningSimulator) -> None:
    answers = till.sells(*[LATTE, cash(), CLOSE] * 9)
    sales = [each["state"] for each in answers if each["do"] == "close"]
    simulator.platform.poison(sales[4]["transaction_id"])
    till.talk_to(simulator)

    sent = till.sells(SEND)[0]

    assert (sent["left"], sent["parked"]) == (0, 1)
    for state in sales[:4] + sales[5:]:
        assert_same(simulator.platform, state)
    assert simulator.platform.effects(sales[4]["transaction_id"]) == 0


def test_credentials_that_are_refused_stop_sending_and_lose_nothing(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    till.change("platform", secret="not it")

    refused = till.sells(*[LATTE, cash(), CLOSE] * 3, SEND)[-1]
    tries = len(simulator.platform.requests())
    assert (refused["sent"], refused["left"], refused["parked"]) == (0, 3, 0)
    assert refused["state"]["online"] is False
    assert tries <= 3
    assert {row["state"] for row in till.run("queue", "list", "--json").json} <= {"waiting", "sending"}

    till.change("platform", secret="demo-secret")
    sent = till.sells(SEND)[0]

    assert (sent["left"], sent["parked"]) == (0, 0)
    assert sorted(map(simulator.platform.effects, simulator.platform.transactions)) == [1, 1, 1]
    assert {each.kind for each in simulator.platform.violations} == {"http"}


STORES: list[tuple[str, int, str, dict[str, dict[str, object]]]] = [
    ("JPY", 0, "450", {"terminal": {"culture": "ja_JP"}}),
    ("KWD", 3, "1.255", {}),
    ("EUR", 2, "4.49", {"tax": {"prices_include_tax": True}, "terminal": {"culture": "de_DE"}}),
    ("CHF", 2, "4.52", {"tax": {"prices_include_tax": True}, "money": {"cash_rounding": "0.05"}}),
    ("CAD", 2, "4.51", {"money": {"cash_rounding": "canada"}, "tax": {"rounding": "line"}}),
    ("USD", 2, "0.02", {"money": {"cash_rounding": "0.05"}}),
]


@pytest.mark.parametrize(("currency", "exponent", "price", "changes"), STORES, ids=[each[0] for each in STORES])
def test_stores_of_every_currency_and_kind_add_up_for_the_platform(
    bare: Till, currency: str, exponent: int, price: str, changes: dict[str, dict[str, Any]]
) -> None:
    bare.change("terminal", currency=currency)
    for section, values in changes.items():
        bare.change(section, **values)
    catalog = {
        "taxes": [
            {"tax_code": "VAT", "name": "VAT", "rate": "0.081"},
            {"tax_code": "CITY", "name": "City", "rate": "0.0133"},
        ],
        "items": [
            {"item_id": "a", "name": "A", "price": price, "tax_codes": ["VAT"], "barcodes": ["4006381333931"]},
            {"item_id": "b", "name": "B", "price": price, "tax_codes": ["VAT", "CITY"], "unit": "kg"},
            {"item_id": "free", "name": "Free", "price": "0", "tax_codes": ["VAT"]},
        ],
    }
    assert bare.run("catalog", "import", bare.file("catalog.json", catalog)).err == ""
    staff = {"employees": [{"employee_id": "1001", "first_name": "A", "last_name": "B", "role": "cashier"}]}
    assert bare.run("employees", "import", bare.file("employees.json", staff)).status == 0
    assert bare.run("employees", "set-pin", "1001", stdin=f"{PIN}\n{PIN}".encode()).status == 0
    config = SimulatorConfig(currency_exponent=exponent)
    with serve(Platform(config)) as simulator:
        bare.talk_to(simulator)
        answers = bare.sells(
            *[LATTE, item("b", quantity="1.337"), item("b", quantity="0.755"), cash(), CLOSE],
            *[LATTE, LATTE, LATTE, CARD | {"amount": price}, cash(str(int(Decimal(price)) * 4 + 10)), CLOSE],
            *[LATTE, CARD, CLOSE],
            *[item("free"), CLOSE],
            SEND,
        )

        assert [each for each in answers if not each["ok"]] == []
        closed = [each["state"] for each in answers if each["do"] == "close"]
        assert answers[-1]["left"] == answers[-1]["parked"] == 0
        for state in closed:
            assert_same(simulator.platform, state)


def test_wrong_pins_lock_out_across_restarts(till: Till) -> None:
    for expected in ["wrong_pin"] * 5 + ["locked_out"] * 2:
        assert refused_with(till.script(SIGN_IN | {"pin": "0000"})[0], expected)
    assert refused_with(till.script(SIGN_IN)[0], "locked_out")
    assert till.run("employees", "set-pin", "1002", stdin=b"1357\n1357").status == 0
    assert till.script({"do": "sign_in", "employee_id": "1002", "pin": "1357"})[0]["ok"]


# --- paper


@contextmanager
def printer(port: int) -> Iterator[list[bytes]]:
    """A network printer on this port that takes every job."""
    jobs: list[bytes] = []
    ended = threading.Event()

    def take() -> None:
        while not ended.is_set():
            try:
                line, _ = server.accept()
            except TimeoutError:
                continue
            with line:
                job = b""
                while part := line.recv(65536):
                    job += part
                jobs.append(job)

    with socket.create_server(("127.0.0.1", port)) as server:
        server.settimeout(0.05)
        thread = threading.Thread(target=take)
        thread.start()
        try:
            yield jobs
        finally:
            ended.set()
            thread.join()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_a_printer_that_is_off_never_blocks_a_sale_and_prints_later(till: Till) -> None:
    port = free_port()
    till.change("printer", driver="network", target=f"127.0.0.1:{port}")

    closed = till.sells(LATTE, CARD, CLOSE, MUFFIN, CARD, CLOSE)
    assert [each["ok"] for each in closed] == [True] * 6
    sales = [each["state"]["transaction_id"] for each in closed if each["do"] == "close"]
    with printer(port) as jobs:
        third = till.sells(LATTE, CARD, CLOSE)[-1]["state"]["transaction_id"]

    receipts = [job for job in jobs if b"lane-1-" in job]
    assert [next(sale for sale in [*sales, third] if sale.encode() in job) for job in receipts] == [*sales, third]
    assert not any(b"COPY" in job.upper() for job in receipts)


@pytest.mark.parametrize(
    "settings", [{"driver": "network", "target": "host:port"}, {"driver": "file", "target": "/dev/null/x"}]
)
def test_a_printer_that_cannot_be_never_blocks_a_sale(till: Till, settings: dict[str, object]) -> None:
    till.change("printer", **settings)

    closed = till.sells(LATTE, cash(), CLOSE, LATTE, cash(), CLOSE)

    assert [each["ok"] for each in closed] == [True] * 6
    assert closed[-1]["state"]["receipt"] is None
    till.change("printer", driver="file", target="paper")
    till.sells(LATTE, cash(), CLOSE)
    assert len(list((till.folder / "paper").glob("*.bin"))) == 3
