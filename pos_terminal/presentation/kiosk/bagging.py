"""The question for bags: once, before paying; none is what a shopper gets who taps on."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.kiosk.page import Act, Page
from pos_terminal.presentation.kiosk.state import Look
from pos_terminal.presentation.plain import brief
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.domain.item import Item
    from pos_terminal.presentation.kiosk.page import Stage
    from pos_terminal.presentation.kiosk.services import KioskServices

_MOST = 20


class Bagging:
    """Asks how many bags, where the shop has such."""

    def __init__(self, services: KioskServices, bag_item: str, stage: Stage) -> None:
        """``bag_item`` is the bag's item id; empty: nobody is asked."""
        self._services = services
        self._bag_item = bag_item
        self._stage = stage
        self._then: Callable[[], None] = stage.leave
        self._count = 0
        self._was_asked = False

    def begin(self) -> None:
        """The next shopper is asked anew."""
        self._count, self._was_asked = 0, False

    def first(self, then: Callable[[], None]) -> None:
        """Go on once bags were asked for."""
        self._then = then
        if self._was_asked or self._bag() is None:
            then()
        else:
            self._stage.ask(self._page)

    def _bag(self) -> Item | None:
        """The bag; none where the catalog has none, or it lies in the basket already."""
        basket = self._services.desk.basket
        if not self._bag_item or basket is None:
            return None
        if any(each.item_id == self._bag_item for each in basket.lines.values()):
            return None
        try:
            return self._services.selling.item(self._bag_item)
        except Refused:
            return None

    def _page(self) -> Page:
        bag = self._bag()
        price = amount_text(bag.price) if bag is not None else ""
        less = Act(_("One less"), partial(self._counted, -1), "minus", can_press=self._count > 0)
        more = Act(_("One more"), partial(self._counted, 1), "plus", can_press=self._count < _MOST)
        own = Act(_("I have my own bags"), self._own, "check")
        done = Act(_("Go on"), self._done, "arrow-right", look=Look.MAIN)
        sentence = _("{item}: {price} each", item=brief(bag.name) if bag is not None else "", price=price)
        title = _("Do you need a bag?")
        return Page(title, sentence, (less, more, own, done), "shopping-bag", columns=2, figure=str(self._count))

    def _counted(self, step: int) -> None:
        self._count = min(max(self._count + step, 0), _MOST)
        self._stage.redraw()

    def _own(self) -> None:
        self._count = 0
        self._done()

    def _done(self) -> None:
        self._was_asked = True
        if self._count:
            try:
                self._services.selling.add_item(self._bag_item, Decimal(self._count))
            except Refused:
                self._count = 0  # the shop stopped selling it: that is no reason to stop the shopper
        self._stage.leave()
        self._then()
