"""What the platform says of members and offers, read leniently: null, a missing key and an empty list are one.

A platform that is strict about what it takes is not always strict about what it gives: numbers come as strings, times
with any number of digits.
"""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from decimal import Decimal, DecimalException
from typing import TypeVar

from pos_terminal.adapters.sessionm import wire
from pos_terminal.adapters.sessionm.jsontext import JsonObject, Table, UnreadableJson, echoed
from pos_terminal.domain.discount import Discount, DiscountedLine, DiscountStatus
from pos_terminal.domain.member import Member, PointAccount
from pos_terminal.domain.money import Currency, Money
from pos_terminal.wording.message import NOTHING_SAID, Message

_Table = TypeVar("_Table", bound=Table)
_LOG = logging.getLogger("pos.platform")
_Read = Callable[[object], object]
_BEYOND_MICROSECONDS = re.compile(r"(\.\d{6})\d+")
_WHOSE = ("reference_id", "reference_id_type", "user_id")
_LONGEST_STATUS = 20
"""Letters of a status that nobody knows, as far as it is told."""
_FEWER_DIGITS = re.compile(r"\.(\d{1,5})(?!\d)")
_PLAIN = re.compile(r"[+-]?(?=\.?[0-9])[0-9]{0,40}\.?[0-9]{0,40}")
"""A number as a text: no exponent, which has no end, and no digits but ours."""


def table_of(kind: type[_Table], value: object) -> _Table:
    """A JSON object as a table. Raises UnreadableJson, naming the field, for what cannot be meant."""
    if not isinstance(value, dict):
        raise UnreadableJson(f"{kind.__name__} is no object")
    found: dict[str, object] = {}
    for each in fields(kind):
        if (given := value.get(each.name)) is not None:
            try:
                found[each.name] = _READERS[each.type](given)
            except (ValueError, DecimalException) as error:
                raise UnreadableJson(f"{kind.__name__}.{each.name} cannot be read") from error
    try:
        return kind(**found)
    except TypeError as error:
        raise UnreadableJson(str(error)) from error


def text(value: object) -> str:
    """A text, or a number that stands for one."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise UnreadableJson("no text")
    return str(value).encode(errors="replace").decode()  # half a surrogate pair can be neither stored nor printed


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise UnreadableJson("no number")
    if isinstance(value, str) and not _PLAIN.fullmatch(value.strip()):
        raise UnreadableJson("no number")  # which Decimal may take for one
    number = Decimal(value)
    if not number.is_finite() or abs(number) > 2**53:
        raise UnreadableJson("no number")
    return number


def _moment(value: object) -> datetime:
    digits = _BEYOND_MICROSECONDS.sub(r"\1", text(value).strip())
    moment = datetime.fromisoformat(_FEWER_DIGITS.sub(lambda found: f".{found[1]:0<6}", digits))
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise UnreadableJson("no list")
    return value


def _object(value: object) -> JsonObject:
    if not isinstance(value, dict):
        raise UnreadableJson("no object")
    return value


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text(each) for each in _list(value))


def _numbers(value: object) -> tuple[Decimal, ...]:
    return tuple(_number(each) for each in _list(value))


def _objects(value: object) -> tuple[JsonObject, ...]:
    return tuple(_object(each) for each in _list(value))


def _as_it_is(value: object) -> object:
    return value


_READERS: dict[object, _Read] = {
    object: _as_it_is,
    str: text,
    str | None: text,
    Decimal: _number,
    Decimal | None: _number,
    datetime | None: _moment,
    tuple[str, ...]: _texts,
    tuple[Decimal, ...]: _numbers,
    tuple[JsonObject, ...]: _objects,
}
"""How a field is read, by its declared type."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Puts answers into the desk's own values.

    ``moment`` stands in where an offer has no time yet. Amounts beyond the currency's decimals are rounded for the
    desk; what is echoed keeps them.
    """

    currency: Currency
    moment: datetime

    def members(self, payload: object) -> tuple[Member, ...]:
        """The users of a lookup. Raises UnreadableJson."""
        users = table_of(wire.LookupPayload, payload).users
        return tuple(self._member(table_of(wire.User, each)) for each in users)

    def _member(self, user: wire.User) -> Member:
        _refuse_nameless(user.user_reference_id)
        offers, unreadable = self._wallet(user.offers)
        return Member(
            user_reference_id=user.user_reference_id,
            user_account_id=user.user_account_id,
            first_name=user.first_name,
            last_name=user.last_name,
            phone=user.phone,
            email=user.email,
            points=_points(user.points),
            profile_fields=_profile(user.profile_fields),
            offers=offers,
            point_accounts=tuple(_point_accounts(user.point_accounts)),
            unreadable_offers=unreadable,
        )

    def _wallet(self, offers: object) -> tuple[tuple[Discount, ...] | None, int]:
        """Those offers that can be read, and how many cannot: one that cannot costs nobody the rest.

        Of two with one id the first counts; the second, where it says something else, is as good as not read.
        """
        if not isinstance(offers, list):
            if offers is not None:
                _LOG.warning("offers=unreadable")
            return None, 0
        found: dict[str, Discount] = {}
        unreadable = 0
        for each in offers:
            try:
                offer = self.discount(each)
            except (UnreadableJson, ValueError, DecimalException):
                _LOG.warning("offer=unreadable")
                unreadable += 1
                continue
            if (first := found.setdefault(offer.reference_id, offer)) is not offer:
                _LOG.warning("offer=twice")
                unreadable += offer != first
        return tuple(found.values()), unreadable

    def discount(self, value: object, status: DiscountStatus | None = None) -> Discount:
        """A Discount; ``status`` is what it must at least be after a lock or a redemption. Raises UnreadableJson.

        An applied one that says whose it is, and no more that can be meant, is odd: it has to be given back.
        """
        received = _object(value)
        row, is_whole = _row(received, is_applied=status is not None)
        _refuse_nameless(row.reference_id)
        return Discount(
            reference_id=row.reference_id,
            reference_id_type=row.reference_id_type or "",
            display_name=row.display_name or row.reference_id,
            source=row.discount_source or wire.THEIRS,
            amount=Money.rounded(row.amount or Decimal(0), self.currency),
            stack_order=int(row.stack_order or 0),
            applied_time=row.applied_time or self.moment,
            lines=_lines(row),
            status=_status(row.status) or status,
            pos_discount_id=row.pos_discount_id,
            image_url=row.image_url,
            user_id=row.user_id,
            received=echoed(received),
            oddity=self._oddity(row, status) if is_whole else Message("the platform's answer about it cannot be read"),
            is_worth_told=row.amount is not None,
            strange_status="" if _status(row.status) else (row.status or "")[:_LONGEST_STATUS],
        )

    def _oddity(self, row: wire.ReceivedDiscount, status: DiscountStatus | None) -> Message:
        """Why a discount cannot be sold with although it can be read: it is echoed as it came, and would be refused."""
        amount, place = row.amount or Decimal(0), row.stack_order or Decimal(0)
        if amount != Money.rounded(amount, self.currency).amount:
            return Message("it takes off {amount}, which no coins make", amount=str(amount))
        if status is None:
            return NOTHING_SAID
        if row.amount is None:
            return Message("the platform does not say what it takes off")
        if row.status and _status(row.status) not in {status, DiscountStatus.INFO}:
            return Message("it came back as {status}", status=repr(row.status[:_LONGEST_STATUS]))
        if place < 0 or place != int(place):
            return Message("it stands at place {place} of the offers, which there is not", place=str(place))
        return NOTHING_SAID


def _row(received: JsonObject, *, is_applied: bool) -> tuple[wire.ReceivedDiscount, bool]:
    """A discount as it came, or no more of an applied one than whose it is, and whether it is whole.

    Raises UnreadableJson.
    """
    try:
        row = table_of(wire.ReceivedDiscount, received)
        _lines(row)
    except UnreadableJson as error:
        if not is_applied:
            raise
        _LOG.warning("applied=unreadable why=%s", error)
        return table_of(wire.ReceivedDiscount, {name: received.get(name) for name in _WHOSE}), False
    return row, True


def _refuse_nameless(reference: str) -> None:
    """What has no id can be neither attributed nor given back. Raises UnreadableJson."""
    if not reference.strip():
        raise UnreadableJson("an id without a letter")


def _lines(row: wire.ReceivedDiscount) -> tuple[DiscountedLine, ...]:
    quantities: tuple[Decimal | None, ...] = row.discounted_line_id_quantities or (None,) * len(row.discounted_line_ids)
    if len(quantities) != len(row.discounted_line_ids):
        raise UnreadableJson("a discount's lines and quantities do not match")
    return tuple(
        DiscountedLine(line_id, quantity) for line_id, quantity in zip(row.discounted_line_ids, quantities, strict=True)
    )


def _status(value: str | None) -> DiscountStatus | None:
    known = {status.casefold(): status for status in DiscountStatus}
    return known.get((value or "").casefold())


def _points(value: object) -> Decimal | None:
    """Points that can be read; others are as good as not told, and cost nobody the member."""
    if value is None:
        return None
    try:
        return _number(value)
    except (UnreadableJson, ValueError, DecimalException):
        _LOG.warning("points=unreadable")
        return None


def _point_accounts(value: object) -> Iterator[PointAccount]:
    """Those that can be read: an odd one costs nobody the rest."""
    for each in value if isinstance(value, list) else ():
        try:
            row = table_of(wire.PointAccount, each)
        except UnreadableJson:
            _LOG.warning("point_account=unreadable")
            continue
        yield PointAccount(
            account_name=row.account_name,
            point_account_id=row.point_account_id,
            grouping_label=row.grouping_label,
            available_balance=row.available_balance,
            life_time_value=row.life_time_value,
            user_point_account_id=row.user_point_account_id,
        )


def _profile(value: object) -> dict[str, str]:
    """The fields with a value that can be shown. A tenant fills them as it likes, and none costs anybody the member."""
    fields_told = value if isinstance(value, dict) else {}
    words = {key: _words(each) for key, each in fields_told.items()}
    return {key: each for key, each in words.items() if each}


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return format(value, "f") if isinstance(value, Decimal) else text(value) if isinstance(value, str | int) else ""
