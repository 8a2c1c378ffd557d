from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from pos_terminal.application.stopping import Stopping
from pos_terminal.domain.errors import BadArgument, NotAllowedNow, NotSignedOn, Refused, UnknownBarcode, UnknownItem
from pos_terminal.domain.gtin import check_digit, verifier_digit
from pos_terminal.domain.item import Unit
from tests.application.desk_of import Shop
from tests.application.fakes import DiskFull, each, usd


def test_a_scanned_item_becomes_a_line_of_a_new_sale() -> None:
    shop = Shop().signed_on()
    line = shop.selling.scan("4006381333931")
    assert (line.item_id, line.quantity, line.extended) == ("latte", Decimal(1), usd("4.50"))
    assert shop.desk.basket is not None
    assert shop.desk.basket.head.transaction_id == "lane-1-QK7M-000001"
    assert shop.desk.basket.head.sm_employee_id == "sm-17"
    assert shop.desk.basket.head.channel == "STORE"


@pytest.mark.parametrize("code", ["]E04006381333931", "04006381333931", "]C10104006381333931", "LAT", "latte"])
def test_the_same_item_is_found_by_every_way_of_writing_its_code(code: str) -> None:
    assert Shop().signed_on().selling.scan(code).item_id == "latte"


def test_scanning_again_raises_the_quantity_of_the_line() -> None:
    shop = Shop().signed_on()
    shop.selling.scan("LAT")
    assert shop.selling.scan("LAT").quantity == Decimal(2)
    assert shop.baskets.stored is not None
    assert len(shop.baskets.stored.lines) == 1


def test_a_scanned_lot_stays_with_its_line() -> None:
    shop = Shop().signed_on()
    line = shop.selling.scan("]C1010400638133393110LOT7")
    assert (line.item_id, line.lot) == ("latte", "LOT7")
    assert shop.selling.scan("LAT").lot is None


def test_each_scanned_lot_is_a_line_of_its_own() -> None:
    shop = Shop().signed_on()
    for lot in ("LOT7", "LOT8", "LOT7"):
        shop.selling.scan(f"]C1010400638133393110{lot}")
    assert shop.baskets.stored is not None
    found = [(line.lot, line.quantity) for line in shop.baskets.stored.lines.values()]
    assert found == [("LOT7", Decimal(2)), ("LOT8", Decimal(1))]


@pytest.mark.parametrize(
    ("measure", "quantity"),
    [("3103000250", "0.25"), ("310300229839226871\x1d", "2.298"), ("31030002303922687\x1d", "0.23")],
)
def test_a_lot_stays_with_goods_sold_by_their_weight_or_price(measure: str, quantity: str) -> None:
    shop = Shop().signed_on()
    shop.put(each("ham", "29.90", unit=Unit.KG, barcodes=("4006381333962",)))
    line = shop.selling.scan(f"]C10104006381333962{measure}10LOT7")
    assert (line.item_id, line.quantity, line.lot) == ("ham", Decimal(quantity), "LOT7")


def test_a_price_in_another_currency_than_the_shops_is_not_rung_up() -> None:
    shop = Shop().signed_on()
    shop.put(each("ham", "29.90", unit=Unit.KG, barcodes=("4006381333962",)))
    with pytest.raises(BadArgument, match="priced in EUR on its label, and this till sells in USD"):
        shop.selling.scan("]C10104006381333962310300023039329780687")
    assert shop.selling.scan("]C10104006381333962310300023039328400687").extended.minor == 687


def test_nobody_signed_on_sells_nothing() -> None:
    shop = Shop()
    with pytest.raises(NotSignedOn):
        shop.selling.scan("LAT")
    assert shop.baskets.number == 0


@pytest.mark.parametrize("code", ["4006381333930", "nothing", "=1+1", "\x1bp\x00"])
def test_an_unknown_code_is_named_and_changes_nothing(code: str) -> None:
    shop = Shop().with_items("latte")
    saves = shop.baskets.saves
    with pytest.raises(UnknownBarcode):
        shop.selling.scan(code)
    assert shop.baskets.saves == saves
    assert shop.desk.basket is not None
    assert len(shop.desk.basket.lines) == 1


def test_a_retired_item_is_not_sold() -> None:
    with pytest.raises(UnknownItem):
        Shop().signed_on().selling.add_item("retired")


def test_a_refused_first_item_opens_neither_sale_nor_shift() -> None:
    shop = Shop().signed_on()
    with pytest.raises(BadArgument):
        shop.selling.add_item("latte", Decimal("1.5"))
    assert shop.desk.basket is None
    assert shop.tills.opened == 0


def test_a_weighed_item_asks_for_its_weight() -> None:
    shop = Shop().signed_on()
    with pytest.raises(BadArgument, match="weight in kg"):
        shop.selling.scan("4015")
    line = shop.selling.add_item("apples", Decimal("0.846"))
    assert line.extended == usd("2.53")


def test_an_open_price_item_asks_for_its_price_and_no_other_takes_one() -> None:
    shop = Shop().signed_on()
    with pytest.raises(BadArgument, match="no fixed price"):
        shop.selling.add_item("gift")
    assert shop.selling.add_item("gift", unit_price=usd("25.00")).extended == usd("25.00")
    with pytest.raises(BadArgument, match=r"has the price 4\.50"):
        shop.selling.add_item("latte", unit_price=usd("1.00"))
    with pytest.raises(BadArgument, match="below zero"):
        shop.selling.add_item("gift", unit_price=usd("-1.00"))


def label(item: str, field: str) -> str:
    payload = f"{item}{verifier_digit(field)}{field}"
    return f"{payload}{check_digit(payload)}"


@pytest.mark.parametrize(("cents", "quantity"), [("00687", "1"), ("06871", "2.298")])
def test_a_scale_label_sells_exactly_the_price_it_shows(cents: str, quantity: str) -> None:
    shop = Shop().signed_on()
    shop.put(each("ham", "29.90", unit=Unit.KG, barcodes=(label("231111", "00000"),)))
    line = shop.selling.scan(label("231111", cents))
    assert line.extended.minor == int(cents)
    assert line.quantity == Decimal(quantity)


def test_a_scale_label_with_a_weight_sells_that_weight() -> None:
    shop = Shop().signed_on()
    shop.put(each("gouda", "12.00", unit=Unit.G, barcodes=(label("281111", "00000"),)))
    assert shop.selling.scan(label("281111", "00250")).quantity == Decimal(250)


def test_modifiers_are_lines_that_follow_their_item() -> None:
    shop = Shop().signed_on()
    line = shop.selling.add_item("latte", Decimal(2), ("oat",))
    assert shop.desk.basket is not None
    oat = shop.desk.basket.modifiers(line.line_id)[0]
    assert (oat.quantity, oat.extended, oat.modifies_line_id) == (Decimal(2), usd("1.20"), line.line_id)
    shop.selling.set_quantity(line.line_id, Decimal(3))
    assert shop.desk.basket.modifiers(line.line_id)[0].quantity == Decimal(3)
    shop.selling.remove_line(line.line_id)
    assert not shop.desk.basket.lines


def test_a_modifier_is_sold_with_its_item_only() -> None:
    shop = Shop().with_items("muffin")
    with pytest.raises(BadArgument, match="cannot be added"):
        shop.selling.add_modifier("1", "oat")
    with pytest.raises(BadArgument, match="with another item only"):
        shop.selling.add_item("oat")


def test_an_item_with_a_modifier_is_not_merged_with_a_plain_one() -> None:
    shop = Shop().signed_on()
    first = shop.selling.add_item("latte", modifiers=("oat",))
    second = shop.selling.scan("LAT")
    assert first.line_id != second.line_id


def test_a_modifiers_quantity_cannot_be_set_alone() -> None:
    shop = Shop().signed_on()
    shop.selling.add_item("latte", modifiers=("oat",))
    with pytest.raises(BadArgument, match="follows the item"):
        shop.selling.set_quantity("2", Decimal(2))


def test_a_line_that_is_not_there_is_named() -> None:
    with pytest.raises(BadArgument, match="no line 9"):
        Shop().with_items("latte").selling.remove_line("9")


def test_a_step_without_a_sale_says_how_to_start_one() -> None:
    with pytest.raises(NotAllowedNow, match="Scan an item"):
        Shop().signed_on().selling.remove_line("1")


def test_a_full_disk_puts_the_desk_back_to_what_is_stored() -> None:
    shop = Shop().with_items("latte")
    shop.baskets.full = True
    with pytest.raises(DiskFull):
        shop.selling.add_item("muffin")
    assert shop.desk.basket is not None
    assert [line.item_id for line in shop.desk.basket.lines.values()] == ["latte"]
    shop.baskets.full = False
    shop.selling.add_item("muffin")
    assert shop.baskets.stored is not None
    assert len(shop.baskets.stored.lines) == 2


def test_the_first_sale_opens_a_shift_with_an_empty_float_when_nobody_did() -> None:
    shop = Shop().with_items("latte", "muffin")
    assert shop.tills.opened == 1
    assert shop.desk.session is not None
    assert shop.desk.session.opening_float == usd("0")


def test_a_price_check_sells_nothing() -> None:
    shop = Shop().signed_on()
    assert shop.selling.price_of("LAT").price == usd("4.50")
    assert shop.desk.basket is None


def test_every_refusal_has_a_code_and_a_sentence() -> None:
    shop = Shop().signed_on()
    with pytest.raises(Refused) as caught:
        shop.selling.scan("nothing")
    assert caught.value.code == "unknown_barcode"
    assert "nothing" in caught.value.sentence


def test_what_is_past_its_last_day_is_not_sold_and_what_is_past_its_best_is() -> None:
    shop = Shop().signed_on()
    assert shop.clock.now().date() > date(2026, 1, 1)
    with pytest.raises(NotAllowedNow, match="Latte was to be sold until 2026-01-01"):
        shop.selling.scan("]d2010400638133393117260101")
    assert shop.desk.basket is None
    line = shop.selling.scan("]d2010400638133393115260101")
    assert (line.expiry, line.ends_sale) == (date(2026, 1, 1), False)


@pytest.mark.parametrize("told", ["17261330", "17260230", "7003260130AB00", "70032613011100", "16261330"])
def test_a_last_day_that_is_no_date_is_told_and_not_sold(told: str) -> None:
    shop = Shop().signed_on()
    with pytest.raises(NotAllowedNow, match=f"label of Latte is not a date: [0-9]*{told[-4:]}"):
        shop.selling.scan(f"]d20104006381333931{told}")
    assert shop.desk.basket is None


def test_what_expires_at_an_hour_is_sold_before_it_and_stopped_from_it_on() -> None:
    shop = Shop().signed_on()
    now = shop.tilling.local()
    soon, later = now + timedelta(minutes=2), now + timedelta(minutes=5)
    with pytest.raises(NotAllowedNow, match=f"Latte was to be sold until {now:%Y-%m-%d %H:%M}"):
        shop.selling.scan(f"]d201040063813339317003{now:%y%m%d%H%M}")
    lines = [shop.selling.scan(f"]d201040063813339317003{each:%y%m%d%H%M}") for each in (soon, later, later)]
    assert [int(each.quantity) for each in lines] == [1, 1, 2]
    assert lines[0].batch.told == f"Use by {soon:%Y-%m-%d %H:%M}"
    stopping = Stopping(shop.desk, shop.catalog, shop.tilling)
    stopping.refuse_stopped()
    shop.clock.forward(2 * 60)
    with pytest.raises(NotAllowedNow, match="was to be sold until"):
        stopping.refuse_stopped()


def test_a_lot_that_was_called_back_is_not_sold_and_others_are() -> None:
    shop = Shop().signed_on()
    shop.put(replace(shop.catalog.items["latte"], recalled_lots=("LOT7",)))
    with pytest.raises(NotAllowedNow, match="Lot LOT7 of Latte was called back"):
        shop.selling.scan("]C1010400638133393110LOT7")
    assert shop.selling.scan("]C1010400638133393110LOT8").lot == "LOT8"


def test_what_expires_or_is_called_back_while_it_waits_is_stopped_before_payment() -> None:
    shop = Shop().signed_on()
    today = shop.clock.now().date()
    shop.selling.scan(f"]d2010400638133393117{today:%y%m%d}10LOT7")
    stopping = Stopping(shop.desk, shop.catalog, shop.tilling)
    stopping.refuse_stopped()
    shop.put(replace(shop.catalog.items["latte"], recalled_lots=("LOT7",)))
    with pytest.raises(NotAllowedNow, match="called back"):
        stopping.refuse_stopped()
    shop.put(replace(shop.catalog.items["latte"], recalled_lots=()))
    shop.clock.forward(24 * 60 * 60)
    with pytest.raises(NotAllowedNow, match="was to be sold until"):
        stopping.refuse_stopped()


def test_a_serial_number_is_one_piece_and_sold_once() -> None:
    shop = Shop().signed_on()
    first = shop.selling.scan("]d2010400638133393121X1")
    shop.selling.scan("]d2010400638133393121X2")
    with pytest.raises(NotAllowedNow, match="serial number X1 is in this sale already"):
        shop.selling.scan("]d2010400638133393121X1")
    with pytest.raises(NotAllowedNow, match="serial number X1 is one piece"):
        shop.selling.set_quantity(first.line_id, Decimal(2))
    assert [(each.serial, int(each.quantity)) for each in shop.desk.open_sale().lines.values()] == [
        ("X1", 1),
        ("X2", 1),
    ]
