"""Every screen of a till, each reached as a cashier reaches it, for what goes through all of them."""

from collections.abc import Callable, Mapping
from functools import partial

from pos_terminal.presentation.places import Place
from tests.ui.member_places import MEMBER_PLACES
from tests.ui.past_places import PAST_PLACES
from tests.ui.test_back_office_view import opened
from tests.ui.test_member_view import tap
from tests.ui.test_scans_everywhere import shown_at
from tests.ui.test_spoken_tree import PANELS, SECTIONS
from tests.ui.till import Till


def every_screen() -> Mapping[str, Callable[[Till], object]]:
    """What brings a till that was just opened to each of them, by its name."""
    ways: dict[str, Callable[[Till], object]] = {each.value: partial(_at, place=each) for each in Place}
    ways |= {each.__name__.replace("_", " "): each for each in (*MEMBER_PLACES, *PANELS, *PAST_PLACES)}
    return ways | {f"manager's desk, {each}": partial(_section, name=each) for each in SECTIONS}


def _at(till: Till, place: Place) -> None:
    shown_at(till, place)


def _section(till: Till, name: str) -> None:
    opened(till)
    tap(till, name)
