"""How the journal is sealed: HMACs under a key that lies outside the database, each for a purpose of its own.

Whoever can write the file and has no key can make none of them. What is sealed is made bytes by `canonical`.
"""

import hmac
from collections.abc import Sequence

NO_HASH = "0" * 64
"""What the first entry follows."""

SHORTEST_KEY = 16
"""Bytes."""

_ENTRY = b"pos-terminal journal entry 1\n"
_HEAD = b"pos-terminal journal head 1\n"
_ERASED = b"pos-terminal document erased 1\n"
_GAP = b"pos-terminal journal gap 1\n"
_EXPORT = b"pos-terminal journal export 1\n"
_KEY = b"pos-terminal journal key 1\n"
_COPY = b"pos-terminal sale copy 1\n"

Column = int | str | bytes | None
"""What a column of the database holds."""


class Seals:
    """Makes the journal's seals under one key. Raises ValueError for a key of fewer than 16 bytes."""

    def __init__(self, key: bytes) -> None:
        if len(key) < SHORTEST_KEY:
            raise ValueError(f"the journal's key has at least {SHORTEST_KEY} bytes")
        self._key = key

    def entry(self, columns: Sequence[Column]) -> str:
        """An entry's hash: of its columns from ``seq`` to ``previous_hash``, in the order of the table."""
        return self._made(_ENTRY, columns)

    def head(self, count: int, newest: str) -> str:
        """How many entries there are, and the hash of the newest."""
        return self._made(_HEAD, (count, newest))

    def erased(self, seq: int, document_sha256: str, erased_us: int | None) -> str:
        """That this terminal erased an entry's document, and when."""
        return self._made(_ERASED, (seq, document_sha256, erased_us))

    def gap(self, columns: Sequence[Column]) -> str:
        """Entries that are lost: the columns of a gap from ``first_seq`` to ``cause``."""
        return self._made(_GAP, columns)

    def export(self, columns: Sequence[Column]) -> str:
        """That a file holds what it was written with."""
        return self._made(_EXPORT, columns)

    def copy(self, seq: int, packed: bytes) -> str:
        """What a sale's second copy holds."""
        return hmac.digest(self._key, b"%s%d %s" % (_COPY, seq, packed), "sha256").hex()

    def mark(self) -> str:
        """What tells this key from another without giving it away."""
        return self._made(_KEY, ())

    def _made(self, purpose: bytes, columns: Sequence[Column]) -> str:
        return hmac.digest(self._key, purpose + canonical(columns), "sha256").hex()


def canonical(columns: Sequence[Column]) -> bytes:
    """The columns as bytes that no other columns have: each as its length, a colon and itself; nothing as a dash."""
    texts = ["" if column is None else str(column) for column in columns]
    return "".join(
        [f"{len(text)}:{text}" if column is not None else "-" for text, column in zip(texts, columns, strict=True)]
    ).encode()
