"""Adyen's terminals in the shop's own network: sealed nexo messages over TLS, a connection for each question.

The certificate is the terminal's own, signed by the vendor's root for terminals, and names the terminal, not a host.
"""

from __future__ import annotations

import http.client
import json
import logging
import os
import re
import socket
import ssl
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any

from pos_terminal.adapters.cards.nexo_messages import (
    Parties,
    abort_request,
    answer_of,
    category_of,
    decoded,
    diagnosis_request,
    encoded,
    is_well,
    payment_request,
    reversal_request,
    service_id,
    status_of,
    status_request,
)
from pos_terminal.adapters.cards.nexo_seal import NexoSeal, SealBroken
from pos_terminal.application.card_ports import READY, TerminalReport, unreachable
from pos_terminal.domain.card_charge import UNKNOWN, CardAnswer, CardCharge, CardOutcome
from pos_terminal.wording.message import Message
from pos_terminal.wording.system_words import system_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

_CONNECT = 5.0
_SHOPPER = 150.0
"""Seconds that a payment may take: the terminal gives a shopper 120."""
_ANSWER = 20.0
_LONGEST = 1 << 20
_NAME = re.compile(r"([A-Za-z0-9]+-[A-Za-z0-9]+|legacy-terminal-certificate)\.(live|test)\.terminal\.adyen\.com")
_LEGACY = "legacy-terminal-certificate"
_log = logging.getLogger("pos.cards")


@dataclass(frozen=True, slots=True)
class AdyenPlace:
    """Where a terminal is, and the vendor's root that its certificate is signed by (a PEM file)."""

    address: str
    roots: Path


class _AnotherTerminal(ssl.SSLError):
    """Who answers is not the terminal that was meant."""

    def __init__(self, terminal_id: str) -> None:
        self.told = Message("its certificate is not that of the terminal {terminal}", terminal=terminal_id)
        super().__init__(self.told.in_english)


class AdyenTerminal:
    """Implements the port `PaymentTerminal`. ``now`` gives the wall time."""

    def __init__(self, place: AdyenPlace, parties: Parties, seal: NexoSeal, now: Callable[[], datetime]) -> None:
        self._place = place
        self._parties = parties
        self._seal = seal
        self._now = now
        self._open: set[socket.socket] = set()
        self._lock = Lock()

    def charge(self, charge: CardCharge) -> CardAnswer:
        """Ask the shopper for a card, and wait for them."""
        at = charge.payment.payment_time if charge.payment else self._now()
        return self._asked(charge, payment_request(charge, at), _SHOPPER)

    def refund(self, refund: CardCharge, of: CardCharge) -> CardAnswer:
        """Give money back to the card that paid."""
        return self._asked(refund, reversal_request(refund, of, self._now()), _SHOPPER)

    def outcome(self, charge: CardCharge) -> CardAnswer:
        """Ask what became of it."""
        header = self._parties.header("TransactionStatus", _drawn())
        try:
            said = self._said(header, status_request(charge, self._parties), _ANSWER)
        except OSError as error:
            return CardAnswer(CardOutcome.UNKNOWN, said=self._unreachable(error))
        return UNKNOWN if said is None else status_of(charge, said, self._parties)

    def cancel(self, charge: CardCharge) -> None:
        """Ask it to stop waiting; it answers that with nothing."""
        with suppress(OSError):
            self._said(self._parties.header("Abort", _drawn()), abort_request(charge, self._parties), _ANSWER)

    def report(self) -> TerminalReport:
        """Whether it answers, under its own name and with the shop's key."""
        try:
            said = self._said(self._parties.header("Diagnosis", _drawn()), diagnosis_request(), _ANSWER)
        except OSError as error:
            return TerminalReport(False, self._unreachable(error))
        if said is None:
            return TerminalReport(False, Message("does not understand this till. Look at its key, and at terminal_id."))
        return TerminalReport(is_well(said), READY if is_well(said) else Message("says that it is not ready"))

    def close(self) -> None:
        """Let go of whatever is waited for: what became of it is asked at the next start."""
        with self._lock:
            for wire in self._open:
                _hang_up(wire)

    def _asked(self, charge: CardCharge, body: Mapping[str, object], patience: float) -> CardAnswer:
        header = self._parties.header(category_of(charge), service_id(charge.reference))
        try:
            line = self._connected()
        except OSError as error:
            return CardAnswer(CardOutcome.CANCELLED, said=self._unreachable(error))  # nothing has left this machine
        try:
            said = self._exchanged(line, header, body, patience)
        except OSError as error:
            _log.warning("card terminal: %s", error)
            said = None
        return UNKNOWN if said is None else answer_of(charge, said)

    def _said(self, header: Mapping[str, object], body: Mapping[str, object], patience: float) -> dict[str, Any] | None:
        return self._exchanged(self._connected(), header, body, patience)

    def _connected(self) -> http.client.HTTPSConnection:
        """A connection to this very terminal. Raises OSError; until then not a byte of a message is sent."""
        host, _, port = self._place.address.rpartition(":")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False  # the certificate has no host in it: see below
        context.load_verify_locations(self._place.roots)
        line = http.client.HTTPSConnection(host, int(port), timeout=_CONNECT, context=context)
        try:
            line.connect()
            self._refuse_stranger(line.sock)
        except OSError:
            line.close()
            raise
        return line

    def _refuse_stranger(self, socket: object) -> None:
        """Raises SSLError for a certificate of another terminal, or of none."""
        certificate = socket.getpeercert() if isinstance(socket, ssl.SSLSocket) else None
        fields = [field for row in (certificate or {}).get("subject", ()) for field in row]
        named = _NAME.fullmatch(next((str(each[1]) for each in fields if each[0] == "commonName"), ""))
        if named is None or named[1].casefold() not in {_LEGACY, self._parties.terminal_id.casefold()}:
            raise _AnotherTerminal(self._parties.terminal_id)

    def _exchanged(
        self,
        line: http.client.HTTPSConnection,
        header: Mapping[str, object],
        body: Mapping[str, object],
        patience: float,
    ) -> dict[str, Any] | None:
        """A request, and the answer to it; None where that is none. Raises OSError."""
        sealed = {"SaleToPOIRequest": self._seal.sealed(header, encoded(header, body))}
        with closing(line), self._kept(line, patience):
            try:
                line.request("POST", "/nexo", json.dumps(sealed), {"Content-Type": "application/json"})
                answer = _body(line, patience)
            except (http.client.HTTPException, ValueError) as error:  # hung up just then, ssl raises ValueError
                raise OSError(str(error)) from error
        try:
            envelope = json.loads(answer).get("SaleToPOIResponse") if answer else None
            return decoded(self._seal.opened(envelope), header) if isinstance(envelope, dict) else None
        except (SealBroken, ValueError, AttributeError, RecursionError) as error:
            _log.warning("card terminal: %s", error)
            return None

    @contextmanager
    def _kept(self, line: http.client.HTTPSConnection, patience: float) -> Iterator[None]:
        """Known to `close` while it is waited for, and hung up after so many seconds, whatever dribbles in."""
        wire: socket.socket = line.sock  # http.client forgets it at an answer with "Connection: close"
        deadline = Timer(patience, _hang_up, [wire])
        deadline.daemon = True
        deadline.start()
        with self._lock:
            self._open.add(wire)
        try:
            yield
        finally:
            deadline.cancel()
            with self._lock:
                self._open.discard(wire)

    def _unreachable(self, error: OSError) -> Message:
        if isinstance(error, _AnotherTerminal):
            return unreachable(self._place.address, error.told)
        return unreachable(self._place.address, getattr(error, "reason", None) or system_words(error))


def _body(line: http.client.HTTPSConnection, patience: float) -> bytes:
    """What was answered. Raises OSError for an answer that does not end."""
    if line.sock is not None:
        line.sock.settimeout(patience)
    found = line.getresponse().read(_LONGEST)
    if len(found) == _LONGEST:
        raise OSError("the answer does not end")
    return found


def _hang_up(wire: socket.socket) -> None:
    with suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)


def _drawn() -> str:
    """A ServiceID that nothing is asked about later."""
    return os.urandom(5).hex().upper()
