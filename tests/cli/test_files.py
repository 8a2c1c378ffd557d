import copy
import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pos_terminal.bundle import bundled
from tests.cli.till import CASHIER, CATALOG, EMPLOYEES, LATTE, SIGN_IN, Driven, Ran, Step, Till, refused_with

GARBAGE: list[bytes] = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"items": 5}',
    b'{"items": [5]}',
    b'{"items": [{"item_id": "x"}]}',
    b'{"items": [{"item_id": "x", "name": "x", "price": 4.5}], "colour": 1}',
    b"[" * 100_000,
    b'{"items": [{"item_id": "\xff", "name": "x", "price": "1"}]}',
    b"\x00" * 100,
    json.dumps({"items": [{"item_id": "x", "name": "n" * 100_000, "price": "1.00"}]}).encode(),
    json.dumps({"items": [{"item_id": "x", "name": "n", "price": "NaN"}]}).encode(),
    json.dumps({"items": [{"item_id": "x", "name": "n", "price": "1e9"}]}).encode(),
    json.dumps({"items": [{"item_id": "x", "name": "n", "price": "1.00", "tax_codes": ["none"]}]}).encode(),
    json.dumps({"items": [{"item_id": "x", "name": "n", "price": "1.00", "barcodes": ["4006381333932"]}]}).encode(),
]


def imported(till: Till, kind: str, name: str, content: object) -> Ran:
    return till.run(kind, "import", till.file(name, content))


def told_and_unchanged(ran: Ran, name: str) -> None:
    """It failed in words, one line a fault."""
    assert (ran.status, ran.out) == (1, "")
    assert "Traceback" not in ran.err
    assert all(name in line for line in ran.err.splitlines())
    assert "nothing was changed" in ran.err.splitlines()[-1]


def in_force(till: Till) -> list[tuple[object, ...]]:
    """Catalog and staff as the database has them."""
    with closing(sqlite3.connect(till.database)) as connection:
        return [
            row
            for table in ("catalog_in_force", "employee", "employee_pin")
            for row in connection.execute(f"SELECT '{table}', * FROM {table} ORDER BY 2")  # noqa: S608 - named above
        ]


def test_a_broken_catalog_leaves_the_one_in_force(till: Till) -> None:
    before = in_force(till)

    for content in GARBAGE:
        told_and_unchanged(imported(till, "catalog", "new.json", content), "new.json")
        assert in_force(till) == before
    assert till.script(SIGN_IN, LATTE)[-1]["ok"]


def test_every_fault_of_a_catalog_is_listed_with_line_and_field(till: Till) -> None:
    catalog: dict[str, Any] = copy.deepcopy(CATALOG)
    catalog["items"][0]["price"] = "free"
    catalog["items"][1]["item_id"] = "tea"
    catalog["items"][4]["modifies_item_ids"] = ["nothing"]
    file = till.file("new.json", json.dumps(catalog, indent=1).encode())

    ran = till.run("catalog", "import", file)
    told = till.run("catalog", "import", "--json", file)

    told_and_unchanged(ran, "new.json")
    faults = json.loads(told.out)["faults"]
    assert told.status == 1
    assert {fault["field"] for fault in faults} >= {"price", "item_id"}
    assert all(set(fault) == {"line", "field", "message"} for fault in faults)
    price_line = file.read_text().splitlines().index('   "price": "free",') + 1
    assert any(fault["field"] == "price" and abs(fault["line"] - price_line) <= 4 for fault in faults)
    assert json.loads(told.out)["fault_count"] == len(faults)
    assert len(ran.err.splitlines()) == len(faults) + 1


def test_a_catalog_that_is_not_there_is_told(till: Till) -> None:
    for path in (till.folder / "none.json", till.folder):
        ran = till.run("catalog", "import", path)
        assert ran.status == 1
        assert str(path) in ran.err


def test_a_good_catalog_reports_what_changed(till: Till) -> None:
    catalog: dict[str, Any] = copy.deepcopy(CATALOG)
    catalog["items"][0]["price"] = "4.75"
    catalog["items"] = [each for each in catalog["items"] if each["item_id"] != "retired"]
    catalog["items"].append({"item_id": "new", "name": "New", "price": "1.00"})

    ran = imported(till, "catalog", "new.json", catalog)
    again = till.run("catalog", "import", "--json", till.folder / "new.json")

    assert ran.out.endswith("10 items read: 1 added, 1 changed, 1 retired.\n")
    assert ran.err == ""
    assert again.json == {"read": 10, "added": 0, "changed": 0, "retired": 0, "faults": [], "fault_count": 0}
    assert till.sells(LATTE)[0]["state"]["lines"][0]["unit_price"] == "4.75"


def as_csv(*rows: dict[str, str]) -> bytes:
    out = io.StringIO(newline="")
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def test_a_csv_is_a_catalog_too(till: Till) -> None:
    row = {
        "item_id": "tee",
        "name": "Früchtetee",
        "price": "2.50",
        "barcodes": "4006381333931",
        "category": "Drinks/Hot",
    }

    ran = imported(till, "catalog", "new.csv", b"\xef\xbb\xbf" + as_csv(row))

    assert (ran.status, ran.err) == (0, "")
    assert till.sells(LATTE)[0]["state"]["lines"][0]["name"] == "Früchtetee"


BROKEN_CSV: list[bytes] = [
    as_csv({"item_id": "x", "name": "n" * 200_000, "price": "1.00"}),
    as_csv({"item_id": "x", "name": "n", "price": "1,00"}),
    as_csv({"item_id": "x", "name": "n", "price": "1.00"}, {"item_id": "x", "name": "m", "price": "1.00"}),
    as_csv({"item_id": "x", "name": "n", "price": "1.00", "shoe_size": "42"}),
    as_csv({"item_id": "x", "name": "n"}),
    as_csv({"item_id": "x", "name": "Café", "price": "1.00"}).decode().encode("latin-1"),
    b'item_id,name,price\nx,"open quote,1.00\n',
    b"item_id,name,price\n",
    b"item_id,item_id,price\na,b,1.00\n",
]


def test_a_broken_csv_leaves_the_catalog_in_force(till: Till) -> None:
    before = in_force(till)

    for content in BROKEN_CSV:
        told_and_unchanged(imported(till, "catalog", "new.csv", content), "new.csv")
        assert in_force(till) == before


def test_a_catalog_comes_in_while_a_sale_is_open(till: Till) -> None:
    before = till.sells(LATTE)[0]["state"]
    catalog: dict[str, Any] = copy.deepcopy(CATALOG)
    catalog["items"][0]["price"] = "9.99"
    assert imported(till, "catalog", "new.json", catalog).status == 0

    after = till.sells({"do": "show"})[0]["state"]

    assert after == before


# --- employees


def test_a_broken_file_of_employees_leaves_those_in_force(till: Till) -> None:
    twice = {"employees": [EMPLOYEES["employees"][0], EMPLOYEES["employees"][0]]}
    wrong_role = {"employees": [EMPLOYEES["employees"][0] | {"role": "king"}]}
    before = in_force(till)
    for content in (twice, wrong_role, b"{", b"[]", b"\xff", {"employees": [{"first_name": "x"}]}):
        told_and_unchanged(imported(till, "employees", "staff.json", content), "staff.json")
        assert in_force(till) == before


def test_pins_stay_with_those_who_stay(till: Till) -> None:
    ran = imported(till, "employees", "staff.json", {"employees": EMPLOYEES["employees"][:2]})

    assert ran.out.endswith("2 employees read: 0 added, 0 changed, 2 retired.\n")
    assert till.script(SIGN_IN)[0]["ok"]


def test_employees_come_from_csv_too(till: Till) -> None:
    row = {"employee_id": CASHIER, "first_name": "Maya", "last_name": "R", "role": "cashier"}

    assert imported(till, "employees", "staff.csv", as_csv(row)).status == 0
    assert till.script(SIGN_IN)[0]["state"]["employee_id"] == CASHIER


def sign_in(employee_id: str, pin: str) -> Step:
    return {"do": "sign_in", "employee_id": employee_id, "pin": pin}


def test_a_pin_is_read_twice_from_a_pipe(till: Till) -> None:
    ran = till.run("employees", "set-pin", "1002", stdin=b"  4711 \r\n4711")

    assert (ran.status, ran.out, ran.err) == (0, "1002 has a new PIN.\n", "")
    assert till.script(sign_in("1002", "4711"))[0]["ok"]


@pytest.mark.parametrize(
    ("employee_id", "typed", "status", "word"),
    [
        ("1002", b"4711\n4712\n", 1, "not the same"),
        ("1002", b"47\n47\n", 1, "4"),
        ("3001", b"4711\n4711\n", 1, "6"),
        ("1002", b"abcd\n\abcd\n", 1, ""),
        ("1002", b"\n\n", 1, ""),
        ("1002", b"4711\n", 2, "twice"),
        ("1002", b"", 2, "twice"),
        ("1002", b"\xff\xff\n\xff\xff\n", 1, "UTF-8"),
        ("nobody", b"4711\n4711\n", 1, "nobody"),
        ("1002", "٤٧١١\n٤٧١١\n".encode(), 1, ""),
    ],
)
def test_a_pin_that_cannot_be_is_refused(till: Till, employee_id: str, typed: bytes, status: int, word: str) -> None:
    before = in_force(till)
    ran = till.run("employees", "set-pin", employee_id, stdin=typed)

    assert (ran.status, ran.out) == (status, "")
    assert len(ran.err.splitlines()) == 1
    assert word in ran.err
    assert "4711" not in ran.err
    assert in_force(till) == before


def test_a_new_pin_forgives_the_wrong_ones(till: Till) -> None:
    till.script(*[sign_in(CASHIER, "0000")] * 5)
    assert refused_with(till.script(SIGN_IN)[0], "locked_out")

    till.run("employees", "set-pin", CASHIER, stdin=b"1357\n1357\n")

    assert till.script(sign_in(CASHIER, "1357"))[0]["ok"]


def test_no_pin_is_kept_in_the_open(till: Till) -> None:
    till.run("employees", "set-pin", "1002", stdin=b"83917465\n83917465\n")
    till.script(sign_in("1002", "83917465"), sign_in("1002", "83917460"))

    for path in (each for each in till.folder.rglob("*") if each.is_file()):
        assert b"8391746" not in path.read_bytes(), path


def test_the_sample_store_can_be_imported(bare: Till) -> None:
    store = Path(__file__).parents[2] / "resources" / "store"

    assert bare.run("catalog", "import", store / "catalog.json").status == 0
    assert bare.run("employees", "import", store / "employees.json").status == 0


def test_a_check_tells_what_would_change_while_another_process_sells(till: Till) -> None:
    catalog: dict[str, Any] = copy.deepcopy(CATALOG)
    catalog["items"][0]["price"] = "45.00"
    file = till.file("new.json", catalog)

    with till.process("script") as selling:
        driven = Driven(selling)
        assert driven.step(do="show")
        ran, told = till.run("catalog", "check", file), till.run("catalog", "check", file, "--json").json
        driven.kill()

    assert (ran.status, ran.err) == (0, "")
    assert "latte" in ran.out
    assert ran.out.endswith(
        "10 items read; an import would add 0, change 1 and retire 0. 1 price looks like a mistake. "
        "Nothing was changed.\n"
    )
    assert told["items"] == [
        {
            "what": "changed",
            "item_id": "latte",
            "name": "Latte",
            "line": 1,
            "before": "4.50",
            "after": "45.00",
            "odd": "900 % more than before",
        }
    ]
    assert till.run("catalog", "import", file).out.endswith("0 added, 1 changed, 0 retired.\n")


def test_a_check_of_a_file_with_faults_lists_them(till: Till) -> None:
    ran = till.run("catalog", "check", till.file("bad.json", {"items": [{"item_id": "1", "name": "Tea"}]}))

    assert ran.status == 1
    assert "price: this must be given" in ran.err
    assert ran.out == ""


def test_where_nothing_was_ever_sold_a_check_says_what_to_do(bare: Till) -> None:
    ran = bare.run("catalog", "check", bare.file("new.json", CATALOG))

    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert "Start the terminal once" in ran.err


def test_a_catalog_that_was_exported_is_taken_back_as_it_was(bare: Till) -> None:
    full = bundled("resources", "store", "catalog.json")
    bare.run("catalog", "import", full)

    told = bare.run("catalog", "export", bare.folder / "out.json", "--json").json
    again = bare.run("catalog", "import", bare.folder / "out.json", "--json").json
    bare.run("catalog", "export", bare.folder / "twice.json")

    assert told["items"] == again["read"] > 300
    assert (again["added"], again["changed"], again["retired"]) == (0, 0, 0)
    assert (bare.folder / "out.json").read_bytes() == (bare.folder / "twice.json").read_bytes()
    read, written = (json.loads(each.read_text("utf-8")) for each in (full, bare.folder / "out.json"))
    assert [each["category_id"] for each in written["categories"]] == [
        each["category_id"] for each in read["categories"]
    ]


def test_items_go_into_a_spreadsheet_and_no_name_is_a_formula(till: Till) -> None:
    names = ('=HYPERLINK("http://x","Free")', "+1", "-2+3", "@SUM(A1)", 'Plain, "quoted"', "Käse")
    items = [{"item_id": f"i{at}", "name": name, "price": "1.50", "sku": f"=1+{at}"} for at, name in enumerate(names)]
    assert till.run("catalog", "import", till.file("formulas.json", {"items": items})).status == 0
    file = till.folder / "items.csv"
    assert till.run("catalog", "export", file, "--json").json["items"] == len(names)
    with file.open(encoding="utf-8", newline="") as opened:
        head, *rows = csv.reader(opened)
    assert {row[head.index("name")] for row in rows} == {f"'{each}" for each in names[:4]} | set(names[4:])
    assert {row[head.index("sku")] for row in rows} == {f"'=1+{at}" for at in range(len(names))}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert till.run("catalog", "check", file).status == 0


def test_an_export_replaces_no_file_unasked(till: Till) -> None:
    file = till.file("mine.json", b"mine")

    ran = till.run("catalog", "export", file)

    assert (ran.status, file.read_bytes()) == (1, b"mine")
    assert till.run("catalog", "export", file, "--force").status == 0
    assert {each["item_id"] for each in json.loads(file.read_text("utf-8"))["items"]} == {
        str(each["item_id"]) for each in json.loads(json.dumps(CATALOG))["items"]
    }


def test_a_catalog_in_another_currency_than_the_till_s_is_not_exported(till: Till) -> None:
    till.change("terminal", currency="JPY")

    ran = till.run("catalog", "export", till.folder / "out.json")

    assert (ran.status, ran.err.count("\n"), (till.folder / "out.json").exists()) == (1, 1, False)
    assert "The catalog is priced in USD, this terminal sells in JPY." in ran.err
