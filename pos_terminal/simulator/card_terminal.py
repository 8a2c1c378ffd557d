"""A payment terminal to develop, demonstrate and test against: JSON lines over TCP, and a memory that outlives it.

What becomes of a payment is told by the last two digits of its amount, as the acquirers' test hosts have it: 01 is
declined, 02 is cancelled by the shopper, 03 is approved for half, 04 is approved without a word, 05 late and without a
word, 06 is heard of never; everything else is approved.
"""

from __future__ import annotations

import json
import socketserver
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LONGEST_LINE = 65_536
_LATE = 3.0
_CARD = {"scheme": "Visa", "number": "1111"}


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a terminal does with a payment: its outcome, the minor units approved, and what its till hears of it."""

    outcome: str = "approved"
    approved: int = 0
    is_heard: bool = True
    late: float = 0.0


def by_amount(amount: int) -> Behaviour:
    """What the last two digits of an amount stand for."""
    return {
        1: Behaviour("declined"),
        2: Behaviour("cancelled"),
        3: Behaviour("approved", max(1, amount // 2)),
        4: Behaviour("approved", amount, is_heard=False),
        5: Behaviour("approved", amount, is_heard=False, late=_LATE),
        6: Behaviour("lost", is_heard=False),
    }.get(amount % 100, Behaviour("approved", amount))


@dataclass(slots=True)
class Ledger:
    """What the terminal did, by the till's references; kept in a file where it has one."""

    path: Path | None = None
    entries: dict[str, dict[str, object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.path is not None and self.path.exists():
            self.entries = json.loads(self.path.read_text(encoding="utf-8"))

    def put(self, entries: dict[str, dict[str, object]]) -> None:
        """Note what became of these, together."""
        self.entries |= entries
        if self.path is not None:
            fresh = self.path.with_suffix(".new")
            fresh.write_text(json.dumps(self.entries), encoding="utf-8")
            fresh.replace(self.path)

    def taken(self) -> int:
        """What all cards were charged less what they got back, in minor units."""
        signs = {"pay": 1, "refund": -1}
        return sum(
            signs[str(each["kind"])] * int(str(each.get("approved", 0)))
            for each in self.entries.values()
            if each["outcome"] == "approved"
        )


class CardTerminal:
    """The terminal: one payment at a time; ``pause`` waits so many seconds, or shorter where the till cancels."""

    def __init__(
        self, ledger: Ledger, behave: Callable[[int], Behaviour] = by_amount, *, shopper_seconds: float = 2.0
    ) -> None:
        self.ledger = ledger
        self._behave = behave
        self._shopper_seconds = shopper_seconds
        self._lock = threading.Lock()
        self._busy: tuple[str, threading.Event] | None = None
        self._closed = threading.Event()

    @property
    def is_busy(self) -> bool:
        """Whether a shopper is at it."""
        return self._busy is not None

    def answered(self, asked: dict[str, object]) -> dict[str, object] | None:
        """What it says to a request; None: nothing at all."""
        kind, reference = asked.get("do"), str(asked.get("reference", ""))
        if kind == "status":
            return {"outcome": "ready"}
        if kind == "cancel":
            return self._cancelled(reference)
        if kind == "outcome":
            return self._outcome(reference)
        if kind in {"pay", "refund"} and isinstance(asked.get("amount"), int):
            return self._paid(reference, asked) if kind == "pay" else self._refunded(reference, asked)
        return {"outcome": "refused", "said": "not a request"}

    def close(self) -> None:
        """Nobody is waited for any more."""
        self._closed.set()
        with self._lock:
            if self._busy is not None:
                self._busy[1].set()

    def _outcome(self, reference: str) -> dict[str, object]:
        with self._lock:
            if self._busy is not None and self._busy[0] == reference:
                return {"outcome": "in_progress"}
            return self.ledger.entries.get(reference, {"outcome": "not_found"})

    def _cancelled(self, reference: str) -> dict[str, object]:
        with self._lock:
            if self._busy is not None and self._busy[0] == reference:
                self._busy[1].set()
        return {"outcome": "heard"}

    def _paid(self, reference: str, asked: dict[str, object]) -> dict[str, object] | None:
        stop = threading.Event()
        with self._lock:
            if reference in self.ledger.entries:
                return self.ledger.entries[reference]
            if self._busy is not None:
                return {"outcome": "busy"}
            self._busy = (reference, stop)
        amount = int(str(asked["amount"]))
        behaviour = self._behave(amount)
        was_stopped = stop.wait(self._shopper_seconds)
        if not was_stopped and behaviour.late:
            self._closed.wait(behaviour.late)
        entry: dict[str, object] = {"kind": "pay", "outcome": "cancelled", "said": "Cancelled at the till"}
        if not was_stopped:
            entry = self._entry(behaviour, asked, reference)
        with self._lock:
            self._busy = None
            if entry["outcome"] != "lost":
                self.ledger.put({reference: entry})
        return entry if behaviour.is_heard or was_stopped else None

    def _entry(self, behaviour: Behaviour, asked: dict[str, object], reference: str) -> dict[str, object]:
        entry: dict[str, object] = {"kind": "pay", "outcome": behaviour.outcome, "said": _SAID[behaviour.outcome]}
        if behaviour.outcome == "approved":
            code = f"{sum(reference.encode()) % 1_000_000:06d}"
            amount = f"{asked.get('currency', '')} {behaviour.approved}"
            lines = ["DEMONSTRATION", "Visa  ************1111", f"Approved {code}", f"Amount (minor units) {amount}"]
            entry |= {"approved": behaviour.approved, "authorisation": code, "lines": lines} | _CARD
        return entry

    def _refunded(self, reference: str, asked: dict[str, object]) -> dict[str, object]:
        with self._lock:
            if reference in self.ledger.entries:
                return self.ledger.entries[reference]
            paid, amount = self.ledger.entries.get(str(asked.get("of", ""))), int(str(asked["amount"]))
            entry: dict[str, object] = {"kind": "refund", "outcome": "declined", "said": "No such payment"}
            returned = 0 if paid is None else int(str(paid.get("returned", 0))) + amount
            if paid is not None and returned <= int(str(paid.get("approved", 0))):
                entry = {"kind": "refund", "outcome": "approved", "approved": amount} | _CARD
                self.ledger.put({str(asked["of"]): paid | {"returned": returned}, reference: entry})
            else:
                self.ledger.put({reference: entry})
            return entry


_SAID = {
    "approved": "Approved",
    "declined": "Declined by the bank",
    "cancelled": "Cancelled by the shopper",
    "lost": "",
}


class _Handler(socketserver.StreamRequestHandler):
    """One request a connection: a line with JSON, and a line back."""

    def handle(self) -> None:
        terminal = self.server.terminal if isinstance(self.server, CardTerminalServer) else None
        try:
            asked = json.loads(self.rfile.readline(_LONGEST_LINE))
        except ValueError:
            return
        answer = terminal.answered(asked) if terminal and isinstance(asked, dict) else None
        if answer is not None:
            self.wfile.write(json.dumps(answer).encode() + b"\n")


class CardTerminalServer(socketserver.ThreadingTCPServer):
    """The terminal at a port of this machine; 0 takes one that is free. Raises OSError where the port is taken."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, terminal: CardTerminal, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.terminal = terminal
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), name="card-terminal", daemon=True)

    @property
    def address(self) -> str:
        """Where it is."""
        return f"127.0.0.1:{self.server_address[1]}"

    def start(self) -> None:
        """Serve in a thread."""
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self.terminal.close()
        if self._thread.is_alive():
            self.shutdown()
        self.server_close()
