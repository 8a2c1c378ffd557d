"""Reading a step's arguments: every one is named, wanted and of its kind, or the step is refused."""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from pos_terminal.domain.card_number import refuse_card_number
from pos_terminal.domain.code_range import CodeRange
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.money import Currency, Money

_Kind = TypeVar("_Kind", bound=StrEnum)
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_NAMES_OF_THE_KNOWN = frozenset(
    {"item_id", "modifiers", "line_id", "payment_id", "transaction_id", "transaction_ids", "reference_id"}
    | {"offer_id", "of"}
)
"""Arguments that name what the terminal knows, and are kept nowhere otherwise: honest ones may look like a card."""


class Arguments:
    """The arguments of one step; `finished` refuses those that nobody asked for.

    No text and no number may hold a payment card's number: each raises CardNumberRefused, unless the number is
    one of the shop's own ``cards``, or the text only names what is known.
    """

    def __init__(
        self, step: str, given: Mapping[str, object], currency: Currency, cards: tuple[CodeRange, ...] = ()
    ) -> None:
        self._step = step
        self._given = dict(given)
        self._currency = currency
        self._cards = cards

    def text(self, name: str) -> str:
        """A text that must be there."""
        return self._without_card(name, self.looked_up(name))

    def looked_up(self, name: str) -> str:
        """A text that must be there, and is for whoever looks it up to refuse: a tenth of the barcodes look so."""
        value = self._given.pop(name, None)
        if not isinstance(value, str) or not value.strip():
            raise BadArgument(f"{self._step} wants {name!r}, a text.")
        return value

    def optional_text(self, name: str) -> str | None:
        """A text that may be left out."""
        return self.text(name) if self._is_given(name) else None

    def optional_looked_up(self, name: str) -> str | None:
        """A text as `looked_up` that may be left out."""
        return self.looked_up(name) if self._is_given(name) else None

    def choice(self, kinds: type[_Kind], name: str) -> _Kind:
        """One of some words that must be there."""
        value = self.text(name)
        try:
            return kinds(value)
        except ValueError:
            raise BadArgument(f"{self._step} takes {name!r} as one of {', '.join(kinds)}.") from None

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts that may be left out."""
        value = self._given.pop(name, None) or []
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise BadArgument(f"{self._step} takes {name!r} as a list of texts.")
        return tuple(self._without_card(name, each) for each in value)

    def optional_texts(self, name: str) -> tuple[str, ...] | None:
        """A list of texts; None when it is left out."""
        return self.texts(name) if self._is_given(name) else None

    def rows(self, name: str, fields: Collection[str]) -> "list[Arguments] | None":
        """A list of objects with these fields each, that may be left out."""
        if not self._is_given(name):
            return None
        value = self._given.pop(name)
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise BadArgument(f"{self._step} takes {name!r} as a list of objects with {', '.join(map(repr, fields))}.")
        for each in value:
            if unknown := each.keys() - set(fields):
                raise BadArgument(f"{self._step}: {name!r} does not take {', '.join(map(repr, sorted(unknown)))}.")
        return [Arguments(self._step, each, self._currency, self._cards) for each in value]

    def by_line(self, name: str, fields: Collection[str]) -> "dict[str, Arguments]":
        """A list of lines, each once, with what is said of each: ``[{"line_id": "1", "quantity": "2"}]``."""
        rows = self.rows(name, fields)
        if not rows:
            raise BadArgument(f'{self._step} wants {name!r}, a list such as [{{"line_id": "1", "quantity": "2"}}].')
        found: dict[str, Arguments] = {}
        for row in rows:
            line_id = row.text("line_id")
            if line_id in found:
                raise BadArgument(f"{self._step}: line {line_id} is there twice.")
            found[line_id] = row
        return found

    def flag(self, name: str) -> bool:
        """True or false, which must be there."""
        value = self._given.pop(name, None)
        if not isinstance(value, bool):
            raise BadArgument(f"{self._step} wants {name!r}, true or false.")
        return value

    def optional_flag(self, name: str) -> bool:
        """Whether something is so; false when it is left out."""
        return self._is_given(name) and self.flag(name)

    def number(self, name: str) -> Decimal:
        """A decimal that must be there, written as a text or as a number."""
        value = self._given.pop(name, None)
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise BadArgument(f'{self._step} wants {name!r}, a decimal in a text such as "2" or "0.755".')
        self._without_card(name, str(value))
        try:
            number = _decimal(value) if isinstance(value, str) else Decimal(value)
        except InvalidOperation:
            raise BadArgument(f"{self._step}: {name!r} is not a decimal: {value!r}.") from None
        if not number.is_finite():
            raise BadArgument(f"{self._step}: {name!r} is not a number one can sell by: {value!r}.")
        return number

    def optional_number(self, name: str) -> Decimal | None:
        """A decimal that may be left out."""
        return self.number(name) if self._is_given(name) else None

    def money(self, name: str) -> Money:
        """An amount in the store's currency that must be there."""
        try:
            return Money.of(self.number(name), self._currency)
        except ValueError as error:
            raise BadArgument(f"{self._step}: {name!r}: {error}.") from None

    def optional_money(self, name: str) -> Money | None:
        """An amount that may be left out."""
        return self.money(name) if self._is_given(name) else None

    def parts(self, name: str) -> "Arguments | None":
        """An object that may be left out, with arguments of its own."""
        if not self._is_given(name):
            return None
        value = self._given.pop(name)
        if not isinstance(value, dict):
            raise BadArgument(f"{self._step} takes {name!r} as an object.")
        return Arguments(f"{self._step}: {name!r}", value, self._currency, self._cards)

    def finished(self) -> None:
        """Raises BadArgument for arguments that the step does not take."""
        if self._given:
            raise BadArgument(f"{self._step} does not take {', '.join(map(repr, self._given))}.")

    def _without_card(self, name: str, value: str) -> str:
        if name not in _NAMES_OF_THE_KNOWN:
            refuse_card_number(value, self._cards)
        return value

    def _is_given(self, name: str) -> bool:
        """Whether the argument is there with a value; null is as good as left out."""
        if self._given.get(name) is not None:
            return True
        self._given.pop(name, None)
        return False


def _decimal(text: str) -> Decimal:
    """The number in a text of digits, a sign and a point; Python would read much else as one, such as ``1_0``."""
    if not _DECIMAL.fullmatch(text.strip()):
        raise InvalidOperation
    return Decimal(text.strip())
