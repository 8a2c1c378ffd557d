"""The steps of sales come through damage: what can be gone through again is the sale as it was, or is not there."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite.quarantine import leave_mark
from pos_terminal.app.premises import DATABASE_NAME
from pos_terminal.app.replayexport import export_sale
from pos_terminal.app.replaying import replay
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.domain.errors import BadArgument
from pos_terminal.settings import Settings, read_settings
from tests.cli.till import CASHIER, PIN, Till

LATTE, PAGE, SALES = "4006381333931", 4096, 3
MANY = 16
"""Steps enough for several rows of them."""


@pytest.fixture(scope="module")
def day(stocked_till: Till, tmp_path_factory: pytest.TempPathFactory) -> Till:
    """Three sales of many steps, and one that is open."""
    till = stocked_till.copied_to(tmp_path_factory.mktemp("day") / "till")
    with opened_terminal(read_settings(till.config, {})) as terminal:
        signed_on(terminal)
        for _ in range(SALES):
            rung_up(terminal)
            terminal.checkout.tender("Cash")
            terminal.checkout.complete()
        rung_up(terminal)
    return till


@pytest.fixture
def sold(day: Till, tmp_path: Path) -> Settings:
    """The till after them."""
    return read_settings(day.copied_to(tmp_path / "sold").config, {})


def signed_on(terminal: Terminal) -> None:
    terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())


def rung_up(terminal: Terminal) -> None:
    terminal.selling.scan(LATTE)
    for number in range(MANY):
        terminal.sales_side.adjusting.set_note("1", f"Step {number:02} of this sale{', and so on' * 7}")


def database(settings: Settings) -> Path:
    return settings.data_dir / DATABASE_NAME


def ended(settings: Settings) -> list[str]:
    with closing(sqlite3.connect(database(settings))) as connection:
        return [number for (number,) in connection.execute("SELECT transaction_id FROM pos_transaction ORDER BY 1")]


def rows_of(settings: Settings, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database(settings))) as connection:
        return connection.execute(query).fetchall()


def lives(settings: Settings, folder: Path) -> dict[str, list[str]]:
    """What does not come out as it was of each sale that can be gone through again."""
    found = {}
    for number in ended(settings):
        path = folder / f"{number}.json"
        try:
            export_sale(settings, number, path, replaces=True)
        except BadArgument:
            continue
        found[number] = [fault for step in replay(path).steps for fault in step.wrong]
    return found


def test_every_step_and_the_rules_of_then_are_in_the_recovered_database(sold: Settings, tmp_path: Path) -> None:
    kept = rows_of(sold, "SELECT * FROM sale_steps ORDER BY 1, 2"), rows_of(sold, "SELECT * FROM sale_rules")
    leave_mark(database(sold), "a test")
    with opened_terminal(sold) as terminal:
        assert terminal.salvaged is not None
        signed_on(terminal)
        assert rows_of(sold, "SELECT * FROM sale_steps ORDER BY 1, 2") == kept[0]
        assert rows_of(sold, "SELECT * FROM sale_rules") == kept[1]
        terminal.checkout.tender("Cash")
        terminal.checkout.complete()

    found = lives(sold, tmp_path)
    assert len(found) == SALES + 1
    assert not any(found.values())


def test_of_a_row_that_is_damaged_or_lost_its_sale_alone_has_no_steps_any_more(sold: Settings, tmp_path: Path) -> None:
    first, second, _ = ended(sold)
    with closing(sqlite3.connect(database(sold))) as connection, connection:
        for guard in ("sale_steps_never_change", "sale_steps_stay"):
            connection.execute(f"DROP TRIGGER {guard}")
        connection.execute("DELETE FROM sale_steps WHERE transaction_id = ? AND part = 0", (first,))
        cut = "UPDATE sale_steps SET steps = SUBSTR(steps, 9) WHERE transaction_id = ? AND part = 1"
        assert connection.execute(cut, (second,)).rowcount == 1
    leave_mark(database(sold), "a test")
    with opened_terminal(sold) as terminal:
        assert terminal.salvaged is not None

    found = lives(sold, tmp_path)
    assert {*ended(sold)} - {*found} == {first, second}
    assert not any(found.values())


def test_of_pages_that_cannot_be_read_no_sale_keeps_steps_without_those_before(sold: Settings, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database(sold))) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    content = database(sold).read_bytes()
    place = content.index(b"Step 08 of this sale", len(content) // 2) // PAGE * PAGE
    database(sold).write_bytes(content[:place] + bytes(PAGE) + content[place + PAGE :])

    with opened_terminal(sold) as terminal:
        assert terminal.salvaged is not None
        assert terminal.salvaged.lost == 0
        for _, parts, most in rows_of(sold, "SELECT transaction_id, COUNT(*), MAX(part) FROM sale_steps GROUP BY 1"):
            assert parts == int(str(most)) + 1

    found = lives(sold, tmp_path)
    assert 0 < len(found) <= SALES
