"""The config file that `init` writes: what it was told, and every other setting explained with its default."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from pos_terminal.domain.secret import Secret
from pos_terminal.settings.sections import SECTIONS

_WORDS: Mapping[str, str] = {
    "terminal.store_id": "issued by the platform",
    "terminal.client_id": "issued by the platform",
    "terminal.register_id": "unique within the store; begins every transaction id",
    "terminal.mode": "cashier | manager (whoever signs on goes to the manager's desk) | kiosk",
    "terminal.channel": "sent with every sale; the first one is used; empty: STORE, at a kiosk KIOSK",
    "terminal.culture": "sent to the platform; the language of screens and receipts, and the formats of receipts",
    "terminal.currency": "ISO 4217",
    "terminal.data_dir": "database, journal, receipts, logs",
    "terminal.timezone": "IANA, such as Europe/Berlin; empty: the system's",
    "terminal.business_day_ends": "sales before this hour belong to the day before",
    "terminal.service_employee_id": "sent when nobody is signed on; uploaded with the employees",
    "terminal.keep_documents_days": "what was sent is erased when older, the journal's chain stays; 0: never",
    "terminal.disk_reserve_mb": "kept for an open sale, and wanted free beside it before a new one; 0: none",
    "terminal.pin_hashing": "strong | light: for a till that takes half a second and more over a PIN",
    "platform.base_url": "https:// (http:// only for this machine)",
    "platform.key": "user name at the platform",
    "platform.secret": "empty: POS_TERMINAL_PLATFORM__SECRET, else the keyring",
    "platform.batch_size": "1 to 10 transactions a batch after an outage",
    "platform.offer_flow": "lock | redeem",
    "platform.receipt_url": "the QR on receipts is this + / + code",
    "platform.post_transaction_association": "print a code to claim the sale later",
    "platform.single_tender_code_on": "guest | payment: where the code of a single payment goes",
    "platform.offline_offers": "claim cached offers while offline, with a manager's approval",
    "platform.offline_most_member": "of such claims, the most for one member until they are delivered",
    "platform.offline_most_store": "and the most in all on this till",
    "platform.offline_member": "Phone | Email | External_ID: attribute by keyed identifier while offline",
    "platform.lock_when": "apply | tender",
    "platform.lock_max_age": "seconds; an older lock is renewed before the first tender",
    "platform.open_updates": "tell the platform of sales that are suspended, split or printed, too",
    "platform.guest_check_code": "print a code on guest checks",
    "platform.subtotal_without_included_tax": "leave included taxes out of the subtotal",
    "platform.tips_in_amount": "count tips into a payment's amount",
    "platform.void_discounts": "keep | drop: discounts in a voided transaction",
    "platform.full_return": "empty | void: how a full return is sent",
    "platform.phone_form": "digits | strip_us_1",
    "platform.member_on": "all | payer: which payments carry the member",
    "platform.offer_picture_hosts": "hosts that pictures of offers are fetched from by https; empty: no pictures",
    "platform.profile_fields": "fields of a member that the screen shows: 'tier', or 'tier=Level' to call it so",
    "platform.custom_data": "of: journal_hash, lot, tip",
    "platform.uploads": "this till tells the platform of the catalog and the employees; false: another one does",
    "platform.employee_upload_at": "time of day at which the employees go to the platform though nothing changed",
    "tax.prices_include_tax": "for taxes that do not say",
    "tax.rounding": "document | line",
    "tax.kept": "price | net | line_net: what stays where price, net and taxes cannot all be whole cents",
    "money.rounding_mode": "half_up | half_even | away_from_zero",
    "money.cash_rounding": "empty, an increment such as 0.05, or a scheme such as sweden",
    "money.foreign_cash": "other currencies taken as cash, each with what one is worth, such as EUR 1.08",
    "sale.merge_lines": "the same item again raises the quantity of its line",
    "sale.odd_price_percent": "'catalog check' points at prices that move by more than this",
    "sale.discount_limit_percent": "more than this off an item or the sale wants approval",
    "sale.tenders": "what the shop takes; Cash gives change",
    "sale.numbered_tenders": "those that are nothing without a number, such as Gift Card or House Account",
    "sale.slip_tenders": "those of which each payment has a slip with its own code, where several pay for one sale",
    "sale.tip_channels": "the channels with tips, where the screen has a key for them; empty: the script's all",
    "sale.tip_percents": "what the screen suggests as a tip, of what is paid",
    "sale.label_patterns": "labels of one's own, such as 'price 21....V{NNNDD}.'; see 'barcode test'",
    "sale.scale_labels": "country whose scale labels are read, such as DE; empty: the culture's; none: off",
    "sale.card_prefixes": "loyalty cards, as 7000, 7000/12 or 7000/12-16 (length); empty: any code that is no product",
    "sale.offer_prefixes": "codes of offers, written the same way; empty: what is nobody's card is tried",
    "sale.void_closed_of": "any_shift | this_shift: which closed sales can be voided; of others items are returned",
    "sale.refund_tender": "any | paid: whether money for returned goods may go back by another tender than it came by",
    "sale.refund_cash_limit": "more cash than this for one sale is another right; empty: no limit",
    "sale.return_limit": "more than this without a receipt is another right; empty: no limit",
    "sale.return_most": "the most that goes back without a receipt, in the store's currency; empty: no limit",
    "sale.return_above_price": "whether more may go back for an item without a receipt than it costs now",
    "sale.return_tenders": "what money goes back by without a receipt, the usual one first; empty: all tenders",
    "sale.suspended_offers": "give_back | keep: what becomes of the offers of a sale that is suspended",
    "sale.tables": "the tables by area, such as 'Inside: 1-12, Bar'; empty: no map of tables",
    "catalog.sources": "files, folders (the newest file counts) or https:// addresses; the first that answers counts",
    "catalog.check_minutes": "how often they are asked; 0: only when somebody asks",
    "catalog.go_live": "now | asked (when somebody says so) | a time of day such as 05:00",
    "catalog.largest_mb": "the most that is fetched",
    "catalog.stale_hours": "after so long without an answer all at the till are told; 0: never",
    "rights.set_price": "cashier | supervisor | manager (the least who does it alone, and approves it) | never",
    "rights.discount": "up to the limit",
    "rights.discount_over_limit": "over the limit",
    "rights.void_open": "the sale that is open",
    "rights.void_paid": "the same when money was taken or an offer used for it",
    "rights.void_closed": "a sale that was closed",
    "rights.return_items": "with a receipt",
    "rights.return_without_receipt": "without one, up to return_limit",
    "rights.return_over_limit": "without one, over it",
    "rights.refund_other_tender": "money back by another tender than it came by, where refund_tender has any",
    "rights.refund_cash_over_limit": "more cash back than refund_cash_limit",
    "rights.cash_beyond_drawer": "more cash back than the drawer should hold",
    "rights.no_sale": "opening the drawer",
    "rights.cash_in": "cash put into the drawer",
    "rights.cash_out": "cash paid out of it",
    "rights.pickup": "cash taken to the safe",
    "rights.close_shift": "counting the drawer and ending the shift",
    "rights.keyed_weight": "a weight that no scale or label says",
    "rights.remove_line": "taking a line out of the open sale",
    "rights.reprint": "a copy of a receipt",
    "rights.confirm_age": "answering for a shopper's age",
    "rights.age_after_refusal": "another answer in a sale in which an age was refused",
    "rights.training": "selling that counts for nothing",
    "rights.offline_offer": "an offer while the platform cannot be asked",
    "rights.manager_desk": "opening the manager's desk, which the others open by the PIN of whoever may",
    "rights.change_catalog": "putting a catalog in force at the manager's desk",
    "rights.card_in_doubt": "saying what became of a card payment that the terminal gives no answer about",
    "rights.close_kiosk": "leave a kiosk for the system behind it",
    "reasons.set_price": "the reasons to choose from; empty: any words",
    "reasons.discount": "the same for discounts",
    "reasons.void": "and for voided sales",
    "reasons.remove_line": "for lines that are taken out; empty: none is wanted",
    "reasons.return_items": "and for goods that come back; empty: with a receipt none is wanted",
    "reasons.cash_in": "for cash put into the drawer",
    "reasons.cash_out": "for cash paid out",
    "reasons.pickup": "for cash taken to the safe",
    "reasons.no_sale": "for opening the drawer; where there are some, one is wanted",
    "till.largest_movement": "the most cash that is paid in, paid out or picked up at once",
    "till.reason_over": "a count of the drawer that is further off wants a reason; empty: none does",
    "till.badge": "with_pin | enough: what an operator's badge is worth; a picture of one is a badge, too",
    "printer.driver": "file | network | serial | usb | device | cups | windows | bluetooth | screen | none | url",
    "printer.target": "as 'printer list' says; for url an address such as tcp://192.168.1.50 or serial:///dev/ttyS0",
    "printer.profile": "python-escpos capability profile, such as TM-T20II",
    "printer.columns": "32 | 42 | 48",
    "printer.failover": "address of a printer to use when this one does not print; empty: receipts wait",
    "drawer.port": "printer | none | the address of a port of its own, such as serial:///dev/ttyUSB1",
    "drawer.pin": "2 | 5: the pin of the printer's socket that opens it",
    "drawer.opener": "the bytes that open a drawer with a port of its own, hexadecimal",
    "drawer.open_pin": "auto | high | low: what its sensor says while it is open; auto learns it",
    "drawer.left_open_seconds": "after these a drawer that stands open is told of; 0: never",
    "printer.status": "auto | dle | asb | none: how it is asked whether it has paper and has printed",
    "card_terminal.driver": "none: cards are keyed in | simulated",
    "card_terminal.address": "host:port; for simulated empty: one inside the till, to demonstrate",
    "card_terminal.tenders": "the tenders that it takes; they are never keyed in",
    "kitchen.channels": "the channels whose sales are told to the kitchen; empty: none",
    "kitchen.printers": "name, address, and the categories made there, such as Bar tcp://10.0.0.9 Drinks|Beer",
    "display.pole": "address of a display of two lines, such as serial:///dev/ttyUSB2 or file:///tmp/pole; empty: none",
    "display.pole_mode": "epson | cd5220: which commands it knows, as its manual or its switches say",
    "display.pole_code_page": "auto: the page that has each letter (epson), CP437 (cd5220); or the one it is set to",
    "display.screen": "empty: none | second: the other screen, whole | window | the system's name of a screen",
    "display.picture": "a picture for the shopper's screen while nothing is sold; empty: the store's name",
    "display.idle_text": "while nothing is sold",
    "display.closed_text": "while nobody is signed on",
    "display.member_name": "full | short | initials | none: how a member is greeted, for all to read",
    "display.member_points": "whether whoever stands there reads a member's points, too",
    "display.member_offers": "and their offers",
    "scanner.driver": "keyboard | serial | network | url: how it is heard; one that types is heard in any case",
    "scanner.target": "port such as /dev/ttyACM0 or COM3, host:port, or an address for url; empty for keyboard",
    "scanner.prefix": "what it puts before each code, taken off again; it tells a scan from typing for certain",
    "scanner.suffix": "what it puts behind each code besides Enter, tab and the like",
    "scanner.gap_ms": "20 to 100: keys of a scanner that types come no further apart",
    "scale.driver": "none | serial | network | url: how the scale is reached",
    "scale.target": "port such as /dev/ttyUSB0?baud=4800 or COM3, host:port, or an address for url",
    "scale.protocol": "toledo_8217 (9600 baud, 7 bits, even parity) | sics (9600 baud, 8 bits): what it answers to",
    "scale.unit": "kg | lb: what a toledo_8217 scale is set to, which it does not say itself",
    "store.name": "on receipts and on the screen",
    "store.header": "lines under the name on receipts",
    "store.footer": "lines at the end of receipts",
    "store.logo": "a picture for the head of receipts, black on white",
    "store.templates": "a folder with templates of your own, named like those in receipts/; empty: the built-in ones",
    "store.member_name": "full | short | initials | none: how receipts name a member",
    "screen.theme": "light | dark | contrast",
    "screen.cart_side": "left | right",
    "screen.full_screen": "run covers the whole screen; false: a window that can be moved",
    "screen.sounds": "items, refusals, questions and the end of a sale are heard; false: only seen",
    "kiosk.languages": "what shoppers can choose among, in this order",
    "kiosk.idle_seconds": "an untouched kiosk asks whether anybody is there, and 30 seconds later begins anew",
    "kiosk.idle_seconds_slow": "the same with large text, high contrast, reach or speech",
    "kiosk.receipt_seconds": "how long the choice of a receipt stays",
    "kiosk.remove_line": "shoppers take lines out themselves; false: an attendant does",
    "kiosk.bag_item": "item that is offered once before paying, such as a carrier bag; empty: no question",
    "kiosk.staffed": "where somebody sells, named on the first screen, such as 'Tills 1 to 4'; empty: 'a staffed till'",
    "kiosk.panel_inches": "the diagonal of the panel, for reach and for the size of text",
    "kiosk.panel_bottom_mm": "how high its lower edge hangs above the floor",
    "kiosk.reader": "right | left | below: where the card reader is, beside the panel",
}


def config_text(answers: Mapping[str, str]) -> str:
    """A TOML file: the answers in force, each by section and name; other settings in comments with their defaults."""
    lines = ["# Settings of this terminal. A line that begins with # shows the default."]
    for section, kind in SECTIONS.items():
        lines += ["", f"[{section}]"]
        lines += [_line(section, each, answers) for each in fields(kind)]
    return "\n".join(lines) + "\n"


def _line(section: str, setting: "Field[Any]", answers: Mapping[str, str]) -> str:
    name = f"{section}.{setting.name}"
    words = _WORDS[name]
    if answers.get(name):
        return f"{setting.name} = {_toml(answers[name])}  # {words}"
    default = "" if setting.default is MISSING else setting.default
    return f"# {setting.name} = {_toml(default)}  # {words}"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    text = value.reveal() if isinstance(value, Secret) else str(value)
    escaped = "".join(f"\\u{ord(char):04x}" if char < " " or char in '"\\\x7f' else char for char in text)
    return f'"{escaped}"'
