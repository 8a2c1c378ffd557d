"""Reads JSON lines, takes each step, answers with one JSON line, and goes on after an error."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pos_terminal.app import Terminal
from pos_terminal.cli.script.arguments import Arguments
from pos_terminal.cli.script.state import state_of
from pos_terminal.cli.script.steps import STEPS
from pos_terminal.domain.errors import BadArgument, Refused

_LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer line, and whether the step went well."""

    ok: bool
    line: str


def run_script(terminal: Terminal, lines: Iterable[str]) -> Iterator[Answer]:
    """Take each step as it comes; empty lines and those that begin with # are passed over."""
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text and not text.startswith("#"):
            yield _answer(terminal, number, text)


def _answer(terminal: Terminal, number: int, text: str) -> Answer:
    name: str | None = None
    try:
        name, given = _parsed(number, text)
        extra = _step(terminal, name, given)
    except Refused as refusal:
        error = {"code": refusal.code, "message": refusal.sentence}
        return Answer(False, _json({"ok": False, "do": name, "error": error, "state": state_of(terminal)}))
    return Answer(True, _json({"ok": True, "do": name} | extra | {"state": state_of(terminal)}))


def _step(terminal: Terminal, name: str, given: dict[str, object]) -> dict[str, object]:
    step = STEPS.get(name)
    if step is None:
        raise BadArgument(f"There is no step {name!r}. Steps: {', '.join(STEPS)}.")
    return step(terminal, Arguments(name, given, terminal.settings.currency))


def _parsed(number: int, text: str) -> tuple[str, dict[str, object]]:
    if len(text) > _LONGEST_LINE:
        raise BadArgument(f"Line {number} is longer than {_LONGEST_LINE:,} characters.")
    try:
        given = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise BadArgument(f"Line {number} is not JSON: {error}.") from None
    name = given.pop("do", None) if isinstance(given, dict) else None
    if not isinstance(name, str):
        raise BadArgument(f'Line {number} is not a step: an object with "do" is wanted.')
    return name, given


def _json(answer: dict[str, object]) -> str:
    return json.dumps(answer, ensure_ascii=False)
