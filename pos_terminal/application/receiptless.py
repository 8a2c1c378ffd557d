"""Taking goods back without a receipt: as much as the shop's policy says, by the tenders that it names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_terminal.application.acts import Deed
from pos_terminal.application.aftersale import refund_words
from pos_terminal.application.pieces import Pieces
from pos_terminal.application.records import NeverOpen
from pos_terminal.application.serials import kept_serial, refuse_numberless, refuse_twin
from pos_terminal.domain.batch import NO_BATCH, Batch
from pos_terminal.domain.errors import BadArgument, NotAllowedNow, UnknownItem
from pos_terminal.domain.item import Unit
from pos_terminal.domain.receiptless import money_back, taken_back
from pos_terminal.domain.refunding import RefundTo
from pos_terminal.domain.rights import Action
from pos_terminal.domain.tender import tender_named
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from pos_terminal.application.aftersale import AfterSale
    from pos_terminal.application.opening import Opening
    from pos_terminal.application.ports import Catalog
    from pos_terminal.domain.amendment import Refund
    from pos_terminal.domain.basket import Basket, BasketChange
    from pos_terminal.domain.item import Item
    from pos_terminal.domain.money import Money
    from pos_terminal.domain.refunding import RefundRules
    from pos_terminal.domain.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ReceiptlessRules:
    """The shop's policy; that it takes nothing back without a receipt is a matter of rights (`NEVER`).

    ``refunds`` has the tenders that money goes back by, the usual one first. More than ``limit`` wants another right,
    more than ``most`` nobody gives back. None: no such limit. ``above_price``: whether more may be given back for an
    item than it costs now.
    """

    refunds: RefundRules
    limit: Money | None = None
    most: Money | None = None
    above_price: bool = False


@dataclass(frozen=True, slots=True)
class Goods:
    """What somebody brings: so much of an item; ``unit_price`` None: at the price that it has now.

    ``label_price`` is what a piece with a label of its own costs, whatever the catalog says; also of weighed goods.
    ``serial`` is the piece's own number, scanned or typed, where the item has some.
    """

    item_id: str
    quantity: Decimal
    unit_price: Money | None = None
    label_price: Money | None = None
    serial: str | None = None

    @property
    def batch(self) -> Batch:
        """Which piece it is. Raises BadArgument for what is no serial number."""
        return Batch(serial=kept_serial(self.serial)) if self.serial else NO_BATCH


class ReceiptlessReturns:
    """Takes goods back that no sale of this terminal is known of.

    Nothing is open meanwhile: the return is a transaction of its own, on disk whole or not at all.
    """

    def __init__(self, ground: AfterSale, opening: Opening, catalog: Catalog, rules: ReceiptlessRules) -> None:
        self._ground = ground
        self._opening = opening
        self._catalog = catalog
        self.rules = rules
        self._pieces = Pieces(ground.sales, ground.tilling.store_time.business_day)

    def take_back(self, goods: Sequence[Goods], reason: str, tender: str | RefundTo | None = None) -> Transaction:
        """Take these goods back, and give back what they would cost now, taxes included.

        ``tender`` None: the first that the shop gives money back by and that wants no number; with a number, to that
        card or voucher. Raises BadArgument for goods, reasons and tenders that cannot be meant, UnknownItem,
        NotAllowedNow for more than the shop gives back or while a sale is open, and ApprovalNeeded.
        """
        ground = self._ground
        ground.refuse_open_sale()
        reason = ground.reasons.given("return_items", Message("Taking goods back without a receipt"), reason)
        basket = self._opening.coming()
        steps = self._put(basket, goods, reason)
        total = basket.totals.total
        refund = self._refund(total, tender)
        self.rules.refunds.refuse_numberless(RefundTo(refund.type, refund.number))
        lines = {line.item_id: f"{line.quantity:f}" for line in basket.lines.values()}
        would = taken_back(basket, refund, ground.tilling.now(), ground.unapproved(reason))
        to = {"tender": refund.type} | ({"number": refund.number} if refund.number else {})
        details = {"total": str(total)} | to | lines
        deed = Deed(
            reason,
            basket.head.transaction_id,
            details,
            about=Message("{refund}, without a receipt", refund=refund_words(would)),
        )
        actions = [*self._actions(total), *ground.refund_actions([], would)]
        amendment = ground.allowed(actions, deed)
        never_open = NeverOpen(self._opening.take(), steps)
        returned = taken_back(basket, refund, ground.tilling.now(), amendment)
        return ground.ending.write(returned, sends=True, prints=True, never_open=never_open)

    def refund(self, goods: Sequence[Goods], tender: str | RefundTo | None = None) -> Refund:
        """What `take_back` would give back, and by which tender; nothing is done.

        Raises as it does, unapproved, but wants no number yet.
        """
        self._ground.refuse_open_sale()
        basket = self._opening.coming()
        self._put(basket, goods, "")
        return self._refund(basket.totals.total, tender)

    def _put(self, basket: Basket, goods: Sequence[Goods], reason: str) -> tuple[BasketChange, ...]:
        """Put the goods into the sale that they would be; what each of them changed in it."""
        if not goods:
            raise BadArgument("Nothing was said to come back. Name its items, and how much of each.")
        steps = []
        for each in goods:
            item = self._item(each)
            price = item.price if each.unit_price is None else each.unit_price
            refuse_numberless(item, each.batch)
            line = basket.add(item, each.quantity, price if item.open_price else None, batch=each.batch)
            refuse_twin(basket, line)
            self._pieces.refuse_known(line)
            if price != line.unit_price:
                basket.put(line.with_price(price, reason, basket.policy))
            steps.append(basket.take_change())
        return tuple(steps)

    def _item(self, goods: Goods) -> Item:
        """What comes back; it need not be sold any more."""
        item = self._catalog.item(goods.item_id)
        if item is None:
            raise UnknownItem(goods.item_id)
        if item.is_modifier:
            raise BadArgument("{item} is sold with another item only, and comes back with it.", item=item.name)
        if goods.label_price is not None:
            item = replace(item, unit=Unit.EACH, price=goods.label_price, open_price=False)
        if item.open_price and goods.unit_price is None:
            raise BadArgument("{item} has no fixed price. Say what was paid for it.", item=item.name)
        if goods.unit_price is not None and goods.unit_price.minor < 0:
            raise BadArgument("A price cannot be below zero.")
        self._refuse_above(item, goods.unit_price)
        return item

    def _refuse_above(self, item: Item, price: Money | None) -> None:
        if price is None or item.open_price or self.rules.above_price or price <= item.price:
            return
        raise NotAllowedNow(
            "{item} costs {price} now. Without a receipt no more is given back for it. Lower the price.",
            item=item.name,
            price=item.price,
        )

    def _refund(self, total: Money, tender: str | RefundTo | None) -> Refund:
        """What is handed over, and by what."""
        rules, most = self.rules.refunds, self.rules.most
        if total.minor <= 0:
            raise BadArgument("These goods are worth nothing: there is no money to give back for them.")
        if most is not None and total > most:
            raise NotAllowedNow(
                "Without a receipt the shop gives back {most} at most, and this comes to {total}. Ask for one.",
                most=most,
                total=total,
            )
        to = self._ground.wanted((rules.numberless or rules.tenders)[0].name if tender is None else tender)
        kind = tender_named(rules.tenders, to.tender)
        if kind is None or kind.on_terminal:  # a payment terminal gives back only what a card has paid here
            known = ", ".join(each.name for each in rules.tenders if not each.on_terminal) or "—"
            raise BadArgument(
                "Without a receipt the shop gives nothing back by {tender}. It has: {known}.",
                tender=repr(to.tender),
                known=known,
            )
        return money_back(total, kind, rules, to.number)

    def _actions(self, total: Money) -> list[Action]:
        limit = self.rules.limit
        over = limit is not None and total > limit
        return [Action.RETURN_WITHOUT_RECEIPT, *([Action.RETURN_OVER_LIMIT] if over else [])]
