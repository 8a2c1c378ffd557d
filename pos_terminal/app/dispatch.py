"""What leaves the machine: the delivery worker, what it is asked from the desk, and how it stood at the last try."""

from __future__ import annotations

import logging
from contextlib import contextmanager, suppress
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from pos_terminal.adapters.loop import Loop
from pos_terminal.adapters.sqlite.faults import StorageFailed, TakenOver
from pos_terminal.application.clockwatch import ClockWatch
from pos_terminal.application.standing import Link
from pos_terminal.domain.errors import NotAllowedNow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from pos_terminal.adapters.sessionm.recording import Recorder
    from pos_terminal.adapters.sqlite.engine import Database
    from pos_terminal.application.delivery import Delivery, Step
    from pos_terminal.application.ports import Clock
    from pos_terminal.application.retention import Retention
    from pos_terminal.application.upload_ports import Subject, UploadStanding
    from pos_terminal.application.uploading import Uploading
    from pos_terminal.settings import Settings

_PROCESSING_PATIENCE = 30.0
_RETURN_PATIENCE = 8.0
"""Seconds that the desk waits for offers to be given back."""
_log = logging.getLogger("pos.desk")


class Dispatch:
    """Sends in a thread of its own. ``erased`` is told up to which day old documents were erased."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Clock,
        erased: Callable[[date], None],
        recorder: Recorder | None = None,
    ) -> None:
        self.loop: Loop[Delivery] = Loop("delivery", self._deliveries, self._deliver)
        self.link: tuple[Link, str] = (Link.UNTRIED, "")
        self._settings = settings
        self._database = database
        self._clock = clock
        self._erased = erased
        self._recorder = recorder
        self._clock_watch = ClockWatch(clock)
        self._retention: Retention | None = None
        self._uploading: Uploading | None = None
        self._taken = 0
        """How many transactions the platform has taken, whoever had them sent: the thread or who waits for it."""

    def is_online(self) -> bool:
        """Whether the platform answered at the last try; a terminal that has not tried yet counts as online."""
        return self.link[0] in {Link.UNTRIED, Link.ONLINE}

    def send_pending(self, *, parked_too: bool = False) -> int:
        """Send until nothing waits or the platform fails; how many transactions were taken.

        With ``parked_too`` what the platform refused is put back in the queue first.

        A platform that is still processing one is asked again for a while, and versions of one transaction are apart.
        """
        before = self._taken
        step = self.loop.ask(partial(self._drain, parked_too=parked_too)).result()
        taken, deadline = self._taken, self._clock.monotonic() + _PROCESSING_PATIENCE
        while step.wait and step.link is Link.ONLINE and self._clock.monotonic() < deadline:
            Event().wait(step.wait)
            step = self.loop.ask(self._drain).result()
            if self._taken > taken:
                taken, deadline = self._taken, self._clock.monotonic() + _PROCESSING_PATIENCE
        return self._taken - before

    def give_back(self) -> None:
        """Have every offer that is to be given back asked for now, and wait for that a while, in any thread."""
        from pos_terminal.application.delivery import Delivery

        with suppress(TimeoutError):
            self.loop.ask(Delivery.give_back).result(_RETURN_PATIENCE)

    def upload(self, subject: Subject, *, even_unchanged: bool = False) -> UploadStanding:
        """Tell the platform now what is in force; how it stands then. Raises NotAllowedNow where another till does."""
        return self.loop.ask(partial(self._upload, subject, even_unchanged)).result()

    def _deliver(self, delivery: Delivery) -> float | None:
        if jump := self._clock_watch.look():
            _log.warning("clock=jumped by=%+.0f s", jump.total_seconds())
        try:
            step = self._stepped(delivery)
            turn = self._uploading.after(delivery, step) if self._uploading else step
        except (TakenOver, StorageFailed) as stopped:
            self.link = (Link.STOPPED, stopped.sentence)
            if isinstance(stopped, StorageFailed):
                raise  # the worker says so in the log, and tries again in a moment
            return None
        self._note(turn)
        if step.wait is None and turn.wait != 0.0 and self._retention and self._retention.step():
            return 0.0
        return turn.wait

    def _stepped(self, delivery: Delivery) -> Step:
        step = delivery.step()
        self._taken += step.sent
        return step

    def _drain(self, delivery: Delivery, *, parked_too: bool = False) -> Step:
        """Send all that can go, sales first; the last step of the sales."""

        def keep_on(step: Step) -> bool:
            self._note(step)
            return step.link is Link.ONLINE

        if parked_too:
            delivery.try_parked_again()
        last = delivery.drain(keep_on)
        self._taken += last.sent
        self._note(last)
        if self._uploading:
            self._uploading.hurry()
            self._upload_all(delivery, self._uploading, last)
        return last

    def _upload_all(self, delivery: Delivery, uploading: Uploading, step: Step) -> None:
        turn = uploading.after(delivery, step)
        self._note(turn)
        while turn.wait == 0.0:
            turn = uploading.after(delivery, self._stepped(delivery))
            self._note(turn)

    def _upload(self, subject: Subject, even_unchanged: bool, delivery: Delivery) -> UploadStanding:  # noqa: FBT001 - a partial's
        if self._uploading is None:
            raise NotAllowedNow("This till uploads nothing: set platform.uploads to true, or upload where that is so.")
        self._uploading.ask(subject, even_unchanged=even_unchanged)
        self._drain(delivery)
        return self._uploading.standing(subject)

    def _note(self, step: Step) -> None:
        self.link = (step.link, step.reason)

    @contextmanager
    def _deliveries(self) -> Iterator[Delivery]:
        from pos_terminal.app.backstage import connected, delivery, retention, uploading

        settings, database, clock = self._settings, self._database, self._clock
        self._retention = retention(settings, database, clock, self._erased)
        with connected(settings, clock, self._recorder) as transport:
            self._uploading = uploading(settings, database, clock, transport)
            sending = delivery(settings, database, clock, transport)
            yield sending
            with suppress(TakenOver, StorageFailed):  # what is not noted goes again, under its own id
                sending.leave()
