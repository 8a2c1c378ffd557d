"""A feed of catalogs that only notes what is asked of it."""

from dataclasses import dataclass, field
from datetime import datetime

from pos_terminal.application.catalogsources import FeedStanding
from pos_terminal.application.catalogstanding import CatalogStanding
from pos_terminal.presentation.catalog_services import CatalogServices
from tests.application.desk_of import Shop


@dataclass
class NotedFeed:
    """Implements `FeedKeys`."""

    standing: FeedStanding = field(default_factory=FeedStanding)
    asked: list[object] = field(default_factory=list)

    def look(self) -> None:
        self.asked.append("look")

    def go_live(self) -> None:
        self.asked.append("live")

    def schedule(self, due: datetime | None) -> None:
        self.asked.append(due)

    def forget(self) -> None:
        self.asked.append("forget")

    def swapped(self) -> None:
        self.asked.append("swapped")


def catalog_services(shop: Shop, feed: NotedFeed) -> CatalogServices:
    """Those of a shop whose catalog has two items, and another one before."""
    standing = CatalogStanding(items=2, categories=1, before=5, upload=None)
    return CatalogServices(lambda: standing, lambda: None, feed, lambda moment: moment, shop.clock.now)
