"""How it stands with the outside, as a test has it."""

from dataclasses import dataclass, field

from pos_terminal.application.noticeboard import NoticeBoard, StandingNotice
from pos_terminal.application.standing import Link, QueueCounts, SpoolState


@dataclass
class Source:
    counts: QueueCounts = field(default_factory=lambda: QueueCounts(0, 0))
    now: Link = Link.ONLINE
    why: str = ""
    spool: SpoolState = field(default_factory=lambda: SpoolState(waiting=False))
    board: NoticeBoard = field(default_factory=NoticeBoard)

    def queue_counts(self) -> QueueCounts:
        return self.counts

    def link(self) -> tuple[Link, str]:
        return self.now, self.why

    def printer_state(self) -> SpoolState:
        return self.spool

    def notices(self) -> tuple[StandingNotice, ...]:
        return self.board.notices()
