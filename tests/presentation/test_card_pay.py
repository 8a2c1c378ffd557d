"""A card on the payment terminal as the cashier sees it."""

from dataclasses import dataclass, field, replace

from pos_terminal.application.card_sale import CardSale, CardSalePorts
from pos_terminal.application.charging import ChargePorts, Charging
from pos_terminal.application.refused_refunds import RefusedRefunds
from pos_terminal.domain.card_charge import CardOutcome
from pos_terminal.domain.staff import Role
from pos_terminal.presentation.card_pay import ASK, CANCEL, CHARGED, NOT_CHARGED, CardPanel, CardPay, CardServices
from pos_terminal.presentation.notice import NoticeKind
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.tender import TenderPresenter
from pos_terminal.presentation.tender_state import TenderState
from pos_terminal.presentation.words_question import WordsPanel
from tests.application.charge_memory import MemoryCharges
from tests.bank import DECLINED, LOST, NEVER, Bank, Fate
from tests.presentation.sale_desk import SaleDesk
from tests.presentation.screens import RecordingScreen, WhenTold

CARD = "Credit Card"


@dataclass
class CardDesk(SaleDesk):
    """A till whose cards are taken on a terminal, which answers when the test says so."""

    bank: Bank = field(default_factory=Bank)
    waiting: WhenTold = field(default_factory=WhenTold)
    aside: WhenTold = field(default_factory=WhenTold)
    tender_screen: RecordingScreen[TenderState] = field(default_factory=RecordingScreen)

    def __post_init__(self) -> None:
        super().__post_init__()
        shop = self.shop
        kinds = tuple(replace(each, on_terminal=each.name == CARD) for each in self.checkout.rules.tenders)
        self.checkout.rules = replace(self.checkout.rules, tenders=kinds)
        self.charges = MemoryCharges()
        sale = CardSale(shop.desk, CardSalePorts(self.charges, shop.baskets, shop.sales))
        ports = ChargePorts(self.charges, self.bank, shop.ids, shop.clock, shop.authority)
        self.charging = Charging(shop.desk, self.checkout, sale, ports)
        self.refused = RefusedRefunds(self.charges, shop.authority, shop.clock, lambda: None)
        services = CardServices(shop.desk, self.charging, self.refused, self.waiting, self.aside, shop.clock.monotonic)
        self.card = CardPay(services, self.approval)
        self.taking.card_pay = self.card
        self.sale.tile_tapped("muffin")
        self.tender = TenderPresenter((shop.desk, self.checkout), self.taking, self.tender_screen, self.navigator)
        self.tender.entered()

    def pay(self, keys: str = "") -> None:
        self.shop.clock.forward(1)
        for key in keys:
            self.tender.key_pressed(key)
        self.tender.kind_tapped(CARD)

    @property
    def drawn(self) -> TenderState:
        return self.tender_screen.state

    @property
    def panel(self) -> CardPanel:
        panel = self.drawn.panel
        assert isinstance(panel, CardPanel)
        return panel

    def boss(self) -> None:
        assert self.shop.desk.operator is not None
        self.shop.desk.operator = replace(self.shop.desk.operator, role=Role.MANAGER)


def test_the_card_is_asked_for_with_its_amount_and_ends_the_sale_once_it_paid() -> None:
    till = CardDesk()
    till.pay()

    assert "3.52" in till.panel.title
    assert [each.key for each in till.panel.keys] == [CANCEL]
    till.waiting.end_all()
    assert till.shop.desk.finished is not None
    assert till.navigator.went[-1] is Place.CHANGE
    assert till.bank.taken == 352


def test_a_typed_amount_is_asked_for_and_the_rest_stays_due() -> None:
    till = CardDesk()
    till.pay("2")
    till.waiting.end_all()

    assert (till.drawn.left, till.drawn.entry, till.drawn.panel) == ("1.52", "1.52", None)
    assert [(row.name, row.amount) for row in till.drawn.payments] == [(CARD, "2.00")]


def test_a_card_that_pays_a_part_says_so() -> None:
    till = CardDesk(bank=Bank([Fate(approved=100)]))
    till.pay()
    till.waiting.end_all()

    assert till.drawn.notice.text == "The card paid 1.00. Take the rest."
    assert till.drawn.left == "2.52"


def test_a_declined_card_says_why_and_another_one_may_be_tried() -> None:
    till = CardDesk(bank=Bank([DECLINED]))
    till.pay()
    till.waiting.end_all()

    assert till.drawn.notice.kind is NoticeKind.PROBLEM
    assert "Insufficient funds" in till.drawn.notice.text
    till.pay()
    till.waiting.end_all()
    assert till.shop.desk.finished is not None


def test_cancelling_is_asked_in_another_thread_and_says_what_came_of_it() -> None:
    till = CardDesk(bank=Bank([Fate(CardOutcome.CANCELLED)]))
    till.pay()
    till.card.chosen(CANCEL)

    till.aside.end_all()
    till.waiting.end_all()

    assert till.bank.cancelled == till.bank.asked
    assert till.drawn.notice.text == "The card was not charged."


def test_a_card_in_doubt_is_asked_about_by_itself_until_it_is_known() -> None:
    till = CardDesk(bank=Bank([LOST], deaf=2))
    till.pay()
    till.waiting.end_all()
    assert till.panel.is_doubtful
    assert [each.key for each in till.panel.keys] == [ASK, CHARGED, NOT_CHARGED]

    for _ in range(12):
        till.shop.clock.forward(1)
        till.card.ticked()
        till.waiting.end_all()

    assert till.shop.desk.finished is not None
    assert (len(till.bank.asked), till.bank.taken) == (1, 352)


def test_nothing_is_scanned_or_taken_while_a_card_is_asked_for() -> None:
    till = CardDesk()
    till.pay()
    before = list(till.navigator.went)

    till.tender.scanned("4006381333931")
    till.tender.payment_removed("1")
    till.shop.clock.forward(1)
    till.taking.take(till.taking.types[0], None, lambda _: None)

    assert till.navigator.went[len(before) :] == [Place.TENDER]
    assert till.shop.desk.basket is not None
    assert len(till.shop.desk.basket.lines) == 1
    assert till.shop.desk.basket.payments == ()


def test_the_big_key_of_the_sale_leads_to_the_card() -> None:
    till = CardDesk()
    till.shop.clock.forward(1)
    kind = till.taking.card
    assert kind is not None

    till.taking.take(kind, None, lambda _: None)

    assert till.navigator.went[-1] is Place.TENDER
    assert till.card.is_pending


def test_that_nothing_was_charged_is_somebodys_word() -> None:
    till = CardDesk(bank=Bank([NEVER]))
    till.pay()
    till.waiting.end_all()

    till.card.chosen(NOT_CHARGED)
    assert till.approval.panel is not None
    till.approval.dropped()
    till.boss()
    till.card.chosen(NOT_CHARGED)

    assert till.drawn.panel is None
    assert [each.deed.details["choice"] for each in till.shop.acts.entered] == ["not charged"]


def test_that_it_was_charged_wants_the_code_of_the_terminals_receipt() -> None:
    till = CardDesk(bank=Bank([LOST]))
    till.boss()
    till.pay()
    till.waiting.end_all()

    till.card.chosen(CHARGED)
    assert isinstance(till.drawn.panel, WordsPanel)
    till.tender.cancelled()
    assert till.panel.is_doubtful
    till.card.chosen(CHARGED)
    for key in "042a":
        till.tender.key_pressed(key)
    asked = till.drawn.panel
    assert isinstance(asked, WordsPanel)
    assert asked.text == "042A"
    till.tender.confirmed()

    assert till.shop.desk.finished is not None
    assert till.shop.acts.entered[0].deed.details["choice"] == "charged"


def test_while_it_is_asked_what_became_of_a_card_the_doubt_stays_on_the_screen() -> None:
    till = CardDesk(bank=Bank([LOST]))
    till.pay()
    till.waiting.end_all()
    till.shop.clock.forward(5)
    till.card.ticked()

    till.card.chosen(ASK)
    till.shop.clock.forward(5)
    till.card.ticked()
    till.boss()
    till.card.chosen(NOT_CHARGED)

    assert len(till.waiting.waiting) == 1
    assert till.panel.is_doubtful
    assert "being asked" in till.drawn.notice.text
