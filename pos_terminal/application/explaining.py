"""Explaining a figure of a sale, open or ended: by which rules, roundings and shares it came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.application.aftersale import sale_named
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.explaining import closed_working, open_working
from pos_terminal.domain.returnworking import CAME_BACK
from pos_terminal.domain.working import Figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Sales
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.explaining import ExplainRules
    from pos_terminal.domain.working import Step, Working

WORDS = (
    "total",
    "subtotal",
    "tax_total",
    "tax_included",
    "lines",
    "discount",
    "balance_due",
    "change_due",
    "cash_rounding",
    "returned",
)
"""The figures of a whole sale that can be asked for."""
_OF_LINE = ("subtotal", "discount", "price", "tax_included")
_OF_PAYMENT = ("amount", "taken", "tip", "rounding", "change")
_WANTED = (
    f"one of {', '.join(WORDS)}; a line such as '1', or '1.subtotal', '1.discount', '1.tax_included'; a discount's "
    "reference_id; 'tax.CODE' or 'base.CODE'; 'payment.1', or 'payment.1.change'"
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The steps that made a figure of a sale, or all of them, each behind those it stands on."""

    transaction_id: str
    steps: tuple[tuple[Figure, Step], ...]


class Explaining:
    """Explains the figures of the sale on the desk, and of those that ended on this till."""

    def __init__(
        self, desk: Desk, sales: Sales, rules: ExplainRules, rules_then: Callable[[str], ExplainRules | None]
    ) -> None:
        """``rules_then`` gives those that a sale was made under, where they are kept."""
        self._desk = desk
        self._sales = sales
        self._rules = rules
        self._rules_then = rules_then

    def explain(self, of: str, transaction_id: str | None = None) -> Explanation:
        """How a figure came about; no ``transaction_id`` means the sale on the desk, open or just ended.

        Raises NotSignedOn, NotAllowedNow where there is no sale, BadArgument for a figure or a sale there is not, and
        SettingsChanged.
        """
        number, working = self._working(transaction_id)
        return Explanation(number, tuple(working.behind(_figure(working, of.strip()))))

    def all_of(self, transaction_id: str | None = None) -> Explanation:
        """How every figure of a sale came about, in the order in which they were made; refused as by `explain`."""
        number, working = self._working(transaction_id)
        return Explanation(number, tuple((each, working[each]) for each in working.figures()))

    def _working(self, transaction_id: str | None) -> tuple[str, Working]:
        self._desk.signed_on()
        basket = self._open_one(transaction_id)
        if basket is not None:
            return basket.head.transaction_id, open_working(basket, self._rules)
        return self._ended(transaction_id)

    def _open_one(self, transaction_id: str | None) -> Basket | None:
        """The sale on the desk, where it is that one and has not ended."""
        basket = self._desk.basket or self._desk.suspended
        if basket is not None and transaction_id in {None, basket.head.transaction_id}:
            return basket
        return None

    def _ended(self, transaction_id: str | None) -> tuple[str, Working]:
        finished = self._desk.finished
        if transaction_id is None and finished is None:
            raise NotAllowedNow("No sale is open. Scan an item to start one, or name the sale to be explained.")
        sale = finished if finished and transaction_id is None else sale_named(self._sales, transaction_id or "")
        number = sale.transaction_id
        return number, closed_working(self._sales.history(number), self._rules_then(number) or self._rules)


def _figure(working: Working, of: str) -> Figure:
    """The figure that a word, a line, a discount, a tax or a payment stands for. Raises BadArgument."""
    whole = Figure(of)
    if of in WORDS and whole in working:
        return whole
    named = [_of_line(of), _of_payment(of)]
    for figure in working.figures():
        if figure.discount_id == of and figure.line_id is None and figure.word in {"amount", "discount"}:
            named.append(figure)
        if figure.tax is not None and figure.line_id is None and f"{figure.word}.{figure.tax.tax_code}" == of:
            named.append(figure)
    found = [each for each in named if each in working and not each.before_split and not each.as_sold]
    if not found and whole == CAME_BACK:
        raise BadArgument("Nothing of this sale has come back, so there is nothing to explain of what did.")
    if not found:
        raise BadArgument("The sale has no figure {of}. explain takes 'of' as {wanted}.", of=repr(of), wanted=_WANTED)
    return found[-1]


def _of_line(of: str) -> Figure:
    line_id, _, word = of.partition(".")
    return Figure(word if word in _OF_LINE else "price" if not word else "", line_id)


def _of_payment(of: str) -> Figure:
    kind, _, rest = of.partition(".")
    payment_id, _, word = rest.partition(".")
    word = word or "amount"
    return Figure(word if kind == "payment" and word in _OF_PAYMENT else "", payment_id=payment_id)
