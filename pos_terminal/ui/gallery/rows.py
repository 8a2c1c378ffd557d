"""The rows and lists of the gallery: figures of a sale and of a shop."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from pos_terminal.domain.report_sheet import ReportSheet, SheetRow
from pos_terminal.presentation.cart import CartRow
from pos_terminal.presentation.change import PaidRow
from pos_terminal.presentation.kiosk.state import KioskLine
from pos_terminal.presentation.member_state import CardTone, MemberBar, OfferAction, OfferCard
from pos_terminal.presentation.panels import ListRow
from pos_terminal.presentation.receipts_state import ReceiptRow as ReceiptFacts
from pos_terminal.presentation.receipts_state import RowTone
from pos_terminal.presentation.report_panel import ReportRow
from pos_terminal.presentation.return_panels import BackLine
from pos_terminal.presentation.tables_panel import TableState, TableTile
from pos_terminal.presentation.tiles import Chip, Tile, TilePage
from pos_terminal.presentation.worth import Saving
from pos_terminal.ui.gallery.exhibits import ROW_STATES, Exhibit, Ground, State, told, told_at_a_kiosk
from pos_terminal.ui.kiosk.goods_grid import GoodsGrid
from pos_terminal.ui.kiosk.line_list import LineList
from pos_terminal.ui.kiosk.line_row import LineRow
from pos_terminal.ui.widgets.back_row import BackRow
from pos_terminal.ui.widgets.cart_view import CartView
from pos_terminal.ui.widgets.figure_row import FigureRow
from pos_terminal.ui.widgets.item_finder import ItemFinder
from pos_terminal.ui.widgets.line_actions import LineActions
from pos_terminal.ui.widgets.list_row import ListRowButton
from pos_terminal.ui.widgets.member_bar import MemberBarButton
from pos_terminal.ui.widgets.offer_card import OfferCardButton
from pos_terminal.ui.widgets.offer_cards import OfferList, OfferStrip
from pos_terminal.ui.widgets.paged_rows import PagedRows
from pos_terminal.ui.widgets.paid_rows import PaidRows
from pos_terminal.ui.widgets.receipt_row import ReceiptRow
from pos_terminal.ui.widgets.report_body import ReportBody
from pos_terminal.ui.widgets.report_table import ReportTable
from pos_terminal.ui.widgets.table_map import TableMap
from pos_terminal.ui.widgets.tile_grid import TileGrid

_WIDE = 460
_WIDEST = 940
_ALE = CartRow("1", "2", "Pale ale", "4.50 each", "9.00", has_options=True)
_APPLES = CartRow("2", "kg", "Apples", "1.250 kg × 2.99", "3.74", is_weighed=True, saving=Saving("−0.50", "Ripe fruit"))
_TILES = (
    Tile("ale", "Pale ale", "4.50", "beer", "drinks", "× 2"),
    Tile("bun", "Cinnamon bun", "3.25", "cookie", "bread"),
)
_CHIPS = (Chip("all", "Top", "star", is_chosen=True), Chip("bread", "Bread", "bread"))
_HELD = ListRow("7", "Table 4", "Maya R. · 3:02 PM · 3 items", "13.26")
_OFFER = OfferCard("o1", "Two for one", "−4.50", "Available", "ticket", CardTone.OPEN, OfferAction.APPLY)
_CARDS = (
    _OFFER,
    OfferCard("o2", "10% off", "−1.30", "Reserved for this sale", "lock", CardTone.HELD, OfferAction.REMOVE),
    OfferCard("o3", "Free coffee", "−3.00", "Used", "check", CardTone.USED),
    OfferCard("o4", "Bread", "", "Spend 5.00 more", "lock", CardTone.SHUT),
    OfferCard("o5", "Cheese", "−2.00", "No answer", "alert-triangle", CardTone.DOUBTFUL, OfferAction.ASK),
)
_PAID = (PaidRow("credit-card", "Credit Card", "5.00"), PaidRow("cash", "Cash", "20.00"))
_FIGURES = (
    ReportRow("Taxes", is_title=True),
    ReportRow("Sales tax 8.25%", "0.93", detail="8.25% of 11.27", key="tax"),
    ReportRow("Over", "1.25", tone="danger"),
    ReportRow("Total", "12.20", is_total=True),
)
_TABLES = (
    TableTile("1", "Table 1", TableState.FREE),
    TableTile("4", "Table 4", TableState.WAITING, "42.80", "1 h 20 min", "Maya R."),
    TableTile("5", "Table 5", TableState.OPEN, "8.00", "5 min", "Ana L.", is_chosen=True),
)
_BASKET_LINE = KioskLine("1", "Pale ale", "2", "9.00", "beer", "drinks", "4.50 each")
_SHEET = ReportSheet(
    "Sales by hour",
    ("Amounts in USD",),
    ("Sales", "Amount"),
    1,
    tuple(
        SheetRow(f"{hour}", f"{hour}:00", (f"{hour}", f"{hour * 12}.50"), Decimal(hour) / 12, (Decimal(hour),) * 2)
        for hour in (9, 10, 11)
    ),
    ("30", "360.50"),
)


def _list_row(row: ListRowButton, _state: State) -> None:
    row.show_row(_HELD)


def _receipt(row: ReceiptRow, state: State) -> None:
    tone = RowTone.GONE if state is State.ERROR else RowTone.PLAIN
    fate = "Voided" if state is State.ERROR else "Closed · sent"
    facts = ReceiptFacts("1", "lane-1-QK7M-000004", "3:04 PM · Ana L. · 3 items", "13.26", fate, tone)
    row.show_sale(ReceiptFacts(*_facts(facts), is_chosen=True) if state is State.SELECTED else facts)


def _facts(row: ReceiptFacts) -> tuple[str, str, str, str, str, RowTone]:
    return row.transaction_id, row.name, row.detail, row.amount, row.fate, row.tone


def _member(bar: MemberBarButton, state: State) -> None:
    unsure = MemberBar("Ava Lindgren", "Not verified yet", is_verified=False)
    bar.show_bar(unsure if state is State.ERROR else MemberBar("Ava Lindgren", "1,240 points · Gold"))


def _offer(card: OfferCardButton, state: State) -> None:
    chosen = {State.SELECTED: _CARDS[1], State.ERROR: _CARDS[4]}
    card.show_card(chosen.get(state, _OFFER))
    card.setMinimumHeight(96)


def _figure(ground: Ground, state: State) -> QWidget:
    row = _FIGURES[2] if state is State.ERROR else _FIGURES[1]
    return FigureRow(ground.look, row, leads=True, last=False)


def _line_keys(ground: Ground, _state: State) -> QWidget:
    keys = LineActions(ground.look, ground.floor)
    keys.setMinimumSize(_WIDE, 68)
    keys.fit(_ALE)
    keys.show()
    return keys


def _cart(view: CartView, state: State) -> None:
    view.setMinimumHeight(240)
    view.show_rows((_ALE, _APPLES), "1" if state is State.SELECTED else "")


def _tiles(grid: TileGrid, _state: State) -> None:
    grid.setMinimumHeight(280)
    grid.show_tiles(_TILES)


def _finder(finder: ItemFinder, _state: State) -> None:
    finder.setMinimumHeight(420)
    finder.show_found(_CHIPS, TilePage(_TILES))


def _map(tables: TableMap, _state: State) -> None:
    tables.setMinimumHeight(180)
    tables.show_tiles(_TABLES)


def _offers(offers: OfferList, _state: State) -> None:
    offers.setMinimumHeight(560)
    offers.show_cards(_CARDS)


def _strip(strip: OfferStrip, _state: State) -> None:
    strip.setMinimumHeight(96)
    strip.show_cards(_CARDS)
    strip.show()


def _held(rows: PagedRows, _state: State) -> None:
    rows.setMinimumHeight(180)
    rows.show_rows((_HELD, ListRow("8", "lane-1-000002", "Ana L. · 3:10 PM · 1 item", "4.50")))


def _report(ground: Ground, _state: State) -> QWidget:
    return ReportBody(ground.look, _FIGURES)


def _table(table: ReportTable, _state: State) -> None:
    table.setMinimumHeight(260)
    table.show_sheet(_SHEET)


def _goods(grid: GoodsGrid, _state: State) -> None:
    grid.setMinimumHeight(260)
    grid.show_tiles(_TILES)


def _lines(lines: LineList, _state: State) -> None:
    lines.setMinimumHeight(220)
    lines.show_lines((_BASKET_LINE,))


ROWS = (
    Exhibit("ListRowButton", told(ListRowButton, _list_row), ROW_STATES, _WIDE),
    Exhibit("ReceiptRow", told(ReceiptRow, _receipt), (*ROW_STATES, State.SELECTED, State.ERROR), _WIDE),
    Exhibit("MemberBarButton", told(MemberBarButton, _member), (*ROW_STATES, State.ERROR), _WIDE),
    Exhibit("OfferCardButton", told(OfferCardButton, _offer), (*ROW_STATES, State.SELECTED, State.ERROR), _WIDE),
    Exhibit("FigureRow", _figure, (*ROW_STATES, State.ERROR), _WIDE),
    Exhibit("LineActions", _line_keys, (State.NORMAL, State.DISABLED), _WIDE),
    Exhibit(
        "BackRow",
        told(BackRow, lambda row, _: row.show_line(BackLine("1", "Pale ale", "2 left · 4.50", "1", True, True, True))),
        (State.NORMAL, State.DISABLED),
        _WIDE,
    ),
    Exhibit("CartView", told(CartView, _cart), (State.NORMAL, State.SELECTED), _WIDE),
    Exhibit("PagedRows", told(PagedRows, _held), width=_WIDE),
    Exhibit("PaidRows", told(PaidRows, lambda rows, _: rows.show_paid(_PAID)), width=_WIDE),
    Exhibit("ReportBody", _report, width=_WIDE),
    Exhibit("ReportTable", told(ReportTable, _table), width=_WIDE),
    Exhibit("TileGrid", told(TileGrid, _tiles), width=_WIDE),
    Exhibit("ItemFinder", told(ItemFinder, _finder), width=_WIDE),
    Exhibit("TableMap", told(TableMap, _map), width=_WIDEST),
    Exhibit("OfferList", told(OfferList, _offers), width=_WIDE),
    Exhibit("OfferStrip", told(OfferStrip, _strip), width=_WIDEST),
    Exhibit("LineRow", told_at_a_kiosk(LineRow, lambda row, _: row.show_line(_BASKET_LINE)), width=_WIDEST),
    Exhibit("LineList", told_at_a_kiosk(LineList, _lines), width=_WIDEST),
    Exhibit("GoodsGrid", told_at_a_kiosk(GoodsGrid, _goods), width=_WIDEST),
)
