"""How amounts, times and bytes are written in lines of JSON; what damage left is written, too."""

import base64
from datetime import UTC, datetime, timedelta

_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)


def amount_text(minor: int, decimals: int) -> str:
    """Whole minor units as a decimal: ``-0.05``."""
    digits = str(abs(minor)).zfill(decimals + 1)
    sign = "-" if minor < 0 else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"


def utc_text(micros: int) -> str:
    """Microseconds since 1970 as a time in UTC; empty for one that no calendar has."""
    try:
        moment = _BEGIN + timedelta(microseconds=micros)
    except OverflowError:
        return ""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def bytes_text(body: bytes | None) -> tuple[str | None, str | None]:
    """As what bytes are written, and how: as text where they are text. Nothing for nothing."""
    if body is None:
        return None, None
    try:
        return "utf-8", body.decode()
    except UnicodeDecodeError:
        return "base64", base64.b64encode(body).decode()
