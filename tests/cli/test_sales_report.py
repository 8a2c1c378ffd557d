"""`report sales` and its kind: tables, JSON, CSV, a PDF, and what stands behind a row."""

from pathlib import Path

import pypdfium2
import pytest

from pos_terminal.domain.sales_report import ReportName
from tests.cli.till import CLOSE, LATTE, Till, cash

ALWAYS = ("--from", "2020-01-01", "--to", "2999-01-01")


@pytest.fixture
def sold(till: Till) -> Till:
    """A till that has sold two lattes at once, and one more."""
    till.change("terminal", business_day_ends="00:00")
    till.change("store", name="Café Oak")
    till.sells(LATTE, LATTE, cash(), CLOSE, LATTE, cash(), CLOSE)
    return till


def test_a_report_is_a_table_json_csv_or_a_pdf_and_all_say_the_same(sold: Till, tmp_path: Path) -> None:
    table = sold.run("report", "items", *ALWAYS).out
    told = sold.run("report", "items", *ALWAYS, "--json").json
    csv = sold.run("report", "items", *ALWAYS, "--csv").out
    pdf = tmp_path / "items.pdf"
    assert sold.run("report", "items", *ALWAYS, "--pdf", pdf).status == 0

    assert told["rows"] == [
        {"key": "latte", "name": "Latte", "quantity": "3", "gross": "13.50", "discount": "0.00", "net": "13.50"}
    ]
    assert (told["report"], told["currency"], told["totals"]["net"]) == ("items", "USD", "13.50")
    assert csv.splitlines() == ["key,name,quantity,gross,discount,net", "latte,Latte,3,13.50,0.00,13.50"]
    assert "Latte" in table
    assert "13.50" in table
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert all(each in page for each in ("Café Oak", "Sales by item", "Latte", "Quantity", "13.50"))
    behind = sold.run("report", "items", *ALWAYS, "--of", "latte", "--json").json
    assert [(each["kind"], each["quantity"], each["who"]) for each in behind] == [
        ("closed", "2", "Maya R."),
        ("closed", "1", "Maya R."),
    ]
    assert "already" in sold.run("report", "items", *ALWAYS, "--pdf", pdf).err


def test_every_report_is_a_command_and_one_of_nothing_says_so(till: Till) -> None:
    till.sells()
    for name in ReportName:
        ran = till.run("report", name.value, "--from", "2020-01-01", "--to", "2020-02-01")
        assert (ran.status, ran.out) == (0, "Nothing.\n")


REFUSED = (
    (("--from", "yesterday"), 2, "--from takes a day such as 2026-03-04, not 'yesterday'."),
    (("--from", "2026-03-05", "--to", "2026-03-04"), 1, "give the earlier day first."),
    (("--json", "--csv"), 2, "Give one of --json, --csv, --pdf and --print."),
    (("--of", "latte", "--print"), 2, "leave out --pdf and --print."),
    (("--of", "latte", "--from", "2026-03-04"), 1, "has no row 'latte' from 2026-03-04 to 2026-03-04."),
)


def test_what_cannot_be_meant_is_refused_with_a_sentence(till: Till) -> None:
    till.sells()
    for arguments, status, said in REFUSED:
        ran = till.run("report", "items", *arguments)
        assert (ran.status, ran.err.count("\n")) == (status, 1), arguments
        assert said in ran.err


def test_a_report_is_printed_on_the_receipt_printer(sold: Till, tmp_path: Path) -> None:
    sold.change("printer", driver="file", target=str(tmp_path / "paper"))
    assert sold.run("report", "items", *ALWAYS, "--print").status == 0
    (paper,) = (tmp_path / "paper").glob("*.txt")
    text = paper.read_text(encoding="utf-8")
    assert "Latte (3)" in text
    assert "13.50" in text
