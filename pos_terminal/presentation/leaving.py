"""What is told when somebody signs off or the terminal ends while sales wait: they stay, and nobody is held up."""

from datetime import datetime, timedelta

from pos_terminal.application.standing import QueueCounts
from pos_terminal.presentation.figures import age_text, amount_text

_WORTH_TELLING = timedelta(minutes=1)


def left_waiting(counts: QueueCounts, now: datetime | None = None) -> str:
    """What stays on this till, or nothing when all is sent; with ``now`` also for how long the oldest has waited."""
    parts = []
    if counts.pending:
        age = _age(counts.oldest, now)
        since = f", the oldest for {age}" if age else ""
        parts.append(f"{_sales(counts.pending)} {_verb(counts.pending, 'waits', 'wait')} to be sent{since}")
    if counts.parked:
        age = _age(counts.oldest_parked, now)
        since = f", the oldest {age} old" if age else ""
        parts.append(f"{_sales(counts.parked)} {_verb(counts.parked, 'is', 'are')} set aside{since}")
    if not parts:
        return ""
    total = counts.pending + counts.parked
    stays = f"{_verb(total, 'stays', 'stay')} on this till."
    if counts.worth:
        worth = f"{amount_text(counts.worth)} {counts.worth.currency.code}"
        stays = f"{_verb(total, 'is', 'are')} worth {worth} and {stays}"
    return f"{', and '.join(parts)}. {_verb(total, 'It', 'They')} {stays}"


def left_suspended(count: int) -> str:
    """That sales are suspended, or nothing when none is."""
    return f"{_sales(count)} {_verb(count, 'is', 'are')} held on this till." if count else ""


def _age(oldest: datetime | None, now: datetime | None) -> str:
    age = now - oldest if now and oldest else timedelta(0)
    return age_text(age) if age >= _WORTH_TELLING else ""


def _sales(count: int) -> str:
    return f"{count:,} {_verb(count, 'sale', 'sales')}"


def _verb(count: int, one: str, more: str) -> str:
    return one if count == 1 else more
