"""The steps about sales that wait, at tables or elsewhere: put aside, moved, and taken up again."""

from collections.abc import Callable, Mapping

from pos_terminal.app.terminal import Terminal
from pos_terminal.cli.script.arguments import Arguments
from pos_terminal.cli.script.member_steps import refresh_member, settle_offers
from pos_terminal.domain.errors import BadArgument, PlatformRefused, Refused
from pos_terminal.domain.parts import MovedLine

Extra = dict[str, object]
RECEIPT_SECONDS = 15.0
"""How long a step waits for its paper."""


def _suspend(terminal: Terminal, given: Arguments) -> Extra:
    label = given.optional_text("label")
    given.finished()
    terminal.sales_side.suspending.suspend(label)
    return {}


def _resume(terminal: Terminal, given: Arguments) -> Extra:
    transaction_id = given.text("transaction_id")
    given.finished()
    terminal.sales_side.suspending.resume(transaction_id)
    refresh_member(terminal)
    return {}


def _set_table(terminal: Terminal, given: Arguments) -> Extra:
    table_id = given.optional_text("table_id")
    given.finished()
    terminal.sales_side.serving.set_table(table_id)
    return {}


def _set_guests(terminal: Terminal, given: Arguments) -> Extra:
    guests = given.optional_number("guest_count")
    given.finished()
    terminal.sales_side.serving.set_guests(guests)
    return {}


def _set_channel(terminal: Terminal, given: Arguments) -> Extra:
    channel = given.text("channel")
    given.finished()
    terminal.sales_side.serving.set_channel(channel)
    return {}


def _transfer_table(terminal: Terminal, given: Arguments) -> Extra:
    transaction_id, table_id = given.text("transaction_id"), given.text("table_id")
    given.finished()
    terminal.sales_side.serving.transfer(transaction_id, table_id)
    return {}


def _split(terminal: Terminal, given: Arguments) -> Extra:
    lines, ways = given.rows("lines", ("line_id", "quantity")), given.optional_number("ways")
    given.finished()
    if (ways is None) == (lines is None):
        raise BadArgument("split wants 'lines' or 'ways', one of the two.")
    parting = terminal.sales_side.parting
    if ways is not None:
        if ways != int(ways):
            raise BadArgument("split takes 'ways' as a whole number.")
        parts = parting.split_evenly(int(ways))
    else:
        parts = parting.split([MovedLine(row.text("line_id"), row.number("quantity")) for row in lines or ()])
    return {"transaction_ids": [each.transaction_id for each in parts], "refused": _confirmed(terminal)}


def _confirmed(terminal: Terminal) -> list[Extra]:
    """Ask about the offers of what stays, as before money; what was refused of it. The split itself is done."""
    refused: list[Extra] = []
    before: tuple[str, ...] = ()
    while (due := terminal.offering.due()) and due != before:
        before = due
        try:
            settle_offers(terminal)
        except PlatformRefused as refusal:
            refused.append(_told(refusal))
        except Refused as unknown:
            return [*refused, _told(unknown)]
    refresh_member(terminal)
    return refused


def _told(refusal: Refused) -> Extra:
    return {"code": refusal.code, "message": refusal.in_english}


def _merge_tables(terminal: Terminal, given: Arguments) -> Extra:
    transaction_ids = given.texts("transaction_ids")
    given.finished()
    parting = terminal.sales_side.parting
    void = parting.void_papers(transaction_ids)
    parting.merge(transaction_ids)
    return {"void_guest_receipt_codes": [each.guest_code for each in void]}


def _guest_check(terminal: Terminal, given: Arguments) -> Extra:
    transaction_id = given.optional_text("transaction_id")
    given.finished()
    settle_offers(terminal)
    terminal.sales_side.telling.guest_check(transaction_id)
    terminal.wait_for_paper(RECEIPT_SECONDS)
    return {"receipt": terminal.last_receipt()}


def _send_order(terminal: Terminal, given: Arguments) -> Extra:
    given.finished()
    papers = terminal.sales_side.kitchen.send()
    _wait_for_kitchen(terminal)
    return {"papers": papers}


def _reprint_order(terminal: Terminal, given: Arguments) -> Extra:
    code = given.optional_text("transaction_id")
    given.finished()
    transaction_id, papers = terminal.sales_side.kitchen.again(code)
    _wait_for_kitchen(terminal)
    return {"reprinted": transaction_id, "papers": papers}


def _wait_for_kitchen(terminal: Terminal) -> None:
    if terminal.sales_side.kitchen_printers is not None:
        terminal.sales_side.kitchen_printers.wait(RECEIPT_SECONDS)


CHECK_STEPS: Mapping[str, Callable[[Terminal, Arguments], Extra]] = {
    "set_table": _set_table,
    "set_guests": _set_guests,
    "set_channel": _set_channel,
    "transfer_table": _transfer_table,
    "merge_tables": _merge_tables,
    "split": _split,
    "guest_check": _guest_check,
    "send_order": _send_order,
    "reprint_order": _reprint_order,
    "suspend": _suspend,
    "resume": _resume,
}
