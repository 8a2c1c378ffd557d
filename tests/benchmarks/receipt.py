"""A receipt of forty lines with its QR code as bytes, against the same receipt put together by hand."""

from pathlib import Path

from pos_terminal.adapters.escpos.encode import Encoder, Paper
from pos_terminal.domain.receipt import Align, Blank, Columns, Cut, Document, Qr, Rule, Style, Text
from tests.benchmarks.harness import Figure, Goal, compared, cpu_ms

GOAL = Goal("receipt encoding", 12, "ms")
_PROFILE = "TM-T20II"
_WIDE = 48
_URL = "https://receipts.example.com/r/7b4f8a3e-1d2c-4e5f-9a0b-1c2d3e4f5a6b"
_LINES = tuple((f"Whole grain crackers, variety {number}", f"${number}.99") for number in range(40))
_TIMES_A_ROUND = 20


def measured(folder: Path, rounds: int) -> list[Figure]:
    """The figure."""
    encoder, document = Encoder(Paper(_PROFILE, _WIDE, (), folder)), _document()
    ours, limit = encoder.encode(document), _by_hand()
    for name, _ in _LINES:
        if not (name.encode() in ours and name.encode() in limit):
            raise ValueError(f"{name} is not on the receipt")
    return [
        compared(
            GOAL,
            rounds,
            lambda: cpu_ms(lambda: encoder.encode(document), _TIMES_A_ROUND),
            lambda: cpu_ms(_by_hand, _TIMES_A_ROUND),
        )
    ]


def _document() -> Document:
    lines = (Columns.of(name, price) for name, price in _LINES)
    total = Columns.of("Total", "$819.60", Style(bold=True))
    head = Text("Oak Street Market", Align.CENTER, Style(bold=True))
    return Document((head, Blank(1), Rule(), *lines, Rule(), total, Qr(_URL), Text("Thank you!", Align.CENTER), Cut()))


def _by_hand() -> bytes:
    """What a program writes that knows this one receipt and this one printer."""
    out = [b"\x1b@", b"\x1ba\x01\x1bE\x01Oak Street Market\n\x1bE\x00\x1ba\x00\n", b"-" * _WIDE, b"\n"]
    for name, price in _LINES:
        out.append(f"{name:<{_WIDE - len(price)}}{price}\n".encode("cp437"))
    out += [b"-" * _WIDE, b"\n\x1bE\x01", f"{'Total':<41}$819.60\n".encode("cp437"), b"\x1bE\x00"]
    data = _URL.encode()
    size = (len(data) + 3).to_bytes(2, "little")
    out += [b"\x1ba\x01\x1d(k\x04\x001A2\x00", b"\x1d(k\x03\x001C\x06", b"\x1d(k\x03\x001E1"]
    out += [b"\x1d(k", size, b"1P0", data, b"\x1d(k\x03\x001Q0", b"\nThank you!\n\x1ba\x00", b"\x1dVB\x00"]
    return b"".join(out)
