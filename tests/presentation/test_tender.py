from dataclasses import dataclass, field, replace

from pos_terminal.presentation.notice import NoticeKind
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.tender import TenderPresenter
from pos_terminal.presentation.tender_state import TenderState
from pos_terminal.presentation.words_question import WordsPanel
from tests.application.fakes import usd
from tests.presentation.sale_desk import SaleDesk
from tests.presentation.screens import RecordingScreen


@dataclass
class TenderDesk(SaleDesk):
    tender_screen: RecordingScreen[TenderState] = field(default_factory=RecordingScreen)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.sale.tile_tapped("muffin")
        till = (self.shop.desk, self.checkout)
        self.tender = TenderPresenter(till, self.taking, self.tender_screen, self.navigator)
        self.tender.entered()

    @property
    def drawn(self) -> TenderState:
        return self.tender_screen.state

    @property
    def asked(self) -> WordsPanel:
        panel = self.drawn.panel
        assert isinstance(panel, WordsPanel)
        return panel

    def numbers(self, kind: str) -> None:
        """From now on this tender is nothing without a number."""
        kinds = (replace(each, wants_number=each.name == kind) for each in self.checkout.rules.tenders)
        self.checkout.rules = replace(self.checkout.rules, tenders=tuple(kinds))

    def pay(self, kind: str, keys: str = "") -> None:
        self.shop.clock.forward(1)
        for key in keys:
            self.tender.key_pressed(key)
        self.tender.kind_tapped(kind)


def test_each_means_offers_the_balance_until_an_amount_is_typed() -> None:
    till = TenderDesk()
    assert {key.amount for key in till.drawn.keys} == {"3.52"}
    till.tender.key_pressed("2")
    assert {key.amount for key in till.drawn.keys} == {"2.00"}
    assert till.drawn.entry == "2"


def test_a_split_tender_shows_what_is_left_and_ends_by_itself() -> None:
    till = TenderDesk()
    till.pay("Gift Card", "2")
    assert till.drawn.left == "1.52"
    assert [(row.name, row.amount) for row in till.drawn.payments] == [("Gift Card", "2.00")]
    assert not till.drawn.is_typed
    till.pay("Cash", "5")
    finished = till.shop.desk.finished
    assert finished is not None
    assert finished.change_due == usd("3.48")
    assert till.navigator.went == [Place.CHANGE]


def test_each_part_can_be_given_back_before_the_end() -> None:
    till = TenderDesk()
    till.pay("Gift Card", "2")
    till.tender.payment_removed(till.drawn.payments[0].payment_id)
    assert till.drawn.payments == ()
    assert till.drawn.left == "3.52"


def test_more_than_is_due_is_refused_for_a_card_and_the_amount_stays() -> None:
    till = TenderDesk()
    till.pay("Credit Card", "9")
    assert till.drawn.notice.kind is NoticeKind.PROBLEM
    assert till.drawn.payments == ()
    assert till.drawn.entry == "9"


def test_a_scan_while_paying_goes_on_with_the_sale() -> None:
    till = TenderDesk()
    till.tender.scanned("4006381333931")
    assert till.navigator.scans == [(Place.SALE, "4006381333931")]


def test_the_first_quick_amount_is_what_is_due() -> None:
    till = TenderDesk()
    assert till.drawn.cash_keys[0].label == "3.52"
    till.shop.clock.forward(1)
    till.tender.cash_tapped(till.drawn.cash_keys[0].amount)
    assert till.navigator.went == [Place.CHANGE]


def test_without_anything_to_pay_the_sale_is_shown() -> None:
    till = TenderDesk()
    till.sale.removed()
    till.tender.entered()
    assert till.navigator.went == [Place.SALE]


def test_a_sale_that_was_paid_before_a_crash_can_only_be_closed() -> None:
    till = TenderDesk()
    till.shop.checkout.tender("Credit Card")
    till.tender.entered()
    assert [key.name for key in till.drawn.keys] == ["Close sale"]
    till.pay("Close sale")
    assert till.shop.desk.finished is not None
    assert till.navigator.went == [Place.CHANGE]


def test_a_gift_card_is_asked_for_its_number_which_is_typed_and_kept_as_far_as_it_may_be_shown() -> None:
    till = TenderDesk()
    till.numbers("Gift Card")
    till.pay("Gift Card", "2")
    assert (till.asked.title, till.asked.can_confirm) == ("Gift Card: which number?", False)
    till.tender.confirmed()
    assert not till.drawn.payments
    for key in "gc-200000012345":
        till.tender.key_pressed(key)
    assert till.asked.text == "GC-200000012345"
    till.tender.confirmed()
    assert [(row.name, row.amount) for row in till.drawn.payments] == [("Gift Card", "2.00")]
    assert (till.drawn.panel, till.drawn.left) == (None, "1.52")
    basket = till.shop.desk.basket
    assert basket is not None
    assert [each.number for each in basket.payments] == ["…2345"]


def test_a_voucher_that_is_scanned_pays_at_once_and_no_goods_are_looked_for() -> None:
    till = TenderDesk()
    till.numbers("Gift Card")
    till.pay("Gift Card")
    till.shop.clock.forward(1)
    till.tender.scanned("]C1V-77")
    finished = till.shop.desk.finished
    assert finished is not None
    assert [(each.type, each.number) for each in finished.payments] == [("Gift Card", "V-77")]
    assert till.navigator.scans == []


def test_a_payment_cards_number_is_refused_wiped_and_repeated_nowhere() -> None:
    till = TenderDesk()
    till.numbers("Gift Card")
    till.pay("Gift Card")
    till.shop.clock.forward(1)
    till.tender.scanned("4111111111111111")
    assert till.drawn.notice.text.startswith("This looks like the number of a payment card")
    assert (till.drawn.panel, till.drawn.payments) == (None, ())
    till.pay("Gift Card")
    assert till.asked.text == ""
    assert "4111" not in str(till.tender_screen.states)


def test_leaving_the_number_leads_back_to_the_means_of_payment_and_takes_nothing() -> None:
    till = TenderDesk()
    till.numbers("Gift Card")
    till.pay("Gift Card", "2")
    till.tender.key_pressed("7")
    till.tender.cancelled()
    assert (till.drawn.panel, till.drawn.entry, till.drawn.payments) == (None, "2", ())


def test_the_big_button_of_the_sale_takes_nothing_that_wants_a_number() -> None:
    till = TenderDesk()
    till.numbers("Credit Card")
    assert till.taking.card is not None
    assert till.taking.card.name == "Gift Card"


def test_change_that_the_drawer_should_not_hold_is_told_of_once_before_the_cash_is_taken() -> None:
    till = TenderDesk()
    till.shop.desk.session = till.shop.tilling.shift_for_sale(usd("0"))._replace(opening_float=usd("20.00"))
    till.shop.drawer = usd("20.00")
    till.pay("Cash", "50")
    told = "The drawer should hold 20.00 only, and the change is 46.48. Ask for less, or tap again."
    assert (till.drawn.notice.text, till.drawn.payments, till.drawn.entry) == (told, (), "50")
    till.pay("Cash", "")
    assert till.shop.desk.finished is not None
    assert till.shop.desk.finished.change_due == usd("46.48")


def test_change_that_is_there_and_a_drawer_that_nobody_counted_hold_nobody_up() -> None:
    for opening, drawer, amount in (("20.00", "20.00", "20"), ("0.00", "0.00", "50")):
        till = TenderDesk()
        till.shop.desk.session = till.shop.tilling.shift_for_sale(usd("0"))._replace(opening_float=usd(opening))
        till.shop.drawer = usd(drawer)
        till.pay("Cash", amount)
        assert till.shop.desk.finished is not None
