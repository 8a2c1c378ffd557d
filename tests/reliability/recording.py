"""What a traced process did to the files of one folder, read from the tracer's own words."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.architecture.source import ROOT

CALLS = (
    "openat,close,lseek,write,pwrite64,writev,fdatasync,fsync,ftruncate,"
    "?mkdir,?mkdirat,?unlink,?unlinkat,?rename,?renameat,?renameat2"
)
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_LONGEST = 1_000_000
_REBUILT = ("-shm", ".lock")
"""Of no meaning after a power cut: the next process to open the database makes them anew."""


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes went into a file that is known by its number."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resize:
    """A file was cut, or made longer."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """All of a file so far is on disk."""

    file: int


@dataclass(frozen=True, slots=True)
class SyncNames:
    """All names in a folder are on disk."""

    folder: str


@dataclass(frozen=True, slots=True)
class Rename:
    """The file has this name from now on: ``old`` is empty for a new file, ``new`` for one that is removed."""

    old: str
    new: str
    file: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody outside was told something."""


Step = Write | Resize | Sync | SyncNames | Rename | Mark
A_FOLDER = 0
"""The number of everything that is no file."""


def recorded(strace: str, module: str, folder: Path, *arguments: str) -> list[Step]:
    """Run a module under the tracer, and what it did below ``folder / "till"``, with its marks."""
    trace = folder / "trace"
    watch = [strace, "-f", "-qq", "-o", str(trace), "-e", f"trace={CALLS}", "-e", "signal=none", "-xx"]
    command = [*watch, "-s", str(_LONGEST), sys.executable, "-m", module, str(folder), *arguments]
    subprocess.run(command, cwd=ROOT, check=True)
    with trace.open(encoding="ascii") as lines:
        steps = list(_Reading(folder / "till").steps(lines))
    trace.unlink()
    return steps


@dataclass
class _Open:
    """An open file: where its next write goes, and whether that is always its end."""

    file: int
    path: str
    appends: bool = False
    position: int = 0


@dataclass
class _Reading:
    folder: Path
    names: dict[str, int] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    open_files: dict[int, _Open] = field(default_factory=dict)

    def steps(self, lines: Iterator[str]) -> Iterator[Step]:
        for line in lines:
            call = _LINE.match(line)
            if call is None or int(call[3]) < 0:
                continue
            name, values, result = call[1], call[2], int(call[3])
            texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(values)]
            if name == "openat":
                yield from self._opened(texts[0].decode(), values, result)
            elif name.startswith(("mkdir", "unlink", "rename")):
                yield from self._named(name, [text.decode() for text in texts])
            elif name == "writev":
                yield Mark()
            else:
                yield from self._done(name, values, (texts, result))

    def _opened(self, path: str, values: str, descriptor: int) -> Iterator[Step]:
        self.open_files.pop(descriptor, None)
        if "O_DIRECTORY" in values or path in {
            str(self.folder),
            *(name for name, file in self.names.items() if not file),
        }:
            self.open_files[descriptor] = _Open(A_FOLDER, path)
        elif self._is_kept(path):
            if path not in self.names:
                assert "O_CREAT" in values
                self.names[path] = len(self.sizes) + 1
                self.sizes[self.names[path]] = 0
                yield Rename("", path, self.names[path])
            assert "O_TRUNC" not in values
            self.open_files[descriptor] = _Open(self.names[path], path, "O_APPEND" in values)

    def _named(self, call: str, paths: Sequence[str]) -> Iterator[Step]:
        if not self._is_kept(paths[0]):
            return
        if call.startswith("mkdir"):
            self.names[paths[0]] = A_FOLDER
            yield Rename("", paths[0], A_FOLDER)
            return
        file, new = self.names.pop(paths[0]), paths[1] if len(paths) > 1 else ""
        if new:
            self.names[new] = file
        yield Rename(paths[0], new, file)

    def _done(self, call: str, values: str, outcome: tuple[Sequence[bytes], int]) -> Iterator[Step]:
        texts, result = outcome
        descriptor, last = int(values.partition(",")[0]), values.rpartition(",")[2]
        found = self.open_files.get(descriptor)
        if call == "close":
            self.open_files.pop(descriptor, None)
        elif found is None:
            return
        elif call == "lseek":
            found.position = result
        elif call in {"fsync", "fdatasync"}:
            yield Sync(found.file) if found.file else SyncNames(found.path)
        elif call == "ftruncate":
            self.sizes[found.file] = int(last)
            yield Resize(found.file, int(last))
        else:
            yield self._written(found, texts[0][:result], int(last) if call == "pwrite64" else None)

    def _written(self, into: _Open, data: bytes, offset: int | None) -> Write:
        at = offset
        if at is None:
            at = self.sizes[into.file] if into.appends else into.position
            into.position = at + len(data)
        self.sizes[into.file] = max(self.sizes[into.file], at + len(data))
        return Write(into.file, at, data)

    def _is_kept(self, path: str) -> bool:
        return path.startswith(f"{self.folder}/") and not path.endswith(_REBUILT)
