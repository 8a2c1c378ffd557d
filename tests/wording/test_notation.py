"""Screens write figures as papers do, which ask Babel: the file that they read instead is what Babel knows."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from notations import NOTATIONS, written

from pos_terminal.adapters.layout.culture import Culture
from pos_terminal.domain.money import Currency, Money
from pos_terminal.wording.notation import Notation, notation_of

CULTURES = ("en_US", "en_GB", "en_IN", "de_DE", "de-CH", "de_AT", "fr_FR", "fr_CA", "es_ES", "es_MX", "pt_PT", "pt_BR",
            "ar_AE", "ja_JP", "zh_CN", "zh_TW", "nl_NL", "sv_SE", "hi_IN", "xx_XX")  # fmt: skip


def test_the_file_is_what_would_be_written_anew() -> None:
    assert NOTATIONS.read_text(encoding="utf-8") == written()


@pytest.mark.parametrize("name", CULTURES)
def test_a_screen_writes_numbers_as_the_receipt_does(name: str) -> None:
    paper, screen = Culture(name), notation_of(name)
    amounts = [Money(minor, Currency.of(code)) for minor in (5, -290, 1234567) for code in ("USD", "JPY", "KWD")]
    assert [plain(paper.amount(each)) for each in amounts] == [
        plain(screen.number(each.amount, each.currency.exponent)) for each in amounts
    ]
    quantities = [Decimal(each) for each in ("0.755", "2", "1200", "123456.5")]
    assert [paper.quantity(each) for each in quantities] == [screen.number(each) for each in quantities]
    rates = [Decimal(each) for each in ("0.19", "0.0825", "-0.05")]
    assert [plain(paper.rate(each)) for each in rates] == [
        plain(screen.percent((each * 100).normalize())) for each in rates
    ]


@pytest.mark.parametrize("name", CULTURES)
def test_a_screen_has_the_clock_of_the_receipt(name: str) -> None:
    moment = datetime(2026, 3, 4, 15, 2, tzinfo=UTC)
    on_twelve = "15" not in Culture(name).time(moment)
    assert ("15" not in notation_of(name).time(moment)) == on_twelve


def plain(figure: str) -> str:
    """A screen has a minus of its own, which stays in front also among Arabic words."""
    return figure.replace("\N{MINUS SIGN}", "-").replace("\N{LEFT-TO-RIGHT MARK}", "")


def test_each_notation_has_all_of_a_day() -> None:
    for name in CULTURES:
        known = notation_of(name)
        assert isinstance(known, Notation)
        moment = datetime(2033, 11, 28, 9, 7, tzinfo=UTC)
        assert all(part in known.date(moment.date()) for part in ("2033", "11", "28"))
        assert "28" in known.weekday(moment.date())
