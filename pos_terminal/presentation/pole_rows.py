"""What the shopper reads, on a display of two rows."""

from pos_terminal.domain.display_row import DisplayRow
from pos_terminal.presentation.customer_state import CustomerPhase, CustomerState, Told
from pos_terminal.wording import _

PoleRows = tuple[DisplayRow, DisplayRow]


def pole_rows(state: CustomerState) -> PoleRows:
    """The upper and the lower row; in a training the upper one says so first."""
    upper, lower = _rows(state)
    if state.is_training:
        mark = _("TRAINING")
        upper = DisplayRow(f"{mark} {upper.words}".rstrip(), upper.amount)
    return upper, lower


def _rows(state: CustomerState) -> PoleRows:
    if state.phase in {CustomerPhase.CLOSED, CustomerPhase.IDLE}:
        return DisplayRow(state.store), DisplayRow(state.words)
    if state.phase is CustomerPhase.DONE:
        return _row(state.news), _row(state.figure) if state.figure.amount else DisplayRow(state.words)
    return _row(state.news), _row(state.figure)


def _row(told: Told) -> DisplayRow:
    return DisplayRow(told.words, told.amount)
