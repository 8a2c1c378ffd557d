"""What is pinned on the board, and what of it is new."""

from pos_terminal.application.noticeboard import NoticeBoard, StandingNotice


def test_a_fault_is_news_once_and_again_when_it_is_another_or_came_back() -> None:
    board = NoticeBoard()

    told = [board.tell("Pole", why) for why in ("Gone.", "Gone.", "Slow.", "", "", "Slow.")]

    assert told == [True, False, True, False, False, True]
    assert board.notices() == (StandingNotice("Pole", "Slow."),)


def test_a_fault_that_is_over_is_taken_down_and_others_stay() -> None:
    board = NoticeBoard()
    board.tell("Pole", "Gone.")
    board.tell("Scanner", "Gone.")

    board.tell("Pole", "")

    assert board.notices() == (StandingNotice("Scanner", "Gone."),)
