"""Carries a fault out: between the request that came and the reply that goes."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from pos_terminal.simulator import replies
from pos_terminal.simulator.faults import Fault, FaultKind
from pos_terminal.simulator.pause import Pause
from pos_terminal.simulator.replies import ConnectionDropped, Reply
from pos_terminal.simulator.spoiled import SPOILED

Work: TypeAlias = Callable[[], Reply]

_CODES = {401: "INVALID_AUTH_TOKEN", 403: "ACCESS_DENIED", 404: "NOT_FOUND"}


class Disturbance:
    """Lets one request at a time go wrong as planned."""

    def __init__(self, pause: Pause, postpone: Callable[[Work], None]) -> None:
        self._pause = pause
        self._postpone = postpone
        self._previous: Reply | None = None
        self._ways: dict[FaultKind, Callable[[Fault, Work], Reply]] = {
            FaultKind.REFUSE: self._drop_request,
            FaultKind.DROP_REQUEST: self._drop_request,
            FaultKind.DROP_REPLY: self._drop_reply,
            FaultKind.CUT: self._cut,
            FaultKind.STATUS: self._status,
            FaultKind.DELAY: self._delay,
            FaultKind.DELAY_REPLY: self._delay_reply,
            FaultKind.DRIBBLE: self._dribble,
            FaultKind.GARBAGE: self._garbage,
            FaultKind.PENDING: self._pending,
            FaultKind.LATE: self._late,
            FaultKind.TWICE: self._twice,
            FaultKind.SWAP: self._swap,
        }

    def carry_out(self, fault: Fault | None, work: Work) -> Reply:
        """The reply to a request, disturbed or not.

        Raises:
            ConnectionDropped: There is no reply.
        """
        if fault is not None:
            return self._ways[fault.kind](fault, work)
        reply = work()
        self._previous = reply
        return reply

    def _drop_request(self, _fault: Fault, _work: Work) -> Reply:
        raise ConnectionDropped

    def _drop_reply(self, _fault: Fault, work: Work) -> Reply:
        work()
        raise ConnectionDropped

    def _cut(self, _fault: Fault, work: Work) -> Reply:
        reply = work()
        return replace(reply, cut_at=len(reply.body) // 2)

    def _status(self, fault: Fault, work: Work) -> Reply:
        if fault.processed:
            work()
        headers = []
        if fault.retry_after is not None:
            headers.append(("Retry-After", fault.retry_after))
        if fault.location is not None:
            headers.append(("Location", fault.location))
        status = fault.status or replies.SERVER_FAILED
        reply = replies.plain(status, f"HTTP {status} on demand", *headers)
        if fault.container:
            name = _CODES.get(status, "INTERNAL_SERVER_ERROR")
            reply = replace(replies.refused(name, "on demand", status), headers=reply.headers)
        return reply

    def _delay(self, fault: Fault, work: Work) -> Reply:
        self._pause.wait(fault.seconds)
        return work()

    def _delay_reply(self, fault: Fault, work: Work) -> Reply:
        reply = work()
        self._pause.wait(fault.seconds)
        return reply

    def _dribble(self, fault: Fault, work: Work) -> Reply:
        return replace(work(), dribbled=True, pace=fault.seconds)

    def _garbage(self, fault: Fault, work: Work) -> Reply:
        reply = work() if fault.processed else replies.accepted({})
        return replace(SPOILED[fault.variant](reply), label=f"garbage {fault.variant}")

    def _pending(self, fault: Fault, work: Work) -> Reply:
        if fault.processed:
            work()
        return replies.pending(fault.status or 200)

    def _late(self, _fault: Fault, work: Work) -> Reply:
        self._postpone(work)
        raise ConnectionDropped

    def _twice(self, _fault: Fault, work: Work) -> Reply:
        work()
        return work()

    def _swap(self, _fault: Fault, work: Work) -> Reply:
        reply = work()
        return self._previous or reply
