"""Reads a file as text, piece by piece, and takes no encoding for granted."""

import codecs
import io
from collections.abc import Iterator
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
    line = 1
    for text in _decoded(path, _Position()):
        if "\0" in text:
            raise Unreadable(line, "there is a NUL character here, so this is no text file; export it again")
        yield line, text
        line += text.count("\n")


class _Position:
    """The line that is being decoded."""

    def __init__(self) -> None:
        self.line = 1


def _decoded(path: Path, at: _Position) -> Iterator[str]:
    try:
        with path.open("rb") as file:
            start = file.read(4)
            file.seek(0)
            if start.startswith(_UTF32):
                raise Unreadable(None, "the file is UTF-32; save it as UTF-8")
            encoding = "utf-16" if start.startswith(_UTF16) else "utf-8-sig"
            for text in _pieces(file, encoding):
                yield text
                at.line += text.count("\n")
    except UnicodeDecodeError as error:
        sentence = f"this is not {error.encoding.upper()} text ({error.reason}); save the file as UTF-8"
        raise Unreadable(at.line, sentence) from error
    except OSError as error:
        raise Unreadable(None, f"the file cannot be read: {error.strerror or error}") from error


def _pieces(file: BinaryIO, encoding: str) -> Iterator[str]:
    if encoding == "utf-16":
        with io.TextIOWrapper(file, encoding=encoding, newline="") as wrapped:
            while text := wrapped.readline(PIECE):
                yield text
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    while raw := file.readline(PIECE):
        if text := decoder.decode(raw):
            yield text
    decoder.decode(b"", final=True)
