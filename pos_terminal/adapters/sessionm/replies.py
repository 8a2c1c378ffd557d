"""What an answer means: one table of rows, and the first row that fits decides.

Rows that count replies to one id (the third failure, the third empty success) are the business of delivery, which
keeps the counts; here they carry the reason it counts by.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pos_terminal.adapters.sessionm import wire
from pos_terminal.adapters.sessionm.jsontext import UnreadableJson, read
from pos_terminal.adapters.sessionm.reading import table_of
from pos_terminal.application.replies import Outcome, Reply, Why
from pos_terminal.domain.errors import folded

LONGEST_RETRY_AFTER = 900.0
"""Seconds; nobody may silence a till for longer."""
_KEPT_RAW = 4096
_KEPT_TEXT = 300
_NO_CREDENTIALS = frozenset({"access denied", "invalid api key", "invalid auth token"})
_FAILS = frozenset({"internal server error", "not available"})
_PENDING = "pending processing"


@dataclass(frozen=True, slots=True)
class Received:
    """What came back: header names in lower case; ``fault`` says in a few words why the body is not whole."""

    path: str
    http_status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Facts:
    """An answer as the rows look at it; ``status`` None: there is no container, which is an object with that text."""

    path: str
    http_status: int
    is_empty: bool
    status: str | None = None
    payload: object = None
    errors: tuple[wire.Error, ...] = ()

    @property
    def is_container(self) -> bool:
        return self.status is not None

    @property
    def is_ok(self) -> bool:
        return folded(self.status or "") == wire.OK

    @property
    def is_success(self) -> bool:
        return self.http_status // 100 == 2  # noqa: PLR2004 - the class of HTTP statuses 200 to 299

    @property
    def codes(self) -> set[str]:
        return {folded(each) for error in self.errors for each in (error.code, error.type, error.error) if each}


_Fits = Callable[[_Facts], bool]


@dataclass(frozen=True, slots=True)
class _Row:
    fits: _Fits
    outcome: Outcome
    why: Why = Why.PLAIN


def _is_pending(facts: _Facts) -> bool:
    said = [part for error in facts.errors for part in _parts(error)]
    # The container's status is "the status code", so the code may stand there, too.
    return any(_PENDING in folded(each) for each in [facts.status or "", *said])


def _is_taken(facts: _Facts) -> bool:
    says_enough = facts.path not in wire.ANSWERED_WITH_PAYLOAD or facts.payload is not None
    return facts.is_success and facts.is_ok and says_enough


def _refuses_credentials(facts: _Facts) -> bool:
    return facts.http_status in {401, 403} or bool(facts.codes & _NO_CREDENTIALS)


def _knows_no_batch(facts: _Facts) -> bool:
    return facts.path == wire.SEND_BATCH and not facts.is_container and facts.http_status in {404, 405, 501}


def _is_elsewhere(facts: _Facts) -> bool:
    return facts.http_status // 100 == 3 or (not facts.is_container and facts.http_status in {404, 405, 415})  # noqa: PLR2004


def _is_too_large(facts: _Facts) -> bool:
    return facts.http_status == 413  # noqa: PLR2004 - Content Too Large


def _is_busy(facts: _Facts) -> bool:
    return facts.http_status in {408, 425, 429}


def _is_failing(facts: _Facts) -> bool:
    return facts.is_container and (facts.http_status // 100 == 5 or bool(facts.codes & _FAILS))  # noqa: PLR2004


def _says_no(facts: _Facts) -> bool:
    return facts.is_container and not facts.is_ok


def _is_empty_success(facts: _Facts) -> bool:
    return facts.is_success and facts.is_empty and facts.path not in wire.ANSWERED_WITH_PAYLOAD


def _fails_without_a_word(facts: _Facts) -> bool:
    return not facts.is_container and facts.http_status // 100 in {4, 5}


def _is_anything(_facts: _Facts) -> bool:
    return True


ROWS = (
    _Row(_is_pending, Outcome.UNKNOWN, Why.PENDING),
    _Row(_is_taken, Outcome.DONE),
    _Row(_refuses_credentials, Outcome.AUTH),
    _Row(_knows_no_batch, Outcome.SETUP, Why.NO_BATCH),
    _Row(_is_elsewhere, Outcome.SETUP),
    _Row(_is_too_large, Outcome.REJECTED, Why.TOO_LARGE),
    _Row(_is_busy, Outcome.UNKNOWN, Why.BUSY),
    _Row(_is_failing, Outcome.UNKNOWN, Why.FAILING),
    _Row(_says_no, Outcome.REJECTED),
    _Row(_is_empty_success, Outcome.UNKNOWN, Why.EMPTY),
    _Row(_fails_without_a_word, Outcome.UNKNOWN, Why.BARE),
    _Row(_is_anything, Outcome.UNKNOWN, Why.UNREACHABLE),
)


def classify(received: Received) -> Reply:
    """The answer, classified. Never raises: what cannot be read is UNKNOWN."""
    body, fault = _body(received)
    facts = _facts(received, body)
    row = next(each for each in ROWS if each.fits(facts))
    code, text = _said(facts.errors)
    if row.outcome is not Outcome.DONE and not text:
        text = f"The platform answered {received.http_status}{f' ({_short(fault)})' if fault else ''}."
    return Reply(
        row.outcome,
        row.why,
        code,
        text,
        retry_after=_retry_after(received.headers),
        payload=facts.payload,
        raw=b"" if received.path == wire.LOOKUP else received.body[:_KEPT_RAW],  # a member's data is not kept
        http_status=received.http_status,
    )


def no_answer(text: str, outcome: Outcome = Outcome.UNKNOWN) -> Reply:
    """Nothing came, or it is not to be trusted (SECURITY)."""
    return Reply(outcome, Why.UNREACHABLE if outcome is Outcome.UNKNOWN else Why.PLAIN, text=text)


def server_time(headers: Mapping[str, str]) -> datetime | None:
    """The platform's clock, to the second (HTTP ``Date``)."""
    told = headers.get("date", "")
    return _http_date(told) if told else None


def _body(received: Received) -> tuple[object, str]:
    """The JSON value that came, or None and why there is none."""
    if received.fault or not received.body.strip():
        return None, received.fault or "empty"
    media = received.headers.get("content-type", "application/json").partition(";")[0].strip().casefold()
    if not (media.endswith(("/json", "+json"))):
        return None, f"{media}, not JSON"
    try:
        return read(received.body), ""
    except UnreadableJson as error:
        return None, f"not to be read: {error}"


def _facts(received: Received, body: object) -> _Facts:
    is_empty = not received.fault and not received.body.strip()
    if not isinstance(body, dict):
        return _Facts(received.path, received.http_status, is_empty)
    answer = table_of(wire.Answer, body)
    status = answer.status if isinstance(answer.status, str) else None
    errors = _errors(answer.errors or answer.error)
    return _Facts(received.path, received.http_status, is_empty, status, answer.payload, errors)


def _errors(value: object) -> tuple[wire.Error, ...]:
    if isinstance(value, list):
        return tuple(_error(each) for each in value)
    return (_error(value),) if value else ()


def _error(value: object) -> wire.Error:
    if isinstance(value, str):
        return wire.Error(error=value)
    known = value if isinstance(value, dict) else {}
    given = {each.name: known.get(each.name) for each in fields(wire.Error)}
    return wire.Error(**{name: str(each) for name, each in given.items() if isinstance(each, str | int)})


def _parts(error: wire.Error) -> tuple[str, ...]:
    return error.code, error.type, error.error, error.message, error.raw_message


def _said(errors: tuple[wire.Error, ...]) -> tuple[str, str]:
    """The code for programs and the text for people; a stack trace is for neither."""
    codes = (each.code or each.type or each.error for each in errors)
    texts = (each.message or each.raw_message or each.error for each in errors)
    return _short(next(filter(None, codes), "")), _short(next(filter(None, texts), ""))


def _short(text: str) -> str:
    return " ".join(text.encode(errors="replace").decode().split())[:_KEPT_TEXT]


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds, from a number or from a date against the platform's own clock."""
    given = headers.get("retry-after", "").strip()
    if not given:
        return None
    if given.isascii() and given.isdigit():
        return min(float(given[:9]), LONGEST_RETRY_AFTER)
    until, now = _http_date(given), server_time(headers)
    if until is None or now is None:
        return None
    return min(max((until - now).total_seconds(), 0.0), LONGEST_RETRY_AFTER)


def _http_date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
