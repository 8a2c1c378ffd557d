"""Sending under new ids what a definite answer allows to be sent again: halves, singles, what was parked."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from pos_terminal.application.queueing import OpenRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.application.ports import Clock, Ids, Outbox, Wire
    from pos_terminal.application.queueing import Request, Waiting


class Reissuing:
    """Makes requests and puts them in the place of others. Each method is one durable commit."""

    def __init__(self, outbox: Outbox, wire: Wire, ids: Ids, clock: Clock) -> None:
        self._outbox = outbox
        self._wire = wire
        self._ids = ids
        self._clock = clock

    def together(self, members: Sequence[Waiting], taken: Sequence[str] = ()) -> OpenRequest:
        """A batch of what was never tried, stored with its members and noted as going out; ``taken`` were taken."""
        request = self._wire.batch(self._ids.uuid(), [member.document for member in members])
        self._outbox.form_batch(request, [member.seq for member in members], self._clock.now(), taken)
        return OpenRequest(request, tuple(members), tries=0, definite=0, is_batch=True, is_noted=True)

    def halve(self, sending: OpenRequest, reason: str) -> None:
        """Two halves, each under an id of its own, instead of a batch; one that went alone goes singly."""
        middle = (len(sending.members) + 1) // 2
        halves = (sending.members[:middle], sending.members[middle:])
        old = sending.request.request_id
        parts = [
            (self._batch(old, half) if len(half) > 1 else self._single(old, half[0]), _seqs(half))
            for half in halves
            if half
        ]
        self._outbox.renew(old, parts, reason)

    def as_singles(self, sending: OpenRequest, reason: str) -> list[str]:
        """Each transaction under a new id of its own; the ids."""
        old = sending.request.request_id
        parts = [(self._single(old, member), (member.seq,)) for member in sending.members]
        self._outbox.renew(old, parts, reason)
        return [request.request_id for request, _ in parts]

    def parked_again(self, longer_than: float) -> None:
        """What was refused longer than so many seconds ago, each under a new id: the cause may be mended by now."""
        for request_id, member in self._outbox.parked(self._clock.now(), longer_than):
            self.again(request_id, member)

    def again(self, request_id: str, member: Waiting) -> None:
        """One that was refused, under a new id."""
        self._outbox.renew(request_id, [(self._single(request_id, member), (member.seq,))], "tried again")

    def _batch(self, old: str, members: Sequence[Waiting]) -> Request:
        documents = [member.document for member in members]
        return self._wire.batch(successor(old, self._wire.batch("", documents)), documents)

    def _single(self, old: str, member: Waiting) -> Request:
        return self._wire.single(successor(old, self._wire.single("", member.document)), member.document)


def successor(request_id: str, nameless: Request) -> str:
    """The id of a request that takes another one's place, in the form of a UUID4.

    It follows from the id before and from what is sent: where two copies of a database both send something again, they
    do so under the same id, and the platform takes one.
    """
    drawn = sha256(f"{request_id} {nameless.path} ".encode() + nameless.body).digest()
    return str(UUID(bytes=drawn[:16], version=4))


def _seqs(members: Sequence[Waiting]) -> tuple[int, ...]:
    return tuple(member.seq for member in members)
