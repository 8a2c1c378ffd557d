"""The file of one sale: JSON that says its form and version, and whether it is as it was written."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

FORMAT = "pos_terminal sale"
VERSION = 1
ABOUT = (
    "One sale, step by step, with the settings, goods and offers of then and what came of it. "
    "Go through it again with: pos-terminal replay FILE. sha256 is that of the rest, written without blanks."
)
_LONGEST = 64 * 1024 * 1024
_DIGEST = "sha256"


class BadFile(Exception):
    """The file is none that can be gone through; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class SaleFile:
    """What a file holds, and whether it is as it was written."""

    facts: Mapping[str, object]
    is_as_written: bool


def write_sale(file: BinaryIO, facts: Mapping[str, object]) -> None:
    """Write the file of a sale."""
    whole = {"format": FORMAT, "format_version": VERSION, "about": ABOUT} | dict(facts)
    text = json.dumps(whole | {_DIGEST: _digest(whole)}, ensure_ascii=False, indent=1)
    file.write(text.encode() + b"\n")


def read_sale(path: Path) -> SaleFile:
    """Read the file of a sale. Raises BadFile for one that is none, or newer than this program, and OSError."""
    if path.stat().st_size > _LONGEST:
        raise BadFile(f"{path} is larger than the file of a sale can be.")
    try:
        facts = json.loads(path.read_bytes().decode())
    except (ValueError, RecursionError):
        raise BadFile(f"{path} is damaged: it is not whole JSON. Export the sale again.") from None
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise BadFile(f"{path} is no sale. Make one with: pos-terminal journal export --transaction ID FILE.")
    version = facts.get("format_version")
    if not isinstance(version, int) or version < 1:
        raise BadFile(f"{path} is damaged: format_version is {version!r}. Export the sale again.")
    if version > VERSION:
        raise BadFile(
            f"{path} was written by a newer version of this program (form {version}, this one knows {VERSION}). "
            "Use that version."
        )
    digest = facts.pop(_DIGEST, None)
    return SaleFile(facts, digest == _digest(facts))


def _digest(facts: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
