"""What can be wrong with a single entry or gap, by itself: its hash, its document, its proofs."""

import base64
import binascii
import hashlib
from collections.abc import Mapping

from pos_terminal.adapters.files.linevalues import amount_text, utc_text
from pos_terminal.adapters.journalfile.form import COLUMNS, GAP_COLUMNS, USUAL_DECIMALS, column, number
from pos_terminal.application.sealing import Seals

_SETTLED = (None, "done")

Facts = Mapping[str, object]


def fault_in_entry(entry: Facts, decimals: Mapping[str, int], seals: Seals | None) -> str:
    """What is wrong with it, or nothing; without a key, what can be found without one."""
    columns = [column(entry, name) for name in COLUMNS]
    if seals is not None and seals.entry(columns[:-1]) != entry["hash"]:
        return "the entry was changed"
    places = decimals.get(str(entry["currency"]), USUAL_DECIMALS)
    if entry["total"] != amount_text(number(entry, "total_minor"), places):
        return "the total was changed"
    if entry["created"] != utc_text(number(entry, "created_us")):
        return "the time was changed"
    return _fault_in_document(entry, seals)


def fault_in_gap(gap: Facts, seals: Seals | None) -> str:
    """What is wrong with it, or nothing."""
    columns = [column(gap, name) for name in GAP_COLUMNS]
    if seals is not None and seals.gap(columns) != gap["seal"]:
        return "the gap is not one that this terminal found"
    return "" if gap["found"] == utc_text(number(gap, "found_us")) else "the time of the gap was changed"


def _fault_in_document(entry: Facts, seals: Seals | None) -> str:
    erased_us, proof = entry["erased_us"], entry["erased_proof"]
    if entry["document"] is None:
        return _fault_in_erasure(entry, seals)
    if erased_us is not None or proof is not None or entry["erased"] is not None:
        return "the entry's document is said to be erased, and is there"
    body = _bytes(str(entry["document"]), entry["document_encoding"])
    if body is None or hashlib.sha256(body).hexdigest() != entry["document_sha256"]:
        return "the entry's document was changed"
    return ""


def _fault_in_erasure(entry: Facts, seals: Seals | None) -> str:
    erased_us, proof = entry["erased_us"], entry["erased_proof"]
    if entry["document_encoding"] is not None:
        return "the entry's document is missing"
    if erased_us is None or proof is None:
        return "the entry's document is missing"
    seq, digest, micros = number(entry, "seq"), str(entry["document_sha256"]), number(entry, "erased_us")
    if seals is not None and seals.erased(seq, digest, micros) != proof:
        return "the entry's document is gone, and not erased by this terminal"
    if entry["erased"] != utc_text(micros):
        return "the time of the erasure was changed"
    return "" if entry["delivery"] in _SETTLED else "the entry's document was erased before it was delivered"


def _bytes(text: str, encoding: object) -> bytes | None:
    if encoding == "utf-8":
        return text.encode()
    if encoding != "base64":
        return None
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
