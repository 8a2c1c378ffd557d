"""Lines of JSON that tell when one was changed, lost or moved, even without a key.

Each line is one object without blanks. Its second member ``after`` is the ``line_sha256`` of the line before it
(sixty-four zeros in the first line); its last one, ``line_sha256``, is the SHA-256 of the line up to that member.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

FIRST = "0" * 64
"""What the first line follows."""
LONGEST = 64 * 1024 * 1024
"""Bytes of a line; a longer one is none of ours."""

Line = Mapping[str, object]

_DIGEST = b',"line_sha256":"'
_LONGEST_NUMBER = len(str(-(1 << 63)))
_TAIL = len(_DIGEST) + 64 + len(b'"}')


class BadLine(Exception):
    """A line is not as it was written; the message says how, without a full stop."""


class LineWriter:
    """Writes lines, each chained to the one before."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.lines = 0
        self.newest = FIRST

    def write(self, kind: str, facts: Line) -> None:
        """Write a line of this kind; the facts are JSON's own types."""
        text = _text({"line": kind, "after": self.newest, **facts})
        begun = text[:-1]
        self.newest = hashlib.sha256(begun).hexdigest()
        self._file.write(begun + _DIGEST + self.newest.encode() + b'"}\n')
        self.lines += 1


def read_line(raw: bytes) -> tuple[Line, str]:
    """The line's facts and its digest. Raises BadLine; whether it follows the line before is for the reader to see."""
    if not raw.endswith(b"\n"):
        raise BadLine("the file ends in the middle of this line" if len(raw) <= LONGEST else "the line has no end")
    line = raw[:-1]
    begun, digest = line[:-_TAIL], line[-66:-2]
    if line[-_TAIL:] != _DIGEST + digest + b'"}' or hashlib.sha256(begun).hexdigest().encode() != digest:
        raise BadLine("the line was changed")
    try:
        facts = json.loads(begun + b"}", parse_int=_whole)
        is_ours = isinstance(facts, dict) and _text(facts) == begun + b"}"
    except (ValueError, RecursionError):
        is_ours = False
    if not is_ours:
        raise BadLine("the line is not written as this program writes lines")
    return facts, digest.decode()


def raw_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines as they lie there, one at a time."""
    return iter(lambda: file.readline(LONGEST + 1), b"")


def _whole(digits: str) -> int:
    """A number longer than any of ours is cut short, so that it does not read the same again."""
    return int(digits[:_LONGEST_NUMBER])


def _text(facts: Line) -> bytes:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
