"""The members' offers on a platform that may be lost sight of: what is locked for whom, in the chronicle."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Outcome, Reply, Why
from pos_terminal.domain.discount import Discount, DiscountStatus
from pos_terminal.domain.member import LookupKey, Member
from pos_terminal.domain.money import Money
from pos_terminal.domain.offer import OfferCode
from pos_terminal.domain.transaction import Transaction
from tests.application.fakes import USD
from tests.reliability.outside import Chronicle, Event, Weather, nothing

_CENTS_A_LINE = 10
NO = Reply(Outcome.REJECTED, text="not now")


@dataclass
class Wallet:
    """Implements the port `Loyalty` for offers; ``weather`` befalls the first requests. It knows no members."""

    chronicle: Chronicle
    weather: tuple[Weather, ...] = ()
    moment: Callable[[], None] = nothing
    tries: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for event in self.chronicle.events():
            if event["what"] in {"lock", "unlock"}:
                self.tries += 1
                self._remember(event)

    def lookup(
        self, request_id: str, key: LookupKey, cart: Transaction | None = None
    ) -> tuple[Reply, Sequence[Member]]:
        return NO, ()

    def redeem(self, request: Request, offer: OfferCode) -> tuple[Reply, Discount | None]:
        return NO, None

    def lock(self, request: Request, offer: OfferCode) -> tuple[Reply, Discount | None]:
        """Hold an offer for a sale, unless another one has it."""
        cart = json.loads(request.body)["request_payload"]["transaction"]
        sale, worth = cart["transaction_id"], _CENTS_A_LINE * len(cart["items"])
        is_free = self.holders.get(offer.code, sale) == sale
        reply = self._answered("lock", request, (offer.code, sale, worth), "done" if is_free else "rejected")
        return reply, _discount(offer, worth) if reply.outcome is Outcome.DONE else None

    def give_back(self, request: Request) -> Reply:
        """Let an offer go, whoever has it: an unlock names no sale."""
        offer = json.loads(request.body)["request_payload"]["user_offer_id"]
        return self._answered("unlock", request, (offer, "", 0), "done" if offer in self.holders else "rejected")

    def _answered(self, what: str, request: Request, about: tuple[str, str, int], said: str) -> Reply:
        self.moment()
        weather = self.weather[self.tries] if self.tries < len(self.weather) else Weather.FAIR
        self.tries += 1
        said = "dropped" if weather is Weather.DROPPED else self.answers.get(request.request_id, said)
        sha = hashlib.sha256(request.body).hexdigest()
        offer, sale, worth = about
        facts = {"id": request.request_id, "sha": sha, "offer": offer, "sale": sale, "worth": worth, "said": said}
        self.chronicle.write(what, path=request.path.rpartition("/")[2], **facts)
        self._remember(self.chronicle.events()[-1])
        self.moment()
        if weather in {Weather.DROPPED, Weather.LOST}:
            return Reply(Outcome.UNKNOWN, Why.UNREACHABLE)
        return Reply(Outcome.DONE) if said == "done" else NO

    def _remember(self, event: Event) -> None:
        request_id, offer, said = str(event["id"]), str(event["offer"]), str(event["said"])
        if said == "dropped" or request_id in self.answers:
            return
        self.answers[request_id] = said
        if said == "done" and event["what"] == "lock":
            self.holders[offer] = str(event["sale"])
        elif said == "done":
            self.holders.pop(offer, None)


def _discount(offer: OfferCode, worth: int) -> Discount:
    received = f'{{"reference_id":"{offer.code}","amount":{worth / 100:.2f},"status":"LOCKED"}}'
    return Discount(
        reference_id=offer.code,
        reference_id_type="UserOfferId",
        display_name="A little off each line",
        source="SessionM",
        amount=Money(worth, USD),
        stack_order=1,
        applied_time=datetime(2026, 3, 4, 15, tzinfo=UTC),
        status=DiscountStatus.LOCKED,
        received=received,
    )
