from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget

from pos_terminal.application.standing import SpoolState
from pos_terminal.domain.printer_state import NOT_CONFIRMED, Proof
from pos_terminal.presentation.change import ChangeState, PaidRow
from pos_terminal.presentation.pill import Pill, Tone
from pos_terminal.ui.screens.change import ChangeView
from pos_terminal.ui.theme.look import Look
from tests.application.fakes import usd
from tests.ui.till import Till


def state(picture: bytes = b"", *, text: str = "Receipt is being printed") -> ChangeState:
    return ChangeState(
        headline="Change due",
        change="1.48",
        has_change=True,
        total="3.52",
        paid=(PaidRow("cash", "Cash", "5.00"),),
        receipt=Pill(text, "printer", Tone.NEUTRAL),
        number="lane-1-QK7M-000001",
        picture=picture,
    )


def png(folder: Path) -> bytes:
    image = QImage(384, 900, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    path = folder / "receipt.png"
    image.save(str(path))
    return path.read_bytes()


def shown(view: ChangeView) -> set[str]:
    return {label.text() for label in view.findChildren(QLabel) if label.isVisible() and label.text()}


def test_the_change_is_the_largest_figure_and_its_means_are_told(host: QWidget, look: Look) -> None:
    view = ChangeView(look)
    view.setParent(host)
    view.resize(1280, 600)
    view.show()
    view.show_state(state())
    assert {"Change due", "1.48", "Cash", "5.00", "3.52", "Receipt is being printed"} <= shown(view)
    figure = next(label for label in view.findChildren(QLabel) if label.text() == "1.48")
    assert figure.font().pixelSize() == 72


def test_the_receipts_picture_takes_the_summarys_place_and_fits_its_card(
    host: QWidget, look: Look, tmp_path: Path
) -> None:
    view = ChangeView(look)
    view.setParent(host)
    view.resize(1280, 600)
    view.show()
    view.show_state(state(png(tmp_path)))
    view.grab()
    pictures = [
        label for label in view.receipt.findChildren(QLabel) if not label.pixmap().isNull() and label.isVisible()
    ]
    widest = max(pictures, key=lambda label: label.pixmap().width())
    assert 300 < widest.pixmap().width() <= view.receipt.width()
    assert "Total" not in shown(view)


def test_how_printing_stands_follows(host: QWidget, look: Look) -> None:
    view = ChangeView(look)
    view.setParent(host)
    view.show()
    view.show_state(state())
    view.show_state(state(text="Receipt waits: The paper is out."))
    assert "Receipt waits: The paper is out." in shown(view)


def test_a_held_receipt_has_a_key_to_try_it_again(host: QWidget, look: Look) -> None:
    view = ChangeView(look)
    view.setParent(host)
    view.resize(1280, 600)
    view.show()
    view.show_state(state())
    assert view.receipt.retry.isHidden()
    asked: list[bool] = []
    view.retry_asked.connect(partial(asked.append, True))
    view.show_state(replace(state(text="Receipt waits: the printer is out of paper."), can_retry=True))
    view.receipt.retry.click()
    assert (view.receipt.retry.isVisible(), asked) == (True, [True])


def test_a_receipt_that_nobody_confirms_is_printed_again_by_its_key(till: Till) -> None:
    till.selling().sale.tile_tapped("muffin")
    till.sale.cash_tapped(usd("5.00"))
    sold = till.shop.desk.finished
    assert sold is not None
    again = till.window.findChildren(ChangeView)[0].receipt.again
    assert not again.isVisible()
    till.source.spool = SpoolState(False, recent=((sold.transaction_id, Proof.SENT),), remark=NOT_CONFIRMED)
    till.places.ticked()
    assert again.isVisible()
    till.shop.clock.forward(1)
    again.click()
    assert till.shop.copies.made == [sold.transaction_id]
    assert till.sale_view.isVisible()
