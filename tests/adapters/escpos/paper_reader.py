"""A strict reader of printer bytes, written from the command set: anything it does not know fails the test."""

from dataclasses import dataclass, field
from struct import unpack

EPSON_PAGES = {
    0: "cp437", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 13: "cp857", 14: "cp737", 16: "cp1252", 17: "cp866",
    18: "cp852", 19: "cp858", 33: "cp775", 34: "cp855", 35: "cp861", 39: "iso8859_2", 40: "iso8859_15", 45: "cp1250",
    46: "cp1251", 47: "cp1253", 48: "cp1254", 51: "cp1257",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    text: str
    bold: bool = False
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Raster:
    width: int
    height: int
    bits: bytes
    align: int


@dataclass(frozen=True)
class NativeQr:
    data: str
    module: int
    level: int
    align: int


@dataclass(frozen=True)
class Feed:
    lines: int


@dataclass(frozen=True)
class CutMade:
    pass


@dataclass(frozen=True)
class DoneQuestion:
    pass


Printed = Line | Raster | NativeQr | Feed | CutMade | DoneQuestion


class Misprint(AssertionError):
    """Bytes that a printer would not understand as meant."""


@dataclass
class PaperReader:
    """Reads one job; `printed` is what is on the paper."""

    job: bytes
    pages: dict[int, str]
    printed: list[Printed] = field(default_factory=list)
    _at: int = 0
    _page: int = 0
    _align: int = 0
    _bold: bool = False
    _across: int = 1
    _down: int = 1
    _line: str = ""
    _qr: dict[str, int] = field(default_factory=dict)
    _qr_data: bytes = b""

    def read(self) -> list[Printed]:
        if not self.job.startswith(b"\x1b@"):
            raise Misprint("the job does not begin with ESC @")
        self._at = 2
        while self._at < len(self.job):
            self._step()
        if self._line:
            raise Misprint(f"text stays in the printer: {self._line!r}")
        return self.printed

    def _take(self, count: int) -> bytes:
        taken = self.job[self._at : self._at + count]
        if len(taken) < count:
            raise Misprint("the job ends in the middle of a command")
        self._at += count
        return taken

    def _step(self) -> None:
        byte = self._take(1)
        if byte == b"\n":
            self._end_line()
        elif byte >= b"\x20" and byte != b"\x7f":
            self._letter(byte)
        elif byte == b"\x1b":
            self._escape(self._take(1))
        elif byte == b"\x1d":
            self._group(self._take(1))
        elif byte != b"\x1c" or self._take(1) != b".":
            raise Misprint(f"unknown command {self.job[self._at - 1 : self._at + 3].hex(' ')} at {self._at - 1}")

    def _letter(self, byte: bytes) -> None:
        codec = "ascii" if byte < b"\x80" else self.pages.get(self._page)
        if codec is None:
            raise Misprint(f"byte {byte.hex()} in page {self._page}, which is not trusted")
        self._line += byte.decode(codec)

    def _end_line(self) -> None:
        line = Line(self._line, self._bold and bool(self._line), self._across, self._down)
        if not self._line:
            line = Line("")
        self.printed.append(line)
        self._line = ""

    def _escape(self, command: bytes) -> None:
        value = self._take(1)[0]
        match command:
            case b"t":
                self._page = value
            case b"!":
                self._bold = bool(value & 8)
                self._down, self._across = 2 if value & 16 else 1, 2 if value & 32 else 1
            case b"E":
                self._bold = bool(value & 1)
            case b"a":
                if self._line:
                    raise Misprint("ESC a in the middle of a line")
                self._align = value
            case b"d":
                self.printed.append(Feed(value))
            case _:
                raise Misprint(f"unknown command ESC {command!r}")

    def _group(self, command: bytes) -> None:
        match command:
            case b"V":
                self._take(1)
                self.printed.append(CutMade())
            case b"r":
                self._take(1)
                self.printed.append(DoneQuestion())
            case b"v":
                self._raster()
            case b"(":
                self._code()
            case _:
                raise Misprint(f"unknown command GS {command!r}")

    def _raster(self) -> None:
        if self._take(2) != b"0\x00" or self._line:
            raise Misprint("a picture in the middle of a line, or in an unknown mode")
        across, down = unpack("<HH", self._take(4))
        bits = self._take(across * down)
        if any(command in bits for command in (b"\x10\x04", b"\x10\x05", b"\x10\x14")):
            raise Misprint("a picture holds a command that printers obey at once")
        self.printed.append(Raster(across * 8, down, bits, self._align))

    def _code(self) -> None:
        kind = self._take(1)
        body = self._take(int.from_bytes(self._take(2), "little"))
        if kind != b"k" or body[:1] != b"1":
            raise Misprint(f"unknown command GS ( {kind!r}")
        match body[1]:
            case 65:
                pass
            case 67:
                self._qr["module"] = body[2]
            case 69:
                self._qr["level"] = body[2] - 48
            case 80:
                self._qr_data = body[3:]
            case 81:
                self.printed.append(
                    NativeQr(self._qr_data.decode(), self._qr["module"], self._qr["level"], self._align)
                )
            case _:
                raise Misprint(f"unknown QR function {body[1]}")


def read_paper(job: bytes, columns: int, pages: dict[int, str] = EPSON_PAGES) -> list[Printed]:
    """What the job puts on paper; every line fits it."""
    printed = PaperReader(job, pages).read()
    for line in printed:
        if isinstance(line, Line) and len(line.text) * line.across > columns:
            raise Misprint(f"wider than {columns} columns: {line.text!r}")
    return printed


def lines_of(printed: list[Printed]) -> list[str]:
    return [row.text for row in printed if isinstance(row, Line)]
