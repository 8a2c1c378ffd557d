"""What a code is to a till that runs, told as anybody may read it, and without doing anything with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.app.rules import code_rules
from pos_terminal.domain.card_digits import has_card_number
from pos_terminal.domain.errors import NotAllowedNow, Refused
from pos_terminal.domain.gtin import gtin14
from pos_terminal.domain.scan import ScanKind, read_scan
from pos_terminal.domain.symbology import printed_code, symbology_of
from pos_terminal.presentation.device_services import ScanEcho, ScanMeaning

if TYPE_CHECKING:
    from pos_terminal.app.terminal import Terminal

_EAN = 13
"""The longest code of a product that a check digit alone tells from a card: no card in use is so short."""
_EAN_SYMBOLS = "]E"
"""What the scanner sends before those of products, which never are cards."""
_SECRET = frozenset({ScanMeaning.MEMBER_CARD, ScanMeaning.BADGE, ScanMeaning.PAYMENT_CARD})


def scan_echo(terminal: Terminal, scanned: str) -> ScanEcho:
    """The code, unless it says who somebody is or pays, with what the desk would make of it."""
    printed, symbology = printed_code(scanned), symbology_of(scanned)
    try:
        item = terminal.selling.price_of(scanned)
    except NotAllowedNow as refusal:
        return ScanEcho(ScanMeaning.ITEM, scanned, symbology, why=refusal.sentence)
    except Refused:  # no item has it, or it is the number of a card
        meaning = _meaning(terminal, scanned, printed)
        return ScanEcho(meaning, "" if meaning in _SECRET else scanned, symbology)
    reading = read_scan(scanned, terminal.selling.rules.labels)
    batch = reading.batch(terminal.tilling.local().date()).told
    return ScanEcho(ScanMeaning.ITEM, scanned, symbology, item.name, batch)


def _meaning(terminal: Terminal, scanned: str, printed: str) -> ScanMeaning:
    """In the order in which the desk finds it out, but that whose numbers are nobody's to read comes first."""
    rules = code_rules(terminal.settings)
    if terminal.signing.is_badge(scanned):
        return ScanMeaning.BADGE
    if any(each.has(printed) for each in rules.cards):
        return ScanMeaning.MEMBER_CARD
    if _is_payment_card(scanned, printed):
        return ScanMeaning.PAYMENT_CARD
    if any(each.has(printed) for each in rules.offers):
        return ScanMeaning.OFFER
    if terminal.sales_side.past.receipt(scanned) is not None:
        return ScanMeaning.RECEIPT
    kind = read_scan(scanned, terminal.selling.rules.labels).kind
    return ScanMeaning.UNREADABLE if kind is ScanKind.UNREADABLE else ScanMeaning.UNKNOWN


def _is_payment_card(scanned: str, printed: str) -> bool:
    is_product = scanned.startswith(_EAN_SYMBOLS) or (len(printed) <= _EAN and gtin14(printed) is not None)
    return not is_product and has_card_number(printed)
