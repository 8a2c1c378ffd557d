from dataclasses import replace

from pos_terminal.domain.item import Category, Item
from pos_terminal.presentation.browsing import TOP, Browsing
from pos_terminal.presentation.category_art import category_art
from tests.application.desk_of import Shop
from tests.presentation.sale_desk import category, named


def shop_of(count: int) -> Shop:
    shop = Shop().signed_on()
    shop.catalog.items = {f"i{n}": named(f"i{n}", f"Item {n}") for n in range(count)}
    return shop


def names(browsing: Browsing) -> list[str]:
    return [tile.name for tile in browsing.page(()).tiles]


def test_a_page_holds_as_many_as_fit_and_knows_whether_more_follow() -> None:
    browsing = Browsing(shop_of(7).selling)
    browsing.fit(3)
    assert names(browsing) == ["Item 0", "Item 1", "Item 2"]
    browsing.turn(1)
    browsing.turn(1)
    page = browsing.page(())
    assert [tile.name for tile in page.tiles] == ["Item 6"]
    assert (page.page, page.has_more) == (2, False)
    browsing.turn(1)
    assert browsing.page(()).page == 2
    for _ in range(4):
        browsing.turn(-1)
    assert browsing.page(()).page == 0


def test_a_narrower_grid_keeps_what_was_in_view() -> None:
    browsing = Browsing(shop_of(40).selling)
    browsing.fit(10)
    browsing.turn(1)
    assert names(browsing)[0] == "Item 10"
    browsing.fit(5)
    assert names(browsing)[0] == "Item 10"


def test_the_catalog_is_asked_only_when_what_is_looked_for_changes() -> None:
    shop = shop_of(7)
    browsing = Browsing(shop.selling)
    browsing.fit(3)
    first = browsing.page(())
    shop.catalog.items.clear()
    assert browsing.page(()) == first
    assert browsing.page(()).tiles[0] is first.tiles[0]


def test_another_catalog_in_force_is_looked_at_anew_from_its_first_page() -> None:
    shop = shop_of(7)
    shop.catalog.categories = lambda: [category("D", "Drinks")]  # type: ignore[method-assign]  # the fake has none
    browsing = Browsing(shop.selling)
    browsing.fit(3)
    browsing.renew()
    browsing.choose("D")
    browsing.turn(1)
    assert (names(browsing)[0], browsing.renew()) == ("Item 3", False)
    shop.catalog.items = {"i9": named("i9", "Item 9")}
    shop.catalog.categories = list  # type: ignore[method-assign]
    shop.catalog.in_force += 1
    assert (browsing.renew(), names(browsing)) == (True, ["Item 9"])
    assert [(chip.key, chip.is_chosen) for chip in browsing.chips] == [(TOP, True)]


def test_a_category_is_remembered_through_a_search() -> None:
    shop = shop_of(3)
    drinks = category("D", "Drinks", "D1")

    def categories() -> list[Category]:
        return [drinks]

    def items_in(category_id: str | None, offset: int, limit: int) -> list[Item]:
        found = [item for item in shop.catalog.items.values() if category_id in {None, item.category_id}]
        return found[offset : offset + limit]

    shop.catalog.categories = categories  # type: ignore[method-assign]  # the fake has none of its own
    shop.catalog.items_in = items_in  # type: ignore[method-assign]
    shop.put(replace(named("cola", "Cola"), category_id="D"))
    browsing = Browsing(shop.selling)
    browsing.fit(10)
    assert [(chip.key, chip.is_chosen) for chip in browsing.chips] == [(TOP, True), ("D", False)]
    browsing.choose("D")
    assert names(browsing) == ["Cola"]
    assert browsing.page(()).tiles[0].tint == "drinks"
    browsing.search("item")
    assert names(browsing) == ["Item 0", "Item 1", "Item 2"]
    assert not any(chip.is_chosen for chip in browsing.chips)
    browsing.search("")
    assert names(browsing) == ["Cola"]


def test_words_that_find_nothing_are_told() -> None:
    browsing = Browsing(shop_of(3).selling)
    browsing.fit(10)
    browsing.search("unicorn")
    assert browsing.page(()).empty_text == "Nothing is called “unicorn”."


def test_shelves_get_their_art_by_the_words_of_their_names() -> None:
    assert category_art(category("1", "Coffee & tea")).icon == "coffee"
    assert category_art(category("2", "Fresh produce")).tint == "fresh"
    assert category_art(category("3", "日用品")).icon == "category"
