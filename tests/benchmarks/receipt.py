"""A receipt of forty lines with its QR code as bytes, against the same put together by hand and by python-escpos."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pos_terminal.adapters.escpos.encode import Encoder, Paper
from pos_terminal.domain.receipt import Align, Blank, Columns, Cut, Document, Qr, Rule, Style, Text
from tests.benchmarks.harness import Figure, Goal, compared, cpu_ms

if TYPE_CHECKING:
    from escpos.printer import Dummy

GOAL = Goal("receipt encoding", 12, "ms")
LIBRARY_GOAL = Goal("receipt against python-escpos", 1, "ms")
_PROFILE = "TM-T20II"
_WIDE = 48
_URL = "https://receipts.example.com/r/7b4f8a3e-1d2c-4e5f-9a0b-1c2d3e4f5a6b"
_LINES = tuple((f"Whole grain crackers, variety {number}", f"${number}.99") for number in range(40))
_TIMES_A_ROUND = 20


def measured(folder: Path, rounds: int) -> list[Figure]:
    """The figures."""
    encoder, document = Encoder(Paper(_PROFILE, _WIDE, (), folder)), _document()
    ours, limit, library = encoder.encode(document), _by_hand(), _Library()
    for name, _ in _LINES:
        if not all(name.encode() in each for each in (ours, limit, library.receipt())):
            raise ValueError(f"{name} is not on the receipt")
    return [
        compared(
            GOAL,
            rounds,
            lambda: cpu_ms(lambda: encoder.encode(document), _TIMES_A_ROUND),
            lambda: cpu_ms(_by_hand, _TIMES_A_ROUND),
        ),
        compared(
            LIBRARY_GOAL,
            rounds,
            lambda: cpu_ms(lambda: encoder.encode(document), _TIMES_A_ROUND),
            lambda: cpu_ms(library.receipt, _TIMES_A_ROUND),
        ),
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


class _Library:
    """python-escpos alone, as its own documents say: text with the code pages that it chooses, and the native QR."""

    @cached_property
    def _printer(self) -> "Dummy":
        from escpos.printer import Dummy

        return Dummy(profile=_PROFILE)

    def receipt(self) -> bytes:
        printer = self._printer
        printer.clear()
        printer.hw("INIT")
        printer.set(align="center", bold=True)
        printer.textln("Oak Street Market")
        printer.set(align="left", bold=False)
        printer.textln()
        printer.textln("-" * _WIDE)
        for name, price in _LINES:
            printer.textln(f"{name:<{_WIDE - len(price)}}{price}")
        printer.textln("-" * _WIDE)
        printer.set(bold=True)
        printer.textln(f"{'Total':<41}$819.60")
        printer.set(align="center", bold=False)
        printer.qr(_URL, size=6, native=True)
        printer.textln("Thank you!")
        printer.cut()
        return bytes(printer.output)
