"""Lookup: one member by one exact identifier, with the offers in the wallet."""

from pos_terminal.simulator.books import Books, Call
from pos_terminal.simulator.fields import LOOKUP_ARGUMENTS
from pos_terminal.simulator.jsontext import Json, JsonObject
from pos_terminal.simulator.members import Member
from pos_terminal.simulator.offer_desk import OfferDesk
from pos_terminal.simulator.posted import PostedTransaction
from pos_terminal.simulator.replies import Refusal
from pos_terminal.simulator.rows import Row


class MemberDesk:
    """Answers lookups."""

    def __init__(self, books: Books, offers: OfferDesk) -> None:
        self._books = books
        self._offers = offers

    def lookup(self, call: Call, payload: Row, posted: PostedTransaction | None) -> Json:
        """The member found, or the configured answer to none and to several.

        Raises:
            Refusal: Several members match, or none and the configuration says that is an error.
        """
        argument = next(name for name in LOOKUP_ARGUMENTS if payload.has(name))
        found = self._books.members.find(argument, payload.text(argument))
        if not found and self._books.config.nobody != "empty":
            status = 404 if self._books.config.nobody == "404" else None
            raise Refusal("user_not_found", "No user matches.", status=status)
        if len(found) > 1 and self._books.config.several == "error":
            raise Refusal("MULTIPLE_USERS", "More than one user matches; use another identifier.")
        rows: list[JsonObject] = [self._row(call, member, argument, posted) for member in found]
        return {"users": rows}

    def _row(self, call: Call, member: Member, argument: str, posted: PostedTransaction | None) -> JsonObject:
        if member.partial and argument != "user_id":
            return member.row(None)
        offers: list[JsonObject] = []
        for held in self._books.wallet.of(member.user_id):
            found = self._offers.worth(call, held, posted) if posted else None
            if posted is None or found is not None:
                offers.append(self._offers.discount(call, held, posted, found))
        return member.row(offers)
