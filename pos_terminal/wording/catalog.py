"""Reads a catalog of translations as translators keep it (.po), so that nothing has to be compiled beforehand."""

import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from struct import pack

_MAGIC = 0x950412DE
_HEADER_BYTES = 28
_FIELD = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr)(?:\[\d+\])?\s+)?"(.*)"$')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t"}


def read_catalog(path: Path) -> GNUTranslations:
    """The messages of a .po file, which must be whole: what is fuzzy is not told from what is not.

    Raises:
        OSError: the file cannot be read.
        ValueError: a line is none of a catalog.
    """
    return GNUTranslations(BytesIO(_compiled(_messages(path.read_text(encoding="utf-8")))))


def _messages(text: str) -> dict[str, str]:
    """Keys and values as a compiled catalog has them: context, EOT, message, NUL, plural; forms apart by NUL."""
    found: dict[str, str] = {}
    entry: dict[str, list[str]] = {}
    field: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        said = _FIELD.match(line)
        if said is None:
            raise ValueError(f"line {number} is none of a catalog: {line[:60]}")
        name, words = said[1], _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), said[2])
        if name is None:
            field[-1] += words
            continue
        if name in {"msgctxt", "msgid"} and "msgstr" in entry:
            found.update([_pair(entry)])
            entry = {}
        field = entry.setdefault(name, [])
        field.append(words)
    found.update([_pair(entry)])
    return found


def _pair(entry: dict[str, list[str]]) -> tuple[str, str]:
    context = "".join(f"{words}\x04" for words in entry.get("msgctxt", ()))
    return context + "\0".join(entry["msgid"] + entry.get("msgid_plural", [])), "\0".join(entry["msgstr"])


def _compiled(messages: dict[str, str]) -> bytes:
    """The catalog in the form that `gettext` reads (its manual, "The Format of GNU MO Files"), without a hash table."""
    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    count = len(pairs)
    at = _HEADER_BYTES + 16 * count
    tables: list[bytes] = []
    for texts in zip(*pairs, strict=True):
        for text in texts:
            tables.append(pack("<II", len(text), at))
            at += len(text) + 1
    header = pack("<7I", _MAGIC, 0, count, _HEADER_BYTES, _HEADER_BYTES + 8 * count, 0, _HEADER_BYTES + 16 * count)
    return b"".join([header, *tables, *(text + b"\0" for texts in zip(*pairs, strict=True) for text in texts)])
