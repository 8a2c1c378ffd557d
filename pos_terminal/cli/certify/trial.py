"""One item's run: a folder to throw away, terminals in it, what was recorded, and what was checked."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from pos_terminal.app.premises import DATABASE_NAME
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.cli.certify.call import Call
from pos_terminal.cli.certify.notes import Notes
from pos_terminal.cli.certify.shop import settings_of, stock
from pos_terminal.cli.certify.till import MovingClock, Till

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from pos_terminal.adapters.sessionm.recording import Exchanged
    from pos_terminal.cli.certify.identifiers import Identifiers
    from pos_terminal.cli.certify.pages import SimulatorPages
    from pos_terminal.settings import Settings

Changes: TypeAlias = "Mapping[str, Mapping[str, object]]"
"""Settings that an item wants otherwise, by section and name."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What all items stand on: the platform's settings, the simulator's pages where it is one, and what is known."""

    settings: Settings
    known: Identifiers
    pages: SimulatorPages | None = None
    run: str = "C"


@dataclass(slots=True, kw_only=True)
class Trial(Notes):
    """What an item works with; ``folder`` is its own, ``name`` goes into its register's id."""

    ground: Ground
    folder: Path
    name: str
    clock: MovingClock = field(default_factory=MovingClock)
    began: datetime = field(init=False)
    exchanges: list[Exchanged] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.began = self.clock.now()

    @property
    def known(self) -> Identifiers:
        """The platform's members and offers."""
        return self.ground.known

    @property
    def pages(self) -> SimulatorPages:
        """The simulator's own pages. Raises LookupError where the platform is a real one."""
        if self.ground.pages is None:
            raise LookupError("this platform has no pages to make it fail")
        return self.ground.pages

    @contextmanager
    def till(self, lane: str = "a", changes: Changes | None = None, *, sends: bool = True) -> Iterator[Till]:
        """A terminal in this lane, the cashier signed on; a lane that was there before goes on where it was.

        No two runs have a register's id in common, and so no transaction id: the platform may be in use. Without
        ``sends`` nothing is sent by itself before the first flush.
        """
        folder = self.folder / lane
        folder.mkdir(exist_ok=True)
        settings = settings_of(self.ground.settings, folder, f"{self.ground.run}{self.name}{lane}")
        with self._opened(_changed(settings, changes or {})) as till:
            till.terminal.devices.start()
            if sends:
                till.terminal.start_background()
            till.sign_in()
            yield till

    @contextmanager
    def _opened(self, settings: Settings) -> Iterator[Till]:
        is_new = not (settings.data_dir / DATABASE_NAME).exists()
        with opened_terminal(settings, "DEBUG", self.clock, None, self.exchanges.append) as terminal:
            if is_new:
                stock(terminal, self.known.item)
            yield Till(self, terminal)

    def calls(self, *endpoints: str) -> list[Call]:
        """What went to these endpoints so far, in order; without any, everything."""
        found = [Call(each) for each in self.exchanges]
        return [each for each in found if not endpoints or each.endpoint in endpoints]

    def documents(self) -> list[dict[str, Any]]:
        """The transactions that were sent, alone or in batches."""
        sends = self.calls("send_transaction", "send_batch_transaction")
        return [each for call in sends for each in call.transactions]


def _changed(settings: Settings, changes: Changes) -> Settings:
    """The settings with those of an item; it may ask for what a config file could not hold, such as no patience."""
    sections = {name: replace(getattr(settings, name), **values) for name, values in changes.items()}
    return replace(settings, **sections)
