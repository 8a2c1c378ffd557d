"""Goods that come back without a receipt, as the presenter leads through it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pos_terminal.application.reasons import Reasons
from pos_terminal.domain.gtin import check_digit, verifier_digit
from pos_terminal.domain.item import Unit
from pos_terminal.domain.measured_label import LABELS_BY_COUNTRY, LabelPattern
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.rights import Action
from pos_terminal.domain.scan import read_scan
from pos_terminal.domain.tender import TenderType
from pos_terminal.domain.transaction import SnapshotKind
from pos_terminal.presentation.approval import Approval, ApprovalServices
from pos_terminal.presentation.find_panel import FindPanel
from pos_terminal.presentation.goods_back import GoodsBackPresenter, GoodsServices
from pos_terminal.presentation.goods_state import GoodsState
from pos_terminal.presentation.panels import ApprovalPanel, ChoicePanel, EntryPanel
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.return_panels import LinesPanel, RefundPanel
from pos_terminal.presentation.taking import TapGuard
from pos_terminal.presentation.words_question import WordsPanel
from tests.application.desk_of import Shop
from tests.application.fakes import each
from tests.application.test_scale_weighing import HeldScale, kilos
from tests.presentation.past_desk import BOSS
from tests.presentation.screens import AtOnce, RecordingNavigator, RecordingScreen

LATTE_CODE, APPLES_CODE = "4006381333931", "2100001000005"


class GoodsDesk:
    """A cashier is signed on, and a manager can approve."""

    def __init__(self) -> None:
        shop = self.shop = Shop().signed_on()
        shop.staff.people["30"] = BOSS
        shop.staff.pins["30"] = "246801"
        asking = (shop.desk, shop.approving, shop.tilling, AtOnce(), shop.clock.monotonic)
        self.approval = Approval(ApprovalServices(*asking))
        self.screen, self.navigator = RecordingScreen[GoodsState](), RecordingNavigator()
        self.scale = HeldScale(kilos("0.846", is_steady=False))
        services = GoodsServices(shop.receiptless, shop.selling, Reasons(), self.scale)
        guard = TapGuard(shop.clock.monotonic)
        self.goods = GoodsBackPresenter(services, self.approval, guard, self.screen, self.navigator)
        self.goods.entered()

    @property
    def lines(self) -> LinesPanel:
        panel = self.screen.state.panel
        assert isinstance(panel, LinesPanel)
        return panel

    @property
    def refund(self) -> RefundPanel:
        panel = self.screen.state.panel
        assert isinstance(panel, RefundPanel)
        return panel

    @property
    def number(self) -> WordsPanel:
        panel = self.screen.state.panel
        assert isinstance(panel, WordsPanel)
        return panel

    @property
    def found(self) -> FindPanel:
        panel = self.screen.state.panel
        assert isinstance(panel, FindPanel)
        return panel

    @property
    def notice(self) -> str:
        return self.screen.state.notice.text

    def asks(self, kind: type[object]) -> bool:
        return isinstance(self.screen.state.panel, kind)

    def press(self, keys: str) -> None:
        for key in keys:
            self.goods.key_pressed(key)

    def on(self) -> None:
        self.shop.clock.forward(1)
        self.goods.confirmed()

    def back(self) -> None:
        self.shop.clock.forward(1)
        self.goods.cancelled()

    def choose(self, key: str) -> None:
        self.shop.clock.forward(1)
        self.goods.chosen(key)

    def approve(self) -> None:
        for key in "246801":
            self.approval.key_pressed(key)
        self.approval.submitted()

    def quantities(self) -> list[tuple[str, str]]:
        return [(line.name, line.quantity) for line in self.lines.lines]


def labelled(text: str, patterns: Sequence[LabelPattern] = LABELS_BY_COUNTRY["DE"]) -> tuple[str, str]:
    """A label of these first twelve digits, and the code that its item may have in the catalog."""
    label = f"{text}{check_digit(text)}"
    return label, next(code for code, measure in read_scan(label, patterns).lookups() if measure)


def test_goods_are_scanned_and_what_they_cost_now_goes_back_with_a_reason_and_an_approval() -> None:
    here = GoodsDesk()
    here.goods.scanned(LATTE_CODE)
    here.goods.scanned(LATTE_CODE)
    assert here.quantities() == [("Latte", "2")]
    assert here.lines.refund == "9.74 back"
    here.on()
    here.choose("Damaged")
    assert (here.refund.amount, here.refund.chosen) == ("9.74", "Cash")
    here.choose("Gift Card")
    assert [(row.name, row.amount) for row in here.refund.rows] == [("Gift Card", "9.74")]
    assert here.shop.sales.records == []
    here.on()
    assert here.asks(ApprovalPanel)
    here.approve()
    done = here.shop.sales.records[-1].transaction
    assert (done.kind, done.is_receiptless) == (SnapshotKind.RETURNED, True)
    assert done.amendment is not None
    assert [(back.type, str(back.given.amount)) for back in done.amendment.refunds] == [("Gift Card", "9.74")]
    assert done.amendment.reason == "Damaged"
    assert here.shop.acts.entered[-1].action is Action.RETURN_WITHOUT_RECEIPT
    assert here.navigator.went == [Place.CHANGE]


def numbered(here: GoodsDesk, *others: TenderType) -> None:
    """The shop gives money back to gift cards, and by these others."""
    cards = TenderType("Gift Card", wants_number=True)
    here.shop.receiptless.rules = replace(here.shop.receiptless.rules, refunds=RefundRules((cards, *others)))


def test_money_goes_back_by_what_wants_no_number_until_a_card_is_chosen_and_named() -> None:
    here = GoodsDesk()
    numbered(here, TenderType("Cash", is_cash=True), TenderType("Voucher"))
    here.goods.scanned(LATTE_CODE)

    assert (here.lines.refund, here.notice) == ("4.87 back", "")
    here.on()
    here.choose("Damaged")
    assert (here.refund.chosen, len(here.refund.tenders)) == ("Cash", 3)
    here.choose("Gift Card")
    assert (here.number.title, here.number.can_confirm) == ("Gift Card: which number?", False)
    here.press("v-7")
    here.back()
    assert here.refund.chosen == "Cash"
    here.choose("Gift Card")
    here.press("v-77")
    assert here.number.text == "V-77"
    here.on()
    assert [(row.name, row.amount) for row in here.refund.rows] == [("Gift Card V-77", "4.87")]
    here.on()
    here.approve()
    done = here.shop.sales.records[-1].transaction
    assert done.amendment is not None
    assert [(back.type, back.number) for back in done.amendment.refunds] == [("Gift Card", "V-77")]


def test_a_shop_that_gives_back_to_gift_cards_alone_asks_for_the_card_before_the_money_goes() -> None:
    here = GoodsDesk()
    numbered(here)
    here.goods.scanned(LATTE_CODE)
    assert (here.lines.refund, here.notice) == ("4.87 back", "")
    here.on()
    here.choose("Damaged")
    assert here.refund.chosen == "Gift Card"
    here.on()
    here.goods.scanned("4111111111111111")
    assert here.notice.startswith("This looks like the number of a payment card")
    assert (here.number.text, here.number.can_confirm) == ("", False)
    here.goods.scanned("V" * 41)
    assert here.notice == "The number of a card or voucher has at most 40 characters. Look at it again."
    here.goods.scanned("600649000000123456")
    assert [row.name for row in here.refund.rows] == ["Gift Card …3456"]
    here.on()
    here.approve()
    assert here.shop.sales.records[-1].transaction.payments[0].number == "…3456"


def test_a_code_is_typed_a_weight_is_asked_for_and_another_price_was_paid() -> None:
    here = GoodsDesk()
    here.goods.finding.asked()
    here.goods.code_asked()
    here.press("4015")
    here.on()
    assert here.asks(EntryPanel)
    here.press("0.5")
    here.on()
    assert here.quantities() == [("Apples", "0.5")]
    assert here.lines.lines[0].detail == "2.99 / kg"
    here.goods.price_asked("0")
    here.press("2.00")
    here.on()
    assert here.lines.lines[0].detail == "2.00 / kg"
    assert here.lines.refund == "1.00 back"


def test_what_has_no_fixed_price_wants_what_was_paid() -> None:
    here = GoodsDesk()
    here.goods.scanned("gift")
    assert here.notice == "Gift has no fixed price. Say what was paid for it."
    assert (here.lines.can_confirm, here.lines.lines[0].detail) == (False, "Tap the pencil to say what was paid")
    here.goods.price_asked("0")
    here.press("7.5")
    here.on()
    assert here.lines.refund == "7.50 back"


def test_goods_are_found_by_a_category_or_by_words_and_a_tap_puts_them_among_the_others() -> None:
    here = GoodsDesk()
    finding = here.goods.finding
    here.goods.scanned(LATTE_CODE)
    finding.asked()
    finding.room_changed(20)
    assert {tile.name for tile in here.found.page.tiles} >= {"Latte", "Muffin", "Apples"}
    finding.words_changed("muf")
    assert [tile.name for tile in here.found.page.tiles] == ["Muffin"]
    finding.tapped("muffin")
    assert here.quantities() == [("Latte", "1"), ("Muffin", "1")]

    finding.asked()
    assert here.found.words == ""
    finding.words_submitted("apples")
    assert here.asks(EntryPanel)
    here.press("0.25")
    here.on()
    assert here.quantities()[-1] == ("Apples", "0.25")


def test_a_code_among_the_words_is_found_and_a_scan_goes_among_the_goods_meanwhile() -> None:
    here = GoodsDesk()
    here.goods.finding.asked()
    here.goods.finding.room_changed(20)
    here.goods.finding.words_submitted(LATTE_CODE)
    assert here.quantities() == [("Latte", "1")]
    here.goods.finding.asked()
    here.goods.scanned(LATTE_CODE)
    assert here.quantities() == [("Latte", "2")]
    here.goods.finding.asked()
    here.back()
    assert here.quantities() == [("Latte", "2")]


def test_a_weight_that_the_label_says_is_not_asked_for() -> None:
    here = GoodsDesk()
    label, code = labelled(f"280001{verifier_digit('01250')}01250")
    here.shop.put(each("pears", "3.00", unit=Unit.KG, barcodes=(code,)))
    here.goods.scanned(label)
    assert here.quantities() == [("Pears", "1.25")]


@pytest.mark.parametrize(
    ("cents", "price", "back"),
    [
        ("00499", "4.99 each", "4.99"),
        ("00333", "3.33 each", "3.33"),
        ("01077", "10.77 each", "10.77"),
        ("02801", "28.01 each", "28.01"),
        ("00500", "20.00 / kg", "5.00"),
    ],
)
def test_what_the_label_of_a_piece_says_goes_back_for_it(cents: str, price: str, back: str) -> None:
    here = GoodsDesk()
    label, code = labelled(f"220001{verifier_digit(cents)}{cents}")
    here.shop.put(each("cheese", "20.00", unit=Unit.KG, barcodes=(code,)))

    here.goods.scanned(label)

    assert (here.lines.lines[0].detail, here.lines.refund) == (price, f"{back} back")
    here.on()
    here.choose("Damaged")
    here.on()
    here.approve()
    amendment = here.shop.sales.records[-1].transaction.amendment
    assert amendment is not None
    assert [str(each.given.amount) for each in amendment.refunds] == [back]


def test_labelled_pieces_lie_in_lines_of_their_own_and_no_more_than_their_price_goes_back_for_them() -> None:
    here = GoodsDesk()
    labels = [labelled(f"220001{verifier_digit(cents)}{cents}") for cents in ("00499", "00333")]
    here.shop.put(each("cake", "4.00", barcodes=(labels[0][1],)))
    for code in (labels[0][0], "cake", labels[1][0], "cake"):
        here.goods.scanned(code)

    assert [(line.quantity, line.detail) for line in here.lines.lines] == [
        ("1", "4.99 each"),
        ("2", "4.00 each"),
        ("1", "3.33 each"),
    ]
    assert here.lines.refund == "16.32 back"
    here.goods.price_asked("0")
    here.press("5.00")
    here.on()
    assert here.notice.startswith("Cake costs 4.99 now.")


def test_as_many_as_the_label_counts_come_back() -> None:
    here = GoodsDesk()
    here.shop.selling.rules = replace(here.shop.selling.rules, labels=(LabelPattern.named("count 27.....{NNNNN}."),))
    label, code = labelled("271234500003", here.shop.selling.rules.labels)
    here.shop.put(each("rolls", "0.50", barcodes=(code,)))
    for _ in range(2):
        here.goods.scanned(label)

    assert (here.quantities(), here.lines.refund) == ([("Rolls", "6")], "3.00 back")


def test_the_last_one_less_takes_a_line_out_and_weighed_goods_at_once() -> None:
    here = GoodsDesk()
    here.goods.scanned(LATTE_CODE)
    here.goods.scanned(APPLES_CODE)
    here.press("0.3")
    here.on()
    here.goods.counted("1", -1)
    here.goods.counted("0", 1)
    assert here.quantities() == [("Latte", "2")]
    for _ in range(2):
        here.goods.counted("0", -1)
    assert (here.lines.lines, here.lines.can_confirm) == ((), False)


def test_more_than_the_shop_gives_back_is_told_before_anything_is_asked() -> None:
    here = GoodsDesk()
    here.goods.scanned(LATTE_CODE)
    here.goods.measure_asked("0")
    here.press("100")
    here.on()
    assert here.notice.startswith("Without a receipt the shop gives back 100.00")
    assert not here.lines.can_confirm


def test_every_step_has_a_way_back_to_the_sale_and_nothing_is_done() -> None:
    here = GoodsDesk()
    here.goods.scanned(LATTE_CODE)
    here.on()
    here.choose("Damaged")
    here.on()
    here.approval.cancelled()
    here.back()
    assert here.asks(ChoicePanel)
    here.goods.scanned(LATTE_CODE)
    assert here.notice == "Go back, or give the money back first. Then scan."
    here.back()
    assert here.quantities() == [("Latte", "1")]
    here.back()
    assert here.navigator.went == [Place.SALE]
    assert (here.shop.sales.records, here.shop.acts.entered) == ([], [])


def test_an_unknown_code_is_told_and_the_goods_stay() -> None:
    here = GoodsDesk()
    here.goods.scanned(LATTE_CODE)
    here.goods.scanned("99999999")
    assert here.notice.startswith("No item has the code 99999999.")
    assert here.quantities() == [("Latte", "1")]


def test_only_a_page_of_goods_is_drawn_and_all_are_reached() -> None:
    here = GoodsDesk()
    here.goods.room_changed(2)
    here.shop.put(each("tea", "1.00"))
    for code in ("latte", "muffin", "tea"):
        here.goods.scanned(code)
    assert here.quantities() == [("Tea", "1")]
    here.goods.page_turned(-1)
    assert here.quantities() == [("Latte", "1"), ("Muffin", "1")]
    assert (here.lines.page, here.lines.has_later) == ("Page 1 of 2", True)


def test_goods_that_are_weighed_are_weighed_on_the_scale_too() -> None:
    desk = GoodsDesk()
    desk.goods.scanned(APPLES_CODE)
    desk.goods.weighing.glanced()
    panel = desk.screen.state.panel
    assert isinstance(panel, EntryPanel)
    assert (panel.third, panel.can_third) == ("Scale: 0.846 kg, not steady", True)
    desk.goods.weighing.taken()
    assert "not steady yet" in desk.screen.state.notice.text
    desk.scale.reading = kilos("0.850")
    desk.goods.weighing.glanced()
    desk.goods.weighing.taken()
    assert [line.quantity for line in desk.lines.lines] == ["0.85"]
    desk.goods.measure_asked("0")
    desk.goods.cancelled()
    desk.goods.weighing.glanced()
    desk.goods.weighing.taken()
    assert len(desk.lines.lines) == 1


def test_what_is_counted_asks_no_scale() -> None:
    desk = GoodsDesk()
    desk.goods.scanned(LATTE_CODE)
    desk.goods.measure_asked("0")
    desk.goods.weighing.glanced()
    panel = desk.screen.state.panel
    assert isinstance(panel, EntryPanel)
    assert panel.third == ""
