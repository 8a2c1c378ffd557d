import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite import catalog as statements
from pos_terminal.adapters.sqlite.catalog import CatalogCurrencyDiffers, SqliteCatalog
from pos_terminal.adapters.sqlite.catalog_before import put_back
from pos_terminal.adapters.sqlite.catalog_publish import CLEAR
from pos_terminal.adapters.sqlite.catalog_stage import SqliteCatalogStage
from pos_terminal.adapters.sqlite.migrations import SCHEMA_FOLDER
from pos_terminal.application.syncing import (
    CatalogEntry,
    CatalogSync,
    CategoryEntry,
    Changes,
    Fault,
    ItemEntry,
    SyncProgress,
    SyncResult,
    TaxEntry,
)
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.item import Item, ModifierGroup, Unit
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.sale_hours import SaleHours
from pos_terminal.domain.tax import Tax

USD = Currency.of("USD")
SCHEMA = "".join((SCHEMA_FOLDER / name).read_text("utf-8") for name in ("0002_catalog.sql", "0019_catalog_before.sql"))


class NoLock:
    """Implements WriteLock for one thread."""

    def sale(self) -> AbstractContextManager[None]:
        return nullcontext()

    def background(self) -> AbstractContextManager[None]:
        return nullcontext()


class Listed:
    """A catalog source of entries at hand."""

    def __init__(self, *entries: CatalogEntry | Fault, has_taxes: bool = True) -> None:
        self.has_taxes = has_taxes
        self._entries = entries

    def entries(self) -> Iterator[CatalogEntry | Fault]:
        yield from self._entries


class PowerCut(Exception):
    pass


def item(item_id: str, name: str = "Thing", **more: object) -> Item:
    return replace(Item(item_id, name, Money(250, USD)), **more)  # type: ignore[arg-type] # fields by name


def entries(*items: Item, tax_codes: tuple[str, ...] = ()) -> list[ItemEntry]:
    return [ItemEntry(line, each, tax_codes) for line, each in enumerate(items, 1)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "terminal.db"
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(SCHEMA)
    connection.close()
    return file


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


@pytest.fixture
def catalog(connection: sqlite3.Connection) -> SqliteCatalog:
    return SqliteCatalog(connection, USD, prices_include_tax=False)


def nothing(_: SyncProgress) -> None:
    pass


def no_pause() -> None:
    pass


def bring_in(connection: sqlite3.Connection, *brought: CatalogEntry | Fault, has_taxes: bool = True) -> SyncResult:
    stage = SqliteCatalogStage(connection, NoLock(), USD)
    return CatalogSync(stage, nothing, no_pause).import_file(Listed(*brought, has_taxes=has_taxes))


def ids(items: Sequence[Item]) -> list[str]:
    return [each.item_id for each in items]


def test_an_item_comes_back_as_it_was_brought(connection: sqlite3.Connection, catalog: SqliteCatalog) -> None:
    oat = item("M1", "Oat milk", is_modifier=True, modifies_item_ids=("C1",))
    coffee = Item(
        item_id="C1",
        name="Flat white",
        price=Money(380, USD),
        sku="FW",
        description="Two shots",
        barcodes=("4006381333931", "OWN-1"),
        plu="77",
        unit=Unit.KG,
        image="hot-beverage",
        open_price=True,
        minimum_age=18,
        max_per_sale=Decimal("2.5"),
        modifier_groups=(ModifierGroup("Milk", ("M1",), 1, 1, ("M1",)),),
        sale_hours=(SaleHours.parse("mon-sat 08:00-22:00"),),
        recalled_lots=("AB12", "AB|13"),
    )
    tax = TaxEntry(1, "STD", "Sales tax", Decimal("0.0825"))
    shelf = CategoryEntry(2, "coffee", "Coffee", item_ids=("C1",))

    phone = item("P1", "Phone", serialised=True)
    bring_in(connection, tax, shelf, ItemEntry(3, coffee, ("STD",)), ItemEntry(4, oat), ItemEntry(5, phone))

    taxes = (Tax("STD", "Sales tax", Decimal("0.0825")),)
    assert catalog.item("C1") == replace(coffee, taxes=taxes, category_id="coffee")
    assert catalog.item("M1") == oat
    assert catalog.item("P1") == phone
    assert catalog.item("C2") is None


@pytest.mark.parametrize("code", ["036000291452", "0036000291452", "00036000291452", "OWN-1", "FW", "77", "C1"])
def test_an_item_is_found_by_each_of_its_codes(
    connection: sqlite3.Connection, catalog: SqliteCatalog, code: str
) -> None:
    coffee = item("C1", sku="FW", plu="77", barcodes=("0036000291452", "OWN-1"))
    bring_in(connection, *entries(coffee, item("C2")))
    found = catalog.find(code)
    assert found is not None
    assert found.item_id == "C1"


@pytest.mark.parametrize("code", ["", "036000291453", "fw", "C", "%", "'", "\0", "\ud800", "4006381333931"])
def test_what_is_no_code_of_an_item_finds_nothing(
    connection: sqlite3.Connection, catalog: SqliteCatalog, code: str
) -> None:
    bring_in(connection, *entries(item("C1", sku="FW", barcodes=("036000291452",))))
    assert catalog.find(code) is None


def test_a_code_that_means_several_things_is_first_a_barcode_then_a_sku_then_a_plu(
    connection: sqlite3.Connection, catalog: SqliteCatalog
) -> None:
    bring_in(connection, *entries(item("77"), item("B", plu="77"), item("C", sku="77"), item("D", barcodes=("77",))))
    found = catalog.find("77")
    assert found is not None
    assert found.item_id == "D"


def test_an_item_off_sale_is_neither_found_nor_listed_but_known_by_id(
    connection: sqlite3.Connection, catalog: SqliteCatalog
) -> None:
    old = item("OLD", "Old lamp", active=False, barcodes=("036000291452",))
    bring_in(connection, *entries(old, item("NEW", "New lamp", barcodes=("036000291452",))))
    found = catalog.find("036000291452")
    assert found is not None
    assert found.item_id == "NEW"
    assert catalog.item("OLD") == old
    assert ids(catalog.search("lamp")) == ["NEW"]
    assert ids(catalog.items_in(None, 0, 9)) == ["NEW"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cr", ["1", "2", "3"]),
        ("CRÈME", ["2", "3"]),
        ("bru creme", ["2"]),
        ("strasse", ["4"]),
        ("牛乳", ["5"]),
        ("乳", ["5"]),
        ("гре", ["6"]),
        ("حلي", ["7"]),
        ("smorre", ["8"]),
        ('cr" OR folded:', []),
        ("NOT", ["9"]),
        ("*", []),
        ("", []),
        ("zz", []),
        ("\ud800", []),
        ("s4", ["4"]),
        ("S4", ["4"]),
    ],
)
def test_a_search_finds_words_that_begin_so_in_any_script_most_popular_first(
    connection: sqlite3.Connection, catalog: SqliteCatalog, typed: str, expected: list[str]
) -> None:
    names = [
        "Croissant",
        "Crème brûlée",
        "Creme fraiche",
        "Straße 4",
        "特選牛乳",
        "Гречка",
        "حليب",
        "Smørrebrød",
        "Not nut",
    ]
    bring_in(connection, *entries(*(item(str(at), name, sku=f"S{at}") for at, name in enumerate(names, 1))))
    assert ids(catalog.search(typed)) == expected


def test_the_item_whose_code_was_typed_comes_before_those_named_so(
    connection: sqlite3.Connection, catalog: SqliteCatalog
) -> None:
    bring_in(connection, *entries(item("1", "7 up"), item("2", "7 seas"), item("3", "Bananas", plu="7")))
    assert ids(catalog.search("7")) == ["3", "1", "2"]
    assert ids(catalog.search("7", limit=2)) == ["3", "1"]


def test_modifiers_are_offered_for_their_items_and_never_listed_alone(
    connection: sqlite3.Connection, catalog: SqliteCatalog
) -> None:
    milk = ModifierGroup("Milk", ("OAT",))
    bring_in(
        connection,
        *entries(
            item("COFFEE", "Coffee", modifier_groups=(milk,)),
            item("TEA", "Tea"),
            item("OAT", "Oat milk", is_modifier=True),
            item("SHOT", "Extra shot", is_modifier=True, modifies_item_ids=("COFFEE",)),
            item("WRAP", "Gift wrap", is_modifier=True),
        ),
    )
    assert ids(catalog.modifiers_of("COFFEE")) == ["OAT", "SHOT", "WRAP"]
    assert ids(catalog.modifiers_of("TEA")) == ["WRAP"]
    assert catalog.search("oat") == []
    assert ids(catalog.items_in(None, 0, 9)) == ["COFFEE", "TEA"]


def test_a_category_holds_its_items_and_those_below_it_page_by_page(
    connection: sqlite3.Connection, catalog: SqliteCatalog
) -> None:
    bring_in(
        connection,
        CategoryEntry(1, "drinks", "Drinks", None, ("not-there", "hot"), ("COLA",)),
        CategoryEntry(2, "hot", "Hot", item_ids=("TEA", "COFFEE")),
        CategoryEntry(3, "food", "Food", item_ids=("TEA",)),
        *entries(item("COFFEE"), item("COLA"), item("TEA")),
    )
    assert [(each.category_id, each.category_ids) for each in catalog.categories()] == [
        ("drinks", ("hot",)),
        ("food", ()),
    ]
    assert [each.parent_id for each in catalog.all_categories()] == [None, "drinks", None]
    assert ids(catalog.items_in("drinks", 0, 2)) == ["COFFEE", "COLA"]
    assert ids(catalog.items_in("drinks", 2, 2)) == ["TEA"]
    assert ids(catalog.items_in("hot", 0, 9)) == ["COFFEE", "TEA"]
    assert ids(catalog.items_in("food", 0, 9)) == ["TEA"]
    assert catalog.items_in("none", 0, 9) == []


def test_category_paths_make_the_categories_on_them(connection: sqlite3.Connection, catalog: SqliteCatalog) -> None:
    bring_in(
        connection,
        ItemEntry(2, item("1"), (), ("Drinks", "Hot")),
        ItemEntry(3, item("2"), (), ("Drinks",)),
        has_taxes=False,
    )
    (drinks,) = catalog.categories()
    assert (drinks.name, drinks.category_ids) == ("Drinks", ("Drinks/Hot",))
    assert ids(catalog.items_in("Drinks", 0, 9)) == ["1", "2"]
    assert ids(catalog.items_in("Drinks/Hot", 0, 9)) == ["1"]


def test_an_import_says_what_it_added_changed_and_retired(connection: sqlite3.Connection) -> None:
    first = bring_in(connection, *entries(item("1"), item("2"), item("3")))
    second = bring_in(connection, *entries(item("1"), item("2", price=Money(1, USD)), item("4"), item("5")))
    assert first.changes == Changes(added=3)
    assert second.changes == Changes(added=2, changed=1, retired=1)


def test_after_an_import_another_connection_sells_from_the_new_catalog(
    connection: sqlite3.Connection, path: Path
) -> None:
    desk = sqlite3.connect(path, isolation_level=None)
    catalog = SqliteCatalog(desk, USD, prices_include_tax=True)
    tax = TaxEntry(1, "T", "Tax", Decimal("0.1"))
    bring_in(connection, tax, *entries(item("1", "Old name", sku="A"), tax_codes=("T",)))
    assert [each.taxes[0].rate for each in catalog.search("old")] == [Decimal("0.1")]
    bring_in(connection, replace(tax, rate=Decimal("0.2")), *entries(item("1", "New name", sku="B"), tax_codes=("T",)))
    assert catalog.search("old") == []
    assert catalog.find("A") is None
    (found,) = catalog.search("new")
    assert (found.sku, found.taxes) == ("B", (Tax("T", "Tax", Decimal("0.2"), included=True),))
    desk.close()


def test_rows_without_taxes_of_their_own_keep_those_in_force(
    connection: sqlite3.Connection, catalog: SqliteCatalog
) -> None:
    bring_in(connection, TaxEntry(1, "T", "Tax", Decimal("0.1"), included=True), *entries(item("1")))
    result = bring_in(connection, *entries(item("2"), tax_codes=("T",)), has_taxes=False)
    assert result.is_done
    found = catalog.item("2")
    assert found is not None
    assert found.taxes == (Tax("T", "Tax", Decimal("0.1"), included=True),)


GOOD = entries(item("1", "Good", sku="S1", plu="1", barcodes=("036000291452",)))


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        ([ItemEntry(7, item("1"))], "line 7, item_id: 1 is on line 1 already"),
        ([ItemEntry(7, item("2", sku="S1"))], "line 7, sku: S1 is on line 1 already"),
        ([ItemEntry(7, item("2", plu="1"))], "line 7, plu: 1 is on line 1 already"),
        (
            [ItemEntry(7, item("2", barcodes=("0036000291452",)))],
            "line 7, barcodes: 00036000291452 is on line 1 already",
        ),
        ([ItemEntry(7, item("2"), ("X",))], "line 7, tax_codes: there is no tax X"),
        (
            [ItemEntry(7, item("2", is_modifier=True, modifies_item_ids=("9",)))],
            "line 7, modifies_item_ids: there is no item 9",
        ),
        (
            [ItemEntry(7, item("2", modifier_groups=(ModifierGroup("G", ("9",)),)))],
            "line 7, modifier_groups: there is no item 9",
        ),
        (
            [ItemEntry(7, item("2", modifier_groups=(ModifierGroup("G", ("1",)),)))],
            "line 7, modifier_groups: 1 is no modifier (is_modifier true is missing)",
        ),
        ([CategoryEntry(7, "C", "C", item_ids=("9",))], "line 7, item_ids: there is no item 9"),
        ([CategoryEntry(7, "C", "C"), CategoryEntry(8, "C", "D")], "line 8, category_id: C is on line 7 already"),
        (
            [CategoryEntry(7, "C", "C", category_ids=("D",)), CategoryEntry(8, "D", "D", category_ids=("C",))],
            "line 8, category_ids: the category C is below itself, by way of D",
        ),
        (
            [TaxEntry(7, "T", "T", Decimal(0)), TaxEntry(8, "T", "T", Decimal(1))],
            "line 8, tax_code: T is on line 7 already",
        ),
        ([Fault(7, "price", "this must be given")], "line 7, price: this must be given"),
    ],
)
def test_one_fault_stops_the_whole_import_and_the_catalog_in_force_stays(
    connection: sqlite3.Connection, catalog: SqliteCatalog, bad: list[CatalogEntry | Fault], expected: str
) -> None:
    bring_in(connection, *entries(item("OLD", "Old")))
    result = bring_in(connection, *GOOD, *bad, ItemEntry(99, item("LAST")))
    assert [str(fault) for fault in result.faults] == [expected]
    assert (result.fault_count, result.is_done, result.changes) == (1, False, Changes())
    assert ids(catalog.items_in(None, 0, 9)) == ["OLD"]


def test_every_fault_is_counted_and_the_first_two_hundred_are_listed(connection: sqlite3.Connection) -> None:
    result = bring_in(connection, *(ItemEntry(line, item("SAME")) for line in range(1, 502)))
    assert result.fault_count == 500
    assert len(result.faults) == 200
    assert str(result.faults[0]) == "line 2, item_id: SAME is on line 1 already"


def test_a_file_that_broke_off_is_not_blamed_for_what_was_not_read(connection: sqlite3.Connection) -> None:
    broken = Fault(9, None, "this is not JSON", ends_reading=True)
    result = bring_in(connection, CategoryEntry(1, "C", "C", item_ids=("1",)), broken)
    assert result.faults == (broken,)


def test_a_check_changes_nothing(connection: sqlite3.Connection, catalog: SqliteCatalog) -> None:
    stage = SqliteCatalogStage(connection, NoLock(), USD)
    result, difference = CatalogSync(stage, nothing, no_pause).check_file(Listed(*GOOD), Decimal(50))
    assert result.is_done
    assert result.changes.added == difference.added == result.read
    assert catalog.items_in(None, 0, 9) == []


def test_a_check_says_what_an_import_would_change(connection: sqlite3.Connection) -> None:
    bring_in(connection, *entries(item("same"), item("dear"), item("name", "Old"), item("gone", "Gone")))
    coming = entries(item("new"), item("name", "New"), item("dear", price=Money(400, USD)), item("same"))
    stage = SqliteCatalogStage(connection, NoLock(), USD)

    result, found = CatalogSync(stage, nothing, no_pause).check_file(Listed(*coming), Decimal(50))

    assert result.changes == Changes(added=1, changed=2, retired=1)
    assert [(each.kind.value, each.item_id, each.line, str(each.oddity)) for each in found.shown] == [
        ("changed", "dear", 3, "60 % more than before"),
        ("added", "new", 1, ""),
        ("changed", "name", 2, ""),
        ("retired", "gone", None, ""),
    ]
    assert (found.shown[0].before, found.shown[0].after) == (Money(250, USD), Money(400, USD))
    assert [each.was for each in found.shown] == ["", "", "Old", ""]
    assert bring_in(connection, *coming).changes == result.changes


def test_a_check_compares_no_prices_of_two_currencies(connection: sqlite3.Connection) -> None:
    bring_in(connection, *entries(item("one")))
    yen = Currency.of("JPY")
    coming = entries(item("one", price=Money(9, yen)))
    stage = SqliteCatalogStage(connection, NoLock(), yen)

    _, found = CatalogSync(stage, nothing, no_pause).check_file(Listed(*coming), Decimal(50))

    assert [(each.before, str(each.oddity)) for each in found.shown] == [(None, "")]


def tables(connection: sqlite3.Connection) -> list[int]:
    names = ("catalog_item", "catalog_code", "catalog_shelf", "catalog_category", "catalog_modifier", "catalog_tax")
    return [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names]  # noqa: S608


def a_catalog(count: int, prefix: str) -> list[CatalogEntry]:
    things: list[CatalogEntry] = [TaxEntry(1, "T", "Tax", Decimal("0.1"))]
    names = [f"{prefix}{at}" for at in range(count)]
    things += [ItemEntry(at, item(name, f"Thing {name}"), ("T",), ("Shelf",)) for at, name in enumerate(names)]
    return [*things, ItemEntry(count, item(f"{prefix}M", is_modifier=True))]


@pytest.mark.parametrize("step", range(0, 33, 2))
def test_a_crash_at_any_step_leaves_the_catalog_in_force_and_the_next_import_clears_up(path: Path, step: int) -> None:
    def report(progress: SyncProgress) -> None:
        if progress.stage not in {"reading", "checking"}:
            steps.append(progress.stage)
        if len(steps) > step:
            raise PowerCut

    steps: list[str] = []
    first = sqlite3.connect(path, isolation_level=None)
    bring_in(first, *a_catalog(600, "Z"))
    whole = tables(first)
    bring_in(first, *a_catalog(600, "A"))
    with pytest.raises(PowerCut):
        CatalogSync(SqliteCatalogStage(first, NoLock(), USD), report, no_pause).import_file(
            Listed(*a_catalog(600, "B"))
        )
    first.close()

    again = sqlite3.connect(path, isolation_level=None)
    catalog = SqliteCatalog(again, USD, prices_include_tax=False)
    assert ids(catalog.search("thing")) == [f"A{at}" for at in range(50)]
    assert ids(catalog.items_in("Shelf", 0, 3)) == ["A0", "A1", "A2"]
    assert len(catalog.items_in(None, 0, 2000)) == 600

    bring_in(again, *a_catalog(600, "C"))
    assert ids(catalog.search("thing", limit=1)) == ["C0"]
    assert tables(again) == [2 * each for each in whole]  # the one before is there, too, and nothing else
    again.close()


def test_the_words_of_a_catalog_that_is_gone_are_gone_too(connection: sqlite3.Connection) -> None:
    for prefix in "ABC":
        bring_in(connection, *a_catalog(20, prefix))
    odd = connection.execute("SELECT count(*) FROM catalog_search_odd_data").fetchone()[0]
    even = connection.execute(
        "SELECT rowid FROM catalog_search_even WHERE catalog_search_even MATCH 'thing'"
    ).fetchall()
    assert odd > 2
    assert {row[0] >> 32 for row in even} == {2}
    odd_rows = connection.execute("SELECT rowid FROM catalog_search_odd WHERE catalog_search_odd MATCH 'thing'")
    assert {row[0] >> 32 for row in odd_rows} == {3}
    connection.execute("INSERT INTO catalog_search_odd (catalog_search_odd) VALUES ('integrity-check')")
    connection.execute("INSERT INTO catalog_search_even (catalog_search_even) VALUES ('integrity-check')")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


class CountingLock:
    """Implements WriteLock; counts the pieces."""

    def __init__(self) -> None:
        self.pieces = 0

    def sale(self) -> AbstractContextManager[None]:
        raise AssertionError("an import is no sale")

    def background(self) -> AbstractContextManager[None]:
        self.pieces += 1
        return nullcontext()


def test_an_import_writes_in_small_pieces_and_pauses_after_each(connection: sqlite3.Connection) -> None:
    lock, pauses, largest = CountingLock(), [0], [0]
    connection.execute("CREATE TEMP TABLE seen (total INTEGER)")

    def report(progress: SyncProgress) -> None:
        if progress.stage == "writing":
            largest.append(connection.execute("SELECT count(*) FROM catalog_item").fetchone()[0])

    def pause() -> None:
        pauses[0] += 1

    CatalogSync(SqliteCatalogStage(connection, lock, USD), report, pause).import_file(Listed(*a_catalog(1200, "A")))
    steps = [after - before for before, after in pairwise(largest)]
    assert max(steps) == 500
    assert pauses[0] == lock.pieces - 1  # the switch itself is no step


def test_a_catalog_in_another_currency_is_refused_with_a_sentence(connection: sqlite3.Connection) -> None:
    bring_in(connection, *entries(item("1", sku="A")))
    elsewhere = SqliteCatalog(connection, Currency.of("JPY"), prices_include_tax=False)
    for ask in (elsewhere.find, elsewhere.item, elsewhere.search):
        with pytest.raises(CatalogCurrencyDiffers, match="priced in USD, this terminal sells in JPY"):
            ask("A")


def test_an_empty_database_has_an_empty_catalog(catalog: SqliteCatalog) -> None:
    assert catalog.find("1") is None
    assert catalog.item("1") is None
    assert catalog.search("thing") == []
    assert catalog.categories() == []
    assert catalog.items_in(None, 0, 9) == []
    assert catalog.items_in("C", 0, 9) == []
    assert catalog.modifiers_of("1") == []


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        (statements.FIND, ("USD", "x")),
        (statements.BY_ID, ("USD", "x")),
        (statements.FIND_TYPED, (1, "a", "b", "c")),
        (statements.SEARCHES[0], ('"a" *', 50)),
        (statements.SEARCHES[1], ('"a" *', 50)),
        (statements.ALL_ITEMS, (1, 2, 50, 0)),
        (statements.SHELF, (1, "x", 50, 0)),
        (statements.MODIFIERS, (1, "x")),
    ],
    ids=["find", "by id", "typed", "even words", "odd words", "all", "shelf", "modifiers"],
)
def test_every_lookup_walks_an_index(
    connection: sqlite3.Connection, statement: str, values: tuple[object, ...]
) -> None:
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    scans = [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
    assert [step for step in scans if step != "SCAN catalog_in_force"] == []  # one row


@pytest.mark.parametrize("statement", [*statements.SEARCHES, statements.ALL_ITEMS, statements.SHELF])
def test_popular_first_needs_no_sorting(connection: sqlite3.Connection, statement: str) -> None:
    values = ["1"] * statement.count("?")
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert not any("TEMP B-TREE" in step for step in plan)


@pytest.mark.parametrize("statement", CLEAR, ids=lambda statement: statement.split()[2])
def test_clearing_a_chunk_reads_no_more_than_the_chunk(connection: sqlite3.Connection, statement: str) -> None:
    values = {"edition": 1, "base": 1, "end": 2, "chunk": 500}
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert "(edition=?)" not in plan[0]  # by its edition alone would be the whole of it


def test_an_old_catalog_of_every_kind_of_row_is_cleared_to_the_last(connection: sqlite3.Connection) -> None:
    milk = ModifierGroup("Milk", ("M",))
    things = [ItemEntry(at, item(f"I{at}", modifier_groups=(milk,)), ("T",), ("Big",)) for at in range(1100)]
    small = [ItemEntry(at, item(f"S{at}"), (), (f"Small {at}", "Deep")) for at in range(30)]
    bring_in(
        connection,
        TaxEntry(1, "T", "Tax", Decimal("0.1")),
        *things,
        *small,
        ItemEntry(9999, item("M", is_modifier=True)),
    )
    for _ in range(2):
        bring_in(connection, ItemEntry(1, item("ONLY"), (), ("Shelf",)))
    assert tables(connection) == [2, 2, 2, 2, 0, 0]


def test_the_catalog_before_can_be_put_back_and_the_newer_one_again(connection: sqlite3.Connection) -> None:
    catalog = SqliteCatalog(connection, USD, prices_include_tax=False)
    for prefix in "AB":
        bring_in(connection, *a_catalog(20, prefix))

    shown, editions = [], [catalog.edition()]
    for _ in range(3):
        put_back(connection, NoLock(), USD)
        shown.append((ids(catalog.search("thing", limit=1)), ids(catalog.items_in("Shelf", 0, 1))))
        editions.append(catalog.edition())
    bring_in(connection, *a_catalog(20, "C"))
    shown.append((ids(catalog.search("thing", limit=1)), ids(catalog.items_in("Shelf", 0, 1))))
    put_back(connection, NoLock(), USD)
    shown.append((ids(catalog.search("thing", limit=1)), ids(catalog.items_in("Shelf", 0, 1))))

    assert shown == [([name], [name]) for name in ("A0", "B0", "A0", "C0", "A0")]
    assert editions == [2, 1, 2, 1]
    assert connection.execute("SELECT edition, previous FROM catalog_in_force").fetchone() == (1, 4)


def test_where_there_is_no_catalog_before_none_is_put_back(connection: sqlite3.Connection) -> None:
    for _ in range(2):
        with pytest.raises(NotAllowedNow, match="no catalog before"):
            put_back(connection, NoLock(), USD)
        bring_in(connection, *a_catalog(2, "A"))


def test_a_catalog_before_in_another_currency_is_not_put_back(connection: sqlite3.Connection) -> None:
    for prefix in "AB":
        bring_in(connection, *a_catalog(2, prefix))

    with pytest.raises(NotAllowedNow, match="before this one is priced in USD, this terminal sells in JPY"):
        put_back(connection, NoLock(), Currency.of("JPY"))

    assert SqliteCatalog(connection, USD, prices_include_tax=False).find("B0")
    put_back(connection, NoLock(), USD)
    assert SqliteCatalog(connection, USD, prices_include_tax=False).find("A0")


def test_an_import_that_is_cut_short_leaves_nothing_to_go_back_to(connection: sqlite3.Connection) -> None:
    def cut(progress: SyncProgress) -> None:
        if progress.stage == "writing":
            raise PowerCut

    for prefix in "AB":
        bring_in(connection, *a_catalog(20, prefix))
    with pytest.raises(PowerCut):
        CatalogSync(SqliteCatalogStage(connection, NoLock(), USD), cut, no_pause).import_file(
            Listed(*a_catalog(20, "C"))
        )

    with pytest.raises(NotAllowedNow):
        put_back(connection, NoLock(), USD)
    assert SqliteCatalog(connection, USD, prices_include_tax=False).find("B0")
