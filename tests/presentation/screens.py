"""Screens that remember, a navigator that notes where it was sent, and background work done at once or when told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.places import Place

_S = TypeVar("_S")
_T = TypeVar("_T")


@dataclass
class RecordingScreen(Generic[_S]):
    states: list[_S] = field(default_factory=list)

    def show_state(self, state: _S) -> None:
        self.states.append(state)

    @property
    def state(self) -> _S:
        return self.states[-1]


@dataclass
class RecordingNavigator:
    went: list[Place] = field(default_factory=list)
    scans: list[tuple[Place, str]] = field(default_factory=list)

    def go(self, place: Place) -> None:
        self.went.append(place)

    def go_and_scan(self, place: Place, code: str) -> None:
        self.scans.append((place, code))


class AtOnce:
    """Background work that is done before `run` returns."""

    def run(self, work: Callable[[], _T], done: Callable[[_T], None], failed: Callable[[Exception], None]) -> None:
        try:
            answer = work()
        except (ValueError, Refused) as error:
            failed(error)
        else:
            done(answer)


@dataclass
class WhenTold:
    """Background work that waits until the test lets it end."""

    waiting: list[Callable[[], None]] = field(default_factory=list)

    def run(self, work: Callable[[], _T], done: Callable[[_T], None], failed: Callable[[Exception], None]) -> None:
        self.waiting.append(lambda: AtOnce().run(work, done, failed))

    def end_all(self) -> None:
        waiting, self.waiting = self.waiting, []
        for job in waiting:
            job()
