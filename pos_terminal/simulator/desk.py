"""Answers one request that got through the gate: checks it, does it once, keeps the answer by its id."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from pos_terminal.simulator import replies
from pos_terminal.simulator.books import Books, Call, Violation
from pos_terminal.simulator.fields import PREFIX
from pos_terminal.simulator.idempotency import Answer, Answers
from pos_terminal.simulator.inspection import Inspected, Inspection
from pos_terminal.simulator.jsontext import Json
from pos_terminal.simulator.member_desk import MemberDesk
from pos_terminal.simulator.offer_desk import OfferDesk
from pos_terminal.simulator.record import Request
from pos_terminal.simulator.replies import Refusal, Reply
from pos_terminal.simulator.rows import Row
from pos_terminal.simulator.sales_desk import BareFailure, SalesDesk

_Handler: TypeAlias = Callable[[Call, Inspected], Json]


class Desk:
    """The nine endpoints over one set of books. Not thread-safe: the platform calls it under its lock."""

    def __init__(self, books: Books, answers: Answers) -> None:
        self._books = books
        self._answers = answers
        self._offers = OfferDesk(books)
        self._members = MemberDesk(books, self._offers)
        self._sales = SalesDesk(books)
        self._handlers: dict[str, _Handler] = {
            PREFIX + "send_transaction": self._send,
            PREFIX + "send_batch_transaction": self._send,
            PREFIX + "lookup": self._lookup,
            PREFIX + "redeem": self._redeem,
            PREFIX + "lock": self._lock,
            PREFIX + "unlock": self._unlock,
            PREFIX + "reinstate": self._reinstate,
            PREFIX + "upload_catalog": self._upload_catalog,
            PREFIX + "upload_employees": self._upload_employees,
        }

    def answer(self, request: Request, number: int, now: datetime) -> Reply:
        """The platform's answer to a request."""
        inspection = Inspection(self._books)
        try:
            container = inspection.container(request.body)
        except Refusal as refusal:
            return self._refuse(number, refusal)
        call = Call(
            number,
            now,
            container.text("store_id"),
            container.text("request_id"),
            container.text_or_none("culture"),
            request.headers.get("host", ""),
        )
        answer = self._answers.arrived(call.request_id, request.path, request.body)
        if not answer.is_for(request.path, request.body):
            return self._other_bytes(call, answer)
        return self._once(answer, lambda: self._work(call, request.path, inspection, container))

    def _once(self, answer: Answer, work: Callable[[], Reply]) -> Reply:
        config = self._books.config
        reply = answer.reply or work()
        still_pending = answer.deliveries <= config.pending_replies
        worth_keeping = reply.status < replies.SERVER_FAILED and (not reply.rejected or config.model == "stored")
        answer.reply = reply if worth_keeping or still_pending else None
        return replies.pending() if still_pending else reply

    def _work(self, call: Call, path: str, inspection: Inspection, container: Row) -> Reply:
        try:
            inspected = inspection.payload(path, container)
            return replies.accepted(self._handlers[path](call, inspected))
        except Refusal as refusal:
            return self._refuse(call.number, refusal)
        except BareFailure as failure:
            return replies.plain(failure.status, f"HTTP {failure.status}")

    def _refuse(self, number: int, refusal: Refusal) -> Reply:
        if refusal.violation:
            kind = "auth" if refusal.code == "ACCESS_DENIED" else "validation"
            self._books.violations.append(Violation(number, kind, refusal.message))
        return replies.refused(refusal.code, refusal.message, refusal.status or self._books.config.rejection_status)

    def _other_bytes(self, call: Call, answer: Answer) -> Reply:
        text = f"request_id {call.request_id} came before with other bytes or another path"
        self._books.violations.append(Violation(call.number, "request_id", text))
        if self._books.config.changed_body == "replay" and answer.reply is not None:
            return answer.reply
        return replies.refused("VALIDATION", text, self._books.config.rejection_status)

    def _send(self, call: Call, inspected: Inspected) -> None:
        self._sales.take(call, inspected)

    def _lookup(self, call: Call, inspected: Inspected) -> Json:
        posted = inspected.transactions[0] if inspected.transactions else None
        return self._members.lookup(call, inspected.payload, posted)

    def _lock(self, call: Call, inspected: Inspected) -> Json:
        return self._offers.lock(call, inspected.payload, inspected.transactions[0])

    def _redeem(self, call: Call, inspected: Inspected) -> Json:
        return self._offers.redeem(call, inspected.payload, inspected.transactions[0])

    def _unlock(self, call: Call, inspected: Inspected) -> None:
        self._offers.unlock(call, inspected.payload)

    def _reinstate(self, call: Call, inspected: Inspected) -> None:
        self._offers.reinstate(call, inspected.payload)

    def _upload_catalog(self, _call: Call, inspected: Inspected) -> None:
        self._books.metadata.upload_catalog(inspected.payload.rows("items"))

    def _upload_employees(self, _call: Call, inspected: Inspected) -> None:
        self._books.metadata.upload_employees(inspected.payload.rows("employees"))
