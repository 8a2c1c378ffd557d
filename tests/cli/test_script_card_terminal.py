"""Cards on a payment terminal by the script: a real socket, answers that are lost, and a till that dies."""

from collections.abc import Iterator

import pytest

from pos_terminal.simulator.card_terminal import Behaviour, CardTerminal, CardTerminalServer, Ledger
from tests.cli.till import CLOSE, LATTE, SHOW, SIGN_IN, Step, Till, refused_with

CARD: Step = {"do": "tender", "type": "Credit Card"}
APPROVE: Step = {"do": "approve", "employee_id": "3001", "pin": "246810"}
OUTCOME: Step = {"do": "card_outcome"}


class Fates:
    """What the terminal does next."""

    def __init__(self) -> None:
        self.next: list[Behaviour] = []

    def of(self, amount: int) -> Behaviour:
        return self.next.pop(0) if self.next else Behaviour("approved", amount)


@pytest.fixture
def fates() -> Fates:
    return Fates()


@pytest.fixture
def server(fates: Fates) -> Iterator[CardTerminalServer]:
    server = CardTerminalServer(CardTerminal(Ledger(), fates.of, shopper_seconds=0.0))
    server.start()
    yield server
    server.close()


@pytest.fixture
def card_till(till: Till, server: CardTerminalServer) -> Till:
    till.change("card_terminal", driver="simulated", address=server.address)
    pins = till.run("employees", "set-pin", "3001", stdin=b"246810\n246810\n")
    assert pins.status == 0, pins.err
    return till


def test_a_card_is_charged_and_its_answer_waited_for(card_till: Till, server: CardTerminalServer) -> None:
    _, paid, closed = card_till.sells(LATTE, CARD, CLOSE)

    assert paid["card"] == {"asked": "4.87", "approved": "4.87"}
    assert paid["state"]["card"] == {"stage": "approved", "amount": "4.87", "said": "Approved"}
    (payment,) = closed["state"]["payments"]
    assert (payment["type"], payment["amount"], payment["number"]) == ("Credit Card", "4.87", "…1111")
    assert closed["state"]["card"] is None
    assert server.terminal.ledger.taken() == 487


def test_a_card_that_is_declined_cancelled_or_paid_in_part_says_so(card_till: Till, fates: Fates) -> None:
    fates.next = [Behaviour("declined"), Behaviour("cancelled"), Behaviour("approved", 100)]

    _, declined, cancelled, partial, rest, closed = card_till.sells(LATTE, CARD, CARD, CARD, CARD, CLOSE)

    refused_with(declined, "card_declined")
    refused_with(cancelled, "card_cancelled")
    assert partial["card"] == {"asked": "4.87", "approved": "1.00"}
    assert partial["state"]["balance_due"] == "3.87"
    assert rest["card"]["approved"] == "3.87"
    assert closed["ok"]


def test_an_answer_that_is_lost_stops_the_sale_until_it_is_known(
    card_till: Till, fates: Fates, server: CardTerminalServer
) -> None:
    fates.next = [Behaviour("approved", 487, is_heard=False)]

    _, lost, again, void, known, closed = card_till.sells(
        LATTE, CARD, CARD, {"do": "void", "reason": "x"}, OUTCOME, CLOSE
    )

    refused_with(lost, "card_in_doubt")
    assert lost["state"]["card"]["stage"] == "in_doubt"
    refused_with(again, "not_allowed_now")
    refused_with(void, "not_allowed_now")
    assert known["card"]["approved"] == "4.87"
    assert closed["state"]["status"] == "closed"
    assert server.terminal.ledger.taken() == 487


def test_a_till_that_dies_while_the_card_is_asked_for_finds_out_what_became_of_it(
    card_till: Till, fates: Fates, server: CardTerminalServer
) -> None:
    fates.next = [Behaviour("approved", 487, is_heard=False, late=0.5)]
    first = card_till.driven()
    for step in (SIGN_IN, LATTE):
        assert first.step(**step)
    assert first.process.stdin is not None
    first.process.stdin.write(b'{"do": "tender", "type": "Credit Card"}\n')
    first.process.stdin.flush()
    while not server.terminal.is_busy:
        assert first.process.poll() is None
    first.kill()

    show, known, closed = card_till.sells(SHOW, OUTCOME, CLOSE)
    while known["ok"] is False:
        known, closed = card_till.sells(OUTCOME, CLOSE)

    assert show["state"]["card"]["stage"] == "in_doubt"
    assert known["card"]["approved"] == "4.87"
    assert closed["state"]["status"] == "closed"
    assert server.terminal.ledger.taken() == 487


def test_what_nobody_can_find_out_is_somebodys_word_and_journalled(
    card_till: Till, fates: Fates, server: CardTerminalServer
) -> None:
    fates.next = [Behaviour("approved", 487, is_heard=False), Behaviour("approved", 487, is_heard=False)]
    given_up: Step = {"do": "card_not_charged", "reason": "Its screen is dark"}
    taken: Step = {"do": "card_charged", "authorisation": "123456", "reason": "On its paper"}

    answers = card_till.sells(LATTE, CARD, given_up, APPROVE, given_up, CARD, APPROVE, taken, CLOSE)

    refused_with(answers[2], "approval_needed")
    assert [each["ok"] for each in answers] == [True, False, False, True, True, False, True, True, True]
    journal = card_till.run("journal", "export", card_till.folder / "journal.jsonl")
    assert journal.status == 0, journal.err
    text = (card_till.folder / "journal.jsonl").read_text(encoding="utf-8")
    assert text.count("card_in_doubt") == 2
    while server.terminal.ledger.taken() != 487:  # what was given up goes back behind the desk
        card_till.sells(SHOW)


def test_a_terminal_that_is_not_there_charges_nothing(card_till: Till, server: CardTerminalServer) -> None:
    card_till.change("card_terminal", address="127.0.0.1:9")

    _, refused, cash, closed = card_till.sells(LATTE, CARD, {"do": "tender", "type": "Cash"}, CLOSE)

    refused_with(refused, "card_cancelled")
    assert "cannot be reached" in refused["error"]["message"]
    assert cash["ok"], cash
    assert closed["ok"]
    assert server.terminal.ledger.entries == {}


def test_training_asks_no_card(card_till: Till, server: CardTerminalServer) -> None:
    card_till.sells(APPROVE, {"do": "training", "on": True}, SIGN_IN, LATTE, CARD, CLOSE)

    assert server.terminal.ledger.entries == {}


def test_the_terminals_receipt_text_stands_on_the_tills_receipt(card_till: Till) -> None:
    card_till.change("printer", driver="file", target=str(card_till.folder / "receipts"))

    card_till.sells(LATTE, CARD, CLOSE)

    (receipt,) = (card_till.folder / "receipts").glob("*.txt")
    text = receipt.read_text(encoding="utf-8")
    assert text.index("Credit Card") < text.index("DEMONSTRATION") < text.index("************1111")


def test_a_refund_that_the_terminal_refuses_waits_until_somebody_gave_it_back(
    card_till: Till, server: CardTerminalServer
) -> None:
    closed = card_till.sells(LATTE, CARD, CLOSE)[-1]
    for entry in server.terminal.ledger.entries.values():
        entry["approved"] = 1  # the bank gives back no more than this
    void: Step = {"do": "void_closed", "transaction_id": closed["state"]["transaction_id"], "reason": "wrong"}
    given: Step = {"do": "card_refunds_given", "reason": "In cash"}

    card_till.sells(APPROVE, void)
    while len(server.terminal.ledger.entries) < 2:
        card_till.sells(SHOW)
    answers = card_till.sells(given, APPROVE, given, APPROVE, given)

    refused_with(answers[0], "approval_needed")
    assert answers[2]["refunds"] == [{"transaction_id": closed["state"]["transaction_id"], "amount": "4.87"}]
    refused_with(answers[4], "not_allowed_now")


def test_the_check_of_the_devices_asks_the_payment_terminal(card_till: Till, server: CardTerminalServer) -> None:
    assert '"payment terminal"' in card_till.run("devices", "check", "--json").out
    server.close()

    asked = card_till.run("devices", "check")
    assert asked.status == 1
    assert "payment terminal" in asked.err


def test_a_terminal_that_the_settings_do_not_describe_charges_nothing_and_says_why(card_till: Till) -> None:
    card_till.change("card_terminal", driver="adyen")

    _, refused, cash, closed = card_till.sells(LATTE, CARD, {"do": "tender", "type": "Cash"}, CLOSE)

    refused_with(refused, "card_cancelled")
    assert "terminal_id" in refused["error"]["message"]
    assert cash["ok"]
    assert closed["ok"]
