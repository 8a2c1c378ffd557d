"""Takes transactions, one or a batch, into the ledger."""

from pos_terminal.simulator.books import Books, Call
from pos_terminal.simulator.inspection import Inspected
from pos_terminal.simulator.posted import PostedTransaction
from pos_terminal.simulator.replies import Refusal
from pos_terminal.simulator.settlement import Settlement


class BareFailure(Exception):
    """The platform fails on this transaction without a container, with this HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


class SalesDesk:
    """Answers send_transaction and send_batch_transaction."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._settlement = Settlement(books)

    def take(self, call: Call, inspected: Inspected) -> None:
        """Take every transaction of the request; by default all or none.

        Raises:
            Refusal: One of them is poisoned.
            BareFailure: One of them is poisoned to fail without a container.
        """
        good = [posted for posted in inspected.transactions if posted.transaction_id not in self._books.poison]
        bad = [posted for posted in inspected.transactions if posted.transaction_id in self._books.poison]
        if not bad or self._books.config.batch_partial:
            for posted in good:
                self._take_one(call, posted)
        for posted in bad:
            self._fail(posted)

    def _fail(self, posted: PostedTransaction) -> None:
        cause = self._books.poison[posted.transaction_id]
        if isinstance(cause, int):
            raise BareFailure(cause)
        raise Refusal(cause, f"transaction {posted.transaction_id} cannot be processed")

    def _take_one(self, call: Call, posted: PostedTransaction) -> None:
        known = self._books.ledger.find_snapshot(posted)
        if known is None:
            record = self._books.ledger.add(posted, call.number, call.now)
            self._settlement.settle(call, record)
        elif self._books.config.model == "stored":
            known.effects += 1
            self._settlement.repeat(self._books.ledger.records[posted.transaction_id])
