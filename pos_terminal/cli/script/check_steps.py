"""The steps about sales that wait: put aside, and taken up again."""

from collections.abc import Callable, Mapping

from pos_terminal.app.terminal import Terminal
from pos_terminal.cli.script.arguments import Arguments
from pos_terminal.cli.script.member_steps import refresh_member

Extra = dict[str, object]


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


CHECK_STEPS: Mapping[str, Callable[[Terminal, Arguments], Extra]] = {
    "suspend": _suspend,
    "resume": _resume,
}
