"""The identifier that a scanner may send before a code, to say by which symbology it is printed (ISO/IEC 15424)."""

import re

_IDENTIFIER = r"\][A-Za-z][0-9A-Za-z]"

_NAMES = {
    "A": "Code 39",
    "C": "Code 128",
    "E": "EAN/UPC",
    "F": "Codabar",
    "G": "Code 93",
    "I": "ITF",
    "L": "PDF417",
    "Q": "QR Code",
    "d": "Data Matrix",
    "e": "GS1 DataBar",
    "z": "Aztec",
}
"""By the code character of the identifier."""
_GS1 = {"C1": "GS1-128", "d2": "GS1 DataMatrix", "Q3": "GS1 QR Code", "E4": "EAN-8"}


def parted(scanned: str) -> tuple[str, str]:
    """The identifier, empty where none was sent, and the code as it is printed."""
    text = scanned.strip(" \t\r\n")
    found = re.match(_IDENTIFIER, text)
    return (found[0], text[found.end() :]) if found else ("", text)


def symbology_of(scanned: str) -> str:
    """The name of the symbology that the scanner says; empty where it says none that is known."""
    identifier = parted(scanned)[0]
    return _GS1.get(identifier[1:], _NAMES.get(identifier[1:2], ""))


def printed_code(scanned: str) -> str:
    """The code without it, for everything that no symbology tells apart: cards, badges, receipts."""
    return parted(scanned)[1]
