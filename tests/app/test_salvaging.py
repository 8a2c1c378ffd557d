import collections
import json
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from pos_terminal.adapters.sqlite.charges import SqliteCharges
from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.adapters.sqlite.faults import AnotherKey, DatabaseUnusable, StorageDamaged
from pos_terminal.adapters.sqlite.quarantine import Quarantine, leave_mark, mark_of
from pos_terminal.adapters.sqlite.salecopies import SqliteSaleCopies
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.salvage import Recovered, Salvage, recover
from pos_terminal.adapters.system import SystemClock, SystemIds
from pos_terminal.app.checkup import Checkup
from pos_terminal.app.looking import read_only_journal
from pos_terminal.app.premises import keys
from pos_terminal.app.reporting import closed_shift, open_shift
from pos_terminal.app.salvages import second_copy
from pos_terminal.app.salvaging import sound_database
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.application.acts import Deed
from pos_terminal.application.damage import CARDS, PINS, Salvaged
from pos_terminal.application.noticeboard import NoticeBoard
from pos_terminal.application.queueing import JournalFault
from pos_terminal.application.sealing import Seals
from pos_terminal.domain.card_charge import CardAnswer, CardOutcome
from pos_terminal.domain.money import Money
from pos_terminal.domain.movement import MovementKind
from pos_terminal.domain.rights import Action
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.settings import Settings, read_settings
from tests.adapters.sqlite.ended import USD, Recorder, closed, payment, rung_up
from tests.cli.till import CASHIER, PIN, Till
from tests.reliability.damaged_till import IMMUTABLE, SALES, SoldTill, sell_a_morning, truth_of

Counts = collections.Counter[str]
PAGE = 4096


@pytest.fixture(scope="module")
def morning(stocked_till: Till, tmp_path_factory: pytest.TempPathFactory) -> SoldTill:
    till = stocked_till.copied_to(tmp_path_factory.mktemp("morning") / "till")
    return sell_a_morning(read_settings(till.config, {}), is_closed=True)


@pytest.fixture
def sold(morning: SoldTill, stocked_till: Till, tmp_path: Path) -> Till:
    """A till after forty sales."""
    shutil.copytree(morning.data, tmp_path / "sold" / "data")
    return Till(tmp_path / "sold", stocked_till.url, dict(stocked_till.changes))


def settings(till: Till) -> Settings:
    return read_settings(till.config, {})


def start(till: Till) -> tuple[int, Salvaged | None]:
    """Start and end; how many sales are in the journal, which holds, and what was recovered."""
    database, salvaged = sound_database(settings(till), SystemClock())
    with database:
        sales = SqliteSales(database.connect(), database.lock, keys(settings(till)).key("journal"))
        assert sales.verify_journal() is None
        return sales.journal_head().seq, salvaged


def zero_root_of(database: Path, table: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    content = bytearray(database.read_bytes())
    content[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    database.write_bytes(content)


def test_a_sound_database_is_opened_and_nothing_is_set_aside(sold: Till) -> None:
    assert start(sold) == (SALES, None)
    assert not (sold.data / "quarantine").exists()


def test_an_act_comes_through_damage_and_counts_as_no_lost_sale(sold: Till) -> None:
    with opened_terminal(settings(sold)) as terminal:
        terminal.desk.operator = Employee("3001", "Dan", "Oka", Role.MANAGER)
        terminal.authority.allow(Action.SET_PRICE, Deed("Damaged"))
        SqliteSaleCopies(terminal.database.connect(), second_copy(settings(sold))).catch_up()
    zero_root_of(sold.database, "journal")

    entries, salvaged = start(sold)

    assert entries == SALES + 1
    assert salvaged is not None
    assert salvaged.lost == 0
    with closing(sqlite3.connect(sold.database)) as connection:
        (body,) = connection.execute("SELECT body FROM document WHERE seq = ?", (SALES + 1,)).fetchone()
    assert json.loads(body)["operator_id"] == "3001"


@pytest.mark.parametrize("table", ["journal", "till_session", "print_job", "document"])
def test_what_was_done_to_the_till_comes_through_damage(sold: Till, table: str) -> None:
    with opened_terminal(settings(sold)) as terminal:
        terminal.desk.operator = Employee("3001", "Dan", "Oka", Role.MANAGER)
        usd = settings(sold).currency
        if terminal.desk.basket is not None:
            terminal.checkout.void("Shopper left")
        terminal.till_side.cashing.move(MovementKind.CASH_IN, Money(2000, usd), "Float")
        made = terminal.till_side.closing.close(Money(100, usd))
        terminal.till_side.cashing.move(MovementKind.CASH_IN, Money(700, usd), "Float")
        SqliteSaleCopies(terminal.database.connect(), second_copy(settings(sold))).catch_up()
    zero_root_of(sold.database, table)

    _, salvaged = start(sold)

    assert (salvaged is not None, salvaged and salvaged.lost) == (True, 0)
    told = closed_shift(settings(sold))
    assert told is not None
    assert (told.entry, told.report.closing) == (made.entry, made.report.closing)
    x = open_shift(settings(sold))
    if table != "till_session":  # a shift without a sale is in no copy, and its float is lost
        assert x is not None
        assert x.figures.movements[MovementKind.CASH_IN].amount == Money(700, usd)
    else:
        assert x is None


def test_after_damage_somebody_signs_on_and_goes_on_with_the_open_sale(sold: Till) -> None:
    zero_root_of(sold.database, "journal")

    with opened_terminal(settings(sold)) as terminal:
        assert terminal.salvaged is not None
        assert (terminal.salvaged.entries, terminal.salvaged.lost) == (SALES, 0)
        assert terminal.salvaged.is_whole
        assert terminal.desk.session is not None
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        terminal.selling.scan("4006381333931")
        terminal.checkout.tender("Cash")
        assert terminal.checkout.complete().transaction_id == "lane-1-TEST-000041"
        terminal.selling.scan("4006381333931")
        assert terminal.desk.open_sale().head.transaction_id.split("-")[2] != "TEST"
    log = (sold.data / "logs" / "terminal.log").read_text(encoding="utf-8")
    assert "database=recovered" in log
    assert "40 sales are there" in log


def test_a_database_that_is_gone_is_made_of_the_copies(sold: Till) -> None:
    sold.database.unlink()

    count, salvaged = start(sold)

    assert count == SALES
    assert salvaged is not None
    assert (salvaged.restored, salvaged.import_again) == (SALES, ("catalog", "employees", PINS, CARDS))
    assert "Import again: catalog, employees. PINs are lost" in salvaged.sentence


def test_where_only_the_pins_are_lost_nothing_is_to_be_imported_and_everyone_gets_a_new_one(sold: Till) -> None:
    zero_root_of(sold.database, "employee_pin")

    _, salvaged = start(sold)

    assert salvaged is not None
    assert not salvaged.is_whole
    assert "Import again" not in salvaged.sentence
    assert "give everyone who cannot sign on a new one with 'employees set-pin'" in salvaged.sentence


def test_where_what_a_payment_terminal_was_asked_is_lost_somebody_is_to_compare_its_list(sold: Till) -> None:
    with opened_terminal(settings(sold)) as terminal:
        charges = SqliteCharges(terminal.database.connect(), terminal.database.lock)
        charges.begin("sale", "lost", payment(rung_up(), Money(100, USD), "Credit Card"), SystemClock().now())
    zero_root_of(sold.database, "card_charge")

    _, salvaged = start(sold)

    assert salvaged is not None
    assert salvaged.import_again == (CARDS,)
    assert "Import again" not in salvaged.sentence
    assert "compare the terminal's own list with the sales" in salvaged.sentence


def test_a_recovery_is_said_on_stderr_by_every_command_and_nobody_is_told_to_do_it_by_hand(sold: Till) -> None:
    sold.database.write_bytes(sold.database.read_bytes()[:-PAGE])

    done = sold.run("employees", "set-pin", CASHIER, stdin=f"{PIN}\n{PIN}\n".encode())

    assert done.status == 0
    assert done.err.startswith("pos-terminal: The database was damaged and has been recovered: 40 sales are there")
    assert done.err.count("\n") == 1
    log = (sold.data / "logs" / "terminal.log").read_text(encoding="utf-8")
    assert 'cause="it is cut short: part of it is missing" The database was damaged' in log
    assert "move it away" not in log


def test_a_log_that_is_left_alone_is_never_put_to_another_database(sold: Till) -> None:
    log = sold.database.with_name("terminal.db-wal")
    log.write_bytes(Random(1).randbytes(10_000))
    sold.database.unlink()

    _, salvaged = start(sold)

    assert salvaged is not None
    assert (Path(salvaged.kept_at) / log.name).read_bytes() == Random(1).randbytes(10_000)


def test_pages_that_changed_places_are_no_riddle_to_a_start(sold: Till) -> None:
    content = bytearray(sold.database.read_bytes())
    with closing(sqlite3.connect(sold.database)) as connection:
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))
    one, other = (slice((roots[name] - 1) * PAGE, roots[name] * PAGE) for name in ("terminal", "till_session"))
    content[one], content[other] = content[other], content[one]
    sold.database.write_bytes(content)

    count, salvaged = start(sold)

    assert count == SALES
    assert salvaged is not None
    assert salvaged.lost == 0


def test_a_first_start_with_nothing_there_sets_nothing_aside(bare: Till) -> None:
    assert start(bare) == (0, None)


@pytest.mark.parametrize("bit", [0, 2, 5, 31])
def test_a_flipped_bit_in_the_number_of_the_schema_is_no_newer_version(sold: Till, bit: int) -> None:
    content = bytearray(sold.database.read_bytes())
    version = int.from_bytes(content[60:64], "big") ^ (1 << bit)
    content[60:64] = version.to_bytes(4, "big")
    sold.database.write_bytes(content)

    count, salvaged = start(sold)

    assert count == SALES
    assert salvaged is not None
    assert salvaged.lost == 0


def test_an_open_sale_with_a_guest_check_goes_on_in_the_recovered_database(sold: Till) -> None:
    sold.change("platform", guest_check_code=True, open_updates=True)
    with opened_terminal(settings(sold)) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        told = terminal.sales_side.telling.guest_check()
        terminal.wait_for_paper(30.0)
    content = bytearray(sold.database.read_bytes())
    content[63] ^= 1
    sold.database.write_bytes(content)

    with opened_terminal(settings(sold)) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        basket = terminal.desk.basket
        assert basket is not None
        assert (basket.head.transaction_id, basket.head.guest_code) == (told.transaction_id, told.guest_receipt_code)
        terminal.checkout.tender("Cash")
        closed = terminal.checkout.complete()

    assert terminal.salvaged is not None
    assert terminal.salvaged.lost == 0
    assert closed.guest_receipt_code == told.guest_receipt_code
    assert closed.modified_time > told.modified_time


def test_what_waits_in_an_older_state_of_a_database_may_be_done_already(sold: Till) -> None:
    with opened_terminal(settings(sold)) as terminal:
        at, database = SystemClock().now(), terminal.database
        charges = SqliteCharges(database.connect(), database.lock)
        card = payment(rung_up(), Money(100, USD), "Credit Card")
        paid, doubt = (charges.begin(name, name, card, at) for name in ("paid", "doubt"))
        paid = charges.answered(paid, CardAnswer(CardOutcome.APPROVED, Money(100, USD)), at)
        charges.leave(paid)
        charges.undo(paid, at)
        charges.leave(doubt)
    with closing(sqlite3.connect(sold.database)) as connection, connection:
        connection.execute("UPDATE print_job SET state = 'waiting'")
    older = sold.database.read_bytes()
    with opened_terminal(settings(sold)) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        terminal.checkout.tender("Cash")
        terminal.checkout.complete()
        SqliteSaleCopies(terminal.database.connect(), second_copy(settings(sold))).catch_up()
    sold.database.write_bytes(older)

    entries, salvaged = start(sold)

    assert (entries, salvaged is not None) == (SALES + 1, True)
    with closing(sqlite3.connect(sold.database)) as connection:
        refunds = connection.execute("SELECT state FROM card_charge WHERE kind = 'refund'").fetchall()
        shared = connection.execute("SELECT reference FROM card_charge WHERE is_shared").fetchall()
        prints = connection.execute("SELECT DISTINCT state FROM print_job").fetchall()
    assert (refunds, shared, prints) == ([("asking",)], [("doubt",)], [("printing",)])


def test_suspended_sales_are_in_the_recovered_database(sold: Till) -> None:
    with opened_terminal(settings(sold)) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        terminal.sales_side.suspending.suspend("Blue coat")
        terminal.selling.add_item("muffin")
        terminal.sales_side.suspending.suspend()
        before = terminal.sales_side.suspending.sales
    content = bytearray(sold.database.read_bytes())
    content[63] ^= 1
    sold.database.write_bytes(content)

    with opened_terminal(settings(sold)) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        found = terminal.sales_side.suspending.sales
        first = terminal.sales_side.suspending.resume(before[0].transaction_id)

    assert terminal.salvaged is not None
    assert found == before
    assert first.totals.total == before[0].total


def test_a_newest_sale_that_the_database_lost_comes_back_from_the_copies(sold: Till, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    assert start(sold) == (SALES, None)
    shutil.copyfile(sold.database, older)
    with opened_terminal(settings(sold)) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        terminal.checkout.tender("Cash")
        terminal.checkout.complete()
        terminal.wait_for_paper(30.0)
    shutil.copyfile(older, sold.database)

    with opened_terminal(settings(sold)) as terminal:
        assert terminal.salvaged is not None
        assert (terminal.salvaged.entries, terminal.salvaged.restored) == (SALES + 1, 1)
        assert terminal.desk.basket is None
        assert terminal.sales_side.baskets.load() is None
        assert terminal.queue_counts().pending > 0
    assert start(sold) == (SALES + 1, None)


def test_another_key_recovers_nothing_and_loses_nothing(sold: Till) -> None:
    right = (sold.data / "keys.json").read_text()
    before = sold.database.read_bytes()
    (sold.data / "keys.json").write_text(json.dumps(json.loads(right) | {"journal": "ab" * 32}))
    leave_mark(sold.database, "for a test")

    for _ in range(2):
        with pytest.raises(DatabaseUnusable, match=r"keys\.json"):
            sound_database(settings(sold), SystemClock())
    [folder] = (sold.data / "quarantine").iterdir()
    assert (folder / "terminal.db").read_bytes() == before
    (sold.data / "keys.json").write_text(right)
    count, salvaged = start(sold)
    assert count == SALES
    assert salvaged is not None
    assert salvaged.is_whole


def change_key(sold: Till, key: str = "00" * 32) -> str:
    """Put another key in the place of the journal's; what keys.json said before."""
    right = (sold.data / "keys.json").read_text()
    (sold.data / "keys.json").write_text(json.dumps(json.loads(right) | {"journal": key}))
    return right


def test_nothing_is_sold_under_another_key_and_the_database_stays_as_it_is(sold: Till) -> None:
    right = change_key(sold)
    before = sold.database.read_bytes()

    with pytest.raises(AnotherKey, match=r"keys\.json.*left as it is"):
        sound_database(settings(sold), SystemClock())
    assert sold.database.read_bytes() == before
    assert not (sold.data / "quarantine").exists()
    (sold.data / "keys.json").write_text(right)
    assert start(sold) == (SALES, None)


def test_a_damaged_seal_of_the_journals_end_is_no_other_key(sold: Till) -> None:
    with closing(sqlite3.connect(sold.database, isolation_level=None)) as connection:
        connection.execute("UPDATE terminal SET journal_seal = 'rubbish'")

    count, salvaged = start(sold)

    assert count == SALES
    assert salvaged is not None
    assert "end of its journal" in salvaged.cause
    assert salvaged.is_whole


def sell_one_under_this_key(sold: Till) -> None:
    """As a till did that looked at no seal before it sold."""
    with open_database(sold.database) as database:
        connection = database.connect()
        sales = SqliteSales(connection, database.lock, keys(settings(sold)).key("journal"))
        session = connection.execute("SELECT MAX(session_id) FROM till_session").fetchone()[0]
        sale = closed(rung_up("lane-1-TEST-000050"), timedelta(minutes=90))
        recorder = Recorder(ids=lambda: 50, session_id=session)
        sales.commit(recorder.record(sale, sales.journal_head().hash))
        SqliteSaleCopies(connection, second_copy(settings(sold))).catch_up()


def test_where_only_the_newest_sale_holds_under_the_key_nothing_is_given_up_for_lost(sold: Till) -> None:
    right = change_key(sold)
    sell_one_under_this_key(sold)
    leave_mark(sold.database, "a test")

    with pytest.raises(AnotherKey, match=r"keys\.json.*set aside"):
        sound_database(settings(sold), SystemClock())
    (sold.data / "keys.json").write_text(right)
    count, salvaged = start(sold)
    assert salvaged is not None
    assert (count, salvaged.entries, salvaged.lost) == (SALES + 1, SALES, 1)


def test_sales_that_come_back_from_behind_a_gap_are_sent_and_not_taken_for_delivered(
    sold: Till, morning: SoldTill
) -> None:
    """The copy that was written while they were missing cannot know that they were delivered."""
    shutil.move(sold.data / "copies", sold.data / "kept")
    with closing(sqlite3.connect(sold.database, isolation_level=None)) as connection:
        for (guard,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {guard}")
        for table in ("journal", "document", "snapshot", "delivery", "request", "request_member"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names from here
    leave_mark(sold.database, "a test")
    assert start(sold)[0] == SALES
    sell_one_under_this_key(sold)
    for path in (sold.data / "kept").iterdir():
        with path.open("ab") as file:
            file.write((sold.data / "copies" / path.name).read_bytes())
    shutil.rmtree(sold.data / "copies")
    shutil.move(sold.data / "kept", sold.data / "copies")
    leave_mark(sold.database, "another test")

    count, salvaged = start(sold)

    assert salvaged is not None
    assert (count, salvaged.lost) == (SALES + 1, 0)
    with closing(sqlite3.connect(sold.database)) as connection:
        states = dict(connection.execute("SELECT seq, state FROM delivery"))
    undone = {seq for seq, state in morning.truth.states.items() if state != "done"}
    assert {seq for seq in undone if states[seq] == "done"} == set()


def test_damage_met_while_selling_is_told_and_mended_by_the_next_start(sold: Till) -> None:
    with opened_terminal(settings(sold)) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        terminal.checkout.tender("Cash")
        with closing(sqlite3.connect(sold.database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        content = bytearray(sold.database.read_bytes())
        sold.database.write_bytes(bytes(len(content)))
        with pytest.raises(StorageDamaged, match="start it again"):
            terminal.checkout.complete()
        sold.database.write_bytes(content)
    assert mark_of(sold.database).exists()

    count, salvaged = start(sold)

    assert count == SALES
    assert salvaged is not None
    assert "while selling" in salvaged.cause
    assert not mark_of(sold.database).exists()
    assert start(sold) == (SALES, None)


def test_the_check_behind_the_desk_finds_what_no_start_reads(sold: Till) -> None:
    with closing(sqlite3.connect(sold.database, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER journal_never_changes")
        connection.execute("UPDATE journal SET total = total - 1 WHERE seq = 3")
    assert start_unchecked(sold) is None
    checkup = Checkup(settings(sold), NoticeBoard(), breath=0.0)

    checkup.start()
    assert checkup.close(60.0)
    checkup.run()

    assert checkup.fault == JournalFault(3, "the entry was changed, or the key is another")
    count, salvaged = start(sold)
    assert count == SALES
    assert salvaged is not None
    assert (salvaged.restored, salvaged.lost) == (1, 0)
    assert salvaged.cause.startswith("entry 3: ")


def start_unchecked(till: Till) -> Salvaged | None:
    """What a start recovers, whether or not its journal holds."""
    database, salvaged = sound_database(settings(till), SystemClock())
    database.close()
    return salvaged


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE snapshot_line SET unit_price = unit_price + 1 WHERE seq = 5",
        "UPDATE snapshot SET operator_name = 'Eve' WHERE seq = 5",
        "UPDATE pos_transaction SET open_time_us = 1 WHERE transaction_id = 'lane-1-TEST-000005'",
        "DELETE FROM snapshot_payment WHERE seq = 5",
        "UPDATE request SET body = x'7b7d' WHERE request_id = 'single-30'",
        "UPDATE request SET request_id = 'another' WHERE request_id = 'single-30'",
        "UPDATE document SET body = x'7b7d' WHERE seq = 30",
        "UPDATE delivery SET request = 9999 WHERE seq = 30",
    ],
)
def test_whatever_counts_is_checked_and_recovered_as_it_was(sold: Till, morning: SoldTill, change: str) -> None:
    with closing(sqlite3.connect(sold.database, isolation_level=None)) as connection:
        for (guard,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {guard}")
        connection.execute(change)
    checkup = Checkup(settings(sold), NoticeBoard(), breath=0.0)

    checkup.run()

    assert checkup.fault is not None
    database, salvaged = sound_database(settings(sold), SystemClock())
    with database:
        now = truth_of(database.connect())
    assert salvaged is not None
    assert salvaged.is_whole
    assert {seq: {name: rows[name] for name in IMMUTABLE} for seq, rows in now.sales.items()} == {
        seq: {name: rows[name] for name in IMMUTABLE} for seq, rows in morning.truth.sales.items()
    }
    assert now.requests == morning.truth.requests


def test_an_untouched_till_passes_the_check(sold: Till) -> None:
    checkup = Checkup(settings(sold), NoticeBoard(), breath=0.0)
    checkup.run()
    assert (checkup.fault, checkup.is_done) == (None, True)
    assert not mark_of(sold.database).exists()


def test_a_check_is_stopped_with_the_terminal(sold: Till) -> None:
    with opened_terminal(settings(sold)) as terminal:
        terminal.start_background()
    assert not terminal.checkup.is_done or terminal.checkup.fault is None


class Killed(BaseException):
    """The plug is pulled."""


def killed_at(statement: int) -> type[sqlite3.Connection]:
    """Connections that die at a statement."""

    class Dying(sqlite3.Connection):
        count = 0

        def execute(self, sql: str, *values: Sequence[object]) -> sqlite3.Cursor:  # type: ignore[override] # by name
            Dying.count += 1
            if Dying.count == statement:
                raise Killed
            return super().execute(sql, *values)

    return Dying


def salvage_of(till: Till, factory: type[sqlite3.Connection]) -> Salvage:
    seals = Seals(keys(settings(till)).key("journal"))
    return Salvage(till.database, second_copy(settings(till)), seals, SystemIds(), lambda _: True, factory)


def test_a_salvage_that_is_cut_short_anywhere_begins_again_with_the_same_files(
    sold: Till, morning: SoldTill, figures: Counts
) -> None:
    zero_root_of(sold.database, "snapshot")
    damaged, at = sold.database.read_bytes(), SystemClock().now()
    folder = Quarantine(sold.database).take_in(at)
    for statement in (1, 2, 5, 20, 50, 100, 150, 200):
        with pytest.raises(Killed):
            recover(salvage_of(sold, killed_at(statement)), folder, at, "a test", lambda _: None)
        figures["salvages cut short"] += 1
        assert not sold.database.exists()
        assert (folder / "terminal.db").read_bytes() == damaged
    with pytest.raises(Killed):
        recover(salvage_of(sold, sqlite3.Connection), folder, at, "a test", die)

    database, salvaged = sound_database(settings(sold), SystemClock())
    with database:
        now = truth_of(database.connect())

    assert salvaged is not None
    assert salvaged.kept_at == str(folder)
    assert now.sales.keys() == morning.truth.sales.keys()
    assert (folder / "terminal.db").read_bytes() == damaged
    assert [
        path.name
        for path in sold.data.iterdir()
        if path.name.startswith("terminal.db.") and path.suffix in {".salvaged", ".work"}
    ] == []


def die(_: Recovered) -> None:
    raise Killed


@pytest.mark.parametrize("moved", [1, 2])
def test_a_quarantine_that_is_cut_short_goes_on_with_the_same_folder(sold: Till, moved: int) -> None:
    beside = [sold.database.with_name(f"terminal.db{suffix}") for suffix in ("", "-wal", "-shm")]
    for path in beside[1:]:
        path.write_bytes(path.name.encode())
    sold.database.write_bytes(b"damaged")
    lease = sold.database.with_name("terminal.db.lease").read_bytes()
    folder = sold.data / "quarantine" / "2026-03-04T15-02-11Z"
    folder.mkdir(parents=True)
    for path in beside[:moved]:
        path.rename(folder / path.name)

    count, salvaged = start(sold)

    assert count == SALES
    assert salvaged is not None
    assert salvaged.kept_at == str(folder)
    kept = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "report.json"}
    assert kept == {
        "terminal.db": b"damaged",
        "terminal.db-wal": b"terminal.db-wal",
        "terminal.db-shm": b"terminal.db-shm",
        "terminal.db.lease": lease,
    }


def test_each_damage_has_a_folder_of_its_own(sold: Till) -> None:
    for _ in range(3):
        sold.database.write_bytes(b"damaged")
        assert start(sold)[0] == SALES

    folders = list((sold.data / "quarantine").iterdir())
    assert len(folders) == 3
    assert {(folder / "terminal.db").read_bytes() for folder in folders} == {b"damaged"}


def test_what_is_lost_in_both_is_a_gap_on_record_for_good(sold: Till) -> None:
    shutil.rmtree(sold.data / "copies")
    with closing(sqlite3.connect(sold.database, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER journal_never_changes")
        connection.execute("UPDATE journal SET total = total - 1 WHERE seq IN (3, 4, 40)")
    leave_mark(sold.database, "a test")

    count, salvaged = start(sold)

    assert count == SALES
    assert salvaged is not None
    assert (salvaged.entries, salvaged.lost, salvaged.is_whole) == (SALES - 3, 3, False)
    assert "3 are lost" in salvaged.sentence
    leave_mark(sold.database, "once more")
    assert start(sold)[1] is not None
    with read_only_journal(settings(sold)) as journal:
        assert [(gap.first, gap.last, gap.cause) for gap in journal.journal_gaps()] == [
            (3, 4, "a test"),
            (40, 40, "a test"),
        ]
        assert journal.verify_journal() is None


def test_a_database_cut_in_the_middle_gives_back_what_is_in_the_half_that_is_there(till: Till) -> None:
    with opened_terminal(settings(till)) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        for _ in range(3):
            terminal.selling.scan("4006381333931")
            terminal.checkout.tender("Cash")
            terminal.checkout.complete()
        assert terminal.queue_counts().pending == 3
    with closing(sqlite3.connect(till.database)) as connection:
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))
    till.database.write_bytes(till.database.read_bytes()[: (roots["tenancy"] - 1) * PAGE + 100])

    with opened_terminal(settings(till)) as terminal:
        assert terminal.salvaged is not None
        assert (terminal.salvaged.entries, terminal.salvaged.lost) == (3, 0)
        assert terminal.queue_counts().pending == 3
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
    assert start(till) == (3, None)


def test_where_nothing_of_a_database_is_left_its_numbers_go_on_behind_a_gap(sold: Till) -> None:
    shutil.rmtree(sold.data / "copies")
    sold.database.write_bytes(b"nothing of it is left")

    count, salvaged = start(sold)

    assert salvaged is not None
    assert (count, salvaged.entries, salvaged.lost) == (SALES, 0, SALES)
    with read_only_journal(settings(sold)) as journal:
        assert [(gap.first, gap.last) for gap in journal.journal_gaps()] == [(1, SALES)]


def test_a_count_that_no_till_can_have_reached_is_not_believed(sold: Till) -> None:
    lease = sold.database.with_name("terminal.db.lease")
    said = lease.read_bytes()
    counts = said[-42:].replace(b"00000000000000000040 ", b"00004000000000000040 ", 1)
    lease.write_bytes(said[:-42] + counts)
    sold.database.write_bytes(b"nothing of it is left")

    count, salvaged = start(sold)

    assert salvaged is not None
    assert (count, salvaged.lost) == (SALES, 0)
