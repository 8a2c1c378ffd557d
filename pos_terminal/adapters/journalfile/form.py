"""What stands in the lines of an exported journal: which members each kind has, and how values are written.

``packaging/verify_journal.py`` reads the same form with nothing but Python; both are held against each other.
"""

from collections.abc import Mapping

FORMAT = "pos_terminal journal"
VERSION = 1
ABOUT = (
    "One JSON object a line. line_sha256 is the SHA-256 of its line up to that member; after is the line_sha256 of "
    "the line before. hash, erased_proof, seal and head_seal are HMAC-SHA256 under the till's journal key. "
    "Check with: python3 verify_journal.py FILE [--keys keys.json] [--anchor '128 9F3A-71C2']"
)

_TEXT, _NUMBER, _NOTHING, _TABLE = (str,), (int,), (type(None),), (dict,)

COLUMNS = (
    "seq",
    "transaction_id",
    "version",
    "kind",
    "business_day",
    "session_id",
    "employee_id",
    "total_minor",
    "currency",
    "created_us",
    "software_version",
    "document_sha256",
    "previous_hash",
    "hash",
)
"""An entry's columns, in the order that its hash covers (all but the hash itself)."""

GAP_COLUMNS = ("first_seq", "last_seq", "hash_before", "hash_through", "found_us", "cause")
"""A gap's columns, in the order that its seal covers."""

USUAL_DECIMALS = 2
"""Of a currency that the header does not name: only damage leaves one."""
MOST_DECIMALS = 6

_NUMBERS = {"seq", "version", "total_minor", "created_us", "first_seq", "last_seq", "found_us"}
_IN_EACH: dict[str, tuple[type, ...]] = {"line": _TEXT, "after": _TEXT}

MEMBERS: Mapping[str, Mapping[str, tuple[type, ...]]] = {
    "header": _IN_EACH
    | {"format": _TEXT, "format_version": _NUMBER, "about": _TEXT, "store_id": _TEXT, "register_id": _TEXT}
    | {"exported": _TEXT, "software_version": _TEXT, "key_mark": _TEXT, "decimals": _TABLE},
    "entry": _IN_EACH
    | {name: _NUMBER if name in _NUMBERS else _TEXT for name in COLUMNS}
    | {"session_id": _NUMBER + _NOTHING, "total": _TEXT, "created": _TEXT, "delivery": _TEXT + _NOTHING}
    | {"document": _TEXT + _NOTHING, "document_encoding": _TEXT + _NOTHING}
    | {"erased_us": _NUMBER + _NOTHING, "erased": _TEXT + _NOTHING, "erased_proof": _TEXT + _NOTHING},
    "gap": _IN_EACH
    | {name: _NUMBER if name in _NUMBERS else _TEXT for name in GAP_COLUMNS}
    | {"found": _TEXT, "seal": _TEXT},
    "end": _IN_EACH
    | {"lines": _NUMBER, "entries": _NUMBER, "gaps": _NUMBER, "head_seq": _NUMBER}
    | {"head_hash": _TEXT, "head_seal": _TEXT, "seal": _TEXT},
}
"""The members of each kind of line beside ``line_sha256``, and what they may be."""

END_SEALED = ("after", "lines", "entries", "gaps", "head_seq", "head_hash", "head_seal")
"""What the seal in the last line covers: by ``after``, every byte before it."""


def is_of(kind: str, facts: Mapping[str, object]) -> bool:
    """Whether a line has exactly the members of its kind, each of its type."""
    wanted = MEMBERS.get(kind, {})
    return (
        kind in MEMBERS
        and facts.keys() == wanted.keys()
        and all(type(facts[name]) in types for name, types in wanted.items())
    )


def column(facts: Mapping[str, object], name: str) -> int | str | None:
    """A member that is a column."""
    value = facts[name]
    return value if value is None or isinstance(value, int) else str(value)


def number(facts: Mapping[str, object], name: str) -> int:
    """A member that is a number by the line's form."""
    value = facts[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} is no number")
    return value
