"""Cards on a payment terminal, on a real database: no cent is charged that no tender tells of, whatever is lost."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.application.asking import fetched
from pos_terminal.application.charging import CardStage
from pos_terminal.application.refused_refunds import RefusedRefunds
from pos_terminal.domain.card_charge import CardOutcome, CardState
from pos_terminal.domain.errors import ApprovalNeeded, BadArgument, NotAllowedNow
from pos_terminal.domain.money import Money
from pos_terminal.domain.refunding import RefundTo
from pos_terminal.domain.rights import Action
from pos_terminal.domain.staff import Role
from tests.adapters.sqlite.card_till import CARD, CardTill
from tests.adapters.sqlite.ended import USD
from tests.application.fakes import ANA
from tests.bank import DECLINED, LOST, NEVER, Bank, Fate


@pytest.fixture
def bank() -> Bank:
    return Bank()


@pytest.fixture
def till(database: Database, bank: Bank) -> CardTill:
    till = CardTill(database, bank)
    till.ring_up()
    return till


def manager(till: CardTill) -> None:
    till.desk.operator = replace(ANA, role=Role.MANAGER)


def recorded(till: CardTill) -> int:
    """What the payments of the open sale and of the last ended one took from cards."""
    basket, sold = till.desk.basket, till.desk.finished
    payments = basket.payments if basket else sold.payments if sold and not sold.is_voided else ()
    return sum(each.taken.minor for each in payments if each.type == CARD)


def test_an_approved_card_is_a_payment_with_its_last_digits_and_ends_the_sale(till: CardTill, bank: Bank) -> None:
    charge = till.pay()

    assert charge.state is CardState.APPROVED
    assert till.charging.standing.stage is CardStage.APPROVED
    sold = till.checkout.complete()
    assert [(each.type, each.number, each.taken.minor) for each in sold.payments] == [(CARD, "…1111", bank.taken)]
    assert till.charges.known(charge.charge_id).state is CardState.TAKEN
    assert sold.totals.total.minor == bank.taken


def test_a_card_tender_is_never_keyed_in(till: CardTill) -> None:
    with pytest.raises(NotAllowedNow, match="payment terminal"):
        till.checkout.tender(CARD)


def test_what_is_asked_is_on_disk_before_the_terminal_hears_of_it(till: CardTill, bank: Bank) -> None:
    errand = till.charging.begin(CARD)

    assert bank.asked == []
    assert [each.state for each in till.charges.unsettled()] == [CardState.ASKING]
    assert till.charging.standing.stage is CardStage.ASKING
    fetched(errand)
    assert bank.asked == [till.charges.of_sale("lane-1-TEST-000001")[0].reference]


def test_a_declined_card_leaves_all_due_and_another_card_may_be_asked_for(till: CardTill, bank: Bank) -> None:
    bank.fates = [DECLINED]

    assert till.pay().state is CardState.DECLINED
    assert till.charging.standing.stage is CardStage.DECLINED
    assert till.charging.standing.said == "Insufficient funds"
    assert till.pay().state is CardState.APPROVED
    assert recorded(till) == bank.taken


def test_a_card_that_pays_a_part_leaves_the_rest_due(till: CardTill, bank: Bank) -> None:
    bank.fates = [Fate(approved=100)]
    assert till.desk.basket is not None
    due = till.desk.basket.balance

    charge = till.pay()

    assert charge.is_partial
    assert till.charging.standing.stage is CardStage.PARTIAL
    assert till.desk.basket.balance == due - Money(100, USD)
    assert till.pay().state is CardState.APPROVED
    assert till.checkout.complete().totals.total.minor == bank.taken


def test_what_is_approved_beyond_the_due_is_a_tip(till: CardTill, bank: Bank) -> None:
    assert till.desk.basket is not None
    due = till.desk.basket.balance.minor
    bank.fates = [Fate(approved=due + 150)]

    payment = till.pay().paid()

    assert payment.tip == Money(150, USD)
    assert payment.amount.minor == due
    assert recorded(till) == bank.taken


@pytest.mark.parametrize("amount", [None, Money(200, USD)])
def test_while_nobody_knows_the_outcome_nothing_else_is_done(till: CardTill, bank: Bank, amount: Money | None) -> None:
    bank.fates = [LOST]
    assert till.pay(amount).state is CardState.ASKING
    assert till.charging.standing.stage is CardStage.DOUBT

    for step in (
        lambda: till.checkout.tender("Cash"),
        lambda: till.charging.begin(CARD),
        lambda: till.checkout.void("gone"),
        till.checkout.complete,
        till.desk.open_sale,
    ):
        with pytest.raises(NotAllowedNow, match="not known"):
            step()
    assert len(bank.asked) == 1
    assert till.find_out().state is CardState.APPROVED
    assert recorded(till) == bank.taken


def test_an_answer_that_is_lost_is_asked_for_and_the_card_never_charged_again(till: CardTill, bank: Bank) -> None:
    bank.fates, bank.deaf = [LOST], 2
    till.pay()

    assert till.find_out().state is CardState.ASKING
    assert till.find_out().state is CardState.ASKING
    assert till.find_out().state is CardState.APPROVED
    assert len(bank.asked) == 1
    assert recorded(till) == bank.taken > 0


def test_a_request_that_never_arrived_is_believed_lost_only_when_that_is_said_twice(till: CardTill, bank: Bank) -> None:
    bank.fates = [NEVER]
    till.pay()

    assert till.find_out().state is CardState.ASKING
    till.clock.forward(4)
    assert till.find_out().state is CardState.ASKING
    till.clock.forward(2)
    assert till.find_out().state is CardState.CANCELLED
    assert till.charging.standing.stage is CardStage.CANCELLED
    assert till.pay().state is CardState.APPROVED
    till.settle()
    assert recorded(till) == bank.taken


def test_a_request_that_arrives_after_it_was_believed_lost_goes_back_to_the_card(till: CardTill, bank: Bank) -> None:
    bank.fates = [Fate(is_heard=False, arrives=3)]
    till.pay()
    till.find_out()
    till.clock.forward(6)
    assert till.find_out().state is CardState.CANCELLED

    till.pay()
    till.settle()

    assert len(bank.charged) == 2
    assert recorded(till) == bank.taken


def test_giving_up_a_card_in_doubt_is_journalled_and_what_was_charged_goes_back(till: CardTill, bank: Bank) -> None:
    bank.fates, bank.deaf = [LOST], 3
    till.pay()
    with pytest.raises(ApprovalNeeded):
        till.charging.give_up("The terminal is dead.")
    manager(till)
    with pytest.raises(BadArgument):
        till.charging.give_up(" ")

    till.charging.give_up("The terminal is dead.")

    (act,) = till.acts.entered
    assert act.action is Action.CARD_IN_DOUBT
    assert act.deed.details["choice"] == "not charged"
    till.checkout.void("gone")
    till.settle()
    assert (len(bank.charged), len(bank.returned), bank.taken) == (1, 1, 0)


def test_a_card_that_the_terminals_paper_says_was_charged_is_taken_by_its_code(till: CardTill, bank: Bank) -> None:
    bank.fates = [LOST]
    till.pay()
    manager(till)
    with pytest.raises(BadArgument, match="authorisation"):
        till.charging.accept("  ", "On its receipt")

    till.charging.accept("042042", "On its receipt")

    assert recorded(till) == bank.taken
    assert till.acts.entered[0].deed.details["choice"] == "charged"


def test_nothing_is_chosen_while_the_terminal_is_asked(till: CardTill) -> None:
    errand = till.charging.begin(CARD)
    manager(till)

    with pytest.raises(NotAllowedNow, match="being asked"):
        till.charging.give_up("Too slow")
    with pytest.raises(NotAllowedNow, match="being asked"):
        till.charging.ask_outcome()
    fetched(errand)
    with pytest.raises(NotAllowedNow, match="in doubt"):
        till.charging.give_up("Too slow")


def test_cancelling_asks_the_terminal_and_may_lose_the_race(till: CardTill, bank: Bank) -> None:
    with pytest.raises(NotAllowedNow):
        till.charging.cancel()
    errand = till.charging.begin(CARD)

    till.charging.cancel()()

    assert fetched(errand).state is CardState.APPROVED
    assert bank.cancelled == bank.asked


def test_an_answer_that_comes_after_the_choice_changes_nothing_at_the_desk(till: CardTill, bank: Bank) -> None:
    bank.fates = [LOST]
    till.pay()
    post = till.charging.ask_outcome()
    land = post()
    fetched(lambda: land)  # the first of two answers is taken
    land()

    assert recorded(till) == bank.taken


def test_a_tender_that_is_taken_out_goes_back_to_the_card(till: CardTill, bank: Bank) -> None:
    charge = till.pay(Money(300, USD))
    till.checkout.remove_tender(charge.payment_id)

    till.settle()

    assert (bank.taken, recorded(till)) == (0, 0)
    assert till.charges.known(charge.charge_id).state is CardState.UNDONE


@pytest.mark.parametrize("fates", [[], [LOST], [NEVER], [Fate(is_heard=False, arrives=2)]])
def test_a_voided_sale_gives_its_cards_back_once_whatever_is_lost(
    till: CardTill, bank: Bank, fates: list[Fate]
) -> None:
    till.pay(Money(300, USD))
    till.pay()
    manager(till)
    bank.fates = fates

    till.checkout.void("gone")
    till.settle()

    assert len(bank.charged) == len(bank.returned) == 2
    assert bank.taken == 0
    assert till.charges.to_give_back() is None


def test_a_sale_that_is_voided_after_its_close_gives_back_to_the_card_that_paid(till: CardTill, bank: Bank) -> None:
    till.pay()
    sold = till.checkout.complete()
    manager(till)
    bank.fates = [LOST]

    till.postvoiding.void_closed(sold.transaction_id, "wrong")
    till.settle()

    assert (len(bank.returned), bank.taken) == (1, 0)


def test_a_sale_that_one_card_paid_in_two_goes_back_to_it_as_two(till: CardTill, bank: Bank) -> None:
    till.pay(Money(300, USD))
    till.pay()
    sold = till.checkout.complete()
    manager(till)

    till.postvoiding.void_closed(sold.transaction_id, "wrong")
    till.settle()

    assert sorted(bank.returned.values()) == sorted(bank.charged.values())


def test_goods_that_come_back_give_back_what_they_cost_and_no_more_over_all(till: CardTill, bank: Bank) -> None:
    till.pay()
    sold = till.checkout.complete()
    manager(till)

    first, *others = [each.line.line_id for each in sold.lines if each.line.modifies_line_id is None]
    for line in (first, *others):
        quantity = next(each.line.quantity for each in sold.lines if each.line.line_id == line)
        left = till.returning.return_items(sold.transaction_id, {line: Decimal(quantity)}, None, "broken")
        till.settle()
        assert bank.taken == sum(each.amount.minor for each in left.payments)
    assert bank.taken == 0


@pytest.mark.parametrize("by_card", [0, 300])
def test_a_payment_terminal_gives_no_more_back_than_cards_have_paid(till: CardTill, bank: Bank, by_card: int) -> None:
    if by_card:
        till.pay(Money(by_card, USD))
    till.checkout.tender("Cash")
    sold = till.checkout.complete()
    manager(till)
    back = {each.line.line_id: each.line.quantity for each in sold.lines if each.line.modifies_line_id is None}

    if by_card:
        with pytest.raises(NotAllowedNow, match="not paid with Credit Card 9999"):
            till.returning.return_items(sold.transaction_id, back, RefundTo(CARD, "9999"), "broken")
        left = till.returning.return_items(sold.transaction_id, back, RefundTo(CARD, "1111"), "broken")
        assert left.amendment is not None
        given = {each.type: each.given.minor for each in left.amendment.refunds}
        assert given == {CARD: by_card, "Cash": sold.totals.total.minor - by_card}
    else:
        with pytest.raises(NotAllowedNow, match="not paid with Credit Card"):
            till.returning.return_items(sold.transaction_id, back, CARD, "broken")
    till.settle()

    assert (bank.taken, sum(bank.returned.values())) == (0, by_card)


def test_what_paid_for_other_goods_by_an_exchange_goes_back_to_the_card_of_the_first(
    till: CardTill, bank: Bank
) -> None:
    till.pay()
    first = till.checkout.complete()
    manager(till)
    coffee = first.lines[0].line
    till.exchange(first.transaction_id, {coffee.line_id: coffee.quantity}, 2)
    till.checkout.tender("Cash")
    second = till.checkout.complete()
    credit = next(each for each in second.payments if each.type == CARD)

    back = {each.line.line_id: each.line.quantity for each in second.lines if each.line.modifies_line_id is None}
    till.returning.return_items(second.transaction_id, back, None, "broken")
    till.settle()

    assert list(bank.returned.values()) == [credit.taken.minor]
    first_now = till.sales.transaction(first.transaction_id)
    assert first_now is not None
    assert bank.taken == sum(each.amount.minor for each in first_now.payments)


def test_a_refund_that_the_terminal_does_not_make_waits_for_somebody(till: CardTill, bank: Bank) -> None:
    till.pay()
    sold = till.checkout.complete()
    manager(till)
    bank.fates = [Fate(CardOutcome.DECLINED, said="Card closed")]
    till.postvoiding.void_closed(sold.transaction_id, "wrong")
    till.settle()

    (refused,) = till.refunds.refused()
    assert refused.answer is not None
    assert refused.answer.said == "Card closed"
    till.charges.handled(refused, till.clock.now())
    assert till.refunds.refused() == []


def test_a_refund_that_the_terminal_did_not_begin_is_asked_for_again_and_made_once(till: CardTill, bank: Bank) -> None:
    till.pay()
    sold = till.checkout.complete()
    manager(till)
    not_begun = Fate(CardOutcome.CANCELLED, said="Busy")
    bank.fates = [not_begun, replace(not_begun, is_heard=False), replace(LOST, arrives=2)]
    till.postvoiding.void_closed(sold.transaction_id, "wrong")
    till.settle()

    assert till.refunds.refused() == []
    assert till.charges.to_give_back() is None
    assert (len(bank.returned), bank.taken) == (1, 0)
    assert len(set(bank.asked)) == len(bank.asked)


def test_a_refund_that_stays_unknown_is_told_and_ends_with_somebodys_word(till: CardTill, bank: Bank) -> None:
    till.pay()
    sold = till.checkout.complete()
    manager(till)
    bank.fates, bank.deaf = [NEVER], 1_000_000
    till.postvoiding.void_closed(sold.transaction_id, "wrong")
    till.settle(300)
    waiting = RefusedRefunds(till.charges, till.authority, till.clock, lambda: None)
    assert (till.refunds.overdue(), waiting.waiting()) == ([], [])

    till.settle(600)
    (overdue,) = till.refunds.overdue()
    assert overdue.state is CardState.ASKING
    assert waiting.given("Given in cash") == [overdue]
    bank.deaf = 0
    till.settle(7200)

    assert (waiting.waiting(), till.refunds.overdue(), till.charges.to_give_back()) == ([], [], None)
    assert bank.returned == {}


def test_a_card_that_was_given_up_and_stays_unknown_is_told_and_ends_with_somebodys_word(
    till: CardTill, bank: Bank
) -> None:
    bank.fates, bank.deaf = [NEVER], 1_000_000
    charge = till.pay()
    manager(till)
    till.charging.give_up("The terminal is dead")
    till.settle(700)

    (overdue,) = till.refunds.overdue()
    assert overdue.reference == charge.reference
    till.charges.handled(overdue, till.clock.now())
    assert till.charges.attempted(overdue).state is CardState.HANDLED  # the worker had it in its hands
    assert (till.refunds.overdue(), till.charges.to_give_back()) == ([], None)


def test_a_start_finds_the_card_in_doubt_and_the_sale_stands_still(database: Database, bank: Bank) -> None:
    first = CardTill(database, bank)
    first.ring_up()
    bank.fates = [LOST]
    first.charging.begin(CARD)()  # the answer is lost with the program

    second = CardTill(database, bank)

    assert second.charging.standing.stage is CardStage.DOUBT
    with pytest.raises(NotAllowedNow):
        second.checkout.tender("Cash")
    assert second.find_out().state is CardState.APPROVED
    assert (len(bank.asked), recorded(second)) == (1, bank.taken)


def test_a_start_makes_a_stored_approval_a_payment(database: Database, bank: Bank) -> None:
    first = CardTill(database, bank)
    first.ring_up()
    charge = first.charges.begin("lane-1-TEST-000001", "ref", first.checkout.planned(CARD), first.clock.now())
    first.charges.answered(charge, bank.charge(charge), first.clock.now())

    second = CardTill(database, bank)

    assert second.charging.standing.stage is CardStage.IDLE
    assert recorded(second) == bank.taken > 0
    assert recorded(CardTill(database, bank)) == bank.taken


def test_a_start_gives_back_what_was_taken_out_of_the_sale(database: Database, bank: Bank) -> None:
    first = CardTill(database, bank)
    first.ring_up()
    charge = first.pay(Money(300, USD))
    assert first.desk.basket is not None
    first.desk.basket.remove_payment(charge.payment_id)
    first.baskets.save(first.desk.basket.take_change())

    second = CardTill(database, bank)
    second.settle()

    assert (recorded(second), bank.taken) == (0, 0)


def test_a_start_gives_back_what_belongs_to_no_sale_and_keeps_what_one_was_closed_with(
    database: Database, bank: Bank
) -> None:
    first = CardTill(database, bank)
    first.ring_up()
    charge = first.pay()
    first.checkout.complete()
    connection = database.connect()
    connection.execute("UPDATE card_charge SET state = 'approved'")  # as a salvaged database may have it
    kept = CardTill(database, bank)
    kept.settle()
    assert bank.taken == charge.amount.minor
    assert kept.charges.known(charge.charge_id).state is CardState.TAKEN

    connection.execute("UPDATE card_charge SET state = 'approved', transaction_id = 'lost'")
    CardTill(database, bank).settle()
    assert bank.taken == 0


def test_the_card_number_is_never_kept_whole(till: CardTill, database: Database) -> None:
    till.pay()

    dump = "\n".join(database.connect().iterdump())
    assert "…1111" in dump
    assert "APPROVED 042042" in dump
    assert "4111" not in dump.replace(" ", "")
