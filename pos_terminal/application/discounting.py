"""The shop's own discounts on the open sale, up to a limit that the operator may give alone."""

from dataclasses import dataclass, field
from decimal import Decimal

from pos_terminal.application.acts import Deed
from pos_terminal.application.authority import Authority
from pos_terminal.application.desk import Desk
from pos_terminal.application.keeping import keep, whole
from pos_terminal.application.markdowns import Markdowns
from pos_terminal.application.ports import Baskets
from pos_terminal.application.reasons import Reasons
from pos_terminal.application.tilling import Tilling
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.discount import Discount, ShopTerms
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.rights import Action
from pos_terminal.domain.shop_discount import followed, is_over_limit, shop_discount
from pos_terminal.wording.message import Message

_HUNDRED = Decimal(100)
_FINEST = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class DiscountRules:
    """The shop's settings: how many percent off is no question of rights, and the reasons it lists."""

    limit: Decimal = Decimal(10)
    reasons: Reasons = field(default_factory=Reasons)


class Discounting:
    """Gives discounts, and takes them back; what they take off follows the sale."""

    def __init__(self, desk: Desk, stored: tuple[Baskets, Tilling], authority: Authority, rules: DiscountRules) -> None:
        self._desk = desk
        self._baskets, self._tilling = stored
        self._authority = authority
        self._rules = rules
        self._markdowns = Markdowns(authority, rules.limit)

    def add(
        self, reason: str, *, percent: Decimal | None = None, amount: Money | None = None, line_id: str | None = None
    ) -> Discount:
        """Take a part or an amount off a line with its modifiers, or off the whole sale.

        Raises BadArgument for what cannot be meant, NotAllowedNow where nothing is left to take it off, and
        ApprovalNeeded as the shop's rights say.
        """
        basket = self._desk.open_sale()
        reason = self._rules.reasons.given(Action.DISCOUNT, Message("A discount"), reason)
        terms = ShopTerms(reason, _sound_percent(percent), amount)
        if (percent is None) == (amount is None) or (amount is not None and amount.minor <= 0):
            raise BadArgument("A discount takes off a percentage or an amount, one of the two, of more than nothing.")
        named = () if line_id is None else tuple(_family(basket, line_id))
        nothing = Money.zero(basket.policy.currency)
        given = shop_discount(terms, named, basket.discounts, self._tilling.now(), nothing)
        wanted = followed((*basket.discounts, given), basket.lines, basket.policy)
        given = next(each for each in wanted if each.reference_id == given.reference_id and each.terms)
        self._refuse_more_than_there_is(terms, given)
        before = self._markdowns.over(basket)
        with whole(basket):
            basket.put_discounts(wanted)
            self._allow(basket, given, before)
        keep(self._desk, self._baskets)
        return given

    def remove(self, reference_id: str) -> None:
        """Take one of the shop's discounts back. Raises BadArgument where there is none with this id."""
        basket = self._desk.open_sale()
        left = tuple(each for each in basket.discounts if each.terms is None or each.reference_id != reference_id)
        if len(left) == len(basket.discounts):
            raise BadArgument("There is no discount {discount} of the shop's on this sale.", discount=reference_id)
        basket.put_discounts(left)
        keep(self._desk, self._baskets)

    def _refuse_more_than_there_is(self, terms: ShopTerms, given: Discount) -> None:
        if given.amount.is_zero:
            raise NotAllowedNow("Nothing is left to take a discount off.")
        if terms.amount is not None and given.amount < terms.amount:
            raise BadArgument("Only {amount} is left to take a discount off.", amount=given.amount)

    def _allow(self, basket: Basket, given: Discount, before: Money) -> None:
        """Over the limit is what the shop's discounts take off these lines together, and not this one alone."""
        on = frozenset(each.line_id for each in given.lines) or basket.lines.keys()
        price = total_of([basket.lines[each].extended for each in on], basket.policy.currency)
        terms = given.terms
        is_over = is_over_limit(basket.lines, basket.discounts, given, self._rules.limit)
        is_over = is_over or self._markdowns.is_more(basket)
        action = Action.DISCOUNT_OVER_LIMIT if is_over else Action.DISCOUNT
        details = {"reference_id": given.reference_id, "name": given.display_name, "amount": str(given.amount)}
        of = Message("the whole sale") if not given.lines else basket.lines[given.lines[0].line_id].name
        part = f" ({terms.percent:f} %)" if terms and terms.percent is not None else ""
        about = Message(
            "Discount of {amount} on {item}, which costs {price}",
            amount=f"{given.amount}{part}",
            item=of,
            price=price,
        )
        details |= self._markdowns.discounted(basket, before) if is_over else {}
        self._authority.allow(action, Deed(terms.reason if terms else "", details=details, about=about))


def _family(basket: Basket, line_id: str) -> list[str]:
    """The line with its modifiers: what the shopper takes for one thing."""
    line = basket.line(line_id)
    return [line.line_id, *(each.line_id for each in basket.modifiers(line_id))]


def _sound_percent(percent: Decimal | None) -> Decimal | None:
    if percent is None:
        return None
    if not percent.is_finite() or not 0 < percent <= _HUNDRED or percent != percent.quantize(_FINEST):
        raise BadArgument("A discount in percent is more than 0 and at most 100, with 2 decimals.")
    return percent.normalize() + 0
