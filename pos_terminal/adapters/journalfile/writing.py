"""Writes the journal into a file, entry by entry; what is wrong with it is written as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from pos_terminal.adapters.files.chainedlines import LineWriter
from pos_terminal.adapters.files.linevalues import amount_text, bytes_text, utc_text
from pos_terminal.adapters.journalfile.form import (
    ABOUT,
    COLUMNS,
    END_SEALED,
    FORMAT,
    GAP_COLUMNS,
    USUAL_DECIMALS,
    VERSION,
)
from pos_terminal.application.evidence import KeptEntry, KeptGap, KeptHead
from pos_terminal.application.sealing import Seals
from pos_terminal.domain.money import Currency


@dataclass(frozen=True, slots=True)
class Exported:
    """Whose journal it is, and by which software it was handed out; ``at`` in microseconds since 1970."""

    store_id: str
    register_id: str
    software_version: str
    at: int


class JournalWriter:
    """Writes one journal: `header`, then `kept`, then `end`."""

    def __init__(self, file: BinaryIO, seals: Seals) -> None:
        self._lines = LineWriter(file)
        self._seals = seals
        self._decimals: Mapping[str, int] = {}
        self._counts = {"entries": 0, "gaps": 0}

    def header(self, exported: Exported, currencies: Iterable[str]) -> None:
        """The first line."""
        self._decimals = {code: _decimals(code) for code in currencies}
        facts = {"format": FORMAT, "format_version": VERSION, "about": ABOUT, "store_id": exported.store_id}
        facts |= {"register_id": exported.register_id, "exported": utc_text(exported.at)}
        facts |= {"software_version": exported.software_version, "key_mark": self._seals.mark()}
        self._lines.write("header", facts | {"decimals": self._decimals})

    def kept(self, each: KeptEntry | KeptGap) -> None:
        """The next entry or gap."""
        if isinstance(each, KeptGap):
            self._counts["gaps"] += 1
            self._lines.write("gap", _gap(each))
        else:
            self._counts["entries"] += 1
            self._lines.write("entry", self._entry(each))

    def end(self, head: KeptHead) -> None:
        """The last line, with the seal of everything before it."""
        facts: dict[str, object] = {"lines": self._lines.lines + 1, **self._counts}
        facts |= {"head_seq": head.seq, "head_hash": head.hash, "head_seal": head.seal}
        sealed = {"after": self._lines.newest, **facts}
        seal = self._seals.export([str(sealed[name]) for name in END_SEALED])
        self._lines.write("end", facts | {"seal": seal})

    def _entry(self, entry: KeptEntry) -> dict[str, object]:
        facts: dict[str, object] = dict(zip(COLUMNS, entry.columns, strict=True))
        total, currency, created = entry.columns[7], entry.columns[8], entry.columns[9]
        encoding, document = bytes_text(entry.body)
        facts |= {
            "total": amount_text(int(total or 0), self._decimals.get(str(currency), USUAL_DECIMALS)),
            "created": utc_text(int(created or 0)),
            "delivery": entry.delivery,
            "document": document,
            "document_encoding": encoding,
            "erased_us": entry.erased_us,
            "erased": None if entry.erased_us is None else utc_text(entry.erased_us),
            "erased_proof": entry.erased_proof,
        }
        return facts


def _gap(gap: KeptGap) -> dict[str, object]:
    facts: dict[str, object] = dict(zip(GAP_COLUMNS, gap.columns, strict=True))
    return facts | {"found": utc_text(int(gap.columns[4])), "seal": gap.seal}


def _decimals(code: str) -> int:
    try:
        return Currency.of(code).exponent
    except ValueError:  # a damaged entry names a currency that is none; it is written all the same
        return USUAL_DECIMALS
