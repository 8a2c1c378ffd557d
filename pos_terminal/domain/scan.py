"""What a scan is: the codes to look up, in order, and what the barcode itself says about price, weight or count."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pos_terminal.domain.batch import NO_BATCH, Batch, ScannedExpiry
from pos_terminal.domain.gs1 import (
    SEPARATOR,
    Elements,
    digital_link,
    element_strings,
    expiry_in,
    gtin_in,
    lot_in,
    measure_in,
    serial_in,
)
from pos_terminal.domain.gs1_rules import contradictions_in
from pos_terminal.domain.gtin import GTIN_LENGTHS, expand_upc_e, gtin14, has_check_digit, is_digits
from pos_terminal.domain.measured_label import LabelPattern, Measure, MeasuredLabel
from pos_terminal.domain.symbology import parted

_GS1_CARRIERS = frozenset({"]C1", "]e0", "]d2", "]Q3", "]J1"})
_EAN_LENGTHS = {"]E0": 13, "]E3": 13, "]E4": 8}
_LAST_SLASH = re.compile(r"^([^?#]*[^/?#])/(?=[?#]|\Z)")
"""What some write behind the last value: the standard has no such links, and yet no other goods are meant."""
_LONGEST = 4096
_SHORTEST_ELEMENT_STRING = 16
_EAN13 = 13


class ScanKind(StrEnum):
    """How a scan was understood."""

    GTIN = "gtin"
    GS1 = "gs1"
    DIGITAL_LINK = "digital_link"
    TEXT = "text"
    UNREADABLE = "unreadable"
    """Nothing in it, or a symbol whose own check fails: no item can be meant."""


@dataclass(frozen=True, slots=True)
class ScanReading:
    """A scan, understood.

    ``text`` is the scan without its symbology identifier. ``candidates`` are looked up first, each with ``measure`` (a
    GS1 element said it). Only when the catalog knows none of them may the code be one of ``labels``: some real goods
    carry numbers that look like a scale's label. ``lot``, ``serial`` and
    ``expiry`` are what GS1 data say of this piece, whichever code is found; ``elements`` are all that they say.
    """

    kind: ScanKind
    text: str
    candidates: tuple[str, ...] = ()
    gtin14: str | None = None
    measure: Measure | None = None
    labels: tuple[MeasuredLabel, ...] = ()
    lot: str | None = None
    serial: str | None = None
    expiry: ScannedExpiry | None = None
    elements: Elements = ()

    def batch(self, today: date) -> Batch:
        """Which of the item it is, in the century of ``today``."""
        if not (self.lot or self.serial or self.expiry):
            return NO_BATCH
        moment = self.expiry.moment(today) if self.expiry else None
        if self.expiry is None or moment is None:
            return Batch(self.lot, self.serial)
        hour = moment.time() if self.expiry.has_hour else None
        return Batch(self.lot, self.serial, moment.date(), self.expiry.ends_sale, hour)

    def lookups(self) -> Iterator[tuple[str, Measure | None]]:
        """Every code to look up, in order, with the measure that holds if this one is the item's."""
        for candidate in self.candidates:
            yield candidate, self.measure
        for label in self.labels:
            for key in label.keys:
                yield key, label.measure


def read_scan(scanned: str, labels: Sequence[LabelPattern] = ()) -> ScanReading:
    """What ``scanned`` is, whether it came from a scanner or from the keyboard.

    ``labels`` are the families of measured labels in use in this shop (`LABELS_BY_COUNTRY` or own ones).
    """
    carrier, data = parted(scanned)
    if not data or len(data) > _LONGEST or "\0" in data:
        return ScanReading(ScanKind.UNREADABLE, data[:_LONGEST])
    if carrier in _GS1_CARRIERS:
        return _read_elements(data, labels) or ScanReading(ScanKind.UNREADABLE, data)
    if carrier in _EAN_LENGTHS:
        data = data[: _EAN_LENGTHS[carrier]]
        if len(data) != _EAN_LENGTHS[carrier] or not has_check_digit(data):
            return ScanReading(ScanKind.UNREADABLE, data)
        return _read_number(data, labels, upc_e=False)
    return _read_unnamed(data, labels)


def told_code(scanned: str) -> str:
    """How people read a code: of GS1 data the number of the goods, as it stands under a bar code, else what it says."""
    reading = read_scan(scanned)
    if reading.kind in {ScanKind.GS1, ScanKind.DIGITAL_LINK}:
        return _bare_number(reading.gtin14) if reading.gtin14 else _with_brackets(reading.elements)
    return "".join(each if each.isprintable() else " " for each in reading.text or scanned)


def _bare_number(gtin: str) -> str:
    """A GTIN without the zeros that its shorter form does not have."""
    return next((gtin[-size:] for size in sorted(GTIN_LENGTHS) if not gtin[:-size].strip("0")), gtin)


def _with_brackets(elements: Elements) -> str:
    return " ".join(f"({identifier}) {value}" for identifier, value in elements)


def _read_unnamed(data: str, labels: Sequence[LabelPattern]) -> ScanReading:
    """A scan whose symbology says nothing, or was not sent."""
    link = digital_link(data, short_gtin=True) or digital_link(_LAST_SLASH.sub(r"\1", data), short_gtin=True)
    if link is not None and contradictions_in(link):
        return ScanReading(ScanKind.UNREADABLE, data)
    if link is not None:
        return _from_elements(ScanKind.DIGITAL_LINK, data, link, labels)
    if is_digits(data) and len(data) < _SHORTEST_ELEMENT_STRING:
        return _read_number(data, labels, upc_e=True)
    looks_like_elements = SEPARATOR in data or (data.startswith("01") and len(data) >= _SHORTEST_ELEMENT_STRING)
    reading = _read_elements(data, labels) if looks_like_elements else None
    return reading or ScanReading(ScanKind.TEXT, data, (data,))


def _read_number(data: str, labels: Sequence[LabelPattern], *, upc_e: bool) -> ScanReading:
    gtin = gtin14(data)
    expanded = expand_upc_e(data) if upc_e else None
    candidates = (data,) if expanded is None else (data, expanded)
    if gtin is None and expanded is None:
        return ScanReading(ScanKind.TEXT, data, (data,))
    return ScanReading(ScanKind.GTIN, data, candidates, gtin or gtin14(expanded or ""), labels=_labels(gtin, labels))


def _read_elements(data: str, labels: Sequence[LabelPattern]) -> ScanReading | None:
    elements = element_strings(data)
    return (
        None
        if elements is None or contradictions_in(elements)
        else _from_elements(ScanKind.GS1, data, elements, labels)
    )


def _from_elements(kind: ScanKind, data: str, elements: Elements, labels: Sequence[LabelPattern]) -> ScanReading:
    gtin = gtin_in(elements)
    candidates = (data,) if gtin is None else (gtin, data)
    return ScanReading(
        kind=kind,
        text=data,
        candidates=candidates,
        gtin14=gtin,
        measure=measure_in(elements),
        labels=_labels(gtin, labels),
        lot=lot_in(elements),
        serial=serial_in(elements),
        expiry=expiry_in(elements),
        elements=elements,
    )


def _labels(gtin: str | None, labels: Sequence[LabelPattern]) -> tuple[MeasuredLabel, ...]:
    """The labels that a number of at most 13 digits may be; a real 14-digit number is a case, never a label."""
    if gtin is None or gtin[0] != "0":
        return ()
    read = (pattern.read(gtin[-_EAN13:]) for pattern in labels)
    return tuple(label for label in read if label is not None)
