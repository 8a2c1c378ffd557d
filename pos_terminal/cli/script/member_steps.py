"""The steps about members and their offers; each waits for the platform or its deadline."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from pos_terminal.app.terminal import Terminal
from pos_terminal.application.asking import fetched
from pos_terminal.cli.script.arguments import Arguments
from pos_terminal.domain.errors import BadArgument, PlatformUnreachable
from pos_terminal.domain.member import KeyKind, LookupKey, PhoneForm
from pos_terminal.domain.offer import OfferCode, OfferCodeType, OfferFlow

Extra = dict[str, object]
_Kind = TypeVar("_Kind", OfferCodeType, OfferFlow)
_AS = ("member", "additional")


def _lookup_member(terminal: Terminal, given: Arguments) -> Extra:
    keys = {kind: given.optional_looked_up(kind.value) for kind in KeyKind}
    additional = _is_additional("lookup_member", given)
    given.finished()
    key = LookupKey.of(keys, PhoneForm(terminal.settings.platform.phone_form))
    fetched(terminal.membership.look_up(key, additional=additional))
    return {}


def _remove_member(terminal: Terminal, given: Arguments) -> Extra:
    additional = _is_additional("remove_member", given)
    given.finished()
    if additional:
        terminal.membership.remove_additional()
        return {"additional_removed": True}
    return {"additional_removed": terminal.membership.remove()}


def _apply_offer(terminal: Terminal, given: Arguments) -> Extra:
    code, kind, how = given.text("code"), given.text("type"), given.optional_text("how")
    given.finished()
    offer = OfferCode(code, _one_of(OfferCodeType, "type", kind), _member_id(terminal))
    flow = None if how is None else _one_of(OfferFlow, "how", how)
    offline = terminal.loyalty_side.offline
    at_tender = terminal.offering.rules.at_tender
    if at_tender and offer.code in offline.open_to():
        offline.claim(offer.code)  # else it were only chosen, and nobody could be asked when money is taken
        return {}
    try:
        found = fetched(terminal.offering.apply(offer, flow))
        if found is None and not at_tender:
            settle_offers(terminal)  # it had to come back first
    except PlatformUnreachable:
        if not offline.rules.is_on:
            raise
        offline.claim(offer.code)
        return {}
    refresh_member(terminal)
    return {}


def _remove_offer(terminal: Terminal, given: Arguments) -> Extra:
    offer_id = given.text("offer_id")
    given.finished()
    terminal.offering.remove(offer_id)
    return {}


MEMBER_STEPS: Mapping[str, Callable[[Terminal, Arguments], Extra]] = {
    "lookup_member": _lookup_member,
    "remove_member": _remove_member,
    "apply_offer": _apply_offer,
    "remove_offer": _remove_offer,
}


def settle_offers(terminal: Terminal) -> None:
    """Ask all that has to be known of the sale's offers before money is taken. Raises what the platform says."""
    while (errand := terminal.offering.next()) is not None:
        fetched(errand)


def ask_member_code(terminal: Terminal, code: str) -> None:
    """Find out what a code is that no product has. Raises UnknownBarcode, and what the platform says."""
    following = fetched(terminal.loyalty_side.codes.ask(code))
    while following is not None:
        following = fetched(following)
    refresh_member(terminal)


def refresh_member(terminal: Terminal) -> None:
    """Ask what the member's offers are worth for the sale as it is now, where that is not known."""
    errand = terminal.membership.refresh()
    if errand is not None:
        fetched(errand)


def _is_additional(step: str, given: Arguments) -> bool:
    role = given.optional_text("as") or _AS[0]
    if role not in _AS:
        raise BadArgument(f"{step} takes 'as' as one of {', '.join(_AS)}.")
    return role != _AS[0]


def _member_id(terminal: Terminal) -> str | None:
    basket = terminal.desk.basket
    member = basket.member if basket else None
    return member.user_id if member and member.is_verified else None


def _one_of(kinds: type[_Kind], name: str, value: str) -> _Kind:
    try:
        return kinds(value)
    except ValueError:
        raise BadArgument(f"apply_offer takes {name!r} as one of {', '.join(kinds)}.") from None
