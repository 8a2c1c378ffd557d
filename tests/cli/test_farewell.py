"""Signing off, the end of a script and Ctrl-C drop nothing, and say what stays."""

import signal

from pos_terminal.simulator import RunningSimulator
from tests.cli.till import CLOSE, LATTE, SHOW, SIGN_IN, Driven, Till, cash, jsonl

SALE = [LATTE, cash(), CLOSE]


def pending(till: Till) -> int:
    return int(till.run("queue", "status", "--json").json["pending"])


def test_the_end_of_a_script_says_what_stays_on_the_till(till: Till) -> None:
    ran = till.run("script", stdin=jsonl([SIGN_IN, *SALE * 2]))

    assert ran.status == 0
    assert ran.err == "pos-terminal: 2 sales wait to be sent. They are worth 9.74 USD and stay on this till.\n"
    assert pending(till) == 2
    log = (till.data / "logs" / "terminal.log").read_text(encoding="utf-8")
    assert "closed pending=2 parked=0" in log


def test_nothing_is_said_when_all_is_sent(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)

    ran = till.run("script", stdin=jsonl([SIGN_IN, *SALE, {"do": "send_pending"}]))

    assert (ran.status, ran.err) == (0, "")


def test_what_was_refused_is_named_at_the_end(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    sold = till.sells(LATTE)[0]["state"]["transaction_id"]
    simulator.platform.poison(sold)

    ran = till.run("script", stdin=jsonl([SIGN_IN, cash(), CLOSE, {"do": "send_pending"}]))

    assert ran.err == "pos-terminal: 1 sale is set aside. It is worth 4.87 USD and stays on this till.\n"


def test_signing_off_drops_nothing_and_keeps_its_answer(till: Till) -> None:
    answers = till.sells(*SALE, {"do": "sign_out"}, SHOW)

    assert set(answers[-2]) == {"ok", "do", "state"}
    assert answers[-1]["state"]["employee_id"] is None
    assert (answers[-1]["state"]["pending"], pending(till)) == (1, 1)


def test_ctrl_c_says_what_stays_and_stops(till: Till) -> None:
    process = till.process("script")
    driven = Driven(process)
    for step in [SIGN_IN, *SALE]:
        assert driven.step(**step)
    process.send_signal(signal.SIGINT)
    status, said = driven.end()

    assert status != 0
    assert "pos-terminal: 1 sale waits to be sent. It is worth 4.87 USD and stays on this till." in said.splitlines()
    assert "Traceback" not in said
    assert pending(till) == 1
