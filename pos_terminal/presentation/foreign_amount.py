"""Cash in another currency: typed as it lies on the counter, and what it is worth here before it is taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING
from typing import TYPE_CHECKING

from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.tender import CashRounding, settle_cash
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import amount_text, quantity_text
from pos_terminal.presentation.panels import Asked, EntryPanel
from pos_terminal.wording import _

if TYPE_CHECKING:
    from decimal import Decimal

    from pos_terminal.domain.foreign import ForeignCash, Rates
    from pos_terminal.domain.totals import TaxPolicy


@dataclass(frozen=True, slots=True)
class ForeignDue:
    """What is due, with what is to be given on top of it, and how the shop takes money for it."""

    balance: Money
    tip: Money
    rates: Rates
    policy: TaxPolicy
    rounding: CashRounding | None

    def least(self, code: str) -> Money:
        """The least of a currency that settles it."""
        wanted = (self.rounding.due(self.balance) if self.rounding else self.balance) + self.tip
        currency = Currency.of(code)
        return Money.of(
            (wanted.amount / self.rates.worth[code]).quantize(currency.quantum, rounding=ROUND_CEILING), currency
        )


@dataclass(frozen=True, slots=True)
class ForeignAmount:
    """How much of the currency ``code``; nothing is taken for an amount that is worth nothing."""

    code: str
    due: ForeignDue
    entry: Entry

    @classmethod
    def of(cls, code: str, due: ForeignDue) -> ForeignAmount:
        """The question with nothing typed."""
        return cls(code, due, Entry(decimals=Currency.of(code).exponent))

    def press(self, key: str) -> ForeignAmount:
        """The question after a key of the keypad."""
        return replace(self, entry=self.entry.press(key))

    @property
    def answer(self) -> ForeignCash | None:
        """The cash, once it is worth something."""
        value = self.entry.value
        cash = self.due.rates.cash(self.code, value) if value else None
        return cash if cash is not None and self._worth(cash).minor > 0 else None

    def panel(self) -> EntryPanel:
        """The question as the screen draws it."""
        cash = self.answer
        return EntryPanel(
            asked=Asked.CHANGE,
            title=_("Cash in {currency}", currency=self.code),
            hint=self._hint(cash),
            text=self.entry.shown or amount_text(Money.zero(Currency.of(self.code))),
            unit=self.code,
            has_decimals=self.entry.decimals > 0,
            confirm=self._confirm(cash),
            can_confirm=cash is not None,
            leave=_("Back"),
        )

    def _worth(self, cash: ForeignCash) -> Money:
        return cash.worth(self.due.policy.currency, self.due.policy.mode)

    def _confirm(self, cash: ForeignCash | None) -> str:
        if cash is None:
            return _("Take payment")
        worth = self._worth(cash)
        return _("Take {worth}", worth=f"{amount_text(worth)} {worth.currency.code}")

    def _hint(self, cash: ForeignCash | None) -> str:
        if cash is None:
            least = f"{amount_text(self.due.least(self.code))} {self.code}"
            return _("{least} settles it. One {currency} is worth {rate}.", **self._rate(), least=least)
        settled = settle_cash(self.due.balance, self._worth(cash), self.due.rounding)
        if left := (self.due.balance - settled.amount).minor:
            return _("{left} is left to pay.", left=amount_text(Money(left, self.due.balance.currency)))
        change = settled.change - self.due.tip
        return _("Change: {change} {currency}", change=amount_text(change), currency=change.currency.code)

    def _rate(self) -> dict[str, str]:
        rate: Decimal = self.due.rates.worth[self.code]
        return {"currency": self.code, "rate": f"{quantity_text(rate)} {self.due.policy.currency.code}"}
