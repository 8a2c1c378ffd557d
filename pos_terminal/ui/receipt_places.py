"""The places of the receipts, and of goods that come back without one, in the window."""

from pos_terminal.presentation.approval import Approval
from pos_terminal.presentation.goods_back import GoodsBackPresenter, GoodsServices
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.presentation.receipts import ReceiptsPresenter
from pos_terminal.presentation.taking import TapGuard
from pos_terminal.ui.screens.goods_back import GoodsBackView
from pos_terminal.ui.screens.receipts import ReceiptsView
from pos_terminal.ui.till_services import Placing, TillServices


def receipts_place(
    services: TillServices, placing: Placing, asked: Approval, guard: TapGuard, navigator: Navigator
) -> tuple[ReceiptsView, ReceiptsPresenter]:
    """The receipts; ``asked`` and ``guard`` are those of all places. Who builds it leads approvals to the view."""
    view = ReceiptsView(placing.look, cart_first=placing.cart_first)
    presenter = ReceiptsPresenter(services.past(), asked, guard, view, navigator)
    _connect_finding(view, presenter)
    _connect_giving(view, presenter)
    placing.window.add_place(Place.RECEIPTS, view)
    return view, presenter


def goods_place(
    services: TillServices, placing: Placing, asked: Approval, guard: TapGuard, navigator: Navigator
) -> tuple[GoodsBackView, GoodsBackPresenter]:
    """Goods that come back without a receipt; as `receipts_place`."""
    view, past = GoodsBackView(placing.look), services.past()
    goods = GoodsServices(past.receiptless, past.selling, past.reasons, past.scale)
    presenter = GoodsBackPresenter(goods, asked, guard, view, navigator)
    lines, entry = view.lines, view.entry
    lines.counted.connect(presenter.counted)
    lines.quantity_asked.connect(presenter.measure_asked)
    lines.price_asked.connect(presenter.price_asked)
    lines.page_asked.connect(presenter.page_turned)
    lines.room_changed.connect(presenter.room_changed)
    for keys in (entry.keypad.pressed, view.number.key_pressed):
        keys.connect(presenter.key_pressed)
    for chooser in (view.choice, view.refund):
        chooser.chosen.connect(presenter.chosen)
    for each in (lines, entry, view.refund, view.number):
        each.confirmed.connect(presenter.confirmed)
    for pane in (lines, view.finder, entry, view.choice, view.refund, view.number):
        pane.cancelled.connect(presenter.cancelled)
    view.notice.dismissed.connect(presenter.show)
    entry.third_asked.connect(presenter.weighing.taken)
    _connect_goods_finding(view, presenter)
    placing.window.add_place(Place.GOODS_BACK, view)
    return view, presenter


def _connect_goods_finding(view: GoodsBackView, presenter: GoodsBackPresenter) -> None:
    finding, find = presenter.finding, view.finder
    view.lines.all_asked.connect(finding.asked)
    find.keypad_asked.connect(presenter.code_asked)
    find.field.words_changed.connect(finding.words_changed)
    find.field.words_submitted.connect(finding.words_submitted)
    find.chips.chosen.connect(finding.category_chosen)
    find.grid.tapped.connect(finding.tapped)
    find.grid.room_changed.connect(finding.room_changed)
    find.page_asked.connect(finding.page_turned)


def _connect_finding(view: ReceiptsView, presenter: ReceiptsPresenter) -> None:
    receipts, card = view.receipts, view.card
    receipts.chosen.connect(presenter.row_tapped)
    receipts.page_asked.connect(presenter.page_turned)
    receipts.room_changed.connect(presenter.room_changed)
    receipts.find_asked.connect(presenter.find_asked)
    receipts.all_asked.connect(presenter.all_asked)
    receipts.left.connect(presenter.back_tapped)
    card.return_asked.connect(presenter.return_asked)
    card.void_asked.connect(presenter.void_asked)
    card.reprint_asked.connect(presenter.reprint_asked)
    card.gift_asked.connect(presenter.gift_asked)
    card.explain_asked.connect(presenter.explain_asked)
    view.report.chosen.connect(presenter.explained.chosen)
    view.report.left.connect(presenter.explained.left)
    card.notice.dismissed.connect(presenter.dismissed)


def _connect_giving(view: ReceiptsView, presenter: ReceiptsPresenter) -> None:
    giving, lines = presenter.giving, view.lines
    for keys in (view.entry.keypad.pressed, view.number.key_pressed):
        keys.connect(presenter.key_pressed)
    view.entry.second_asked.connect(presenter.second_asked)
    view.entry.third_asked.connect(presenter.third_asked)
    lines.counted.connect(giving.counted)
    lines.quantity_asked.connect(giving.quantity_asked)
    lines.all_asked.connect(giving.all_tapped)
    lines.page_asked.connect(giving.page_turned)
    lines.room_changed.connect(giving.room_changed)
    for chooser in (view.choice, view.refund):
        chooser.chosen.connect(giving.chosen)
    view.refund.exchange_asked.connect(giving.exchange_asked)
    view.number.second_asked.connect(giving.unread_tapped)
    for each in (view.entry, lines, view.refund, view.number):
        each.confirmed.connect(presenter.confirmed)
    for pane in (view.entry, view.choice, lines, view.refund, view.number):
        pane.cancelled.connect(presenter.cancelled)
