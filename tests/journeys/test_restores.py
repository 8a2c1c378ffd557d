"""A backup of this morning put back in the evening: what came after it is there, once, and what is not is told."""

import json
import os
import shutil
import signal
import sqlite3
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from pos_terminal.app.restorenotice import last_restored
from pos_terminal.app.restoring import restore
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.application.restored import Basis
from pos_terminal.settings import read_settings
from pos_terminal.simulator import Platform, RunningSimulator, SimulatorConfig, serve
from tests.cli.till import CASHIER, EMPLOYEES, LATTE, PIN, SIGN_IN, Step, Till, cash, refused_with
from tests.reliability.killing import ended_by

SALE: list[Step] = [LATTE, cash(), {"do": "close"}]
LEAVER: Step = {"do": "sign_in", "employee_id": "1002", "pin": "8642"}


@dataclass
class Day:
    """A till, this morning's backup, and what was done since."""

    till: Till
    simulator: RunningSimulator
    backup: Path
    sales: list[str]
    held: list[str]
    shifts: int = 0

    def sell(self) -> None:
        answers = self.till.sells(*SALE)
        assert all(each["ok"] for each in answers), answers
        self.sales += [each["state"]["transaction_id"] for each in answers if each["do"] == "close"]

    def send(self) -> None:
        self.till.talk_to(self.simulator)
        assert self.till.run("queue", "send").status == 0

    def hold(self) -> None:
        (_, held) = self.till.sells(LATTE, {"do": "suspend", "label": "Anna"})
        assert held["ok"], held
        self.held = [each["transaction_id"] for each in held["state"]["suspended"]]

    def close_shift(self) -> None:
        (closed,) = self.till.sells({"do": "close_shift", "counted": "0.00", "reason": "Not counted"})
        assert closed["ok"], closed
        self.shifts += 1
        (opened,) = self.till.sells({"do": "open_shift", "opening_float": "50.00"})
        assert opened["ok"], opened

    def send_home(self) -> None:
        """Somebody leaves, and everybody else is in the new file."""
        stay = [each for each in EMPLOYEES["employees"] if each["employee_id"] != "1002"]
        assert self.till.run("employees", "import", self.till.file("now.json", {"employees": stay})).status == 0

    def restored(self, *more: str) -> Step:
        ran = self.till.run("restore", self.backup, "--force", "--json", *more)
        assert ran.status == 0, ran.err
        told: Step = ran.json
        return told


def begun(till: Till, simulator: RunningSimulator) -> Day:
    assert till.run("employees", "set-pin", "1002", stdin=b"8642\n8642\n").status == 0
    day = Day(till, simulator, till.folder / "till.backup", [], [])
    day.sell()
    assert till.run("backup", day.backup).status == 0
    return day


@pytest.fixture
def day(till: Till, simulator: RunningSimulator) -> Day:
    """Before anything came after the backup."""
    return begun(till, simulator)


@pytest.fixture(scope="module")
def platform() -> Iterator[RunningSimulator]:
    with serve(Platform(SimulatorConfig())) as running:
        yield running


@pytest.fixture(scope="module")
def gone_by(stocked_till: Till, platform: RunningSimulator, tmp_path_factory: pytest.TempPathFactory) -> Day:
    day = begun(stocked_till.copied_to(tmp_path_factory.mktemp("evening") / "till"), platform)
    day.sell()
    day.send()
    day.close_shift()
    day.sell()
    day.hold()
    day.send_home()
    return day


@pytest.fixture
def evening(gone_by: Day, tmp_path: Path) -> Day:
    """After a sale that was sent, a shift that was closed, a sale that waits, one that is held, and a leaver."""
    till = gone_by.till.copied_to(tmp_path / "till")
    backup = shutil.copyfile(gone_by.backup, till.folder / "till.backup")
    return replace(gone_by, till=till, backup=backup, sales=[*gone_by.sales], held=[*gone_by.held])


def rows(till: Till, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(till.database)) as connection:
        return connection.execute(query).fetchall()


def shift_numbers(till: Till) -> list[int]:
    return [int(str(row[0])) for row in rows(till, "SELECT version FROM journal WHERE kind = 'z_report' ORDER BY seq")]


def owe(till: Till) -> None:
    """Leave a card refund that nobody asked the terminal for yet, and an offer that is to be given back."""
    change(
        till,
        """INSERT INTO card_charge (reference, kind, transaction_id, payment_id, amount, currency, payment, state,
        created_us) VALUES ('p', 'payment', 't', 'p', 100, 'USD', '{}', 'undone', 1)""",
        """INSERT INTO card_charge (reference, kind, transaction_id, payment_id, amount, currency, refund_of, state,
        created_us) SELECT 'r', 'refund', 't', 'p', 100, 'USD', charge_id, 'due', 1 FROM card_charge""",
        """INSERT INTO offer_hold (offer_id, offer_type, transaction_id, employee_id, state, created_us)
        VALUES ('o', 'coupon', 't', '1001', 'releasing', 1)""",
    )


def owe_no_more(till: Till) -> None:
    change(
        till,
        "UPDATE card_charge SET state = 'approved', settled_us = 2 WHERE kind = 'refund'",
        "UPDATE offer_hold SET state = 'released', settled_us = 2",
    )


def change(till: Till, *statements: str) -> None:
    with closing(sqlite3.connect(till.database, isolation_level=None)) as connection:
        for each in statements:
            connection.execute(each)


def zero_root_of(till: Till, table: str) -> None:
    with closing(sqlite3.connect(till.database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    content = bytearray(till.database.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    till.database.write_bytes(content)


def nothing_of_the_day_is_lost_or_doubled(day: Day, told: Step, *, finds_held: bool = True) -> None:
    """Sales are there, each once at the platform; shifts go on with the next number; what is held is taken up."""
    till = day.till
    assert (told["sales"], told["shifts"], told["lost"]) == (len(day.sales) - 1, day.shifts, 0)
    assert shift_numbers(till) == list(range(1, day.shifts + 1))
    day.sell()
    day.close_shift()
    day.send()
    assert shift_numbers(till) == list(range(1, day.shifts + 1))
    platform = day.simulator.platform
    assert {sale: platform.effects(sale) for sale in day.sales} == dict.fromkeys(day.sales, 1)
    assert len(set(day.sales)) == len(day.sales)
    assert platform.violations == []
    assert till.run("journal", "verify").status == 0
    suspended = till.script(SIGN_IN)[-1]["state"]["suspended"]
    assert [each["label"] for each in suspended] == ["Anna"] * len(day.held if finds_held else [])


def leaves_no_way_in(day: Day) -> None:
    assert refused_with(day.till.script(LEAVER)[0], "wrong_pin")


def test_all_of_a_day_is_carried_over_and_who_left_stays_out(evening: Day) -> None:
    other = {"items": [{"item_id": "new", "name": "New", "price": "1.00"}]}
    assert evening.till.run("catalog", "import", evening.till.file("other.json", other)).status == 0
    assert evening.till.run("employees", "set-pin", CASHIER, stdin=b"97531\n97531\n").status == 0
    waiting = evening.till.run("queue", "list", "--json").json

    told = evening.restored()

    assert (told["basis"], told["held"]) == (Basis.WHOLE, 1)
    ran = evening.till.run("queue", "list", "--json")
    assert ([each["request_id"] for each in ran.json], ran.err) == ([each["request_id"] for each in waiting], "")
    leaves_no_way_in(evening)
    assert refused_with(evening.till.script(SIGN_IN)[0], "wrong_pin")  # the old one is no way in either
    assert evening.till.run("employees", "set-pin", CASHIER, stdin=f"{PIN}\n{PIN}\n".encode()).status == 0
    nothing_of_the_day_is_lost_or_doubled(evening, told)
    acts = evening.till.run("journal", "search", "--json", "--kind", "acts").json
    assert [each["action"] for each in acts] == ["restored"]


@pytest.mark.soak
def test_an_end_that_only_the_backup_knows_holds_too(day: Day) -> None:
    def staff(**ends: str) -> Path:
        people = [
            each | {"end_date": ends[each["employee_id"][0:1]]} if each["employee_id"] == "1002" and ends else each
            for each in EMPLOYEES["employees"]
        ]
        return day.till.file("staff.json", {"employees": people})

    day.till.run("employees", "import", staff(**{"1": "2020-01-01"}))
    assert day.till.run("backup", day.backup, "--force").status == 0
    assert day.till.run("employees", "import", staff()).status == 0
    assert day.till.script(LEAVER)[0]["ok"]
    day.restored()
    assert not day.till.script(LEAVER)[0]["ok"]


def test_of_a_database_that_is_damaged_what_can_be_read_is_carried_over(evening: Day) -> None:
    zero_root_of(evening.till, "journal")
    told = evening.restored()
    assert told["basis"] == Basis.RECOVERED
    leaves_no_way_in(evening)
    nothing_of_the_day_is_lost_or_doubled(evening, told)


def test_of_a_database_that_cannot_be_read_the_second_copies_have_sales_and_shifts_and_the_rest_is_named(
    evening: Day,
) -> None:
    evening.till.database.write_bytes(b"no database")
    told = evening.restored()
    assert (told["basis"], told["held"]) == (Basis.RECOVERED, 0)
    assert "could not be read in full" in told["told"]
    assert "may be missing: held sales" in told["told"]
    nothing_of_the_day_is_lost_or_doubled(evening, told, finds_held=False)


def test_where_nothing_newer_is_found_that_is_said_and_the_next_shift_follows_the_last_z_on_paper(evening: Day) -> None:
    shutil.rmtree(evening.till.data)
    told = evening.restored("--last-z", "7")
    assert (told["basis"], told["sales"], told["shifts"], told["kept"]) == (Basis.NOTHING, 0, 0, None)
    assert "nothing newer was found" in told["told"]
    with opened_terminal(read_settings(evening.till.config, {})) as terminal:
        (notice,) = [each for each in terminal.board.notices() if each.words == "Till restored"]
        assert (notice.sentence, notice.is_grave) == (told["told"], True)
    evening.close_shift()
    assert (shift_numbers(evening.till), rows(evening.till, "SELECT MAX(session_id) FROM till_session")) == (
        [1],
        [(8,)],
    )


@pytest.mark.soak
def test_entries_that_a_recovery_lost_come_back_out_of_the_backup(day: Day) -> None:
    for _ in range(3):
        day.sell()
    assert day.till.run("backup", day.backup, "--force").status == 0
    shutil.rmtree(day.till.data / "copies")
    with closing(sqlite3.connect(day.till.database, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER journal_never_changes")
        connection.execute("UPDATE journal SET total = total + 1 WHERE seq = 3")
    day.till.database.with_name("terminal.db.damaged").write_text("a test")
    assert "1 are lost" in day.till.run("queue", "send").err
    day.sell()
    assert rows(day.till, "SELECT COUNT(*) FROM journal_gap") == [(1,)]
    told = day.restored()
    assert (told["basis"], told["lost"], told["sales"]) == (Basis.RECOVERED, 0, 1)
    assert rows(day.till, "SELECT COUNT(*) FROM journal_gap") == [(0,)]
    assert day.till.run("journal", "verify").status == 0


@pytest.mark.soak
def test_a_till_that_went_another_way_than_the_backup_is_replaced_only_when_all_of_it_was_sent(day: Day) -> None:
    day.sell()
    newer = day.backup.with_name("newer")
    assert day.till.run("backup", newer).status == 0
    shutil.rmtree(day.till.data)
    day.restored()
    day.sell()
    refused = day.till.run("restore", newer, "--force")
    assert (refused.status, "sales that were not sent: they would be left behind" in refused.err) == (1, True)
    day.send()
    told = day.till.run("restore", newer, "--force", "--json").json
    assert (told["basis"], Path(told["kept"]).is_dir()) == (Basis.NOTHING, True)


def test_second_copies_of_another_way_are_kept_aside_and_no_sale_of_them_comes_into_the_journal(day: Day) -> None:
    day.sell()
    newer = day.backup.with_name("newer")
    assert day.till.run("backup", newer).status == 0
    journal = rows(day.till, "SELECT seq, hash FROM journal")
    shutil.rmtree(day.till.data)
    day.restored()
    for _ in range(3):
        day.sell()
    day.send()
    copies = {each.name: each.read_bytes() for each in (day.till.data / "copies").iterdir()}
    owe(day.till)
    refused = day.till.run("restore", newer, "--force")
    named = "card refunds that are not done: 1, and offers that are not given back: 1. They would be left behind."
    assert (refused.status, named in refused.err) == (1, True), refused.err
    owe_no_more(day.till)

    told = day.till.run("restore", newer, "--force", "--json").json

    assert (told["basis"], told["sales"], told["lost"]) == (Basis.NOTHING, 0, 0)
    assert {each.name: each.read_bytes() for each in (Path(told["kept"]) / "copies").iterdir()} == copies
    started = day.till.sells(*SALE)  # nor does the next start find a sale that the journal lacks
    assert all(each["ok"] for each in started), started
    assert rows(day.till, "SELECT seq, hash FROM journal")[: len(journal)] == journal
    assert rows(day.till, "SELECT COUNT(*) FROM journal WHERE kind = 'closed'") == [(3,)]
    assert day.till.run("journal", "verify").status == 0
    assert not (day.till.data / "quarantine").exists()


def test_the_feed_brings_the_newer_catalog_back_after_a_restore(day: Day) -> None:
    def sold_at(price: str) -> None:
        source.write_text(f"item_id,name,price\ntea,Tea,{price}\n")
        assert day.till.run("catalog", "sync").status == 0

    def price() -> str:
        exported = day.till.folder / "out.json"
        assert day.till.run("catalog", "export", exported, "--force").status == 0
        (tea,) = json.loads(exported.read_text())["items"]
        return str(tea["price"])

    source = day.till.folder / "source.csv"
    day.till.change("catalog", sources=[str(source)])
    sold_at("2.00")
    assert day.till.run("backup", day.backup, "--force").status == 0
    sold_at("33.00")
    day.restored()
    assert price() == "2.00"
    assert day.till.run("catalog", "sync").status == 0
    assert price() == "33.00"


def test_an_older_database_put_there_by_hand_is_noticed_with_its_own_sentence(evening: Day) -> None:
    evening.till.database.write_bytes(zipfile.ZipFile(evening.backup).read("terminal.db"))
    started = evening.till.run("queue", "send")
    assert started.err.startswith("pos-terminal: The database of this till was an older one, of ")
    assert "journal entries: 3; lost: 0." in started.err
    assert "was damaged" not in started.err
    assert "who left: check who may sign on" in started.err
    assert shift_numbers(evening.till) == [1]
    told = evening.till.run("doctor", "--json").json
    assert "an older one" in told["damage"]


def test_a_restore_that_cannot_be_put_in_place_in_full_says_so_and_the_next_start_goes_on_with_it(day: Day) -> None:
    in_the_way = day.till.data / "restored.json"
    in_the_way.mkdir()
    refused = day.till.run("restore", day.backup, "--force")
    assert (refused.status, "start again: that puts the rest in its place" in refused.err) == (1, True), refused.err
    in_the_way.rmdir()
    day.sell()
    told = last_restored(read_settings(day.till.config, {}))
    assert told is not None
    assert told.basis is Basis.WHOLE
    assert not (day.till.data / "restore.ready").exists()


_STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "sqlite3.connect"})


def dies_in_restoring(day: Day, at: int) -> bool:
    """Whether a restore was killed at this step of what it does with files."""
    settings = read_settings(day.till.config, {})
    seen = Counter[str]()

    def step(event: str, _: tuple[object, ...]) -> None:
        if event in _STEPS:
            seen["steps"] += 1
            if seen["steps"] == at:
                os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        sys.addaudithook(step)
        restore(settings, day.backup, replaces=True)

    return ended_by(work, day.backup.with_name("fault")) == signal.SIGKILL


def killed_at_every(day: Day, stride: int) -> int:
    """Kill a restore at each so many steps, of a till as it was each time; how often."""
    kept = day.backup.with_name("evening")
    shutil.copytree(day.till.data, kept)
    kills, settings = 0, read_settings(day.till.config, {})
    restore(settings, day.backup, replaces=True)  # all that it loads is loaded
    while True:
        shutil.rmtree(day.till.data)
        shutil.copytree(kept, day.till.data)
        if not dies_in_restoring(day, 1 + kills * stride):
            return kills
        kills += 1
        with opened_terminal(settings) as terminal:
            notices = [each.words for each in terminal.board.notices()]
        is_restored = last_restored(settings) is not None
        marks = rows(
            day.till,
            "SELECT 1 FROM journal AS j JOIN document AS d USING (seq) WHERE CAST(d.body AS TEXT) LIKE '%restored%'",
        )
        assert (len(marks), "Till restored" in notices) == (is_restored, is_restored), kills
        assert "Database recovered" not in notices, kills
        sold = {row[0] for row in rows(day.till, "SELECT transaction_id FROM journal WHERE kind = 'closed'")}
        assert sold == set(day.sales), kills
        assert shift_numbers(day.till) == [1], kills
        assert rows(day.till, "SELECT COUNT(*) FROM basket WHERE slot > 1") == [(1,)], kills
        assert day.till.run("journal", "verify").status == 0
        assert not (day.till.data / "restore.ready").exists()


def test_a_restore_that_is_cut_short_leaves_the_till_as_it_was_or_as_it_is_to_be(
    evening: Day, figures: Counter[str]
) -> None:
    figures["restores cut short"] += killed_at_every(evening, 23)


@pytest.mark.soak
def test_a_restore_may_be_cut_short_at_any_step(evening: Day, figures: Counter[str]) -> None:
    figures["restores cut short"] += killed_at_every(evening, 1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(24))
def test_whatever_a_day_was_nothing_of_it_is_lost_or_doubled(day: Day, seed: int, figures: Counter[str]) -> None:
    chance = Random(seed)
    for act in chance.choices([day.sell, day.send, day.close_shift, day.hold, day.send_home], k=7):
        if act != day.hold or not day.held:
            act()
    damage = chance.choice(["", "journal", "snapshot", "delivery", "till_session", "request", "print_job", "document"])
    if damage:
        zero_root_of(day.till, damage)
    told = day.restored()
    assert (told["basis"] == Basis.WHOLE) == (not damage)
    assert told["held"] == len(day.held)
    nothing_of_the_day_is_lost_or_doubled(day, told)
    figures["restored days"] += 1
