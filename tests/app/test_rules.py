from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pos_terminal import __version__
from pos_terminal.app.premises import store_time
from pos_terminal.app.printing import UnusablePrinter, printer_of, printer_place, receipts_of
from pos_terminal.app.rules import (
    checkout_rules,
    paper,
    receipt_fonts,
    receipt_style,
    receiptless_rules,
    selling_rules,
    spoken_culture,
    tax_policy,
    wire_settings,
)
from pos_terminal.domain.measured_label import LABELS_BY_COUNTRY
from pos_terminal.domain.money import RoundingMode
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.domain.tax import TaxRounding
from pos_terminal.settings import Settings, read_settings
from pos_terminal.wording import speaking
from tests.cli.till import Till


@pytest.fixture
def shop(bare: Till) -> Till:
    return bare


def settings(shop: Till, section: str = "sale", **values: object) -> Settings:
    shop.change(section, **values)
    return read_settings(shop.config, {})


def test_rounding_follows_the_settings(shop: Till) -> None:
    plain = tax_policy(settings(shop))
    shop.change("tax", rounding="line")
    changed = tax_policy(settings(shop, "money", rounding_mode="half_even"))

    assert (plain.rounding, plain.mode) == (TaxRounding.DOCUMENT, RoundingMode.HALF_UP)
    assert (changed.rounding, changed.mode) == (TaxRounding.LINE, RoundingMode.HALF_EVEN)


def test_the_business_day_ends_in_the_stores_zone(shop: Till) -> None:
    told = store_time(settings(shop, "terminal", timezone="America/New_York", business_day_ends="04:00"))

    assert told.business_day(datetime(2026, 3, 4, 8, 59, tzinfo=UTC)) == date(2026, 3, 3)
    assert told.business_day(datetime(2026, 3, 4, 9, 0, tzinfo=UTC)) == date(2026, 3, 4)


def test_at_a_kiosk_the_platform_is_asked_in_the_culture_of_the_language_that_the_shopper_chose(shop: Till) -> None:
    assert spoken_culture(settings(shop, "terminal", culture="de_CH")) is None
    culture = spoken_culture(settings(shop, "terminal", mode="kiosk"))
    assert culture is not None
    asked = []
    for language in ("de", "ar", "ja"):
        with speaking(language):
            asked.append(culture())
    assert asked == ["de_CH", "ar_AE", "ja_JP"]


def test_scale_labels_are_those_of_the_culture_unless_set(shop: Till) -> None:
    assert selling_rules(settings(shop, "terminal", culture="de_DE")).labels == LABELS_BY_COUNTRY["DE"]
    assert selling_rules(settings(shop, scale_labels="se")).labels == LABELS_BY_COUNTRY["SE"]
    assert selling_rules(settings(shop, scale_labels="none")).labels == ()


def test_ringing_up_follows_the_settings(shop: Till) -> None:
    shop.change("terminal", channel=["KIOSK", "STORE"])
    rules = selling_rules(settings(shop, merge_lines=False))

    assert (rules.register_id, rules.channels, rules.merge_lines) == ("lane-1", ("KIOSK", "STORE"), False)


def test_checkout_follows_the_settings(shop: Till) -> None:
    shop.change("sale", tenders=["Cash", "Voucher"])
    shop.change("platform", single_tender_code_on="payment", post_transaction_association=False)
    rules = checkout_rules(settings(shop, "money", cash_rounding="0.05"))

    assert [(each.name, each.is_cash) for each in rules.tenders] == [("Cash", True), ("Voucher", False)]
    assert (rules.codes.is_on, rules.codes.single_on_payment) == (False, True)
    assert rules.cash_rounding is not None
    assert rules.cash_rounding.increment == Decimal("0.05")
    assert rules.software_version == __version__
    assert checkout_rules(settings(shop, "money", cash_rounding="")).cash_rounding is None


def test_no_goods_without_a_receipt_are_paid_for_on_the_payment_terminal(shop: Till) -> None:
    shop.change("sale", tenders=["Credit Card", "Cash"])
    shop.change("card_terminal", tenders=["Credit Card"])

    for driver, wanted in (("none", ["Credit Card", "Cash"]), ("simulated", ["Cash"])):
        rules = receiptless_rules(settings(shop, "card_terminal", driver=driver))
        assert [each.name for each in rules.refunds.tenders] == wanted


def test_the_wire_follows_the_settings(shop: Till) -> None:
    values: dict[str, object] = {
        "custom_data": ["journal_hash"],
        "tips_in_amount": True,
        "subtotal_without_included_tax": False,
        "void_discounts": "drop",
    }
    wire = wire_settings(settings(shop, "platform", **values))

    assert (wire.store_id, wire.client_id, wire.culture) == ("store-77", "client-9", "en_US")
    assert wire.custom_data == {"journal_hash"}
    assert (wire.tips_in_amount, wire.subtotal_without_included_tax, wire.drops_discounts_of_voids) == (
        True,
        False,
        True,
    )


def test_receipts_carry_the_stores_name_or_its_id(shop: Till) -> None:
    assert receipt_style(settings(shop)).store_name == "store-77"
    style = receipt_style(settings(shop, "store", name="Oak", header=["a"], footer=["b", "c"]))

    assert (style.store_name, style.header, style.footer) == ("Oak", ("a",), ("b", "c"))
    assert style.receipt_url == "https://r.example.com"


def test_paper_and_target_follow_the_settings(shop: Till, tmp_path: Path) -> None:
    told = settings(shop, "printer", driver="file", target="paper", columns=32)
    assert (paper(told).columns, printer_place(told)) == (32, ("file", str(shop.folder / "paper")))
    network = settings(shop, "printer", driver="url", target="tcp://10.0.0.7:9100")
    assert printer_place(network) == ("network", "10.0.0.7:9100")


def test_receipt_fonts_begin_with_one_of_equal_widths() -> None:
    fonts = receipt_fonts()

    assert "Mono" in fonts[0].name
    assert all(font.exists() for font in fonts)


def test_a_printer_that_cannot_be_says_why_at_each_job(shop: Till) -> None:
    printer = printer_of(settings(shop, "printer", driver="network", target="host:port"))

    assert isinstance(printer, UnusablePrinter)
    for attempt in (printer.open_drawer,):
        with pytest.raises(PrinterFault, match=r"\[printer\]") as caught:
            attempt()
        assert caught.value.cause is FaultCause.SETUP
    assert receipts_of(settings(shop)) is not None
