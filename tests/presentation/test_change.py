from dataclasses import dataclass, field

import pytest

from pos_terminal.application.standing import SpoolState
from pos_terminal.domain.printer_state import NOT_CONFIRMED, Proof
from pos_terminal.domain.transaction import Transaction
from pos_terminal.presentation.change import ChangePresenter, ChangeServices, ChangeState
from pos_terminal.presentation.places import Place
from pos_terminal.wording.message import Message
from tests.application.fakes import usd
from tests.presentation.sale_desk import SaleDesk
from tests.presentation.screens import RecordingScreen, WhenTold


@dataclass
class ChangeDesk(SaleDesk):
    change_screen: RecordingScreen[ChangeState] = field(default_factory=RecordingScreen)
    spool: SpoolState = field(default_factory=lambda: SpoolState(waiting=False, last_job_id="earlier"))
    background: WhenTold = field(default_factory=WhenTold)
    retries: int = 0
    copies: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        services = ChangeServices(
            self.shop.desk, self.guard, self.background, self.printer_state, self.retry, self.copy, self.picture
        )
        self.change = ChangePresenter(services, self.change_screen, self.navigator)
        self.sell()

    def sell(self) -> None:
        self.shop.clock.forward(1)
        self.sale.tile_tapped("muffin")
        self.sale.cash_tapped(usd("5.00"))
        self.change.entered()

    def printer_state(self) -> SpoolState:
        return self.spool

    def retry(self) -> None:
        self.retries += 1

    def copy(self) -> None:
        self.copies += 1

    def picture(self, transaction: Transaction) -> bytes:
        return transaction.transaction_id.encode()


def test_the_change_is_shown_with_what_was_given() -> None:
    till = ChangeDesk()
    state = till.change_screen.state
    assert (state.headline, state.change, state.total) == ("Change due", "1.48", "3.52")
    assert [(row.name, row.amount) for row in state.paid] == [("Cash", "5.00")]


def test_without_change_the_total_is_shown_as_paid() -> None:
    till = ChangeDesk()
    till.shop.clock.forward(1)
    till.sale.tile_tapped("muffin")
    till.sale.pay_tapped()
    till.change.entered()
    assert (till.change_screen.state.headline, till.change_screen.state.change) == ("Paid", "3.52")


def test_a_scan_begins_the_next_sale() -> None:
    till = ChangeDesk()
    till.change.scanned("4006381333931")
    assert till.navigator.scans == [(Place.SALE, "4006381333931")]


def test_the_second_tap_of_a_hurried_finger_does_not_take_the_change_away() -> None:
    till = ChangeDesk()
    till.navigator.went.clear()
    till.change.done_tapped()
    assert till.navigator.went == []
    till.shop.clock.forward(1)
    till.change.done_tapped()
    assert till.navigator.went == [Place.SALE]


def test_the_receipt_is_being_printed_until_a_job_ends_after_the_sale() -> None:
    till = ChangeDesk()
    till.change.ticked()
    assert till.change_screen.state.receipt.text == "Receipt is being printed"
    till.spool = SpoolState(waiting=False, recent=(("another sale", Proof.PRINTED),))
    till.change.ticked()
    assert till.change_screen.state.receipt.text == "Receipt is being printed"
    till.spool = SpoolState(waiting=False, recent=((till.change_screen.state.number, Proof.PRINTED),))
    till.change.ticked()
    assert till.change_screen.state.receipt.text == "Receipt is ready"


@pytest.mark.parametrize(
    ("proof", "words"),
    [(Proof.SENT, "Receipt was sent to the printer"), (Proof.UNKNOWN, "Look whether the receipt is there")],
)
def test_no_more_is_said_of_a_receipt_than_the_printer_did(proof: Proof, words: str) -> None:
    till = ChangeDesk()
    till.spool = SpoolState(waiting=False, recent=((till.change_screen.state.number, proof),))
    till.change.ticked()
    assert till.change_screen.state.receipt.text == words


def test_a_receipt_that_nobody_confirms_is_told_so_and_printed_again_by_one_tap() -> None:
    till = ChangeDesk()
    till.shop.clock.forward(1)
    till.change.copy_tapped()
    assert till.copies == 0
    number = till.change_screen.state.number
    till.spool = SpoolState(waiting=False, recent=((number, Proof.SENT),), remark=NOT_CONFIRMED)
    till.change.ticked()
    state = till.change_screen.state
    assert state.receipt.text == "Receipt was sent, not confirmed: look whether it is there"
    assert state.can_print_again
    till.shop.clock.forward(1)
    till.change.copy_tapped()
    till.change.copy_tapped()
    assert till.copies == 1


def test_a_receipt_that_is_out_does_not_wait_because_another_does() -> None:
    till = ChangeDesk()
    till.spool = SpoolState(
        True, Message("The paper is out."), recent=((till.change_screen.state.number, Proof.PRINTED),)
    )
    till.change.ticked()
    assert till.change_screen.state.receipt.text == "Receipt is ready"


def test_a_printer_without_paper_is_told_and_blocks_nothing() -> None:
    till = ChangeDesk()
    till.spool = SpoolState(waiting=True, why=Message("The paper is out."), last_job_id="earlier")
    till.change.ticked()
    assert till.change_screen.state.receipt.text == "Receipt waits: The paper is out."
    till.change.scanned("4006381333931")
    assert till.navigator.scans


def test_a_held_receipt_is_tried_again_at_once_when_somebody_has_seen_to_the_printer() -> None:
    till = ChangeDesk()
    till.change.retry_tapped()
    till.spool = SpoolState(waiting=True, why=Message("The paper is out."))
    till.change.ticked()
    assert till.change_screen.state.can_retry
    till.shop.clock.forward(1)
    till.change.retry_tapped()
    assert (till.retries, till.change_screen.state.can_retry) == (1, False)
    assert till.change_screen.state.receipt.text == "Receipt is being printed"
    till.change.ticked()
    assert till.change_screen.state.can_retry


def test_the_picture_of_an_earlier_receipt_is_dropped() -> None:
    till = ChangeDesk()
    first = till.background.waiting
    till.background.waiting = []
    till.sell()
    till.background.end_all()
    newest = till.change_screen.state.picture
    assert newest == till.change_screen.state.number.encode()
    for job in first:
        job()
    assert till.change_screen.state.picture == newest
