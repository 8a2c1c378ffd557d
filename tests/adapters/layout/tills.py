"""A movement and a shift for the tests of their papers."""

from datetime import date, timedelta
from decimal import Decimal

from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.adapters.layout.till_slips import TillSlips
from pos_terminal.application.queueing import JournalHead
from pos_terminal.bundle import bundled
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.movement import Movement, MovementKind, Stander
from pos_terminal.domain.shift_report import (
    Closing,
    ForeignSum,
    PieceCount,
    ShiftFigures,
    ShiftReport,
    Tally,
    TaxSum,
    TenderSum,
)
from pos_terminal.domain.tax import Tax
from pos_terminal.domain.till import TillSession
from tests.adapters.layout.sales import OPENED, STYLE

USD = Currency.of("USD")
BY = Stander("1001", "Maya R.", "3001", "Dan O.")
ENTRY = JournalHead(4711, "9f3a71c2" * 8)
DAY = date(2026, 11, 23)
VAT = Tax("VAT", "Value added tax of prepared food", Decimal("0.07"), included=True)


def usd(minor: int) -> Money:
    return Money(minor, USD)


def tally(count: int, minor: int) -> Tally:
    return Tally(count, usd(minor))


def slips() -> TillSlips:
    return TillSlips(Templates([bundled("receipts")]), STYLE)


def pickup() -> Movement:
    return Movement(MovementKind.PICKUP, usd(60_000), "To the safe, bag 17", BY, OPENED, DAY, 12)


def no_sale() -> Movement:
    return Movement(MovementKind.NO_SALE, usd(0), "", Stander("1001", "Maya R."), OPENED, DAY, 12)


def x_report() -> ShiftReport:
    session = TillSession(12, "1001", OPENED - timedelta(hours=9), DAY, usd(15_000))
    sales_tax = Tax("STD", "Sales tax", Decimal("0.0825"))
    figures = ShiftFigures(
        session=session,
        sales=tally(128, 214_390),
        returns=tally(2, 1299),
        voids=tally(1, 487),
        given_up=tally(3, 2210),
        discounts=usd(5210),
        taxes=(TaxSum(sales_tax, usd(180_000), usd(14_850)), TaxSum(VAT, usd(20_000), usd(1400))),
        tenders=(TenderSum("Cash", 61, usd(80_210), usd(1786)), TenderSum("Credit Card", 67, usd(135_003), usd(0))),
        tips=usd(820),
        foreign=(ForeignSum(Money(4500, Currency.of("EUR")), usd(4860)),),
        movements={
            MovementKind.CASH_IN: tally(1, 5000),
            MovementKind.CASH_OUT: tally(2, 2310),
            MovementKind.PICKUP: tally(1, 60_000),
            MovementKind.NO_SALE: tally(4, 0),
        },
        training=3,
        suspended=tally(1, 1425),
        expected_cash=usd(31_254),
    )
    return ShiftReport(figures, OPENED)


def z_report(pieces: tuple[PieceCount, ...] = ()) -> ShiftReport:
    report = x_report()
    closing = Closing(BY, usd(31_200), "Wrong change given to a customer at noon", (usd(30_000),), pieces)
    return ShiftReport(report.figures, report.at, closing)


def counted_report() -> ShiftReport:
    return z_report((PieceCount(usd(2000), 15), PieceCount(usd(500), 2), PieceCount(usd(25), 8)))
