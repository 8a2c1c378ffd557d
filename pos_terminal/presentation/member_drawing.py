"""Makes the member's bar, panel and offer cards from what the desk knows now."""

from collections.abc import Mapping, Sequence

from pos_terminal.application.desk import Desk
from pos_terminal.application.visit import Visit
from pos_terminal.domain.attribution import Attribution, UserIdType
from pos_terminal.domain.member import Member
from pos_terminal.domain.offer import OfferStanding, OfferState
from pos_terminal.presentation.figures import amount_text, points_text
from pos_terminal.presentation.masking import masked_code, masked_email, masked_phone
from pos_terminal.presentation.member_panels import Fact, MemberPanel
from pos_terminal.presentation.member_questions import member_name
from pos_terminal.presentation.member_services import MemberServices
from pos_terminal.presentation.member_state import NOBODY, CardTone, MemberBar, MemberState, OfferAction, OfferCard
from pos_terminal.presentation.picture_wall import PictureWall
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.profile import NOT_AVAILABLE, profile_facts
from pos_terminal.wording import _, later, ngettext

_NO_POINTS = later("Points not available")
_LOOKS: Mapping[OfferState, tuple[str, str, CardTone, OfferAction | None]] = {
    OfferState.AVAILABLE: (later("Available"), "ticket", CardTone.OPEN, OfferAction.APPLY),
    OfferState.RESERVED: (later("Reserved for this sale"), "circle-check", CardTone.HELD, OfferAction.REMOVE),
    OfferState.USED: (later("Used on this sale"), "check", CardTone.USED, OfferAction.REMOVE),
    OfferState.NOT_YET: (later("Not yet"), "lock", CardTone.SHUT, None),
    OfferState.UNKNOWN: (later("Being confirmed: no answer yet"), "alert-triangle", CardTone.DOUBTFUL, OfferAction.ASK),
}
_CLAIMS = frozenset({OfferAction.APPLY, OfferAction.RETRY, OfferAction.OFFLINE})


class MemberDrawing:
    """Cards keep their order while a member is there: a second tap lands where the first one did."""

    def __init__(self, services: MemberServices, busy: Mapping[str, str], pictures: PictureWall) -> None:
        """``busy`` says what is under way for an offer, by its id."""
        self._services = services
        self._busy = busy
        self._pictures = pictures
        self._places: dict[str, int] = {}
        self._placed_for: Attribution | None = None
        self._offline: frozenset[str] = frozenset()

    def state(self, *, is_asking: bool) -> MemberState:
        """Everything the sale screen shows of the member."""
        desk = self._services.desk
        basket = desk.basket
        if basket is None or (basket.member is None and not basket.discounts):
            self._places.clear()
            self._pictures.drawn(())
            return MemberState(MemberBar(is_asking=True)) if is_asking else NOBODY
        cards = self.cards()
        due = self._services.offering.next_is_due()
        return MemberState(self._bar(basket.member, cards, is_asking=is_asking), cards, self._note(cards), due)

    def cards(self) -> tuple[OfferCard, ...]:
        """The offers that can be had or are on the sale first, then those that are not to be had yet."""
        basket = self._services.desk.basket
        member = basket.member if basket else None
        if member != self._placed_for:
            self._places.clear()
            self._placed_for = member
        standings = self._services.offers.standings()
        self._offline = offline.open_to() if (offline := self._services.offline) is not None else frozenset()
        for each in sorted(standings, key=_worth_first):
            self._places.setdefault(each.offer_id, len(self._places))
        inside = sorted(standings, key=self._place)
        pictures = self._pictures.drawn(each.image_url for each in inside)
        return tuple(self._card(each, picture) for each, picture in zip(inside, pictures, strict=True))

    def panel(self) -> MemberPanel:
        """The member as the panel shows them."""
        desk = self._services.desk
        member = desk.basket.member if desk.basket else None
        cards = self.cards()
        bar = self._bar(member, cards, is_asking=False)
        known = desk.visit.member if desk.visit else None
        return MemberPanel(
            name=bar.name,
            detail=_points(desk.visit, later("{points} points to spend")),
            is_verified=bar.is_verified,
            accounts=_accounts(known),
            accounts_note="" if known and known.point_accounts else _(_NO_POINTS),
            fields=profile_facts(known, self._services.profile_fields),
            cards=cards,
            offers_note=self._note(cards),
            can_change=desk.basket is not None and not desk.basket.is_tendering,
            additional=_beside(desk),
        )

    def _bar(self, member: Attribution | None, cards: Sequence[OfferCard], *, is_asking: bool) -> MemberBar:
        if member is None:
            return MemberBar(is_asking=is_asking)
        visit = self._services.desk.visit
        if not member.is_verified:
            return MemberBar(_unverified(member), _("Not verified"), is_verified=False, is_asking=is_asking)
        usable = sum(each.tone is not CardTone.SHUT for each in cards)
        offers = ngettext("{count} offer", "{count} offers", usable)
        name = member_name(visit.member) if visit else _("Member")
        return MemberBar(name, f"{_points(visit)} · {offers}" if cards else _points(visit), is_asking=is_asking)

    def _note(self, cards: Sequence[OfferCard]) -> str:
        """Why there is no card; not told is not the same as none."""
        if cards:
            return ""
        basket, visit = self._services.desk.basket, self._services.desk.visit
        if basket is not None and basket.member is not None and not basket.member.is_verified:
            return _("Offers need a member that the platform has confirmed.")
        return _("No offers.") if visit is not None and visit.knows_offers else _("Offers are not available now.")

    def _card(self, standing: OfferStanding, picture: bytes | None) -> OfferCard:
        words, icon, tone, action = self._look(standing)
        reason = _reason(standing)
        return OfferCard(
            offer_id=standing.offer_id,
            name=plain(standing.name).strip() or _("Offer"),
            value=amount_text(-standing.amount) if standing.amount is not None and standing.amount.minor else "",
            state=f"{words}: {_lowered(reason)}" if reason else words,
            icon=icon,
            tone=tone,
            action=action if self._is_possible(action) else None,
            busy=self._busy.get(standing.offer_id, ""),
            picture=picture,
        )

    def _look(self, standing: OfferStanding) -> tuple[str, str, CardTone, OfferAction | None]:
        words, icon, tone, action = _LOOKS[standing.state]
        words = _(words)
        if standing.is_offline:
            return _("Not verified: used offline"), "alert-triangle", CardTone.DOUBTFUL, action
        if standing.state is OfferState.AVAILABLE and self._services.offering.is_chosen(standing.offer_id):
            return _("Reserved when paying"), "circle-check", CardTone.HELD, OfferAction.REMOVE
        offline = self._services.offline
        if offline is not None and standing.state is OfferState.AVAILABLE and standing.offer_id in self._offline:
            return _("Offline, {age}", age=offline.age()), "cloud-off", tone, OfferAction.OFFLINE
        if standing.is_leaving:
            return _("Being given back"), icon, tone, None
        return words, icon, tone, OfferAction.RETRY if standing.was_refused else action

    def _is_possible(self, action: OfferAction | None) -> bool:
        """Offers are claimed for items, and before money is taken."""
        basket = self._services.desk.basket
        if basket is None or action not in _CLAIMS:
            return basket is not None
        return bool(basket.lines) and not basket.is_tendering

    def _place(self, standing: OfferStanding) -> tuple[bool, int]:
        return standing.state is OfferState.NOT_YET, self._places[standing.offer_id]


def _reason(standing: OfferStanding) -> str:
    """Why it is not to be had yet; of a refusal only what comes behind the colon."""
    if standing.state is not OfferState.NOT_YET:
        return ""
    reason = plain(standing.reason).strip()
    return (reason.partition(": ")[2] or reason) if standing.was_refused else reason


def _worth_first(standing: OfferStanding) -> tuple[bool, int]:
    return standing.state is OfferState.NOT_YET, -(standing.amount.minor if standing.amount else 0)


def _beside(desk: Desk) -> str:
    """Who is rewarded beside the member; after a restart nobody knows their name."""
    additional = desk.basket.additional if desk.basket else None
    if additional is None:
        return ""
    known = desk.beside
    return member_name(known) if known and known.user_reference_id == additional.user_id else _("Second member")


def _points(visit: Visit | None, words: str = later("{points} points")) -> str:
    """The sum of what can be spent from all accounts (spec, User ``points``)."""
    if visit is None or visit.member.points is None:
        return _(_NO_POINTS)
    return _(words, points=points_text(visit.member.points))


def _unverified(member: Attribution) -> str:
    if member.type is UserIdType.PHONE:
        return _("Phone {number}", number=masked_phone(member.user_id))
    if member.type is UserIdType.EMAIL:
        return masked_email(member.user_id) or _("E-mail")
    return _("Card {number}", number=masked_code(member.user_id))


def _accounts(member: Member | None) -> tuple[Fact, ...]:
    accounts = member.point_accounts if member else ()
    return tuple(
        Fact(
            plain(each.account_name).strip() or _("Points"),
            _(NOT_AVAILABLE) if each.available_balance is None else points_text(each.available_balance),
        )
        for each in accounts
    )


def _lowered(reason: str) -> str:
    """A sentence as it goes on behind a colon."""
    return reason.removesuffix(".") if reason[:2].isupper() else reason[:1].lower() + reason[1:].removesuffix(".")
