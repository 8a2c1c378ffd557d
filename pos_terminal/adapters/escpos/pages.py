"""Which of a printer's code pages a line is printed with; python-escpos' own choice loses euro signs."""

from collections.abc import Mapping

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


class CodePages:
    """The code pages of one printer model, and what it takes to print a line with them.

    Args:
        numbered: the model's pages, number to name, as in python-escpos' capability profiles.
    """

    def __init__(self, numbered: Mapping[int, str]) -> None:
        numbers: dict[str, int] = {}
        for number, name in sorted(numbered.items()):
            numbers.setdefault(name, number)
        self._codecs = {numbers[name]: codec for name, codec in _CODECS.items() if name in numbers}

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
        return self._on_one_page(line, page) or self._letter_by_letter(line, page)

    def _on_one_page(self, text: str, page: int | None) -> tuple[bytes, int] | None:
        """On the page the printer is on if that has it all, else on the first that has."""
        if page is not None:
            try:
                return text.encode(self._codecs[page]), page
            except UnicodeEncodeError:
                pass
        for number, codec in self._codecs.items():
            try:
                return _SELECT + bytes([number]) + text.encode(codec), number
            except UnicodeEncodeError:
                continue
        return None

    def _letter_by_letter(self, line: str, page: int | None) -> tuple[bytes, int | None] | None:
        out = bytearray()
        for char in line:
            encoded = (char.encode(), page) if char.isascii() else self._on_one_page(char, page)
            if encoded is None:
                return None
            code, page = encoded
            out += code
        return bytes(out), page
