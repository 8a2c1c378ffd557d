"""The product grid and its categories as the screen draws them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tile:
    """One product: `art` and `tint` name bundled art and a category's colours, `count` is what the cart holds of it."""

    item_id: str
    name: str
    price: str
    art: str = ""
    tint: str = ""
    count: str = ""
    age: str = ""


@dataclass(frozen=True, slots=True)
class TilePage:
    """A page of tiles; `page` counts from 0; `empty_text` says why there are none."""

    tiles: tuple[Tile, ...] = ()
    page: int = 0
    has_more: bool = False
    empty_text: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A category to choose from."""

    key: str
    name: str
    icon: str
    is_chosen: bool = False
