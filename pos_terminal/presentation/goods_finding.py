"""Looking for goods that come back without a receipt, as products are found in a sale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pos_terminal.presentation.browsing import Browsing
from pos_terminal.presentation.notice import NOTHING, Notice
from pos_terminal.presentation.typed import card_notice

if TYPE_CHECKING:
    from pos_terminal.application.selling import Selling
    from pos_terminal.domain.item import Item


class Goods(Protocol):
    """The goods that come back, as far as somebody looks for more of them."""

    def find_asked(self, browsing: Browsing, /) -> None:
        """Look for something."""

    def found(self, item: Item, /) -> None:
        """Something was found that comes back."""

    def scanned(self, code: str, /) -> None:
        """A code was scanned, or typed."""

    def show(self, notice: Notice = NOTHING, /) -> None:
        """Draw the step, and tell this."""


class GoodsFinding:
    """Words, a category, a page; a tap puts the item among the goods, and the next search begins anew."""

    def __init__(self, goods: Goods, selling: Selling) -> None:
        self._goods = goods
        self._browsing = Browsing(selling)

    def asked(self) -> None:
        """Look for something."""
        self._browsing.search("")
        self._browsing.renew()
        self._goods.find_asked(self._browsing)

    def words_changed(self, words: str) -> None:
        """Words are typed."""
        self._goods.show(card_notice(was_card=self._browsing.typed(words)))

    def words_submitted(self, words: str) -> None:
        """Enter: the only item found, or a code."""
        self._browsing.search(words)
        found = self._browsing.found
        if len(found) == 1:
            self._goods.found(found[0])
        elif words.strip() and not found:
            self._browsing.entered()
            self._goods.scanned(words.strip())

    def category_chosen(self, key: str) -> None:
        """A chip was tapped."""
        self._browsing.choose(key)
        self._goods.show()

    def page_turned(self, step: int) -> None:
        """A page back (-1) or on (+1)."""
        self._browsing.turn(step)
        self._goods.show()

    def room_changed(self, room: int) -> None:
        """The grid holds this many tiles now."""
        self._browsing.fit(room)
        self._goods.show()

    def tapped(self, item_id: str) -> None:
        """An item was tapped."""
        found = (each for each in self._browsing.found if each.item_id == item_id)
        for item in found:
            self._goods.found(item)
