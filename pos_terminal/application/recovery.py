"""What a start settles: whoever pulled the plug, the desk comes back at the same step."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Tills
    from pos_terminal.domain.basket import Basket


class Recovered(NamedTuple):
    """What was found: the id of the sale that was open, and the number of the shift."""

    transaction_id: str | None
    session_id: int | None


def recover(desk: Desk, open_sale: Callable[[], Basket | None], tills: Tills) -> Recovered:
    """Put the open sale and the open shift back on the desk.

    Requests without a known outcome need nothing here: delivery settles them first, under their own id and bytes.
    Unfinished prints are printed again by the spool.
    """
    desk.basket = open_sale()
    desk.past.begin(desk.basket)
    desk.session = tills.current()
    return Recovered(
        desk.basket.head.transaction_id if desk.basket else None,
        desk.session.session_id if desk.session else None,
    )
