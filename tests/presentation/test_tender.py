from dataclasses import dataclass, field

from pos_terminal.presentation.notice import NoticeKind
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.tender import TenderPresenter, TenderState
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
