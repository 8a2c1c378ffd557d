"""One request id, one effect: repeats, lost replies, poison, both models of the platform."""

from dataclasses import replace

import pytest

from pos_terminal.simulator import ConnectionDropped, Fault, FaultKind, Platform, SimulatorConfig
from tests.simulator.till import AVA, Till, Wire, code_of, payment, sale

MODELS = pytest.mark.parametrize("model", ["upsert", "stored"])
MEMBER = {"user_id": AVA, "user_id_type": "SessionM_ID"}


def make(model: Wire, **more: Wire) -> Till:
    return Till(Platform(SimulatorConfig(model=model, **more)))


@MODELS
def test_the_same_bytes_again_get_the_same_reply_and_no_second_effect(model: str) -> None:
    till = make(model)
    body = till.body(sale(payments=[payment("14.37", **MEMBER)]), "r-1")

    assert till.post("send_transaction", body) == till.post("send_transaction", body) == {"status": "OK"}

    assert till.platform.effects("T-1") == 1
    assert till.platform.members[AVA].points == 441
    assert till.platform.violations == []


@MODELS
def test_other_bytes_under_a_known_id_are_refused_and_noticed(model: str) -> None:
    till = make(model)
    till.send(sale("T-1"), "r-1")

    assert code_of(till.send(sale("T-2"), "r-1")) == "VALIDATION"

    assert [violation.kind for violation in till.platform.violations] == ["request_id"]
    assert till.platform.effects("T-2") == 0


def test_other_bytes_can_get_the_old_reply(till: Till) -> None:
    till.platform.reconfigure(replace(till.platform.config, changed_body="replay"))
    till.send(sale("T-1"), "r-1")

    assert till.send(sale("T-2"), "r-1") == {"status": "OK"}
    assert len(till.platform.violations) == 1


def test_a_request_id_belongs_to_one_endpoint(till: Till) -> None:
    body = till.body({"user_offer_id": "uo-101", "employee_id": "17"}, "r-1")
    till.post("unlock", body)

    assert code_of(till.post("reinstate", body)) == "VALIDATION"


def test_an_upserting_platform_takes_the_same_snapshot_under_a_new_id_once() -> None:
    till = make("upsert")
    sold = sale(payments=[payment("14.37", **MEMBER)])
    till.send(sold)
    till.send(sold)
    till.call("send_batch_transaction", {"transactions": [sold]})

    assert till.platform.effects("T-1") == 1
    assert till.platform.members[AVA].points == 441


def test_a_platform_that_stores_answers_doubles_a_sale_sent_under_a_new_id() -> None:
    till = make("stored")
    sold = sale(payments=[payment("14.37", **MEMBER)])
    till.send(sold)
    till.send(sold)

    assert till.platform.effects("T-1") == 2
    assert till.platform.members[AVA].points == 455


def test_a_rejection_is_remembered_by_the_storing_platform_alone() -> None:
    for model, again in (("upsert", "OK"), ("stored", "VALIDATION")):
        till = make(model)
        till.platform.poison("T-1")
        assert code_of(till.send(sale(), "r-1")) == "VALIDATION"
        till.platform.cure("T-1")
        assert code_of(till.send(sale(), "r-1")) == again
        assert till.platform.violations == []


def test_a_poisoned_transaction_takes_its_batch_with_it(till: Till) -> None:
    till.platform.poison("T-1", "INVALID_ITEM")
    batch = {"transactions": [sale("T-0"), sale("T-1"), sale("T-2")]}

    assert code_of(till.call("send_batch_transaction", batch)) == "INVALID_ITEM"
    assert till.platform.transactions == {}


def test_a_batch_can_be_taken_in_part() -> None:
    till = make("upsert", batch_partial=True)
    till.platform.poison("T-1")

    assert code_of(till.call("send_batch_transaction", {"transactions": [sale("T-1"), sale("T-2")]})) == "VALIDATION"
    assert list(till.platform.transactions) == ["T-2"]


def test_poison_can_be_a_bare_failure(till: Till) -> None:
    till.platform.poison("T-1", 503)
    body = till.body(sale(), "r-1")

    with pytest.raises(ValueError, match="Expecting value"):
        till.post("send_transaction", body)
    assert till.platform.requests()[0].answer.startswith("503")
    till.platform.cure("T-1")
    assert till.post("send_transaction", body) == {"status": "OK"}


def test_a_dropped_reply_leaves_one_effect(till: Till) -> None:
    body = till.body(sale(), "r-1")
    till.platform.faults.add(Fault(FaultKind.DROP_REPLY))

    with pytest.raises(ConnectionDropped):
        till.post("send_transaction", body)
    assert till.platform.effects("T-1") == 1
    assert till.post("send_transaction", body) == {"status": "OK"}
    assert till.platform.effects("T-1") == 1
    assert [request.answer for request in till.platform.requests()] == ["dropped", "200 OK"]


def test_a_dropped_request_has_no_effect(till: Till) -> None:
    till.platform.faults.add(Fault(FaultKind.DROP_REQUEST))

    with pytest.raises(ConnectionDropped):
        till.send(sale())
    assert till.platform.effects("T-1") == 0
    assert till.platform.requests()[0].answer == "dropped"


@MODELS
@pytest.mark.parametrize(
    "fault", [Fault(FaultKind.PENDING, count=2), Fault(FaultKind.PENDING, count=2, processed=True)]
)
def test_pending_is_told_until_the_answer_is_there(model: str, fault: Fault) -> None:
    till = make(model)
    till.platform.faults.add(fault)
    body = till.body(sale(), "r-1")

    assert code_of(till.post("send_transaction", body)) == "pending processing"
    assert till.platform.effects("T-1") == int(fault.processed)
    assert [code_of(till.post("send_transaction", body)) for _try in range(3)] == ["pending processing", "OK", "OK"]
    assert till.platform.effects("T-1") == 1
    assert till.platform.violations == []


@MODELS
def test_a_platform_may_always_answer_pending_first(model: str) -> None:
    till = make(model, pending_replies=1)

    assert code_of(till.send(sale(), "r-1")) == "pending processing"
    assert till.platform.effects("T-1") == 1
    assert code_of(till.send(sale(), "r-1")) == "OK"
    assert till.platform.effects("T-1") == 1


def test_late_requests_arrive_when_told_to(till: Till) -> None:
    till.platform.faults.add(Fault(FaultKind.LATE, "lock"))
    open_sale = sale(closed=False)
    with pytest.raises(ConnectionDropped):
        till.lock("uo-101", open_sale)
    assert str(till.platform.offers["uo-101"].state) == "ISSUED"

    assert till.platform.deliver_late() == 1

    assert str(till.platform.offers["uo-101"].state) == "LOCKED"
    assert till.platform.deliver_late() == 0


def test_a_late_copy_of_an_answered_request_has_no_effect(till: Till) -> None:
    body = till.body(sale(), "r-1")
    till.platform.faults.add(Fault(FaultKind.LATE))
    with pytest.raises(ConnectionDropped):
        till.post("send_transaction", body)
    till.post("send_transaction", body)

    till.platform.deliver_late()

    assert till.platform.effects("T-1") == 1


@MODELS
def test_bytes_delivered_twice_have_one_effect(model: str) -> None:
    till = make(model)
    till.platform.faults.add(Fault(FaultKind.TWICE))

    assert till.send(sale()) == {"status": "OK"}
    assert till.platform.effects("T-1") == 1


def test_forgotten_ids_harm_only_a_platform_without_upsert() -> None:
    for model, effects in (("upsert", 1), ("stored", 2)):
        till = make(model)
        body = till.body(sale(), "r-1")
        till.post("send_transaction", body)
        till.platform.forget_request_ids()
        till.post("send_transaction", body)
        assert till.platform.effects("T-1") == effects


def test_reset_goes_back_to_the_seed(till: Till) -> None:
    till.send(sale())
    till.redeem("uo-101", sale("T-2", closed=False))
    till.platform.faults.add(Fault(FaultKind.DROP_REQUEST))

    till.platform.reset()

    assert till.platform.transactions == {}
    assert till.platform.requests() == []
    assert str(till.platform.offers["uo-101"].state) == "ISSUED"
    assert till.send(sale()) == {"status": "OK"}


def test_the_record_has_the_exact_bytes_and_no_secret(till: Till) -> None:
    body = till.body(sale())
    till.post("send_transaction", body)

    (request,) = till.platform.requests("send_transaction")

    assert request.body == body
    assert request.headers == {"content-type": "application/json"}
    assert "demo-secret" not in repr(till.platform.config)
