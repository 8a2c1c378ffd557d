"""A till in the middle of its day, and every way in which its database can be damaged."""

import shutil
import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.damagedtext import read_with_marks
from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.salecopies import SqliteSaleCopies
from pos_terminal.adapters.sqlite.salerows import SALE_TABLES, Rows, read_sale
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.tills import SqliteTills
from pos_terminal.app.premises import DATABASE_NAME, keys
from pos_terminal.app.salvages import second_copy
from pos_terminal.application.replies import Why
from pos_terminal.domain.money import Money
from pos_terminal.domain.till import TillSession
from pos_terminal.settings import Settings
from tests.adapters.sqlite.ended import DAY, OPENED, POLICY, USD, Recorder, batch, closed, rung_up, voided

SALES = 40
IMMUTABLE = ("pos_transaction", "journal", "document", "snapshot", "snapshot_line", "snapshot_payment")
PAGE = 4096


@dataclass(frozen=True, slots=True)
class Truth:
    """What was on disk before the damage: the rows of each sale, the requests by id, and where deliveries stood."""

    sales: dict[int, dict[str, Rows]]
    requests: dict[str, bytes]
    states: dict[int, str]


@dataclass(frozen=True, slots=True)
class SoldTill:
    """A till's data folder after a morning's sales, cleanly closed or with its log as a power cut leaves it."""

    data: Path
    truth: Truth


def sell_a_morning(settings: Settings, *, is_closed: bool) -> SoldTill:
    """Sell; some is delivered, some parked, some in doubt, alone and in batches, and most waits."""
    data = settings.data_dir
    key = keys(settings).key("journal")
    with open_database(data / DATABASE_NAME) as database:
        connection = database.connect()
        sales, outbox = SqliteSales(connection, database.lock, key), SqliteOutbox(connection, database.lock)
        session = SqliteTills(connection, database.lock).open(TillSession(0, "1001", OPENED, DAY, Money(10_000, USD)))
        recorder = Recorder(session_id=session.session_id)
        for number in range(1, SALES + 1):
            sale = rung_up(f"lane-1-TEST-{number:06d}")
            ended = voided(sale) if number == 7 else closed(sale, timedelta(minutes=number + 2))
            sales.commit(recorder.record(ended, sales.journal_head().hash, sends=number != 7))
            if number == SALES // 2:
                _deliver_some(outbox)
        SqliteBaskets(connection, database.lock, POLICY).save(rung_up("lane-1-TEST-000041").take_change())
        SqliteSaleCopies(connection, second_copy(settings)).catch_up()
        truth = truth_of(connection)
        if not is_closed:
            _keep_as_it_is(data)
    if not is_closed:
        _put_back(data)
    return SoldTill(data, truth)


def truth_of(connection: sqlite3.Connection) -> Truth:
    """What a database says now: lines that no start reads may hold text that is none, which is read with marks."""
    reads = connection.text_factory
    read_with_marks(connection)
    seqs = [row[0] for row in connection.execute("SELECT seq FROM journal ORDER BY seq")]
    sales = {seq: {table: read_sale(connection, seq)[table] for table in SALE_TABLES} for seq in seqs}
    requests = dict(connection.execute("SELECT request_id, body FROM request"))
    states = dict(connection.execute("SELECT seq, state FROM delivery"))
    connection.text_factory = reads
    return Truth(sales, requests, states)


def _deliver_some(outbox: SqliteOutbox) -> None:
    for number in range(1, 5):
        outbox.attempted(f"single-{number}", OPENED)
        outbox.done(f"single-{number}", OPENED)
    for request_id, members in (("batch-1", [5, 6, 8]), ("batch-2", [9, 10, 11])):
        outbox.form_batch(batch(request_id, [b"{}"] * len(members)), members, OPENED)
        outbox.attempted(request_id, OPENED)
    outbox.done("batch-1", OPENED)
    outbox.attempted("single-12", OPENED)
    outbox.park("single-12", "no such store", OPENED)
    outbox.attempted("single-13", OPENED)
    outbox.unknown("single-13", "no answer", Why.PLAIN)


def _keep_as_it_is(data: Path) -> None:
    for path in data.glob(f"{DATABASE_NAME}*"):
        shutil.copyfile(path, path.with_name(f"kept-{path.name}"))


def _put_back(data: Path) -> None:
    for path in data.glob(f"{DATABASE_NAME}*"):
        path.unlink()
    for path in data.glob("kept-*"):
        path.rename(path.with_name(path.name.removeprefix("kept-")))


def damage(data: Path, seed: int) -> str:
    """Damage the database in one of the ways that disks, cables and people have; which one it was."""
    chance = Random(seed)
    kinds = (_flip, _flip, _flip, _burst, _zero_page, _swap_pages, _cut, _garbage_behind, _header, _nothing, _rubbish)
    log = data / f"{DATABASE_NAME}-wal"
    if log.exists() and log.stat().st_size and chance.random() < 0.5:
        return f"log: {_in_the_log(log, chance)}"
    return chance.choice(kinds)(data / DATABASE_NAME, chance)


def damage_copies(data: Path, chance: Random) -> None:
    """Change some bytes of the second copies, and cut a little off."""
    for path in (data / "copies").iterdir():
        content = bytearray(path.read_bytes())
        for _ in range(3):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content[: len(content) - chance.randrange(200)])


def _flip(path: Path, chance: Random) -> str:
    content = bytearray(path.read_bytes())
    place = chance.randrange(len(content))
    content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    return f"bit flipped at {place}"


def _burst(path: Path, chance: Random) -> str:
    content = bytearray(path.read_bytes())
    place, size = chance.randrange(len(content)), chance.choice((8, 64, 512))
    content[place : place + size] = chance.randbytes(len(content[place : place + size]))
    path.write_bytes(content)
    return f"{size} bytes of noise at {place}"


def _zero_page(path: Path, chance: Random) -> str:
    content = bytearray(path.read_bytes())
    page = chance.randrange(len(content) // PAGE)
    content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    path.write_bytes(content)
    return f"page {page + 1} zeroed"


def _swap_pages(path: Path, chance: Random) -> str:
    content = path.read_bytes()
    pages = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
    one, other = chance.sample(range(len(pages)), 2)
    pages[one], pages[other] = pages[other], pages[one]
    path.write_bytes(b"".join(pages))
    return f"pages {one + 1} and {other + 1} swapped"


def _cut(path: Path, chance: Random) -> str:
    content = path.read_bytes()
    size = len(content) - chance.choice((1, PAGE, PAGE * 2, PAGE * 20, len(content) // 2))
    path.write_bytes(content[:size])
    return f"cut to {size}"


def _garbage_behind(path: Path, chance: Random) -> str:
    with path.open("ab") as file:
        file.write(chance.randbytes(chance.choice((1, 100, PAGE))))
    return "garbage behind"


def _header(path: Path, chance: Random) -> str:
    content = bytearray(path.read_bytes())
    place = chance.randrange(100)
    content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    return f"header changed at {place}"


def _nothing(path: Path, _: Random) -> str:
    path.write_bytes(b"")
    return "empty"


def _rubbish(path: Path, chance: Random) -> str:
    path.write_bytes(chance.randbytes(chance.choice((50, 5000, 100_000))))
    return "rubbish"


def _in_the_log(log: Path, chance: Random) -> str:
    return chance.choice((_flip, _burst, _cut, _nothing))(log, chance)
