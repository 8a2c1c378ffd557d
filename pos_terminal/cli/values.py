"""How commands write values: amounts as decimals, times in UTC to the millisecond."""

from collections.abc import Sequence
from datetime import datetime

from pos_terminal.domain.money import Money


def when(moment: datetime | None) -> str | None:
    """``2026-03-04T15:02:11.120Z``; nothing for nothing."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


def amounts(sums: Sequence[Money], *, as_json: bool) -> object:
    """Sums by their currency: a table for programs, words for people."""
    if as_json:
        return {money.currency.code: str(money) for money in sums}
    return ", ".join(f"{money} {money.currency.code}" for money in sums) or "0"
