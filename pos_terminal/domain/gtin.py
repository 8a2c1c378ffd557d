"""GTINs: check digits, the 14-digit form that all of them are matched on, UPC-E and verifier digits.

Sources: GS1 General Specifications 7.9.1 (check digit), 7.9.2 to 7.9.4 (verifier digits), 7.10 (UPC-E).
"""

from functools import lru_cache

GTIN_LENGTHS = frozenset({8, 12, 13, 14})
_UPC_E_LENGTH = 8
_ZERO = ord("0")

_TWO_MINUS = (0, 2, 4, 6, 8, 9, 1, 3, 5, 7)
_FIVE_PLUS = (0, 5, 1, 6, 2, 7, 3, 8, 4, 9)
_FIVE_MINUS = (0, 5, 9, 4, 8, 3, 7, 2, 6, 1)
_THREE = (0, 3, 6, 9, 2, 5, 8, 1, 4, 7)
_WEIGHTS_OF_FOUR = (_TWO_MINUS, _TWO_MINUS, _THREE, _FIVE_MINUS)
_WEIGHTS_OF_FIVE = (_FIVE_PLUS, _TWO_MINUS, _FIVE_MINUS, _FIVE_PLUS, _TWO_MINUS)


def is_digits(text: str) -> bool:
    """Whether the text is ASCII digits alone (an Arabic or full-width digit is not one of a barcode's)."""
    return text.isascii() and text.isdigit()


def check_digit(payload: str) -> int:
    """The GS1 check digit for digits that lack it: weights 3 and 1 from the right. Raises ValueError for non-digits."""
    if not is_digits(payload):
        raise ValueError(f"{payload!r} is not digits")
    return -_weighted_sum(payload.encode("ascii")) % 10


def has_check_digit(code: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    if len(code) <= 1 or not is_digits(code):
        return False
    digits = code.encode("ascii")
    return (_weighted_sum(digits[:-1]) + digits[-1] - _ZERO) % 10 == 0


@lru_cache(maxsize=2048)
def gtin14(code: str) -> str | None:
    """The 14-digit form of a GTIN of 8, 12, 13 or 14 digits; None for anything else, a wrong check digit too.

    An EAN-8 is a number of its own, not a shortened EAN-13: padded with zeros it meets no other number.
    """
    if len(code) in GTIN_LENGTHS and has_check_digit(code):
        return code.zfill(14)
    return None


def expand_upc_e(code: str) -> str | None:
    """The UPC-A of a UPC-E with its number system (0 or 1) and check digit; None when it is not one."""
    if len(code) != _UPC_E_LENGTH or not is_digits(code) or code[0] not in "01":
        return None
    system, body, check = code[0], code[1:7], code[7]
    last = body[5]
    if last in "012":
        expanded = f"{body[:2]}{last}0000{body[2:5]}"
    elif last == "3":
        expanded = f"{body[:3]}00000{body[3:5]}"
    elif last == "4":
        expanded = f"{body[:4]}00000{body[4]}"
    else:
        expanded = f"{body[:5]}0000{last}"
    whole = f"{system}{expanded}{check}"
    return whole if has_check_digit(whole) else None


def verifier_digit(field: str) -> int | None:
    """The digit that guards a price or weight of four or five digits in a label; None where GS1 defines none."""
    if not is_digits(field):
        return None
    if len(field) == len(_WEIGHTS_OF_FOUR):
        return _weighted(field, _WEIGHTS_OF_FOUR) * 3 % 10
    if len(field) == len(_WEIGHTS_OF_FIVE):
        return _FIVE_MINUS.index(-_weighted(field, _WEIGHTS_OF_FIVE) % 10)
    return None


def _weighted_sum(digits: bytes) -> int:
    """The sum of ASCII digits, those at odd places from the right three times: by whole bytes, for large catalogs."""
    odd, even = digits[::-2], digits[-2::-2]
    return 3 * (sum(odd) - _ZERO * len(odd)) + sum(even) - _ZERO * len(even)


def _weighted(field: str, weights: tuple[tuple[int, ...], ...]) -> int:
    return sum(weight[int(digit)] for digit, weight in zip(field, weights, strict=True))
