"""What the catalog's section works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.catalogstanding import CatalogStanding


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CatalogServices:
    """``standing`` reads a few rows; ``put_back`` swaps the catalog in force with the one before.

    Both raise Refused.
    """

    standing: Callable[[], CatalogStanding]
    put_back: Callable[[], None]
