from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from pos_terminal.application.checkout import CheckoutRules, TenderExtras
from pos_terminal.application.drawer import settles_in_cash
from pos_terminal.domain.attribution import Attribution
from pos_terminal.domain.discount import Discount, DiscountStatus
from pos_terminal.domain.errors import ApprovalNeeded, BadArgument, NotAllowedNow
from pos_terminal.domain.foreign import Rates
from pos_terminal.domain.staff import Role
from pos_terminal.domain.tender import CashRounding, TenderType
from pos_terminal.domain.transaction import ReceiptCodeRule, SnapshotKind
from tests.application.desk_of import TENDERS, Shop
from tests.application.fakes import ANA, DiskFull, each, usd


def test_cash_gives_change_and_the_sale_ends_in_one_commit() -> None:
    shop = Shop().with_items("latte", "muffin")
    payment = shop.checkout.tender("cash", usd("10.00"))
    assert (payment.amount, payment.taken, payment.change) == (usd("8.39"), usd("10.00"), usd("1.61"))
    sold = shop.checkout.complete()
    assert sold.kind is SnapshotKind.CLOSED
    assert sold.change_due == usd("1.61")
    assert len(shop.sales.records) == 1
    record = shop.sales.records[0]
    assert record.request is not None
    assert record.print_job_id is not None
    assert record.session_id == 1
    assert shop.desk.basket is None
    assert shop.desk.finished is sold
    assert shop.told == [sold]


def test_a_split_tender_settles_what_is_left() -> None:
    shop = Shop().with_items("latte", "muffin")
    shop.checkout.tender("Credit Card", usd("5.00"))
    assert shop.desk.basket is not None
    assert shop.desk.basket.balance == usd("3.39")
    shop.checkout.tender("Cash")
    sold = shop.checkout.complete()
    assert [str(each.amount) for each in sold.payments] == ["5.00", "3.39"]
    assert all(each.receipt_code for each in sold.payments)
    assert len({each.receipt_code for each in sold.payments}) == 2
    assert sold.guest_receipt_code is None


def test_a_single_payment_puts_the_code_on_the_transaction() -> None:
    shop = Shop().with_items("latte")
    shop.checkout.tender("Cash")
    sold = shop.checkout.complete()
    assert sold.guest_receipt_code
    assert sold.payments[0].receipt_code is None


def test_without_post_transaction_association_there_is_no_code() -> None:
    shop = Shop().with_items("latte")
    checkout = shop.checkout_with(CheckoutRules(TENDERS, ReceiptCodeRule(is_on=False), "1.0"))
    checkout.tender("Cash")
    assert checkout.complete().receipt_codes == ()


def test_a_sale_without_items_is_said_to_have_none() -> None:
    shop = Shop().with_items("latte")
    shop.selling.remove_line("1")
    with pytest.raises(NotAllowedNow, match="no items yet"):
        shop.checkout.tender("Cash")


def test_a_tender_can_be_taken_back_and_its_id_is_not_used_again() -> None:
    shop = Shop().with_items("latte")
    first = shop.checkout.tender("Gift Card", usd("1.00"))
    shop.checkout.remove_tender(first.payment_id)
    assert shop.desk.basket is not None
    assert not shop.desk.basket.is_tendering
    assert shop.baskets.stored is not None
    assert not shop.baskets.stored.is_tendering
    assert shop.checkout.tender("Cash").payment_id == "2"


def test_nothing_is_closed_while_something_is_due() -> None:
    shop = Shop().with_items("latte")
    shop.checkout.tender("Cash", usd("1.00"))
    with pytest.raises(NotAllowedNow, match=r"3\.87 is still due"):
        shop.checkout.complete()
    assert shop.sales.records == []


def test_only_cash_may_be_more_than_the_balance() -> None:
    shop = Shop().with_items("latte")
    with pytest.raises(BadArgument, match="gives no change"):
        shop.checkout.tender("Credit Card", usd("50.00"))


@pytest.mark.parametrize("amount", ["0.00", "-5.00"])
def test_a_tender_is_more_than_nothing(amount: str) -> None:
    with pytest.raises(BadArgument):
        Shop().with_items("latte").checkout.tender("Cash", usd(amount))


def test_an_unknown_tender_type_names_those_that_are_taken() -> None:
    with pytest.raises(BadArgument, match="Cash, Credit Card, Gift Card"):
        Shop().with_items("latte").checkout.tender("Shells")


def test_after_the_balance_is_covered_nothing_more_is_taken() -> None:
    shop = Shop().with_items("latte")
    shop.checkout.tender("Cash")
    with pytest.raises(NotAllowedNow, match="Nothing is due"):
        shop.checkout.tender("Cash")


def test_a_sale_that_costs_nothing_closes_without_a_payment() -> None:
    shop = Shop().signed_on()
    shop.put(each("sample", "0.00"))
    shop.selling.add_item("sample")
    sold = shop.checkout.complete()
    assert sold.payments == ()
    assert sold.totals.total == usd("0.00")
    assert sold.guest_receipt_code


def test_lines_may_change_while_tendering_but_never_below_what_was_taken() -> None:
    shop = Shop().with_items("latte", "muffin")
    shop.checkout.tender("Credit Card", usd("5.00"))
    shop.selling.add_item("muffin")
    with pytest.raises(NotAllowedNow, match=r"5\.00 was taken"):
        shop.selling.remove_line("2")
    assert shop.desk.basket is not None
    assert shop.desk.basket.line("2").quantity == Decimal(2)


def test_a_void_is_journalled_and_not_sent_when_the_platform_never_saw_the_sale() -> None:
    shop = Shop().with_items("latte")
    voided = shop.checkout.void("customer left")
    assert voided.is_voided
    assert voided.void_reason == "customer left"
    assert shop.sales.records[0].request is None
    assert shop.sales.records[0].print_job_id is None


def test_a_sale_of_nothing_is_journalled_when_it_is_voided_and_not_sent() -> None:
    shop = Shop().with_items("latte")
    shop.selling.remove_line("1")
    voided = shop.checkout.void("customer left")
    assert (voided.is_voided, voided.lines) == (True, ())
    assert [record.transaction for record in shop.sales.records] == [voided]
    assert shop.sales.records[0].request is None


def test_a_void_wants_a_reason() -> None:
    with pytest.raises(BadArgument, match="reason"):
        Shop().with_items("latte").checkout.void("  ")


def test_a_full_disk_at_the_commit_leaves_the_tendered_sale_open() -> None:
    shop = Shop().with_items("latte")
    shop.checkout.tender("Cash")
    shop.sales.full = True
    with pytest.raises(DiskFull):
        shop.checkout.complete()
    assert shop.desk.basket is not None
    assert shop.told == []
    shop.sales.full = False
    assert shop.checkout.complete().is_closed


def test_a_tender_the_disk_does_not_take_is_not_held() -> None:
    shop = Shop().with_items("latte")
    shop.baskets.full = True
    with pytest.raises(DiskFull):
        shop.checkout.tender("Cash")
    assert shop.desk.basket is not None
    assert not shop.desk.basket.is_tendering


def test_cash_is_rounded_to_the_coins_there_are() -> None:
    shop = Shop().with_items("latte", "muffin")
    rules = CheckoutRules(TENDERS, ReceiptCodeRule(), "1.0", CashRounding(Decimal("0.05")))
    checkout = shop.checkout_with(rules)
    payment = checkout.tender("Cash")
    assert (payment.amount, payment.taken, payment.rounding) == (usd("8.39"), usd("8.40"), usd("0.01"))
    assert checkout.complete().totals.total == usd("8.39")


def test_the_closed_sale_is_later_than_its_opening_even_when_the_clock_steps_back() -> None:
    shop = Shop().with_items("latte")
    shop.checkout.tender("Cash")
    shop.clock.wall -= timedelta(days=1)
    sold = shop.checkout.complete()
    assert sold.modified_time > sold.head.open_time


def test_the_drawer_opens_for_cash_alone() -> None:
    shop = Shop().with_items("latte")
    shop.checkout.tender("Credit Card")
    assert not settles_in_cash(shop.checkout.complete().payments, TENDERS)
    shop.with_items("latte").checkout.tender("Cash")
    assert settles_in_cash(shop.checkout.complete().payments, TENDERS)


def test_the_drawer_opens_when_a_part_was_paid_in_cash() -> None:
    shop = Shop().with_items("latte")
    shop.checkout.tender("Credit Card", usd("1.00"))
    shop.checkout.tender("Cash")
    assert settles_in_cash(shop.checkout.complete().payments, TENDERS)


def test_quick_cash_keys_start_with_the_exact_amount() -> None:
    shop = Shop().with_items("latte", "muffin")
    assert [str(key) for key in shop.checkout.cash_keys()] == ["8.39", "10.00", "20.00", "50.00"]


def test_a_tip_goes_on_top_of_a_card_and_out_of_the_change_of_cash() -> None:
    shop = Shop().with_items("latte", "muffin")
    card = shop.checkout.tender("Credit Card", usd("5.00"), TenderExtras("4111 1111 1111 1112", usd("1.00")))
    assert (card.amount, card.taken, card.tip, card.number) == (usd("5.00"), usd("6.00"), usd("1.00"), "…1112")
    cash = shop.checkout.tender("Cash", usd("5.00"), TenderExtras(tip=usd("0.50")))
    assert (cash.amount, cash.change, cash.tip) == (usd("3.39"), usd("1.11"), usd("0.50"))
    assert shop.checkout.complete().totals.total == usd("8.39")


def test_the_tip_may_be_all_the_change() -> None:
    cash = Shop().with_items("latte", "muffin").checkout.tender("Cash", usd("10.00"), TenderExtras(tip=usd("1.61")))
    assert (cash.change, cash.tip) == (usd("0.00"), usd("1.61"))


@pytest.mark.parametrize("tip", ["0.00", "-1.00", "1.62"])
def test_a_tip_that_cannot_be_meant_is_refused(tip: str) -> None:
    shop = Shop().with_items("latte", "muffin")
    with pytest.raises(BadArgument):
        shop.checkout.tender("Cash", usd("10.00"), TenderExtras(tip=usd(tip)))
    assert shop.desk.basket is not None
    assert not shop.desk.basket.is_tendering


def test_a_sale_with_a_used_offer_is_voided_with_approval_alone() -> None:
    shop = Shop().with_items("latte")
    used = Discount(
        "uo-1", "UserOfferId", "Off", "SessionM", usd("1.00"), 0, shop.clock.now(), status=DiscountStatus.REDEEMED
    )
    shop.desk.open_sale().put_discounts((used,))

    with pytest.raises(ApprovalNeeded):
        shop.checkout.void("Shopper left")
    shop.desk.approver = replace(ANA, role=Role.SUPERVISOR)

    assert shop.checkout.void("Shopper left").is_voided


def test_a_sale_that_money_was_taken_for_is_voided_with_approval_and_the_drawer_opens_for_cash() -> None:
    opened: list[str] = []
    shop = Shop().with_items("latte")
    checkout = shop.checkout_with(shop.checkout.rules, open_drawer=lambda: opened.append("drawer"))
    checkout.tender("Cash", usd("1.00"))

    with pytest.raises(ApprovalNeeded, match="money was taken"):
        checkout.void("Shopper left")
    assert (shop.desk.open_sale().paid, opened) == (usd("1.00"), [])
    shop.desk.approver = replace(ANA, role=Role.SUPERVISOR)

    assert checkout.void("Shopper left").payments == ()
    assert opened == ["drawer"]


def test_a_voided_sale_that_no_cash_was_taken_for_leaves_the_drawer_shut() -> None:
    opened: list[str] = []
    shop = Shop().with_items("latte")
    checkout = shop.checkout_with(shop.checkout.rules, open_drawer=lambda: opened.append("drawer"))
    checkout.tender("Credit Card", usd("1.00"))
    shop.desk.approver = replace(ANA, role=Role.SUPERVISOR)

    checkout.void("Shopper left")

    assert opened == []


def test_where_the_payer_alone_is_the_member_the_next_payment_is_theirs_after_a_guest_paid() -> None:
    shop = Shop().with_items("latte", "muffin")
    checkout = shop.checkout_with(CheckoutRules(TENDERS, ReceiptCodeRule(), "1.0", member_on_all=False))
    shop.desk.open_sale().member = Attribution("member-1")
    checkout.tender("Credit Card", usd("3.00"), TenderExtras(is_members=False))
    checkout.tender("Credit Card", usd("2.00"))
    checkout.tender("Cash")

    sold = checkout.complete()

    assert [each.user_id for each in sold.payments] == [None, "member-1", None]
    assert [bool(each.receipt_code) for each in sold.payments] == [True, False, True]


EUROS = Rates({"EUR": Decimal("1.08")})


def test_cash_in_another_currency_counts_for_its_worth_and_the_change_is_in_the_shops_own() -> None:
    shop = Shop().with_items("latte", "muffin")

    paid = shop.checkout.tender("Cash", extras=TenderExtras(foreign=EUROS.cash("EUR", Decimal(10))))

    assert (paid.amount, paid.taken, paid.change) == (usd("8.39"), usd("10.80"), usd("2.41"))
    assert paid.foreign == EUROS.cash("EUR", Decimal(10))
    assert shop.checkout.complete().payments == (paid,)


def test_cash_in_another_currency_may_be_a_part() -> None:
    shop = Shop().with_items("latte", "muffin")
    part = shop.checkout.tender("Cash", extras=TenderExtras(foreign=EUROS.cash("EUR", Decimal(5))))
    assert (part.amount, part.change) == (usd("5.40"), usd("0.00"))
    assert shop.desk.open_sale().balance == usd("2.99")


def test_only_cash_is_in_another_currency_and_it_says_its_own_amount() -> None:
    shop = Shop().with_items("latte")
    foreign = TenderExtras(foreign=EUROS.cash("EUR", Decimal(5)))
    with pytest.raises(BadArgument, match="another currency is cash"):
        shop.checkout.tender("Credit Card", extras=foreign)
    with pytest.raises(BadArgument, match="another currency is cash"):
        shop.checkout.tender("Cash", usd("5.00"), foreign)
    assert not shop.desk.open_sale().is_tendering


def test_a_tender_that_is_nothing_without_a_number_wants_one() -> None:
    tenders = (*TENDERS, TenderType("House Account", wants_number=True))
    shop = Shop().with_items("latte")
    checkout = shop.checkout_with(CheckoutRules(tenders, ReceiptCodeRule(), "1.0"))
    for number in (None, "  "):
        with pytest.raises(BadArgument, match="House Account wants its number"):
            checkout.tender("House Account", extras=TenderExtras(number=number))
    assert checkout.tender("House Account", extras=TenderExtras(number="A-17")).number == "A-17"


def test_there_are_tips_only_in_the_channels_that_have_them() -> None:
    shop = Shop().with_items("latte")
    rules = CheckoutRules(TENDERS, ReceiptCodeRule(), "1.0", tip_channels=("KIOSK",))
    with pytest.raises(BadArgument, match="no tips in the channel STORE"):
        shop.checkout_with(rules).tender("Credit Card", extras=TenderExtras(tip=usd("1.00")))
    rules = CheckoutRules(TENDERS, ReceiptCodeRule(), "1.0", tip_channels=("STORE",))
    assert shop.checkout_with(rules).tender("Credit Card", extras=TenderExtras(tip=usd("1.00"))).tip == usd("1.00")
