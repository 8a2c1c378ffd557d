"""What runs beside a window ends together, and not one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

from pos_terminal.adapters.loop import Loop
from pos_terminal.app.ending import end_together

SOON = 10.0


@dataclass
class EndsWhenTheOtherDoes:
    """Its thread ends once the other's was told to: one that is waited for before that never ends in time."""

    name: str
    told: Event = field(default_factory=Event)
    others: list[Event] = field(default_factory=list)
    has_ended: bool = False

    def __post_init__(self) -> None:
        self.loop = Loop(self.name, self._built, self._step)
        self.loop.start()

    @contextmanager
    def _built(self) -> Iterator[str]:
        yield self.name
        for each in self.others:
            each.wait(SOON)

    def _step(self, _: str) -> None:
        return None

    def end(self) -> None:
        self.told.set()
        self.loop.end()

    def close(self) -> None:
        assert all(each.is_set() for each in self.others), "waited for before the others were told"
        self.has_ended = self.loop.close(SOON)


def test_all_are_told_to_end_before_any_is_waited_for() -> None:
    pair = EndsWhenTheOtherDoes("one"), EndsWhenTheOtherDoes("other")
    pair[0].others.append(pair[1].told)
    pair[1].others.append(pair[0].told)
    end_together(pair)
    assert [each.has_ended for each in pair] == [True, True]
