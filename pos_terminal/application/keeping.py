"""Keeping the open sale on disk in step with the one on the desk."""

from collections.abc import Iterator
from contextlib import contextmanager

from pos_terminal.application.desk import Desk
from pos_terminal.application.ports import Baskets
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.errors import Refused


@contextmanager
def whole(basket: Basket) -> Iterator[None]:
    """A step of several parts: where one is refused, the sale is as it was before the first."""
    before = (dict(basket.lines), basket.discounts)
    try:
        yield
    except Refused:
        basket.go_back(*before)
        raise


def keep(desk: Desk, baskets: Baskets) -> None:
    """Store the step that was just taken on the open sale, and remember what it was before.

    Where the disk does not take it, the desk goes back to what is stored, and the refusal goes on to the operator.
    """
    store(desk, baskets)
    if desk.basket is not None:
        desk.past.note(desk.basket)


def store(desk: Desk, baskets: Baskets) -> None:
    """Store the open sale as it is. Where the disk does not take it, the desk goes back to what is stored."""
    if desk.basket is None:
        return
    try:
        baskets.save(desk.basket.take_change())
    except Refused:
        desk.basket = baskets.load()
        raise
