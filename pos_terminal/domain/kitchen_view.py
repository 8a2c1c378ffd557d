"""What a paper for the kitchen has to say: no price is among it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KitchenDish:
    """A dish with how much of it; ``words``: ``2 × Burger``."""

    words: str
    modifiers: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class KitchenContext:
    """All that a kitchen printer prints of a sale at a time.

    Attributes:
        title: an order, or the change of one, with its number within the sale.
        station: the printer's name.
        places: the table, the guests and the channel, each a line.
        time: in the store's own time.
        added: what is to be made.
        cancelled: what is not wanted any more.
        copy_number: 0 on the original, then 1 for the first copy.
    """

    title: str
    station: str
    places: tuple[str, ...]
    time: str
    done_by: str
    transaction_id: str
    added: tuple[KitchenDish, ...] = ()
    cancelled: tuple[KitchenDish, ...] = ()
    copy_number: int = 0
