"""What a cashier is told goes back is what goes back, and telling it changes nothing."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.application.checkout import TenderExtras
from pos_terminal.application.postvoiding import PostVoiding
from pos_terminal.application.reasons import Reasons
from pos_terminal.application.receiptless import Goods
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.rights import Action
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.domain.tender import TenderType
from tests.application.desk_of import Shop
from tests.application.fakes import usd

ONE = {"1": Decimal(1)}


def shop_with_a_sale(*tenders: tuple[str, str | None]) -> tuple[Shop, str]:
    """A supervisor sold two lattes and a muffin."""
    shop = Shop()
    shop.staff.people["17"] = Employee("17", "Ana", "Lindqvist", Role.SUPERVISOR)
    shop.with_items("latte", "muffin", "latte")
    for kind, amount in tenders:
        shop.checkout.tender(kind, usd(amount) if amount else None)
    return shop, shop.checkout.complete().transaction_id


@pytest.mark.parametrize("tender", [None, "Cash", "Gift Card"])
def test_a_return_gives_back_what_was_told(tender: str | None) -> None:
    shop, sale = shop_with_a_sale(("Cash", "5.00"), ("Credit Card", None))
    written, acts = len(shop.sales.records), len(shop.acts.entered)

    told = shop.returning.refunds(sale, ONE, tender)

    assert (len(shop.sales.records), len(shop.acts.entered)) == (written, acts)
    done = shop.returning.return_items(sale, ONE, tender).amendment
    assert done is not None
    assert done.refunds == told


def test_a_void_gives_back_what_was_told() -> None:
    shop, sale = shop_with_a_sale(("Cash", "5.00"), ("Credit Card", None))
    written = len(shop.sales.records)

    told = shop.postvoiding.refunds(sale)

    assert len(shop.sales.records) == written
    done = shop.postvoiding.void_closed(sale, "Wrong customer").amendment
    assert done is not None
    assert [(each.type, each.given) for each in done.refunds] == [("Cash", usd("5.00")), ("Credit Card", usd("8.26"))]
    assert done.refunds == told


def test_what_would_be_refused_is_refused_when_it_is_asked_what_goes_back() -> None:
    shop, sale = shop_with_a_sale(("Cash", None))
    with pytest.raises(BadArgument, match="only 2 can come back"):
        shop.returning.refunds(sale, {"1": Decimal(3)})
    shop.postvoiding.void_closed(sale, "Wrong customer")
    with pytest.raises(NotAllowedNow, match="voided already"):
        shop.postvoiding.refunds(sale)


def test_a_listed_reason_is_wanted_and_kept() -> None:
    shop, sale = shop_with_a_sale(("Cash", None))
    returning = shop.returning_with(Reasons({"return_items": ("Damaged",)}))
    with pytest.raises(BadArgument, match="wants a reason"):
        returning.return_items(sale, ONE)
    done = returning.return_items(sale, ONE, reason="damaged").amendment
    assert done is not None
    assert done.reason == "Damaged"
    assert (shop.acts.entered[-1].action, shop.acts.entered[-1].deed.reason) == (Action.RETURN_ITEMS, "Damaged")


def test_a_sale_of_another_shift_is_not_voided_where_the_shop_has_it_so() -> None:
    shop, sale = shop_with_a_sale(("Cash", None))
    session = shop.desk.session
    assert session is not None
    strict = PostVoiding(shop.after_sale(), lambda _: session.session_id + 1)
    for step in (lambda: strict.refunds(sale), lambda: strict.void_closed(sale, "Wrong customer")):
        with pytest.raises(NotAllowedNow, match=r"is of another shift\. Return its items instead\."):
            step()
    assert PostVoiding(shop.after_sale(), lambda _: session.session_id).void_closed(sale, "Wrong customer").is_voided


def test_a_tip_goes_back_with_all_of_the_goods_but_not_where_others_are_taken_for_them() -> None:
    shop, _ = shop_with_a_sale(("Cash", None))
    shop.selling.add_item("latte")
    shop.checkout.tender("Credit Card", None, TenderExtras(tip=usd("1.00")))
    sale = shop.checkout.complete().transaction_id

    assert [each.given for each in shop.returning.refunds(sale, ONE)] == [usd("5.87")]
    exchange = shop.exchanging.begin(sale, ONE).head.exchange
    assert exchange is not None
    assert [each.given for each in exchange.amendment.refunds] == [usd("4.87")]
    shop.selling.add_item("latte")
    ended = shop.checkout.complete()
    assert [(each.taken, each.tip) for each in ended.payments] == [(usd("4.87"), None)]


def test_money_for_goods_without_a_receipt_goes_to_no_card_that_nobody_named() -> None:
    shop, _ = shop_with_a_sale(("Cash", None))
    cards = RefundRules((TenderType("Gift Card", wants_number=True),))
    shop.receiptless.rules = replace(shop.receiptless.rules, refunds=cards)
    written = len(shop.sales.records)

    assert shop.receiptless.refund([Goods("latte", Decimal(1))]).given == usd("4.87")
    with pytest.raises(BadArgument, match="Gift Card wants the number"):
        shop.receiptless.take_back([Goods("latte", Decimal(1))], "Damaged")
    assert len(shop.sales.records) == written


def test_goods_without_a_receipt_are_no_money_for_a_card_on_the_payment_terminal() -> None:
    shop, _ = shop_with_a_sale(("Cash", None))
    tenders = (TenderType("Cash", is_cash=True), TenderType("Credit Card", on_terminal=True))
    shop.receiptless.rules = replace(shop.receiptless.rules, refunds=RefundRules(tenders))

    with pytest.raises(BadArgument, match=r"gives nothing back by 'Credit Card'. It has: Cash\."):
        shop.receiptless.take_back([Goods("latte", Decimal(1))], "Damaged", "Credit Card")
