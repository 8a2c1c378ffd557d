"""The platform as the desk calls it. Light to import: HTTP itself is loaded by the worker that first asks."""

import logging
import re
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from pos_terminal.adapters.sessionm import wire
from pos_terminal.adapters.sessionm.address import PlatformAddress
from pos_terminal.adapters.sessionm.jsontext import UnreadableJson
from pos_terminal.adapters.sessionm.reading import Reading
from pos_terminal.adapters.sessionm.recording import Exchanged, Recorder
from pos_terminal.adapters.sessionm.replies import Received, classify, no_answer, server_time
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.application.ports import Clock
from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Meanwhile, Outcome, Reply, Why, at_leisure
from pos_terminal.domain.discount import Discount, DiscountStatus
from pos_terminal.domain.member import LookupKey, Member
from pos_terminal.domain.money import Currency
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.domain.secret import Secret
from pos_terminal.domain.transaction import Transaction

if TYPE_CHECKING:
    from datetime import timedelta

    from pos_terminal.adapters.sessionm.exchange import Exchange
    from pos_terminal.adapters.sessionm.network import LookUp

_LOG = logging.getLogger("pos.platform")
_REMEMBERED_IDS = 1000
_LOGGABLE_CODE = re.compile(r"[A-Za-z][A-Za-z_ -]{0,60}")


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long a call may take as a whole, in seconds; ``connect`` is that part of it."""

    connect: float = 2.0
    till: float = 8.0
    delivery: float = 15.0
    upload: float = 60.0


@dataclass(frozen=True, slots=True)
class Account:
    """Where the platform is and who we are there. Raises ValueError, with a sentence, for an unsafe ``base_url``."""

    base_url: str
    key: str
    secret: Secret
    deadlines: Deadlines = Deadlines()

    def __post_init__(self) -> None:
        PlatformAddress.of(self.base_url)


class Transport:
    """Posts requests and classifies what comes of it. One for each worker: it has one request in flight.

    ``look_up`` finds the addresses of a name; None: as the system does. ``recorder`` is told of every exchange.
    """

    def __init__(
        self,
        account: Account,
        tls: Tls,
        clock: Clock,
        look_up: "LookUp | None" = None,
        recorder: Recorder | None = None,
    ) -> None:
        self.deadlines = account.deadlines
        self._account = account
        self._tls = tls
        self._clock = clock
        self._look_up = look_up
        self._recorder = recorder
        self._heard = b""
        self._lock = Lock()
        self._exchange: Exchange | None = None
        self._sent: OrderedDict[str, bytes] = OrderedDict()
        self.clock_skew: timedelta | None = None
        """How far this terminal's clock was ahead of the platform's at the last answer."""

    def post(self, request: Request, seconds: float, meanwhile: Meanwhile = at_leisure) -> Reply:
        """Post exactly these bytes within this time; whatever the network does comes back as a reply.

        ``meanwhile`` is called when they are out, while the answer is waited for; what it raises is raised.

        Raises ValueError for a request that must not go out: an unknown path, or an id that went out with other bytes.
        """
        with self._lock:
            self._check(request)
            at, started, self._heard = self._clock.now(), self._clock.monotonic(), b""
            reply = self._answer(request, seconds, meanwhile)
            took = self._clock.monotonic() - started
            _log(request, reply, took)
            if self._recorder is not None:
                self._recorder(Exchanged(request.request_id, request.path, request.body, self._heard, reply, at, took))
            return reply

    def get_ready(self) -> None:
        """Load HTTP and make the client, without a word to the platform: the first post then costs what others do."""
        from pos_terminal.adapters.sessionm.exchange import NotTrusted

        with self._lock, suppress(NotTrusted):  # which a post says when there is somebody to hear it
            self._connected().get_ready()

    def close(self) -> None:
        """Hang up; the next post connects again."""
        with self._lock:
            if self._exchange is not None:
                self._exchange.close()
                self._exchange = None

    def _check(self, request: Request) -> None:
        if request.path not in wire.PATHS:
            raise ValueError(f"{request.path} is no path of the platform")
        digest = sha256(request.body).digest()
        if self._sent.setdefault(request.request_id, digest) != digest:
            raise ValueError(f"request {request.request_id} went out before with other bytes")
        if len(self._sent) > _REMEMBERED_IDS:
            self._sent.popitem(last=False)

    def _answer(self, request: Request, seconds: float, meanwhile: Meanwhile) -> Reply:
        from pos_terminal.adapters.sessionm.exchange import NoAnswer, NotTrusted

        try:
            received = self._connected().post(request.path, request.body, seconds, meanwhile)
        except NotTrusted as error:
            return no_answer(str(error), Outcome.SECURITY)
        except NoAnswer as error:
            return no_answer(str(error))
        self._compare_clocks(received)
        self._heard = received.body
        return classify(received)

    def _connected(self) -> "Exchange":
        from pos_terminal.adapters.sessionm.exchange import Connection, Exchange

        if self._exchange is None:
            account = self._account
            connection = Connection(
                PlatformAddress.of(account.base_url),
                account.key,
                account.secret,
                self._tls,
                account.deadlines.connect,
                self._look_up,
            )
            self._exchange = Exchange(connection, self._clock.monotonic)
        return self._exchange

    def _compare_clocks(self, received: Received) -> None:
        theirs = server_time(received.headers)
        if theirs is not None:
            self.clock_skew = self._clock.now() - theirs


class SessionMPlatform:
    """The port `Platform`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def send(self, request: Request, meanwhile: Meanwhile = at_leisure) -> Reply:
        """Post exactly these bytes; every outcome is a reply, none an exception but what ``meanwhile`` raises."""
        return self._transport.post(request, self._transport.deadlines.delivery, meanwhile)


class SessionMLoyalty:
    """The port `Loyalty`. An answer that is not about what was asked, or says too little, is UNKNOWN."""

    def __init__(self, transport: Transport, requests: SessionMWire, currency: Currency, clock: Clock) -> None:
        self._transport = transport
        self._requests = requests
        self._currency = currency
        self._clock = clock

    def lookup(
        self, request_id: str, key: LookupKey, cart: Transaction | None = None
    ) -> tuple[Reply, Sequence[Member]]:
        """Members by exactly one identifier; with a cart, their eligible offers and what they take off it."""
        reply = self._post(self._requests.lookup(request_id, key, cart))
        if reply.outcome is not Outcome.DONE:
            return reply, ()
        try:
            return reply, self._reading().members(reply.payload)
        except UnreadableJson as error:
            return self._doubted(reply, str(error)), ()

    def lock(self, request: Request, offer: OfferCode) -> tuple[Reply, Discount | None]:
        """Lock an offer to the transaction in the request."""
        return self._applied(request, offer, DiscountStatus.LOCKED)

    def redeem(self, request: Request, offer: OfferCode) -> tuple[Reply, Discount | None]:
        """Use an offer at once."""
        return self._applied(request, offer, DiscountStatus.REDEEMED)

    def give_back(self, request: Request) -> Reply:
        """Unlock a locked offer, or reinstate a used one."""
        return self._post(request)

    def _post(self, request: Request) -> Reply:
        return self._transport.post(request, self._transport.deadlines.till)

    def _applied(self, request: Request, offer: OfferCode, status: DiscountStatus) -> tuple[Reply, Discount | None]:
        reply = self._post(request)
        if reply.outcome is not Outcome.DONE:
            return reply, None
        try:
            discount = self._reading().discount(reply.payload, status)
        except UnreadableJson as error:
            return self._doubted(reply, str(error)), None
        if not _is_about(discount, offer):
            return self._doubted(reply, "it is about another offer"), None
        return reply, discount

    def _reading(self) -> Reading:
        return Reading(self._currency, self._clock.now())

    def _doubted(self, reply: Reply, why: str) -> Reply:
        """A success that cannot be used may be the answer to somebody else: ask again, on a new connection."""
        self._transport.close()
        text = f"The platform's answer cannot be used: {why}."
        return replace(reply, outcome=Outcome.UNKNOWN, why=Why.UNREACHABLE, text=text, is_unusable=True)


def _is_about(discount: Discount, offer: OfferCode) -> bool:
    if offer.type is OfferCodeType.USER_OFFER_ID and discount.reference_id != offer.code:
        return False
    return offer.user_id is None or discount.user_id in {None, offer.user_id}


class SessionMMetadata:
    """The port `Metadata`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def upload(self, request: Request) -> Reply:
        """Post exactly these bytes; every outcome is a reply, none an exception."""
        return self._transport.post(request, self._transport.deadlines.upload)


def _log(request: Request, reply: Reply, seconds: float) -> None:
    code = reply.code if _LOGGABLE_CODE.fullmatch(reply.code) else ""  # anything else may quote what was sent
    _LOG.info(
        "request_id=%s path=%s http=%s outcome=%s why=%s code=%s ms=%d",
        request.request_id,
        request.path,
        reply.http_status,
        reply.outcome.value,
        reply.why.value,
        code,
        seconds * 1000,
    )
