from dataclasses import dataclass, field

from pos_terminal.application.standing import SpoolState
from pos_terminal.domain.printer_state import Remark
from pos_terminal.presentation.held_paper import HeldPaper
from pos_terminal.presentation.notice import NoticeKind
from pos_terminal.wording.message import Message
from tests.presentation.sale_desk import SaleDesk


@dataclass
class PaperDesk(SaleDesk):
    spool: SpoolState = field(default_factory=lambda: SpoolState(waiting=False))
    retries: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.paper = HeldPaper(self.sale, lambda: self.spool, self.retry)

    def retry(self) -> None:
        self.retries += 1


def test_held_paper_is_tried_again_and_what_to_do_is_told() -> None:
    till = PaperDesk()
    assert not till.paper.has_any()
    till.spool = SpoolState(waiting=True, why=Message("The printer is out of paper. Put in a new roll."))
    assert till.paper.has_any()
    till.paper.asked()
    assert till.retries == 1
    assert till.state.notice.kind is NoticeKind.PROBLEM
    assert till.state.notice.text.endswith("The printer is out of paper. Put in a new roll.")


def test_why_a_printer_would_not_print_is_told_before_anything_waits_for_it() -> None:
    till = PaperDesk()
    till.spool = SpoolState(waiting=False, gone=Message("The printer has its cover open. Close it."))
    assert till.paper.has_any()
    till.paper.asked()
    assert till.state.notice.text.endswith("The printer has its cover open. Close it.")


def test_what_is_to_be_seen_to_at_a_printer_that_prints_is_told() -> None:
    till = PaperDesk()
    till.spool = SpoolState(waiting=False, remark=Remark("Paper low", Message("Have a new roll ready.")))
    assert till.paper.has_any()
    till.paper.asked()
    assert (till.state.notice.text, till.state.notice.kind) == ("Have a new roll ready.", NoticeKind.INFO)


def test_a_printer_that_is_well_by_now_is_said_to_be() -> None:
    till = PaperDesk()
    till.paper.asked()
    assert till.state.notice.text == "The printer is well, and nothing waits for it."
