import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pos_terminal.domain.money import Money
from pos_terminal.presentation.cart import CartRow
from pos_terminal.presentation.change import ChangeState, PaidRow
from pos_terminal.presentation.pill import Pill
from pos_terminal.presentation.sale_state import CashKey, SaleState, TotalsBox
from pos_terminal.presentation.tender_state import PaymentRow, TenderKey, TenderState
from pos_terminal.presentation.tiles import TilePage
from pos_terminal.ui.screens.change import ChangeView
from pos_terminal.ui.screens.due_card import PaidLine
from pos_terminal.ui.screens.sale import SaleView
from pos_terminal.ui.screens.tender import TenderView
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import AmountLabel
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.cash_keys import CashKeys
from pos_terminal.ui.widgets.tender_button import TenderButton
from pos_terminal.ui.widgets.text import ElidedLabel
from tests.application.fakes import USD

AMOUNTS = ["3.52", "1,234.56", "12,345.67", "324,749.97", "9,999,999.99", "12,345,678", "1,234,567.891"]
SIZES = [(1024, 583), (1280, 743)]
"""What the status line leaves of 1024 x 640 and 1280 x 800."""

NAMES = ("Cash", "Credit Card", "Debit Card", "Gift Card", "Certificate")


def keys(amount: str) -> tuple[CashKey, ...]:
    return tuple(CashKey(label, f"Cash {amount}", Money.zero(USD)) for label in ("Exact", amount, amount, amount))


def sale(amount: str, *, left: bool) -> SaleState:
    totals = TotalsBox(amount, amount, amount, "" if left else f"−{amount}")
    return SaleState(
        rows=(CartRow("1", "1", "Latte", "", amount),),
        selected_line="",
        title="Cart",
        totals=totals,
        cash_keys=keys(amount),
        pay_label="Card",
        pay_amount=amount,
        pay_icon="credit-card",
        can_pay=True,
        chips=(),
        page=TilePage(),
        left_to_pay=amount if left else "",
    )


def tender(amount: str, payments: int) -> TenderState:
    return TenderState(
        left=amount,
        total=amount,
        subtotal=amount,
        tax=amount,
        title="Sale · 12 items",
        rows=(),
        entry=amount,
        is_typed=True,
        has_decimals=True,
        cash_keys=keys(amount),
        keys=tuple(TenderKey(name, "credit-card", amount) for name in NAMES),
        payments=tuple(PaymentRow(str(each), NAMES[each % 5], amount, "cash") for each in range(payments)),
    )


def change(amount: str, payments: int) -> ChangeState:
    return ChangeState(
        headline="Change due",
        change=amount,
        has_change=True,
        total=amount,
        paid=tuple(PaidRow("cash", NAMES[each % 5], amount) for each in range(payments)),
        receipt=Pill("Receipt is being printed", "printer"),
        number="lane-1-QK7M-000001",
    )


def shown_in(host: QWidget, view: QWidget, size: tuple[int, int]) -> QWidget:
    view.setParent(host)
    host.resize(*size)
    view.resize(*size)
    view.show()
    settled(view)
    return view


def settled(view: QWidget) -> None:
    """Every layout has done what it was asked for."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    view.grab()


def cut(view: QWidget) -> list[str]:
    """What is drawn with less room than its figures need."""
    found = [label.text() for label in view.findChildren(QLabel) if label.isVisible() and label_is_cut(label)]
    return found + [key.text() for key in view.findChildren(ActionButton) if key.isVisible() and key_is_cut(key)]


def label_is_cut(label: QLabel) -> bool:
    if isinstance(label, ElidedLabel) or label.wordWrap() or not any(each.isdigit() for each in label.text()):
        return False
    return any(label.fontMetrics().horizontalAdvance(each) > label.width() for each in label.text().split("\n"))


def key_is_cut(key: ActionButton) -> bool:
    icon = 0 if key.icon().isNull() else key.iconSize().width()
    metrics, lines = QFontMetrics(key.font()), key.text().split("\n")
    wide = max(metrics.horizontalAdvance(each) for each in lines) + icon + 12 > key.width()
    return bool(key.text()) and (wide or len(lines) * metrics.height() > key.height())


def overlapping(view: QWidget) -> list[tuple[str, str]]:
    """Figures and names that share a place."""
    labels = [each for each in view.findChildren(QLabel) if each.isVisible() and each.text()]
    boxes = [(label.text(), label.visibleRegion().boundingRect().translated(place(view, label))) for label in labels]
    pairs = ((one, other) for number, one in enumerate(boxes) for other in boxes[:number])
    return [(one[0], other[0]) for one, other in pairs if one[1].intersects(other[1])]


def place(view: QWidget, label: QLabel) -> QPoint:
    return label.mapTo(view, label.rect().topLeft())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("left", [False, True])
def test_no_amount_of_a_sale_is_cut(
    host: QWidget, look: Look, amount: str, size: tuple[int, int], *, left: bool
) -> None:
    view = SaleView(look)
    shown_in(host, view, size)
    view.show_state(sale(amount, left=left))
    settled(view)
    assert cut(view) == []
    assert overlapping(view.cart) == []
    assert view.cart.width() >= view.cart.minimumSizeHint().width()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("payments", [0, 1, 8])
def test_no_amount_of_a_tender_is_cut(
    host: QWidget, look: Look, amount: str, size: tuple[int, int], payments: int
) -> None:
    view = TenderView(look)
    shown_in(host, view, size)
    view.show_state(tender(amount, payments))
    settled(view)
    assert cut(view) == []
    assert overlapping(view) == []
    for row in view.findChildren(PaidLine):
        assert row.height() >= 56
        assert all(key.width() >= 56 <= key.height() for key in row.findChildren(ActionButton))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("payments", [1, 3, 8])
def test_no_amount_after_a_sale_is_cut(
    host: QWidget, look: Look, amount: str, size: tuple[int, int], payments: int
) -> None:
    view = ChangeView(look)
    shown_in(host, view, size)
    view.show_state(change(amount, payments))
    settled(view)
    assert cut(view) == []
    assert overlapping(view) == []


def test_a_short_amount_is_as_large_as_it_may_be(host: QWidget, look: Look, qapp: QApplication) -> None:
    label = AmountLabel(look, ("total", "title"))
    label.setParent(host)
    label.resize(200, 50)
    label.show()
    label.show_text("3.52")
    assert label.property("type") == "total"
    label.show_text("9,999,999.99")
    assert label.property("type") == "title"
    label.resize(400, 50)
    assert label.property("type") == "total"


def test_long_cash_amounts_get_fewer_keys_and_exact_stays_first(host: QWidget, look: Look) -> None:
    row = CashKeys(look)
    row.setParent(host)
    row.resize(344, 64)
    row.show()
    for amount, count in (("5", 4), ("324,749.97", 2)):
        row.show_keys(keys(amount))
        settled(row)
        words = [key.text() for key in row.findChildren(ActionButton) if key.isVisible()]
        assert len(words) == count
        assert words[0] == "Exact"


def test_a_short_amount_stands_beside_its_means_from_the_first_look_on(look: Look, host: QWidget) -> None:
    button = TenderButton(look)
    button.setParent(host)
    button.show_key(TenderKey("Cash", "cash", "6.39"))
    button.resize(344, 64)
    button.show()
    host.grab()
    name, amount = button.findChild(ElidedLabel), button.findChild(AmountLabel)
    assert name is not None
    assert amount is not None
    assert name.geometry().center().y() == amount.geometry().center().y()
    assert name.geometry().right() < amount.geometry().left()
