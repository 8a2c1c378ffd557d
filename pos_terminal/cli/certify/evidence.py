"""A run as it is handed out: everything as text, and members' names, addresses and numbers masked."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pos_terminal.cli.certify.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pos_terminal.adapters.sessionm.recording import Exchanged
    from pos_terminal.cli.certify.result import Result
    from pos_terminal.cli.certify.screen import Shown

Told: TypeAlias = dict[str, object]

_TEXT = r'"(?:[^"\\]|\\.)*"'
_FIELDS = "first_name|last_name|phone|email|external_customer_id"
_PERSONAL = re.compile(rf'("(?:{_FIELDS})"\s*:\s*)({_TEXT})')
_PAYER = re.compile(
    rf'("(?:additional_)?user_id"\s*:\s*)({_TEXT})(?=\s*,\s*"(?:additional_)?user_id_type"\s*:\s*"(?!Sess))'
)
_FLAT = rf'\{{(?:{_TEXT}|[^"{{}}])*+(?:\}}|"[^"]*\Z|\Z)'
_DEEP = rf'\{{(?:{_TEXT}|[^"{{}}]|{_FLAT})*+(?:\}}|"[^"]*\Z|\Z)'
_PROFILE = re.compile(rf'("profile_fields"\s*:\s*)({_DEEP})')
"""To its end, whatever braces its values hold; of an answer that was cut, all that is left."""
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Run:
    """Where and when the checklist was run."""

    platform: str
    store_id: str
    version: str
    started: str
    is_simulator: bool


class Mask:
    """Masks what is personal: by its field wherever there is JSON, and everywhere else the values seen there."""

    def __init__(self, exchanges: Iterable[Exchanged], known: Iterable[str]) -> None:
        texts = [text for each in exchanges for text in (_text(each.sent), _text(each.received))]
        found = {json.loads(each[2]) for text in texts for each in _PERSONAL.finditer(text)}
        long_enough = {each for each in (*found, *known) if len(each) > _KEPT}
        words = "|".join(re.escape(each) for each in sorted(long_enough, key=len, reverse=True))
        self._seen = re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"(?!)")

    def json(self, body: bytes) -> str:
        """A body as text, otherwise exactly as it was."""
        masked = _PERSONAL.sub(_masked_field, _text(body))
        masked = _PROFILE.sub(r'\1"***"', _PAYER.sub(_masked_field, masked))
        return self.text(masked)

    def text(self, text: str) -> str:
        """Any text."""
        return self._seen.sub(lambda found: _masked(found[0]), text)


def evidence(run: Run, results: Sequence[Result], personal: Iterable[str]) -> Told:
    """Everything about a run, ready for JSON and for the page; ``personal`` are identifiers to be masked, too."""
    mask = Mask((each for result in results for each in result.exchanges), personal)
    counts = Counter(each.verdict for each in results)
    return {
        "run": {
            "platform": run.platform,
            "store_id": run.store_id,
            "software": f"pos_terminal {run.version}",
            "started": run.started,
            "simulator": run.is_simulator,
        },
        "summary": {each.value: counts[each] for each in Verdict},
        "items": [_item(each, mask) for each in results],
    }


def _item(result: Result, mask: Mask) -> Told:
    item = result.item
    return {
        "number": item.number,
        "title": item.title,
        "needs": item.needs.value,
        "verdict": result.verdict.value,
        "reason": mask.text(result.reason),
        "left_out": item.left_out,
        "seconds": round(result.seconds, 2),
        "checks": [
            {"expected": mask.text(each.expected), "holds": each.holds, "came": mask.text(each.came)}
            for each in result.checks
        ],
        "steps": [_step(each, mask) for each in result.shown],
        "requests": [_exchange(each, mask) for each in result.exchanges],
    }


def _step(shown: Shown, mask: Mask) -> Told:
    name = (shown.state.get("member") or {}).get("name") or ""
    own = "***" if name else ""

    def plain(text: str) -> str:
        return mask.text(text.replace(name, own) if name else text)

    step = {key: value for key, value in shown.step.items() if key != "pin"}
    return {
        "step": plain(json.dumps(step, ensure_ascii=False)),
        "code": shown.code,
        "sentence": plain(shown.sentence),
        "screen": [plain(each) for each in shown.screen],
    }


def _exchange(each: Exchanged, mask: Mask) -> Told:
    reply = each.reply
    said = mask.text(": ".join(part for part in (reply.code, reply.text) if part))
    return {
        "path": each.path,
        "request_id": each.request_id,
        "at": each.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "milliseconds": round(each.seconds * 1000),
        "request": mask.json(each.sent),
        "http_status": reply.http_status,
        "reply": mask.json(each.received),
        "outcome": reply.outcome.value,
        "said": said,
    }


def _text(body: bytes) -> str:
    return body.decode("utf-8", errors="replace")


def _masked_field(found: re.Match[str]) -> str:
    return found[1] + json.dumps(_masked(json.loads(found[2])), ensure_ascii=False)


def _masked(value: str) -> str:
    """The last two signs of a number or an address, so that two can be told apart; nothing of a name."""
    is_name = not any(char.isdigit() or char == "@" for char in value)
    return "***" if is_name or len(value) <= 2 * _KEPT else f"***{value[-_KEPT:]}"
