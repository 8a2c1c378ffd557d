from pos_terminal.app.faulting import tell_of_fault
from pos_terminal.application.noticeboard import NoticeBoard, StandingNotice
from pos_terminal.presentation.fault import FaultPresenter
from pos_terminal.presentation.notice import Notice, NoticeKind


def test_a_fault_is_told_once_and_again_when_it_happens_again() -> None:
    board, shown = NoticeBoard(), list[Notice]()
    presenter = FaultPresenter(board.notices, shown.append)
    board.pin(StandingNotice("Journal fault", "Entry 3.", is_grave=True))
    presenter.ticked()
    assert shown == []
    tell_of_fault(board, "KeyError@sale:88")
    presenter.ticked()
    presenter.ticked()
    (notice,) = shown
    assert (notice.kind, "(code KeyError@sale:88)" in notice.text) == (NoticeKind.PROBLEM, True)
    tell_of_fault(board, "KeyError@sale:88")
    presenter.ticked()
    assert shown == [notice, notice]
