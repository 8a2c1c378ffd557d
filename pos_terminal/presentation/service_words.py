"""Where the shopper sits and how they buy, in a few words."""

from pos_terminal.domain.suspended import SuspendedSale
from pos_terminal.presentation.figures import count_text
from pos_terminal.presentation.plain import brief, plain
from pos_terminal.wording import _, later, ngettext

_CHANNELS = {
    "STORE": later("Store"),
    "KIOSK": later("Kiosk"),
    "DINE_IN": later("Dine in"),
    "TAKEAWAY": later("Takeaway"),
    "DELIVERY": later("Delivery"),
    "ONLINE": later("Online"),
}


def table_words(table_id: str | None) -> str:
    """`Table 4`, and `Bar` for one that is no number; nothing for no table."""
    if not table_id:
        return ""
    return _("Table {number}", number=brief(table_id)) if any(map(str.isdigit, table_id)) else brief(table_id)


def guest_words(guests: int | None) -> str:
    """`1 guest`, `4 guests`; nothing where nobody counted."""
    return "" if guests is None else ngettext("{number} guest", "{number} guests", guests, number=count_text(guests))


def sale_name(sale: SuspendedSale) -> str:
    """What a sale that waits is called: by its label, else by its table, else by its number."""
    return plain(sale.label).strip() or table_words(sale.table_id) or sale.transaction_id


def channel_words(channel: str) -> str:
    """A channel as people say it: `DINE_IN` is `Dine in`; what is not written in capitals stays as it is."""
    if channel in _CHANNELS:
        return _(_CHANNELS[channel])
    words = brief(channel.replace("_", " "))
    return words.capitalize() if words.isupper() else words
