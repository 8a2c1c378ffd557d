"""The platform as a model of what matters here: effects, ids, offers, and every way a request can go wrong."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from random import Random
from typing import Any

from pos_terminal.adapters.sessionm import wire
from pos_terminal.adapters.sessionm.client import Account, Transport
from pos_terminal.adapters.sessionm.replies import Received, classify, no_answer
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Meanwhile, Outcome, Reply
from pos_terminal.domain.secret import Secret
from tests.simulation.weather import Trouble, Weather
from tests.simulation.world import Fuse, SimClock, Sometimes, Trace

OK = b'{"status":"OK"}'
_OK_WITH = b'{"status": "OK"'
_PENDING = b'{"status":"error","errors":{"code":"PENDING_PROCESSING"}}'
_FAILING = b'{"status":"error","errors":{"code":"INTERNAL_SERVER_ERROR","message":"try later"}}'


_UNREACHABLE = no_answer("No answer: unreachable.")
_REFUSED = no_answer("No answer: refused.")
_UNTRUSTED = no_answer("The connection to the platform is not to be trusted: expired.", Outcome.SECURITY)
_NEVER_OUT = (_UNREACHABLE, _REFUSED, _UNTRUSTED)
_ON_THE_WAY = 0.01
_ASKED = frozenset({wire.LOOKUP, wire.LOCK, wire.REDEEM})
_APART = 1.0
"""Seconds between two versions of a transaction (acceptance 33)."""
PHONE = "5550100001"


def no(code: str) -> bytes:
    return b'{"status":"error","errors":{"code":"%s","message":"no"}}' % code.encode()


@dataclass
class Kept:
    """What is remembered of a request id."""

    digest: str
    path: str
    body: bytes | None = None


@dataclass
class Books:
    """What the platform knows. ``wrongs`` are things that a correct terminal never does."""

    weather: Weather
    effects: dict[tuple[str, str], int] = field(default_factory=dict)
    updates: dict[tuple[str, str], int] = field(default_factory=dict)
    """What was told of sales that were open, and how often it was worked on."""
    still_open: set[str] = field(default_factory=set)
    totals: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, Kept] = field(default_factory=dict)
    bytes_of: dict[str, str] = field(default_factory=dict)
    offers: dict[str, str] = field(default_factory=dict)
    """ISSUED, LOCKED by a sale, or USED by one, by offer id."""
    given: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    """The discount that was last given for an offer and a sale."""
    lapsed: set[tuple[str, str]] = field(default_factory=set)
    """Locks that ended by themselves, or were taken by another till: the terminal cannot know."""
    poison: set[str] = field(default_factory=set)
    bare_poison: set[str] = field(default_factory=set)
    failing_poison: set[str] = field(default_factory=set)
    wrongs: list[str] = field(default_factory=list)
    is_mended: bool = False
    tells_worth: bool = False
    """Whether a lookup with a cart says what the offers of the wallet take off it."""
    listed: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    """What a lookup told last of an offer, for a sale."""

    def process(self, path: str, body: bytes) -> bytes | int:
        """The answer's body, or the HTTP status of an answer that says nothing."""
        container = json.loads(body)
        request_id, digest = container["request_id"], sha256(path.encode() + body).hexdigest()
        if self.bytes_of.setdefault(request_id, digest) != digest:
            self.wrongs.append(f"O3: {request_id} came with other bytes")
        kept = self.answers.setdefault(request_id, Kept(digest, path))
        if kept.body is not None:
            return kept.body
        answer = self._work(path, container["request_payload"])
        if isinstance(answer, bytes) and self._is_final(path, answer):
            kept.body = answer
        return answer

    def forget_ids(self) -> None:
        """Forget what was answered, but for redemptions.

        Their second copy finds the offer used and cannot tell by whom: no protocol helps a terminal that is told so.
        """
        lasting = {wire.REDEEM, wire.REINSTATE}
        self.answers = {request_id: kept for request_id, kept in self.answers.items() if kept.path in lasting}

    def _is_final(self, path: str, answer: bytes) -> bool:
        # A second copy of an unlock that was refused would else free the next sale's lock: no protocol helps there.
        if self.weather.model == "upsert" and path in {wire.SEND, wire.SEND_BATCH}:
            return answer.startswith((OK[:-1], _OK_WITH))
        return answer != _FAILING

    def _work(self, path: str, payload: dict[str, Any]) -> bytes | int:
        if path == wire.LOCK:
            return self._lock(payload)
        if path == wire.REDEEM:
            return self._redeem(payload)
        if path == wire.UNLOCK:
            return self._unlock(payload["user_offer_id"])
        if path == wire.REINSTATE:
            return self._reinstate(payload["user_offer_id"])
        if path == wire.LOOKUP:
            return self._lookup(payload)
        sales = payload["transactions"] if path == wire.SEND_BATCH else [payload]
        return self._take(sales)

    def _take(self, sales: list[dict[str, Any]]) -> bytes | int:
        ids = {sale["transaction_id"] for sale in sales}
        if not self.is_mended:
            if ids & self.bare_poison:
                return 500
            if ids & self.failing_poison:
                return _FAILING
            if ids & self.poison:
                return no("VALIDATION")
        for sale in sales:
            self._take_one(sale)
        return OK

    def _take_one(self, sale: dict[str, Any]) -> None:
        key = (sale["transaction_id"], sale["modified_time"])
        if not sale["is_closed"] and not sale["is_voided"]:
            self._hear(key, sale)
            return
        self.still_open.discard(key[0])
        is_new = key not in self.effects
        if is_new or self.weather.model == "stored":
            self.effects[key] = self.effects.get(key, 0) + 1
        if is_new:
            if sale["is_voided"]:
                self._judge_void(sale)
            elif sale["transaction_id"] in self.totals:
                self._judge_return(sale)
            else:
                self._use_offers(sale)
            self.totals[sale["transaction_id"]] = sale

    def _hear(self, key: tuple[str, str], sale: dict[str, Any]) -> None:
        """How an open sale stands: it uses nothing up, and nothing is said of it after its end."""
        is_new = key not in self.updates
        if is_new or self.weather.model == "stored":
            self.updates[key] = self.updates.get(key, 0) + 1
        if is_new and key[0] in self.totals:
            self.wrongs.append(f"F3: {key[0]} is told of as open after its end")
        elif is_new:
            self.still_open.add(key[0])
            if sale["payments"]:
                self.wrongs.append(f"F3: {key[0]} is open, and told of with {sale['payments']}")

    def _judge_void(self, sale: dict[str, Any]) -> None:
        """A closed sale is voided as it was; an open one brings none of our discounts, whose locks it would use up."""
        sale_id = sale["transaction_id"]
        before = self.totals.get(sale_id)
        told = sale | {"is_voided": False}
        if before is not None and told != before | {"modified_time": sale["modified_time"]}:
            self.wrongs.append(f"A19: {sale_id} is voided otherwise than it was sold")
        if before is None and sale["discounts"]:
            self.wrongs.append(f"A19: {sale_id} was open, and is voided with {sale['discounts']}")
        if not sale["is_closed"]:
            self.wrongs.append(f"A19: {sale_id} is voided and not closed")
        locked = [offer for offer, state in self.offers.items() if state == f"LOCKED {sale_id}"]
        if before is None and locked:
            self.wrongs.append(f"A19: {sale_id} is voided while it holds {locked}")

    def _use_offers(self, sale: dict[str, Any]) -> None:
        sale_id = sale["transaction_id"]
        if len({each["stack_order"] for each in sale["discounts"]}) < len(sale["discounts"]):
            self.wrongs.append(f"L5: {sale_id} sold with two discounts in one place")
        for discount in sale["discounts"]:
            offer, status = discount["reference_id"], discount.get("status")
            if status == "OFFLINE":
                self._force(sale, discount)
                continue
            held = f"{'USED' if status == 'REDEEMED' else 'LOCKED'} {sale_id}"
            if self.offers.get(offer) != held and (offer, sale_id) not in self.lapsed:
                self.wrongs.append(f"L3: {sale_id} sold with {offer}, which is {self.offers.get(offer)}")
            if discount != self.given.get((offer, sale_id)):
                self.wrongs.append(f"L4: {sale_id} sold with {discount}, given was {self.given.get((offer, sale_id))}")
            elif discount["amount"] != _worth(sale, discount["stack_order"]):
                self.wrongs.append(f"L5: {sale_id} sold with a stale {offer}: {discount['amount']}")
            if self.offers.get(offer) == held:
                self.offers[offer] = f"USED {sale_id}"

    def _force(self, sale: dict[str, Any], discount: dict[str, Any]) -> None:
        """An offer that was used while nobody was asked goes out of the wallet unseen, or is gone already."""
        offer, sale_id = discount["reference_id"], sale["transaction_id"]
        told = self.listed.get((offer, sale_id), {})
        if discount != told | {"status": "OFFLINE", "stack_order": discount["stack_order"]}:
            self.wrongs.append(f"L4: {sale_id} sold offline with {discount}, told was {told}")
        elif discount["amount"] != _worth(sale, discount["stack_order"]):
            self.wrongs.append(f"L5: {sale_id} sold offline with a stale {offer}: {discount['amount']}")
        state = self.offers.get(offer, "")
        if state.startswith("USED") and state != f"USED {sale_id}":
            self.wrongs.append(f"L1: {sale_id} sold offline with {offer}, which is {state}")
        if state == "TAKEN elsewhere":
            self.lapsed.add((offer, sale_id))
        else:
            self.offers[offer] = f"USED {sale_id}"

    def _judge_return(self, sale: dict[str, Any]) -> None:
        """The same sale with less in it: nothing that was not there, nothing that is more, and later than before."""
        sale_id, before = sale["transaction_id"], self.totals[sale["transaction_id"]]
        for part, name, size in (
            ("items", "line_id", "quantity"),
            ("payments", "payment_id", "amount"),
            ("discounts", "reference_id", "amount"),
        ):
            had = {each[name]: each[size] for each in before[part]}
            if any(each[size] > had.get(each[name], -1) for each in sale[part]):
                self.wrongs.append(f"F9: {sale_id} has grown: {part} were {had} and are {sale[part]}")
        same = ("open_time", "pos_employee_id", "channel", "is_closed", "guest_receipt_code")
        if any(sale.get(name) != before.get(name) for name in same):
            self.wrongs.append(f"F9: {sale_id} came back as another sale")
        if sale["modified_time"] <= before["modified_time"]:
            self.wrongs.append(f"F9: {sale_id} came back at {sale['modified_time']}, before {before['modified_time']}")
        paid = sum(round(100 * each["amount"]) for each in sale["payments"])
        costs = sum(round(100 * each["subtotal"]) for each in sale["items"])
        off = sum(round(100 * each["amount"]) for each in sale["discounts"])
        if paid != costs - off + round(100 * sale["tax_total"]):
            self.wrongs.append(f"F9: what is left of {sale_id} costs {costs} less {off}, and {paid} is paid for it")

    def _lock(self, payload: dict[str, Any]) -> bytes:
        return self._give(payload, "LOCKED")

    def _redeem(self, payload: dict[str, Any]) -> bytes:
        return self._give(payload, "REDEEMED")

    def _give(self, payload: dict[str, Any], status: str) -> bytes:
        offer, asked = payload["offer_lookup_code"], payload["transaction"]
        sale = asked["transaction_id"]
        state = self.offers.setdefault(offer, "ISSUED")
        if state not in {"ISSUED", f"LOCKED {sale}"}:
            self.lapsed.discard((offer, sale))  # the terminal is told
            return no("OFFER_LOCKED" if state.startswith("LOCKED") else "OFFER_USED")
        if not asked["items"]:
            return no("NOT_ELIGIBLE")
        self.offers[offer] = f"{'USED' if status == 'REDEEMED' else 'LOCKED'} {sale}"
        stack_order = max((each["stack_order"] + 1 for each in asked["discounts"]), default=0)
        discount = {
            "reference_id": offer,
            "reference_id_type": "UserOfferId",
            "status": status,
            "display_name": "A little off",
            "discount_source": "SessionM",
            "amount": _worth(asked, stack_order),
            "stack_order": stack_order,
            "applied_time": "2026-03-04T15:05:58.300Z",
            "user_id": "member-1",
            "their_own": None,
        }
        self.given[offer, sale] = discount
        self.lapsed.discard((offer, sale))
        return json.dumps({"status": "OK", "payload": discount}).encode()

    def _unlock(self, offer: str) -> bytes:
        if not self.offers.get(offer, "").startswith("LOCKED"):
            return no("NOT_LOCKED")
        self.offers[offer] = "ISSUED"
        return OK

    def _reinstate(self, offer: str) -> bytes:
        what, _, sale = self.offers.get(offer, "").partition(" ")
        if what != "USED":
            return no("NOT_REDEEMED")
        sold = self.totals.get(sale)
        if sold and not sold["is_voided"] and any(each["reference_id"] == offer for each in sold["discounts"]):
            self.wrongs.append(f"L7: {offer} is reinstated, and {sale} still counts with it")
        self.offers[offer] = "ISSUED"
        return OK

    def _lookup(self, payload: dict[str, Any]) -> bytes:
        if payload.get("phone") != PHONE and payload.get("user_id") != "member-1":
            return no("user_not_found")
        asked = payload.get("transaction") if self.tells_worth else None
        told = partial(self._listed, asked) if asked else _named
        wallet = [told(offer) for offer in sorted(self.offers)]
        member = {"user_reference_id": "member-1", "first_name": "Ava", "points": 420, "offers": wallet}
        return json.dumps({"status": "OK", "payload": {"users": [member]}}).encode()

    def _listed(self, asked: dict[str, Any], offer: str) -> dict[str, Any]:
        """An offer as a lookup with a cart has it; what it takes off only while it is there."""
        if self.offers[offer] != "ISSUED":
            return _named(offer)
        order = max((each["stack_order"] + 1 for each in asked["discounts"]), default=0)
        told = _named(offer) | {
            "reference_id_type": "UserOfferId",
            "discount_source": "SessionM",
            "amount": _worth(asked, order),
            "stack_order": order,
            "applied_time": "2026-03-04T15:05:58.300Z",
            "user_id": "member-1",
        }
        self.listed[offer, asked["transaction_id"]] = told
        return told

    def lapse(self, offer: str, *, taken: bool) -> None:
        """A lock ends by itself; when it is ``taken``, another till sells with the offer."""
        what, _, sale = self.offers.get(offer, "").partition(" ")
        if what == "LOCKED":
            self.lapsed.add((offer, sale))
            self.offers[offer] = "TAKEN elsewhere" if taken else "ISSUED"


def _named(offer: str) -> dict[str, Any]:
    """An offer without what it is worth."""
    return {"reference_id": offer, "display_name": "A little off"}


def _worth(sale: dict[str, Any], stack_order: int) -> float:
    """A tenth of what the discounts below leave of the goods, in whole cents."""
    goods: int = round(sum(100 * each["subtotal"] for each in sale["items"]))
    below: int = round(sum(100 * each["amount"] for each in sale["discounts"] if each["stack_order"] < stack_order))
    return (goods - below) // 10 / 100


def _versions(request: Request) -> dict[str, str]:
    """The transactions that are sent, each with the time that names its version."""
    if request.path not in {wire.SEND, wire.SEND_BATCH}:
        return {}
    payload = json.loads(request.body)["request_payload"]
    return {each["transaction_id"]: each["modified_time"] for each in payload.get("transactions", [payload])}


@dataclass
class Network:
    """Between terminal and platform: time passes, requests get lost, come late or twice, and go dark for hours."""

    books: Books
    weather: Weather
    draw: Random
    clock: SimClock
    trace: Trace
    sometimes: Sometimes
    dark_until: float = 0.0
    failed_at: float = -1e9
    """When a question of the desk had no answer last."""
    late: list[tuple[float, str, bytes]] = field(default_factory=list)
    is_healed: bool = False
    most_members: int = 0
    in_flight: bool = False
    fuse: Fuse | None = None
    versions: dict[str, tuple[str, float]] = field(default_factory=dict)
    """Of each transaction the version that went out last, and when that was over."""

    def carry(self, request: Request, meanwhile: Meanwhile) -> Reply:
        """One exchange; what comes of it, classified as the terminal does, which writes ``meanwhile``."""
        self.deliver_late()
        if self.in_flight:
            self.books.wrongs.append("O9: two requests at a time")
        self.in_flight = True
        versions = _versions(request)
        self._hold_apart(versions)
        self.clock.forward(self.draw.choice((0.01, 0.05, 0.3)))
        answer = self._answered(request)
        self.in_flight = False
        self.versions |= {each: (version, self.clock.ticks) for each, version in versions.items()}
        if answer not in _NEVER_OUT:
            meanwhile()
        self._pull_the_plug()
        reply = classify(answer) if isinstance(answer, Received) else answer
        if request.path in _ASKED and reply.outcome not in {Outcome.DONE, Outcome.REJECTED}:
            self.failed_at = self.clock.ticks
        self.trace.note(
            "wire", request.request_id, request.path, len(request.body), reply.outcome.value, reply.why.value
        )
        self.sometimes.saw(f"outcome {reply.outcome.value}, {reply.why.value}, {request.path.rpartition('/')[2]}")
        return reply

    def _hold_apart(self, versions: dict[str, str]) -> None:
        """Another version of a transaction follows the one before at a distance; the same one is only sent again."""
        for transaction_id, version in versions.items():
            before, at = self.versions.get(transaction_id, (version, 0.0))
            if before != version and self.clock.ticks - at < _APART:
                self.books.wrongs.append(f"O11: two versions of {transaction_id} in {self.clock.ticks - at} s")
            elif before != version:
                self.sometimes.saw("another version of a transaction followed")

    def _pull_the_plug(self) -> None:
        """Power goes while the answer is on its way."""
        if self.fuse is not None and self.fuse.crash_in is not None and self.draw.random() < _ON_THE_WAY:
            self.sometimes.saw("the plug was pulled while an answer was on its way")
            self.fuse.is_dead = True
            self.fuse.blow()

    def deliver_late(self) -> None:
        """What was under way for long arrives."""
        due = [each for each in self.late if each[0] <= self.clock.ticks]
        self.late = [each for each in self.late if each[0] > self.clock.ticks]
        for _, path, body in due:
            self.books.process(path, body)
            self.sometimes.saw("a request arrived late")

    def _answered(self, request: Request) -> Received | Reply:
        if self.is_healed:
            return self._honest(request)
        if self.clock.ticks < self.dark_until:
            self.clock.forward(2.0)
            return _UNREACHABLE
        if request.path == wire.SEND_BATCH:
            self.most_members = max(self.most_members, request.body.count(b'"transaction_id"'))
            if not self.weather.has_batch:
                return Received(request.path, 404)
        if request.body.count(b'"transaction_id"') > self.weather.most_in_batch:
            return Received(request.path, 413)
        if self.draw.random() < self.weather.trouble:
            return self._troubled(self.draw.choice(self.weather.troubles), request)
        return self._honest(request)

    def _honest(self, request: Request) -> Received:
        answer = self.books.process(request.path, request.body)
        if isinstance(answer, int):
            return Received(request.path, answer)
        says_nothing = self.weather.says_nothing and answer == OK
        return Received(request.path, 200, body=b"" if says_nothing else answer)

    def _troubled(self, trouble: Trouble, request: Request) -> Received | Reply:
        self.sometimes.saw(f"trouble: {trouble.value}")
        return _WAYS[trouble](self, request)

    def refuse(self, _request: Request) -> Reply:
        return _REFUSED

    def lose_reply(self, request: Request) -> Reply:
        self.books.process(request.path, request.body)
        self.clock.forward(15.0)
        return no_answer("No answer: timed out.")

    def come_late(self, request: Request) -> Reply:
        self.late.append((self.clock.ticks + self.draw.uniform(16.0, 900.0), request.path, request.body))
        self.clock.forward(15.0)
        return no_answer("No answer: timed out.")

    def come_twice(self, request: Request) -> Received:
        # Where each id has its own effect, a copy that comes after the terminal was told of a failure three times would
        # count beside the renewed one: no protocol helps, so there a copy follows at once.
        delay = self.draw.uniform(0.0, 900.0) if self.weather.model == "upsert" else 0.0
        self.late.append((self.clock.ticks + delay, request.path, request.body))
        return self._honest(request)

    def fail_barely(self, request: Request) -> Received:
        return Received(request.path, self.draw.choice((500, 502, 503)))

    def take_and_fail_barely(self, request: Request) -> Received:
        self.books.process(request.path, request.body)
        return Received(request.path, 504, body=b"<html>gateway timeout</html>")

    def say_it_fails(self, request: Request) -> Received:
        return Received(request.path, self.draw.choice((200, 500)), body=_FAILING)

    def say_nothing(self, request: Request) -> Received:
        answer = self.books.process(request.path, request.body)
        if isinstance(answer, int):
            return Received(request.path, answer)
        return Received(request.path, 200, body=b"" if answer == OK else answer)

    def answer_html(self, request: Request) -> Received:
        return Received(request.path, 200, {"content-type": "text/html"}, b"<html>welcome</html>")

    def cut_off(self, request: Request) -> Received:
        self.books.process(request.path, request.body)
        return Received(request.path, 200, body=b'{"status":"O', fault="The answer broke off.")

    def say_pending(self, request: Request) -> Received:
        if self.draw.random() < 0.5:
            self.books.process(request.path, request.body)
        return Received(request.path, self.draw.choice((200, 400, 500)), body=_PENDING)

    def say_busy(self, request: Request) -> Received:
        headers = {"retry-after": str(self.draw.choice((1, 30, 100_000)))}
        return Received(request.path, self.draw.choice((408, 425, 429)), headers)

    def refuse_credentials(self, request: Request) -> Received:
        return Received(request.path, self.draw.choice((401, 403)), body=no("ACCESS_DENIED"))

    def be_elsewhere(self, request: Request) -> Received:
        # A batch answered so is a platform without batches: that is a habit, not an accident.
        return Received(request.path, 302 if request.path == wire.SEND_BATCH else 404)

    def be_untrusted(self, _request: Request) -> Reply:
        return _UNTRUSTED


_WAYS: dict[Trouble, Callable[[Network, Request], Received | Reply]] = {
    Trouble.REFUSED: Network.refuse,
    Trouble.LOST_REQUEST: Network.refuse,
    Trouble.LOST_REPLY: Network.lose_reply,
    Trouble.LATE: Network.come_late,
    Trouble.TWICE: Network.come_twice,
    Trouble.BARE: Network.fail_barely,
    Trouble.BARE_TAKEN: Network.take_and_fail_barely,
    Trouble.FAILING: Network.say_it_fails,
    Trouble.EMPTY: Network.say_nothing,
    Trouble.HTML: Network.answer_html,
    Trouble.CUT: Network.cut_off,
    Trouble.PENDING: Network.say_pending,
    Trouble.BUSY: Network.say_busy,
    Trouble.AUTH: Network.refuse_credentials,
    Trouble.ELSEWHERE: Network.be_elsewhere,
    Trouble.UNTRUSTED: Network.be_untrusted,
}


class SimTransport(Transport):
    """The terminal's transport with its checks, on the simulated network."""

    def __init__(self, network: Network, clock: SimClock) -> None:
        super().__init__(Account("https://platform.example", "key", Secret("secret")), Tls(), clock)
        self._network = network

    def _answer(self, request: Request, seconds: float, meanwhile: Meanwhile) -> Reply:
        return self._network.carry(request, meanwhile)
