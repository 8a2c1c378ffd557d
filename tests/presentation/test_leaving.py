from datetime import UTC, datetime, timedelta

import pytest

from pos_terminal.application.standing import QueueCounts
from pos_terminal.domain.money import Currency, Money
from pos_terminal.presentation.leaving import left_waiting

NOW = datetime(2026, 3, 4, 15, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pending", "parked", "said"),
    [
        (0, 0, ""),
        (1, 0, "1 sale waits to be sent. It stays on this till."),
        (14, 0, "14 sales wait to be sent. They stay on this till."),
        (0, 1, "1 sale is set aside. It stays on this till."),
        (1, 2, "1 sale waits to be sent, and 2 sales are set aside. They stay on this till."),
        (1_234, 0, "1,234 sales wait to be sent. They stay on this till."),
    ],
)
def test_what_stays_is_said_in_one_sentence(pending: int, parked: int, said: str) -> None:
    assert left_waiting(QueueCounts(pending, parked)) == said


def test_on_the_way_out_the_age_of_the_oldest_is_told() -> None:
    counts = QueueCounts(14, 0, NOW - timedelta(hours=2, minutes=5))
    assert left_waiting(counts, NOW) == "14 sales wait to be sent, the oldest for 2 h. They stay on this till."


def test_what_stays_is_told_with_its_sum_and_how_old_the_one_set_aside_is() -> None:
    set_aside = NOW - timedelta(days=4)
    counts = QueueCounts(1, 2, NOW - timedelta(hours=2), set_aside, Money.of("1163.50", Currency.of("USD")))
    assert left_waiting(counts, NOW) == (
        "1 sale waits to be sent, the oldest for 2 h, and 2 sales are set aside, the oldest 4 days old. "
        "They are worth 1,163.50 USD and stay on this till."
    )
    only = QueueCounts(1, 0, worth=Money.of("2.50", Currency.of("USD")))
    assert left_waiting(only) == "1 sale waits to be sent. It is worth 2.50 USD and stays on this till."
