"""Members of the programme: who they are, what they have, and how a lookup finds them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from pos_terminal.simulator.jsontext import Json, JsonObject


@dataclass(slots=True)
class PointAccount:
    """One of a member's point accounts; `earns` marks the one that purchases fill."""

    account_name: str
    point_account_id: str
    grouping_label: str
    available_balance: Decimal
    life_time_value: Decimal
    user_point_account_id: str | None = None
    earns: bool = False

    def row(self) -> JsonObject:
        """The account as a lookup returns it."""
        return {
            "account_name": self.account_name,
            "user_point_account_id": self.user_point_account_id,
            "point_account_id": self.point_account_id,
            "grouping_label": self.grouping_label,
            "available_balance": self.available_balance,
            "life_time_value": self.life_time_value,
        }


@dataclass(slots=True)
class Member:
    """One member.

    Attributes:
        partial: A lookup by anything but the user id returns a row without account id, offers and point accounts.
        shows_points: Whether `points` is part of the row (a setting of the programme).
        shows_offers: Whether `offers` is part of the row, also of the full one.
    """

    user_id: str
    user_account_id: str
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    email: str | None = None
    external_customer_id: str | None = None
    profile_fields: dict[str, str] = field(default_factory=dict)
    accounts: list[PointAccount] = field(default_factory=list)
    partial: bool = False
    shows_points: bool = True
    shows_offers: bool = True

    @property
    def points(self) -> Decimal:
        """Spendable points over all accounts."""
        return sum((account.available_balance for account in self.accounts), Decimal(0))

    def earn(self, points: int) -> None:
        """Add points, or take them back when negative."""
        if not self.accounts:
            self.accounts.append(PointAccount("Points", "points", "Spend", Decimal(0), Decimal(0)))
        account = next((account for account in self.accounts if account.earns), self.accounts[0])
        account.available_balance += points
        account.life_time_value += points

    def row(self, offers: list[JsonObject] | None) -> JsonObject:
        """The member as a lookup returns them; without offers it is the partial row."""
        row: JsonObject = {
            "user_reference_id": self.user_id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "phone": self.phone,
            "email": self.email,
        }
        if offers is None:
            return row
        row["user_account_id"] = self.user_account_id
        if self.shows_points:
            row["points"] = self.points
        profile: dict[str, Json] = dict(self.profile_fields)
        row["profile_fields"] = profile
        if self.shows_offers:
            row["offers"] = offers
        row["point_accounts"] = [account.row() for account in self.accounts]
        return row


class Members:
    """All members, found by exact match."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._by_id = {member.user_id: member for member in members}

    def __iter__(self) -> Iterator[Member]:
        return iter(self._by_id.values())

    def by_id(self, user_id: str) -> Member | None:
        """The member with this user id."""
        return self._by_id.get(user_id)

    def find(self, argument: str, value: str) -> list[Member]:
        """Members that match one lookup argument: email, phone, user_id or external_customer_id."""
        if argument == "user_id":
            found = self._by_id.get(value)
            return [found] if found else []
        if argument == "email":
            wanted = value.casefold()
            return [member for member in self._by_id.values() if (member.email or "").casefold() == wanted]
        if argument == "phone":
            return [member for member in self._by_id.values() if member.phone == value]
        return [member for member in self._by_id.values() if member.external_customer_id == value]

    def payer(self, user_id: str | None, user_id_type: str | None) -> Member | None:
        """The one member a payment names, or None when nobody or several match."""
        arguments = {
            "SessionM_ID": "user_id",
            "Email": "email",
            "Phone": "phone",
            "External_ID": "external_customer_id",
        }
        if user_id is None or user_id_type is None:
            return None
        found = self.find(arguments[user_id_type], user_id)
        return found[0] if len(found) == 1 else None
