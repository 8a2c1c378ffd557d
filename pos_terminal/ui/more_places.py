"""What is behind the key "More": each thing with the presenter that leads through it."""

from functools import partial

from pos_terminal.presentation.approval import Approval
from pos_terminal.presentation.card_refund_key import CardRefundKey
from pos_terminal.presentation.copying import Copying
from pos_terminal.presentation.explained_total import ExplainedTotal
from pos_terminal.presentation.held_paper import HeldPaper
from pos_terminal.presentation.more_actions import MoreAction
from pos_terminal.presentation.office_key import OfficeKey
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.ui.till_services import TillServices
from pos_terminal.wording import _


def more_actions(
    services: TillServices, sale: SalePresenter, approval: Approval, navigator: Navigator, explained: ExplainedTotal
) -> tuple[MoreAction, ...]:
    """All of it, in the order in which it is shown."""
    desk = services.desk
    copying = Copying(sale, services.reprinting, approval)
    office = OfficeKey(sale, lambda: services.office().office, approval, navigator)
    cards = CardRefundKey(sale, services.cards, approval)
    paper = HeldPaper(sale, services.source.printer_state, services.retry_paper)
    return (
        MoreAction(_("Explain total"), "info-circle", explained.asked, explained.can_ask),
        MoreAction(_("Receipts"), "receipt", partial(navigator.go, Place.RECEIPTS), lambda: True),
        MoreAction(
            _("Return without receipt"),
            "receipt-refund",
            partial(navigator.go, Place.GOODS_BACK),
            lambda: desk.basket is None,
        ),
        MoreAction(_("Print last receipt"), "printer", copying.last, lambda: desk.basket is None),
        MoreAction(_("Gift receipt of last sale"), "gift-card", copying.gift, lambda: desk.basket is None),
        MoreAction(_("Try the printer"), "printer-off", paper.asked, paper.has_any),
        MoreAction(_("Card refunds given back"), "credit-card", cards.tapped, cards.has_any),
        MoreAction(_("Manager's desk"), "key", office.tapped, partial(_is_office_near, services)),
    )


def _is_office_near(services: TillServices) -> bool:
    """A training has books of its own, and what is done at the manager's desk is real."""
    return services.desk.basket is None and not services.drawer().training.is_on
