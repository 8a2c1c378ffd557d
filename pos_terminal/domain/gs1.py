"""GS1 data in a barcode: element strings and Digital Link addresses, as far as a desk needs them.

Splits the data into application identifiers (AI) and values, and checks the GTIN; `gs1_rules` says which AIs belong
together. It does not check each AI's character set. Sources: GS1 General Specifications 7.8 (element strings,
predefined lengths) and GS1 Digital Link: URI Syntax 1.4.
"""

import re
from dataclasses import replace
from decimal import Decimal
from urllib.parse import unquote, unquote_plus, urlsplit

from pos_terminal.domain.batch import ScannedExpiry
from pos_terminal.domain.currency_number import currency_with_number
from pos_terminal.domain.gtin import has_check_digit, is_digits
from pos_terminal.domain.measured_label import Measure, MeasureKind

Elements = tuple[tuple[str, str], ...]
"""Application identifiers with their values, in the order read."""

SEPARATOR = "\x1d"
_LENGTHS_BY_START = {
    start: length
    for length, starts in (
        (2, "00 01 02 03 04 10 11 12 13 14 15 16 17 18 19 20 21 22 30 37 90 91 92 93 94 95 96 97 98 99"),
        (3, "23 24 25 40 41 42 71"),
        (4, "31 32 33 34 35 36 39 43 70 72 80 81 82"),
    )
    for start in starts.split()
}
"""How many digits an AI has, by its first two."""
_PREDEFINED = {
    start: size
    for size, starts in (
        (18, "00"),
        (14, "01 02 03"),
        (16, "04"),
        (6, "11 12 13 14 15 16 17 18 19 31 32 33 34 35 36"),
        (2, "20"),
        (13, "41"),
    )
    for start in starts.split()
}
"""How long the value is where no FNC1 ends it, by the AI's first two digits."""
_LONGEST_VALUE = 90
_QUALIFIERS = {
    "00": (),
    "01": ("22", "10", "21"),
    "253": (),
    "255": (),
    "401": (),
    "402": (),
    "414": ("254", "7040"),
    "415": ("8020",),
    "417": ("7040",),
    "8003": (),
    "8004": ("7040",),
    "8006": ("22", "10", "21"),
    "8010": ("8011",),
    "8013": (),
    "8017": ("8019",),
    "8018": ("8019",),
}
_LINK = re.compile(r"(https?|HTTPS?)://")
_VALUE = re.compile(r"[!-~]{1,90}")
_NAMED = re.compile(r"[!-~]{1,20}")
_DATES = {"7003": True, "17": True, "16": True, "15": False}
"""The dates that matter to a till, the strictest first: whether it is sold no more after them."""
_MEASURES = {
    "392": MeasureKind.PRICE,
    "393": MeasureKind.PRICE,
    "310": MeasureKind.WEIGHT_KG,
    "320": MeasureKind.WEIGHT_LB,
}
"""What an item is measured by, the price first: it holds whatever the weight would come to."""
_WITH_CURRENCY = ("391", "393")
_CURRENCY_DIGITS = 3
_COUNTS = ("30", "37")
_OF_TRADE = ("31", "32", "35", "36")
_MEASURED_AI = 4
_GTIN = 14
_SSCC = 18


def element_strings(data: str) -> Elements | None:
    """The elements of a GS1-128, DataBar, GS1 DataMatrix or GS1 QR code; None when they cannot be split.

    ``data`` is what the scanner sent without its symbology identifier; FNC1 arrives as the character 0x1D.
    """
    rest, elements = data.lstrip(SEPARATOR), []
    while rest:
        identifier = _identifier_at(rest)
        if identifier is None:
            return None
        rest = rest[len(identifier) :]
        size = _PREDEFINED.get(identifier[:2])
        value = rest.split(SEPARATOR, 1)[0] if size is None else rest[:size]
        if not _is_value(identifier, value):
            return None
        elements.append((identifier, value))
        rest = rest[len(value) :].removeprefix(SEPARATOR)
    return tuple(elements) or None


def digital_link(address: str, *, short_gtin: bool) -> Elements | None:
    """The elements of a GS1 Digital Link; None for any other address.

    ``short_gtin`` also takes a GTIN of 8, 12 or 13 digits, which older links carry.
    """
    if not _LINK.match(address):
        return None
    parts = urlsplit(address)
    segments = parts.path.split("/")[1:]
    for at in range(len(segments) - 2, -1, -2):
        if segments[at] in _QUALIFIERS:
            path = _path_elements(segments[at:], short_gtin=short_gtin)
            query = _query_elements(parts.query)
            return _joined(path, query)
    return None


def gtin_in(elements: Elements) -> str | None:
    """The 14-digit GTIN of the trade item, if there is one."""
    return next((value for identifier, value in elements if identifier == "01"), None)


def lot_in(elements: Elements) -> str | None:
    """The batch or lot that the item is of (AI 10, at most 20 characters), if it can be one."""
    return _named_in(elements, "10")


def serial_in(elements: Elements) -> str | None:
    """The serial number of this very item (AI 21, at most 20 characters), if it can be one."""
    return _named_in(elements, "21")


def expiry_in(elements: Elements) -> ScannedExpiry | None:
    """Until when it is sold (AI 17, 7003, 16), else until when it is at its best (AI 15), as the label has it.

    Some labels have what is no date (`ScannedExpiry.moment`).
    """
    values = dict(elements)
    found = (ScannedExpiry(values[each], ends_sale) for each, ends_sale in _DATES.items() if each in values)
    return next(found, None)


def _named_in(elements: Elements, wanted: str) -> str | None:
    name = next((value for identifier, value in elements if identifier == wanted), "")
    return name if _NAMED.fullmatch(name) else None


def measure_in(elements: Elements) -> Measure | None:
    """The price, else the net weight, else the count that the elements carry for the item."""
    values = dict(elements)
    found = [
        Measure(kind, decimal_value(identifier, value), currency_in(identifier, value) or "")
        for wanted, kind in _MEASURES.items()
        for identifier, value in values.items()
        if identifier[:3] == wanted and len(identifier) == _MEASURED_AI
    ]
    if found:
        first, *others = found
        weight = next((each for each in others if each.kind is not MeasureKind.PRICE), None)
        return replace(first, weight=weight) if first.kind is MeasureKind.PRICE else first
    count = next((values[identifier] for identifier in _COUNTS if identifier in values), None)
    return Measure(MeasureKind.COUNT, Decimal(count)) if count is not None and is_digits(count) else None


def has_measure(elements: Elements) -> bool:
    """Whether a count, or any measure of trade, stands among the elements."""
    return any(identifier == "30" or identifier[:2] in _OF_TRADE for identifier, _ in elements)


def decimal_value(identifier: str, value: str) -> Decimal:
    """The number in ``value``, whose point is placed by the last digit of a four-digit AI (31nn to 36nn, 39nn).

    Without the currency that amounts of AI 391n and 393n begin with: see `currency_in`.
    """
    digits = value[_CURRENCY_DIGITS:] if identifier[:3] in _WITH_CURRENCY else value
    return Decimal(digits).scaleb(-int(identifier[-1]))


def currency_in(identifier: str, value: str) -> str | None:
    """The currency of an amount that names its own (AI 391n, 393n); None for all others, and for one there is not."""
    return currency_with_number(value[:_CURRENCY_DIGITS]) if identifier[:3] in _WITH_CURRENCY else None


def _identifier_at(text: str) -> str | None:
    length = _LENGTHS_BY_START.get(text[:2])
    identifier = text[: length or 0]
    return identifier if length == len(identifier) and is_digits(identifier) else None


def _is_value(identifier: str, value: str) -> bool:
    size = _PREDEFINED.get(identifier[:2])
    if identifier in {"01", "02", "03"}:
        return len(value) == _GTIN and has_check_digit(value)
    if identifier == "00":
        return len(value) == _SSCC and has_check_digit(value)
    if size is not None:
        return len(value) == size and is_digits(value)
    if identifier[:2] == "39" and not _is_amount(identifier, value):
        return False
    return _VALUE.fullmatch(value) is not None and len(value) <= _LONGEST_VALUE


def _is_amount(identifier: str, value: str) -> bool:
    if identifier[:3] not in _WITH_CURRENCY:
        return is_digits(value)
    return is_digits(value) and len(value) > _CURRENCY_DIGITS and currency_in(identifier, value) is not None


def _path_elements(segments: list[str], *, short_gtin: bool) -> Elements | None:
    key = segments[0]
    found: list[tuple[str, str]] = []
    for identifier, written in zip(segments[::2], segments[1::2], strict=True):
        value = unquote(written)
        if identifier == "01" and short_gtin:
            value = value.zfill(_GTIN)
        if (found and identifier not in _QUALIFIERS[key]) or not _is_value(identifier, value):
            return None
        found.append((identifier, value))
    return tuple(found)


def _query_elements(query: str) -> Elements | None:
    found: list[tuple[str, str]] = []
    for pair in query.split("&") if query else ():
        name, _, written = pair.partition("=")
        if not is_digits(name):
            continue
        value = unquote_plus(written)
        if _identifier_at(name) != name or not _is_value(name, value):
            return None
        found.append((name, value))
    return tuple(found)


def _joined(path: Elements | None, query: Elements | None) -> Elements | None:
    """Both parts; None when one is broken, an AI comes twice, or a qualifier stands in the query."""
    if path is None or query is None:
        return None
    key, names = path[0][0], [identifier for identifier, _ in query]
    all_names = [identifier for identifier, _ in path] + names
    if len(set(all_names)) != len(all_names) or set(names) & set(_QUALIFIERS[key]):
        return None
    return path + query
