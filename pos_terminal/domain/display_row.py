"""A row of a customer display: words, and the amount that they stand at, which is never cut."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DisplayRow:
    """One row; without an amount its words stand in the middle."""

    words: str = ""
    amount: str = ""
