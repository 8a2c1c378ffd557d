"""The demonstration's payment terminal: a line of JSON to it, and a line back."""

from __future__ import annotations

import json
import socket
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING

from pos_terminal.application.card_ports import READY, TerminalReport, unreachable
from pos_terminal.domain.card_charge import UNKNOWN, CardAnswer, CardOutcome, CardSlip
from pos_terminal.domain.money import Money
from pos_terminal.wording.message import Message
from pos_terminal.wording.system_words import system_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos_terminal.domain.card_charge import CardCharge

_CONNECT = 3.0
_ANSWER = 5.0
_LONGEST_LINE = 65_536
_BUSY = Message("The payment terminal is busy with another payment. Finish that one first.")


class SimulatedTerminal:
    """Implements the port `PaymentTerminal`. ``patience`` are the seconds that a shopper has."""

    def __init__(self, address: str, patience: float = 90.0) -> None:
        host, _, port = address.rpartition(":")
        if not host or not port.isdigit():
            raise ValueError(f"address takes host:port, not {address!r}")
        self._place = (host, int(port))
        self._patience = patience
        self._open: set[socket.socket] = set()
        self._lock = Lock()

    def charge(self, charge: CardCharge) -> CardAnswer:
        """Ask the shopper for a card, and wait for them."""
        asked = {"do": "pay", "amount": charge.amount.minor, "currency": charge.amount.currency.code}
        return self._answer(charge, asked, self._patience)

    def refund(self, refund: CardCharge, of: CardCharge) -> CardAnswer:
        """Give money back to the card that paid."""
        return self._answer(refund, {"do": "refund", "amount": refund.amount.minor, "of": of.reference}, _ANSWER)

    def outcome(self, charge: CardCharge) -> CardAnswer:
        """Ask what became of it."""
        return self._answer(charge, {"do": "outcome"}, _ANSWER)

    def cancel(self, charge: CardCharge) -> None:
        """Ask it to stop waiting."""
        with suppress(OSError):
            self._said({"do": "cancel", "reference": charge.reference}, _ANSWER)

    def report(self) -> TerminalReport:
        """Whether it answers."""
        try:
            said = self._said({"do": "status"}, _ANSWER)
        except OSError as error:
            return TerminalReport(False, self._unreachable(error))
        return TerminalReport(said is not None, READY if said else Message("answers nothing that can be read"))

    def close(self) -> None:
        """Let go of whatever is waited for: what became of it is asked at the next start."""
        with self._lock:
            for line in self._open:
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)

    def _answer(self, charge: CardCharge, asked: dict[str, object], patience: float) -> CardAnswer:
        try:
            line = socket.create_connection(self._place, _CONNECT)
        except OSError as error:
            # Nothing left this machine, so nothing was charged; what was asked for before stays unknown.
            outcome = CardOutcome.UNKNOWN if asked["do"] == "outcome" else CardOutcome.CANCELLED
            return CardAnswer(outcome, said=self._unreachable(error))
        try:
            with line, self._kept(line):
                said = _exchanged(line, asked | {"reference": charge.reference}, patience)
        except OSError:
            said = None
        return UNKNOWN if said is None else _read(charge, said)

    @contextmanager
    def _kept(self, line: socket.socket) -> Iterator[None]:
        """Known to `close` while it is waited for."""
        with self._lock:
            self._open.add(line)
        try:
            yield
        finally:
            with self._lock:
                self._open.discard(line)

    def _said(self, asked: dict[str, object], patience: float) -> dict[str, object] | None:
        with socket.create_connection(self._place, _CONNECT) as line:
            return _exchanged(line, asked, patience)

    def _unreachable(self, error: OSError) -> Message:
        host, port = self._place
        return unreachable(f"{host}:{port}", system_words(error))


def _exchanged(line: socket.socket, asked: dict[str, object], patience: float) -> dict[str, object] | None:
    """A line there and a line back; None where what came is no whole answer. Raises OSError."""
    line.settimeout(patience)
    line.sendall(json.dumps(asked).encode() + b"\n")
    with line.makefile("rb") as reader:
        text = reader.readline(_LONGEST_LINE)
    if not text.endswith(b"\n"):
        return None
    try:
        said = json.loads(text)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _read(charge: CardCharge, said: dict[str, object]) -> CardAnswer:
    words = str(said.get("said", ""))
    if said.get("outcome") == "busy":
        return CardAnswer(CardOutcome.CANCELLED, said=_BUSY)
    try:
        outcome = CardOutcome(str(said.get("outcome")))
    except ValueError:
        return UNKNOWN
    if outcome is not CardOutcome.APPROVED:
        return CardAnswer(outcome, said=words)
    minor, lines = said.get("approved"), said.get("lines", [])
    if not isinstance(minor, int) or minor <= 0 or not isinstance(lines, list):
        return UNKNOWN
    slip = CardSlip(
        scheme=str(said.get("scheme", "")),
        number=str(said.get("number", "")),
        authorisation=str(said.get("authorisation", "")),
        terminal_reference=charge.reference,
        lines=tuple(map(str, lines)),
    )
    return CardAnswer(outcome, Money(minor, charge.amount.currency), slip, words)
