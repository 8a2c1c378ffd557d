"""A setting written into the text of a config file, where everything else stays as somebody wrote it."""

import re
import tomllib
from typing import TypeAlias

from pos_terminal.domain.secret import Secret

Value: TypeAlias = str | bool | int | tuple[str, ...]
"""What a setting can be."""
_HEADER = re.compile(r"\s*\[\s*(?P<section>[\w-]+)\s*\]\s*(#.*)?")
_ANY_HEADER = re.compile(r"\s*\[")
_MOST_LINES = 500


class CannotBeWritten(ValueError):
    """The file says it in a way that only a person can change."""


def toml_value(value: object) -> str:
    """A setting's value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    text = value.reveal() if isinstance(value, Secret) else str(value)
    escaped = "".join(f"\\u{ord(char):04x}" if char < " " or char in '"\\\x7f' else char for char in text)
    return f'"{escaped}"'


def with_setting(text: str, section: str, key: str, value: Value) -> str:
    """The file's text with this setting, and nothing else of it changed. Raises CannotBeWritten."""
    wanted = tomllib.loads(text)
    wanted[section] = {**wanted.get(section, {}), key: list(value) if isinstance(value, tuple) else value}
    written = "".join(_written(text.splitlines(keepends=True), section, key, value))
    try:
        is_right = tomllib.loads(written) == wanted
    except tomllib.TOMLDecodeError:
        is_right = False
    if not is_right:
        raise CannotBeWritten(f"[{section}] {key} is written in a way that only an editor can change")
    return written


def _written(lines: list[str], section: str, key: str, value: Value) -> list[str]:
    end_of_line = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    line = f"{key} = {toml_value(value)}{end_of_line}"
    head = next((at for at, each in enumerate(lines) if _is_header(each, section)), None)
    if head is None:
        gap = "" if not lines or lines[-1].endswith("\n") else end_of_line
        return [*lines, f"{gap}{end_of_line}[{section}]{end_of_line}{line}"]
    end = next((at for at in range(head + 1, len(lines)) if _ANY_HEADER.match(lines[at])), len(lines))
    for at in range(head + 1, end):
        if re.match(rf"\s*{key}\s*=", lines[at]):
            return [*lines[:at], line, *lines[_end_of(lines, at) :]]
    # Below its explanation, where the file has one.
    explained = next((at for at in range(head + 1, end) if re.match(rf"\s*#\s*{key}\s*=", lines[at])), head)
    before = lines[: explained + 1]
    if not before[-1].endswith("\n"):
        before[-1] += end_of_line
    return [*before, line, *lines[explained + 1 :]]


def _is_header(line: str, section: str) -> bool:
    found = _HEADER.fullmatch(line.rstrip("\r\n"))
    return found is not None and found["section"] == section


def _end_of(lines: list[str], start: int) -> int:
    """Behind the last line of the value that begins here: lists may go over several."""
    for end in range(start + 1, min(len(lines), start + _MOST_LINES) + 1):
        try:
            tomllib.loads("".join(lines[start:end]))
        except tomllib.TOMLDecodeError:
            continue
        return end
    return start + 1
