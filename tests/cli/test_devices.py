import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.till import Till, command
from tests.failing_printer import FailingPrinter, Mood, failing_printer


def on_the_network(till: Till, device: FailingPrinter) -> None:
    till.change("printer", driver="url", target=f"tcp://127.0.0.1:{device.port}")


def test_the_list_names_each_driver_the_one_in_use_and_what_is_untested(till: Till) -> None:
    till.change("printer", driver="url", target="serial:///dev/ttyUSB0")
    ran = till.run("printer", "list", "--json")
    assert ran.status == 0
    rows = {row["driver"]: row for row in ran.json}
    assert [name for name, row in rows.items() if row["used"]] == ["serial"]
    assert [name for name, row in rows.items() if not row["tested"]] == ["usb", "windows", "bluetooth"]
    assert rows["network"]["addresses"] == ["tcp://", "network://"]
    lines = till.run("printer", "list").out
    assert ("untested" in lines, "simulated" in lines) == (True, True)


def test_the_list_is_there_before_any_config_file_and_a_named_one_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("POS_TERMINAL_CONFIG", raising=False)
    ran = command(["printer", "list", "--json"])
    assert (ran.status, {row["used"] for row in ran.json}) == (0, {False})
    named = command(["--config", "nowhere.toml", "printer", "list"])
    assert (named.status != 0, "nowhere.toml" in named.err) == (True, True)


def test_the_status_says_what_the_printer_does(till: Till) -> None:
    with failing_printer(Mood(paper="low", drawer=True)) as device:
        on_the_network(till, device)
        ran = till.run("printer", "status", "--json")
        assert not device.paper
    assert ran.status == 0
    assert (ran.json["well"], ran.json["paper"], ran.json["cover_open"]) == (True, "low", False)
    assert (ran.json["online"], ran.json["error"], ran.json["drawer_pin"]) == (True, "none", "high")
    assert ran.json["waiting"] == []


@pytest.mark.parametrize(
    ("mood", "words"),
    [
        (Mood(paper="out"), "is out of paper"),
        (Mood(is_cover_open=True), "cover open"),
        (Mood(is_paused=True), "off-line"),
    ],
)
def test_a_printer_that_does_not_print_fails_the_status_with_what_to_do(till: Till, mood: Mood, words: str) -> None:
    with failing_printer(mood) as device:
        on_the_network(till, device)
        ran = till.run("printer", "status")
    assert ran.status == 1
    assert words in ran.err
    assert words in ran.out


def test_the_status_shows_what_waits_and_why(till: Till) -> None:
    with failing_printer(Mood(paper="out")) as device:
        on_the_network(till, device)
        till.sells({"do": "scan", "code": "TEA"}, {"do": "tender", "type": "Cash"}, {"do": "close"})
        (waiting,) = till.run("printer", "status", "--json").json["waiting"]
        assert waiting["state"] == "held"
        assert waiting["tries"] >= 1
        assert "out of paper" in waiting["cause"]
        assert "1, the first is held: The printer" in till.run("printer", "status").out
        device.feel(paper="ok", close_after=300)
        till.sells({"do": "sign_out"})
        states = [row["state"] for row in till.run("printer", "status", "--json").json["waiting"]]
        assert states == ["unknown"]


def test_a_printer_without_a_word_is_there(till: Till) -> None:
    with failing_printer(Mood(answers=False)) as device:
        on_the_network(till, device)
        ran = till.run("printer", "status", "--json")
    assert (ran.status, ran.json["paper"], ran.json["online"]) == (0, None, None)
    assert "nobody knows whether receipts come out" in ran.json["said"]


def test_a_test_page_says_what_is_known_of_it(till: Till) -> None:
    with failing_printer() as device:
        on_the_network(till, device)
        assert till.run("printer", "test", "--json").json["proof"] == "printed"
        assert till.run("printer", "test").out.startswith("Printed on network 127.0.0.1")
        device.feel(answers=False)
        assert "set [printer] status to none" in till.run("printer", "test").err
    with failing_printer(Mood(answers=False)) as device:
        on_the_network(till, device)
        assert till.run("printer", "test").out.startswith("Sent, without a word")
    till.change("printer", driver="none")
    assert till.run("printer", "test").out == "There is no printer.\n"


def test_of_a_printer_without_a_word_somebody_says_once_that_its_page_came_out(till: Till) -> None:
    with failing_printer(Mood(answers=False)) as device:
        on_the_network(till, device)
        ran = till.run("printer", "test")
        assert "say so with 'printer confirm'" in ran.out
        assert till.run("printer", "test", "--json").json["confirm"] is True
        assert till.run("printer", "confirm").out.startswith("Good. It is not asked any more")
        assert "confirm" not in till.run("printer", "test").out
        assert till.run("printer", "confirm", "--no").out.startswith("Check paper, cable and address")
        assert till.run("printer", "test", "--json").json["confirm"] is True


@pytest.mark.parametrize("driver", ["none", "file", "screen", "cups"])
def test_nobody_speaks_for_a_printer_that_is_not_asked(till: Till, driver: str) -> None:
    till.change("printer", driver=driver, target="x")
    ran = till.run("printer", "confirm")
    assert (ran.status, ran.out) == (1, "")
    assert f"the {driver} printer needs nobody to speak for it" in ran.err


def test_the_question_is_asked_where_somebody_sits_at_the_keyboard(till: Till) -> None:
    with failing_printer(Mood(answers=False)) as device:
        on_the_network(till, device)
        said = at_a_keyboard(till, "y", "printer", "test")
        assert "Did the page come out" in said
        assert "Good. It is not asked any more" in said
        assert "Did the page come out" not in at_a_keyboard(till, "", "printer", "test")


def at_a_keyboard(till: Till, typed: str, *arguments: str) -> str:
    """What the command says on a terminal of its own, where this is typed."""
    master, slave = os.openpty()
    os.write(master, f"{typed}\n".encode())
    command = [sys.executable, "-m", "pos_terminal", "--config", str(till.config), *arguments]
    ran = subprocess.run(command, stdin=slave, capture_output=True, text=True, check=True, timeout=60)
    for each in (master, slave):
        os.close(each)
    return ran.stdout


def test_all_devices_are_asked(till: Till) -> None:
    with failing_printer() as device, failing_printer(Mood(is_cover_open=True)) as spare:
        on_the_network(till, device)
        till.change("printer", failover=f"tcp://127.0.0.1:{spare.port}")
        ran = till.run("devices", "check", "--json")
        assert [(row["device"], row["well"]) for row in ran.json] == [
            ("printer", True),
            ("spare printer", False),
            ("drawer", True),
            ("scanner", True),
        ]
        assert ran.status == 1
        assert "cover open" in ran.json[1]["said"]
        assert (device.pulses, bytes(device.paper)) == ([], b"")
        till.change("printer", failover="")
        assert till.run("devices", "check").status == 0


@pytest.mark.parametrize(
    ("port", "well", "words"),
    [
        ("none", True, "there is none"),
        ("serial:///dev/no-such-port", False, "The drawer at /dev/no-such-port cannot be reached"),
        ("file:///tmp/x", False, "what hangs on a line of its own"),
    ],
)
def test_a_drawer_is_looked_for_where_it_should_be(till: Till, port: str, well: bool, words: str) -> None:  # noqa: FBT001 - of the table
    till.change("printer", driver="none")
    till.change("drawer", port=port)
    (row,) = [row for row in till.run("devices", "check", "--json").json if row["device"] == "drawer"]
    assert row["well"] is well
    assert words in row["said"]


@pytest.mark.parametrize(
    ("pole", "well", "words"),
    [
        ("file://./pole", True, "its port is there"),
        ("serial:///dev/no-such-port", False, "The customer display at /dev/no-such-port cannot be reached"),
        ("screen://", False, "[display] pole: "),
    ],
)
def test_a_customer_display_is_looked_for_where_it_should_be(till: Till, pole: str, well: bool, words: str) -> None:  # noqa: FBT001 - of the table
    till.change("printer", driver="none")
    till.change("display", pole=pole)
    (row,) = [row for row in till.run("devices", "check", "--json").json if row["device"] == "customer display"]
    assert row["well"] is well
    assert words in row["said"]
    doctor = till.run("doctor", "--json").json
    assert words in doctor["display"]
    assert ("display" in doctor["wrong"]) is not well


@pytest.mark.parametrize(
    ("driver", "target", "well", "words"),
    [
        ("keyboard", "", True, "scan something"),
        ("serial", "/dev/no-such-port", False, "The scanner at /dev/no-such-port cannot be reached"),
        ("network", "127.0.0.1:1", False, "The scanner at 127.0.0.1:1 does not answer"),
        ("url", "gopher://x", False, "[scanner] 'gopher://x' is no address"),
    ],
)
def test_a_scanner_is_looked_for_where_it_should_be(
    till: Till,
    driver: str,
    target: str,
    well: bool,  # noqa: FBT001 - of the table
    words: str,
) -> None:
    till.change("scanner", driver=driver, target=target)
    (row,) = [row for row in till.run("devices", "check", "--json").json if row["device"] == "scanner"]
    assert row["well"] is well
    assert words in row["said"]


@pytest.mark.parametrize(
    ("driver", "target", "words"),
    [
        ("serial", "/dev/no-such-port", "The scale at /dev/no-such-port cannot be reached"),
        ("serial", "/dev/no-such-port?bits=9", "[scale] bits takes one of 7, 8, not '9'"),
        ("network", "127.0.0.1:1", "The scale at 127.0.0.1:1 does not answer"),
        ("url", "gopher://x", "[scale] 'gopher://x' is no address of a device"),
    ],
)
def test_a_scale_is_looked_for_where_it_should_be(till: Till, driver: str, target: str, words: str) -> None:
    till.change("scale", driver=driver, target=target)
    (row,) = [row for row in till.run("devices", "check", "--json").json if row["device"] == "scale"]
    assert (row["well"], words in row["said"]) == (False, True)
    doctor = till.run("doctor", "--json").json
    assert words in doctor["scale"]
    assert "scale" in doctor["wrong"]


def test_what_cannot_be_a_printer_is_told(till: Till) -> None:
    till.change("printer", driver="url", target="gopher://printer")
    ran = till.run("devices", "check", "--json")
    assert ran.status == 1
    assert "tcp://" in ran.json[0]["said"]
