"""What is told when somebody signs off or the terminal ends while sales wait: they stay, and nobody is held up."""

from datetime import datetime, timedelta

from pos_terminal.application.standing import QueueCounts
from pos_terminal.presentation.figures import age_text, amount_text, count_text
from pos_terminal.wording import _, ngettext

_WORTH_TELLING = timedelta(minutes=1)


def left_waiting(counts: QueueCounts, now: datetime | None = None) -> str:
    """What stays on this till, or nothing when all is sent; with ``now`` also for how long the oldest has waited."""
    parts = []
    if counts.pending:
        parts.append(_waits(counts.pending, _age(counts.oldest, now)))
    if counts.parked:
        parts.append(_set_aside(counts.parked, _age(counts.oldest_parked, now)))
    if not parts:
        return ""
    what = parts[0] if len(parts) == 1 else _("{some}, and {other}", some=parts[0], other=parts[1])
    return _("{what}. {stays}", what=what, stays=_stays(counts))


def left_suspended(count: int) -> str:
    """That sales are suspended, or nothing when none is."""
    if not count:
        return ""
    return ngettext(
        "{number} sale is held on this till.", "{number} sales are held on this till.", count, number=count_text(count)
    )


def _waits(count: int, age: str) -> str:
    number = count_text(count)
    if not age:
        return ngettext("{number} sale waits to be sent", "{number} sales wait to be sent", count, number=number)
    return ngettext(
        "{number} sale waits to be sent, the oldest for {age}",
        "{number} sales wait to be sent, the oldest for {age}",
        count,
        number=number,
        age=age,
    )


def _set_aside(count: int, age: str) -> str:
    number = count_text(count)
    if not age:
        return ngettext("{number} sale is set aside", "{number} sales are set aside", count, number=number)
    return ngettext(
        "{number} sale is set aside, the oldest {age} old",
        "{number} sales are set aside, the oldest {age} old",
        count,
        number=number,
        age=age,
    )


def _stays(counts: QueueCounts) -> str:
    total = counts.pending + counts.parked
    if not counts.worth:
        return ngettext("It stays on this till.", "They stay on this till.", total)
    return ngettext(
        "It is worth {amount} and stays on this till.",
        "They are worth {amount} and stay on this till.",
        total,
        amount=f"{amount_text(counts.worth)} {counts.worth.currency.code}",
    )


def _age(oldest: datetime | None, now: datetime | None) -> str:
    age = now - oldest if now and oldest else timedelta(0)
    return age_text(age) if age >= _WORTH_TELLING else ""
