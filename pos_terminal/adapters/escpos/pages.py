"""Which of a printer's code pages a line is printed with; python-escpos' own choice loses euro signs."""

from collections.abc import Mapping
from functools import lru_cache

# By preference. The first two hold the euro sign by definition. Left out on purpose: ISO 8859-7, which printers call
# their page 15 and which has the euro in one revision only; Hebrew, Arabic, Thai and Vietnamese pages, which need
# shaping or a writing direction that printers do not have; and those that Python has no table for.
_CODECS = {
    "CP858": "cp858",
    "CP1252": "cp1252",
    "CP437": "cp437",
    "CP850": "cp850",
    "ISO_8859-15": "iso8859_15",
    "CP852": "cp852",
    "CP1250": "cp1250",
    "ISO_8859-2": "iso8859_2",
    "CP866": "cp866",
    "CP1251": "cp1251",
    "CP855": "cp855",
    "CP737": "cp737",
    "CP1253": "cp1253",
    "CP857": "cp857",
    "CP1254": "cp1254",
    "CP775": "cp775",
    "CP1257": "cp1257",
    "CP865": "cp865",
    "CP863": "cp863",
    "CP861": "cp861",
    "CP860": "cp860",
}
_SELECT = b"\x1bt"


@lru_cache(maxsize=len(_CODECS))
def _table(codec: str) -> dict[str, int]:
    """The printable upper half of a code page. The codecs' control characters (0x80 to 0x9f) are not among it."""
    table = {}
    for byte in range(0x80, 0x100):
        char = bytes([byte]).decode(codec, "ignore")
        if char.isprintable() and char:
            table[char] = byte
    return table


class CodePages:
    """The code pages of one printer model, and what it takes to print a line with them.

    Args:
        numbered: the model's pages, number to name, as in python-escpos' capability profiles.
    """

    def __init__(self, numbered: Mapping[int, str]) -> None:
        numbers: dict[str, int] = {}
        for number, name in sorted(numbered.items()):
            numbers.setdefault(name, number)
        self._tables = {numbers[name]: _table(codec) for name, codec in _CODECS.items() if name in numbers}

    def encoded(self, line: str, page: int | None) -> tuple[bytes, int | None] | None:
        """The bytes that print the line, page changes included, and the page the printer is left on.

        Args:
            line: printable text of one row.
            page: the page the printer is on; None if that is not known.

        Returns:
            None if the printer has a letter of it on no page: the line has to be printed as a picture.
        """
        if line.isascii():
            return line.encode(), page
        whole = self._page_for({char for char in line if not char.isascii()}, page)
        if whole is not None:
            return self._switch(page, whole) + self._bytes(line, whole), whole
        return self._piecewise(line, page)

    def _piecewise(self, line: str, page: int | None) -> tuple[bytes, int | None] | None:
        out = bytearray()
        for char in line:
            if char.isascii():
                out += char.encode()
                continue
            next_page = self._page_for({char}, page)
            if next_page is None:
                return None
            out += self._switch(page, next_page) + self._bytes(char, next_page)
            page = next_page
        return bytes(out), page

    def _page_for(self, chars: set[str], page: int | None) -> int | None:
        if page in self._tables and chars <= self._tables[page].keys():
            return page
        return next((number for number, table in self._tables.items() if chars <= table.keys()), None)

    def _switch(self, page: int | None, wanted: int) -> bytes:
        return b"" if page == wanted else _SELECT + bytes([wanted])

    def _bytes(self, text: str, page: int) -> bytes:
        table = self._tables[page]
        return bytes([ord(char) if char.isascii() else table[char] for char in text])
