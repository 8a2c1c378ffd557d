"""The questions of the sale screen: weight, price, number, options, voiding; one at a time, each answered or left."""

from dataclasses import dataclass, replace
from decimal import Decimal

from pos_terminal.domain.basket import Basket
from pos_terminal.domain.item import Item
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.tender import tender_words
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import amount_text, typed_text
from pos_terminal.presentation.options import OptionChoice
from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.panels import Asked, EntryPanel, HeldPanel, VoidPanel
from pos_terminal.presentation.plain import apart, brief, plain
from pos_terminal.wording import _, later

VOID_REASONS = (later("Customer left"), later("Wrong items"), later("Payment failed"), later("Other reason"))
_WEIGHT_DECIMALS = 3
_LONGEST_NUMBER = 19
"""As many digits as a payment card's has, so that one is known for what it is."""


@dataclass(frozen=True, slots=True)
class EntryQuestion:
    """A number that is being typed: for an item to ring up, for a rung-up line, or for neither."""

    asked: Asked
    entry: Entry
    item: Item | None = None
    line_id: str = ""
    scale: str = ""
    """What the scale shows, for the key that takes it; empty: there is none."""

    def press(self, key: str) -> "EntryQuestion":
        """The question after a key."""
        return replace(self, entry=self.entry.press(key))

    @property
    def was_card(self) -> bool:
        """Whether a payment card's number was typed, and wiped."""
        return self.entry.was_card

    @property
    def gives_way(self) -> bool:
        """A scan leaves a number that is not for goods yet."""
        return self.item is None

    @property
    def value(self) -> Decimal | None:
        """The number typed so far."""
        return self.entry.value

    def panel(self, selected_name: str) -> Panel:
        """The question as the screen draws it."""
        if self.item is None:
            return self._number_panel(selected_name)
        unit = self.item.unit.value if self.asked is Asked.WEIGHT else ""
        nothing = typed_text("0.000") if unit else amount_text(Money.zero(self.item.price.currency))
        price = f"{amount_text(self.item.price)} / {unit}" if unit else _("This item has no fixed price.")
        return EntryPanel(
            asked=self.asked,
            title=plain(self.item.name),
            hint=price,
            text=self.entry.shown or nothing,
            unit=unit or self.item.price.currency.code,
            has_decimals=self.entry.decimals > 0,
            confirm=_("Save weight") if self.line_id else _("Add to sale"),
            can_confirm=bool(self.value),
            second=_("Set tare") if self.line_id else "",
            third=self.scale,
            can_third=True,
        )

    def _number_panel(self, selected_name: str) -> EntryPanel:
        return EntryPanel(
            asked=Asked.NUMBER,
            title=_("Keypad"),
            hint=_keypad_hint(selected_name),
            text=self.entry.text or "0",
            confirm=_("Add item by code"),
            can_confirm=bool(self.entry.text),
            second=_("Quantity ×"),
            third=_("Set quantity") if selected_name else "",
        )


@dataclass(frozen=True, slots=True)
class OptionsQuestion:
    """Modifiers that are being chosen."""

    choice: OptionChoice
    gives_way: bool = False

    def panel(self, _selected_name: str) -> Panel:
        """The question as the screen draws it."""
        return self.choice.panel()


@dataclass(frozen=True, slots=True)
class VoidQuestion:
    """Whether to give the sale up, and why; ``paid`` names the payments that go back."""

    total: str
    paid: str = ""
    reason: str = VOID_REASONS[0]
    reasons: tuple[str, ...] = VOID_REASONS
    gives_way: bool = True

    @property
    def gives_back(self) -> str:
        """What the shopper gets back; empty: nothing was paid."""
        return _("Give back {payments}.", payments=self.paid) if self.paid else ""

    def panel(self, _selected_name: str) -> Panel:
        """The question as the screen draws it."""
        voided = _("All items are removed and {total} is not charged.", total=self.total)
        return VoidPanel(
            title=_("Void this sale?"),
            sentence=" ".join(part for part in (voided, self.gives_back, _("This cannot be undone.")) if part),
            reasons=self.reasons,
            chosen=self.reason,
        )


@dataclass(frozen=True, slots=True)
class HeldQuestion:
    """Which of the sales that wait goes on; drawn once, because nothing else changes them meanwhile."""

    drawn: HeldPanel
    gives_way: bool = True

    def panel(self, _selected_name: str) -> Panel:
        """The question as the screen draws it."""
        return self.drawn


def void_question(basket: Basket, reasons: tuple[str, ...] = ()) -> VoidQuestion:
    """Is this sale to be given up, and for which of the shop's reasons?"""
    reasons = reasons or VOID_REASONS
    paid = (
        f"{apart(brief(tender_words(each.type)))} {amount_text(each.taken - each.change)}" for each in basket.payments
    )
    return VoidQuestion(amount_text(basket.totals.total), ", ".join(paid), reasons[0], reasons)


def _keypad_hint(selected_name: str) -> str:
    if selected_name:
        return _("A code adds an item. A quantity is for the next item, or for {item}.", item=selected_name)
    return _("A code adds an item. A quantity is for the next item.")


def weight_question(item: Item, line_id: str = "", scale: str = "") -> EntryQuestion:
    """How much does it weigh? ``scale`` is what the scale shows, where there is one."""
    return EntryQuestion(Asked.WEIGHT, Entry(decimals=_WEIGHT_DECIMALS, most=8), item, line_id, scale)


def price_question(item: Item, currency: Currency) -> EntryQuestion:
    """What does it cost?"""
    return EntryQuestion(Asked.PRICE, Entry(decimals=currency.exponent), item)


def number_question() -> EntryQuestion:
    """A code or a quantity."""
    return EntryQuestion(Asked.NUMBER, Entry(most=_LONGEST_NUMBER, is_code=True))
