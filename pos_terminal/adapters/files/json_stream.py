"""Takes a JSON document apart while it is read: the elements of its lists, each with the line of every field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import ijson

from pos_terminal.adapters.files.text import Unreadable, read_lines
from pos_terminal.application.syncing import Fault

if TYPE_CHECKING:
    from decimal import Decimal

Json: TypeAlias = "str | int | bool | Decimal | list[Json] | dict[str, Json] | None"

_DEEPEST = 8
_LONGEST_SILENCE = 1_000_000
_ELEMENT = 2
_WANTED = 'an object with lists of objects is wanted, such as {"items": [{...}]}'


@dataclass(frozen=True, slots=True)
class Element:
    """One object of a list: the list's key, the object's first line, its fields and the line of each."""

    section: str
    line: int
    values: dict[str, Json]
    lines: dict[str, int]


def read_elements(path: Path, bare_list: str | None = None) -> Iterator[Element | Fault]:
    """The objects in the lists of the document's top object, in their order.

    ``bare_list`` names the section of a document that is a list itself (None: that is a fault). Broken JSON and wrong
    encodings end the reading with a fault; a key given twice in one object is a fault.
    """
    taken = _Taken(bare_list)
    try:
        for line, events in _events(path):
            yield from taken.take(events, line)
    except Unreadable as error:
        yield Fault(error.line, None, error.sentence, ends_reading=True)


def _events(path: Path) -> Iterator[tuple[int, list[tuple[str, Json]]]]:
    """What each line of the document opens, holds and closes."""
    events = ijson.sendable_list()
    parser = ijson.basic_parse_coro(events)
    line, silent = 1, 0
    try:
        for line, text in read_lines(path):
            parser.send(text.encode("utf-8"))
            silent = 0 if events else silent + len(text)
            _refuse_silence(line, silent)
            yield line, events
            events.clear()
        parser.close()
    except ijson.JSONError as error:
        raise Unreadable(line, f"this is not JSON: {_first_line(error)}") from error
    yield line, events


def _refuse_silence(line: int, silent: int) -> None:
    """A value that does not end would fill the memory."""
    if silent > _LONGEST_SILENCE:
        raise Unreadable(line, "a value here is longer than 1 MB; no field may be longer than 4 KB")


def _first_line(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return text.splitlines()[0].strip() if text.strip() else "it ends too early"


@dataclass
class _Taken:
    """The part of the document that is open: from the top object down to the value being read."""

    bare_list: str | None
    section: str | None = None
    line: int = 0
    stack: list[list[Json] | dict[str, Json]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    top_keys: set[str] = field(default_factory=set)
    depth: int = 0

    def take(self, events: Iterable[tuple[str, Json]], line: int) -> Iterator[Element | Fault]:
        """What the events of one line complete or break."""
        for kind, value in events:
            if self.stack:
                yield from self._inside(kind, value, line)
            else:
                yield from self._outside(kind, value, line)

    def _outside(self, kind: str, value: Json, line: int) -> Iterator[Fault]:
        """Above the elements: the top object, its keys and its lists."""
        if kind == "map_key":
            yield from self._open_section(str(value), line)
        elif kind == "start_map" and self.depth == _ELEMENT:
            self.stack, self.keys, self.lines, self.line = [{}], [""], {}, line
        elif kind in {"end_map", "end_array"}:
            self.depth -= 1
        elif kind == ("start_map", "start_array", "")[self.depth]:
            self.depth += 1
        elif kind == "start_array" and self.depth == 0 and self.bare_list is not None:
            self.section, self.depth = self.bare_list, _ELEMENT
        else:
            raise Unreadable(line, _WANTED)

    def _open_section(self, key: str, line: int) -> Iterator[Fault]:
        self.section = key
        if key in self.top_keys:
            yield Fault(line, key, "this list is given twice")
        self.top_keys.add(key)

    def _inside(self, kind: str, value: Json, line: int) -> Iterator[Element | Fault]:
        """In an element."""
        if kind == "map_key":
            key = str(value)
            top = self.stack[-1]
            if isinstance(top, dict) and key in top:
                yield Fault(line, key, "this field is given twice")
            self.keys[-1] = key
            if len(self.stack) == 1:
                self.lines[key] = line
        elif kind in {"start_map", "start_array"}:
            if len(self.stack) > _DEEPEST:
                raise Unreadable(line, "lists and objects are nested too deeply here")
            inner: list[Json] | dict[str, Json] = {} if kind == "start_map" else []
            self._put(inner)
            self.stack.append(inner)
            self.keys.append("")
        elif kind in {"end_map", "end_array"}:
            closed = self.stack.pop()
            self.keys.pop()
            if not self.stack and isinstance(closed, dict):
                yield Element(self.section or "", self.line, closed, self.lines)
        else:
            self._put(value)

    def _put(self, value: Json) -> None:
        top = self.stack[-1]
        if isinstance(top, dict):
            top[self.keys[-1]] = value
        else:
            top.append(value)
