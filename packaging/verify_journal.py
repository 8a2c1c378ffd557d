"""Checks a journal that `pos-terminal journal export` wrote. Needs Python 3.11 and nothing else. See --help.

It names the first entry that is not as it was written. With the till's keys.json everything is proven; without it,
whatever shows by itself is found, and what is not proven is said. Exit status: 0 whole, 1 a fault, 2 wrong usage.

This is a second, independent reading of the form that the file's first line describes: it shares no code with the till.
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import re
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

LONGEST = 64 * 1024 * 1024
LINE = re.compile(rb'(.*),"line_sha256":"([0-9a-f]{64})"\}', re.DOTALL)
ANCHOR = re.compile(r"\s*(?:journal\s+)?(\d{1,15})\W+([0-9a-f]{4})\W?([0-9a-f]{4,60})\s*", re.IGNORECASE)

HASHED = """seq transaction_id version kind business_day session_id employee_id total_minor currency created_us
    software_version document_sha256 previous_hash"""
LOST = "first_seq last_seq hash_before hash_through found_us cause"
NOT_PROVEN = """Nobody but the till can be shown to have written this file: without its key, entries that were changed \
and chained anew do not show. Give --keys."""
SEALED = "after lines entries gaps head_seq head_hash head_seal"

# What each kind of line holds, with marks: # is a number, ? may be nothing, {} is a table, all else is text.
FORMS = {
    "header": """line after format format_version# about store_id register_id exported software_version key_mark
        decimals{}""",
    "entry": """line after seq# transaction_id version# kind business_day session_id#? employee_id total_minor# currency
        created_us# software_version document_sha256 previous_hash hash total created delivery? document?
        document_encoding? erased_us#? erased? erased_proof?""",
    "gap": "line after first_seq# last_seq# hash_before hash_through found_us# cause found seal",
    "end": "line after lines# entries# gaps# head_seq# head_hash head_seal seal",
}


class Facts(dict[str, object]):
    """The members of a line, which has the form of its kind."""

    def text(self, name: str) -> str:
        """A member that is text, or nothing."""
        return str(self[name] or "")

    def number(self, name: str) -> int:
        """A member that is a number, or nothing."""
        value = self[name]
        return value if isinstance(value, int) else 0

    def all(self, names: str) -> list[object]:
        """The members of these names."""
        return [self[name] for name in names.split()]


class Bad(Exception):
    """The first thing that is wrong: what, and with which entry (None: with none of them)."""

    def __init__(self, what: str, seq: int | None = None) -> None:
        super().__init__(what)
        self.what, self.seq = what, seq


class Seal:
    """Knows the till's seals; without a key it believes every one."""

    def __init__(self, key: bytes | None) -> None:
        self.key = key

    def fits(self, claimed: object, purpose: str, values: list[object]) -> bool:
        """Whether this is the seal of the values, for this purpose."""
        if self.key is None:
            return True
        parts = ["-" if value is None else f"{len(str(value))}:{value}" for value in values]
        message = f"pos-terminal {purpose} 1\n{''.join(parts)}".encode()
        return hmac.compare_digest(hmac.new(self.key, message, "sha256").hexdigest().encode(), str(claimed).encode())


class Journal:
    """The file as far as it was read."""

    def __init__(self, seal: Seal, anchor: tuple[int, str] | None) -> None:
        self.seal, self.anchor = seal, anchor
        self.line = self.seq = self.entries = self.gaps = self.erased = 0
        self.hash = self.after = "0" * 64
        self.decimals: dict[str, int] = {}
        self.ended = False

    def read(self, path: Path) -> None:
        """Read all of it. Raises Bad at the first fault."""
        for facts, digest in self._lines(path):
            follows, self.after = facts["after"] == self.after, digest
            getattr(self, f"_{facts['line']}")(facts, follows)
        if not self.ended:
            self.line += 1
            raise Bad("the file ends here, without its last line: what came next was cut off", self.seq + 1)
        if self.anchor and self.anchor[0] > self.seq:
            words = f"it is on a receipt, and the journal ends with entry {self.seq}: its end was cut off"
            raise Bad(words, self.anchor[0])

    def _lines(self, path: Path) -> Iterator[tuple[Facts, str]]:
        with path.open("rb") as file:
            while raw := file.readline(LONGEST + 1):
                self.line += 1
                if self.ended:
                    raise Bad("something stands behind the last line")
                likely = self.seq + 1 if self.line > 1 else None
                facts, digest = parsed(raw, likely)
                if "line" not in facts or not has_form(facts) or (facts["line"] == "header") != (self.line == 1):
                    raise Bad("the line is none that belongs here", likely)
                yield facts, digest

    def _header(self, facts: Facts, follows: bool) -> None:  # noqa: FBT001 - one of four of the same shape
        if not follows or facts["format"] != "pos_terminal journal" or facts["format_version"] != 1:
            raise Bad("this is not an exported journal that this program knows")
        if not self.seal.fits(facts["key_mark"], "journal key", []):
            raise Bad("the journal was sealed with another key than the one that was given")
        table = facts["decimals"]
        self.decimals = table if isinstance(table, dict) else {}
        if any(type(places) is not int or places not in range(7) for places in self.decimals.values()):
            raise Bad("the line is none that belongs here")

    def _entry(self, facts: Facts, follows: bool) -> None:  # noqa: FBT001
        seq = facts.number("seq")
        self._in_order(seq, follows)
        what = self._fault_of(facts)
        if what:
            raise Bad(what, seq)
        self.entries, self.seq, self.hash = self.entries + 1, seq, facts.text("hash")
        self.erased += facts["erased_us"] is not None

    def _gap(self, facts: Facts, follows: bool) -> None:  # noqa: FBT001
        first, last = facts.number("first_seq"), facts.number("last_seq")
        self._in_order(first, follows)
        is_ours = self.seal.fits(facts["seal"], "journal gap", facts.all(LOST))
        checks = {
            "the gap is not one that this terminal found": is_ours,
            "the time of the gap was changed": facts["found"] == moment(facts.number("found_us")),
            "the gap does not follow the entry before it": last >= first and facts["hash_before"] == self.hash,
        }
        for what in (words for words, holds in checks.items() if not holds):
            raise Bad(what, first)
        if self.anchor and first <= self.anchor[0] <= last:
            raise Bad("it is on a receipt, and lost in a gap that damage left", self.anchor[0])
        self.gaps, self.seq, self.hash = self.gaps + 1, last, facts.text("hash_through")

    def _end(self, facts: Facts, follows: bool) -> None:  # noqa: FBT001
        head = facts.number("head_seq")
        if self.seq < head:
            raise Bad(f"the entry is missing: the journal goes to entry {head}", self.seq + 1)
        if not follows or facts["entries"] != self.entries or facts["gaps"] != self.gaps:
            raise Bad("a line before the last one was changed or is missing")
        if head != self.seq or facts["head_hash"] != self.hash or facts["lines"] != self.line:
            raise Bad(f"the journal ended with entry {head}, and not like this", self.seq)
        if not self.seal.fits(facts["seal"], "journal export", facts.all(SEALED)):
            raise Bad("the seal of the file is not this till's: the file was written anew")
        is_sealed = head > 0 or facts["head_seal"] != ""
        if is_sealed and not self.seal.fits(facts["head_seal"], "journal head", [head, self.hash]):
            raise Bad("the till's own count of entries was changed before the export", head)
        self.ended = True

    def _in_order(self, seq: int, follows: bool) -> None:  # noqa: FBT001
        if seq > self.seq + 1:
            raise Bad("the entry is missing", self.seq + 1)
        if seq <= self.seq:
            raise Bad(f"entry {seq} stands in its place", self.seq + 1)
        if not follows:
            raise Bad("a line before the entry was changed or is missing", seq)

    def _fault_of(self, facts: Facts) -> str:
        places = self.decimals.get(facts.text("currency"), 2)
        checks = {
            "the entry does not follow the one before it": facts["previous_hash"] == self.hash,
            "the entry was changed": self.seal.fits(facts["hash"], "journal entry", facts.all(HASHED)),
            "the total was changed": facts["total"] == amount(facts.number("total_minor"), places),
            "the time was changed": facts["created"] == moment(facts.number("created_us")),
        }
        wrong = next((words for words, holds in checks.items() if not holds), "") or self._fault_of_document(facts)
        seq, begins = self.anchor or (0, "")
        is_another = seq == facts["seq"] and not facts.text("hash").startswith(begins)
        return wrong or ("it is not the entry that the receipt was printed for" if is_another else "")

    def _fault_of_document(self, facts: Facts) -> str:
        if facts["document"] is not None:
            if facts.all("erased_us erased erased_proof") != [None, None, None]:
                return "the entry's document is said to be erased, and is there"
            whole = hashlib.sha256(document(facts)).hexdigest() == facts["document_sha256"]
            return "" if whole else "the entry's document was changed"
        if facts["document_encoding"] is not None or facts["erased_us"] is None or facts["erased_proof"] is None:
            return "the entry's document is missing"
        if not self.seal.fits(facts["erased_proof"], "document erased", facts.all("seq document_sha256 erased_us")):
            return "the entry's document is gone, and not erased by this terminal"
        if facts["erased"] != moment(facts.number("erased_us")):
            return "the time of the erasure was changed"
        return "" if facts["delivery"] in {None, "done"} else "the entry's document was erased before it was delivered"


def parsed(raw: bytes, likely: int | None) -> tuple[Facts, str]:
    """The members of a line, and its digest. Raises Bad."""
    if not raw.endswith(b"\n"):
        raise Bad("the line has no end" if len(raw) > LONGEST else "the file ends in the middle of this line", likely)
    found = LINE.fullmatch(raw[:-1])
    if found is None or hashlib.sha256(found[1]).hexdigest().encode() != found[2]:
        raise Bad("the line was changed", likely)
    try:
        members = json.loads(found[1] + b"}", parse_int=lambda digits: int(digits[:20]))  # longer is none of ours
        again = json.dumps(members, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except (ValueError, RecursionError):
        again = b""
    if again != found[1] + b"}" or not isinstance(members, dict):
        raise Bad("the line is not written as this program writes lines", likely)
    return Facts(members), found[2].decode()


def has_form(facts: Facts) -> bool:
    """Whether a line has exactly the members of its kind, each of its type."""
    marks = {name.rstrip("#?{}"): name for name in FORMS.get(str(facts.get("line")), "").split()}
    return facts.keys() == marks.keys() and all(
        "?" in mark
        if facts[name] is None
        else type(facts[name]) is (int if "#" in mark else dict if "{" in mark else str)
        for name, mark in marks.items()
    )


def document(facts: Facts) -> bytes:
    """The document's bytes; for writing that is none, bytes that no document has."""
    text, encoding = facts.text("document"), facts["document_encoding"]
    try:
        if encoding == "utf-8":
            return text.encode()
        return base64.b64decode(text if encoding == "base64" else "?", None, validate=True)
    except ValueError:
        return b"not a document"


def amount(minor: int, places: int) -> str:
    """Whole minor units as a decimal."""
    whole, part = divmod(abs(minor), 10**places)
    return ("-" if minor < 0 else "") + str(whole) + (f".{part:0{places}d}" if places else "")


def moment(micros: int) -> str:
    """Microseconds since 1970 as a time in UTC; empty for one that no calendar has."""
    try:
        return (datetime(1970, 1, 1) + timedelta(microseconds=micros)).isoformat(timespec="microseconds") + "Z"  # noqa: DTZ001
    except OverflowError:
        return ""


def main() -> int:
    """Check the file that the arguments name; the exit status."""
    parser = argparse.ArgumentParser(description="Checks an exported journal.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--keys", type=Path, help="the till's keys.json: with it everything is proven")
    parser.add_argument("--anchor", help="what a receipt says of its entry: '128 9F3A-71C2'")
    parser.add_argument("--json", action="store_true", help="JSON instead of lines")
    given = parser.parse_args()
    found = ANCHOR.fullmatch(given.anchor or "0 0000-0000")
    if found is None:
        parser.error(f"{given.anchor!r} is no anchor. Write it as on the receipt: 128 9F3A-71C2.")
    anchor = (int(found[1]), (found[2] + found[3]).lower()) if given.anchor else None
    try:
        key = bytes.fromhex(json.loads(given.keys.read_text())["journal"]) if given.keys else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        parser.error(f"{given.keys} holds no journal key that can be read: {error}")
    return verdict(Journal(Seal(key), anchor), given)


def verdict(journal: Journal, given: argparse.Namespace) -> int:
    """Read, and say what was found."""
    bad, has_key = None, journal.seal.key is not None
    try:
        journal.read(given.file)
    except Bad as fault:
        bad = fault
    except OSError as error:
        sys.exit(f"{given.file}: cannot be read: {error.strerror}")
    told: dict[str, object] = {"entries": journal.entries, "gaps": journal.gaps, "erased_documents": journal.erased}
    told |= {"head": journal.hash, "intact": bad is None, "proven": has_key and bad is None}
    if bad:
        told |= {"broken_at": bad.seq, "line": journal.line, "what": bad.what}
    elif not has_key:
        told["not_proven"] = NOT_PROVEN
    words = json.dumps(told, indent=1) if given.json else "\n".join(f"{name}  {value}" for name, value in told.items())
    try:
        print(words, flush=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(f"The verdict cannot be written: {error.strerror}.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
