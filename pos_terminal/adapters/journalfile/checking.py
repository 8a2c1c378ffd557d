"""Checks an exported journal line by line: the first thing that is not as it was written is named."""

from dataclasses import dataclass
from typing import BinaryIO

from pos_terminal.adapters.files.chainedlines import FIRST, BadLine, Line, raw_lines, read_line
from pos_terminal.adapters.journalfile.entries import fault_in_entry, fault_in_gap
from pos_terminal.adapters.journalfile.form import END_SEALED, FORMAT, MOST_DECIMALS, VERSION, is_of, number
from pos_terminal.application.anchoring import Anchor
from pos_terminal.application.sealing import NO_HASH, Seals


@dataclass(frozen=True, slots=True)
class FileFault:
    """The first bad place. ``seq`` None: it is not an entry that is wrong."""

    line: int
    seq: int | None
    what: str

    def __str__(self) -> str:
        """Where and what, as one sentence."""
        where = f"Line {self.line}" if self.seq is None else f"Entry {self.seq} (line {self.line})"
        return f"{where}: {self.what}."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found. ``head`` is the hash of the newest entry that was read."""

    fault: FileFault | None
    entries: int
    gaps: int
    erased: int
    seq: int
    head: str
    is_proven: bool


class _Wrong(Exception):
    def __init__(self, what: str, seq: int | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.seq = seq


def check_journal(file: BinaryIO, seals: Seals | None = None, anchor: Anchor | None = None) -> Verdict:
    """Read the file to its end or to the first fault; memory does not grow with it."""
    check = _Check(seals, anchor)
    fault = None
    try:
        for raw in raw_lines(file):
            check.take(raw)
        check.finish()
    except _Wrong as wrong:
        fault = FileFault(check.line, wrong.seq, wrong.what)
    return Verdict(fault, check.entries, check.gaps, check.erased, check.seq, check.newest, seals is not None)


class _Check:
    """How far the check has come."""

    def __init__(self, seals: Seals | None, anchor: Anchor | None) -> None:
        self.line = self.entries = self.gaps = self.erased = self.seq = 0
        self.newest = NO_HASH
        self._seals = seals
        self._anchor = anchor
        self._after = FIRST
        self._decimals: dict[str, int] = {}
        self._is_ended = False

    def take(self, raw: bytes) -> None:
        """The next line. Raises _Wrong."""
        self.line += 1
        if self._is_ended:
            raise _Wrong("something stands behind the last line")
        try:
            facts, digest = read_line(raw)
        except BadLine as bad:
            raise _Wrong(str(bad), self._likely()) from bad
        kind = str(facts.get("line"))
        if not is_of(kind, facts) or (kind == "header") != (self.line == 1):
            raise _Wrong("the line is none that belongs here", self._likely())
        follows = facts["after"] == self._after
        self._after = digest
        {"header": self._header, "entry": self._entry, "gap": self._gap, "end": self._end}[kind](facts, follows)

    def finish(self) -> None:
        """The file has ended. Raises _Wrong."""
        if not self._is_ended:
            self.line += 1
            raise _Wrong("the file ends here, without its last line: what came next was cut off", self.seq + 1)
        if self._anchor and self._anchor.seq > self.seq:
            raise _Wrong(
                f"it is on a receipt, and the journal ends with entry {self.seq}: its end was cut off",
                self._anchor.seq,
            )

    def _likely(self) -> int | None:
        """The entry that a line which cannot be read should have been."""
        return self.seq + 1 if self.line > 1 else None

    def _header(self, facts: Line, follows: bool) -> None:  # noqa: FBT001 - one of four of the same shape
        if not follows or (facts["format"], facts["format_version"]) != (FORMAT, VERSION):
            raise _Wrong("this is not an exported journal that this program knows")
        if self._seals and facts["key_mark"] != self._seals.mark():
            raise _Wrong("the journal was sealed with another key than the one that was given")
        decimals = facts["decimals"]
        for code, places in decimals.items() if isinstance(decimals, dict) else ():
            if type(places) is not int or not 0 <= places <= MOST_DECIMALS:
                raise _Wrong("the line is none that belongs here")
            self._decimals[code] = places

    def _entry(self, facts: Line, follows: bool) -> None:  # noqa: FBT001
        seq = number(facts, "seq")
        self._expect(seq, follows)
        if facts["previous_hash"] != self.newest:
            raise _Wrong("the entry does not follow the one before it", seq)
        what = fault_in_entry(facts, self._decimals, self._seals)
        if not what and self._anchor and self._anchor.seq == seq:
            what = self._anchor.fault(str(facts["hash"]))
        if what:
            raise _Wrong(what, seq)
        self.entries, self.seq, self.newest = self.entries + 1, seq, str(facts["hash"])
        self.erased += facts["erased_us"] is not None

    def _gap(self, facts: Line, follows: bool) -> None:  # noqa: FBT001
        first, last = number(facts, "first_seq"), number(facts, "last_seq")
        self._expect(first, follows)
        what = fault_in_gap(facts, self._seals)
        if not what and (last < first or facts["hash_before"] != self.newest):
            what = "the gap does not follow the entry before it"
        if what:
            raise _Wrong(what, first)
        if self._anchor and first <= self._anchor.seq <= last:
            raise _Wrong("it is on a receipt, and lost in a gap that damage left", self._anchor.seq)
        self.gaps, self.seq, self.newest = self.gaps + 1, last, str(facts["hash_through"])

    def _expect(self, seq: int, follows: bool) -> None:  # noqa: FBT001
        if seq > self.seq + 1:
            raise _Wrong("the entry is missing", self.seq + 1)
        if seq <= self.seq:
            raise _Wrong(f"entry {seq} stands in its place", self.seq + 1)
        if not follows:
            raise _Wrong("a line before the entry was changed or is missing", seq)

    def _end(self, facts: Line, follows: bool) -> None:  # noqa: FBT001
        head = number(facts, "head_seq")
        if self.seq < head:
            raise _Wrong(f"the entry is missing: the journal goes to entry {head}", self.seq + 1)
        if not follows or (facts["entries"], facts["gaps"]) != (self.entries, self.gaps):
            raise _Wrong("a line before the last one was changed or is missing")
        if (head, facts["head_hash"], facts["lines"]) != (self.seq, self.newest, self.line):
            raise _Wrong(f"the journal ended with entry {head}, and not like this", self.seq)
        if self._seals:
            self._seal(facts, self._seals, head)
        self._is_ended = True

    def _seal(self, facts: Line, seals: Seals, head: int) -> None:
        if facts["seal"] != seals.export([str(facts[name]) for name in END_SEALED]):
            raise _Wrong("the seal of the file is not this till's: the file was written anew")
        if (head or facts["head_seal"]) and facts["head_seal"] != seals.head(head, self.newest):
            raise _Wrong("the till's own count of entries was changed before the export", head)
