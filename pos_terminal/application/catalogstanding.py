"""How it stands with the catalog of this till."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_terminal.application.upload_ports import UploadStanding


@dataclass(frozen=True, slots=True)
class CatalogStanding:
    """What is in force, what was before, and whether the platform has it.

    Attributes:
        items: how many are in force, modifiers too.
        categories: how many are in force.
        before: how many items the catalog has that can be put back; None: there is none.
        upload: how it stands with the platform; None where this till tells it nothing.
    """

    items: int
    categories: int
    before: int | None
    upload: UploadStanding | None
