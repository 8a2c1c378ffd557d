"""Members of the loyalty program: how the platform is asked for one, and what it says of them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Self

from pos_terminal.domain.discount import Discount
from pos_terminal.domain.errors import BadArgument, Refused

_LONGEST_KEY = 254
"""The longest e-mail address there can be (RFC 5321); no other identifier is longer."""
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_US_LENGTH = 11


class PhoneForm(StrEnum):
    """How the tenant stores phone numbers (setting ``phone_form``): which digits identify a member."""

    DIGITS = "digits"
    STRIP_US_1 = "strip_us_1"


class KeyKind(StrEnum):
    """What identifies a member (spec, User Lookup: the names of its arguments)."""

    EMAIL = "email"
    PHONE = "phone"
    USER_ID = "user_id"
    EXTERNAL_CUSTOMER_ID = "external_customer_id"


@dataclass(frozen=True, slots=True)
class LookupKey:
    """One identifier, in the form the platform knows it by."""

    kind: KeyKind
    value: str = field(repr=False)

    @classmethod
    def of(cls, given: Mapping[KeyKind, str | None], form: PhoneForm = PhoneForm.DIGITS) -> Self:
        """The one identifier among these. Raises BadArgument for none, several, or one that cannot be meant."""
        found = [(kind, value) for kind, value in given.items() if value is not None]
        if len(found) != 1:
            names = ", ".join(KeyKind)
            raise BadArgument(
                "A member is looked up by exactly one of {names}; {found} were given.", names=names, found=len(found)
            )
        kind, value = found[0]
        value = _phone_digits(value, form) if kind is KeyKind.PHONE else value.strip()
        if not 0 < len(value) <= _LONGEST_KEY or not value.isprintable():
            raise BadArgument("{kind} takes 1 to {most} letters, digits and signs.", kind=kind, most=_LONGEST_KEY)
        if kind is KeyKind.EMAIL and not all(value.rpartition("@")):
            raise BadArgument("An e-mail address has an @ between a name and a domain.")
        return cls(kind, value)

    @classmethod
    def keyed(cls, text: str, form: PhoneForm = PhoneForm.DIGITS) -> Self:
        """The identifier that somebody keyed: with an @ an e-mail, a UUID a user id, anything else a phone number.

        Raises BadArgument like `of`. A scanned card is not keyed: it is an external customer id, whatever it holds.
        """
        if "@" in text:
            return cls.of({KeyKind.EMAIL: text})
        if _UUID.fullmatch(text.strip()):
            return cls.of({KeyKind.USER_ID: text})
        return cls.of({KeyKind.PHONE: text}, form)


def _phone_digits(text: str, form: PhoneForm) -> str:
    """The digits alone (spec, User Lookup). Raises BadArgument for numbers people make up to be left alone."""
    digits = "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())
    if form is PhoneForm.STRIP_US_1 and len(digits) == _US_LENGTH:
        digits = digits.removeprefix("1")
    if len(set(digits)) <= 1 or digits == "1234567890":
        raise BadArgument("That is nobody's phone number. Ask for the number again, or for an e-mail address.")
    return digits


@dataclass(frozen=True, slots=True)
class PointAccount:
    """One of a member's accounts (spec, PointAccount), in points; ``available_balance`` is what can be spent.

    None: the platform did not say.
    """

    account_name: str
    point_account_id: str
    grouping_label: str
    available_balance: Decimal | None
    life_time_value: Decimal | None
    user_point_account_id: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the platform describes one (spec, User).

    ``offers`` are candidates: the platform may still refuse to lock one; ``unreadable_offers`` counts those that it
    listed and nobody can read. ``points`` and ``offers`` None: the platform did not say, which is not the same as none.
    ``profile_fields`` are those that it told, as text. Personal data stays
    out of the repr, and so out of logs.
    """

    user_reference_id: str
    user_account_id: str | None = None
    first_name: str | None = field(default=None, repr=False)
    last_name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    points: Decimal | None = None
    profile_fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    offers: tuple[Discount, ...] | None = None
    point_accounts: tuple[PointAccount, ...] = ()
    unreadable_offers: int = 0

    @property
    def display_name(self) -> str:
        """The name on the screen: the first name and the initial of the last."""
        return " ".join(part for part in (self.first_name, f"{self.last_name[:1]}." if self.last_name else "") if part)

    def remembered(self) -> Self:
        """What is kept of a member when their sale has ended: who they are, what they are called, and the points."""
        return type(self)(self.user_reference_id, None, self.first_name, self.last_name, points=self.points)


class SeveralMembers(Refused):
    """More than one member has this identifier; ``members`` are those that the platform named, perhaps none.

    None of them may be picked by the program.
    """

    code = "several_members"

    def __init__(self, message: str, /, members: tuple[Member, ...] = (), **values: object) -> None:
        super().__init__(message, **values)
        self.members = members
