"""Printing what was printed already once more, marked as a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.acts import Deed
from pos_terminal.application.aftersale import sale_named
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.rights import Action
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from pos_terminal.application.authority import Authority
    from pos_terminal.application.ports import Sales
    from pos_terminal.domain.transaction import Transaction


class CopyQueue(Protocol):
    """Copies of what was printed already."""

    def copy(self, transaction_id: str) -> int:
        """Queue the next copy of a transaction's newest paper, durably; which one it is, from 1."""

    def gift(self, transaction_id: str) -> int:
        """Queue the next gift receipt, durably; 0 is the first, then the number of the copy."""

    def receipt(self, transaction_id: str, culture: str) -> int:
        """Queue the receipt of a sale that has none yet, durably: 0; else queue nothing, and say which copy is next."""


class Reprinting:
    """Queues copies of receipts and slips; the device worker prints them at its next look."""

    def __init__(self, sales: Sales, copies: CopyQueue, authority: Authority) -> None:
        self._sales = sales
        self._copies = copies
        self._authority = authority

    def reprint(self, code: str | None = None) -> tuple[Transaction, int]:
        """Print the last paper of a sale once more: its receipt, or the slip of what was done to it later.

        ``code`` is the sale's number or its receipt's code; None: of the sale that ended last. Gives the sale, and
        which copy it is. Raises BadArgument, NotAllowedNow where there is nothing to print, and ApprovalNeeded.
        """
        sale = sale_with_paper(self._sales, code)
        about = Message(
            "Another copy for sale {number} of {total}", number=sale.transaction_id, total=sale.totals.total
        )
        self._authority.allow(Action.REPRINT, Deed("", sale.transaction_id, about=about))
        return sale, self._copies.copy(sale.transaction_id)

    def receipt(self, sale: Transaction, culture: str = "") -> None:
        """Print the receipt of a sale that ended without one, because its shopper wants it, in a culture of their own.

        Raises NotAllowedNow where it was printed already: another one is a copy, and `reprint` prints it.
        """
        if self._copies.receipt(sale.transaction_id, culture):
            raise NotAllowedNow("The receipt was printed already. Ask for a copy.")

    def gift(self, code: str | None = None) -> tuple[Transaction, int]:
        """Print what a sale still holds, without prices and with a code to return it by, for whoever is given it.

        ``code`` as in `reprint`. Gives the sale, and 0 for its first gift receipt, else which copy it is. Raises
        BadArgument, NotAllowedNow where there is nothing to give, and ApprovalNeeded.
        """
        sale = sale_with_goods(self._sales, code)
        about = Message("Gift receipt of sale {number}", number=sale.transaction_id)
        self._authority.allow(Action.REPRINT, Deed("", sale.transaction_id, about=about))
        return sale, self._copies.gift(sale.transaction_id)


def sale_with_paper(sales: Sales, code: str | None = None) -> Transaction:
    """The sale with this number or receipt code that can be printed again; None: the one that ended last.

    Raises BadArgument for an unknown one, and NotAllowedNow where there is nothing to print.
    """
    sale = sales.last() if code is None else sale_named(sales, code)
    if sale is None:
        raise NotAllowedNow("Nothing was sold on this till yet.")
    if sale.is_voided and sale.amendment is None:
        raise NotAllowedNow(
            "Sale {sale} was given up before it was closed: it has no receipt.",
            sale=sale.transaction_id,
        )
    return sale


def sale_with_goods(sales: Sales, code: str | None = None) -> Transaction:
    """Such a sale of which the customer still has goods.

    Raises BadArgument for an unknown one, and NotAllowedNow where all went back, or nothing was sold.
    """
    sale = sale_with_paper(sales, code)
    if sale.is_voided or sale.is_receiptless or not sale.lines:
        raise NotAllowedNow("Nothing of sale {sale} is left that could be given away.", sale=sale.transaction_id)
    return sale
