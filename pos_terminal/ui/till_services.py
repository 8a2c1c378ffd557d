"""What the places are made with; named here without loading any of it, for the sake of the first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos_terminal.wording import speak

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.approving import Approving
    from pos_terminal.application.checkout import Checkout
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.explaining import Explaining
    from pos_terminal.application.ports import Background
    from pos_terminal.application.reprinting import Reprinting
    from pos_terminal.application.selling import Selling
    from pos_terminal.application.signing import Signing
    from pos_terminal.application.sounds import Sounds
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.presentation.card_pay import CardServices
    from pos_terminal.presentation.check_services import CheckServices
    from pos_terminal.presentation.drawer_services import DrawerServices
    from pos_terminal.presentation.line_services import LineServices
    from pos_terminal.presentation.member_services import MemberServices
    from pos_terminal.presentation.office_services import OfficeServices
    from pos_terminal.presentation.past_services import PastServices
    from pos_terminal.presentation.status import StatusSource
    from pos_terminal.ui.theme.look import Look
    from pos_terminal.ui.window import Window


class TillServices(NamedTuple):
    """Everything the places work with, made by the composition root: what sells not before it is asked for."""

    desk: Desk
    selling: Callable[[], Selling]
    checkout: Callable[[], Checkout]
    signing: Signing
    approving: Approving
    tilling: Tilling
    background: Background
    monotonic: Callable[[], float]
    source: StatusSource
    members: Callable[[], MemberServices]
    lines: Callable[[], LineServices]
    checks: Callable[[], CheckServices]
    reprinting: Callable[[], Reprinting]
    explaining: Callable[[], Explaining]
    past: Callable[[], PastServices]
    drawer: Callable[[], DrawerServices]
    office: Callable[[], OfficeServices]
    retry_paper: Callable[[], None]
    sounds: Callable[[], Sounds]
    idle_seconds: float
    store_name: str
    till_name: str
    cards: Callable[[], CardServices] | None = None
    """None: nobody asks for cards on a payment terminal."""
    receipt_picture: Callable[[Transaction], bytes] | None = None
    speak: Callable[[str], None] = speak
    is_office: bool = False
    """Whether whoever signs on goes to the manager's desk, not to a sale."""


class Placing(NamedTuple):
    """How places are drawn."""

    look: Look
    window: Window
    cart_first: bool = False
