"""How much was sold in training: told on a shift's report, and in none of its sums."""

from collections.abc import Callable
from datetime import datetime

from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable, StorageFailed
from pos_terminal.adapters.sqlite.shiftfigures import count_closed_since
from pos_terminal.app.premises import DATABASE_NAME, training_mark
from pos_terminal.settings import Settings


def trained_since(settings: Settings) -> Callable[[datetime], int]:
    """Counts the training's sales that were closed since a moment. Books that cannot be read count as none."""
    path = training_mark(settings).parent / DATABASE_NAME

    def count(moment: datetime) -> int:
        if not path.exists():
            return 0
        try:
            with open_readonly(path) as database:
                return count_closed_since(database.connect(), moment)
        except (DatabaseUnusable, StorageFailed):
            return 0

    return count
