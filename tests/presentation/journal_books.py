"""A journal for the section's tests: a sale, a price that was changed by approval, and a pickup."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from pos_terminal.application.journalsearch import JournalFound, JournalWanted
from pos_terminal.application.ports import Background
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.money import Currency, Money
from pos_terminal.presentation.journal_section import JournalServices
from tests.presentation.screens import AtOnce

NOW = datetime(2026, 3, 4, 17, 30, tzinfo=UTC)
SALE = "lane-1-7KQ4-000128"


def entry(
    seq: int, kind: str, sale: str = "", minor: int = 0, told: tuple[str, str, str] = ("", "", "")
) -> JournalFound:
    """An entry by Maya; ``told``: who approved it, the action, the reason."""
    approver, action, reason = told
    total = Money(minor, Currency.of("USD"))
    who = ("1001", "Maya R.")
    return JournalFound(seq, NOW, "2026-03-04", kind, sale, *who, approver, total, action, reason, "f" * 64)


@dataclass
class JournalBooks:
    """``fault`` is what the check finds, ``refuses`` why nothing can be read or written."""

    background: Background = field(default_factory=AtOnce)
    fault: str = ""
    refuses: str = ""
    asked: list[JournalWanted] = field(default_factory=list)

    @property
    def services(self) -> JournalServices:
        return JournalServices(
            today=lambda: date(2026, 3, 4),
            local=lambda: NOW,
            background=self.background,
            search=self.search,
            verify=lambda: self.fault,
            export=lambda: "/till/exports/journal.jsonl",
            back_up=self.back_up,
        )

    def search(self, wanted: JournalWanted, _most: int) -> Sequence[JournalFound]:
        self.asked.append(wanted)
        if wanted.text == "nobody":
            return ()
        return (
            entry(131, "pickup", minor=2000, told=("", "", "To the safe")),
            entry(130, "act", SALE, told=("3001", "set_price", "Dented")),
            entry(128, "closed", SALE, 1250),
        )

    def back_up(self) -> str:
        if self.refuses:
            raise BadArgument(self.refuses)
        return "/till/exports/2026-03-04.backup"
