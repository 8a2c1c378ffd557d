"""The steps about the till itself: cash that moves beside the sales, and the end of a shift."""

from collections.abc import Callable, Mapping

from pos_terminal.app.reporting import report_of_shift
from pos_terminal.app.terminal import Terminal
from pos_terminal.cli.script.arguments import Arguments
from pos_terminal.cli.script.check_steps import RECEIPT_SECONDS
from pos_terminal.domain.movement import Movement, MovementKind

Extra = dict[str, object]


def _moves(kind: MovementKind) -> Callable[[Terminal, Arguments], Extra]:
    def step(terminal: Terminal, given: Arguments) -> Extra:
        amount, reason = given.money("amount"), given.text("reason")
        given.finished()
        return _told(terminal, terminal.till_side.cashing.move(kind, amount, reason))

    return step


def _no_sale(terminal: Terminal, given: Arguments) -> Extra:
    reason = given.optional_text("reason")
    given.finished()
    return _told(terminal, terminal.till_side.cashing.no_sale(reason or ""))


def _told(terminal: Terminal, movement: Movement) -> Extra:
    terminal.wait_for_paper(RECEIPT_SECONDS)
    told = {"amount": str(movement.amount), "reason": movement.reason, "approved_by": movement.by.approved_by}
    return {"movement": {"kind": movement.kind.value, **told}, "receipt": terminal.last_receipt()}


def _close_shift(terminal: Terminal, given: Arguments) -> Extra:
    counted, reason = given.money("counted"), given.optional_text("reason")
    given.finished()
    closed = terminal.till_side.closing.close(counted, reason or "")
    terminal.wait_for_paper(RECEIPT_SECONDS)
    return {"z": report_of_shift(closed.report, closed.entry), "receipt": terminal.last_receipt()}


TILL_STEPS: Mapping[str, Callable[[Terminal, Arguments], Extra]] = {
    **{kind.value: _moves(kind) for kind in MovementKind if kind is not MovementKind.NO_SALE},
    "no_sale": _no_sale,
    "close_shift": _close_shift,
}
