"""What a traced process did to the files of one folder, read from the tracer's own words."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.architecture.source import ROOT

CALLS = "openat,close,pwrite64,writev,fdatasync,fsync,ftruncate,?unlink,?unlinkat,?rename,?renameat,?renameat2"
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
    """All of a file so far is on disk; file 0 is the folder with its names."""

    file: int


@dataclass(frozen=True, slots=True)
class Rename:
    """The file has this name from now on: ``old`` is empty for a new file, ``new`` for one that is removed."""

    old: str
    new: str
    file: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody outside was told something."""


Step = Write | Resize | Sync | Rename | Mark
FOLDER = 0


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
class _Reading:
    folder: Path
    names: dict[str, int] = field(default_factory=dict)
    open_files: dict[int, int] = field(default_factory=dict)
    files: int = FOLDER

    def steps(self, lines: Iterator[str]) -> Iterator[Step]:
        for line in lines:
            call = _LINE.match(line)
            if call is None or int(call[3]) < 0:
                continue
            name, values, result = call[1], call[2], int(call[3])
            texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(values)]
            if name == "openat":
                yield from self._opened(texts[0].decode(), values, result)
            elif name.startswith(("unlink", "rename")):
                yield from self._named([text.decode() for text in texts])
            elif name == "writev":
                yield Mark()
            else:
                yield from self._done(name, values, texts)

    def _opened(self, path: str, values: str, descriptor: int) -> Iterator[Step]:
        self.open_files.pop(descriptor, None)
        if Path(path) == self.folder:
            self.open_files[descriptor] = FOLDER
        elif self._is_kept(path):
            if path not in self.names:
                assert "O_CREAT" in values
                self.files += 1
                self.names[path] = self.files
                yield Rename("", path, self.files)
            assert "O_TRUNC" not in values
            self.open_files[descriptor] = self.names[path]

    def _named(self, paths: Sequence[str]) -> Iterator[Step]:
        if self._is_kept(paths[0]):
            file = self.names.pop(paths[0])
            new = paths[1] if len(paths) > 1 else ""
            if new:
                self.names[new] = file
            yield Rename(paths[0], new, file)

    def _done(self, call: str, values: str, texts: Sequence[bytes]) -> Iterator[Step]:
        descriptor = int(values.partition(",")[0])
        if call == "close":
            self.open_files.pop(descriptor, None)
        elif descriptor in self.open_files:
            file, last = self.open_files[descriptor], int(values.rpartition(",")[2])
            if call == "pwrite64":
                yield Write(file, last, texts[0])
            else:
                yield Resize(file, last) if call == "ftruncate" else Sync(file)

    def _is_kept(self, path: str) -> bool:
        return Path(path).parent == self.folder and not path.endswith(_REBUILT)
