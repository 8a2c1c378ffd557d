from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from pos_terminal.domain.till import business_day

CHICAGO = ZoneInfo("America/Chicago")  # springs forward on 2026-03-08, falls back on 2026-11-01
FOUR = time(4, 0)


@pytest.mark.parametrize(
    ("local", "day"),
    [
        ("2026-03-14 12:00", "2026-03-14"),
        ("2026-03-14 04:00", "2026-03-14"),
        ("2026-03-14 03:59:59.999999", "2026-03-13"),
        ("2026-03-14 00:00", "2026-03-13"),
        ("2026-03-14 23:59", "2026-03-14"),
        ("2026-01-01 01:00", "2025-12-31"),
        # The hour from two to three does not exist.
        ("2026-03-08 01:59", "2026-03-07"),
        ("2026-03-08 03:00", "2026-03-07"),
        ("2026-03-08 04:00", "2026-03-08"),
        # The hour from one to two comes twice.
        ("2026-11-01 01:30-05:00", "2026-10-31"),
        ("2026-11-01 01:30-06:00", "2026-10-31"),
        ("2026-11-01 03:59", "2026-10-31"),
        ("2026-11-01 04:00", "2026-11-01"),
    ],
)
def test_sales_until_the_day_ends_belong_to_the_day_before(local: str, day: str) -> None:
    moment = datetime.fromisoformat(local)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=CHICAGO)

    assert business_day(moment.astimezone(UTC), CHICAGO, FOUR) == date.fromisoformat(day)


@pytest.mark.parametrize("ends", [time(0, 0), time(1, 30), time(2, 30), FOUR])
def test_no_day_begins_twice_or_is_left_out_around_the_changes_of_the_clock(ends: time) -> None:
    for start in (datetime(2026, 3, 7, tzinfo=UTC), datetime(2026, 10, 31, tzinfo=UTC)):
        days = [business_day(start + timedelta(minutes=15 * step), CHICAGO, ends) for step in range(4 * 72)]
        assert days == sorted(days)
        assert days[-1] - days[0] == timedelta(days=len(set(days)) - 1)


def test_a_day_that_ends_at_midnight_is_the_calendars() -> None:
    zone = timezone(timedelta(hours=9))

    assert business_day(datetime(2026, 3, 14, 15, 0, tzinfo=UTC), zone, time(0, 0)) == date(2026, 3, 15)
    assert business_day(datetime(2026, 3, 14, 14, 59, tzinfo=UTC), zone, time(0, 0)) == date(2026, 3, 14)
