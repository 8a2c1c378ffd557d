"""Members and their offers, as the screens ask for them of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.member import PhoneForm
from pos_terminal.presentation.member_services import MemberServices
from pos_terminal.presentation.offline_side import OfflineSide
from pos_terminal.presentation.profile import ProfileField

if TYPE_CHECKING:
    from pos_terminal.app.terminal import Terminal
    from pos_terminal.application.ports import Background
    from pos_terminal.presentation.picture_wall import PictureServices


def member_services(terminal: Terminal, asking: Background, pictures: PictureServices | None) -> MemberServices:
    """What finds members and claims their offers; ``asking`` is the thread that waits for the platform."""
    side = terminal.loyalty_side
    return MemberServices(
        desk=terminal.desk,
        membership=side.membership,
        offering=side.offering,
        offers=side.offers,
        background=asking,
        monotonic=terminal.clock.monotonic,
        ask_code=side.codes.ask,
        phone_form=PhoneForm(terminal.settings.platform.phone_form),
        offline=OfflineSide(terminal.desk, side.offline, terminal.clock.now) if side.offline.rules.is_on else None,
        profile_fields=tuple(map(ProfileField.of, terminal.settings.platform.profile_fields)),
        pictures=pictures,
    )


def picture_services(terminal: Terminal, worker: Background) -> PictureServices | None:
    """What fetches the pictures of offers, in the thread of ``worker``; None where the settings name no hosts."""
    from pos_terminal.app import offerart
    from pos_terminal.ui.picture_shrinking import shrunk

    return offerart.picture_services(terminal.settings, terminal.clock, worker, shrunk)
