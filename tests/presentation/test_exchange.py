"""An exchange from the screen: goods that come back are a credit in the totals, and pay for others."""

from dataclasses import dataclass, field

from pos_terminal.application.standing import SpoolState
from pos_terminal.domain.printer_state import Proof
from pos_terminal.domain.transaction import SnapshotKind
from pos_terminal.presentation.change import ChangePresenter, ChangeServices, ChangeState, PaidRow
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.return_panels import RefundPanel
from pos_terminal.presentation.sale_state import TotalsBox
from tests.presentation.past_desk import PastDesk, sold
from tests.presentation.sale_desk import SaleDesk
from tests.presentation.screens import AtOnce, RecordingNavigator, RecordingScreen


@dataclass
class ExchangeDesk:
    """The receipts, the sale and the end of it on one desk; a muffin and a latte were sold for cash."""

    here: PastDesk = field(default_factory=PastDesk)
    spool: SpoolState = field(default_factory=lambda: SpoolState(waiting=False))

    def __post_init__(self) -> None:
        shop = self.here.shop
        self.number = sold(shop, "latte", "muffin")
        self.sale = SaleDesk(shop=shop)
        self.end = RecordingScreen[ChangeState]()
        services = ChangeServices(shop.desk, self.here.guard, AtOnce(), lambda: self.spool, lambda: None, lambda: None)
        self.change = ChangePresenter(services, self.end, RecordingNavigator())

    def begin(self, line_id: str) -> None:
        """The exchange of one line, approved."""
        here = self.here
        here.receipts.entered()
        here.receipts.row_tapped(self.number)
        here.receipts.return_asked()
        here.receipts.giving.counted(line_id, 1)
        here.on()
        here.choose("Wrong item")
        here.shop.clock.forward(1)
        here.receipts.giving.exchange_asked()
        here.approve()
        self.sale.sale.entered()

    @property
    def totals(self) -> TotalsBox:
        return self.sale.state.totals

    def ended(self) -> ChangeState:
        self.change.entered()
        return self.end.state


def test_what_comes_back_is_the_credit_of_a_new_sale_and_nothing_has_come_back_yet() -> None:
    desk = ExchangeDesk()
    desk.begin("1")
    assert desk.here.navigator.went == [Place.SALE]
    assert desk.totals.credit == "Goods back 4.87"
    assert desk.sale.state.left_to_pay == ""
    assert len(desk.here.shop.sales.records) == 1

    desk.sale.sale.tile_tapped("latte")
    desk.sale.sale.tile_tapped("muffin")
    assert (desk.totals.total, desk.sale.state.left_to_pay) == ("8.39", "3.52")
    assert desk.sale.state.pay_amount == "3.52"


def test_other_goods_are_paid_with_it_and_the_rest_with_money() -> None:
    desk = ExchangeDesk()
    desk.begin("1")
    desk.sale.sale.tile_tapped("latte")
    desk.sale.sale.tile_tapped("muffin")
    desk.here.shop.clock.forward(1)
    desk.sale.sale.pay_tapped()
    old, new = (each.transaction for each in desk.here.shop.sales.records[-2:])
    assert (old.transaction_id, old.kind, new.kind) == (desk.number, SnapshotKind.RETURNED, SnapshotKind.CLOSED)
    state = desk.ended()
    assert (state.headline, state.change) == ("Paid", "8.39")
    assert state.paid == (
        PaidRow("receipt-refund", "Goods back", "4.87"),
        PaidRow("credit-card", "Credit Card", "3.52"),
    )


def test_what_is_over_is_told_before_it_is_closed_and_shown_large_after() -> None:
    desk = ExchangeDesk()
    desk.begin("1")
    desk.sale.sale.tile_tapped("muffin")
    assert (desk.totals.credit, desk.totals.give_back) == ("Goods back 4.87", "1.35")
    assert (desk.sale.state.pay_amount, desk.sale.state.hold.can_press) == ("1.35 back", False)
    assert (desk.sale.state.left_to_pay, desk.sale.state.pay_label) == ("0.00", "Close sale")
    desk.here.shop.clock.forward(1)
    desk.sale.sale.pay_tapped()
    state = desk.ended()
    assert (state.headline, state.change, state.has_change) == ("Give back", "1.35", True)
    assert state.paid == (PaidRow("cash", "Cash", "1.35"),)


def test_an_exchange_that_is_voided_leaves_the_first_sale_as_it_was() -> None:
    desk = ExchangeDesk()
    desk.begin("1")
    desk.sale.answers.void_asked()
    desk.sale.answers.confirmed()
    desk.here.receipts.entered()
    desk.here.receipts.row_tapped(desk.number)
    assert [each.fate for each in desk.here.state.receipts.rows] == ["Closed · waiting"]


def test_both_sales_tell_of_the_exchange_later() -> None:
    desk = ExchangeDesk()
    desk.begin("1")
    desk.sale.sale.tile_tapped("muffin")
    desk.here.shop.clock.forward(1)
    desk.sale.sale.pay_tapped()
    new = desk.here.shop.sales.records[-1].transaction.transaction_id
    receipts = desk.here.receipts
    receipts.entered()
    receipts.row_tapped(desk.number)
    card = desk.here.state.card
    assert card is not None
    assert card.given_back == f"Cash 1.35, 3.52 for goods of {new} by Ana L. (Wrong item)"
    receipts.row_tapped(new)
    card = desk.here.state.card
    assert card is not None
    assert card.paid == f"Cash 3.52 by goods of {desk.number}"


def test_a_void_offers_no_exchange() -> None:
    here = PastDesk()
    number = sold(here.shop, "latte")
    here.receipts.entered()
    here.receipts.row_tapped(number)
    here.receipts.void_asked()
    here.choose("Rung up twice")
    panel = here.state.panel
    assert isinstance(panel, RefundPanel)
    assert panel.exchange == ""
    here.shop.clock.forward(1)
    here.receipts.giving.exchange_asked()
    assert here.shop.desk.basket is None


def test_the_paper_of_the_sale_is_not_taken_for_that_of_what_came_back() -> None:
    desk = ExchangeDesk()
    shop = desk.here.shop
    desk.ended()
    desk.spool = SpoolState(waiting=False, recent=((desk.number, Proof.PRINTED),))
    desk.change.ticked()
    assert desk.end.state.receipt.text != "Receipt is being printed"
    shop.desk.approver = shop.staff.people["30"]
    shop.postvoiding.void_closed(desk.number, "Rung up twice")
    assert desk.ended().receipt.text == "Receipt is being printed"
    desk.change.ticked()
    assert desk.end.state.receipt.text == "Receipt is being printed"
    desk.spool = SpoolState(waiting=False, recent=((desk.number, Proof.PRINTED), (desk.number, Proof.PRINTED)))
    desk.change.ticked()
    assert desk.end.state.receipt.text != "Receipt is being printed"
