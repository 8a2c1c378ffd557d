"""Which terminal a window is opened on: the real one or that of a training, and the turn from one to the other."""

from pos_terminal.adapters.sqlite.faults import DatabaseUnusable
from pos_terminal.app.premises import training_mark
from pos_terminal.app.terminal import Terminal
from pos_terminal.application.noticeboard import StandingNotice
from pos_terminal.domain.errors import Refused
from pos_terminal.wording import later


def turn(terminal: Terminal) -> None:
    """Begin or end the training; where that cannot be, the next window says why."""
    from pos_terminal.app.training import training_of

    room = training_of(terminal)
    try:
        room.turn(on=not room.in_use.is_training)
    except Refused as refusal:
        terminal.board.pin(StandingNotice(later("Training"), refusal.words))
    except DatabaseUnusable as fault:
        terminal.board.pin(StandingNotice(later("Training"), str(fault)))


def in_use(terminal: Terminal) -> Terminal:
    """The terminal of the training where one was begun; what knows of it is not loaded where none was."""
    if not training_mark(terminal.settings).exists():
        return terminal
    from pos_terminal.app.training import training_of

    return training_of(terminal).in_use
