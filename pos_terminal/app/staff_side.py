"""The people of a till: kept by a manager at it or by a command, and looked at beside it."""

from __future__ import annotations

from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.employees import SqliteStaff
from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.pins import pin_hashing
from pos_terminal.app.premises import DATABASE_NAME, store_time
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.application.staffkeeping import StaffKeeping
from pos_terminal.presentation.staff_services import StaffServices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos_terminal.application.ports import Background
    from pos_terminal.application.staffkeeping import StaffCard
    from pos_terminal.settings import Settings


def staff_services(terminal: Terminal, background: Background) -> StaffServices:
    """What the manager's desk keeps them with; ``background`` is the thread that checks PINs, too."""
    return StaffServices(_keeping(terminal), background)


@contextmanager
def kept_staff(settings: Settings, log_level: str) -> Iterator[StaffKeeping]:
    """A terminal that nobody sells on, whose people are kept; the platform is told at its end."""
    with opened_terminal(settings, log_level) as terminal:
        yield _keeping(terminal)


def listed_staff(settings: Settings) -> tuple[StaffCard, ...]:
    """Everybody, also beside a till that sells. Raises DatabaseUnusable where there is no database."""
    clock = SystemClock()
    with open_readonly(settings.data_dir / DATABASE_NAME) as database, closing(database.connect()) as connection:
        books = SqliteStaff(connection, database.lock, clock, pin_hashing(settings))
        today = partial(store_time(settings).business_day, clock.now())
        return StaffKeeping(books, today, _nobody_told).cards()


def _keeping(terminal: Terminal) -> StaffKeeping:
    return StaffKeeping(terminal.pins, terminal.tilling.today, terminal.delivery.nudge)


def _nobody_told() -> None:
    """Nothing is changed."""
