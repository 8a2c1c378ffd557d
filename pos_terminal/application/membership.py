"""Whose sale it is: looking a member up, attaching and removing one, at any moment before money is taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.lookup_answers import only_member
from pos_terminal.application.replies import Outcome, Reply
from pos_terminal.application.visit import CartPrint, Visit, cart_print
from pos_terminal.domain.attribution import Attribution
from pos_terminal.domain.card_number import refuse_card_as_phone, refuse_card_number
from pos_terminal.domain.errors import (
    NotAllowedNow,
    OperatorsBadge,
)
from pos_terminal.domain.member import KeyKind, LookupKey
from pos_terminal.domain.reckoning import unfitting
from pos_terminal.domain.transaction import cart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos_terminal.application.asking import Asker, Errand
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.opening import Opening
    from pos_terminal.application.platform_ports import Loyalty
    from pos_terminal.application.ports import Ids
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.code_range import CodeRange
    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.member import Member
    from pos_terminal.domain.transaction import Transaction


def _nobodys(_code: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class MemberPorts:
    """What looking up works with. ``let_go`` gives all offers of the sale back, before its member changes.

    ``cards`` are the shop's own: no number of theirs is a payment card's. ``is_badge``: whether a
    code is an operator's.
    """

    loyalty: Loyalty
    ids: Ids
    asker: Asker
    opening: Opening
    let_go: Callable[[], None]
    cards: tuple[CodeRange, ...] = ()
    is_badge: Callable[[str], bool] = _nobodys


@dataclass(frozen=True, slots=True)
class _Question:
    """What was asked: by its number, for which sale (None: the next), after how many ended ones, with which cart."""

    number: int
    sale_id: str | None
    ended: int
    seen: CartPrint | None


@dataclass(frozen=True, slots=True)
class _Found:
    """What came of a lookup: ``wallet`` is the member as told without the cart, where that was asked."""

    reply: Reply
    members: tuple[Member, ...] = ()
    wallet: Member | None = None


class Membership:
    """The member of the open sale. ``offline`` is the identifier that attributes a sale when nobody can be asked."""

    def __init__(self, desk: Desk, ports: MemberPorts, tilling: Tilling, offline: KeyKind | None = None) -> None:
        self._desk = desk
        self._ports = ports
        self._tilling = tilling
        self._offline = offline
        self._asked = 0

    def look_up(self, key: LookupKey, *, additional: bool = False) -> Errand[Attribution]:
        """Find the member with this identifier and attach them; ``additional`` beside the member of the sale.

        The first errand that nobody has superseded attaches; the sale goes on meanwhile. Raises NotAllowedNow once paid
        for, CardNumberRefused, OperatorsBadge. The errand raises NoMember, SeveralMembers, PlatformRefused or
        PlatformUnreachable, and NotAllowedNow when the sale or the question has changed since.
        """
        self._refuse_late()
        if key.kind is KeyKind.PHONE:
            refuse_card_as_phone(key.value)
        else:
            refuse_card_number(key.value, self._ports.cards)
            if self._ports.is_badge(key.value):
                raise OperatorsBadge
        basket = self._desk.basket
        if additional and (basket is None or basket.member is None):
            raise NotAllowedNow("Look the sale's own member up first.")
        self._asked += 1
        wanted = None if basket is None or not basket.lines or additional else basket
        asked = None if wanted is None else cart(wanted, self._tilling.now())
        seen = None if wanted is None else cart_print(wanted, wanted.discounts)
        question = _Question(self._asked, self._sale_id(), self._desk.ended, seen)
        land = partial(self._added if additional else self._attached, key, question)

        def errand() -> Callable[[], Attribution]:
            return partial(land, self._find(key, asked, whole=not additional))

        return errand

    def refresh(self) -> Errand[None] | None:
        """Ask what the member's offers are worth for the sale as it is now; None when that is known.

        Once money was taken only who they are, where a new start or sign-in has forgotten it.

        The errand never fails: an outage leaves what was known.
        """
        basket, visit = self._desk.basket, self._desk.visit
        if basket is None or basket.member is None or not basket.member.is_verified:
            return None
        is_open = bool(basket.lines) and not basket.is_tendering
        seen = cart_print(basket, basket.discounts) if is_open else None
        if visit is not None and (seen is None or visit.asked_for == seen):
            return None
        asked = cart(basket, self._tilling.now()) if is_open else None
        key = LookupKey(KeyKind.USER_ID, basket.member.user_id)
        sale_id, is_new = self._sale_id(), visit is None

        def errand() -> Callable[[], None]:
            return partial(self._refreshed, (key, sale_id, seen), self._find(key, asked, whole=is_new))

        return errand

    def remove(self) -> bool:
        """Take the member off the sale, and whoever is rewarded beside them; their offers go back first.

        Whether there was somebody beside them. Raises NotAllowedNow once money was taken.
        """
        basket = self._desk.open_sale()
        self._refuse_late()
        if basket.member is None:
            raise NotAllowedNow("There is no member on this sale.")
        was_beside = basket.additional is not None
        self._ports.let_go()
        basket.member = basket.additional = None
        self._asked += 1
        self._ports.opening.taken(basket)
        self._desk.visit = self._desk.beside = None
        return was_beside

    def remove_additional(self) -> None:
        """Take whoever is rewarded beside the member off the sale. Raises NotAllowedNow once money was taken."""
        basket = self._desk.open_sale()
        self._refuse_late()
        if basket.additional is None:
            raise NotAllowedNow("There is no second member on this sale.")
        basket.additional = None
        self._asked += 1
        self._ports.opening.taken(basket)
        self._desk.beside = None

    def forget_question(self) -> None:
        """The answer that is awaited is not wanted any more."""
        self._asked += 1

    def _find(self, key: LookupKey, asked: Transaction | None, *, whole: bool) -> _Found:
        """Ask, in any thread.

        Once more by the user id for one who was told of only in part, and for the whole wallet where only the offers
        that fit the cart came.
        """
        reply, members = self._ask(key, asked)
        if reply.outcome is not Outcome.DONE or len(members) != 1:
            return _Found(reply, tuple(members))
        by_id = LookupKey(KeyKind.USER_ID, members[0].user_reference_id)
        if members[0].offers is None and key != by_id:
            _, again = self._ask(by_id, asked)
            members = [each for each in again if each.user_reference_id == by_id.value][:1] or members
        wallet: Sequence[Member] = ()
        if whole and asked is not None and members[0].offers is not None:
            _, wallet = self._ask(by_id, None)
        mine = (each for each in wallet if each.user_reference_id == by_id.value)
        return _Found(reply, tuple(members), next(mine, None))

    def _ask(self, key: LookupKey, asked: Transaction | None) -> tuple[Reply, Sequence[Member]]:
        ports, request_id = self._ports, self._ports.ids.uuid()
        replies, members = ports.asker.ask(lambda: ports.loyalty.lookup(request_id, key, asked))
        return replies[-1], members

    def _attached(self, key: LookupKey, question: _Question, found: _Found) -> Attribution:
        """Back at the desk: attach who was found, or say why nobody is."""
        self._refuse_superseded(question)
        if found.reply.outcome not in {Outcome.DONE, Outcome.REJECTED} and key.kind is self._offline:
            return self._put(Attribution.keyed(key), None)
        member = only_member(found.reply, found.members, key)
        return self._put(Attribution(member.user_reference_id), self._visit(found, question.seen))

    def _added(self, key: LookupKey, question: _Question, found: _Found) -> Attribution:
        """Back at the desk: note who else is to be rewarded."""
        self._refuse_superseded(question)
        basket, member = self._desk.open_sale(), only_member(found.reply, found.members, key)
        added = Attribution(member.user_reference_id)
        if added == basket.member:
            raise NotAllowedNow("This is the sale's own member. Look somebody else up.")
        basket.additional = added
        self._ports.opening.taken(basket)
        self._desk.beside = member
        return added

    def _put(self, member: Attribution, visit: Visit | None) -> Attribution:
        basket = self._ports.opening.sale()
        if basket.member is not None and basket.member != member:
            self._ports.let_go()
            basket.additional = self._desk.beside = None
        basket.member = member
        self._ports.opening.taken(basket)
        self._desk.visit = visit
        return member

    def _refreshed(self, question: tuple[LookupKey, str | None, CartPrint | None], found: _Found) -> None:
        key, sale_id, seen = question
        basket = self._desk.basket
        if sale_id != self._sale_id() or basket is None or basket.member != Attribution(key.value):
            return
        mine = [each for each in found.members if each.user_reference_id == key.value]
        if found.reply.outcome is not Outcome.DONE or len(mine) != 1:
            return
        visit = self._visit(replace(found, members=tuple(mine)), seen)
        if self._desk.visit is not None:
            visit.wallet = self._desk.visit.wallet | visit.wallet
            visit.unreadable = max(self._desk.visit.unreadable, visit.unreadable)
            visit.refusals = self._desk.visit.refusals if self._desk.visit.asked_for == seen else {}
        self._desk.visit = visit

    def _visit(self, found: _Found, seen: CartPrint | None) -> Visit:
        member = found.members[0]
        listed = {each.reference_id: each for each in member.offers or ()}
        whole = {each.reference_id: each for each in (found.wallet.offers if found.wallet else None) or ()}
        fitting = listed if seen is not None else None
        visit = Visit(member, self._tilling.now(), whole | listed, fitting, seen, unfit=self._unfit(fitting, seen))
        visit.unreadable = max(each.unreadable_offers for each in (member, found.wallet or member))
        return visit

    def _unfit(self, listed: dict[str, Discount] | None, seen: CartPrint | None) -> frozenset[str]:
        """Those that are for more than the sale has, or for other items: what is told of them cannot be meant.

        Each is held against the sale without the others: what is left beside them, the platform says when it is locked.
        Nothing is held against a sale that has gone on since it was asked about: that one is asked about anew.
        """
        basket = self._desk.basket
        if basket is None or not listed or seen != cart_print(basket, basket.discounts):
            return frozenset()
        return frozenset(name for name, each in listed.items() if unfitting(basket.lines, (), each))

    def _refuse_late(self) -> None:
        self._desk.signed_on()
        if self._desk.basket is not None and self._desk.basket.is_tendering:
            raise NotAllowedNow("Money was taken for this sale. Remove the tenders before changing the member.")

    def _refuse_superseded(self, question: _Question) -> None:
        """An answer counts for the question that was asked last, and for the sale that it was asked for."""
        is_of_sale = question.sale_id in {None, self._sale_id()} and question.ended == self._desk.ended
        if question.number != self._asked or not is_of_sale:
            raise NotAllowedNow("This answer came too late: the sale has gone on.")
        self._refuse_late()

    def _sale_id(self) -> str | None:
        return None if self._desk.basket is None else self._desk.basket.head.transaction_id
