"""An exported journal proves itself; the first entry that is not as it was written is named, and why."""

import hashlib
import io
import json
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import verify_journal
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.adapters.journalfile.checking import Verdict, check_journal
from pos_terminal.adapters.journalfile.writing import Exported, JournalWriter
from pos_terminal.application.anchoring import Anchor, anchor_of, read_anchor
from pos_terminal.application.evidence import KeptEntry, KeptHead
from pos_terminal.application.queueing import JournalHead
from pos_terminal.application.sealing import NO_HASH, Seals
from tests.adapters.journalfile.exported import (
    ENTRIES,
    LOST,
    OTHER,
    SEALS,
    Damage,
    cut,
    doubled,
    export,
    forged,
    gap_made_up,
    kept_journal,
    line_of,
    member,
    renumbered,
    replaced,
    swapped,
    tail_cut_with_its_count,
    without,
)
from tests.adapters.sqlite.ended import KEY

if TYPE_CHECKING:
    from collections import Counter

SCRIPT = Path(verify_journal.__file__)
END = line_of(ENTRIES) + 1
GAP = line_of(LOST[0])
SHOWS = "shows by itself"
"""The verdict is the same with and without the key."""
NEEDS_KEY = "needs the key"

NOTHING = b'{,"line_sha256":"%s"}\n' % hashlib.sha256(b"{").hexdigest().encode()

DAMAGES: dict[str, tuple[Damage, int | None, str, str]] = {
    "one changed byte": (replaced(5, b'"emp-7"', b'"emp-8"'), 5, "the line was changed", SHOWS),
    "an edited document": (replaced(6, b'\\"lines\\":', b'\\"liens\\":'), 6, "the line was changed", SHOWS),
    "a changed digest": (replaced(6, b'"line_sha256":"', b'"line_sha256":"0'), 6, "the line was changed", SHOWS),
    "a deleted row": (without(5), 5, "the entry is missing", SHOWS),
    "rows deleted before the gap": (without(7), 7, "the entry is missing", SHOWS),
    "the gap deleted": (without(GAP), LOST[0], "the entry is missing", SHOWS),
    "swapped rows": (swapped(5, 6), 5, "the entry is missing", SHOWS),
    "a doubled row": (doubled(5), 6, "entry 5 stands in its place", SHOWS),
    "a cut tail": (cut(line_of(11)), 11, "cut off", SHOWS),
    "a cut tail and the last line": (without(line_of(11), line_of(12)), 11, "the journal goes to entry 12", SHOWS),
    "only the last line gone": (cut(END), 13, "without its last line", SHOWS),
    "cut in the middle of a line": (lambda lines: [*lines[:6], lines[6][:40]], 6, "in the middle", SHOWS),
    "a line behind the last": (doubled(END), None, "behind the last line", SHOWS),
    "no header": (without(0), None, "none that belongs here", SHOWS),
    "a header in the middle": (lambda lines: [*lines[:5], lines[0], *lines[5:]], 5, "none that belongs", SHOWS),
    "an empty file": (lambda _: [], 1, "cut off", SHOWS),
    "no journal": (lambda _: [b"hello\n"], None, "the line was changed", SHOWS),
    "blank lines": (lambda lines: [*lines[:4], b"\n", *lines[4:]], 4, "the line was changed", SHOWS),
    "a changed header": (replaced(0, b"store-77", b"store-78"), None, "the line was changed", SHOWS),
    # Somebody works out every line anew.
    "a total, chained anew": (member(5, total_minor=1, total="0.01"), 5, "the entry was changed", NEEDS_KEY),
    "another operator, chained anew": (member(5, employee_id="emp-8"), 5, "the entry was changed", NEEDS_KEY),
    "other software, chained anew": (member(5, software_version="9"), 5, "the entry was changed", NEEDS_KEY),
    "a total that is told otherwise": (member(5, total="1.00"), 5, "the total was changed", SHOWS),
    "a time that is told otherwise": (member(5, created="2026-01-01T00:00:00Z"), 5, "the time was changed", SHOWS),
    "a document, chained anew": (member(6, document="{}"), 6, "the entry's document was changed", SHOWS),
    "a document in no known writing": (member(6, document_encoding="utf-9"), 6, "document was changed", SHOWS),
    "a document taken away": (member(6, document=None), 6, "the entry's document is missing", SHOWS),
    "a document given back": (member(2, document="{}"), 2, "said to be erased", SHOWS),
    "an erasure made up": (
        member(
            6,
            document=None,
            document_encoding=None,
            erased_us=0,
            erased="1970-01-01T00:00:00.000000Z",
            erased_proof="ab",
            delivery="done",
        ),
        6,
        "not erased by this terminal",
        NEEDS_KEY,
    ),
    "an erasure before delivery": (member(2, delivery="waiting"), 2, "before it was delivered", SHOWS),
    "an erasure told otherwise": (member(2, erased=""), 2, "the time of the erasure", SHOWS),
    "rows moved up": (forged(renumbered), 5, "does not follow", SHOWS),
    "a tail cut with its count": (forged(tail_cut_with_its_count), None, "the seal of the file", NEEDS_KEY),
    "a gap made up": (forged(gap_made_up), 5, "not one that this terminal found", NEEDS_KEY),
    "a gap told otherwise": (member(GAP, cause="nothing"), 8, "not one that this terminal found", NEEDS_KEY),
    "a gap at another time": (member(GAP, found=""), 8, "the time of the gap", SHOWS),
    "a gap behind another entry": (member(GAP, hash_before="0" * 64), 8, "", SHOWS),
    "another shop in the header": (member(0, store_id="store-78"), None, "the seal of the file", NEEDS_KEY),
    "decimals that nobody has": (member(0, decimals={"USD": 10**9}), None, "none that belongs", SHOWS),
    "a number that is text": (member(5, version="1"), 5, "none that belongs here", SHOWS),
    "a number that is true": (member(5, version=True), 5, "none that belongs here", SHOWS),
    "a member too many": (member(5, note="hello"), 5, "none that belongs here", SHOWS),
    "a line of another kind": (member(5, line="note"), 5, "none that belongs here", SHOWS),
    "a line that says nothing": (lambda lines: [*lines[:5], NOTHING, *lines[5:]], 5, "none that belongs here", SHOWS),
    "nothing but a line that says nothing": (lambda _: [NOTHING], None, "none that belongs here", SHOWS),
    "a gap to beyond all numbers": (member(GAP, last_seq=10**4300 - 1), 8, "not written as", SHOWS),
    "another count of entries": (member(END, entries=99), None, "a line before the last one", SHOWS),
    "another head": (member(END, head_hash="0" * 64), 12, "ended with entry 12", SHOWS),
    "a head that the till never sealed": (member(END, head_seal="0" * 64), None, "the seal of the file", NEEDS_KEY),
    "a later version of the form": (member(0, format_version=2), None, "not an exported journal", SHOWS),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with kept_journal(tmp_path_factory.mktemp("journal")) as database:
        return export(database)


def checked(file: bytes, seals: Seals | None = SEALS, anchor: Anchor | None = None) -> Verdict:
    return check_journal(io.BytesIO(file), seals, anchor)


def second_opinion(path: Path, *arguments: str) -> dict[str, object]:
    """What the script says, in a Python that has nothing but itself."""
    line = [sys.executable, "-I", "-S", str(SCRIPT), str(path), "--json", *arguments]
    ran = subprocess.run(line, capture_output=True, text=True, timeout=60, cwd=path.parent, check=False)
    assert ran.stderr == ""
    said: dict[str, object] = json.loads(ran.stdout)
    assert ran.returncode == (0 if said["intact"] else 1)
    return said


def told(verdict: Verdict) -> dict[str, object]:
    facts: dict[str, object] = {"entries": verdict.entries, "gaps": verdict.gaps, "erased_documents": verdict.erased}
    facts |= {"head": verdict.head, "intact": verdict.fault is None}
    facts["proven"] = verdict.is_proven and verdict.fault is None
    if verdict.fault:
        facts |= {"broken_at": verdict.fault.seq, "line": verdict.fault.line, "what": verdict.fault.what}
    return facts


def test_keys_that_lead_nowhere_are_refused_in_a_sentence(whole: bytes, tmp_path: Path) -> None:
    journal, keys = tmp_path / "journal.jsonl", tmp_path / "keys.json"
    journal.write_bytes(whole)
    keys.write_text("[" * 100_000)
    line = [sys.executable, "-I", "-S", str(SCRIPT), str(journal), "--keys", str(keys)]
    ran = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 2
    assert f"{keys} holds no journal key that can be read" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("is_full", [True, False])
def test_a_verdict_that_cannot_be_written_is_told_in_a_sentence(whole: bytes, tmp_path: Path, *, is_full: bool) -> None:
    if is_full and not Path("/dev/full").exists():
        pytest.skip("there is no device here that is always full; the closed pipe is tried")
    journal = tmp_path / "journal.jsonl"
    journal.write_bytes(whole)
    if is_full:
        out = os.open("/dev/full", os.O_WRONLY)
    else:
        nobody, out = os.pipe()
        os.close(nobody)
    line = [sys.executable, "-I", "-S", str(SCRIPT), str(journal)]
    ran = subprocess.run(line, stdout=out, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    os.close(out)
    assert ran.returncode == 1
    assert ran.stderr.startswith("The verdict cannot be written: ")
    assert len(ran.stderr.splitlines()) == 1


@pytest.fixture
def keys(tmp_path: Path) -> str:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"journal": KEY.hex()}))
    return str(path)


def test_an_untouched_export_is_proven_with_its_gap_and_its_erased_documents(whole: bytes) -> None:
    verdict = checked(whole)
    assert verdict.fault is None
    assert (verdict.entries, verdict.gaps, verdict.erased, verdict.seq) == (10, 1, 4, 12)
    assert verdict.is_proven
    without_key = checked(whole, None)
    assert without_key.fault is None
    assert not without_key.is_proven


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_is_named_with_its_entry_and_what_is_wrong(
    name: str, whole: bytes, tmp_path: Path, keys: str, figures: "Counter[str]"
) -> None:
    damage, seq, says, how = DAMAGES[name]
    file = b"".join(damage(whole.splitlines(keepends=True)))
    assert file != whole
    verdict = checked(file)
    assert verdict.fault is not None
    assert verdict.fault.seq == seq
    assert says in verdict.fault.what
    assert str(verdict.fault).endswith(".")
    alone = checked(file, None)
    assert (alone.fault is None) == (how is NEEDS_KEY)
    path = tmp_path / "damaged.jsonl"
    path.write_bytes(file)
    assert second_opinion(path, "--keys", keys) == told(verdict)
    second = second_opinion(path)
    second.pop("not_proven", None)
    assert second == told(alone)
    figures["damaged exports of the journal"] += 1


def test_another_key_is_told_at_once(whole: bytes, tmp_path: Path) -> None:
    fault = checked(whole, OTHER).fault
    assert fault is not None
    assert (fault.line, "another key" in fault.what) == (1, True)
    keys, file = tmp_path / "keys.json", tmp_path / "journal.jsonl"
    keys.write_text(json.dumps({"journal": "ab" * 32}))
    file.write_bytes(whole)
    assert second_opinion(file, "--keys", str(keys))["what"] == fault.what


def test_a_journal_cut_in_the_database_before_the_export_shows(tmp_path: Path) -> None:
    with kept_journal(tmp_path) as database:
        connection = database.connect()
        connection.execute("PRAGMA foreign_keys = OFF")
        newest = connection.execute("SELECT hash FROM journal WHERE seq = 10").fetchone()[0]
        connection.execute("DELETE FROM journal WHERE seq > 10")
        file = export(database)
        fault = checked(file).fault
        assert fault is not None
        assert (fault.seq, "goes to entry 12" in fault.what) == (11, True)
        connection.execute("UPDATE terminal SET journal_count = 10, journal_hash = ?", (newest,))
        fault = checked(export(database)).fault
    assert fault is not None
    assert (fault.seq, fault.what) == (10, "the till's own count of entries was changed before the export")


def test_bytes_that_are_no_text_are_handed_out_whole(tmp_path: Path) -> None:
    with kept_journal(tmp_path) as database:
        connection = database.connect()
        connection.execute("DROP TRIGGER document_never_changes")
        connection.execute("UPDATE document SET body = x'ff00fe' WHERE seq = 6")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("DROP TRIGGER journal_never_changes")
        connection.execute("UPDATE journal SET employee_id = CAST(x'ff41' AS TEXT), currency = 'x' WHERE seq = 7")
        file = export(database)
    assert json.loads(file.splitlines()[6])["document"] == "/wD+"
    fault = checked(file).fault
    assert fault is not None
    assert (fault.seq, fault.what) == (6, "the entry's document was changed")


def anchors(whole: bytes) -> dict[int, str]:
    facts = [json.loads(line) for line in whole.splitlines()]
    return {each["seq"]: anchor_of(JournalHead(each["seq"], each["hash"])) for each in facts if each["line"] == "entry"}


def test_a_receipt_shows_that_a_tail_was_cut_even_without_the_key(whole: bytes, tmp_path: Path) -> None:
    printed = anchors(whole)[12]
    file = b"".join(forged(tail_cut_with_its_count)(whole.splitlines(keepends=True)))
    assert checked(file, None).fault is None
    verdict = checked(file, None, read_anchor(printed))
    assert verdict.fault is not None
    assert (verdict.fault.seq, "its end was cut off" in verdict.fault.what) == (12, True)
    path = tmp_path / "cut.jsonl"
    path.write_bytes(file)
    assert second_opinion(path, "--anchor", printed) == told(verdict)


def test_every_receipt_is_held_against_its_entry(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(whole)
    for seq, printed in anchors(whole).items():
        assert checked(whole, SEALS, read_anchor(printed)).fault is None
        assert checked(whole, None, read_anchor(f"journal {seq} 0000-0000")).fault is not None
    for text in ("5 0000-0000", f"{LOST[1]} 1234-5678", "13 1234-5678"):
        verdict = checked(whole, None, read_anchor(text))
        assert verdict.fault is not None
        assert verdict.fault.seq == int(text.split()[0])
        assert second_opinion(path, "--anchor", text) == told(verdict)


def opinion_here(path: Path, key: bytes | None) -> tuple[int | None, int, str]:
    journal = verify_journal.Journal(verify_journal.Seal(key), None)
    try:
        journal.read(path)
    except verify_journal.Bad as bad:
        return bad.seq, journal.line, bad.what
    return None, 0, ""


@given(data=st.data())
def test_any_byte_that_is_changed_lost_or_added_shows_in_its_line(
    data: st.DataObject, whole: bytes, tmp_path_factory: pytest.TempPathFactory, figures: "Counter[str]"
) -> None:
    at = data.draw(st.integers(0, len(whole) - 1))
    new = data.draw(st.sampled_from([b"", bytes([whole[at] ^ 1]), bytes([whole[at] ^ 32]), b"\n", b'"', b"xx"]))
    file = whole[:at] + new + whole[at + 1 :]
    if file == whole:
        return
    path = tmp_path_factory.getbasetemp() / "flipped.jsonl"
    path.write_bytes(file)
    line = whole[:at].count(b"\n") + 1
    for key, seals in ((KEY, SEALS), (None, None)):
        fault = checked(file, seals).fault
        assert fault is not None
        assert fault.line == line
        assert opinion_here(path, key) == (fault.seq, fault.line, fault.what)
    figures["flipped bytes of an exported journal"] += 1


@given(st.integers(1, 10**9), st.binary(min_size=32, max_size=32))
def test_an_anchor_is_read_as_it_was_printed(seq: int, digest: bytes) -> None:
    anchor = read_anchor(anchor_of(JournalHead(seq, digest.hex())))
    assert anchor.seq == seq
    assert len(anchor.begins) >= 8
    assert anchor.fault(digest.hex()) == ""
    assert anchor.fault(bytes(each ^ 1 for each in digest).hex()) != ""


def long_journal(path: Path, entries: int) -> None:
    """Written entry by entry, as it comes out of a database."""
    previous, seals = NO_HASH, SEALS
    with path.open("wb") as file:
        writer = JournalWriter(file, seals)
        writer.header(Exported("store-77", "lane-1", "0.1.0", 0), ["USD"])
        for seq in range(1, entries + 1):
            body = f'{{"transaction_id":"{seq}","note":"{"x" * 2_000}"}}'.encode()
            facts = (seq, f"lane-1-{seq}", 1, "closed", "2026-03-04", None, "emp-7", 1250, "USD", seq, "0.1.0")
            columns = (*facts, hashlib.sha256(body).hexdigest(), previous)
            previous = seals.entry(columns)
            writer.kept(KeptEntry((*columns, previous), True, body, None, None, "done"))
        writer.end(KeptHead(entries, previous, seals.head(entries, previous)))


def test_memory_does_not_grow_with_the_journal(tmp_path: Path) -> None:
    path, peaks = tmp_path / "long.jsonl", []
    for entries in (300, 3_000):
        tracemalloc.start()
        long_journal(path, entries)
        with path.open("rb") as file:
            verdict = check_journal(file, SEALS)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert (verdict.fault, verdict.entries) == (None, entries)
    assert path.stat().st_size > 6_000_000
    assert peaks[1] < peaks[0] + 100_000
