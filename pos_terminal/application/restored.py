"""What a restore of a backup found to carry over, and what may be missing since: told to people, and journalled."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from pos_terminal.wording import later
from pos_terminal.wording.message import Message

TOLD_FOR = timedelta(days=1)
"""How long each start tells it."""


class Basis(StrEnum):
    """What was there beside the backup."""

    WHOLE = "whole"
    """The database that was replaced goes on from the backup and is whole: all that came after is carried over."""
    RECOVERED = "recovered"
    """What could be read of it, and the second copies of the sales."""
    NOTHING = "nothing"
    """Nothing that goes on from the backup: it stands as it was made."""


_TOLD = {
    Basis.WHOLE: later(
        "This till was put back from the backup of {made}. All that came after it was carried over: sales: {sales}, "
        "closed shifts: {shifts}, held sales: {held}, and who left. Only the catalog is that of the backup."
    ),
    Basis.RECOVERED: later(
        "This till was put back from the backup of {made}, and the database before could not be read in full. Carried "
        "over: sales: {sales}, closed shifts: {shifts}, held sales: {held}. Journal entries that are lost: {lost}. "
        "Since then these may be missing: held sales, the float of an open shift, card payments of an open sale, new "
        "PINs, and who left. Check who may sign on, and import the employees."
    ),
    Basis.NOTHING: later(
        "This till was put back from the backup of {made}, and nothing newer was found. What came after it is missing: "
        "sales, closed shifts, held sales, new PINs, and who left. Import the employees before anybody signs on, and "
        "compare the journal with the platform and with the Z reports on paper."
    ),
}


class Restored(NamedTuple):
    """A backup ``made`` then was put back; counts are of what came after it, and is there now.

    ``lost`` counts the journal's entries that are known to be lost, ``entries`` those of the backup. ``kept_at`` is
    where the database lies that was replaced; None where there was none.
    """

    at: datetime
    made: datetime
    basis: Basis
    entries: int
    sales: int
    shifts: int
    held: int
    lost: int
    kept_at: str | None = None

    @property
    def told(self) -> Message:
        """What happened and what to do, for people."""
        made = f"{self.made:%Y-%m-%d %H:%M} UTC"
        return Message(
            _TOLD[self.basis], made=made, sales=self.sales, shifts=self.shifts, held=self.held, lost=self.lost
        )

    @property
    def is_grave(self) -> bool:
        """Whether somebody has to act."""
        return self.basis is not Basis.WHOLE

    @property
    def facts(self) -> dict[str, str | int | None]:
        """The same for programs, the journal's entry, and the file that the next starts read it from."""
        return {
            "restored": self.at.isoformat(),
            "made": self.made.isoformat(),
            "basis": self.basis.value,
            "entries": self.entries,
            "sales": self.sales,
            "shifts": self.shifts,
            "held": self.held,
            "lost": self.lost,
            "kept": self.kept_at,
        }
