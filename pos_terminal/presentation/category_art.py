"""Which icon and tint a category gets: shops name their shelves freely, so words in the name decide."""

from dataclasses import dataclass

from pos_terminal.domain.item import Category


@dataclass(frozen=True, slots=True)
class CategoryArt:
    """A vendored icon and a tint of the tokens."""

    icon: str
    tint: str


_FALLBACK = CategoryArt("category", "home")
_BY_WORD = (
    (("coffee", "tea", "espresso", "hot drink"), CategoryArt("coffee", "coffee")),
    (("baker", "bread", "pastr", "cake", "roll"), CategoryArt("bread", "bakery")),
    (("meal", "sandwich", "lunch", "deli", "pizza", "grill", "soup", "ready"), CategoryArt("soup", "meals")),
    (("fruit", "veg", "fresh", "produce", "salad", "garden", "flower", "plant"), CategoryArt("carrot", "fresh")),
    (("beer", "wine", "spirit", "alcohol", "liquor", "cider"), CategoryArt("beer", "alcohol")),
    (("tobacco", "cigar"), CategoryArt("flame", "alcohol")),
    (("drink", "water", "juice", "soda", "beverage"), CategoryArt("bottle", "drinks")),
    (("sweet", "candy", "chocolate", "confection", "dessert", "ice cream"), CategoryArt("candy", "sweets")),
    (("biscuit", "cookie", "snack", "crisp", "chip", "nut"), CategoryArt("cookie", "bakery")),
    (("dairy", "milk", "cheese", "egg", "yog"), CategoryArt("milk", "drinks")),
    (("meat", "poultry", "butcher", "sausage"), CategoryArt("meat", "meals")),
    (("fish", "seafood"), CategoryArt("fish", "drinks")),
    (("frozen", "freezer"), CategoryArt("snowflake", "drinks")),
    (("baby", "child", "kid", "toy"), CategoryArt("baby-carriage", "sweets")),
    (("pet", "dog", "cat food"), CategoryArt("paw", "coffee")),
    (("health", "pharm", "medic"), CategoryArt("pill", "fresh")),
    (("clean", "laundry", "wash"), CategoryArt("wash", "drinks")),
    (("beauty", "care", "hygiene", "bath", "soap", "personal"), CategoryArt("bath", "sweets")),
    (("pantry", "grocer", "pasta", "rice", "canned", "sauce", "spice", "oil", "cereal", "breakfast", "baking"),
     CategoryArt("bowl", "bakery")),
    (("office", "station", "school", "paper", "magazine", "news", "book"), CategoryArt("pencil", "home")),
    (("gift", "card", "voucher"), CategoryArt("gift-card", "sweets")),
    (("home", "house", "kitchen", "tool", "general"), CategoryArt("home", "home")),
)  # fmt: skip


def category_art(category: Category) -> CategoryArt:
    """The art for a category by the words of its name; a neutral one when none is known."""
    name = category.name.casefold()
    for words, art in _BY_WORD:
        if any(word in name for word in words):
            return art
    return _FALLBACK
