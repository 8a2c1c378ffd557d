"""Receipts as bytes and as text, kept: `pytest tests/golden --regenerate-golden` writes them anew."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from pos_terminal.adapters.escpos.encode import Encoder
from pos_terminal.adapters.escpos.picture import Photographer
from pos_terminal.adapters.escpos.plain import plain_text
from pos_terminal.adapters.layout.gift_receipt import GiftReceipts
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.adapters.layout.till_slips import TillSlips
from pos_terminal.application.queueing import JournalHead
from pos_terminal.application.till_ports import TillPaper
from pos_terminal.bundle import bundled
from pos_terminal.domain.kitchen import KitchenOrder
from pos_terminal.domain.receipt_view import ReceiptContext
from pos_terminal.domain.shift_report import CashCount
from pos_terminal.domain.transaction import Transaction
from tests.adapters.escpos.paper_reader import read_paper
from tests.adapters.escpos.samples import ENGLISH, FONTS, FRENCH_COPY, MANY_SCRIPTS, paper, sale
from tests.adapters.layout.orders import CHANGE, ORDER, kitchen_slips
from tests.adapters.layout.sales import STYLE, changed_sale, dinar_sale, receipts, rounded_sale, yen_sale
from tests.adapters.layout.tills import ENTRY, counted_report, no_sale, pickup, slips, x_report, z_report
from tests.golden.shops import ANCHOR, CODES, SHOPS, guest_check, receipt

KEPT = Path(__file__).parent / "receipts"
RECEIPTS = [("english-48", ENGLISH, 48), ("english-32", ENGLISH, 32), ("french-copy-42", FRENCH_COPY, 42)]
SALES = [
    ("yen-42", yen_sale, "ja_JP"),
    ("dinar-42", dinar_sale, "ar_KW"),
    ("dinar-english-42", dinar_sale, "en_US"),
    ("rounded-tax-included-42", rounded_sale, "de_CH"),
    ("changed-42", changed_sale, "en_US"),
]
OF_A_SALE = pytest.mark.parametrize(("name", "ended", "culture"), SALES, ids=[name for name, _, _ in SALES])


def compare(kept: Path, now: bytes, *, is_regenerating: bool) -> None:
    if is_regenerating:
        kept.write_bytes(now)
    assert now == kept.read_bytes()


@pytest.mark.parametrize(("name", "context", "columns"), RECEIPTS, ids=[name for name, _, _ in RECEIPTS])
def test_a_receipt_is_printed_in_the_same_bytes_as_ever(
    name: str, context: ReceiptContext, columns: int, tmp_path: Path, *, is_regenerating: bool
) -> None:
    job = Encoder(paper(columns, tmp_path)).encode(sale(context))
    compare(KEPT / f"{name}.bin", job, is_regenerating=is_regenerating)


@pytest.mark.parametrize(
    ("name", "context", "columns"),
    [*RECEIPTS, ("many-scripts-42", MANY_SCRIPTS, 42)],
    ids=[*[name for name, _, _ in RECEIPTS], "many-scripts-42"],
)
def test_a_receipt_reads_the_same_as_ever(
    name: str, context: ReceiptContext, columns: int, *, is_regenerating: bool
) -> None:
    compare(KEPT / f"{name}.txt", plain_text(sale(context), columns).encode(), is_regenerating=is_regenerating)


@OF_A_SALE
def test_an_ended_sale_reads_the_same_as_ever(
    name: str, ended: Callable[[], Transaction], culture: str, *, is_regenerating: bool
) -> None:
    document = receipts(replace(STYLE, culture=culture)).receipt(ended(), 0, ANCHOR)
    compare(KEPT / f"{name}.txt", plain_text(document, 42, FONTS).encode(), is_regenerating=is_regenerating)


@pytest.mark.parametrize(
    ("language", "area"), [("english", "Inside"), ("french", "Terrasse"), ("arabic", "التراس"), ("chinese", "大厅")]
)
def test_a_guest_check_says_where_it_belongs_and_who_serves(language: str, area: str, *, is_regenerating: bool) -> None:
    words = plain_text(guest_check(language, area), 42, FONTS)
    compare(KEPT / f"guest-check-{language}-42.txt", words.encode(), is_regenerating=is_regenerating)


@pytest.mark.parametrize("name", ["dinar-english-42", "rounded-tax-included-42"])
def test_an_ended_sale_is_printed_in_the_same_bytes_as_ever(
    name: str, tmp_path: Path, *, is_regenerating: bool
) -> None:
    ended, culture = next((ended, culture) for each, ended, culture in SALES if each == name)
    document = receipts(replace(STYLE, culture=culture)).receipt(ended(), 0, ANCHOR)
    compare(KEPT / f"{name}.bin", Encoder(paper(42, tmp_path)).encode(document), is_regenerating=is_regenerating)


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("currency", ["EUR", "INR"])
@pytest.mark.parametrize("language", SHOPS)
def test_a_sale_is_written_as_ever_in_each_language_and_currency(
    language: str, currency: str, columns: int, tmp_path: Path, *, is_regenerating: bool
) -> None:
    document = receipt(language, currency)
    kept = KEPT / f"{language}-{currency.lower()}-{columns}"
    text = plain_text(document, columns, FONTS).encode()
    compare(kept.with_suffix(".txt"), text, is_regenerating=is_regenerating)
    job = Encoder(paper(columns, tmp_path)).encode(document)
    compare(kept.with_suffix(".bin"), job, is_regenerating=is_regenerating)
    read_paper(job, columns)
    with Image.open(BytesIO(Photographer(columns, FONTS).png(document))) as picture:
        assert sorted(code.text for code in zxingcpp.read_barcodes(picture)) == sorted(CODES)


@pytest.mark.parametrize("columns", [42, 32])
@pytest.mark.parametrize(
    ("name", "what", "copy", "entry"),
    [
        ("z-report", z_report(), 0, ENTRY),
        ("x-report", x_report(), 0, None),
        ("pickup", pickup(), 0, ENTRY),
        ("no-sale-copy", no_sale(), 1, ENTRY),
    ],
    ids=["z-report", "x-report", "pickup", "no-sale-copy"],
)
def test_a_paper_of_the_till_reads_the_same_as_ever(
    name: str, what: TillPaper, copy: int, entry: JournalHead | None, columns: int, *, is_regenerating: bool
) -> None:
    document = slips().paper(what, copy, entry)
    kept = KEPT / f"{name}-{columns}.txt"
    compare(kept, plain_text(document, columns, FONTS).encode(), is_regenerating=is_regenerating)


@pytest.mark.parametrize("culture", ["en_US", "fr_FR", "ar_KW", "zh_CN"])
@pytest.mark.parametrize("columns", [32, 42, 48])
def test_the_count_of_a_drawer_reads_and_is_printed_the_same_as_ever(
    culture: str, columns: int, tmp_path: Path, *, is_regenerating: bool
) -> None:
    writer = TillSlips(Templates([bundled("receipts")]), replace(STYLE, culture=culture))
    document = writer.paper(CashCount(counted_report()), 0, ENTRY)
    kept = KEPT / f"cash-count-{culture[:2]}-{columns}"
    text = plain_text(document, columns, FONTS).encode()
    compare(kept.with_suffix(".txt"), text, is_regenerating=is_regenerating)
    job = Encoder(paper(columns, tmp_path)).encode(document)
    compare(kept.with_suffix(".bin"), job, is_regenerating=is_regenerating)
    read_paper(job, columns)


@pytest.mark.parametrize("culture", ["en_US", "fr_FR", "ar_KW", "zh_CN"])
@pytest.mark.parametrize(("name", "order", "copy"), [("order", ORDER, 0), ("change-copy", CHANGE, 1)])
def test_an_order_of_the_kitchen_reads_and_is_printed_the_same_as_ever(
    name: str, order: KitchenOrder, copy: int, culture: str, tmp_path: Path, *, is_regenerating: bool
) -> None:
    document = kitchen_slips(culture).slip(order, copy)
    for columns in (32, 42, 48):
        kept = KEPT / f"kitchen-{name}-{culture[:2]}-{columns}"
        text = plain_text(document, columns, FONTS).encode()
        compare(kept.with_suffix(".txt"), text, is_regenerating=is_regenerating)
        job = Encoder(paper(columns, tmp_path)).encode(document)
        compare(kept.with_suffix(".bin"), job, is_regenerating=is_regenerating)
        read_paper(job, columns)


def test_the_count_follows_the_z_where_it_was_counted_by_pieces_and_only_there() -> None:
    counted = counted_report()
    whole = slips().paper(counted, 0, ENTRY)
    assert (
        whole.blocks == slips().paper(z_report(), 0, ENTRY).blocks + slips().paper(CashCount(counted), 0, ENTRY).blocks
    )


def test_a_z_is_printed_in_the_same_bytes_as_ever(tmp_path: Path, *, is_regenerating: bool) -> None:
    job = Encoder(paper(42, tmp_path)).encode(slips().paper(z_report(), 0, ENTRY))
    compare(KEPT / "z-report-42.bin", job, is_regenerating=is_regenerating)


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_gift_receipt_reads_and_is_printed_the_same_as_ever(
    columns: int, tmp_path: Path, *, is_regenerating: bool
) -> None:
    document = GiftReceipts(Templates([bundled("receipts")]), STYLE).receipt(rounded_sale(), 1, ANCHOR)
    kept = KEPT / f"gift-copy-{columns}"
    compare(kept.with_suffix(".txt"), plain_text(document, columns, FONTS).encode(), is_regenerating=is_regenerating)
    compare(
        kept.with_suffix(".bin"), Encoder(paper(columns, tmp_path)).encode(document), is_regenerating=is_regenerating
    )


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_slips_of_payments_read_and_are_printed_the_same_as_ever(
    columns: int, tmp_path: Path, *, is_regenerating: bool
) -> None:
    document = receipts(replace(STYLE, slip_tenders=("Visa", "Cash"))).receipt(rounded_sale(), 0, ANCHOR)
    kept = KEPT / f"slips-{columns}"
    compare(kept.with_suffix(".txt"), plain_text(document, columns, FONTS).encode(), is_regenerating=is_regenerating)
    compare(
        kept.with_suffix(".bin"), Encoder(paper(columns, tmp_path)).encode(document), is_regenerating=is_regenerating
    )
