"""Whom a sale belongs to: what the platform is told on its payments."""

from dataclasses import dataclass, field
from enum import StrEnum

from pos_terminal.domain.member import KeyKind, LookupKey


class UserIdType(StrEnum):
    """What a payment's ``user_id`` is (spec, Payment ``user_id_type``)."""

    SESSIONM_ID = "SessionM_ID"
    EMAIL = "Email"
    PHONE = "Phone"
    EXTERNAL_ID = "External_ID"


_TYPES = {
    KeyKind.USER_ID: UserIdType.SESSIONM_ID,
    KeyKind.EMAIL: UserIdType.EMAIL,
    KeyKind.PHONE: UserIdType.PHONE,
    KeyKind.EXTERNAL_CUSTOMER_ID: UserIdType.EXTERNAL_ID,
}


@dataclass(frozen=True, slots=True)
class Attribution:
    """A member that a sale belongs to, by the platform's own id, or by an identifier that nobody has confirmed.

    The identifier of somebody is personal data: it stays out of the repr, and so out of logs.
    """

    user_id: str = field(repr=False)
    type: UserIdType = UserIdType.SESSIONM_ID

    @classmethod
    def keyed(cls, key: LookupKey) -> "Attribution":
        """By the identifier that somebody keyed or scanned, which the platform looks up when the sale arrives."""
        return cls(key.value, _TYPES[key.kind])

    @property
    def is_verified(self) -> bool:
        """Whether the platform has said who this is."""
        return self.type is UserIdType.SESSIONM_ID
