"""Codes that are no product: a loyalty card that tells who is there, or a short-lived code that stands for an offer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from pos_terminal.domain.errors import (
    BadArgument,
    NoMember,
    NotAllowedNow,
    OperatorsBadge,
    PlatformRefused,
    PlatformUnreachable,
    UnknownBarcode,
)
from pos_terminal.domain.gtin import gtin14
from pos_terminal.domain.member import KeyKind, LookupKey
from pos_terminal.domain.offer import OfferCode, OfferCodeType

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.asking import Errand
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.membership import Membership
    from pos_terminal.application.offering import Offering
    from pos_terminal.application.ports import Clock
    from pos_terminal.domain.code_range import CodeRange

_NO_SUCH_OFFER = frozenset({"code not found", "offer not found", "not found", "unknown code"})
_TWICE = 2.0
"""Seconds within which the same code counts once: a scanner reads a phone's screen again and again."""


Next: TypeAlias = "Errand[Next] | None"
"""What is to be asked next, if anything."""


@dataclass(frozen=True, slots=True)
class CodePorts:
    """What finding out works with."""

    membership: Membership
    offering: Offering
    clock: Clock
    can_ask: Callable[[], bool]
    is_badge: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class MemberCodeRules:
    """The shop's cards and offer codes; none named: any code that is no product may be either."""

    cards: tuple[CodeRange, ...] = ()
    offers: tuple[CodeRange, ...] = ()


class MemberCodes:
    """Finds out what a code is that no product has: the member's card first, then an offer's code.

    ``can_ask`` tells whether the platform answered lately: while it does not, a code that may be anything is not asked.
    """

    def __init__(self, desk: Desk, ports: CodePorts, rules: MemberCodeRules) -> None:
        self._desk = desk
        self._ports = ports
        self._rules = rules
        self._read: dict[str, float] = {}

    def ask(self, code: str) -> Errand[Next]:
        """Find out what this code is, and attach the member or claim the offer.

        The errand gives the next one to do, or None when it is known. It raises UnknownBarcode for a code that is
        neither, and else as a lookup or a claim. Raises UnknownBarcode at once for one that can be neither, and
        NotAllowedNow for the same code within two seconds and for an operator's badge, which nobody else is told of.
        """
        is_card = _is_in(code, self._rules.cards)
        is_offer = not is_card and _is_in(code, self._rules.offers)
        if not (is_card or is_offer):
            self._refuse_badge(code)
            if not self._may_be_card(code):
                raise UnknownBarcode(code)
        self._refuse_twice(code)
        if is_offer or (not is_card and self._desk.basket is not None and self._desk.basket.is_tendering):
            return self._claim(code)
        looked_up = self._ports.membership.look_up(_card(code))

        def errand() -> Callable[[], Next]:
            return partial(self._card_answered, code, looked_up())

        return errand

    def _refuse_twice(self, code: str) -> None:
        now = self._ports.clock.monotonic()
        lately = {each: at for each, at in self._read.items() if now - at < _TWICE}
        self._read = lately | {code: now}
        if code in lately:
            raise NotAllowedNow("This code was read a moment ago.")

    def _refuse_badge(self, code: str) -> None:
        if self._ports.is_badge(code):
            raise OperatorsBadge

    def _card_answered(self, code: str, land: Callable[[], object]) -> Next:
        try:
            land()
        except NoMember:
            if _is_in(code, self._rules.cards):
                raise
            if self._desk.basket is None or not self._desk.basket.lines:
                raise UnknownBarcode(code) from None
            return self._claim(code)
        except PlatformUnreachable:
            if _is_in(code, self._rules.cards):
                raise
            raise UnknownBarcode(code) from None
        return None

    def _claim(self, code: str) -> Errand[Next]:
        return self._claimed(code, self._ports.offering.apply(_offer(code)))

    def _claimed(self, code: str, claimed: Errand[object]) -> Errand[Next]:
        def errand() -> Callable[[], Next]:
            return partial(self._offer_answered, code, claimed())

        return errand

    def _offer_answered(self, code: str, land: Callable[[], object]) -> Next:
        """The next one to do is this offer's turn, where it waited for another one."""
        try:
            land()
        except PlatformRefused as refusal:
            if refusal.platform_code in _NO_SUCH_OFFER and not _is_in(code, self._rules.offers):
                raise UnknownBarcode(code) from refusal
            raise
        following = self._ports.offering.next() if self._ports.offering.waits(code) else None
        return None if following is None else self._claimed(code, following)

    def _may_be_card(self, code: str) -> bool:
        if self._rules.cards:
            return False  # those are told by their ranges
        # A number with a product's check digit is a product that is not in the catalog.
        return gtin14(code) is None and self._ports.can_ask()


def _is_in(code: str, ranges: tuple[CodeRange, ...]) -> bool:
    return any(each.has(code) for each in ranges)


def _card(code: str) -> LookupKey:
    """Raises UnknownBarcode for what can be no card."""
    try:
        return LookupKey.of({KeyKind.EXTERNAL_CUSTOMER_ID: code})
    except BadArgument as error:
        raise UnknownBarcode(code) from error


def _offer(code: str) -> OfferCode:
    """Raises UnknownBarcode for what can be no offer's code."""
    try:
        return OfferCode(code, OfferCodeType.TTL_CODE)
    except BadArgument as error:
        raise UnknownBarcode(code) from error
