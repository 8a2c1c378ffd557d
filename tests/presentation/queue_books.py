"""A queue for the section's tests: one sale that was refused, one that waits, and an offer that goes back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from pos_terminal.application.ports import Background, Clock
from pos_terminal.application.queueing import DeliveryState, QueueRow
from pos_terminal.application.queueview import RequestView, ReturningOffer, SnapshotView
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.money import Currency, Money
from pos_terminal.presentation.queue_section import QueueServices, QueueStanding
from tests.presentation.screens import AtOnce

REFUSED, WAITING = "lane-1-7KQ4-000128", "lane-1-7KQ4-000131"
_USD = Currency.of("USD")
_WHY = "400 VALIDATION request_payload.items[0].unit_price: must be a number"


@dataclass
class QueueBooks:
    """``answers`` is what becomes of the one that is sent again; ``refuses`` why nothing can be done."""

    clock: Clock
    background: Background = field(default_factory=AtOnce)
    answers: DeliveryState = DeliveryState.DONE
    refuses: str = ""
    is_empty: bool = False
    tried: list[str] = field(default_factory=list)

    @property
    def services(self) -> QueueServices:
        return QueueServices(
            clock=self.clock,
            background=self.background,
            standing=self.standing,
            story=self.story,
            retry=self.retry,
            send=self.send,
            export=self.export,
        )

    def standing(self) -> QueueStanding:
        if self.is_empty:
            return QueueStanding(0, 0, (), {}, ())
        since = self.clock.now() - timedelta(hours=3)
        refused = QueueRow(12, REFUSED, "closed", DeliveryState.PARKED, "r-1", since, 2, _WHY)
        waits = replace(refused, seq=15, transaction_id=WAITING, state=DeliveryState.WAITING, tries=0, reason="")
        offer = ReturningOffer(WAITING, "uo-1", since, None, "")
        return QueueStanding(1, 1, (refused, waits), {12: Money(1250, _USD), 15: Money(420, _USD)}, (offer,))

    def story(self, wanted: str) -> Sequence[SnapshotView]:
        if self.refuses:
            raise BadArgument(self.refuses)
        state = DeliveryState.PARKED if wanted == REFUSED else DeliveryState.WAITING
        at = self.clock.now() - timedelta(hours=2)
        request = RequestView("r-1", "/send_transaction", 1, "parked", 2, at, at, at, _WHY)
        reason = _WHY if state is DeliveryState.PARKED else ""
        return [SnapshotView(12, wanted, 1, "closed", Money(1250, _USD), at, state, None, reason, (request,))]

    def retry(self, wanted: str) -> DeliveryState:
        self.tried.append(wanted)
        if self.refuses:
            raise BadArgument(self.refuses)
        return self.answers

    def send(self) -> int:
        self.tried.append("all")
        return 2

    def export(self) -> str:
        return "/till/exports/queue.jsonl"
