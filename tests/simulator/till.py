"""What the simulator's tests talk with: a bare HTTP client, and bodies written by hand."""

import base64
import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, TypeAlias

from pos_terminal.simulator import Platform, Request
from pos_terminal.simulator.jsontext import encode, parse

Wire: TypeAlias = Any
"""What a test puts on the wire, or finds there: anything, and wrong types above all."""
WireObject: TypeAlias = dict[str, Any]

AVA = "5f0e3a52-9a0e-4f35-8a01-000000000001"
MISAKI = "5f0e3a52-9a0e-4f35-8a01-000000000002"
CREDENTIALS = "Basic " + base64.b64encode(b"demo-key:demo-secret").decode()
JSON = {"Content-Type": "application/json", "Authorization": CREDENTIALS}


class TestClock:
    """A clock that moves when told to."""

    __test__ = False

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def line(line_id: str, item_id: str, quantity: str, unit_price: str, **more: Wire) -> WireObject:
    subtotal = round(Decimal(quantity) * Decimal(unit_price), 2)
    return {
        "line_id": line_id,
        "item_id": item_id,
        "quantity": Decimal(quantity),
        "unit_price": Decimal(unit_price),
        "subtotal": subtotal,
        "tax_included": 0,
    } | more


def payment(amount: Decimal | str, payment_id: str = "P1", **more: Wire) -> WireObject:
    return {
        "payment_id": payment_id,
        "amount": Decimal(amount),
        "type": "Cash",
        "payment_time": "2026-03-04T15:06:39.900Z",
    } | more


def own_discount(amount: str, **more: Wire) -> WireObject:
    return {
        "reference_id": "house-1",
        "reference_id_type": "POS",
        "display_name": "Staff",
        "discount_source": "POS",
        "amount": Decimal(amount),
        "stack_order": 0,
        "applied_time": "2026-03-04T15:05:00.000Z",
    } | more


def sale(transaction_id: str = "T-1", *, closed: bool = True, paid: bool = True, **more: Wire) -> WireObject:
    """A sale whose sums hold: two lattes with oat milk and a muffin, or what `items` and `discounts` say."""
    items = more.get("items") or [
        line("1", "LATTE", "2", "4.50"),
        line("2", "OAT", "2", "0.60", modifies_line_id="1"),
        line("3", "MUFFIN", "1", "3.25"),
    ]
    discounts = more.get("discounts", [])
    net = sum((item["subtotal"] for item in items), Decimal(0))
    net -= sum((item["amount"] for item in discounts if item.get("status") != "INFO"), Decimal(0))
    tax = Decimal("0.92")
    found = {
        "pos_employee_id": "17",
        "is_closed": closed,
        "is_voided": False,
        "transaction_id": transaction_id,
        "subtotal": net,
        "tax_total": tax,
        "open_time": "2026-03-04T15:02:11.120Z",
        "modified_time": "2026-03-04T15:06:40.007Z",
        "channel": "STORE",
        "payments": [payment(net + tax)] if closed and paid else [],
        "discounts": discounts,
    }
    return found | more | {"items": items}


@dataclass
class Till:
    """Calls a platform without a socket, each call under a new request id unless one is given."""

    platform: Platform
    _ids: Iterator[int] = field(default_factory=count)

    def body(self, payload: WireObject, request_id: str | None = None, changes: WireObject | None = None) -> bytes:
        container: WireObject = {
            "store_id": "store-77",
            "client_id": "client-9",
            "request_id": request_id or f"request-{next(self._ids)}",
            "culture": "en_US",
            "request_payload": payload,
        }
        return encode(container | (changes or {}))

    def post(self, path: str, body: bytes) -> WireObject:
        """Post exact bytes; the reply's JSON."""
        headers = {name.lower(): value for name, value in JSON.items()}
        reply = self.platform.exchange(Request("POST", "/api/2.0/" + path, headers, body))
        answer: Wire = parse(reply.body)
        return dict(answer)

    def call(self, path: str, payload: WireObject, request_id: str | None = None) -> WireObject:
        return self.post(path, self.body(payload, request_id))

    def send(self, transaction: WireObject, request_id: str | None = None) -> WireObject:
        return self.call("send_transaction", transaction, request_id)

    def lock(self, user_offer_id: str, transaction: WireObject, kind: str = "UserOfferId") -> WireObject:
        return self.call("lock", offer_call(user_offer_id, transaction, kind))

    def redeem(self, user_offer_id: str, transaction: WireObject) -> WireObject:
        return self.call("redeem", offer_call(user_offer_id, transaction))

    def give_back(self, path: str, user_offer_id: str) -> WireObject:
        return self.call(path, {"user_offer_id": user_offer_id, "employee_id": "17"})


def offer_call(code: str, transaction: WireObject, kind: str = "UserOfferId") -> WireObject:
    return {"offer_lookup_code": code, "offer_lookup_type": kind, "transaction": transaction}


def code_of(answer: WireObject) -> str:
    """OK, or the code of the error."""
    return "OK" if answer["status"] == "OK" else str(answer["errors"]["code"])


@dataclass(frozen=True)
class HttpReply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Wire:
        return json.loads(self.body)


@contextmanager
def connected(url: str) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
    try:
        yield connection
    finally:
        connection.close()


def http_call(
    connection: http.client.HTTPConnection,
    path: str,
    body: bytes = b"",
    method: str = "POST",
    headers: dict[str, str] | None = None,
) -> HttpReply:
    connection.request(method, path, body, JSON if headers is None else headers)
    reply = connection.getresponse()
    return HttpReply(reply.status, dict(reply.getheaders()), reply.read())
