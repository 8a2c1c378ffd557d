"""Reads JSON lines, takes each step, answers with one JSON line, and goes on after an error."""

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pos_terminal.app.terminal import Terminal
from pos_terminal.app.training import training_of
from pos_terminal.cli.script.arguments import Arguments
from pos_terminal.cli.script.state import state_of
from pos_terminal.cli.script.steps import APPROVE, STEPS
from pos_terminal.domain.card_digits import masked
from pos_terminal.domain.errors import BadArgument, Refused

_LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer line, and whether the step went well."""

    ok: bool
    line: str


def run_script(terminal: Terminal, lines: Iterable[bytes]) -> Iterator[Answer]:
    """Take each step as it comes; empty lines and those that begin with # are passed over."""
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix(BOM_UTF8).strip() if number == 1 else line.strip()
        if text and not text.startswith(b"#"):
            yield _answer(terminal, number, text)


def _answer(terminal: Terminal, number: int, text: bytes) -> Answer:
    name: str | None = None
    try:
        name, given = _parsed(number, text)
        extra = _step(training_of(terminal).in_use, name, given)
    except Refused as refusal:
        error = {"code": refusal.code, "message": refusal.in_english}
        said = {"ok": False, "do": name and masked(name), "error": error}
        return Answer(False, _json(said | {"state": state_of(training_of(terminal).in_use)}))
    state = state_of(training_of(terminal).in_use)
    if "receipt" in extra:  # what this step has printed is the till's newest paper, whatever sale is open
        state["receipt"] = extra["receipt"]
    return Answer(True, _json({"ok": True, "do": name} | extra | {"state": state}))


def _step(terminal: Terminal, name: str, given: dict[str, object]) -> dict[str, object]:
    step = STEPS.get(name)
    if step is None:
        raise BadArgument(f"There is no step {name!r}. Steps: {', '.join(STEPS)}.")
    try:
        return step(terminal, Arguments(name, given, terminal.settings.currency, terminal.selling.rules.cards))
    finally:
        if name != APPROVE:
            terminal.approving.spend()


def _parsed(number: int, text: bytes) -> tuple[str, dict[str, object]]:
    if len(text) > _LONGEST_LINE:
        raise BadArgument(f"Line {number} is longer than {_LONGEST_LINE:,} bytes.")
    try:
        given = json.loads(text.decode(), parse_float=Decimal)
        json.dumps(given, ensure_ascii=False, default=str).encode()  # half a surrogate pair cannot be stored
    except UnicodeError:
        raise BadArgument(f"Line {number} is not UTF-8 text.") from None
    except (ValueError, RecursionError, InvalidOperation) as error:
        raise BadArgument(f"Line {number} is not JSON: {error}.") from None
    name = given.pop("do", None) if isinstance(given, dict) else None
    if not isinstance(name, str):
        raise BadArgument(f'Line {number} is not a step: an object with "do" is wanted.')
    return name, given


def _json(answer: dict[str, object]) -> str:
    return json.dumps(answer, ensure_ascii=False)
