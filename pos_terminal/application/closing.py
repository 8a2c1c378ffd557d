"""Closing a shift: the drawer is counted blind, and what the shift came to is written down for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.acts import Deed
from pos_terminal.application.cashing import CashPorts, CashRules, stander
from pos_terminal.application.reasons import kept_words
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.rights import Action
from pos_terminal.domain.shift_report import Closing, ShiftReport
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.till_ports import ClosedShift
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.money import Money
    from pos_terminal.domain.shift_report import PieceCount
    from pos_terminal.domain.till import TillSession


class ShiftClosing:
    """Reads a shift (X) and closes it (Z). ``asks_over``: a count further off than this wants a reason; None: never."""

    def __init__(
        self, desk: Desk, ports: CashPorts, tilling: Tilling, rules: CashRules, asks_over: Money | None = None
    ) -> None:
        self._desk = desk
        self._ports = ports
        self._tilling = tilling
        self._rules = rules
        self._asks_over = asks_over
        self._earlier: tuple[Money, ...] = ()

    def read(self) -> ShiftReport:
        """What the open shift comes to now; changes nothing. Raises NotSignedOn, or NotAllowedNow without a shift."""
        self._desk.signed_on()
        return ShiftReport(self._ports.records.figures(self._shift().session_id), self._tilling.now())

    def close(self, counted: Money, reason: str = "", pieces: Sequence[PieceCount] = ()) -> ClosedShift:
        """Close the shift with so much cash counted in the drawer, of these notes and coins if somebody said which.

        Nobody is told what to expect before. Suspended sales live on. Raises NotAllowedNow without a shift or while a
        sale is open, BadArgument for an amount that cannot be or that wants a reason, and as `Authority.allow`.
        """
        self._desk.signed_on()
        if self._desk.basket is not None:
            raise NotAllowedNow("A sale is open. Finish it, suspend it or void it before the shift is closed.")
        session = self._shift()
        if counted.minor < 0:
            raise BadArgument("The count cannot be below zero.")
        reason = kept_words(reason)
        if self.wants_reason(self._rules.cash(counted)) and not reason:
            raise BadArgument(
                "The count is more than {amount} off. Count again, or close the shift with a reason.",
                amount=self._asks_over,
            )
        by = stander(
            self._desk,
            self._ports.authority,
            Action.CLOSE_SHIFT,
            Deed(reason, about=Message("{amount} counted in the drawer", amount=counted)),
        )
        earlier = tuple(each for each in self._earlier if each != counted)
        closing = Closing(by, counted, reason, earlier, tuple(each for each in pieces if each.count))
        closed = self._ports.records.close(session.session_id, closing, self._tilling.now(), self._ports.new_id())
        self._desk.session, self._earlier = None, ()
        self._ports.print_paper()
        return closed

    def wants_reason(self, counted: Money) -> bool:
        """Whether so much is further off than the shop likes; such a count is kept, whatever is counted next.

        Raises NotAllowedNow without a shift.
        """
        if self._asks_over is None:
            return False
        off = counted - self._ports.records.expected_cash(self._shift().session_id)
        is_off = abs(off.minor) > self._asks_over.minor
        if is_off and counted not in self._earlier:
            self._earlier = (*self._earlier, counted)
        return is_off

    def _shift(self) -> TillSession:
        if self._desk.session is None:
            raise NotAllowedNow("No shift is open on this till.")
        return self._desk.session
