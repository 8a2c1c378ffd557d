"""The steps that change a line, and those of the shop's own discounts."""

from collections.abc import Callable, Mapping

from pos_terminal.app.terminal import Terminal
from pos_terminal.cli.script.arguments import Arguments
from pos_terminal.domain.age import AgeOutcome
from pos_terminal.domain.errors import BadArgument

Extra = dict[str, object]


def _set_price(terminal: Terminal, given: Arguments) -> Extra:
    line_id, price, reason = given.text("line_id"), given.money("unit_price"), given.text("reason")
    given.finished()
    terminal.sales_side.adjusting.set_price(line_id, price, reason)
    return {}


def _set_note(terminal: Terminal, given: Arguments) -> Extra:
    line_id, text = given.text("line_id"), given.optional_text("text")
    given.finished()
    terminal.sales_side.adjusting.set_note(line_id, text or "")
    return {}


def _set_tare(terminal: Terminal, given: Arguments) -> Extra:
    line_id, tare = given.text("line_id"), given.number("tare")
    given.finished()
    terminal.sales_side.adjusting.set_tare(line_id, tare)
    return {}


def _weigh(terminal: Terminal, given: Arguments) -> Extra:
    item_id, line_id = given.optional_text("item_id"), given.optional_text("line_id")
    modifiers = given.optional_texts("modifiers")
    given.finished()
    if (item_id is None) == (line_id is None):
        raise BadArgument("weigh takes an item_id to ring up, or the line_id of what is weighed again.")
    weighing = terminal.sales_side.weighing
    if item_id is not None:
        return {"line_id": weighing.add(item_id, weighing.steady(), modifiers).line_id}
    return {"line_id": weighing.again(line_id or "", weighing.steady()).line_id}


def _confirm_age(terminal: Terminal, given: Arguments) -> Extra:
    line_id, reason = given.text("line_id"), given.optional_text("reason")
    outcome = given.choice(AgeOutcome, "outcome")
    given.finished()
    terminal.sales_side.adjusting.confirm_age(line_id, outcome, reason or "")
    return {}


def _add_discount(terminal: Terminal, given: Arguments) -> Extra:
    amount, percent = given.optional_money("amount"), given.optional_number("percent")
    line_id, reason = given.optional_text("line_id"), given.text("reason")
    given.finished()
    discounting = terminal.sales_side.discounting
    return {"reference_id": discounting.add(reason, percent=percent, amount=amount, line_id=line_id).reference_id}


def _remove_discount(terminal: Terminal, given: Arguments) -> Extra:
    reference_id = given.text("reference_id")
    given.finished()
    terminal.sales_side.discounting.remove(reference_id)
    return {}


def _undo(terminal: Terminal, given: Arguments) -> Extra:
    given.finished()
    terminal.sales_side.undoing.undo()
    return {}


LINE_STEPS: Mapping[str, Callable[[Terminal, Arguments], Extra]] = {
    "set_price": _set_price,
    "set_note": _set_note,
    "set_tare": _set_tare,
    "weigh": _weigh,
    "confirm_age": _confirm_age,
    "add_discount": _add_discount,
    "remove_discount": _remove_discount,
    "undo": _undo,
}
