"""Receipts as bytes and as text, kept: `pytest tests/golden --regenerate-golden` writes them anew."""

from pathlib import Path

import pytest

from pos_terminal.adapters.escpos.encode import Encoder
from pos_terminal.adapters.escpos.plain import plain_text
from pos_terminal.domain.receipt_view import ReceiptContext
from tests.adapters.escpos.samples import ENGLISH, FRENCH_COPY, MANY_SCRIPTS, paper, sale

KEPT = Path(__file__).parent / "receipts"
RECEIPTS = [("english-48", ENGLISH, 48), ("english-32", ENGLISH, 32), ("french-copy-42", FRENCH_COPY, 42)]


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
