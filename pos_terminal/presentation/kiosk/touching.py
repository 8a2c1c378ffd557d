"""What a shopper does at a kiosk: taps, keys and scans, and what happens while they do nothing."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.kiosk.choosing import FIND, ORDER
from pos_terminal.presentation.kiosk.drawing import BACK, CHECK, CHECKED, SPEAK, START
from pos_terminal.presentation.kiosk.greeting import MEMBER
from pos_terminal.presentation.kiosk.rewarding import OFFER
from pos_terminal.presentation.kiosk.step import Step
from pos_terminal.presentation.notice import problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.kiosk.kiosk import Kiosk
    from pos_terminal.presentation.notice import Notice

SETTLES_SECONDS = 0.3
"""What became tappable just now takes no tap: that was meant for what was there before."""
_SHOPPING = frozenset({Step.ATTRACT, Step.CHOOSE, Step.CHECK})


class Touching:
    """Hears everything that is done at the kiosk."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self._services = kiosk.services
        self._steps: dict[str, Callable[[], None]] = {
            START: partial(kiosk.go_to, Step.CHOOSE),
            BACK: partial(kiosk.go_to, Step.CHOOSE),
            FIND: kiosk.choosing.find,
            ORDER: kiosk.choosing.ordered,
            MEMBER: partial(kiosk.greeting.asked, kiosk.leave),
            CHECK: kiosk.check_asked,
            CHECKED: kiosk.pay_asked,
        }

    def tapped(self, key: str) -> None:
        """A key of the body or of the foot; a second tap of a hurried finger is dropped."""
        kiosk = self._kiosk
        if self._services.monotonic() - kiosk.changed_at < SETTLES_SECONDS:
            return
        page = kiosk.page()
        self._touched()
        if page is not None and key.isdecimal():
            page.tapped(key)
            kiosk.redraw()
        elif key.startswith(OFFER):
            kiosk.rewarding.tapped(key)
        elif key.startswith(SPEAK):
            kiosk.helping.spoken(key.removeprefix(SPEAK))
        elif key in self._steps:
            self._steps[key]()
        else:
            kiosk.helping.tapped(key)

    def scanned(self, code: str) -> None:
        """A code; the first one begins the purchase and is in the basket already."""
        kiosk = self._kiosk
        page = kiosk.page()
        self._touched()
        wearer = self._services.self_service.wearer(code)
        if wearer is not None:
            kiosk.attending.badged(wearer)
        elif page is not None and page.scans is not None:
            page.scans(code)
        elif kiosk.step in _SHOPPING and not self._services.self_service.is_attended:
            kiosk.scanned(code)

    def tile_tapped(self, item_id: str) -> None:
        """A picture."""
        self._touched()
        self._kiosk.choosing.tapped(item_id)

    def category_chosen(self, key: str) -> None:
        """A category."""
        self._touched()
        self._kiosk.choosing.browsing.choose(key)
        self._kiosk.redraw()

    def page_turned(self, step: int) -> None:
        """A page of pictures back (-1) or on (+1)."""
        self._touched()
        self._kiosk.choosing.browsing.turn(step)
        self._kiosk.redraw()

    def room_changed(self, room: int) -> None:
        """The screen has room for so many pictures."""
        self._kiosk.choosing.browsing.fit(room)
        self._kiosk.redraw()

    def counted(self, line_id: str, step: int) -> None:
        """One more (+1) or one less (-1) of a line; the last one less takes it out."""
        self._touched()
        basket = self._services.desk.basket
        line = basket.lines.get(line_id) if basket is not None else None
        if line is None:
            return
        try:
            if line.is_weighed or line.quantity + step <= 0:
                self._services.selling.remove_line(line_id, self._kiosk.attending.reason("remove_line"))
            else:
                self._services.selling.set_quantity(line_id, line.quantity + Decimal(step))
        except Refused as refusal:
            self._kiosk.show(problem(refusal.sentence))
        else:
            self._kiosk.show()

    def pad_pressed(self, key: str) -> None:
        """A key of the pad, or of a keyboard."""
        page = self._kiosk.page()
        self._touched()
        if page is not None and page.typed is not None:
            page.typed(key)

    def went_back(self) -> None:
        """The key for going back."""
        kiosk = self._kiosk
        page = kiosk.page()
        self._touched()
        if page is not None:
            page.went_back()
            kiosk.redraw()
        elif kiosk.step is Step.CHECK:
            kiosk.go_to(Step.CHOOSE)

    def help_asked(self) -> None:
        """The key for help."""
        self._touched()
        self._kiosk.helping.called()

    def program_failed(self, notice: Notice) -> None:
        """Something in the program went wrong: somebody of the shop is called and reads it."""
        self._kiosk.helping.called(notice.text)

    def ticked(self) -> None:
        """A second went by."""
        kiosk = self._kiosk
        kiosk.attending.ticked()
        kiosk.paying.cards.ticked()
        kiosk.parking.ticked()
        kiosk.card_watch.ticked()
        page = kiosk.page()
        if kiosk.step is Step.END:
            kiosk.farewell.ticked()
        elif (page is None and kiosk.step is Step.ATTRACT) or (page is not None and page.waits):
            kiosk.waiting.touched()
        elif kiosk.waiting.ticked(is_slow=kiosk.helping.comfort.is_slow):
            kiosk.redraw()

    def glanced(self) -> None:
        """A moment went by."""
        self._kiosk.rewarding.ticked()
        self._kiosk.choosing.glanced()
        self._kiosk.requesting.glanced()

    def _touched(self) -> None:
        """Somebody is there; a question whether they are is answered by that, and by the key alone where one is."""
        self._kiosk.attending.touched()
        if not self._kiosk.waiting.is_asking:
            self._kiosk.waiting.touched()
