import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from decimal import Decimal
from pathlib import Path

import pytest

from pos_terminal.adapters.files.catalog import catalog_file
from pos_terminal.adapters.files.employees import EmployeeFile
from pos_terminal.adapters.sqlite.catalog import SqliteCatalog
from pos_terminal.adapters.sqlite.catalog_stage import SqliteCatalogStage
from pos_terminal.adapters.sqlite.migrations import SCHEMA_FOLDER
from pos_terminal.application.syncing import CatalogSync, Fault, SyncProgress, SyncResult
from pos_terminal.bundle import bundled
from pos_terminal.domain.gtin import check_digit, verifier_digit
from pos_terminal.domain.measured_label import LABELS_BY_COUNTRY, Measure, MeasureKind
from pos_terminal.domain.money import Currency
from pos_terminal.domain.scan import read_scan
from pos_terminal.domain.staff import Role

USD = Currency.of("USD")
STORE = bundled("resources", "store", "catalog.json")
PRODUCTS = Path(__file__).parents[2] / "data" / "products_sample.csv"
TINTED = {"coffee", "bakery", "fresh", "meals", "drinks", "sweets", "alcohol", "home"}


class NoLock:
    """Implements WriteLock for one thread."""

    def sale(self) -> AbstractContextManager[None]:
        return nullcontext()

    def background(self) -> AbstractContextManager[None]:
        return nullcontext()


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(tmp_path / "terminal.db", isolation_level=None)
    for script in ("0002_catalog.sql", "0019_catalog_before.sql"):
        connection.executescript((SCHEMA_FOLDER / script).read_text("utf-8"))
    yield connection
    connection.close()


@pytest.fixture
def catalog(connection: sqlite3.Connection) -> SqliteCatalog:
    return SqliteCatalog(connection, USD, prices_include_tax=False)


def nothing(_: SyncProgress) -> None:
    pass


def no_pause() -> None:
    pass


def bring_in(connection: sqlite3.Connection, path: Path) -> SyncResult:
    stage = SqliteCatalogStage(connection, NoLock(), USD)
    return CatalogSync(stage, nothing, no_pause).import_file(catalog_file(path, USD))


def test_the_sample_store_is_sound_and_shows_what_a_store_has(
    connection: sqlite3.Connection, catalog: SqliteCatalog
) -> None:
    result = bring_in(connection, STORE)
    assert [str(fault) for fault in result.faults] == []
    items = catalog.items_in(None, 0, 1000)
    assert len(items) >= 300
    assert items[0].name == "Flat white"
    assert sum(bool(item.barcodes) for item in items) >= 150
    assert sum(item.is_weighed for item in items) >= 20
    assert {item.minimum_age for item in items} == {None, 18, 21}
    assert any(item.open_price for item in items)
    assert any(item.sale_hours for item in items)
    assert any(item.max_per_sale for item in items)
    assert all(item.category_id for item in items)


def test_the_sample_store_has_the_categories_that_the_design_tints(
    connection: sqlite3.Connection, catalog: SqliteCatalog
) -> None:
    bring_in(connection, STORE)
    top = [category.category_id for category in catalog.categories()]
    assert len(top) >= 10
    assert set(top) >= TINTED
    assert {item.category_id for item in catalog.items_in(None, 0, 1000)} == set(top)


def test_every_picture_of_the_sample_store_is_bundled() -> None:
    items = json.loads(STORE.read_text("utf-8"))["items"]
    wanted = {item["image"] for item in items if "image" in item}
    there = {path.stem for path in bundled("resources", "icons", "products").glob("*.svg")}
    assert wanted - there == set()


def test_a_coffee_of_the_sample_store_is_asked_for_its_milk(
    connection: sqlite3.Connection, catalog: SqliteCatalog
) -> None:
    bring_in(connection, STORE)
    flat_white = catalog.search("flat wh")[0]
    milk = flat_white.modifier_groups[0]
    assert (milk.name, milk.minimum, milk.maximum) == ("Milk", 1, 1)
    offered = {modifier.item_id: modifier for modifier in catalog.modifiers_of(flat_white.item_id)}
    assert set(milk.item_ids) <= offered.keys()
    assert str(offered["mod-oat-milk"].price) == "0.80"


def test_a_scale_label_of_the_sample_store_s_counter_is_read(
    connection: sqlite3.Connection, catalog: SqliteCatalog
) -> None:
    bring_in(connection, STORE)
    payload = f"0271002{verifier_digit('1245')}1245"
    reading = read_scan(f"{payload}{check_digit(payload)}", LABELS_BY_COUNTRY["US"])
    found = next((item.name, measure) for code, measure in reading.lookups() if (item := catalog.find(code)))
    assert found == ("Salmon fillet", Measure(MeasureKind.PRICE, Decimal("12.45")))


def test_the_sample_store_has_people_of_every_role() -> None:
    entries = list(EmployeeFile(bundled("resources", "store", "employees.json")).entries())
    people = [entry.employee for entry in entries if not isinstance(entry, Fault)]
    assert len(people) == len(entries)
    assert {person.role for person in people} == set(Role)
    assert "SYSTEM" in {person.employee_id for person in people}


def test_real_products_are_brought_in_and_found_by_every_form_of_their_barcode(
    connection: sqlite3.Connection, catalog: SqliteCatalog
) -> None:
    with PRODUCTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    result = bring_in(connection, PRODUCTS)
    assert (result.read, result.changes.added, result.faults) == (200, 200, ())
    for row in rows:
        for code in (row["barcodes"], row["barcodes"].zfill(14)):
            found = catalog.find(code)
            assert found is not None
            assert (found.name, str(found.price)) == (row["name"], row["price"])


def test_every_real_product_is_found_by_its_name_in_any_script(
    connection: sqlite3.Connection, catalog: SqliteCatalog
) -> None:
    bring_in(connection, PRODUCTS)
    for item in catalog.items_in(None, 0, 200):
        named_so = {each.item_id for each in catalog.search(item.name, limit=200)}
        assert item.item_id in named_so, item.name
