"""The steps about the till itself: cash that moves beside the sales, and the end of a shift."""

from collections.abc import Callable, Mapping

from pos_terminal.app.reporting import report_of_shift
from pos_terminal.app.terminal import Terminal
from pos_terminal.app.training import training_of
from pos_terminal.cli.script.arguments import Arguments
from pos_terminal.cli.script.check_steps import RECEIPT_SECONDS
from pos_terminal.cli.script.state import quantity_text
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
    "training": _training,
    "price_check": _price_check,
}
