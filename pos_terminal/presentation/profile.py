"""The fields of a member's record that the shop wants to see at the till, and no others."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from pos_terminal.domain.member import Member
from pos_terminal.presentation.masking import masked_email, masked_phone
from pos_terminal.presentation.member_panels import Fact
from pos_terminal.presentation.plain import plain
from pos_terminal.wording import _, later

NOT_AVAILABLE = later("Not available")
_KNOWN = {"tier": later("Tier"), "favourite_store": later("Favourite store"), "birthday": later("Birthday")}
"""What many tenants have; what a shop calls them itself stands first."""
_OWN: Mapping[str, Callable[[Member], str | None]] = {
    "first_name": lambda member: member.first_name,
    "last_name": lambda member: member.last_name,
    "phone": lambda member: masked_phone(member.phone),
    "email": lambda member: masked_email(member.email),
    "user_account_id": lambda member: member.user_account_id,
}
"""What every record has beside the fields that a tenant makes up (spec, User)."""


@dataclass(frozen=True, slots=True)
class ProfileField:
    """One field: ``name`` as the platform knows it, ``label`` as the screen calls it."""

    name: str
    label: str

    @classmethod
    def of(cls, setting: str) -> Self:
        """The field in the setting ``profile_fields``: `tier=Level`, or `favourite_store`, shown as Favourite store."""
        name, _sign, label = (part.strip() for part in setting.partition("="))
        return cls(name, plain(label).strip() or _KNOWN.get(name) or _readable(name))


def profile_facts(member: Member | None, fields: Iterable[ProfileField]) -> tuple[Fact, ...]:
    """Each field with its value; one that the platform did not tell is said to be missing."""
    return tuple(Fact(_(each.label), _value(member, each.name) or _(NOT_AVAILABLE)) for each in fields)


def _value(member: Member | None, name: str) -> str:
    if member is None:
        return ""
    own = _OWN.get(name)
    told = member.profile_fields.get(name) or (own(member) if own else None)
    return plain(told or "").strip()


def _readable(name: str) -> str:
    """A field's name as people write it."""
    words = plain(name).replace("_", " ").strip()
    return words[:1].upper() + words[1:]
