"""Makes the member's bar, panel and offer cards from what the desk knows now."""

from collections.abc import Mapping, Sequence

from pos_terminal.application.desk import Desk
from pos_terminal.application.visit import Visit
from pos_terminal.domain.attribution import Attribution, UserIdType
from pos_terminal.domain.member import Member
from pos_terminal.domain.offer import OfferStanding, OfferState
from pos_terminal.presentation.figures import points_text
from pos_terminal.presentation.masking import masked_code, masked_email, masked_phone
from pos_terminal.presentation.member_panels import Fact, MemberPanel
from pos_terminal.presentation.member_questions import member_name
from pos_terminal.presentation.member_services import MemberServices
from pos_terminal.presentation.member_state import NOBODY, CardTone, MemberBar, MemberState, OfferCard
from pos_terminal.presentation.offer_drawing import OfferDrawing
from pos_terminal.presentation.picture_wall import PictureWall
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.profile import NOT_AVAILABLE, profile_facts
from pos_terminal.wording import _, later, ngettext

_NO_POINTS = later("Points not available")


class MemberDrawing:
    """Cards keep their order while a member is there: a second tap lands where the first one did."""

    def __init__(self, services: MemberServices, busy: Mapping[str, str], pictures: PictureWall) -> None:
        """``busy`` says what is under way for an offer, by its id."""
        self._services = services
        self._busy = busy
        self._pictures = pictures
        self._offers = OfferDrawing(services)
        self._places: dict[str, int] = {}
        self._placed_for: Attribution | None = None

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
        self._offers.look_again()
        for each in sorted(standings, key=_worth_first):
            self._places.setdefault(each.offer_id, len(self._places))
        inside = sorted(standings, key=self._place)
        pictures = self._pictures.drawn(each.image_url for each in inside)
        return tuple(
            self._offers.card(each, self._busy.get(each.offer_id, ""), picture)
            for each, picture in zip(inside, pictures, strict=True)
        )

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
        """Why there is no card, or not one for each offer; not told is not the same as none."""
        basket, visit = self._services.desk.basket, self._services.desk.visit
        if visit is not None and visit.unreadable:
            return ngettext(
                "The platform told of {count} offer that cannot be read.",
                "The platform told of {count} offers that cannot be read.",
                visit.unreadable,
            )
        if cards:
            return ""
        if basket is not None and basket.member is not None and not basket.member.is_verified:
            return _("Offers need a member that the platform has confirmed.")
        return _("No offers.") if visit is not None and visit.knows_offers else _("Offers are not available now.")

    def _place(self, standing: OfferStanding) -> tuple[bool, int]:
        return standing.state is OfferState.NOT_YET, self._places[standing.offer_id]


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
