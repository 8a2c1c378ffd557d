"""What the kitchen is told: each dish once, changes as changes, whatever becomes of the sale and of the printers."""

import re
from pathlib import Path

import pytest

from tests.cli.till import CATALOG, CLOSE, LATTE, Step, Till, cash, refused_with

MUFFIN: Step = {"do": "scan", "code": "5901234123457"}
TEA: Step = {"do": "scan", "code": "8711000000007"}
HOLD: Step = {"do": "suspend"}
SEND: Step = {"do": "send_order"}
MENU = {
    **CATALOG,
    "categories": [
        {"category_id": "D", "name": "Drinks", "category_ids": ["H"], "item_ids": ["tea"]},
        {"category_id": "H", "name": "Hot drinks", "item_ids": ["latte"]},
        {"category_id": "F", "name": "Food", "item_ids": ["muffin"]},
    ],
}


@pytest.fixture
def served(till: Till) -> Till:
    """A till with a kitchen and a bar, each with a folder for a printer."""
    till.change("terminal", channel=["DINE_IN", "STORE"])
    printers = ["Kitchen file://kitchen", "Bar file://bar Drinks"]
    till.change("kitchen", channels=["DINE_IN"], printers=printers)
    assert till.run("catalog", "import", till.file("catalog.json", MENU)).status == 0
    return till


def papers(till: Till, place: str) -> list[str]:
    """What a printer has printed: title, places, and dishes, a paper a line."""
    found = sorted((till.folder / place).glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)
    return [_told(path.read_text(encoding="utf-8")) for path in found]


def _told(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    wanted = re.compile(r"(ORDER|CHANGE|COPY) \d|Table|Guests|CANCELLED|[\d.]+ (×|kg) |\+ |» ")
    return " | ".join(line for line in lines if wanted.match(line))


def test_each_printer_gets_what_is_made_there_when_a_sale_is_held_and_later_only_what_changed(served: Till) -> None:
    held = served.sells(
        {"do": "set_table", "table_id": "7"},
        {"do": "set_guests", "guest_count": 2},
        LATTE,
        {"do": "add_modifier", "line_id": "1", "item_id": "oat"},
        {"do": "set_note", "line_id": "1", "text": "extra hot"},
        MUFFIN,
        TEA,
        HOLD,
    )
    sale = held[-1]["state"]["suspended"][0]["transaction_id"]
    resume: Step = {"do": "resume", "transaction_id": sale}
    answers = served.sells(
        resume,
        MUFFIN,
        {"do": "remove_line", "line_id": "1", "reason": "Cold"},
        HOLD,
        resume,
        HOLD,
        resume,
        cash(),
        CLOSE,
    )

    assert [each["ok"] for each in answers] == [True] * 9
    assert papers(served, "bar") == [
        "ORDER 1 | Table 7 | Guests: 2 | 1 × Latte | + Oat milk | » extra hot | 1 × Tea",
        "CHANGE 3 | Table 7 | Guests: 2 | CANCELLED | 1 × Latte | + Oat milk | » extra hot",
    ]
    assert papers(served, "kitchen") == [
        "CHANGE 2 | Table 7 | Guests: 2 | 1 × Muffin",
        "CHANGE 4 | Table 7 | Guests: 2 | 1 × Muffin",
    ]
    everything = "".join(path.read_text() for path in served.folder.glob("*/*.txt"))
    assert not re.search(r"4\.50|3\.25|2\.10|\$", everything)


def test_parts_of_a_split_and_sales_put_together_are_told_again_by_nothing(served: Till) -> None:
    split: Step = {"do": "split", "ways": 3}
    answers = served.sells(MUFFIN, MUFFIN, LATTE, SEND, split, HOLD)
    ids = [each["transaction_id"] for each in answers[-1]["state"]["suspended"]]
    served.sells({"do": "resume", "transaction_id": ids[1]}, cash(), CLOSE)
    served.sells({"do": "merge_tables", "transaction_ids": [ids[0], ids[2]]})
    closed = served.sells({"do": "resume", "transaction_id": ids[0]}, MUFFIN, cash(), CLOSE)

    assert closed[-1]["ok"], closed[-1]
    assert papers(served, "kitchen") == ["ORDER 1 | 2 × Muffin", "ORDER 1 | 1 × Muffin"]
    assert papers(served, "bar") == ["CHANGE 2 | 1 × Latte"]


def test_a_sale_that_is_given_up_is_cancelled_and_one_without_a_kitchen_tells_nothing(served: Till) -> None:
    sent, again, voided = served.sells(MUFFIN, SEND, SEND, {"do": "void", "reason": "Left"})[1:]
    served.sells({"do": "set_channel", "channel": "STORE"}, MUFFIN, SEND, cash(), CLOSE)

    assert (sent["papers"], refused_with(again, "not_allowed_now"), voided["ok"]) == (1, True, True)
    assert papers(served, "kitchen") == ["ORDER 1 | 1 × Muffin", "CHANGE 2 | CANCELLED | 1 × Muffin"]


def test_what_was_sent_is_not_undone_and_a_training_tells_no_kitchen(served: Till) -> None:
    served.change("rights", training="cashier")
    *_, undone = served.sells(MUFFIN, SEND, {"do": "undo"})
    assert refused_with(undone, "not_allowed_now")
    served.sells(cash(), CLOSE, {"do": "training", "on": True}, MUFFIN, HOLD, {"do": "training", "on": False})
    assert papers(served, "kitchen") == ["ORDER 1 | 1 × Muffin"]


def test_an_order_waits_for_its_printer_whatever_happens_and_no_receipt_waits_with_it(served: Till) -> None:
    served.change("kitchen", printers=["Kitchen tcp://127.0.0.1:9", "Bar file://bar Drinks"])
    served.change("printer", driver="file", target="paper")
    answers = served.sells(MUFFIN, LATTE, SEND, cash(), CLOSE)
    assert "Latte" in papers(served, "bar")[0]
    assert answers[-1]["state"]["receipt"]
    assert papers(served, "kitchen") == []

    sale = str(answers[-1]["state"]["transaction_id"])
    waits = served.run("receipt", "print", sale, "--order")
    assert (waits.status, "Orders wait for it." in waits.err) == (1, True)
    served.change("kitchen", printers=["Pass file://kitchen", "Bar file://bar Drinks"])
    assert served.run("receipt", "print", sale, "--order").out == f"Kitchen order of {sale} (2 papers) is printed.\n"
    assert papers(served, "kitchen") == [
        "ORDER 1 | 1 × Muffin",
        "ORDER 1 | COPY 1 | 1 × Muffin",
        "ORDER 1 | COPY 2 | 1 × Muffin",
    ]
    assert served.sells({"do": "reprint_order", "transaction_id": sale})[0]["papers"] == 2
    assert refused_with(served.sells({"do": "reprint_order", "transaction_id": "x"})[0], "bad_argument")


@pytest.mark.parametrize(("ending", "begin"), {"txt": b" ", "png": b"\x89PNG", "bin": b"\x1b@"}.items())
def test_what_the_kitchen_was_told_is_shown_in_every_form(
    served: Till, tmp_path: Path, ending: str, begin: bytes
) -> None:
    sent = served.sells(MUFFIN, LATTE, SEND)[-1]
    file = tmp_path / f"order.{ending}"
    ran = served.run("receipt", "order", sent["state"]["transaction_id"], "--out", file)
    assert (ran.status, ran.err, file.read_bytes()[: len(begin)]) == (0, "", begin)


def test_a_kitchen_that_cannot_be_is_refused_with_its_place(served: Till) -> None:
    served.change("kitchen", channels=["ELSEWHERE"], printers=["Bar"])
    ran = served.run("doctor")
    assert "[kitchen] printers takes printers such as" in ran.err
    served.change("kitchen", printers=["Bar tcp://a"])
    assert "[kitchen] channels: 'ELSEWHERE' is none of the till's: DINE_IN, STORE" in served.run("doctor").err
    served.change("kitchen", channels=["DINE_IN"], printers=[])
    assert "a kitchen wants 'printers' too" in served.run("doctor").err
    served.change("kitchen", printers=["Bar tcp://a", "bar tcp://b"])
    assert "the same name" in served.run("doctor").err


def test_the_printers_of_the_kitchen_are_among_the_devices(served: Till) -> None:
    served.change("kitchen", printers=["Pass tcp://127.0.0.1:9", "Bar file://bar Drinks"])
    ran = served.run("devices", "check", "--json")
    told = {each["device"]: each["well"] for each in ran.json}
    assert (told["kitchen printer Pass"], told["kitchen printer Bar"], ran.status) == (False, True, 1)
