"""The basket as a kiosk draws it: beside the goods, and line by line where it is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.cart import CartRow, CartRows, pieces_text
from pos_terminal.presentation.category_art import category_art
from pos_terminal.presentation.figures import amount_text, points_text
from pos_terminal.presentation.kiosk.state import BasketBox, KioskLine, Sum
from pos_terminal.presentation.worth import savings
from pos_terminal.wording import _

if TYPE_CHECKING:
    from pos_terminal.domain.basket import Basket
    from pos_terminal.presentation.kiosk.services import KioskServices
    from pos_terminal.presentation.kiosk.state import KioskKey


class KioskBasket:
    """Draws the open sale; pictures of goods are looked up once a line."""

    def __init__(self, services: KioskServices, *, may_remove: bool) -> None:
        """``may_remove``: shoppers take lines out themselves."""
        self._services = services
        self._may_remove = may_remove
        self._rows = CartRows(lambda _item_id: False)
        self._art: dict[str, tuple[str, str]] = {}

    def box(self, main: KioskKey) -> BasketBox:
        """The basket beside the goods, newest line first."""
        basket = self._services.desk.basket
        if basket is None or not basket.lines:
            empty = _("Your basket is empty")
            return BasketBox(_("Your basket"), "", "", (), _("Total"), "", main, empty)
        lines = self.lines(basket)
        discount = basket.totals.discount
        saving = _("You save {amount}", amount=amount_text(discount)) if discount.minor else ""
        total = amount_text(basket.totals.total)
        return BasketBox(_("Your basket"), _pieces(basket), saving, lines[::-1], _("Total"), total, main)

    def lines(self, basket: Basket) -> tuple[KioskLine, ...]:
        """Every line with its modifiers, oldest first."""
        rows = self._rows.rows(basket.lines, savings(basket, ()))
        return tuple(self._line(basket, row) for row in rows)

    def sums(self, basket: Basket) -> tuple[Sum, ...]:
        """What it comes to, and what the member has to spend."""
        totals = basket.totals
        sums = [Sum(_("Subtotal"), amount_text(totals.subtotal + totals.discount))]
        if totals.discount.minor:
            sums.append(Sum(_("You save"), amount_text(totals.discount)))
        sums.append(Sum(_("Tax"), amount_text(totals.tax_total + totals.tax_included)))
        visit = self._services.desk.visit
        if visit is not None and visit.member.points is not None:
            sums.append(Sum(_("Your points"), points_text(visit.member.points)))
        sums.append(Sum(_("Total"), amount_text(totals.total), is_total=True))
        return tuple(sums)

    def _line(self, basket: Basket, row: CartRow) -> KioskLine:
        line = basket.lines[row.line_id]
        art, tint = self._picture(line.item_id)
        detail = " · ".join(part for part in (row.detail, row.saving.words if row.saving else "") if part)
        is_last = line.quantity <= 1 or row.is_weighed
        return KioskLine(
            row.line_id,
            row.name,
            row.quantity,
            row.amount,
            art,
            tint,
            detail,
            can_less=self._may_remove or not is_last,
            can_more=not row.is_weighed and line.age_outcome is None,
        )

    def _picture(self, item_id: str) -> tuple[str, str]:
        if item_id not in self._art:
            try:
                item = self._services.selling.item(item_id)
            except Refused:
                return "", "home"
            tints: dict[str, str] = {}
            for category in self._services.selling.categories():
                tint = category_art(category).tint
                tints |= dict.fromkeys((category.category_id, *category.category_ids), tint)
            self._art[item_id] = (item.image or "", tints.get(item.category_id or "", "home"))
        return self._art[item_id]


def _pieces(basket: Basket) -> str:
    return pieces_text(sum(each.pieces for each in basket.lines.values() if each.modifies_line_id is None))
