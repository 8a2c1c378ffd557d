"""Looking for a receipt: by the last digits of its number, by what it came to, by its day; a page at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from pos_terminal.application.pastsales import PastPage, Wanted
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.money import Currency, Money
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import amount_text, count_text, date_text
from pos_terminal.presentation.panels import Asked, EntryPanel
from pos_terminal.presentation.past_sale_drawing import receipt_row
from pos_terminal.presentation.receipts_state import ReceiptList
from pos_terminal.wording import _

if TYPE_CHECKING:
    from pos_terminal.application.pastsales import PastSales

_LONGEST = 19
"""As many digits as a payment card's has, so that one is known for what it is."""
_MOST_DIGITS = 12
_SHORTEST_CARD = 13
_DAY_DIGITS = 8
_FIRST_ROOM = 6
"""Until the screen says how many rows it has room for."""


@dataclass(frozen=True, slots=True)
class FindQuestion:
    """What to look for is being typed."""

    entry: Entry

    def press(self, key: str) -> FindQuestion:
        """The question after a key."""
        return replace(self, entry=self.entry.press(key))

    def panel(self) -> EntryPanel:
        """The question as the screen draws it."""
        return EntryPanel(
            asked=Asked.NUMBER,
            title=_("Find a receipt"),
            hint=_(
                "Type the last digits of its number, what it came to, or its day: year, month, day, as in 20261124."
            ),
            text=self.entry.shown or "0",
            has_decimals=bool(self.entry.decimals),
            confirm=_("Find by number"),
            can_confirm=bool(self.entry.text),
            second=_("By amount"),
            third=_("By day"),
        )


def find_question(currency: Currency) -> FindQuestion:
    """What is looked for?"""
    return FindQuestion(Entry(decimals=currency.exponent, most=_LONGEST, is_code=True, card_from=_SHORTEST_CARD))


class ReceiptFinding:
    """The page that is shown, and what was looked for; no sale is read that is not shown."""

    def __init__(self, past: PastSales, currency: Currency) -> None:
        self._past = past
        self._currency = currency
        self._wanted = Wanted()
        self._room = _FIRST_ROOM
        self._starts: list[int | None] = [None]
        """From where each page that was turned to goes back."""
        self._page = PastPage((), has_older=False)

    @property
    def only(self) -> str:
        """The one sale that was found; "" for none or several."""
        alone = len(self._page.sales) == 1 and len(self._starts) == 1
        return self._page.sales[0].transaction_id if alone and self._wanted != Wanted() else ""

    def begin(self, wanted: Wanted | None = None) -> None:
        """Look for these, or all, from the latest on."""
        self._wanted, self._starts = wanted or Wanted(), [None]
        self._load()

    def fit(self, room: int) -> bool:
        """The screen has room for so many rows; whether that is another number than before."""
        if room == self._room:
            return False
        self._room, self._starts = room, [None]
        self._load()
        return True

    def turn(self, step: int) -> None:
        """Newer sales (-1) or older ones (+1)."""
        if step > 0 and self._page.has_older:
            self._starts.append(self._page.sales[-1].seq)
        elif step < 0 and len(self._starts) > 1:
            self._starts.pop()
        self._load()

    def by_number(self, text: str) -> Wanted:
        """Raises BadArgument for what cannot be the end of a number."""
        if len(text) > _MOST_DIGITS:
            raise BadArgument("No number of a receipt is so long. Type its last digits.")
        if not text.isdigit():
            raise BadArgument("{text} is no number of a receipt: it ends in digits.", text=text)
        return Wanted(digits=text)

    def by_total(self, entry: Entry) -> Wanted:
        """What it came to. Raises BadArgument for more than any sale comes to."""
        try:
            return Wanted(total=Money.of(entry.value or Decimal(0), self._currency))
        except ValueError:
            raise BadArgument(_("No sale comes to so much. Type what is on the receipt.")) from None

    def by_day(self, text: str) -> Wanted:
        """Raises BadArgument for what is no day."""
        try:
            day = datetime.strptime(text, "%Y%m%d").date() if len(text) == _DAY_DIGITS else None  # noqa: DTZ007 - a day has no zone
        except ValueError:
            day = None
        if day is None:
            raise BadArgument("{text} is no day. Type year, month and day, as in 20261124.", text=text[:_DAY_DIGITS])
        return Wanted(day=day)

    def drawn(self, local: datetime, chosen: str) -> ReceiptList:
        """The page as the screen draws it; ``local`` is the store's time now."""
        sales = self._page.sales
        return ReceiptList(
            title=_("Receipts") + _for(self._wanted),
            rows=tuple(receipt_row(each, local, chosen) for each in sales),
            page=_("Page {number}", number=count_text(len(self._starts))),
            has_newer=len(self._starts) > 1,
            has_older=self._page.has_older,
            is_filtered=self._wanted != Wanted(),
            empty="" if sales else _nothing(self._wanted),
        )

    def _load(self) -> None:
        self._page = self._past.page(self._wanted, self._starts[-1], self._room)


def _for(wanted: Wanted) -> str:
    if wanted.digits:
        return " · " + _("number …{digits}", digits=wanted.digits)
    if wanted.total is not None:
        return f" · {amount_text(wanted.total)}"
    return f" · {date_text(wanted.day)}" if wanted.day is not None else ""


def _nothing(wanted: Wanted) -> str:
    if wanted == Wanted():
        return _("Nothing was sold on this till yet.")
    return _("No receipt of this till was found{what}.", what=_for(wanted).replace(" ·", ":"))
