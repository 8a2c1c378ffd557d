"""The goods by category and the basket: one below the other on a high screen, side by side on a wide one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_terminal.presentation.kiosk.state import ChooseBody, KioskKey, Look
from pos_terminal.presentation.tiles import Chip
from pos_terminal.ui.kiosk.banner_button import BannerButton
from pos_terminal.ui.kiosk.basket_card import BasketCard
from pos_terminal.ui.kiosk.goods_grid import GoodsGrid
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.key_button import Form, stack_height
from pos_terminal.ui.kiosk.key_rows import KeyRows
from pos_terminal.ui.kiosk.words import Words
from pos_terminal.wording import _

_CHIPS_WIDTH, _CHIP = 196, 112
_BASKET_SHARE = 0.36
_EARLIER, _LATER = "earlier", "later"


class ChooseView(QWidget):
    """Draws a `ChooseBody`."""

    tapped = Signal(str)
    tile_tapped = Signal(str)
    category_chosen = Signal(str)
    page_turned = Signal(int)
    room_changed = Signal(int)
    counted = Signal(str, int)

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._banner = BannerButton(ink)
        self._tip = Words(ink, "body")
        self._finding = KeyRows(ink, Form.CENTRED)
        self._chips = KeyRows(ink, Form.BARE, height=_CHIP)
        self._grid = GoodsGrid(ink)
        self._none = Words(ink, "label", tone="secondary", centred=True)
        self._pages = KeyRows(ink, Form.CENTRED, height=88)
        self.basket = BasketCard(ink)
        self._chips_shown: tuple[Chip, ...] = ()
        self._chips_from = 0
        self._is_little = False
        self._connect()
        self._build()
        ink.changed.connect(self._space)
        self._space()

    def show_body(self, body: ChooseBody) -> None:
        """Draw this."""
        self._banner.show_banner(body.banner)
        self._tip.show_words("" if self._is_little else body.tip)
        self._finding.show_keys(body.keys, len(body.keys))
        self._chips_shown = body.chips
        self._show_chips()
        self._grid.show_tiles(body.page.tiles)
        self._none.show_words(body.page.empty_text)
        earlier = KioskKey(_EARLIER, _("Earlier"), "chevron-left", can_press=body.page.page > 0)
        later = KioskKey(_LATER, _("More"), "chevron-right", can_press=body.page.has_more)
        has_pages = body.page.page > 0 or body.page.has_more
        self._pages.show_keys((earlier, later) if has_pages else (), 2)
        self.basket.show_box(body.basket)

    def use_little_room(self, *, little: bool) -> None:
        """Whether only the goods, the basket and the keys are shown, because all of it has to be within reach."""
        if little != self._is_little:
            self._is_little = little
            self._banner.setVisible(not little)
            self._tip.setVisible(not little)
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._show_chips()

    def _connect(self) -> None:
        self._banner.tapped.connect(self.tapped)
        self._finding.tapped.connect(self.tapped)
        self._chips.tapped.connect(self._chip_tapped)
        self._grid.tapped.connect(self.tile_tapped)
        self._grid.room_changed.connect(self.room_changed)
        self._pages.tapped.connect(self._page_tapped)
        self.basket.tapped.connect(self.tapped)
        self.basket.counted.connect(self.counted)

    def _build(self) -> None:
        self._goods = QWidget()
        head = QHBoxLayout()
        head.addWidget(self._tip, 1)
        head.addWidget(self._finding)
        goods = QVBoxLayout()
        goods.addWidget(self._grid, 1)
        goods.addWidget(self._none)
        goods.addWidget(self._pages)
        row = QHBoxLayout()
        row.addWidget(self._chips, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(goods, 1)
        column = QVBoxLayout(self._goods)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._banner)
        column.addLayout(head)
        column.addLayout(row, 1)
        self._spaced = (head, goods, row, column)
        self._both = QGridLayout(self)
        self._both.setContentsMargins(0, 0, 0, 0)

    def _arrange(self) -> None:
        is_wide = self._ink.is_wide
        self._both.addWidget(self._goods, 0, 0)
        self._both.addWidget(self.basket, 0 if is_wide else 1, 1 if is_wide else 0)
        self._both.setRowStretch(0, 1)
        if is_wide:
            self.basket.setFixedWidth(round(self.width() * _BASKET_SHARE))
            self.basket.setMinimumHeight(0)
            self.basket.setMaximumHeight(16777215)
        else:
            self.basket.setMinimumWidth(0)
            self.basket.setMaximumWidth(16777215)
            lines = 1 if self._is_little else max(2, self.height() // self._ink.dp(560))
            self.basket.setFixedHeight(self.basket.high(lines))

    def _show_chips(self) -> None:
        """As many categories as are beside the goods, and a key to the others where there are more."""
        each = stack_height(self._ink, _CHIP) + self._ink.dp(16)
        free = self._goods.height() - (0 if self._is_little else self._banner.height()) - self._ink.dp(88 + 40)
        room = max(3, free // each)
        chips = self._chips_shown
        if len(chips) > room:
            start = self._chips_from if self._chips_from < len(chips) else 0
            shown = chips[start : start + room - 1]
            more = KioskKey(_LATER, _("More"), "chevron-down")
            self._chips.show_keys((*(_chip(each) for each in shown), more))
        else:
            self._chips_from = 0
            self._chips.show_keys(tuple(_chip(each) for each in chips))
        self._room = room

    def _chip_tapped(self, key: str) -> None:
        if key == _LATER:
            self._chips_from = (self._chips_from + self._room - 1) % max(1, len(self._chips_shown))
            if self._chips_from < self._room - 1:
                self._chips_from = 0
            self._show_chips()
        else:
            self.category_chosen.emit(key.removeprefix("category:"))

    def _page_tapped(self, key: str) -> None:
        self.page_turned.emit(1 if key == _LATER else -1)

    def _space(self) -> None:
        for layout in self._spaced:
            layout.setSpacing(self._ink.dp(16))
        self._both.setSpacing(self._ink.dp(20))
        self._arrange()
        self._chips.setFixedWidth(self._ink.dp(_CHIPS_WIDTH))


def _chip(chip: Chip) -> KioskKey:
    look = Look.MAIN if chip.is_chosen else Look.PLAIN
    return KioskKey(f"category:{chip.key}", chip.name, chip.icon, look=look)
