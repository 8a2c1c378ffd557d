"""Which icon a means of payment gets, by the words of its name."""

from pos_terminal.domain.tender import tender_words
from pos_terminal.wording import later_in, pgettext

_BY_WORD = (
    ("gift", "gift-card"),
    ("cash", "cash"),
    ("card", "credit-card"),
    ("debit", "credit-card"),
    ("credit", "credit-card"),
    ("voucher", "ticket"),
    ("coupon", "ticket"),
    ("check", "file-invoice"),
    ("cheque", "file-invoice"),
    ("transfer", "building-bank"),
    ("account", "building-bank"),
    ("mobile", "device-mobile"),
    ("phone", "device-mobile"),
)
_FALLBACK = "wallet"
_SHORT = {"credit card": later_in("tender", "Card")}


def tender_word(name: str) -> str:
    """The name as it fits beside an amount on the big key."""
    short = _SHORT.get(name.casefold())
    return pgettext(*short) if short else tender_words(name)


def tender_icon(name: str) -> str:
    """A vendored icon's name."""
    folded = name.casefold()
    return next((icon for word, icon in _BY_WORD if word in folded), _FALLBACK)
