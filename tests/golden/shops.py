"""One sale of the same goods in four languages and two currencies, with all that most receipts have."""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count

from pos_terminal.adapters.layout.sale_receipt import ReceiptStyle
from pos_terminal.application.guestbook import Guest, Guestbook
from pos_terminal.domain.floor import Area
from pos_terminal.domain.receipt import Document
from pos_terminal.domain.tender import CashRounding
from pos_terminal.domain.transaction import ReceiptCodeRule, Transaction, cart, close
from tests.adapters.layout.sales import OPENED, STYLE, modify, money, opened, pay_card, pay_cash, receipts, ring_up
from tests.domain.making import discount, percent

COINS = CashRounding(Decimal("0.05"))
ANCHOR = "128 · 9F3A-71C2"
CODES = [f"{STYLE.receipt_url}/7Q{number}K-M3XV" for number in (1, 2)]
"""What its codes hold: one for each payment."""


@dataclass(frozen=True)
class Shop:
    """What a shop of one language calls itself, its goods, its taxes, its member."""

    culture: str
    name: str
    street: str
    thanks: str
    operator: str
    member: tuple[str, str]
    goods: tuple[str, str, str, str]
    note: str
    offer: str
    tax: str


SHOPS = {
    "english": Shop(
        "en_GB",
        "Corner Café",
        "12 High Street",
        "Thank you!",
        "Maya R.",
        ("Ava", "Martin"),
        ("Flat white", "Oat milk", "Organic bananas, fair trade, from the Canary Islands", "Water 6 × 1.5 l"),
        "extra hot",
        "Member offer",
        "VAT",
    ),
    "french": Shop(
        "fr_FR",
        "Épicerie de l’Île",
        "7, rue de la Gare",
        "Merci de votre visite !",
        "Zoé B.",
        ("Loïc", "Œuvrard"),
        ("Café crème", "Lait d’avoine", "Bananes biologiques équitables des îles Canaries", "Eau 6 × 1,5 l"),
        "bien chaud",
        "Offre fidélité",
        "TVA",
    ),
    "arabic": Shop(
        "ar_AE",
        "مقهى الزاوية",
        "12 شارع الحمراء",
        "شكراً لزيارتكم!",
        "ليلى م.",
        ("سارة", "الهاشمي"),
        ("قهوة عربية", "حليب الشوفان", "موز عضوي من التجارة العادلة من جزر الكناري", "ماء 6 × 1.5 لتر"),
        "ساخنة جداً",
        "عرض الأعضاء",
        "ضريبة القيمة المضافة",
    ),
    "chinese": Shop(
        "zh_CN",
        "街角咖啡馆",
        "人民路12号",
        "谢谢惠顾，欢迎再来！",
        "王芳",
        ("小明", "李"),
        ("拿铁咖啡", "燕麦奶", "加那利群岛公平贸易有机香蕉（大箱装）", "矿泉水 6 × 1.5升"),
        "加热",
        "会员优惠",
        "增值税",
    ),
}


class OneGuest(Guestbook):
    """Everybody's sale is this guest's."""

    def __init__(self, guest: Guest) -> None:
        super().__init__()
        self._guest = guest

    def guest(self, transaction_id: str) -> Guest | None:
        return self._guest


def style(shop: Shop) -> ReceiptStyle:
    guests = OneGuest(Guest(*shop.member, Decimal(1480), OPENED))
    named = replace(STYLE, store_name=shop.name, register="L1", culture=shop.culture, guests=guests)
    return replace(named, header=(shop.street,), footer=(shop.thanks,))


def sold(shop: Shop, currency: str) -> Transaction:
    """A coffee with milk and a note, a weight, a batch, an offer, two taxes, a card with a tip, and rounded cash."""
    coffee, milk, bananas, water = shop.goods
    inside, on_top = percent("0.05", shop.tax, included=True), percent("0.185", shop.tax)
    basket = opened(currency)
    basket.head = replace(basket.head, operator_name=shop.operator)
    line_id = ring_up(basket, coffee, "145.50", "2", (inside,))
    modify(basket, line_id, milk, "12.00")
    basket.put(replace(basket.line(line_id), note=shop.note))
    ring_up(basket, bananas, "2150.00", "1.346", (inside,))
    line_id = ring_up(basket, water, "96.00", "1", (on_top,))
    basket.put(replace(basket.line(line_id), lot="L7", expiry=OPENED.date()))
    basket.put_discounts((replace(discount(money("20.00", basket)), display_name=shop.offer),))
    pay_card(basket, "3000.00", "1234", "15.00")
    pay_cash(basket, "500.00", COINS)
    codes = (f"7Q{number}K-M3XV" for number in count(1))
    return close(basket, OPENED, ReceiptCodeRule(), codes.__next__)


def guest_check(language: str, area: str) -> Document:
    """What table 7 has had so far, for four guests."""
    shop = SHOPS[language]
    basket = opened("EUR")
    basket.head = replace(basket.head, operator_name=shop.operator, table_id="7", guest_count=4)
    coffee, milk, bananas, _ = shop.goods
    modify(basket, ring_up(basket, coffee, "3.50", "2", (percent("0.185", shop.tax),)), milk, "0.60")
    ring_up(basket, bananas, "4.20", "1", (percent("0.05", shop.tax, included=True),))
    floor = (Area(area, ("6", "7")), Area("Bar", ("B1",)))
    return receipts(replace(style(shop), floor=floor)).receipt(cart(basket, OPENED), 0, ANCHOR)


def receipt(language: str, currency: str) -> Document:
    shop = SHOPS[language]
    return receipts(style(shop)).receipt(sold(shop, currency), 0, ANCHOR)
