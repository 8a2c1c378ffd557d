"""What the embedded platform of the sample store knows: its own members and offers, and the goods of this store."""

import json
from decimal import Decimal
from importlib import resources
from typing import Any

from pos_terminal import simulator
from pos_terminal.bundle import bundled
from pos_terminal.simulator import Seed

_CATEGORY = ("category_id", "name", "category_ids", "item_ids")
_ITEM = ("item_id", "sku", "name")


def demo_seed() -> Seed:
    """The simulator's seed with the sample catalog in it: an offer is worth something on known goods alone."""
    members = resources.files(simulator).joinpath("seed.json").read_bytes()
    seed: dict[str, Any] = json.loads(members, parse_float=Decimal)
    sold: dict[str, Any] = json.loads(bundled("resources", "store", "catalog.json").read_bytes())
    categories = [{name: each[name] for name in _CATEGORY if name in each} for each in sold["categories"]]
    items = [
        {name: each[name] for name in _ITEM if name in each} | {"is_modifier": bool(each.get("is_modifier"))}
        for each in sold["items"]
    ]
    return Seed(seed | {"catalog": [*categories, *items]})
