"""A till's backup as one file: its database, its keys, and what it is of; read back whole or not at all."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from typing import Any, BinaryIO

from pos_terminal.adapters.durable import OWNER_ONLY, sync_file
from pos_terminal.domain.errors import BadArgument

DATABASE, KEYS = "terminal.db", "keys.json"
_FACTS = "backup.json"
_FORM = 1
_LARGEST_FACTS = 100_000
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What a backup is of: ``entries`` counts the journal up to the moment that it was ``made``, in UTC."""

    store_id: str
    register_id: str
    made: str
    software_version: str
    entries: int


def write_backup(out: BinaryIO, facts: BackupFacts, files: Mapping[str, Path]) -> None:
    """Write the files, each under its name, with what they are of and their hashes. Raises OSError."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, path in files.items():
            packed.write(path, name)
        told = {
            "form": _FORM,
            "store_id": facts.store_id,
            "register_id": facts.register_id,
            "made": facts.made,
            "software_version": facts.software_version,
            "entries": facts.entries,
            "sha256": {name: _hash_of(path) for name, path in files.items()},
        }
        packed.writestr(_FACTS, json.dumps(told, indent=1))


def unpacked(path: Path, folder: Path) -> BackupFacts:
    """Unpack the database and the keys into a folder, and say what they are of.

    Raises BadArgument for a file that is no backup or not whole, and OSError.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            told = _told(packed, path)
            for name in (DATABASE, KEYS):
                _unpack(packed, name, folder / name, str(told["sha256"][name]))
            return BackupFacts(
                str(told["store_id"]),
                str(told["register_id"]),
                str(told["made"]),
                str(told["software_version"]),
                int(told["entries"]),
            )
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadArgument(f"{path} is no backup of a till, or it is damaged ({error}). Take another one.") from error
    except (KeyError, TypeError, ValueError) as error:
        raise BadArgument(f"{path} is no backup of a till: it does not say what it is of. Take another one.") from error


def _told(packed: zipfile.ZipFile, path: Path) -> Mapping[str, Any]:
    if packed.getinfo(_FACTS).file_size > _LARGEST_FACTS:
        raise ValueError("too long")
    told: dict[str, Any] = json.loads(packed.read(_FACTS))
    if told["form"] != _FORM:
        raise BadArgument(f"{path} was made by a newer version of this program. Restore it with that one.")
    return told


def _unpack(packed: zipfile.ZipFile, name: str, to: Path, sha256: str) -> None:
    """Unpack one file, so that it survives a power cut."""
    to.touch(mode=OWNER_ONLY)
    with packed.open(name) as source, to.open("wb") as target:
        copyfileobj(source, target, _PIECE)
        target.flush()
        sync_file(target.fileno())
    if _hash_of(to) != sha256:
        raise zipfile.BadZipFile(f"{name} is not what was backed up")


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
