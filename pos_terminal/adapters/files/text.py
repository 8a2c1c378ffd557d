"""Reads a file as text, piece by piece, and takes no encoding for granted."""

import codecs
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PIECE = 65536
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Unreadable(Exception):
    """The file cannot be read on: ``line`` is where (None: nowhere yet), the message is for people."""

    def __init__(self, line: int | None, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.sentence = sentence


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines with their numbers from 1 and their line ends; a line of more than 64 KiB comes in pieces.

    UTF-8 with or without a byte order mark, or UTF-16 with one. Raises Unreadable for anything else, NUL included.
    """
    for line, block in read_blocks(path):
        yield from enumerate(lines_of(block), line)


def read_blocks(path: Path) -> Iterator[tuple[int, str]]:
    """The text in blocks of at most 128 KiB, each with the number of its first line; as `read_lines`.

    A block ends with a line, unless that is longer than 64 KiB.
    """
    at = _Position()
    for block in _decoded(path, at):
        at.line += at.lines_before
        at.lines_before = block.count("\n")
        if "\0" in block:
            line = at.line + block[: block.index("\0")].count("\n")
            raise Unreadable(line, "there is a NUL character here, so this is no text file; export it again")
        yield at.line, block


def lines_of(block: str) -> Iterable[str]:
    """The lines of a block with their ends: the line feed alone ends one."""
    return io.StringIO(block, newline="\n")


@dataclass
class _Position:
    """Where reading is: the number of the first line of a block, and how many lines that block has."""

    line: int = 1
    lines_before: int = 0


def _decoded(path: Path, at: _Position) -> Iterator[str]:
    try:
        with path.open("rb") as file:
            start = file.read(4)
            file.seek(0)
            if start.startswith(_UTF32):
                raise Unreadable(None, "the file is UTF-32; save it as UTF-8")
            encoding = "utf-16" if start.startswith(_UTF16) else "utf-8-sig"
            yield from _pieces(file, encoding)
    except UnicodeDecodeError as error:
        sentence = f"this is not {error.encoding.upper()} text ({error.reason}); save the file as UTF-8"
        sound = error.object[: error.start].count(b"\n") if error.encoding == "utf-8" else 0
        raise Unreadable(at.line + at.lines_before + sound, sentence) from error
    except OSError as error:
        raise Unreadable(None, f"the file cannot be read: {error.strerror or error}") from error


def _pieces(file: BinaryIO, encoding: str) -> Iterator[str]:
    if encoding == "utf-16":
        with io.TextIOWrapper(file, encoding=encoding, newline="") as wrapped:
            while text := wrapped.readline(PIECE):
                yield text
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    while raw := file.read(PIECE):
        if not raw.endswith(b"\n"):
            raw += file.readline(PIECE)
        if text := decoder.decode(raw):
            yield text
    decoder.decode(b"", final=True)
