"""What a start found damaged, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from pos_terminal.wording import later
from pos_terminal.wording.message import Message

PINS = "pins"
"""PINs are in no file to import."""
CARDS = "cards"
"""What was asked of the payment terminal, of which some may be no part of a sale and not given back."""
OLDER = "its newest sales are missing, and are in the second copy"
"""The cause where nothing of the file is damaged: it is an older one than was sold with here."""
_OLDER = later(
    "The database of this till was an older one, of {since}, as when a copy of it is put back by hand. Found in the "
    "second copy: journal entries: {restored}; lost: {lost}. Since then these may be missing: held sales, the float of "
    "an open shift, card payments of an open sale, new PINs, a new catalog, and who left: check who may sign on, and "
    "import the employees. The older file is kept in {folder}."
)
_NEW_PINS = ". PINs are lost: give everyone who cannot sign on a new one with 'employees set-pin'"
_LOST_CARDS = (
    ". What was asked of a payment terminal could not all be read: compare the terminal's own list with the sales, and "
    "give back what belongs to none"
)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A damaged database was set aside, and a new one made of what it and the second copies held.

    ``restored`` entries needed their second copy; ``lost`` are in neither; ``reopened`` requests are sent again under
    their own ids; ``import_again`` names what people have to bring again (catalog, employees, `PINS`),
    or to look after (`CARDS`). ``since`` is when the newest entry of a database was made that was not damaged, only an
    older one than was sold with here.
    """

    found: datetime
    cause: str
    kept_at: str
    entries: int
    restored: int
    lost: int
    reopened: int
    copies_through: int
    import_again: tuple[str, ...] = ()
    lost_open_sale: bool = False
    since: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return not (self.lost or self.import_again or self.lost_open_sale or self.since)

    @property
    def told(self) -> str | Message:
        """What happened and what to do, for people."""
        if self.since is None:
            return self._of_damage
        return Message(
            _OLDER,
            since=f"{self.since:%Y-%m-%d %H:%M} UTC",
            restored=self.restored,
            lost=self.lost,
            folder=self.kept_at,
        )

    @property
    def sentence(self) -> str:
        """The same in English, for logs and commands."""
        told = self.told
        return told if isinstance(told, str) else told.in_english

    @property
    def _of_damage(self) -> str:
        parts = [f"The database was damaged and has been recovered: {self.entries:,} sales are there"]
        parts += [f", {self.restored:,} of them from the second copy"] if self.restored else []
        parts += [f", {self.lost:,} are lost"] if self.lost else []
        parts += [". The open sale is lost, ring it up again"] if self.lost_open_sale else []
        files = [what for what in self.import_again if what not in {PINS, CARDS}]
        parts += [f". Import again: {', '.join(files)}"] if files else []
        parts += [_NEW_PINS] if PINS in self.import_again else []
        parts += [_LOST_CARDS] if CARDS in self.import_again else []
        return "".join(parts) + f". The damaged file is kept in {self.kept_at}."
