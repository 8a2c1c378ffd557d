"""What the platform's answer to a lookup comes to: one member, or what is to be told instead."""

from pos_terminal.application.replies import Outcome, Reply
from pos_terminal.domain.errors import NoMember, PlatformRefused, PlatformUnreachable, folded
from pos_terminal.domain.member import KeyKind, LookupKey, Member, SeveralMembers
from pos_terminal.wording import later
from pos_terminal.wording.message import Message

_NOBODY = frozenset({"user not found", "not found", "no user", "unknown user"})
_SEVERAL = ("multiple", "several", "more than one", "ambiguous", "duplicate user")
_NOT_FOUND = 404
_NO_ANSWER = later("The platform cannot be asked who this is now. Go on selling; try again later.")
_NOT_ASKED = {
    Outcome.AUTH: later(
        "The platform does not take this till's key and secret, so nobody is looked up. Go on selling; have them "
        "checked."
    ),
    Outcome.SETUP: later(
        "There is no platform at the address that is set, so nobody is looked up. Go on selling; have the address "
        "checked."
    ),
    Outcome.SECURITY: later(
        "Whoever answers cannot prove to be the platform, so nobody is looked up. Go on selling; call whoever looks "
        "after the network."
    ),
}
_WORDS = {
    KeyKind.EMAIL: later("e-mail address"),
    KeyKind.PHONE: later("phone number"),
    KeyKind.USER_ID: later("user id"),
    KeyKind.EXTERNAL_CUSTOMER_ID: later("card number"),
}


def only_member(reply: Reply, members: tuple[Member, ...], key: LookupKey) -> Member:
    """The one member there is. Raises what is to be told when there is none, or more than one."""
    if reply.outcome is Outcome.DONE and len(members) == 1:
        return members[0]
    if len(members) > 1 or _says_several(reply):
        raise SeveralMembers(
            "More than one member has this {identifier}. Ask for another identifier.",
            members,
            identifier=Message(_WORDS[key.kind]),
        )
    if reply.outcome is Outcome.DONE or _says_nobody(reply):
        raise NoMember(
            "No member has this {identifier}. Check it, ask for another, or go on without.",
            identifier=Message(_WORDS[key.kind]),
        )
    if reply.outcome is Outcome.REJECTED:
        raise PlatformRefused("The platform does not tell who this is: {reason}", reason=reply.text or reply.said)
    raise PlatformUnreachable(_NOT_ASKED.get(reply.outcome, _NO_ANSWER))


def _says_nobody(reply: Reply) -> bool:
    if reply.outcome is not Outcome.REJECTED:
        return False
    return folded(reply.code).strip() in _NOBODY or reply.http_status == _NOT_FOUND


def _says_several(reply: Reply) -> bool:
    said = f"{folded(reply.code)} {folded(reply.text)}"
    return reply.outcome is Outcome.REJECTED and any(word in said for word in _SEVERAL)
