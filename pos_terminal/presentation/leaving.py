"""What is told when somebody signs off or the terminal ends while sales wait: they stay, and nobody is held up."""

from datetime import datetime, timedelta

from pos_terminal.application.standing import QueueCounts
from pos_terminal.presentation.figures import age_text

_WORTH_TELLING = timedelta(minutes=1)


def left_waiting(counts: QueueCounts, now: datetime | None = None) -> str:
    """What stays on this till, or nothing when all is sent; with ``now`` also for how long the oldest has waited."""
    parts = []
    if counts.pending:
        age = now - counts.oldest if now and counts.oldest else timedelta(0)
        since = f", the oldest for {age_text(age)}" if age >= _WORTH_TELLING else ""
        parts.append(f"{_sales(counts.pending)} {_verb(counts.pending, 'waits', 'wait')} to be sent{since}")
    if counts.parked:
        parts.append(f"{_sales(counts.parked)} {_verb(counts.parked, 'was', 'were')} refused by the platform")
    if not parts:
        return ""
    total = counts.pending + counts.parked
    return f"{', and '.join(parts)}. {_verb(total, 'It stays', 'They stay')} on this till."


def _sales(count: int) -> str:
    return f"{count:,} {_verb(count, 'sale', 'sales')}"


def _verb(count: int, one: str, more: str) -> str:
    return one if count == 1 else more
