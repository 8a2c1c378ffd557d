"""Reads a request body and says everything the interface forbids in it, before anything is done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pos_terminal.simulator.books import Books
from pos_terminal.simulator.checks import Decimals, TableCheck
from pos_terminal.simulator.fields import CONTAINER, LOOKUP_ARGUMENTS, PAYLOADS, PREFIX
from pos_terminal.simulator.jsontext import JsonTextError, parse
from pos_terminal.simulator.ledger import Intake
from pos_terminal.simulator.posted import PostedTransaction, posted_transaction
from pos_terminal.simulator.replies import Refusal
from pos_terminal.simulator.rows import Row
from pos_terminal.simulator.rules import transaction_problems

_SHOWN_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Inspected:
    """A payload that keeps all rules, with the transactions in it."""

    payload: Row
    transactions: tuple[PostedTransaction, ...]


class Inspection:
    """Checks containers and payloads against the field tables and the rules between fields."""

    def __init__(self, books: Books) -> None:
        config = books.config
        unit_price = config.currency_exponent if config.unit_price_decimals is None else config.unit_price_decimals
        decimals = Decimals(config.currency_exponent, unit_price, config.quantity_decimals)
        own_keys = frozenset(key for held in books.wallet.all() for key in held.offer.extra)
        self._books = books
        self._check = TableCheck(decimals, own_keys)

    def container(self, body: bytes) -> Row:
        """Read the request container.

        Raises:
            Refusal: Not JSON, not a container, or a store or client that is not known.
        """
        try:
            value = parse(body)
        except JsonTextError as error:
            raise Refusal("VALIDATION", f"body: {error}", violation=True) from error
        if not isinstance(value, dict):
            raise Refusal("VALIDATION", "body: must be a JSON object", violation=True)
        _refuse(self._check.problems(value, CONTAINER, ""))
        container = Row(value)
        self._refuse_strangers(container)
        return container

    def payload(self, path: str, container: Row) -> Inspected:
        """Check the payload of one endpoint.

        Raises:
            Refusal: Anything is wrong with it; the message lists the fields.
        """
        raw = container.object("request_payload")
        _refuse(self._check.problems(raw, PAYLOADS[path], "request_payload."))
        payload = Row(raw)
        found = tuple(self._transactions(path, payload))
        _refuse(self._call_problems(path, payload))
        _refuse(self._transaction_problems(path, found))
        return Inspected(payload, tuple(posted for _where, posted in found))

    def _refuse_strangers(self, container: Row) -> None:
        config = self._books.config
        if container.text("store_id") not in config.store_ids:
            raise Refusal("ACCESS_DENIED", "store_id: not known", violation=True, status=403)
        if container.text("client_id") not in config.client_ids:
            raise Refusal("ACCESS_DENIED", "client_id: not known", violation=True, status=403)

    def _transactions(self, path: str, payload: Row) -> Iterator[tuple[str, PostedTransaction]]:
        if path == PREFIX + "send_transaction":
            yield "request_payload.", posted_transaction(payload)
        for index, row in enumerate(payload.rows("transactions") if payload.has("transactions") else ()):
            yield f"request_payload.transactions[{index}].", posted_transaction(row)
        if payload.has("transaction"):
            yield "request_payload.transaction.", posted_transaction(payload.row("transaction"))

    def _call_problems(self, path: str, payload: Row) -> Iterator[str]:
        config = self._books.config
        if path == PREFIX + "lookup":
            given = [name for name in LOOKUP_ARGUMENTS if payload.has(name)]
            if len(given) != 1 or not payload.text(given[0]):
                yield f"request_payload: exactly one of {', '.join(LOOKUP_ARGUMENTS)}"
        if path == PREFIX + "send_batch_transaction":
            count = len(payload.rows("transactions"))
            if not 1 <= count <= config.batch_limit:
                yield f"request_payload.transactions: 1 to {config.batch_limit}, not {count}"
        if path == PREFIX + "upload_catalog":
            yield from _catalog_problems(payload, config.catalog_limit)
        if path == PREFIX + "upload_employees":
            yield from _unique(payload.rows("employees"), "employee_id", "request_payload.employees")

    def _transaction_problems(self, path: str, found: Iterable[tuple[str, PostedTransaction]]) -> Iterator[str]:
        books = self._books
        is_send = path in {PREFIX + "send_transaction", PREFIX + "send_batch_transaction"}
        intake = Intake(books.ledger)
        for where, posted in found:
            yield from transaction_problems(posted, books.config, where)
            if books.config.known_employees_only and posted.employee_id not in books.metadata.employees:
                yield f"{where}pos_employee_id: {posted.employee_id} was never uploaded"
            if is_send:
                yield from intake.problems(posted, where)
            else:
                yield from books.ledger.open_time_problem(posted, where)


def _catalog_problems(payload: Row, limit: int) -> Iterator[str]:
    rows = payload.rows("items")
    if len(rows) > limit:
        yield f"request_payload.items: at most {limit} rows, not {len(rows)}"
    for name in ("category_id", "item_id"):
        yield from _unique([row for row in rows if row.has(name)], name, "request_payload.items")


def _unique(rows: Iterable[Row], name: str, path: str) -> Iterator[str]:
    seen: set[str] = set()
    for row in rows:
        value = row.text(name)
        if value in seen:
            yield f"{path}: {name} {value} is there twice"
        seen.add(value)


def _refuse(problems: Iterable[str]) -> None:
    found = list(problems)
    if found:
        more = [f"and {len(found) - _SHOWN_PROBLEMS} more"] if len(found) > _SHOWN_PROBLEMS else []
        raise Refusal("VALIDATION", "; ".join(found[:_SHOWN_PROBLEMS] + more), violation=True)
