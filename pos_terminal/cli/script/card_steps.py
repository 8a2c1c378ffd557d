"""The steps of a script that are about cards on the payment terminal: what became of one, and who says so."""

from collections.abc import Callable, Mapping

from pos_terminal.app.terminal import Terminal
from pos_terminal.application.asking import fetched
from pos_terminal.application.charging import CardStage, CardStanding
from pos_terminal.cli.script.arguments import Arguments
from pos_terminal.domain.card_charge import CardCharge, CardState
from pos_terminal.domain.errors import CardCancelled, CardDeclined, CardInDoubt

_Extra = dict[str, object]


def card_told(charge: CardCharge) -> _Extra:
    """What a step says of a card that was charged. Raises CardDeclined, CardCancelled or CardInDoubt for others."""
    said = charge.answer.said if charge.answer else ""
    if charge.state is CardState.ASKING:
        raise CardInDoubt
    if charge.state is CardState.DECLINED:
        raise CardDeclined(f"The card was declined. {said}".strip())
    if charge.state is not CardState.APPROVED:
        raise CardCancelled(f"The card was not charged. {said}".strip())
    payment = charge.paid()
    card = {"asked": str(charge.amount.amount), "approved": str(payment.taken.amount)}
    return {"payment_id": payment.payment_id, "card": card}


def card_state(standing: CardStanding) -> _Extra | None:
    """How it stands with the card of the open sale; None where none was asked for."""
    if standing.stage is CardStage.IDLE:
        return None
    return {"stage": standing.stage.value, "amount": str(standing.amount or ""), "said": str(standing.said)}


def _card_outcome(terminal: Terminal, given: Arguments) -> _Extra:
    given.finished()
    return card_told(fetched(terminal.sales_side.charging.ask_outcome()))


def _card_not_charged(terminal: Terminal, given: Arguments) -> _Extra:
    reason = given.text("reason")
    given.finished()
    terminal.sales_side.charging.give_up(reason)
    return {}


def _card_charged(terminal: Terminal, given: Arguments) -> _Extra:
    authorisation, reason = given.text("authorisation"), given.text("reason")
    given.finished()
    return {"payment_id": terminal.sales_side.charging.accept(authorisation, reason).payment_id}


def _card_refunds_given(terminal: Terminal, given: Arguments) -> _Extra:
    reason = given.text("reason")
    given.finished()
    gone = terminal.sales_side.refused_refunds.given(reason)
    return {"refunds": [{"transaction_id": each.transaction_id, "amount": str(each.amount.amount)} for each in gone]}


CARD_STEPS: Mapping[str, Callable[[Terminal, Arguments], _Extra]] = {
    "card_outcome": _card_outcome,
    "card_not_charged": _card_not_charged,
    "card_charged": _card_charged,
    "card_refunds_given": _card_refunds_given,
}
