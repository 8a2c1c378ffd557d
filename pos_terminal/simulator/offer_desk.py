"""Lock, unlock, redeem, reinstate: what happens to one member's offer."""

from datetime import datetime

from pos_terminal.simulator.books import Books, Call, Violation
from pos_terminal.simulator.jsontext import Json, JsonObject
from pos_terminal.simulator.offers import Award, award
from pos_terminal.simulator.posted import PostedTransaction
from pos_terminal.simulator.replies import Refusal
from pos_terminal.simulator.rows import Row
from pos_terminal.simulator.wallet import OfferState, WalletOffer


def wire_time(moment: datetime) -> str:
    """An instant as `yyyy-MM-ddTHH:mm:ss.fffZ`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _address(image_url: str | None, host: str) -> str | None:
    """Where a picture is; one of our own is where the caller has found us."""
    if image_url is None or not image_url.startswith("/"):
        return image_url
    return f"http://{host}{image_url}" if host else None


class OfferDesk:
    """Answers the four discounting calls."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def lock(self, call: Call, payload: Row, posted: PostedTransaction) -> Json:
        """Hold an offer for a transaction; the same transaction again gets the discount computed anew."""
        held, found = self._claim(call, payload, posted)
        held.discount = self.discount(call, held, posted, found) | {"status": OfferState.LOCKED}
        held.lock(posted.transaction_id, call.now)
        return held.discount

    def redeem(self, call: Call, payload: Row, posted: PostedTransaction) -> Json:
        """Consume an offer at once."""
        held, found = self._claim(call, payload, posted)
        held.discount = self.discount(call, held, posted, found) | {"status": OfferState.REDEEMED}
        held.redeem(posted.transaction_id, call.now)
        return held.discount

    def unlock(self, call: Call, payload: Row) -> None:
        """Return a locked offer to the wallet."""
        held = self._books.wallet.by_code("UserOfferId", payload.text("user_offer_id"), call.now)
        if held.state is not OfferState.LOCKED:
            raise Refusal("NOT_LOCKED", "This offer is not locked.")
        held.unlock(payload.text("employee_id"), call.now)

    def reinstate(self, call: Call, payload: Row) -> None:
        """Return a redeemed offer to the wallet."""
        held = self._books.wallet.by_code("UserOfferId", payload.text("user_offer_id"), call.now)
        if held.state is not OfferState.REDEEMED:
            raise Refusal("NOT_REDEEMED", "This offer is not redeemed.")
        self._judge_reinstating(call, held)
        held.reinstate(payload.text("employee_id"), call.now)

    def _judge_reinstating(self, call: Call, held: WalletOffer) -> None:
        """A sale that still counts, with the offer's discount on it, has used the offer: first the void is told."""
        record = self._books.ledger.records.get(held.transaction_id or "")
        if record is None or not record.latest.is_closed or record.latest.is_voided:
            return
        if any(discount.reference_id == held.user_offer_id for discount in record.latest.discounts):
            text = f"{held.transaction_id}: offer {held.user_offer_id} is reinstated, and the sale still counts with it"
            self._books.violations.append(Violation(call.number, "order", text))

    def worth(self, call: Call, held: WalletOffer, posted: PostedTransaction) -> Award | None:
        """What an offer is worth on a transaction; only catalog and store rules are looked at."""
        exponent = self._books.config.currency_exponent
        return award(held.offer, self._books.metadata.cart(posted, call.store_id, held.user_offer_id, exponent))

    def discount(
        self, call: Call, held: WalletOffer, posted: PostedTransaction | None, found: Award | None
    ) -> JsonObject:
        """The Discount object of an offer; without an award it carries no details."""
        others = [item for item in (posted.discounts if posted else ()) if item.reference_id != held.user_offer_id]
        lines = found.lines if found else ()
        discount: JsonObject = {
            "reference_id": held.user_offer_id,
            "reference_id_type": "UserOfferId",
            "pos_discount_id": None,
            "status": None,
            "display_name": held.offer.name_in(call.culture),
            "image_url": _address(held.offer.image_url, call.host),
            "discounted_line_ids": [line_id for line_id, _quantity in lines] or None,
            "discounted_line_id_quantities": [format(quantity, "f") for _line_id, quantity in lines] or None,
            "discount_source": "SessionM",
            "amount": found.amount if found else 0,
            "stack_order": max((item.stack_order + 1 for item in others), default=0),
            "applied_time": wire_time(call.now),
            "user_id": held.user_id,
        }
        return discount | held.offer.extra

    def _claim(self, call: Call, payload: Row, posted: PostedTransaction) -> tuple[WalletOffer, Award]:
        held = self._books.wallet.by_code(
            payload.text("offer_lookup_type"), payload.text("offer_lookup_code"), call.now
        )
        self._refuse_unusable(call, held, posted)
        found = self.worth(call, held, posted)
        if found is None:
            raise Refusal("NOT_ELIGIBLE", "This offer does not fit the items of this transaction.")
        return held, found

    def _refuse_unusable(self, call: Call, held: WalletOffer, posted: PostedTransaction) -> None:
        if posted.is_closed:
            raise Refusal("VALIDATION", "transaction.is_closed: the transaction must be open", violation=True)
        if held.state is OfferState.REDEEMED:
            raise Refusal("OFFER_USED", "This offer has been used.")
        if held.state is OfferState.LOCKED and held.transaction_id != posted.transaction_id:
            raise Refusal("OFFER_LOCKED", "This offer is in use by another transaction.")
        if held.offer.starts and call.now < held.offer.starts:
            raise Refusal("OFFER_NOT_STARTED", "This offer is not valid yet.")
        if held.offer.ends and call.now >= held.offer.ends:
            raise Refusal("OFFER_EXPIRED", "This offer has expired.")
