"""What the desk may answer with "no": one family, each with a code for programs and a sentence for people."""

from typing import ClassVar

from pos_terminal.domain.card_digits import masked
from pos_terminal.domain.staff import Role
from pos_terminal.wording import later
from pos_terminal.wording.message import NOTHING_SAID, Message

_NOT_POSSIBLE = Message("This is not possible now.")


class Refused(Exception):
    """A step that was not done, and changed nothing.

    The message is a sentence for the operator: what is wrong and what to do. Its values are kept beside it, so that
    `sentence` says it in the language of whoever reads it; `str` is English always, for logs and for what is stored.
    ``code`` is stable and meant for scripts (the script language's ``error.code``).
    """

    code: ClassVar[str] = "not_allowed_now"

    def __init__(self, message: str | Message = _NOT_POSSIBLE, /, **values: object) -> None:
        self.words = message if isinstance(message, Message) else Message(message, **values)
        super().__init__(self.words.in_english)

    @property
    def sentence(self) -> str:
        """The sentence shown to the operator; what it repeats of what was given holds no payment card's number."""
        return masked(str(self.words))

    @property
    def in_english(self) -> str:
        """The same sentence as scripts and logs have it, whatever the screens speak."""
        return masked(self.words.in_english)


class UnknownBarcode(Refused):
    """The code that was scanned belongs to nothing this terminal knows; ``shown`` is how people read it."""

    code = "unknown_barcode"

    def __init__(self, scanned: str) -> None:
        from pos_terminal.domain.scan import told_code  # here: the first screen waits for no reading of codes

        shown = told_code(scanned)
        super().__init__(later("No item has the code {code}. Find the item by name, or set it aside."), code=shown)
        self.scanned = scanned
        self.shown = shown


class UnknownItem(Refused):
    """An item id that the catalog in force does not hold."""

    code = "unknown_item"

    def __init__(self, item_id: str) -> None:
        super().__init__(later("The catalog has no item {item}. Import the catalog again if it should."), item=item_id)
        self.item_id = item_id


class NotSignedOn(Refused):
    """Nobody is signed on, and the step needs an operator."""

    code = "not_signed_on"

    def __init__(self) -> None:
        super().__init__(later("Nobody is signed on. Sign on with your PIN first."))


class WrongPin(Refused):
    """The PIN does not belong to the operator."""

    code = "wrong_pin"


class LockedOut(Refused):
    """Too many wrong PINs: the operator or the terminal has to wait, or a manager has to unlock."""

    code = "locked_out"


class ApprovalNeeded(Refused):
    """The step goes beyond the operator's rights and wants a second person, of this role at least.

    ``about`` is what exactly they would stand for, with its amounts; empty where the step has none.
    """

    code = "approval_needed"

    def __init__(
        self, message: str, /, least: Role = Role.SUPERVISOR, about: Message = NOTHING_SAID, **values: object
    ) -> None:
        super().__init__(message, **values)
        self.least = least
        self.about = about


class NotAllowedNow(Refused):
    """The step is a right one at the wrong moment."""

    code = "not_allowed_now"


class CardDeclined(Refused):
    """The card was not charged: the terminal, or the bank behind it, said no."""

    code = "card_declined"


class CardCancelled(Refused):
    """The card was not charged: the shopper or the till gave up, or the terminal could not be asked."""

    code = "card_cancelled"


class CardInDoubt(Refused):
    """Nobody knows whether the card was charged; until that is known the sale stands still."""

    code = "card_in_doubt"

    def __init__(self) -> None:
        super().__init__(
            later(
                "It is not known whether the card was charged. Ask the terminal what became of it; take no other card."
            )
        )


class OffersInTheWay(NotAllowedNow):
    """An offer of the platform falls on what goes to another part: it has to be given back first."""


class OperatorsBadge(NotAllowedNow):
    """An operator's badge where a shopper's card or code is wanted: the platform is never asked about it."""

    def __init__(self) -> None:
        super().__init__(later("This is an operator's badge. It signs on, and answers where approval is wanted."))


class BadArgument(Refused):
    """A value that cannot be meant: the sentence names the field and what it takes."""

    code = "bad_argument"


class PlatformUnreachable(Refused):
    """The platform could not be asked, or its answer could not be read."""

    code = "platform_unreachable"


def folded(word: str) -> str:
    """A platform's word as it is compared: its writers are not of one mind about case and hyphens."""
    return word.strip().casefold().replace("_", " ").replace("-", " ")


class PlatformRefused(Refused):
    """The platform understood and said no; ``platform_code`` is its own word for why, folded, where it gave one."""

    code = "platform_refused"

    def __init__(self, message: str, /, platform_code: str = "", **values: object) -> None:
        super().__init__(message, **values)
        self.platform_code = folded(platform_code).strip()


class NoMember(Refused):
    """The platform knows nobody by this identifier."""

    code = "no_member"


class DiskLow(Refused):
    """The disk is too full to start another sale, or for this step; a sale that is open may always finish."""

    code = "disk_low"
