"""The kitchen from the screen: send it what is new of the open sale, or print once more what it was told."""

from pos_terminal.application.desk import Desk
from pos_terminal.application.kitchen import Kitchen
from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.wording import _, ngettext


class KitchenSending:
    """Sends, and says how much goes out; the paper itself is the kitchen's printers' to see to."""

    def __init__(self, sale: SalePresenter, desk: Desk, kitchen: Kitchen) -> None:
        self._sale = sale
        self._desk = desk
        self._kitchen = kitchen

    @property
    def is_there(self) -> bool:
        """Whether the shop has a kitchen."""
        return self._kitchen.is_there

    def can_send(self) -> bool:
        """Whether there is an open sale with something in it."""
        return self._desk.basket is not None and bool(self._desk.basket.lines)

    def asked(self) -> None:
        """Send what is new of the open sale."""
        try:
            papers = self._kitchen.send()
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
        else:
            self._sale.show(Notice(_sent(papers)))

    def again(self) -> None:
        """Print all that the kitchen was told of the open sale, or of the one that ended last."""
        try:
            transaction_id, papers = self._kitchen.again()
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
        else:
            self._sale.show(Notice(_("Order of sale {sale}: {sent}", sale=transaction_id, sent=_sent(papers))))


def _sent(papers: int) -> str:
    return ngettext("{count} paper goes to the kitchen.", "{count} papers go to the kitchen.", papers, count=papers)
