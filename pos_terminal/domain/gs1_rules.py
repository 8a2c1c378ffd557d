"""Which application identifiers (AI) of a GS1 code belong together, and which contradict each other.

Sources: GS1 General Specifications 4.13 (invalid pairs) and 4.14 (mandatory associations), for what goods carry. A
companion that is missing may stand in another symbol on the same goods, so a till sells without it; two that contradict
each other leave open which goods, or which price, is meant.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from pos_terminal.domain.gs1 import Elements

_GOODS = "01 02 8006 8026"
_MEASURES = "30 31.. 32.. 35.. 36.."
_COMPANIONS = (
    ("02", "37"),
    ("10 11 13 15 16 20 240 241 242 422 7001", _GOODS),
    ("12", "8020"),
    ("17", f"{_GOODS} 255"),
    ("21 250 251 7020 7021 7240 8012", "01 8006"),
    ("22 235 243 337. 392. 71[0-6] 7004 8001 8200", "01"),
    ("30 31.. 32.. 35[0-267]. 36[014-6]. 423 424 425 426 427 700[235-9] 701. 703. 8005 8008", "01 02"),
    ("33[0-6]. 34.. 35[3-5]. 36[237-9]. 8009", "00 01"),
    ("37", "00"),
    ("37", "02 8026"),
    ("250", "21"),
    ("254", "414"),
    ("390.", "255 8020"),
    ("391.", "8020"),
    ("392. 393. 395.", _MEASURES),
    ("394. 8111", "255"),
    ("403 430[0-24-9] 431[0-24-9] 432. 433.", "00"),
    ("427", "422"),
    ("4303", "4302"),
    ("4313", "4312"),
    ("7004", "10"),
    ("7020", "416"),
    ("7022", "7021"),
    ("723.", "01 8004"),
    ("7241 7242 8019", "8017 8018"),
    ("415", "8020"),
    ("8007 8020", "415"),
    ("8011", "8010"),
    ("8026", "37"),
)
"""Each AI of the first group wants one of the second; ``.`` stands for any digit."""
_CONTRADICTIONS = (
    ("01", "02 255 37"),
    ("21", "235"),
    ("255", "02 415 8006 8020 8026"),
    ("390.", "391. 394. 8111"),
    ("392.", "393."),
    ("395.", "392. 393. 8005"),
    ("394.", "8111"),
    ("420", "421"),
    ("421", "4307"),
    ("422 423 424 425", "426"),
    ("4330", "4331"),
    ("4332", "4333"),
    ("8006", "01 37"),
    ("8017", "8018"),
    ("8026", "02 8006"),
)
_SCALED = re.compile(r"3[1-69]\d\d")


def missing_in(elements: Elements) -> tuple[str, ...]:
    """What should stand beside an element and does not, a sentence each."""
    identifiers = [identifier for identifier, _ in elements]
    return tuple(
        f"AI {each} wants one of {wanted.replace('.', 'n')} beside it."
        for group, wanted in _COMPANIONS
        for each in _of(identifiers, group)
        if not _of(identifiers, wanted)
    )


def contradictions_in(elements: Elements) -> tuple[str, ...]:
    """Which elements cannot both hold, a sentence each: one more than once with other data, or two that exclude."""
    identifiers = [identifier for identifier, _ in elements]
    found = [f"AI {each} is there with different data." for each in _with_several_values(elements)]
    found += [
        f"AI {each} and AI {other} exclude each other."
        for group, excluded in _CONTRADICTIONS
        for each in _of(identifiers, group)
        for other in _of(identifiers, excluded)
    ]
    scaled = sorted({each for each in identifiers if _SCALED.fullmatch(each)})
    found += [
        f"AI {each} and AI {other} exclude each other." for each, other in pairwise(scaled) if each[:-1] == other[:-1]
    ]
    return tuple(found)


def _of(identifiers: Sequence[str], group: str) -> list[str]:
    return [each for each in identifiers if re.fullmatch(group.replace(" ", "|"), each)]


def _with_several_values(elements: Elements) -> list[str]:
    values: dict[str, set[str]] = {}
    for identifier, value in elements:
        values.setdefault(identifier, set()).add(value)
    return [identifier for identifier, different in values.items() if len(different) > 1]
