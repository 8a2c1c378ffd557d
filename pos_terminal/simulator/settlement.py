"""What a closed or voided transaction does to offers and points."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from pos_terminal.simulator.books import Books, Call, Violation
from pos_terminal.simulator.ledger import TransactionRecord
from pos_terminal.simulator.posted import PostedDiscount, PostedTransaction
from pos_terminal.simulator.wallet import OfferState, WalletOffer


@dataclass(frozen=True, slots=True)
class _Closing:
    """A snapshot that has just closed its transaction, or one sent after that."""

    call: Call
    posted: PostedTransaction
    is_first: bool

    def holds(self, held: WalletOffer, state: OfferState) -> bool:
        return held.held_by(self.posted.transaction_id, state)


class Settlement:
    """Applies a snapshot's consequences."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def settle(self, call: Call, record: TransactionRecord) -> None:
        """Consume offers and bring the members' points to what the newest snapshot earns."""
        posted = record.latest
        if posted.is_closed:
            closed_before = any(snapshot.posted.is_closed for snapshot in record.snapshots[:-1])
            closing = _Closing(call, posted, is_first=not closed_before)
            for discount in posted.discounts:
                if discount.source == "SessionM":
                    self._settle_discount(closing, discount)
        if posted.is_voided and self._books.config.void_reinstates:
            self._give_back(call, posted)
        self._replace_points(record)

    def repeat(self, record: TransactionRecord) -> None:
        """Apply the newest snapshot's points once more: what a platform without upsert does to a second copy."""
        for user_id, points in self._earned(record.latest).items():
            self._earn(user_id, points)

    def _settle_discount(self, closing: _Closing, discount: PostedDiscount) -> None:
        held = self._books.wallet.by_id(discount.reference_id, closing.call.now)
        if held is None:
            self._wrong(closing, discount, "was never issued")
        elif discount.status == "OFFLINE":
            self._force(closing, discount, held)
        elif discount.status == "LOCKED":
            self._finish_lock(closing, discount, held)
        elif discount.status == "REDEEMED":
            if not closing.holds(held, OfferState.REDEEMED):
                self._wrong(closing, discount, "is not redeemed by this transaction")
            elif closing.is_first:
                self._compare(closing, discount, held)
        elif discount.status is None:
            self._wrong(closing, discount, "has no status, so it was never locked or redeemed")

    def _finish_lock(self, closing: _Closing, discount: PostedDiscount, held: WalletOffer) -> None:
        if closing.holds(held, OfferState.REDEEMED):
            if closing.is_first:
                self._wrong(closing, discount, "is told as LOCKED but was redeemed")
        elif not closing.holds(held, OfferState.LOCKED):
            self._wrong(closing, discount, "is told as LOCKED but its lock is not held by this transaction")
            self._fail_silently(closing, discount)
        else:
            if closing.posted.is_voided:
                self._wrong(closing, discount, "is LOCKED in a voided transaction, which consumes it")
            self._compare(closing, discount, held)
            held.redeem(closing.posted.transaction_id, closing.call.now)

    def _compare(self, closing: _Closing, discount: PostedDiscount, held: WalletOffer) -> None:
        changed = _changed(held, discount)
        if changed:
            self._wrong(closing, discount, f"differs from what was given out: {', '.join(changed)}")

    def _force(self, closing: _Closing, discount: PostedDiscount, held: WalletOffer) -> None:
        """OFFLINE: out of the wallet without checks; a used, expired or otherwise locked offer fails in silence."""
        ended = held.offer.ends is not None and closing.call.now >= held.offer.ends
        locked_elsewhere = held.state is OfferState.LOCKED and not closing.holds(held, OfferState.LOCKED)
        if closing.holds(held, OfferState.REDEEMED):
            return
        if ended or locked_elsewhere or held.state is OfferState.REDEEMED:
            self._fail_silently(closing, discount)
        else:
            held.redeem(closing.posted.transaction_id, closing.call.now)

    def _give_back(self, call: Call, posted: PostedTransaction) -> None:
        for held in self._books.wallet.all():
            if held.held_by(posted.transaction_id, OfferState.REDEEMED):
                held.reinstate("void", call.now)

    def _replace_points(self, record: TransactionRecord) -> None:
        earned = self._earned(record.latest)
        for user_id in record.points.keys() | earned.keys():
            self._earn(user_id, earned.get(user_id, 0) - record.points.get(user_id, 0))
        record.points = earned
        record.unknown_payers = [
            payment.user_id
            for payment in record.latest.payments
            if payment.user_id and self._books.members.payer(payment.user_id, payment.user_id_type) is None
        ]
        record.unknown_items = list(self._books.metadata.unknown_items(record.latest))

    def _earned(self, posted: PostedTransaction) -> dict[str, int]:
        """Points by member: whole currency units of the payments attributed to them."""
        paid: dict[str, Decimal] = {}
        if not posted.is_closed or posted.is_voided:
            return {}
        for payment in posted.payments:
            member = self._books.members.payer(payment.user_id, payment.user_id_type)
            if member:
                paid[member.user_id] = paid.get(member.user_id, Decimal(0)) + payment.amount
        rate = self._books.config.points_per_unit
        return {user_id: int(amount.to_integral_value(ROUND_FLOOR)) * rate for user_id, amount in paid.items()}

    def _earn(self, user_id: str, points: int) -> None:
        member = self._books.members.by_id(user_id)
        if member and points:
            member.earn(points)

    def _wrong(self, closing: _Closing, discount: PostedDiscount, detail: str) -> None:
        text = f"{closing.posted.transaction_id}: offer {discount.reference_id} {detail}"
        self._books.violations.append(Violation(closing.call.number, "discount", text))

    def _fail_silently(self, closing: _Closing, discount: PostedDiscount) -> None:
        text = f"{closing.posted.transaction_id}: offer {discount.reference_id} was not consumed"
        self._books.silent.append(Violation(closing.call.number, "discount", text))


def _changed(held: WalletOffer, discount: PostedDiscount) -> list[str]:
    """Fields in which the discount differs from the one given out; only `pos_discount_id` is the client's."""
    given = held.discount or {}
    names = sorted((given.keys() | discount.raw.keys()) - {"pos_discount_id"})
    return [name for name in names if given.get(name) != discount.raw.get(name)]
