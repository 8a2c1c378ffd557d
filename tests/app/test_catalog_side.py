"""A till that sells takes the catalog of a watched folder: between two sales, whole, or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic

from pos_terminal.app.catalog_side import STALE, CatalogSide
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.application.catalogsources import Outcome
from pos_terminal.application.ports import Clock
from pos_terminal.domain.money import Money
from tests.app.test_paper_and_drawer import settings
from tests.application.fakes import FakeClock
from tests.cli.till import CASHIER, PIN, Till

HEADER = "item_id,name,price\n"


def until(holds: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    ends = monotonic() + 30
    while not holds():
        assert monotonic() < ends
        Event().wait(0.01)


@contextmanager
def watching(till: Till, clock: Clock | None = None, **said: object) -> Iterator[tuple[Terminal, CatalogSide, Path]]:
    """A terminal that somebody sells at, whose catalog comes from a folder."""
    folder = till.folder / "coming"
    folder.mkdir()
    till.change("catalog", sources=[str(folder)], **said)
    with opened_terminal(settings(till), clock=clock) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        terminal.tilling.open_shift(Money.of("100.00", terminal.settings.currency))
        side = CatalogSide(terminal)
        try:
            yield terminal, side, folder
        finally:
            side.close()


def test_a_new_catalog_waits_for_the_open_sale_whose_prices_stay(till: Till) -> None:
    with watching(till) as (terminal, side, folder):
        before = terminal.selling.add_item("latte").unit_price
        (folder / "new.csv").write_text(f"{HEADER}latte,Latte,9.00\ntea,Tea,2.00\n")
        side.start()
        until(lambda: side.standing.doing == "waiting")
        assert terminal.selling.add_item("latte").unit_price == before
        terminal.checkout.void("The guest left")
        until(lambda: [each.outcome for each in side.standing.sources] == [Outcome.LIVE])
        line = terminal.selling.add_item("latte")
        assert str(line.unit_price.amount) == "9.00"
        assert side.standing.log[0].said.startswith("0 added, 2 changed, ")


def test_a_catalog_with_faults_is_left_and_named_and_a_better_one_is_taken(till: Till) -> None:
    with watching(till, go_live="asked") as (terminal, side, folder):
        prices = ['"1.234,50"' if number % 100 == 0 else "1.00" for number in range(1000)]
        broken = "".join(f"i{number},Item {number},{price}\n" for number, price in enumerate(prices))
        (folder / "c.csv").write_text(HEADER + broken + "i1,Twice,1.00\n")
        side.look()
        until(lambda: side.standing.fault_count == 11)
        faults = [str(each) for each in side.standing.faults]
        assert faults[0].startswith("line 2, price: '1.234,50' is not an amount: digits and one point are wanted")
        assert faults[-1] == "line 1002, item_id: i1 is on line 3 already"
        assert terminal.selling.add_item("latte").item_id == "latte"
        terminal.checkout.void("A test")
        (folder / "c.csv").write_text(f"{HEADER}tea,Tea,2.00\n")
        side.look()
        until(lambda: side.standing.waiting is not None)
        side.go_live()
        until(lambda: side.standing.sources[0].outcome is Outcome.LIVE)
        assert terminal.selling.add_item("tea").item_id == "tea"


def test_closing_gives_an_import_up_and_leaves_the_catalog_and_nothing_else(till: Till) -> None:
    with watching(till) as (terminal, side, folder):
        terminal.selling.add_item("latte")
        (folder / "new.csv").write_text(f"{HEADER}tea,Tea,2.00\n")
        side.start()
        until(lambda: side.standing.doing == "waiting")
        side.close()
        assert terminal.selling.add_item("latte").item_id == "latte"
        assert list(terminal.settings.data_dir.glob("*.part")) == []


def test_all_at_the_till_are_told_when_no_source_had_a_sound_catalog_for_too_long(till: Till) -> None:
    clock = FakeClock()
    with watching(till, clock, stale_hours=1) as (terminal, side, folder):
        (folder / "new.csv").write_text(f"{HEADER}tea,Tea,2.00\n")
        side.start()
        until(lambda: [each.outcome for each in side.standing.sources] == [Outcome.LIVE])
        assert [each.words for each in terminal.notices() if each.words == STALE] == []
        clock.forward(2 * 3600)
        (folder / "new.csv").unlink()
        side.look()
        until(lambda: any(each.words == STALE for each in terminal.notices()))
