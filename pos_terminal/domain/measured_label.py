"""Labels that a scale prints: a shop's own item number with the price, weight or count inside the barcode.

The numbers 02 and 20 to 29 are for use inside a shop or a country (restricted circulation numbers); what their digits
mean is said by each GS1 member organisation, so it is a setting here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from pos_terminal.domain.gtin import check_digit, has_check_digit, verifier_digit

_SHAPE = re.compile(r"(?P<prefix>\d+)(?P<item>\.+)(?P<verifier>V?)\{(?P<whole>N*)(?P<part>D*)\}\.")
_EAN13 = 13


class MeasureKind(StrEnum):
    """What a barcode may carry besides the item."""

    PRICE = "price"
    WEIGHT_KG = "weight_kg"
    WEIGHT_LB = "weight_lb"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Measure:
    """A price (in major units), a net weight or a count, read out of a barcode.

    ``currency`` is the one that the code itself names for its price; empty: that of the store. ``weight`` is what the
    goods of that price weigh, where the code says both.
    """

    kind: MeasureKind
    value: Decimal
    currency: str = ""
    weight: "Measure | None" = None


@dataclass(frozen=True, slots=True)
class MeasuredLabel:
    """A label read: what it measures, and the codes the catalog may know the item by, best first."""

    measure: Measure
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelPattern:
    """How one family of EAN-13 labels is built; ``20......{NNDD}.`` is one.

    Digits stand for themselves, dots before the brace are the item's number, ``V`` a verifier digit of the value, ``N``
    and ``D`` the value's digits before and after its point, and the last dot is the check digit. Make it with `parse`.
    """

    kind: MeasureKind
    prefix: str
    item_digits: int
    has_verifier: bool
    whole_digits: int
    decimals: int

    @classmethod
    def parse(cls, kind: MeasureKind, text: str) -> "LabelPattern":
        """The pattern written in ``text``. Raises ValueError when it is not 13 digits of the form above."""
        shape = _SHAPE.fullmatch(text)
        if shape is None or len(text) - 2 != _EAN13 or not shape["whole"] + shape["part"]:
            raise ValueError(f"{text!r} is no label pattern: 13 digits are wanted, such as 20......{{NNDD}}.")
        return cls(
            kind, shape["prefix"], len(shape["item"]), bool(shape["verifier"]), len(shape["whole"]), len(shape["part"])
        )

    @classmethod
    def named(cls, text: str) -> "LabelPattern":
        """A pattern with what it carries in front: ``price 21....V{NNNDD}.``. Raises ValueError as `parse`."""
        kind, _, pattern = text.strip().partition(" ")
        if kind not in set(MeasureKind):
            raise ValueError(f"{text!r} says not what its labels carry: {', '.join(MeasureKind)}, then the pattern.")
        return cls.parse(MeasureKind(kind), pattern.strip())

    def __str__(self) -> str:
        """As `named` reads it."""
        value = f"{'N' * self.whole_digits}{'D' * self.decimals}"
        return f"{self.kind} {self.prefix}{'.' * self.item_digits}{'V' * self.has_verifier}{{{value}}}."

    def read(self, code: str) -> MeasuredLabel | None:
        """The label in a 13-digit code; None when it is another family's or one of its guards is wrong."""
        if len(code) != _EAN13 or not code.startswith(self.prefix) or not has_check_digit(code):
            return None
        at = len(self.prefix) + self.item_digits
        item, value = code[:at], code[at + self.has_verifier : -1]
        if self.has_verifier and verifier_digit(value) != int(code[at]):
            return None
        reference = item[len(self.prefix) :]
        measure = Measure(self.kind, Decimal(value).scaleb(-self.decimals))
        return MeasuredLabel(measure, (self._base(item, len(value)), reference, reference.lstrip("0") or "0"))

    def _base(self, item: str, digits: int) -> str:
        """The code of the label with a value of nought: what catalogs list a measured item by."""
        nought = "0" * digits
        payload = item + (str(verifier_digit(nought)) if self.has_verifier else "") + nought
        return f"{payload}{check_digit(payload)}"


def _family(kind: MeasureKind, *texts: str) -> tuple[LabelPattern, ...]:
    return tuple(LabelPattern.parse(kind, text) for text in texts)


_KG, _PRICE, _COUNT = MeasureKind.WEIGHT_KG, MeasureKind.PRICE, MeasureKind.COUNT
_BALTIC = _family(_KG, "23......{NDDD}.", "24......{NNDD}.", "25......{NNND}.")
_NORDIC = _family(_PRICE, "20......{NNDD}.", "21......{NNND}.", "22......{NNNN}.") + _BALTIC

LABELS_BY_COUNTRY: Mapping[str, tuple[LabelPattern, ...]] = MappingProxyType(
    {
        "DE": _family(_PRICE, "22....V{NNNDD}.", "23....V{NNNDD}.")
        + _family(_COUNT, "25....V{NNNNN}.", "26....V{NNNNN}.")
        + _family(_KG, "28....V{NNDDD}.", "29....V{NNDDD}."),
        "DK": _family(_PRICE, *(f"{first}....{{NNNNDD}}." for first in (21, 22, 23, 24)))
        + _family(_KG, "26....{NNNDDD}.", "27.....{NNDDD}.", "28....{NNNDDD}."),
        "EE": _BALTIC,
        "FI": _BALTIC,
        "GB": _family(_PRICE, "20.....V{NNDD}."),
        "LT": _BALTIC,
        "LV": _BALTIC,
        "NO": _NORDIC,
        "SE": _NORDIC,
        "US": _family(_PRICE, "02.....V{NNDD}."),
    }
)
"""The families that GS1's member organisations publish, by ISO 3166-1 country; a shop may set its own instead."""
