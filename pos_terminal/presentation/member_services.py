"""What the screens know members and their offers by, and how they ask the platform without waiting for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from pos_terminal.application.asking import Errand
from pos_terminal.application.desk import Desk
from pos_terminal.application.membercodes import Next
from pos_terminal.application.membership import Membership
from pos_terminal.application.offering import Offering
from pos_terminal.application.offerlist import OfferList
from pos_terminal.application.ports import Background
from pos_terminal.domain.errors import PlatformUnreachable, Refused
from pos_terminal.domain.member import PhoneForm
from pos_terminal.presentation.notice import NOTHING, Notice
from pos_terminal.presentation.offline_side import OfflineSide
from pos_terminal.presentation.picture_wall import PictureServices
from pos_terminal.presentation.profile import ProfileField
from pos_terminal.wording import later

_T = TypeVar("_T")
_FAILED = later("Asking the platform failed. Go on selling; try again later.")


class Redrawn(Protocol):
    """The presenter whose screen shows the member."""

    def show(self, notice: Notice = NOTHING) -> None:
        """Draw the sale as it stands, and tell this."""

    def redraw(self) -> None:
        """Draw the sale as it stands; what was told stays."""


@dataclass(frozen=True, slots=True)
class MemberServices:
    """The services of members and offers. ``background`` is a worker of its own: a PIN never waits for the platform.

    ``ask_code`` finds out what a scanned code is that no product has; None: such a code is only refused.
    ``profile_fields`` are those that the shop wants to see of a member; ``offline`` None: offers wait for
    the platform; ``pictures`` None: offers have none.
    """

    desk: Desk
    membership: Membership
    offering: Offering
    offers: OfferList
    background: Background
    monotonic: Callable[[], float]
    phone_form: PhoneForm = PhoneForm.DIGITS
    ask_code: Callable[[str], Errand[Next]] | None = None
    profile_fields: tuple[ProfileField, ...] = ()
    offline: OfflineSide | None = None
    pictures: PictureServices | None = None

    def run(self, errand: Errand[_T], done: Callable[[_T], None], refused: Callable[[Refused], None]) -> None:
        """Do an errand in the worker and go on at the desk, by one of the two."""
        landed: Callable[[Callable[[], _T]], None] = partial(_landed, done, refused)
        self.background.run(errand, landed, partial(_failed, refused))


def _landed(done: Callable[[_T], None], refused: Callable[[Refused], None], land: Callable[[], _T]) -> None:
    try:
        answer = land()
    except Refused as refusal:
        refused(refusal)
    else:
        done(answer)


def _failed(refused: Callable[[Refused], None], error: Exception) -> None:
    """A fault of the program must not leave a tap waiting for ever; what it was is the crash hook's to tell."""
    if isinstance(error, Refused):
        refused(error)
        return
    refused(PlatformUnreachable(_FAILED))
    raise error
