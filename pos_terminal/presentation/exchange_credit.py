"""What goods that come back leave over of their worth once the new goods are paid with it, in figures."""

from pos_terminal.domain.basket import Basket
from pos_terminal.domain.money import total_of
from pos_terminal.presentation.figures import amount_text


def credit_left(basket: Basket) -> str:
    """What goes back to the shopper when the sale closes; "" where nothing does, and while there are no new goods."""
    exchange, currency = basket.head.exchange, basket.policy.currency
    if exchange is None or not basket.lines:
        return ""
    taken = total_of([each.amount for each in basket.payments], currency)
    over = exchange.credit(currency) - exchange.settles(basket.totals.total - taken)
    return amount_text(over) if over.minor else ""
