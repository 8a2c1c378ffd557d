"""What is done to a sale after it was rung up: who did it, who approved, why, and the money that went back."""

from dataclasses import dataclass

from pos_terminal.domain.money import Currency, Money, total_of


@dataclass(frozen=True, slots=True)
class Refund:
    """Money given back in one tender.

    ``amount`` is what the sale's payments shrink by; ``given`` is what was handed over: with the ``tip``, and as cash
    in the coins there are. ``credited_to``: the sale that it was credited to, and so not handed over. ``number``: of
    the card or voucher that it went to, as far as it may be shown.
    """

    type: str
    amount: Money
    given: Money
    credited_to: str | None = None
    number: str | None = None
    tip: Money | None = None

    @property
    def rounding(self) -> Money:
        """What was given beyond the amount and the tip (negative: less), by cash rounding."""
        over = self.given - self.amount
        return over if self.tip is None else over - self.tip


@dataclass(frozen=True, slots=True)
class Amendment:
    """Who did it, by id and by the name for papers; who approved where that was another person; and why."""

    employee_id: str
    employee_name: str
    reason: str
    approved_by: str | None = None
    approver_name: str = ""
    refunds: tuple[Refund, ...] = ()

    def given(self, currency: Currency) -> Money:
        """All that was handed over."""
        return total_of([each.given for each in self.refunds if each.credited_to is None], currency)
