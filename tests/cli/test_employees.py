"""The people of a till by command: listed, unlocked, and gone."""

from datetime import date

from pos_terminal.app.terminal import opened_terminal
from pos_terminal.settings import read_settings
from tests.cli.till import CASHIER, Till


def test_everybody_is_listed_with_how_they_stand(till: Till) -> None:
    rows = {each["employee_id"]: each for each in till.run("employees", "list", "--json").json}
    assert rows[CASHIER] == {
        "employee_id": CASHIER, "name": "Maya Rossi", "role": "cashier", "start_date": None, "end_date": None,
        "works_today": True, "badge": False, "pin": True, "locked": False,
    }  # fmt: skip
    assert (rows["left"]["works_today"], rows["left"]["end_date"]) == (False, "2020-01-01")
    assert "Maya Rossi" in till.run("employees", "list").out


def test_somebody_who_typed_too_many_wrong_pins_is_unlocked(till: Till) -> None:
    with opened_terminal(read_settings(till.config, {})) as terminal:
        for _ in range(5):
            terminal.pins.verify(CASHIER, "0000")
        assert terminal.pins.locked_ids() == {CASHIER}
    assert till.run("employees", "unlock", CASHIER).out == "Maya R. may try again.\n"
    assert not any(each["locked"] for each in till.run("employees", "list", "--json").json)
    ran = till.run("employees", "unlock", "77")
    assert (ran.status, ran.err.strip()) == (
        1, "pos-terminal: There is no employee 77. 'employees list' names all of them.",
    )  # fmt: skip


def test_a_leaver_cannot_sign_on_from_their_day(till: Till) -> None:
    ran = till.run("employees", "end", CASHIER, "--on", "2020-06-01")
    assert ran.out == "Maya R. works here until 2020-06-01, and that day no more.\n"
    with opened_terminal(read_settings(till.config, {})) as terminal:
        assert CASHIER not in {each.employee_id for each in terminal.signing.operators(date(2026, 1, 1))}
    assert till.run("employees", "end", CASHIER, "--on", "soon").status == 2
