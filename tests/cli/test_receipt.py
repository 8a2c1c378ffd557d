"""`receipt show` and `receipt print`: a sale's paper in every form, marked as a copy."""

import re
from pathlib import Path

import pypdfium2
import pytest

from tests.cli.till import CLOSE, LATTE, Till

CARD = {"do": "tender", "type": "Credit Card"}
FORMS = {"pdf": b"%PDF-", "png": b"\x89PNG", "html": b"<!DOCTYPE html>", "txt": b" ", "bin": b"\x1b@"}


def test_a_sale_is_shown_as_the_next_copy_and_nothing_is_changed(till: Till) -> None:
    *_, closed = till.sells(LATTE, CARD, CLOSE)
    sale = closed["state"]["transaction_id"]
    before = till.database.read_bytes()

    shown = [
        till.run("receipt", "show", *more).out
        for more in ((), (sale,), (closed["state"]["guest_receipt_code"] or sale,))
    ]

    assert len(set(shown)) == 1
    assert "COPY 1" in shown[0]
    assert f"Transaction {sale}" in shown[0]
    assert till.database.read_bytes() == before


@pytest.mark.parametrize(("ending", "begin"), FORMS.items())
def test_a_file_is_what_the_end_of_its_name_says(till: Till, tmp_path: Path, ending: str, begin: bytes) -> None:
    till.sells(LATTE, CARD, CLOSE)
    file = tmp_path / f"receipt.{ending}"

    ran = till.run("receipt", "show", "--out", file)

    assert (ran.status, ran.err) == (0, "")
    assert file.read_bytes().startswith(begin)
    assert (file.stat().st_mode & 0o077) == 0
    again = till.run("receipt", "show", "--out", file)
    assert (again.status, "--force" in again.err) == (1, True)
    assert till.run("receipt", "show", "--out", file, "--force").status == 0


def test_a_pdf_says_whose_receipt_it_is_and_when_it_was_made(till: Till, tmp_path: Path) -> None:
    *_, closed = till.sells(LATTE, CARD, CLOSE)
    till.run("receipt", "show", "--out", tmp_path / "a.pdf")

    file = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    told = file.get_metadata_dict()
    file.close()
    assert told["Title"] == f"store-77 {closed['state']['transaction_id']}"
    assert re.match(r"D:20\d{12}Z", told["CreationDate"])


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("nothing-known",), 1, "no sale nothing-known"),
        (("--as", "pdf"), 2, "--out FILE"),
        (("--out", "receipt.doc"), 2, "receipt.doc"),
        (("--as", "jpeg"), 2, "jpeg"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_line(
    till: Till, arguments: tuple[str, ...], status: int, words: str
) -> None:
    till.sells(LATTE, CARD, CLOSE)

    ran = till.run("receipt", "show", *arguments)

    assert (ran.status, words in ran.err, len(ran.err.splitlines())) == (status, True, 1)


def test_without_a_sale_there_is_nothing_to_show(till: Till, bare: Till) -> None:
    assert "Nothing was sold" in till.run("receipt", "show").err
    for each in (bare.run("receipt", "show"), bare.run("receipt", "print")):
        assert (each.status, len(each.err.splitlines())) == (1, 1)


def test_a_receipt_is_printed_again_and_each_print_counts(till: Till, tmp_path: Path) -> None:
    till.change("printer", driver="file", target=str(tmp_path / "paper"))
    *_, closed = till.sells(LATTE, CARD, CLOSE)
    sale = closed["state"]["transaction_id"]

    said = [till.run("receipt", "print", *more).out.strip() for more in ((), (sale,))]

    assert said == [f"Copy {number} of {sale} is printed." for number in (1, 2)]
    texts = sorted((tmp_path / "paper").glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)
    assert [bool(re.search(f"COPY {number}", text.read_text())) for number, text in enumerate(texts)] == [
        False,
        True,
        True,
    ]
    assert "COPY 3" in till.run("receipt", "show").out


def test_a_gift_receipt_is_printed_by_script_and_command_while_goods_are_left(till: Till, tmp_path: Path) -> None:
    till.change("printer", driver="file", target=str(tmp_path / "paper"))
    gift = {"do": "gift_receipt"}
    *_, closed, first, second, reprinted = till.sells(LATTE, LATTE, CARD, CLOSE, gift, gift, {"do": "reprint"})
    sale = closed["state"]["transaction_id"]
    texts = [Path(each["receipt"]).with_suffix(".txt").read_text(encoding="utf-8") for each in (first, second)]

    assert [(each["gift_receipt"], each["copy"]) for each in (first, second)] == [(sale, 0), (sale, 1)]
    assert reprinted["copy"] == 1
    assert all("GIFT RECEIPT" in text and "4.50" not in text and "9.74" not in text for text in texts)
    assert ["COPY" in text for text in texts] == [False, True]
    assert "COPY 2" in till.run("receipt", "gift").out
    assert till.run("receipt", "print", "--gift").out == f"Copy 2 of the gift receipt of {sale} is printed.\n"


def test_nothing_is_given_of_a_sale_that_all_went_back_of(till: Till) -> None:
    till.change("rights", return_items="cashier", void_closed="cashier")
    *_, closed = till.sells(LATTE, CARD, CLOSE)
    sale = closed["state"]["transaction_id"]
    back = {"do": "return_items", "transaction_id": sale, "lines": [{"line_id": "1", "quantity": "1"}]}
    returned, refused = till.sells({**back, "tender": "Credit Card", "reason": "Broken"}, {"do": "gift_receipt"})

    assert returned["ok"], returned
    assert (refused["error"]["code"], sale in refused["error"]["message"]) == ("not_allowed_now", True)
    assert till.run("receipt", "gift", sale).status == 1
