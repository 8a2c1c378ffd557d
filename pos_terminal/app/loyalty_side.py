"""Members and their offers at the desk: loaded after the first screen, on a connection to the platform of their own."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from pos_terminal.adapters.sessionm.client import Account, SessionMLoyalty, Transport
from pos_terminal.adapters.sessionm.mapping import as_offline
from pos_terminal.adapters.sessionm.recording import Recorder
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.adapters.sqlite.holds import SqliteHolds
from pos_terminal.adapters.sqlite.offlineclaims import SqliteOfflineClaims
from pos_terminal.adapters.system import SystemIds, kept_secret
from pos_terminal.app.dispatch import Dispatch
from pos_terminal.app.rules import code_rules, member_rules, offer_rules, offline_rules, spoken_culture, wire_settings
from pos_terminal.application.asking import Asker
from pos_terminal.application.authority import Authority
from pos_terminal.application.desk import Desk
from pos_terminal.application.holding import Holding, HoldPorts
from pos_terminal.application.membercodes import CodePorts, MemberCodes
from pos_terminal.application.membership import MemberPorts, Membership
from pos_terminal.application.offering import Offering, OfferPorts
from pos_terminal.application.offerlist import OfferList
from pos_terminal.application.offlineoffers import OfflineOffers, OfflinePorts
from pos_terminal.application.opening import Opening
from pos_terminal.application.ports import Baskets, Clock, WriteLock
from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Outcome, Reply
from pos_terminal.application.tilling import Tilling
from pos_terminal.domain.member import LookupKey
from pos_terminal.domain.offer import OfferCode
from pos_terminal.domain.transaction import Transaction
from pos_terminal.settings import Settings

if TYPE_CHECKING:
    from pos_terminal.application.platform_ports import Loyalty


@dataclass(frozen=True, slots=True)
class LoyaltySide:
    """The services of members and offers, and the connection to be closed at the end."""

    membership: Membership
    offering: Offering
    offers: OfferList
    offline: OfflineOffers
    codes: MemberCodes
    transport: Transport

    def close(self) -> bool:
        """Let go of the connection, which is at once."""
        self.transport.close()
        return True


@dataclass(frozen=True, slots=True)
class LoyaltyGround:
    """What the desk has built already."""

    settings: Settings
    desk: Desk
    tilling: Tilling
    clock: Clock
    connection: sqlite3.Connection
    lock: WriteLock
    baskets: Baskets
    opening: Opening
    authority: Authority
    is_badge: Callable[[str], bool]
    recorder: Recorder | None = None
    is_training: bool = False


class NobodyAsked:
    """Implements `Loyalty` in training: the platform is never asked, and each question is refused in so many words."""

    def lookup(self, request_id: str, key: LookupKey, cart: Transaction | None = None) -> tuple[Reply, tuple[()]]:  # noqa: ARG002 - as the port has it
        """Nobody is looked up."""
        return _NOT_ASKED, ()

    def lock(self, request: Request, offer: OfferCode) -> tuple[Reply, None]:  # noqa: ARG002 - as the port has it
        """No offer is held."""
        return _NOT_ASKED, None

    def redeem(self, request: Request, offer: OfferCode) -> tuple[Reply, None]:  # noqa: ARG002 - as the port has it
        """No offer is used."""
        return _NOT_ASKED, None

    def give_back(self, request: Request) -> Reply:  # noqa: ARG002 - as the port has it
        """There is nothing to give back."""
        return Reply(Outcome.DONE)


_NOT_ASKED = Reply(Outcome.REJECTED, text="in training the platform is not asked about members and offers.")


def loyalty_side(ground: LoyaltyGround, dispatch: Dispatch) -> LoyaltySide:
    """Build them; ``dispatch`` gives offers back, and knows whether the platform answered lately."""
    settings, desk, clock = ground.settings, ground.desk, ground.clock
    wire = SessionMWire(wire_settings(settings), spoken_culture(settings))
    platform, ids = settings.platform, SystemIds()
    account = Account(platform.base_url, platform.key, kept_secret(platform.secret, platform.key))
    transport = Transport(account, Tls(), clock, recorder=ground.recorder)
    real = SessionMLoyalty(transport, wire, settings.currency, clock)
    loyalty: Loyalty = NobodyAsked() if ground.is_training else real
    asker = Asker(clock, _pause)
    holds = SqliteHolds(ground.connection, ground.lock)
    claims = SqliteOfflineClaims(ground.connection)
    asked = (ground.baskets, ids, asker)
    hold_ports = HoldPorts(holds, loyalty, wire, *asked, dispatch.loop.nudge, claims.names)
    holding = Holding(desk, hold_ports, ground.tilling)
    offering = Offering(desk, OfferPorts(holding, ground.opening, clock, dispatch.give_back), offer_rules(settings))

    def can_ask() -> bool:
        return asker.is_reached() and dispatch.is_online()

    offline_ports = OfflinePorts(claims, ground.opening, can_ask, as_offline, ground.authority)
    offline = OfflineOffers(desk, offline_ports, offline_rules(settings))

    rules = code_rules(settings)
    member_ports = MemberPorts(loyalty, ids, asker, ground.opening, offering.let_go, rules.cards, ground.is_badge)
    membership = Membership(desk, member_ports, ground.tilling, member_rules(settings))
    codes = MemberCodes(desk, CodePorts(membership, offering, clock, can_ask, ground.is_badge), rules)
    return LoyaltySide(membership, offering, OfferList(desk, holding), offline, codes, transport)


def _pause(seconds: float) -> None:
    Event().wait(seconds)
