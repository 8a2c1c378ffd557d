"""What a start found damaged, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pos_terminal.wording import later
from pos_terminal.wording.message import Message, Spoken

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
_RECOVERED = later(
    "The database was damaged and has been recovered: {entries} sales are there.{more} The damaged file is kept in "
    "{folder}."
)
_NEW_PINS = Message("PINs are lost: give everyone who cannot sign on a new one with 'employees set-pin'.")
_LOST_CARDS = Message(
    "What was asked of a payment terminal could not all be read: compare the terminal's own list with the sales, and "
    "give back what belongs to none."
)
_FILES = {"catalog": Message("catalog"), "employees": Message("employees")}


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
    def told(self) -> Message:
        """What happened and what to do, for people."""
        if self.since is None:
            more = Spoken(_strung, *self._parts)
            return Message(_RECOVERED, entries=f"{self.entries:,}", more=more, folder=self.kept_at)
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
        return self.told.in_english

    @property
    def _parts(self) -> Iterator[Message]:
        """Sentences of what else is to be known."""
        if self.restored:
            yield Message("{count} of them are from the second copy.", count=f"{self.restored:,}")
        if self.lost:
            yield Message("{count} are lost.", count=f"{self.lost:,}")
        if self.lost_open_sale:
            yield Message("The open sale is lost, ring it up again.")
        files = [_FILES.get(what, what) for what in self.import_again if what not in {PINS, CARDS}]
        if files:
            yield Message("Import again: {files}.", files=Spoken.listed(*files))
        if PINS in self.import_again:
            yield _NEW_PINS
        if CARDS in self.import_again:
            yield _LOST_CARDS


def _strung(*sentences: object) -> str:
    """Each with a space before it."""
    return "".join(f" {each}" for each in sentences)
