"""The identifier that a scanner may send before a code, to say by which symbology it is printed (ISO/IEC 15424)."""

import re

_IDENTIFIER = re.compile(r"\][A-Za-z][0-9A-Za-z]")


def parted(scanned: str) -> tuple[str, str]:
    """The identifier, empty where none was sent, and the code as it is printed."""
    text = scanned.strip(" \t\r\n")
    found = _IDENTIFIER.match(text)
    return (found[0], text[found.end() :]) if found else ("", text)


def printed_code(scanned: str) -> str:
    """The code without it, for everything that no symbology tells apart: cards, badges, receipts."""
    return parted(scanned)[1]
