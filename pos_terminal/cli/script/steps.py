"""The steps a script can take, each a few words on the services of the desk."""

from collections.abc import Callable, Mapping, Sequence
from threading import Event

from pos_terminal.app.terminal import Terminal
from pos_terminal.application.asking import fetched
from pos_terminal.application.checkout import TenderExtras
from pos_terminal.application.receiptless import Goods
from pos_terminal.cli.script.arguments import Arguments
from pos_terminal.cli.script.card_steps import CARD_STEPS, card_told
from pos_terminal.cli.script.check_steps import CHECK_STEPS, RECEIPT_SECONDS
from pos_terminal.cli.script.explain_step import EXPLAIN_STEPS
from pos_terminal.cli.script.line_steps import LINE_STEPS
from pos_terminal.cli.script.member_steps import MEMBER_STEPS, ask_member_code, refresh_member, settle_offers
from pos_terminal.cli.script.state import refund_state, refunds_of
from pos_terminal.cli.script.till_steps import TILL_STEPS
from pos_terminal.domain.errors import BadArgument, UnknownBarcode
from pos_terminal.domain.foreign import ForeignCash
from pos_terminal.domain.refunding import RefundTo

APPROVE = "approve"
"""The step whose effect the next one uses up."""
Extra = dict[str, object]
_LONGEST_WAIT = 3600


def _sign_in(terminal: Terminal, given: Arguments) -> Extra:
    employee_id, pin = given.text("employee_id"), given.text("pin")
    given.finished()
    terminal.signing.sign_on(employee_id, pin, terminal.tilling.today())
    return {}


def _sign_out(terminal: Terminal, given: Arguments) -> Extra:
    given.finished()
    terminal.sign_off()
    return {}


def _approve(terminal: Terminal, given: Arguments) -> Extra:
    employee_id, pin = given.text("employee_id"), given.text("pin")
    given.finished()
    terminal.approving.approve(employee_id, pin, terminal.tilling.today())
    return {}


def _open_shift(terminal: Terminal, given: Arguments) -> Extra:
    opening_float = given.money("opening_float")
    given.finished()
    terminal.tilling.open_shift(opening_float)
    return {}


def _scan(terminal: Terminal, given: Arguments) -> Extra:
    code, serial = given.looked_up("code"), given.optional_text("serial")
    given.finished()
    selling = terminal.selling
    if serial is not None:
        return {"line_id": selling.add_item(selling.price_of(code).item_id, serial=serial).line_id}
    try:
        line = selling.scan(code)
    except UnknownBarcode as unknown:
        if terminal.sales_side.returning.recall(code) is None:
            ask_member_code(terminal, unknown.scanned)
        return {}
    if selling.is_past_best(line):
        return {"line_id": line.line_id, "past_best": line.batch.expires}
    return {"line_id": line.line_id}


def _add_item(terminal: Terminal, given: Arguments) -> Extra:
    item_id, quantity = given.text("item_id"), given.optional_number("quantity")
    modifiers, unit_price = given.optional_texts("modifiers"), given.optional_money("unit_price")
    serial = given.optional_text("serial")
    given.finished()
    return {"line_id": terminal.selling.add_item(item_id, quantity, modifiers, unit_price, serial).line_id}


def _add_modifier(terminal: Terminal, given: Arguments) -> Extra:
    line_id, item_id = given.text("line_id"), given.text("item_id")
    given.finished()
    return {"line_id": terminal.selling.add_modifier(line_id, item_id).line_id}


def _set_quantity(terminal: Terminal, given: Arguments) -> Extra:
    line_id, quantity = given.text("line_id"), given.number("quantity")
    given.finished()
    terminal.selling.set_quantity(line_id, quantity)
    return {}


def _remove_line(terminal: Terminal, given: Arguments) -> Extra:
    line_id, reason = given.text("line_id"), given.optional_text("reason")
    given.finished()
    terminal.selling.remove_line(line_id, reason or "")
    return {}


def _tender(terminal: Terminal, given: Arguments) -> Extra:
    kind, amount = given.text("type"), given.optional_money("amount")
    number, tip, payer = given.optional_text("number"), given.optional_money("tip"), given.optional_text("payer")
    foreign = _foreign(terminal, given.parts("foreign"))
    given.finished()
    if payer not in {None, "member", "guest"}:
        raise BadArgument("tender takes 'payer' as one of member, guest.")
    extras = TenderExtras(number, tip, None if payer is None else payer == "member", foreign)
    settle_offers(terminal)
    charging = terminal.sales_side.charging
    if charging.takes(kind):
        return card_told(fetched(charging.begin(kind, amount, extras)))
    return {"payment_id": terminal.checkout.tender(kind, amount, extras).payment_id}


def _foreign(terminal: Terminal, given: Arguments | None) -> ForeignCash | None:
    """Cash in another currency, at the shop's rate."""
    if given is None:
        return None
    code, amount = given.text("currency"), given.number("amount")
    given.finished()
    return terminal.checkout.rules.rates.cash(code, amount)


def _remove_tender(terminal: Terminal, given: Arguments) -> Extra:
    payment_id = given.text("payment_id")
    given.finished()
    terminal.checkout.remove_tender(payment_id)
    return {}


def _close(terminal: Terminal, given: Arguments) -> Extra:
    given.finished()
    settle_offers(terminal)
    exchange = terminal.desk.open_sale().head.exchange
    terminal.checkout.complete()
    terminal.wait_for_paper(RECEIPT_SECONDS)
    if exchange is None:
        return {}
    return {"refunds": [refund_state(each) for each in terminal.sales_side.exchanging.given_back(exchange)]}


def _void(terminal: Terminal, given: Arguments) -> Extra:
    reason = given.text("reason")
    given.finished()
    terminal.checkout.void(reason)
    return {}


def _void_closed(terminal: Terminal, given: Arguments) -> Extra:
    transaction_id, reason = given.text("transaction_id"), given.text("reason")
    given.finished()
    voided = terminal.sales_side.postvoiding.void_closed(transaction_id, reason)
    terminal.wait_for_paper(RECEIPT_SECONDS)
    return {"refunds": refunds_of(voided)}


def _refund_to(given: Arguments) -> RefundTo | None:
    """What money is to go back by, where that is said."""
    tender, number = given.optional_text("tender"), given.optional_text("number")
    if tender is None and number is not None:
        raise BadArgument("A number is that of a card or voucher. Name its tender too.")
    return None if tender is None else RefundTo(tender, number)


def _return_items(terminal: Terminal, given: Arguments) -> Extra:
    sale, rows = given.text("transaction_id"), given.by_line("lines", ("line_id", "quantity", "serial", "unreadable"))
    back = {line_id: row.number("quantity") for line_id, row in rows.items()}
    serials = dict(shown for line_id, row in rows.items() for shown in _serial_shown(line_id, row))
    to, reason = _refund_to(given), given.optional_text("reason")
    is_exchange = given.optional_flag("exchange")
    given.finished()
    if is_exchange:
        terminal.sales_side.exchanging.begin(sale, back, to, reason or "", serials)
        return {}
    left = terminal.sales_side.returning.return_items(sale, back, to, reason or "", serials)
    terminal.wait_for_paper(RECEIPT_SECONDS)
    return {"refunds": refunds_of(left)}


def _serial_shown(line_id: str, row: Arguments) -> Sequence[tuple[str, str | None]]:
    """What is said of the serial number of a line's piece, if anything is."""
    number, is_unreadable = row.optional_text("serial"), row.optional_flag("unreadable")
    if number and is_unreadable:
        raise BadArgument("A row says the serial number, or that it cannot be read: not both.")
    return [(line_id, number or None)] if number or is_unreadable else ()


def _return_without_receipt(terminal: Terminal, given: Arguments) -> Extra:
    rows = given.rows("lines", ("item_id", "quantity", "unit_price", "serial"))
    reason, to = given.text("reason"), _refund_to(given)
    given.finished()
    taken = terminal.sales_side.receiptless.take_back([_brought(row) for row in rows or ()], reason, to)
    terminal.wait_for_paper(RECEIPT_SECONDS)
    return {"refunds": refunds_of(taken)}


def _brought(row: Arguments) -> Goods:
    """Goods that come back without a receipt."""
    item_id, quantity, paid = row.text("item_id"), row.number("quantity"), row.optional_money("unit_price")
    return Goods(item_id, quantity, paid, serial=row.optional_text("serial"))


def _reprint(terminal: Terminal, given: Arguments) -> Extra:
    code = given.optional_text("transaction_id")
    given.finished()
    sale, copy = terminal.sales_side.reprinting.reprint(code)
    terminal.wait_for_paper(RECEIPT_SECONDS)
    return {"reprinted": sale.transaction_id, "copy": copy, "receipt": terminal.last_receipt()}


def _gift_receipt(terminal: Terminal, given: Arguments) -> Extra:
    code = given.optional_text("transaction_id")
    given.finished()
    sale, copy = terminal.sales_side.reprinting.gift(code)
    terminal.wait_for_paper(RECEIPT_SECONDS)
    return {"gift_receipt": sale.transaction_id, "copy": copy, "receipt": terminal.last_receipt()}


def _send_pending(terminal: Terminal, given: Arguments) -> Extra:
    given.finished()
    sent = terminal.send_pending()
    counts = terminal.queue_counts()
    return {"sent": sent, "left": counts.pending, "parked": counts.parked}


def _wait(terminal: Terminal, given: Arguments) -> Extra:
    seconds = given.number("seconds")
    given.finished()
    if not 0 <= seconds <= _LONGEST_WAIT:
        raise BadArgument(f"wait takes from 0 to {_LONGEST_WAIT} seconds.")
    Event().wait(float(seconds))
    refresh_member(terminal)
    return {}


def _show(terminal: Terminal, given: Arguments) -> Extra:
    given.finished()
    refresh_member(terminal)
    return {}


STEPS: Mapping[str, Callable[[Terminal, Arguments], Extra]] = {
    "sign_in": _sign_in,
    "sign_out": _sign_out,
    APPROVE: _approve,
    "open_shift": _open_shift,
    "scan": _scan,
    "add_item": _add_item,
    "add_modifier": _add_modifier,
    "set_quantity": _set_quantity,
    "remove_line": _remove_line,
    "tender": _tender,
    "remove_tender": _remove_tender,
    "close": _close,
    "void": _void,
    "void_closed": _void_closed,
    "return_items": _return_items,
    "return_without_receipt": _return_without_receipt,
    "reprint": _reprint,
    "gift_receipt": _gift_receipt,
    "send_pending": _send_pending,
    "wait": _wait,
    "show": _show,
    **CARD_STEPS,
    **CHECK_STEPS,
    **LINE_STEPS,
    **MEMBER_STEPS,
    **EXPLAIN_STEPS,
    **TILL_STEPS,
}
