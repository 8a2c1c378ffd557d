"""What keeps the records of ended sales beside the journal: their documents, and their second copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime

    from pos_terminal.application.queueing import Erased


class Documents(Protocol):
    """The documents of ended sales, beside the journal."""

    def erase(self, older_than: datetime, at: datetime, after: int = 0) -> Erased:
        """Erase some that are older and need not be sent any more, behind this entry; the journal proves it."""

    def erase_keyed(self, at: datetime) -> date | None:
        """Forget some members who were keyed and not looked up, in sales that were delivered; the newest day touched.

        None when there are none.
        """


class SaleCopies(Protocol):
    """A second copy of each ended sale, outside the database."""

    def catch_up(self) -> bool:
        """Copy some of what is not copied yet, in order, durably; whether there may be more. Raises Refused."""

    def forget_erased(self, through: date) -> None:
        """Take out what the database has erased, in the copies of business days up to this one. Raises Refused."""
