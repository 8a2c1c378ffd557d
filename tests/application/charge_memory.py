"""What was asked of the payment terminal, in memory."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pos_terminal.domain.card_charge import CardAnswer, CardCharge, CardKind, CardState, settled_as
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.tender import Payment


@dataclass
class MemoryCharges:
    """Implements the port `Charges`."""

    rows: dict[int, CardCharge] = field(default_factory=dict)
    created: dict[int, datetime] = field(default_factory=dict)

    def begin(self, sale: str, reference: str, payment: Payment, at: datetime) -> CardCharge:
        if any(each.state is CardState.ASKING for each in self.of_sale(sale)):
            raise NotAllowedNow("It is not known yet.")
        self.created[len(self.rows) + 1] = at
        row = (reference, CardKind.PAYMENT, sale, payment.payment_id, payment.taken, CardState.ASKING)
        return self._put(CardCharge(len(self.rows) + 1, *row, payment))

    def answered(self, charge: CardCharge, answer: CardAnswer, at: datetime) -> CardCharge:
        known = self.known(charge.charge_id)
        if known.state is not CardState.ASKING:
            return known
        safe = replace(answer, slip=answer.slip.safe())
        return self._put(replace(known, state=settled_as(answer, charge.kind), answer=safe))

    def leave(self, charge: CardCharge) -> None:
        self._put(replace(self.known(charge.charge_id), is_leaving=True))

    def take(self, charge: CardCharge) -> None:
        self._put(replace(self.known(charge.charge_id), state=CardState.TAKEN))

    def of_sale(self, transaction_id: str) -> Sequence[CardCharge]:
        return [each for each in self.rows.values() if each.transaction_id == transaction_id and not each.is_leaving]

    def unsettled(self) -> Sequence[CardCharge]:
        open_states = {CardState.ASKING, CardState.APPROVED}
        return [each for each in self.rows.values() if each.state in open_states and not each.is_leaving]

    def to_give_back(self, but: Collection[int] = ()) -> CardCharge | None:
        leaving = (each for each in self.rows.values() if each.is_leaving or each.state is CardState.DUE)
        return next((each for each in leaving if each.charge_id not in but), None)

    def known(self, charge_id: int) -> CardCharge:
        return self.rows[charge_id]

    def attempted(self, charge: CardCharge) -> CardCharge:
        return self._put(replace(self.known(charge.charge_id), state=CardState.ASKING, tries=charge.tries + 1))

    def undo(self, charge: CardCharge, at: datetime) -> None:
        self._put(replace(self.known(charge.charge_id), state=CardState.UNDONE, is_leaving=False))

    def again(self, refund: CardCharge) -> None:
        self._put(replace(self.known(refund.charge_id), state=CardState.DUE))

    def renamed(self, refund: CardCharge, reference: str) -> None:
        self._put(replace(self.known(refund.charge_id), reference=reference))

    def refused(self) -> Sequence[CardCharge]:
        return [each for each in self.rows.values() if each.state is CardState.REFUSED]

    def overdue(self, before: datetime) -> Sequence[CardCharge]:
        open_states = {CardState.DUE, CardState.ASKING}
        return [
            each
            for number, each in self.rows.items()
            if each.state in open_states
            and (each.is_leaving or each.kind is CardKind.REFUND)
            and self.created[number] < before
        ]

    def handled(self, refund: CardCharge, at: datetime) -> None:
        self._put(replace(self.known(refund.charge_id), state=CardState.HANDLED))

    def _put(self, charge: CardCharge) -> CardCharge:
        self.rows[charge.charge_id] = charge
        return charge
