"""The steps about the till itself: cash that moves beside the sales, and the end of a shift."""

from collections.abc import Callable, Mapping

from pos_terminal.app.reporting import closed_shift, report_of_shift
from pos_terminal.app.terminal import Terminal
from pos_terminal.app.training import training_of
from pos_terminal.application.queueing import PaperKind
from pos_terminal.cli.script.arguments import Arguments
from pos_terminal.cli.script.check_steps import RECEIPT_SECONDS
from pos_terminal.cli.script.state import quantity_text
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.money import total_of
from pos_terminal.domain.movement import Movement, MovementKind
from pos_terminal.domain.shift_report import PieceCount

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
    rows, reason = given.rows("pieces", ("piece", "count")), given.optional_text("reason")
    pieces = [_piece(row) for row in rows or ()]
    if rows is None:
        counted = given.money("counted")
    else:
        counted = total_of([each.amount for each in pieces], terminal.settings.currency)
    given.finished()
    closed = terminal.till_side.closing.close(counted, reason or "", pieces)
    terminal.wait_for_paper(RECEIPT_SECONDS)
    return {"z": report_of_shift(terminal.settings, closed.report, closed.entry), "receipt": terminal.last_receipt()}


def _piece(row: Arguments) -> PieceCount:
    piece, count = row.money("piece"), row.number("count")
    if piece.minor <= 0 or count < 0 or count != int(count):
        raise BadArgument("close_shift takes a 'piece' above zero, and its 'count' as a whole number.")
    return PieceCount(piece, int(count))


def _reprint_shift(terminal: Terminal, given: Arguments) -> Extra:
    number, is_count = given.optional_number("number"), given.optional_flag("count")
    given.finished()
    closed = closed_shift(terminal.settings, None if number is None else int(number))
    if closed is None:
        raise BadArgument("No shift with this number was closed on this till.")
    kind = PaperKind.COUNT if is_count else PaperKind.RECEIPT
    copy = terminal.till_side.prints.copy_of_entry(closed.entry.seq, kind)
    terminal.wait_for_paper(RECEIPT_SECONDS)
    return {"number": closed.report.number, "copy": copy, "receipt": terminal.last_receipt()}


def _training(terminal: Terminal, given: Arguments) -> Extra:
    on = given.flag("on")
    given.finished()
    training_of(terminal).switch(on=on)
    return {}


def _price_check(terminal: Terminal, given: Arguments) -> Extra:
    code = given.looked_up("code")
    given.finished()
    told = terminal.sales_side.price_check.check(code)
    item = told.item
    return {
        "price": {
            "item_id": item.item_id,
            "name": item.name,
            "unit": item.unit.value,
            "unit_price": None if told.unit_price is None else str(told.unit_price),
            "quantity": None if told.quantity is None else quantity_text(told.quantity),
            "taxes": [
                {"name": each.name, "rate": str(each.rate), "kind": each.kind.value, "included": each.included}
                for each in item.taxes
            ],
            "tax_total": None if told.totals is None else str(told.totals.tax_total),
            "total": None if told.totals is None else str(told.totals.total),
            "minimum_age": item.minimum_age,
            "for_sale_now": told.is_for_sale,
        }
    }


TILL_STEPS: Mapping[str, Callable[[Terminal, Arguments], Extra]] = {
    **{kind.value: _moves(kind) for kind in MovementKind if kind is not MovementKind.NO_SALE},
    "no_sale": _no_sale,
    "close_shift": _close_shift,
    "reprint_shift": _reprint_shift,
    "training": _training,
    "price_check": _price_check,
}
