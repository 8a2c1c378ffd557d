from collections.abc import Callable
from dataclasses import replace

import pytest

from pos_terminal.application.serving import Serving
from pos_terminal.application.suspending import Suspending, SuspendPorts
from pos_terminal.application.telling import Telling, TellPorts, TellRules
from pos_terminal.domain.attribution import Attribution
from pos_terminal.domain.discount import Discount, DiscountStatus
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.transaction import SnapshotKind
from tests.application.fakes import DiskFull, MemoryParted, usd
from tests.application.test_suspending import Counter, counter

CODES, UPDATES = TellRules(has_code=True), TellRules(updates=True)


def ready() -> None:
    """No offer has to be asked about."""


def telling(here: Counter, rules: TellRules, offers_ready: Callable[[], None] = ready) -> Telling:
    shop = here.shop
    ports = TellPorts(MemoryParted(here.stored, shop.sales), shop.checkout.ending, shop.ids.uuid, offers_ready)
    return Telling(shop.desk, ports, shop.tilling, rules)


def test_a_guest_check_is_journalled_and_printed_and_its_code_stays() -> None:
    here = counter("latte")

    first, second = (telling(here, CODES).guest_check() for _ in range(2))
    here.shop.checkout.tender("Cash")
    closed = here.shop.checkout.complete()

    assert first.kind is second.kind is SnapshotKind.OPEN
    assert first.guest_receipt_code
    assert {first.guest_receipt_code, second.guest_receipt_code} == {closed.guest_receipt_code}
    assert first.modified_time < second.modified_time < closed.modified_time
    records = here.shop.sales.records
    assert [(each.request is None, each.print_job_id is None) for each in records] == [
        (True, False),
        (True, False),
        (False, False),
    ]


def test_a_member_and_a_shop_without_codes_have_none_on_the_check() -> None:
    here = counter("latte")
    assert telling(here, TellRules()).guest_check().guest_receipt_code is None
    here.shop.desk.open_sale().member = Attribution("member-1")
    assert telling(here, CODES).guest_check().guest_receipt_code is None


def test_a_sale_that_became_all_a_members_is_claimed_by_nobody_else() -> None:
    here = counter("latte")
    telling(here, CODES).guest_check()
    here.shop.desk.open_sale().member = Attribution("member-1")
    here.shop.checkout.tender("Cash")

    assert here.shop.checkout.complete().receipt_codes == ()


def test_nothing_is_printed_of_an_empty_sale_of_a_paid_one_or_while_an_offer_is_in_doubt() -> None:
    def in_doubt() -> None:
        raise NotAllowedNow("The platform has not confirmed the offers.")

    here = counter("latte")
    with pytest.raises(NotAllowedNow, match="has not confirmed"):
        telling(here, CODES, in_doubt).guest_check()
    here.shop.checkout.tender("Cash", usd("1.00"))
    with pytest.raises(NotAllowedNow, match="Money was taken"):
        telling(here, CODES).guest_check()
    here.shop.checkout.remove_tender("1")
    here.shop.selling.remove_line("1")
    with pytest.raises(NotAllowedNow, match="nothing to print"):
        telling(here, CODES).guest_check()
    assert here.shop.sales.records == []


def test_a_full_disk_leaves_the_sale_without_a_code_and_an_update_untold() -> None:
    here = counter("latte")
    here.shop.sales.full = True

    with pytest.raises(DiskFull):
        telling(here, CODES).guest_check()
    telling(here, UPDATES).update(here.shop.desk.open_sale())

    assert here.shop.desk.open_sale().head.guest_code is None
    assert here.shop.sales.records == []


def test_updates_are_sent_where_the_shop_wants_them() -> None:
    here = counter("latte")
    sale = here.shop.desk.open_sale()
    telling(here, CODES).update(sale)
    assert here.shop.sales.records == []

    telling(here, UPDATES).update(sale)

    (record,) = here.shop.sales.records
    assert (record.transaction.kind, record.print_job_id) == (SnapshotKind.OPEN, None)
    assert record.request is not None


def test_a_held_sale_is_printed_where_it_waits_and_keeps_its_code() -> None:
    here = counter("latte")
    held = here.suspending.suspend().transaction_id
    here.shop.selling.add_item("muffin")
    now_open = here.shop.desk.open_sale()

    told = telling(here, CODES).guest_check(held)

    assert (told.transaction_id, told.kind) == (held, SnapshotKind.OPEN)
    assert here.stored.sales[held][1].head.guest_code == told.guest_receipt_code
    assert here.shop.desk.basket is now_open
    with pytest.raises(BadArgument, match="is held on this till"):
        telling(here, CODES).guest_check("lane-1-QK7M-000099")


def test_a_held_sale_whose_offers_are_kept_is_gone_on_with_before_it_is_printed() -> None:
    here = counter("latte")
    plain = Discount("uo-1", "UserOfferId", "A little off", "SessionM", usd("1.00"), 0, here.shop.tilling.now())
    here.shop.desk.open_sale().put_discounts((replace(plain, status=DiscountStatus.LOCKED),))
    held = here.with_offers(keeps=True).suspend().transaction_id

    with pytest.raises(NotAllowedNow, match="Go on with it, then print"):
        telling(here, CODES).guest_check(held)


def test_a_sale_that_moves_to_another_table_is_told_of_the_open_one_and_a_held_one() -> None:
    here = counter("latte")
    updates = telling(here, UPDATES)
    ports = SuspendPorts(here.stored, here.shop.baskets, lambda: None, moved=updates.update_of)
    suspending = Suspending(here.shop.desk, ports, here.shop.tilling)
    serving = Serving(here.shop.desk, here.shop.selling.opening, suspending, here.shop.selling.rules.channels)
    number = here.shop.desk.open_sale().head.transaction_id

    serving.transfer(number, "4")
    suspending.suspend()
    serving.transfer(number, "9")

    sent = [each.transaction for each in here.shop.sales.records]
    assert [(each.head.table_id, each.kind) for each in sent] == [("4", SnapshotKind.OPEN), ("9", SnapshotKind.OPEN)]
    suspending.resume(number)
    here.shop.checkout.tender("Cash", usd("1.00"))
    serving.transfer(number, "5")
    assert len(here.shop.sales.records) == 2


def test_a_shop_that_wants_no_updates_is_told_of_no_move() -> None:
    here = counter("latte")
    telling(here, CODES).update_of(here.shop.desk.open_sale().head.transaction_id)
    telling(here, UPDATES).update_of("lane-1-QK7M-000099")
    assert here.shop.sales.records == []
