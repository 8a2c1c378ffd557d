"""A payment terminal that several ask for something: one after the other, and a card that is cancelled not at all."""

from dataclasses import dataclass, field
from threading import Event, Thread

from pos_terminal.app.card_terminals import OneAtATime
from pos_terminal.domain.card_charge import CardAnswer, CardCharge, CardKind, CardOutcome, CardState
from pos_terminal.domain.money import Money
from pos_terminal.domain.tender import Payment
from tests.application.fakes import USD, FakeClock
from tests.bank import Bank

AMOUNT, NOTHING = Money(1234, USD), Money(0, USD)
PAYMENT = Payment("1", "Credit Card", AMOUNT, AMOUNT, NOTHING, NOTHING, FakeClock().now())
CARD = CardCharge(1, "ref-1", CardKind.PAYMENT, "lane-1", "1", AMOUNT, CardState.ASKING, PAYMENT)
REFUND = CardCharge(2, "ref-0-9", CardKind.REFUND, "lane-0", "1", AMOUNT, CardState.ASKING, of=0)


@dataclass
class SlowBank(Bank):
    """One whose refunds take until they are let go."""

    begun: Event = field(default_factory=Event)
    let_go: Event = field(default_factory=Event)

    def refund(self, refund: CardCharge, of: CardCharge) -> CardAnswer:
        self.begun.set()
        self.let_go.wait(30)
        return super().refund(refund, of)


def test_a_card_that_is_cancelled_while_it_waits_for_its_turn_is_never_asked_for() -> None:
    bank, answers = SlowBank(charged={"ref-0": 1234}), list[CardAnswer]()
    terminal = OneAtATime(bank)
    paid = CardCharge(0, "ref-0", CardKind.PAYMENT, "lane-0", "1", AMOUNT, CardState.TAKEN, PAYMENT)
    refund = Thread(target=terminal.refund, args=(REFUND, paid))
    card = Thread(target=lambda: answers.append(terminal.charge(CARD)))
    refund.start()
    bank.begun.wait(30)
    card.start()

    for _ in range(500):
        terminal.cancel(CARD)
        card.join(0.01)
        if not card.is_alive():
            break
    else:
        bank.let_go.set()
    card.join(30)

    assert [each.outcome for each in answers] == [CardOutcome.CANCELLED]
    assert bank.asked == []
    bank.let_go.set()
    refund.join(30)
    assert terminal.charge(CARD).outcome is CardOutcome.APPROVED
    terminal.cancel(CARD)
    assert bank.cancelled[-1] == CARD.reference
    assert (bank.charged["ref-1"], bank.returned) == (1234, {"ref-0-9": 1234})
