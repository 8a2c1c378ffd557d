"""What the catalog's section works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pos_terminal.application.catalogsources import FeedStanding
    from pos_terminal.application.catalogstanding import CatalogStanding


class FeedKeys(Protocol):
    """The feed of catalogs in its own thread: what is asked of it is done there, after what is under way."""

    @property
    def standing(self) -> FeedStanding:
        """How it stands now."""

    def look(self) -> None:
        """Ask the sources now."""

    def go_live(self) -> None:
        """Put what waits in force between two sales."""

    def schedule(self, due: datetime | None) -> None:
        """Have what waits go live then; None: when somebody says so."""

    def forget(self) -> None:
        """Do not take what waits."""

    def swapped(self) -> None:
        """The catalog before was put back, or the newer one again."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CatalogServices:
    """``standing`` reads a few rows; ``put_back`` swaps the catalog in force with the one before. Both raise Refused.

    ``local`` is a moment in the store's time; ``day_ends`` the next moment at which its business day ends.
    """

    standing: Callable[[], CatalogStanding]
    put_back: Callable[[], None]
    feed: FeedKeys
    local: Callable[[datetime], datetime]
    day_ends: Callable[[], datetime]
