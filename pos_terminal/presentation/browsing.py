"""Finding products by category, page and words; asks the catalog only when what is looked for changes."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from pos_terminal.application.selling import Selling
from pos_terminal.domain.basket import Line
from pos_terminal.domain.card_digits import has_card_number
from pos_terminal.domain.item import Item
from pos_terminal.presentation.category_art import category_art
from pos_terminal.presentation.figures import amount_text, quantity_text
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.tiles import Chip, Tile, TilePage
from pos_terminal.presentation.typed import LONGER_THAN_A_CODE
from pos_terminal.wording import _

TOP = ""
"""The key of the chip that stands for the whole catalog, most popular first."""

LATELY = "\0lately"
"""The key of the chip that stands for what was bought last; no category has such an id."""
_MOST_FOUND = 200
_MOST_BY_NAME = 1000
"""So many of a category's most popular goods are put in the order of their names."""


class Browsing:
    """What the grid looks at now: a category and page, or the words of a search. Both are remembered."""

    def __init__(self, selling: Selling, lately: Callable[[], Sequence[Item]] | None = None) -> None:
        """``lately`` gives what was bought last, the newest first; None: there is no chip for it."""
        self._selling = selling
        self._lately = lately
        self._chips: tuple[Chip, ...] = ()
        self._marked: tuple[str | None, tuple[Chip, ...]] = (None, ())
        self._tints: dict[str, str] = {}
        self._category = TOP
        self._page = 0
        self._words = ""
        self._room = 0
        self._items: list[Item] = []
        self._has_more = False
        self._tiles: dict[str, Tile] = {}
        self._is_read = False
        self._is_by_name = False
        self._edition: int | None = None

    @property
    def words(self) -> str:
        """What is searched for, or nothing."""
        return self._words

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The categories; none is chosen while words are searched for."""
        if not self._chips:
            self._read_categories()
        chosen = None if self._words else self._category
        if chosen != self._marked[0]:
            marked = [replace(chip, is_chosen=True) if chip.key == chosen else chip for chip in self._chips]
            self._marked = (chosen, tuple(marked))
        return self._marked[1]

    @property
    def found(self) -> list[Item]:
        """The items on the page."""
        self._read()
        return self._items

    def renew(self) -> bool:
        """Whether another catalog is in force than was shown: it is looked at anew, from the first page.

        Raises Refused where it cannot be read.
        """
        edition = self._selling.edition()
        if edition == self._edition:
            return False
        self._edition, self._page, self._is_read = edition, 0, False
        self._tints.clear()
        self._read_categories()
        if self._category not in {chip.key for chip in self._chips}:
            self._category = TOP
        return True

    def fit(self, room: int) -> None:
        """The grid holds this many tiles now."""
        if room != self._room:
            self._page = self._page * self._room // room if room else 0
            self._room = room
            self._is_read = False

    @property
    def is_by_name(self) -> bool | None:
        """Whether the category is shown from A to Z; None: what is shown now has one order alone."""
        return None if self._words or self._category in {TOP, LATELY} else self._is_by_name

    def order(self, *, by_name: bool) -> None:
        """Show categories from A to Z, or the most popular goods of each first."""
        self._is_by_name, self._page, self._is_read = by_name, 0, False

    def choose(self, category_id: str) -> None:
        """Look at a category from its first page, and search no more."""
        self._category, self._page, self._words = category_id, 0, ""
        self._is_read = False

    def search(self, words: str) -> None:
        """Look for words; none leads back to the category."""
        self._words, self._page = words.strip(), 0
        self._is_read = False

    def typed(self, words: str) -> bool:
        """Look for words as they are typed; whether they were a payment card's number, which is wiped at once.

        Numbers as short as an article's are looked for first, and judged once they are entered.
        """
        self.search(words)
        is_card = has_card_number(words, self._selling.rules.cards, LONGER_THAN_A_CODE) and not self.found
        if is_card:
            self.search("")
        return is_card

    def entered(self) -> None:
        """What is in the field was entered, and led to nothing: a payment card's number stays nowhere."""
        if has_card_number(self._words):
            self.search("")

    def turn(self, step: int) -> None:
        """A page back (-1) or on (+1)."""
        self._read()
        if step < 0 or self._has_more:
            self._page = max(0, self._page + step)
            self._is_read = False

    def page(self, lines: Iterable[Line]) -> TilePage:
        """The page in view, with what the cart holds of each product."""
        self._read()
        counts = self._counted(lines)
        tiles = tuple(self._tile(item, counts.get(item.item_id)) for item in self._items)
        nothing = _("Nothing is called “{words}”.", words=plain(self._words)) if self._words else _("No items here.")
        if has_card_number(self._words):
            nothing = _("Nothing has this number.")
        return TilePage(tiles, self._page, self._has_more, "" if tiles or not self._room else nothing)

    def _counted(self, lines: Iterable[Line]) -> dict[str, Decimal]:
        wanted = {item.item_id for item in self._items}
        counts: dict[str, Decimal] = {}
        for line in [line for line in lines if line.item_id in wanted]:
            pieces = Decimal(1) if line.is_weighed else line.quantity
            counts[line.item_id] = counts.get(line.item_id, Decimal(0)) + pieces
        return counts

    def _read(self) -> None:
        """Ask the catalog for the page and one item more, which tells whether there is another page."""
        if self._is_read or not self._room:
            return
        offset = self._page * self._room
        if self._words:
            found = self._selling.search(self._words, _MOST_FOUND)[offset : offset + self._room + 1]
        elif self._category == LATELY and self._lately is not None:
            found = list(self._lately())[offset : offset + self._room + 1]
        elif self.is_by_name:
            found = self._named()[offset : offset + self._room + 1]
        else:
            found = self._selling.items_in(self._category or None, offset, self._room + 1)
        self._has_more = len(found) > self._room
        self._items = found[: self._room]
        self._tiles.clear()
        self._is_read = True

    def _named(self) -> list[Item]:
        found = self._selling.items_in(self._category, 0, _MOST_BY_NAME)
        return sorted(found, key=_by_name)

    def _tile(self, item: Item, count: Decimal | None) -> Tile:
        held = f"× {quantity_text(count)}" if count else ""
        known = self._tiles.get(item.item_id)
        if known is None or known.count != held:
            known = self._drawn(item, held)
            self._tiles[item.item_id] = known
        return known

    def _drawn(self, item: Item, held: str) -> Tile:
        price = _("Enter price") if item.open_price else amount_text(item.price)
        return Tile(
            item_id=item.item_id,
            name=plain(item.name),
            price=f"{price} / {item.unit.value}" if item.is_weighed else price,
            art=item.image or "",
            tint=self._tints.get(item.category_id or "", self._tints.get(self._category, "home")),
            count=held,
            age=f"{item.minimum_age}+" if item.minimum_age else "",
        )

    def _read_categories(self) -> None:
        chips = [Chip(TOP, _("Top"), "star")]
        if self._lately is not None:
            chips.append(Chip(LATELY, _("Bought last"), "history"))
        for category in self._selling.categories():
            art = category_art(category)
            chips.append(Chip(category.category_id, plain(category.name), art.icon))
            for category_id in (category.category_id, *category.category_ids):
                self._tints[category_id] = art.tint
        self._chips = tuple(chips)
        self._marked = (None, self._chips)


def _by_name(item: Item) -> tuple[str, str]:
    """Where a name stands among others: accents count only between names that are alike without them."""
    parts = unicodedata.normalize("NFKD", item.name).casefold()
    return "".join(each for each in parts if not unicodedata.combining(each)), item.name
