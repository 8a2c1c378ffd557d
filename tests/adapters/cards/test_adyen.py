"""A terminal of Adyen's over TLS: what the published format refuses is refused, and no outcome is lost at any byte."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest
import trustme

from pos_terminal.adapters.cards.adyen import AdyenPlace, AdyenTerminal
from pos_terminal.adapters.cards.nexo_messages import Parties, service_id
from pos_terminal.adapters.cards.nexo_seal import NexoSeal, SealBroken
from pos_terminal.domain.card_charge import CardAnswer, CardCharge, CardKind, CardOutcome, CardSlip, CardState
from pos_terminal.domain.money import Money
from pos_terminal.domain.secret import Secret
from pos_terminal.domain.tender import Payment
from tests.adapters.cards.fake_adyen import IDENTIFIER, PASSPHRASE, POIID, FakeAdyen, Script, Seal, Served
from tests.application.fakes import USD, FakeClock

AMOUNT = Money(1234, USD)
AT = FakeClock().now()


def charged(reference: str = "ref-1", amount: Money = AMOUNT) -> CardCharge:
    nothing = Money(0, USD)
    payment = Payment("1", "Credit Card", amount, amount, nothing, nothing, AT)
    return CardCharge(1, reference, CardKind.PAYMENT, "lane-1", "1", amount, CardState.ASKING, payment)


def refunded(of: CardCharge, minor: int) -> CardCharge:
    known = (CardKind.REFUND, of.transaction_id, of.payment_id, Money(minor, USD), CardState.ASKING)
    return CardCharge(2, f"{of.reference}-9", *known, of=of.charge_id)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def fake() -> FakeAdyen:
    return FakeAdyen()


def context(authority: trustme.CA, name: str = f"{POIID}.test.terminal.adyen.com") -> ssl.SSLContext:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, common_name=name).configure_cert(server)
    return server


@pytest.fixture
def roots(authority: trustme.CA, tmp_path: Path) -> Path:
    authority.cert_pem.write_to_path(tmp_path / "roots.pem")
    return tmp_path / "roots.pem"


def terminal_at(address: str, roots: Path, passphrase: str = PASSPHRASE, terminal_id: str = POIID) -> AdyenTerminal:
    seal = NexoSeal(Secret(passphrase), IDENTIFIER, 1)
    return AdyenTerminal(AdyenPlace(address, roots), Parties("lane-1", terminal_id), seal, FakeClock().now)


@pytest.fixture
def terminal(fake: FakeAdyen, authority: trustme.CA, roots: Path) -> Iterator[AdyenTerminal]:
    served = Served(fake, context(authority))
    yield terminal_at(served.address, roots)
    served.close()
    assert fake.refusals == []


def test_a_payment_is_asked_for_as_published_and_its_answer_read(terminal: AdyenTerminal, fake: FakeAdyen) -> None:
    answer = terminal.charge(charged())

    slip = CardSlip(
        "mc",
        "541333 **** 0010",
        "123456",
        f"poi-{service_id('ref-1')}|2026-03-04T15:02:30.000Z",
        ("Card ***0010", "TOTAL €1.00"),
    )
    assert answer == CardAnswer(CardOutcome.APPROVED, AMOUNT, slip)
    assert answer.slip.safe().number == "…0010"
    assert fake.charged == {service_id("ref-1"): Decimal("12.34")}
    (request,) = fake.requests
    assert request["PaymentRequest"]["SaleData"]["SaleTransactionID"] == {
        "TransactionID": "ref-1",
        "TimeStamp": "2026-03-04T15:02:11.120Z",
    }


def test_less_than_what_is_asked_for_is_approved_in_part(terminal: AdyenTerminal, fake: FakeAdyen) -> None:
    fake.scripts = [Script(approved=Decimal("5.00"))]

    assert terminal.charge(charged()).amount == Money(500, USD)


@pytest.mark.parametrize(
    ("condition", "outcome"),
    [
        ("Refusal", CardOutcome.DECLINED),
        ("WrongPIN", CardOutcome.DECLINED),
        ("UnreachableHost", CardOutcome.DECLINED),
        ("Cancel", CardOutcome.CANCELLED),
        ("Aborted", CardOutcome.CANCELLED),
        ("Busy", CardOutcome.CANCELLED),
        ("InProgress", CardOutcome.UNKNOWN),
        ("SomethingNew", CardOutcome.UNKNOWN),
    ],
)
def test_each_way_to_fail_has_one_meaning(
    terminal: AdyenTerminal, fake: FakeAdyen, condition: str, outcome: CardOutcome
) -> None:
    fake.scripts = [Script(condition)]

    assert terminal.charge(charged()).outcome is outcome
    assert terminal.outcome(charged()).outcome is outcome
    assert fake.charged == {}


@pytest.mark.parametrize(
    ("condition", "outcome"),
    [
        ("Refusal", CardOutcome.DECLINED),
        ("NotAllowed", CardOutcome.DECLINED),
        ("NotFound", CardOutcome.DECLINED),
        ("Busy", CardOutcome.CANCELLED),
        ("InsertedCard", CardOutcome.CANCELLED),
        ("UnreachableHost", CardOutcome.CANCELLED),
        ("SomethingNew", CardOutcome.UNKNOWN),
    ],
)
def test_a_refund_is_refused_only_where_it_could_never_be_made(
    terminal: AdyenTerminal, fake: FakeAdyen, condition: str, outcome: CardOutcome
) -> None:
    paid = replace(charged(), answer=terminal.charge(charged()))
    fake.scripts = [Script(condition)]

    assert terminal.refund(refunded(paid, 234), paid).outcome is outcome
    assert terminal.outcome(refunded(paid, 234)).outcome is outcome
    assert fake.reversed == {}


def test_what_became_of_a_payment_is_asked_by_its_own_id(terminal: AdyenTerminal, fake: FakeAdyen) -> None:
    assert terminal.outcome(charged()).outcome is CardOutcome.NOT_FOUND
    fake.in_progress.add(service_id("ref-1"))
    assert terminal.outcome(charged()).outcome is CardOutcome.IN_PROGRESS
    fake.in_progress.clear()

    answer = terminal.charge(charged())

    assert terminal.outcome(charged()) == answer
    assert terminal.outcome(charged("ref-2")).outcome is CardOutcome.NOT_FOUND


def test_money_goes_back_whole_or_in_part_to_the_payment_it_came_by(terminal: AdyenTerminal, fake: FakeAdyen) -> None:
    paid = replace(charged(), answer=terminal.charge(charged()))

    part, whole = refunded(paid, 234), replace(refunded(paid, 1234), reference="ref-1-10")
    for refund in (part, whole):
        assert terminal.refund(refund, paid).outcome is CardOutcome.APPROVED
        assert terminal.outcome(refund).amount == refund.amount

    assert list(fake.reversed.values()) == [Decimal("2.34"), Decimal("12.34")]
    assert "ReversedAmount" not in fake.requests[-2]["ReversalRequest"]


def test_cancelling_names_the_payment_and_wants_no_answer(terminal: AdyenTerminal, fake: FakeAdyen) -> None:
    terminal.cancel(charged())

    assert fake.requests[0]["AbortRequest"]["MessageReference"]["ServiceID"] == service_id("ref-1")


def test_it_says_how_it_is(terminal: AdyenTerminal) -> None:
    assert terminal.report().is_well


def lost_at(cuts: list[int], served: Served, fake: FakeAdyen, roots: Path) -> None:
    """The line dies after each of these bytes of an answer: nobody knows, then it is found out, charged once each."""
    for cut in cuts:
        charge = charged(f"ref-cut-{cut}")
        fake.scripts = [Script(cut=cut)]
        terminal = terminal_at(served.address, roots)
        assert terminal.charge(charge).outcome is CardOutcome.UNKNOWN, cut
        assert terminal.outcome(charge).amount == AMOUNT, cut
    assert set(fake.charged.values()) == {Decimal("12.34")}
    assert len(fake.charged) == len(cuts)


def test_an_answer_that_is_cut_short_leaves_the_outcome_to_be_asked_for(
    fake: FakeAdyen, authority: trustme.CA, roots: Path, figures: dict[str, int]
) -> None:
    served = Served(fake, context(authority))
    cuts = [0, 1, 17, 40, 60, 200, 900, 1900]
    lost_at(cuts, served, fake, roots)
    served.close()
    figures["card answers cut short"] = figures.get("card answers cut short", 0) + len(cuts)


@pytest.mark.soak
def test_an_answer_that_is_cut_at_any_byte_leaves_the_outcome_to_be_asked_for(
    fake: FakeAdyen, authority: trustme.CA, roots: Path, figures: dict[str, int]
) -> None:
    served = Served(fake, context(authority))
    terminal_at(served.address, roots).charge(charged("ref-whole"))
    fake.charged.clear()
    cuts = list(range(fake.longest))
    assert len(cuts) > 1_500
    lost_at(cuts, served, fake, roots)
    served.close()
    figures["card answers cut short"] = figures.get("card answers cut short", 0) + len(cuts)


def _other_key(sealed: dict[str, object]) -> dict[str, object]:
    return Seal("another").close({}, b"{}")


def _changed(sealed: dict[str, object]) -> dict[str, object]:
    blob = str(sealed["NexoBlob"])
    return sealed | {"NexoBlob": ("B" if blob[0] == "A" else "A") + blob[1:]}


def _unsealed(sealed: dict[str, object]) -> dict[str, object]:
    return {"MessageHeader": sealed["MessageHeader"], "PaymentResponse": {"Response": {"Result": "Success"}}}


@pytest.mark.parametrize("spoil", [_other_key, _changed, _unsealed])
def test_an_answer_that_is_not_the_terminals_own_says_nothing(
    terminal: AdyenTerminal, fake: FakeAdyen, spoil: object
) -> None:
    assert callable(spoil)
    fake.scripts = [Script(spoil=spoil)]

    assert terminal.charge(charged()).outcome is CardOutcome.UNKNOWN


@pytest.mark.parametrize(
    "name",
    ["V400m-123456789.test.terminal.adyen.com", "localhost", f"{POIID}.test.terminal.adyen.com.evil.example"],
)
def test_another_terminals_certificate_is_refused_before_anything_is_sent(
    fake: FakeAdyen, authority: trustme.CA, roots: Path, name: str
) -> None:
    served = Served(fake, context(authority, name))
    terminal = terminal_at(served.address, roots)

    assert terminal.charge(charged()).outcome is CardOutcome.CANCELLED
    assert "certificate" in str(terminal.report().said)
    served.close()
    assert fake.requests == []


def test_a_root_that_is_not_the_vendors_is_refused(fake: FakeAdyen, authority: trustme.CA, tmp_path: Path) -> None:
    trustme.CA().cert_pem.write_to_path(tmp_path / "others.pem")
    served = Served(fake, context(authority))
    terminal = terminal_at(served.address, tmp_path / "others.pem")

    assert terminal.charge(charged()).outcome is CardOutcome.CANCELLED
    assert terminal.outcome(charged()).outcome is CardOutcome.UNKNOWN
    served.close()
    assert fake.requests == []


def test_a_terminal_that_is_not_there_was_not_asked(roots: Path) -> None:
    terminal = terminal_at("127.0.0.1:9", roots)

    assert terminal.charge(charged()).outcome is CardOutcome.CANCELLED
    assert terminal.outcome(charged()).outcome is CardOutcome.UNKNOWN
    assert "cannot be reached" in str(terminal.report().said)
    terminal.cancel(charged())
    terminal.close()


def test_the_wrong_passphrase_opens_nothing() -> None:
    sealed = NexoSeal(Secret("right"), IDENTIFIER, 1).sealed({}, b"{}")

    assert NexoSeal(Secret("right"), IDENTIFIER, 1).opened(sealed) == b"{}"
    for other in (NexoSeal(Secret("wrong"), IDENTIFIER, 1), NexoSeal(Secret("right"), IDENTIFIER, 2)):
        with pytest.raises(SealBroken):
            other.opened(sealed)


class Dribbling(Served):
    """One that says that the line ends with its answer, and then does not come to the end of that."""

    def __init__(self, fake: FakeAdyen, context: ssl.SSLContext) -> None:
        self.dribbled, self.is_over = Event(), Event()
        super().__init__(fake, context)

    def _answer(self, line: ssl.SSLSocket) -> None:
        line.recv(65_536)
        line.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100000\r\n\r\n")
        for at in count():
            if self.is_over.wait(0.02):
                return
            line.sendall(b" ")
            if at == 20:
                self.dribbled.set()


def test_an_answer_that_dribbles_in_on_a_line_that_ends_with_it_is_hung_up_on(
    fake: FakeAdyen, authority: trustme.CA, roots: Path
) -> None:
    served, answers = Dribbling(fake, context(authority)), list[CardAnswer]()
    terminal = terminal_at(served.address, roots)
    asking = Thread(target=lambda: answers.append(terminal.charge(charged())))
    asking.start()
    served.dribbled.wait(30)

    terminal.close()
    asking.join(5)
    was_hung_up = not asking.is_alive()
    served.is_over.set()
    asking.join(30)
    served.close()

    assert was_hung_up
    assert [each.outcome for each in answers] == [CardOutcome.UNKNOWN]
