"""The pages under `/_sim/`: look into the platform and make it fail, over HTTP.

GET `state`, `transactions`, `transactions/<id>`, `requests` (`?path=lock`), `faults`, `violations`, `habits`;
DELETE `faults`; POST, each with a JSON object: `faults` (a fault, see faults.py; `until_cleared` instead of `count`),
`reset`, `seed` (a whole seed, see seed.py, until the next `reset`), `habits` (some of those that GET shows; a `reset`
leaves them), `release` (held requests go on), `deliver_late`, `forget` (kept answers), `poison` (`transaction_id`, and
`code` or `status`), `cure` (`transaction_id`), `ttl_codes` (`code`, `user_offer_id`, `seconds`).
No credentials: it is a simulator, and listens on the loopback address unless told otherwise.
"""

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pos_terminal.simulator.checks import Decimals, TableCheck
from pos_terminal.simulator.faults import Fault, FaultKind
from pos_terminal.simulator.fields import Kind, Table, may, need
from pos_terminal.simulator.jsontext import Json, JsonTextError, parse
from pos_terminal.simulator.platform import Platform
from pos_terminal.simulator.record import Request
from pos_terminal.simulator.replies import Refusal, Reply, plain, refused, shown
from pos_terminal.simulator.rows import Row
from pos_terminal.simulator.seed import Seed, SeedError
from pos_terminal.simulator.spoiled import SPOILED
from pos_terminal.simulator.views import (
    faults_view,
    habits_view,
    requests_view,
    state_view,
    transaction_view,
    transactions_view,
    violations_view,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PREFIX = "/_sim/"

_FAULT: Table = (
    need("kind", Kind.TEXT, legal=tuple(FaultKind)),
    may("path", Kind.TEXT),
    may("count", Kind.WHOLE),
    may("until_cleared", Kind.FLAG),
    may("processed", Kind.FLAG),
    may("status", Kind.WHOLE),
    may("container", Kind.FLAG),
    may("retry_after", Kind.TEXT),
    may("location", Kind.TEXT),
    may("seconds", Kind.NUMBER),
    may("until_released", Kind.FLAG),
    may("variant", Kind.TEXT, legal=tuple(SPOILED)),
)
_POISON: Table = (need("transaction_id", Kind.TEXT), may("code", Kind.TEXT), may("status", Kind.WHOLE))
_CURE: Table = (need("transaction_id", Kind.TEXT),)
_TTL_CODE: Table = (need("code", Kind.TEXT), need("user_offer_id", Kind.TEXT), need("seconds", Kind.WHOLE))
_HABITS: Table = (
    may("model", Kind.TEXT, legal=("upsert", "stored")),
    may("batch_limit", Kind.WHOLE),
    may("batch_partial", Kind.FLAG),
    may("max_body_bytes", Kind.WHOLE),
    may("nobody", Kind.TEXT, legal=("empty", "error", "404")),
    may("several", Kind.TEXT, legal=("error", "rows")),
    may("pending_replies", Kind.WHOLE),
    may("void_reinstates", Kind.FLAG),
    may("points_per_unit", Kind.WHOLE),
)


class Admin:
    """Answers the pages under `/_sim/`."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._check = TableCheck(Decimals(money=6, unit_price=6, quantity=6))
        self._shown: dict[str, Callable[[], Json]] = {
            "state": lambda: state_view(platform),
            "transactions": lambda: transactions_view(platform),
            "faults": lambda: faults_view(platform),
            "violations": lambda: {"violations": violations_view(platform.violations)},
            "habits": self._habits,
        }
        self._done: dict[str, tuple[Table | None, Callable[[Row], Json]]] = {
            "faults": (_FAULT, self._plan),
            "reset": ((), self._reset),
            "seed": (None, self._start_over),  # a seed checks itself
            "habits": (_HABITS, self._take_habits),
            "release": ((), self._release),
            "deliver_late": ((), self._deliver_late),
            "forget": ((), self._forget),
            "poison": (_POISON, self._poison),
            "cure": (_CURE, self._cure),
            "ttl_codes": (_TTL_CODE, self._issue_ttl_code),
        }

    def answer(self, request: Request, query: dict[str, str]) -> Reply:
        """The reply to one request under `/_sim/`."""
        page = request.path.removeprefix(PREFIX).rstrip("/")
        if request.method == "GET":
            return self._show(page, query)
        if request.method == "DELETE" and page == "faults":
            self._platform.faults.clear()
            return shown({"done": page})
        if request.method == "POST" and page in self._done:
            return self._do(page, request.body)
        return plain(404, f"Not Found: {request.method} {request.path}")

    def _show(self, page: str, query: dict[str, str]) -> Reply:
        if page in self._shown:
            return shown(self._shown[page]())
        if page == "requests":
            return shown(requests_view(self._platform.requests(query.get("path"))))
        kind, _, transaction_id = page.partition("/")
        record = self._platform.transactions.get(unquote(transaction_id)) if kind == "transactions" else None
        return shown(transaction_view(record)) if record else plain(404, f"Not Found: {page}")

    def _do(self, page: str, body: bytes) -> Reply:
        table, work = self._done[page]
        try:
            row = self._read(body, table)
            return shown(work(row) or {"done": page})
        except Refusal as refusal:
            return refused(refusal.code, refusal.message, 400)

    def _read(self, body: bytes, table: Table | None) -> Row:
        try:
            value = parse(body or b"{}")
        except JsonTextError as error:
            raise Refusal("VALIDATION", f"body: {error}") from error
        if not isinstance(value, dict):
            raise Refusal("VALIDATION", "body: must be a JSON object")
        problems = [] if table is None else list(self._check.problems(value, table, ""))
        if problems:
            raise Refusal("VALIDATION", "; ".join(problems))
        return Row(value)

    def _start_over(self, row: Row) -> None:
        try:
            self._platform.start_over(Seed(row.raw))
        except SeedError as error:
            raise Refusal("VALIDATION", str(error)) from error

    def _habits(self) -> Json:
        return habits_view(self._platform, [field.name for field in _HABITS])

    def _take_habits(self, row: Row) -> Json:
        given: dict[str, Any] = {name: value for name, value in row.raw.items() if value is not None}
        self._platform.reconfigure(replace(self._platform.config, **given))
        return self._habits()

    def _plan(self, row: Row) -> Json:
        self._platform.faults.add(
            Fault(
                FaultKind(row.text("kind")),
                path=row.text_or_none("path"),
                count=None if row.flag("until_cleared", default=False) else row.whole("count", 1),
                processed=row.flag("processed", default=False),
                status=row.whole("status") if row.has("status") else None,
                container=row.flag("container", default=False),
                retry_after=row.text_or_none("retry_after"),
                location=row.text_or_none("location"),
                seconds=None if row.flag("until_released", default=False) else float(row.number("seconds", Decimal(0))),
                variant=row.text("variant", "html"),
            )
        )
        return faults_view(self._platform)

    def _reset(self, _row: Row) -> None:
        self._platform.reset()

    def _release(self, _row: Row) -> None:
        self._platform.pause.release()

    def _deliver_late(self, _row: Row) -> Json:
        return {"delivered": self._platform.deliver_late()}

    def _forget(self, _row: Row) -> None:
        self._platform.forget_request_ids()

    def _poison(self, row: Row) -> None:
        cause = row.whole("status") if row.has("status") else row.text("code", "VALIDATION")
        self._platform.poison(row.text("transaction_id"), cause)

    def _cure(self, row: Row) -> None:
        self._platform.cure(row.text("transaction_id"))

    def _issue_ttl_code(self, row: Row) -> None:
        self._platform.issue_ttl_code(row.text("code"), row.text("user_offer_id"), row.whole("seconds"))
