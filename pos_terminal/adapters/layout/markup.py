"""Reads the markup a template produces. It knows a handful of elements, refuses all else, and expands no entities."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn, TypeVar
from xml.parsers import expat

from pos_terminal.adapters.layout.fault import TemplateFault
from pos_terminal.domain.receipt import (
    Align,
    Blank,
    Block,
    Cell,
    Columns,
    Cut,
    Document,
    Logo,
    Qr,
    Rule,
    Size,
    Style,
    Text,
)

PLACE = "_at"
"""The attribute that carries an element's place in its template: ``sale.j2:12``."""

_MOST_BLOCKS = 4000
_MOST_LINES = 20
_WIDEST = 48

_Kind = TypeVar("_Kind", Align, Size)


class _Mistake(Exception):
    """What is wrong with one element."""


@dataclass(slots=True)
class _Element:
    """An element that has begun: what it says is known at its end."""

    name: str
    attributes: dict[str, str]
    place: str
    text: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Its text, however the template's lines broke it; a no-break space stays."""
        return " ".join(piece for piece in "".join(self.text).replace("\n", " ").replace("\t", " ").split(" ") if piece)


def document_from(markup: str, template: str) -> Document:
    """The document that the markup describes.

    Args:
        markup: elements with their place in the attribute `PLACE`.
        template: named where an element carries no place.

    Raises:
        TemplateFault: it is not well-formed, or has elements, attributes or values that receipts do not know.
    """
    return _Reading(template).document(markup)


class _Reading:
    """One pass over the markup."""

    def __init__(self, template: str) -> None:
        self._template = template
        self._place = ""
        self._open: list[_Element] = []
        self._blocks: list[Block] = []

    def document(self, markup: str) -> Document:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begun
        parser.EndElementHandler = self._ended
        parser.CharacterDataHandler = self._said
        # Without declarations there are no entities, and so none that grow without bounds.
        parser.StartDoctypeDeclHandler = self._declared
        parser.buffer_text = True
        try:
            parser.Parse(markup, True)
        except expat.ExpatError as error:
            # Before the first element nothing says where it stands in the template; its lines are nearly those of it.
            self._place = self._place or f"{self._template}:{error.lineno}"
            self._refuse(f"the markup is broken near here: {expat.ErrorString(error.code)}")
        except (_Mistake, ValueError) as mistake:
            self._refuse(str(mistake))
        return Document(tuple(self._blocks))

    def _refuse(self, reason: str) -> NoReturn:
        name, _, line = (self._place or f"{self._template}:0").rpartition(":")
        raise TemplateFault(name, int(line), reason) from None

    def _declared(self, *_: object) -> None:
        raise _Mistake("declarations (<!DOCTYPE ...>) are not allowed")

    def _begun(self, name: str, attributes: dict[str, str]) -> None:
        self._place = attributes.pop(PLACE, self._place)
        parent = self._open[-1].name if self._open else None
        if parent != _PARENTS.get(name, "receipt"):
            raise _Mistake(
                f"<{name}> cannot stand in <{parent}>"
                if parent
                else f"the outermost element must be <receipt>, not <{name}>"
            )
        if name not in _KNOWN:
            raise _Mistake(f"there is no element <{name}>; there are {', '.join(sorted(_KNOWN))}")
        unknown = attributes.keys() - _KNOWN[name]
        if unknown:
            raise _Mistake(f"<{name}> has no attribute {min(unknown)!r}")
        self._open.append(_Element(name, attributes, self._place))

    def _said(self, text: str) -> None:
        if not text.strip():
            text = " "
        element = self._open[-1]
        if text != " " and element.name not in _WITH_TEXT:
            raise _Mistake(f"text cannot stand in <{element.name}>: {text.strip()[:40]!r}")
        element.text.append(text)

    def _ended(self, name: str) -> None:
        element = self._open.pop()
        self._place = element.place
        if name == "cell":
            self._open[-1].cells.append(_cell(element, is_first=not self._open[-1].cells))
        elif name in _BLOCKS:
            self._blocks.append(_BLOCKS[name](element))
            if len(self._blocks) > _MOST_BLOCKS:
                raise _Mistake(f"more than {_MOST_BLOCKS} elements")


def _style(element: _Element) -> Style:
    return Style(_yes(element, "bold"), _choice(element, "size", Size, Size.NORMAL))


def _text(element: _Element) -> Block:
    align = _choice(element, "align", Align, Align.LEFT)
    return Text(element.words, align, _style(element), _number(element, "indent", 0, _WIDEST // 2))


def _row(element: _Element) -> Block:
    if not element.cells:
        raise _Mistake("<row> needs at least one <cell>")
    return Columns(tuple(element.cells), _style(element), _number(element, "indent", 0, _WIDEST // 2))


def _cell(element: _Element, *, is_first: bool) -> Cell:
    """The first cell of a row is a name, the others are amounts, unless they say otherwise."""
    align = _choice(element, "align", Align, Align.LEFT if is_first else Align.RIGHT)
    weight = _number(element, "weight", 1 if is_first else 0, 100)
    return Cell(element.words, align, weight, _number(element, "width", 0, _WIDEST))


def _rule(element: _Element) -> Block:
    return Rule(_yes(element, "double"))


def _blank(element: _Element) -> Block:
    return Blank(_number(element, "lines", 1, _MOST_LINES))


def _qr(element: _Element) -> Block:
    return Qr(element.words)


def _logo(element: _Element) -> Block:
    return Logo(element.attributes.get("name", ""))


def _cut(_: _Element) -> Block:
    return Cut()


def _choice(element: _Element, name: str, kind: type[_Kind], default: _Kind) -> _Kind:
    said = element.attributes.get(name)
    if said is None:
        return default
    if said not in kind.__members__.values():
        raise _Mistake(f"{name} can be {', '.join(kind)}, not {said!r}")
    return kind(said)


def _yes(element: _Element, name: str) -> bool:
    said = element.attributes.get(name, "no")
    if said not in {"yes", "no"}:
        raise _Mistake(f"{name} can be yes or no, not {said!r}")
    return said == "yes"


def _number(element: _Element, name: str, default: int, most: int) -> int:
    said = element.attributes.get(name, str(default))
    if not (said.isascii() and said.isdigit() and int(said) <= most):
        raise _Mistake(f"{name} can be a number from 0 to {most}, not {said!r}")
    return int(said)


_LOOK = frozenset({"bold", "size", "indent"})
_KNOWN: Mapping[str, frozenset[str]] = {
    "receipt": frozenset(),
    "text": _LOOK | {"align"},
    "row": _LOOK,
    "cell": frozenset({"align", "weight", "width"}),
    "rule": frozenset({"double"}),
    "blank": frozenset({"lines"}),
    "qr": frozenset(),
    "logo": frozenset({"name"}),
    "cut": frozenset(),
}
_PARENTS: Mapping[str, str | None] = {"receipt": None, "cell": "row"}
_WITH_TEXT = frozenset({"text", "cell", "qr"})
_BLOCKS: Mapping[str, Callable[[_Element], Block]] = {
    "text": _text,
    "row": _row,
    "rule": _rule,
    "blank": _blank,
    "qr": _qr,
    "logo": _logo,
    "cut": _cut,
}
