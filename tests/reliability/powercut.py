"""The states in which a power cut may leave the files of a recording: what was synced, and any part of what was not.

The disk keeps its word for what was synced, file by file, and for names when the folder was. Of the rest every write
may or may not be there, in parts of 512 bytes, a file may have grown without what was to be in it, and names change
in their order, as in the journal of a file system.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.reliability.recording import A_FOLDER, Mark, Rename, Resize, Step, Sync, SyncNames, Write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SECTOR = 512

Part = tuple[int, tuple[int, ...] | None]
"""One unsynced change by its place in the file's list, and which of its sectors arrived; None: all."""
Arrived = tuple[tuple[int, tuple[Part, ...], int], ...]
"""For each file: what of its unsynced changes arrived, and how long it is at least."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A power cut after so many steps and marks: how many changes of names arrived, and what of each file."""

    steps: int
    marks: int
    names: int
    arrived: Arrived


@dataclass
class Disk:
    """The files as they are on disk for certain, and what is still on its way there."""

    synced: dict[int, bytes] = field(default_factory=dict)
    pending: dict[int, list[Write | Resize]] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    renames: list[Rename] = field(default_factory=list)
    version: dict[int, int] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        """One more step."""
        if isinstance(step, Rename):
            self.renames.append(step)
        elif isinstance(step, SyncNames):
            here = [change for change in self.renames if _folder_of(change) == step.folder]
            self.names = _renamed(self.names, here)
            self.renames = [change for change in self.renames if _folder_of(change) != step.folder]
            self._moves(A_FOLDER)
        elif isinstance(step, Sync):
            everything = tuple((place, None) for place in range(len(self.pending.get(step.file, []))))
            self.synced[step.file] = self.content(step.file, everything, 0)
            self.pending.pop(step.file, None)
            self._moves(step.file)
        elif not isinstance(step, Mark):
            self.pending.setdefault(step.file, []).append(step)

    def named(self, changes: int) -> dict[str, int]:
        """The names when so many of the changes arrived."""
        return _renamed(self.names, self.renames[:changes])

    def content(self, file: int, arrived: tuple[Part, ...], least: int) -> bytes:
        """A file's bytes when these of its changes arrived."""
        content = bytearray(self.synced.get(file, b""))
        for place, sectors in arrived:
            change = self.pending[file][place]
            if isinstance(change, Resize):
                content = content[: change.size].ljust(change.size, b"\0")
            else:
                for start, data in _parts(change, sectors):
                    content.extend(bytes(max(0, start - len(content))))
                    content[start : start + len(data)] = data
        content.extend(bytes(max(0, least - len(content))))
        return bytes(content)

    def key(self, cut: Cut) -> tuple[object, ...]:
        """The same for the same files, by what they are made of."""
        return (tuple(sorted(self.version.items())), cut.names, cut.arrived)

    def files(self, cut: Cut) -> dict[str, bytes | None]:
        """The files as the cut leaves them, by name; None for a folder. What is in a folder that is lost is lost."""
        arrived = {file: (parts, least) for file, parts, least in cut.arrived}
        names = self.named(cut.names)
        folders = {name for name, file in names.items() if file == A_FOLDER}
        made = {change.new for change in self.renames if change.file == A_FOLDER}
        return {
            name: self.content(file, *arrived.get(file, ((), 0))) if file != A_FOLDER else None
            for name, file in sorted(names.items())
            if name in folders or str(Path(name).parent) not in made - folders
        }

    def _moves(self, file: int) -> None:
        self.version[file] = self.version.get(file, 0) + 1


def _renamed(names: dict[str, int], changes: Sequence[Rename]) -> dict[str, int]:
    names = dict(names)
    for change in changes:
        names.pop(change.old, None)
        if change.new:
            names[change.new] = change.file
    return names


def _folder_of(change: Rename) -> str:
    return str(Path(change.new or change.old).parent)


def cuts(steps: list[Step], seed: int, rounds: int) -> list[Cut]:
    """Power cuts after every step, in the order of the steps, no two of them with the same files.

    Where files could be the same after several steps, the last is taken: then most was promised. After each step:
    nothing arrived, everything, the first few changes, and ``rounds`` times any changes, whole and in parts.
    """
    disk, marks, found = Disk(), 0, dict[tuple[object, ...], Cut]()
    for number, step in enumerate(steps, 1):
        disk.take(step)
        marks += isinstance(step, Mark)
        for names, arrived in _ways(disk, Random(f"{seed}/{number}"), rounds):
            cut = Cut(number, marks, names, tuple(each for each in arrived if each[1] or each[2]))
            found.pop(disk.key(cut), None)
            found[disk.key(cut)] = cut
    return list(found.values())


def _ways(disk: Disk, draw: Random, rounds: int) -> Iterator[tuple[int, Arrived]]:
    changes = {file: len(pending) for file, pending in disk.pending.items()}
    yield 0, ()
    yield len(disk.renames), tuple((file, _all(range(length)), 0) for file, length in sorted(changes.items()))
    yield (
        draw.randint(0, len(disk.renames)),
        tuple((file, _all(range(draw.randint(0, length))), 0) for file, length in sorted(changes.items())),
    )
    for _ in range(rounds):
        yield draw.randint(0, len(disk.renames)), tuple(_some(disk, file, draw, 0.0) for file in sorted(changes))
        yield draw.randint(0, len(disk.renames)), tuple(_some(disk, file, draw, 0.5) for file in sorted(changes))


def _all(places: range) -> tuple[Part, ...]:
    return tuple((place, None) for place in places)


def _some(disk: Disk, file: int, draw: Random, torn: float) -> tuple[int, tuple[Part, ...], int]:
    parts: list[Part] = []
    changes = disk.pending[file]
    for place, change in enumerate(changes):
        if draw.random() < torn and isinstance(change, Write):
            touched = (change.offset + len(change.data) - 1) // SECTOR - change.offset // SECTOR + 1
            parts.append((place, tuple(number for number in range(touched) if draw.random() < 0.5)))
        elif draw.random() < 0.5:
            parts.append((place, None))
    ends = [change.offset + len(change.data) for change in changes if isinstance(change, Write)]
    is_longer = bool(ends) and draw.random() < torn / 2
    return file, tuple(parts), max(ends) if is_longer else 0


def _parts(write: Write, sectors: tuple[int, ...] | None) -> Iterator[tuple[int, bytes]]:
    if sectors is None:
        yield write.offset, write.data
        return
    first = write.offset // SECTOR
    for number in sectors:
        start = max(write.offset, (first + number) * SECTOR)
        end = min(write.offset + len(write.data), (first + number + 1) * SECTOR)
        yield start, write.data[start - write.offset : end - write.offset]
