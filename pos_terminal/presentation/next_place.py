"""Where a cashier's work goes on after something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.presentation.places import Place

if TYPE_CHECKING:
    from pos_terminal.application.desk import Desk


def next_place(desk: Desk) -> Place:
    """Opening a shift when none is, the tenders of a half-paid sale, or the sale."""
    if desk.session is None:
        return Place.OPEN_SHIFT
    if desk.basket is not None and desk.basket.is_tendering:
        return Place.TENDER
    return Place.SALE
