"""What may be made of a line that was rung up: another price, a note, a tare, an answer about the shopper's age."""

from dataclasses import replace
from decimal import Decimal

from pos_terminal.application.acts import Deed
from pos_terminal.application.age_refusals import AgeRefusals
from pos_terminal.application.authority import Authority
from pos_terminal.application.desk import Desk
from pos_terminal.application.keeping import keep, whole
from pos_terminal.application.markdowns import off_prices, repriced
from pos_terminal.application.ports import Baskets
from pos_terminal.application.reasons import Reasons, kept_words
from pos_terminal.application.weighing import allow_keyed_weight
from pos_terminal.domain.age import AgeOutcome
from pos_terminal.domain.basket import Basket, Line
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.money import Money
from pos_terminal.domain.rights import Action
from pos_terminal.wording.message import Message

_GRAM = Decimal("0.001")


class Adjusting:
    """Changes lines of the open sale; each change is on disk before it is shown."""

    def __init__(self, desk: Desk, baskets: Baskets, authority: Authority, reasons: Reasons) -> None:
        self._desk = desk
        self._baskets = baskets
        self._authority = authority
        self._reasons = reasons

    def set_price(self, line_id: str, unit_price: Money, reason: str) -> Line:
        """Sell a line at another price; the listed one stays beside it, and comes back when it is set again.

        Raises BadArgument; ApprovalNeeded as the shop's rights say.
        """
        basket = self._desk.open_sale()
        line = basket.line(line_id)
        if line.modifies_line_id:
            raise BadArgument("{item} belongs to another item. Change that item's price.", item=line.name)
        reason = self._reasons.given(Action.SET_PRICE, Message("Another price"), reason)
        if unit_price.minor < 0:
            raise BadArgument("A price cannot be below zero.")
        changed = line.with_price(unit_price, reason, basket.policy)
        details = {"line_id": line_id, "item_id": line.item_id, "from": str(line.unit_price), "to": str(unit_price)}
        before = off_prices(basket)
        with whole(basket):
            basket.put(changed)
            details |= repriced(self._authority, basket, before)
            about = Message("Price of {item} from {old} to {new}", item=line.name, old=line.unit_price, new=unit_price)
            self._authority.allow(Action.SET_PRICE, Deed(reason, details=details, about=about))
        return self._kept(changed)

    def set_note(self, line_id: str, text: str) -> Line:
        """Say something about a line: how it is to be made, what is special. No words take the note away."""
        basket = self._desk.open_sale()
        return self._kept(basket.put(replace(basket.line(line_id), note=kept_words(text) or None)))

    def set_tare(self, line_id: str, tare: Decimal) -> Line:
        """Take the weight of the package off what was weighed; it is a weight that is typed like any other.

        Raises BadArgument for what cannot be meant; ApprovalNeeded as the shop's rights say.
        """
        basket = self._desk.open_sale()
        line = basket.line(line_id)
        if not line.is_weighed or line.modifies_line_id:
            raise BadArgument("{item} is not sold by weight, so there is no tare to take off.", item=line.name)
        gross = line.quantity + (line.tare or 0)
        if not tare.is_finite() or not 0 <= tare < gross or tare != tare.quantize(_GRAM):
            raise BadArgument(
                "A tare is from 0 to less than the {gross} {unit} that were weighed, with 3 decimals.",
                gross=f"{gross:f}",
                unit=line.unit,
            )
        with whole(basket):
            net = basket.set_quantity(line_id, gross - tare)
            tared = basket.put(replace(net, tare=tare or None))
            allow_keyed_weight(self._authority, basket, tared)
        return self._kept(tared)

    def confirm_age(self, line_id: str, outcome: AgeOutcome, reason: str = "") -> None:
        """Say how the shopper's age was found out for a line that wants one; ``REFUSED`` takes the line out.

        The journal keeps who answered what, and why: of the shopper nothing, and a line that went is found there. Once
        somebody was refused, another answer in the same sale is a right of its own. Raises BadArgument for a line that
        wants no age or a reason that may hold a birth date, and ApprovalNeeded.
        """
        basket = self._desk.open_sale()
        line = basket.line(line_id)
        if line.minimum_age is None:
            raise BadArgument("{item} may be sold at any age.", item=line.name)
        details = {"line_id": line_id, "item_id": line.item_id, "outcome": outcome.value}
        also = self._beside(basket, outcome)
        with whole(basket):
            if outcome is AgeOutcome.REFUSED:
                basket.remove(line_id)
            else:
                basket.put(replace(line, age_outcome=outcome))
            deed = Deed(
                _why(reason),
                details=details,
                is_entered=True,
                about=Message("Age of the shopper for {item}", item=line.name),
            )
            self._authority.allow(Action.CONFIRM_AGE, deed, also)
        keep(self._desk, self._baskets)

    def confirm_age_of_all(self, outcome: AgeOutcome) -> None:
        """One answer for all lines that want one: the shopper is the same. Raises as `confirm_age`."""
        while (line := age_question(self._desk.open_sale())) is not None:
            self.confirm_age(line.line_id, outcome)

    def _beside(self, basket: Basket, outcome: AgeOutcome) -> list[Action]:
        """What an answer is beside itself, in a sale in which somebody was refused."""
        was_refused = AgeRefusals(self._authority).stands_in(basket)
        return [Action.AGE_AFTER_REFUSAL] if was_refused and outcome is not AgeOutcome.REFUSED else []

    def _kept(self, line: Line) -> Line:
        keep(self._desk, self._baskets)
        return line


def age_question(basket: Basket) -> Line | None:
    """The next line that wants to know whether the shopper is old enough; None: all is answered."""
    return next((line for line in basket.lines.values() if line.waits_for_age), None)


def _why(words: str) -> str:
    """Why an age was answered for as it was; a birth date has digits, in every script."""
    kept = kept_words(words)
    if any(map(str.isdecimal, kept)):
        raise BadArgument("Why an age was answered for is said without figures: nobody's birth date is kept.")
    return kept


def refuse_unanswered_age(basket: Basket) -> None:
    """Raises NotAllowedNow while nobody has said whether the shopper is old enough for each line."""
    line = age_question(basket)
    if line is not None:
        raise NotAllowedNow(
            "{item} (line {line}) may be sold from the age of {age} on. Say first how the shopper's age was found out.",
            item=line.name,
            line=line.line_id,
            age=line.minimum_age,
        )
