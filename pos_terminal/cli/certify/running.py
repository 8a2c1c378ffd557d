"""Runs items, one after the other, and says what came of each."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pos_terminal.adapters.system import SystemClock
from pos_terminal.cli.certify.call import Call, keys_in
from pos_terminal.cli.certify.item import Item, Needs
from pos_terminal.cli.certify.pages import PagesFailed
from pos_terminal.cli.certify.result import Result
from pos_terminal.cli.certify.shop import seed
from pos_terminal.cli.certify.trial import Ground, Trial
from pos_terminal.cli.certify.verdict import CheckFailed, Verdict
from pos_terminal.domain.errors import Refused
from pos_terminal.simulator.checks import Decimals, TableCheck
from pos_terminal.simulator.fields import CONTAINER, PAYLOADS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_QUANTITY_DECIMALS = 6
_MEANT = (CheckFailed, PagesFailed)
_UNMEANT = (
    Refused,
    OSError,
    HTTPException,
    LookupError,
    TypeError,
    ValueError,
    ArithmeticError,
    RuntimeError,
    sqlite3.Error,
)
"""What an item may stumble over: it has failed then, and the next one is run."""


@dataclass(slots=True)
class Certification:
    """Runs items on one platform."""

    ground: Ground
    habits: dict[str, object] = field(default_factory=dict)

    def results(self, items: Iterable[Item]) -> Iterator[Result]:
        """Run them in order; each gets a folder of its own, which is thrown away, and a simulator as new."""
        with self._borrowed():
            for item in items:
                yield self._result(item)

    def prepare(self) -> None:
        """Make a simulator one without a past, with the members and offers that items count on."""
        pages, settings = self.ground.pages, self.ground.settings
        if pages is not None:
            pages.post("habits", **self.habits)
            pages.post("seed", **seed(self.ground.known.item, settings.currency, SystemClock().now()))

    @contextmanager
    def _borrowed(self) -> Iterator[None]:
        """A simulator is given back as it was, but for what had happened on it."""
        pages = self.ground.pages
        if pages is None:
            yield
            return
        self.habits = pages.get("habits")
        try:
            yield
        finally:
            pages.post("habits", **self.habits)
            pages.post("release")
            pages.post("reset")

    def _result(self, item: Item) -> Result:
        why = self._why_not(item)
        if why:
            return Result(item, Verdict.NOT_RUN, why)
        self.prepare()
        clock = SystemClock()
        started = clock.monotonic()
        with TemporaryDirectory(prefix="pos-terminal-certify-", ignore_cleanup_errors=True) as folder:
            trial = Trial(ground=self.ground, folder=Path(folder), name=f"{item.number:02}")
            reason = self.run(item, trial)
        verdict = Verdict.FAILED if reason else Verdict.PASSED
        seen = (tuple(trial.checks), tuple(trial.shown), tuple(trial.exchanges))
        return Result(item, verdict, reason, clock.monotonic() - started, *seen)

    def _why_not(self, item: Item) -> str:
        if item.needs is Needs.FAULTS and self.ground.pages is None:
            return f"It needs {Needs.FAULTS}."
        lacking = self.ground.known.lacking((*item.identifiers, "item"))
        return f"The platform's own identifiers are needed for it: {', '.join(lacking)}." if lacking else ""

    def run(self, item: Item, trial: Trial) -> str:
        """Run an item in a trial that is made already; why it failed, or nothing."""
        try:
            item.work(trial)
            self._check_contract(item, trial)
        except _MEANT as failed:
            return str(failed)
        except _UNMEANT as error:
            return f"expected: the item runs to its end; came: {type(error).__name__}: {error}"
        return ""

    def _check_contract(self, item: Item, trial: Trial) -> None:
        """Whatever the item was about: every request keeps the published tables, and a simulator has no complaint."""
        calls = trial.calls()
        problems = [each for call in calls for each in _problems(call, calls, self.ground.settings.currency.exponent)]
        trial.equal("Requests that break the published tables", [], problems)
        if self.ground.pages is not None:
            violations = self.ground.pages.get("violations")["violations"]
            unmeant = [each for each in violations if each["kind"] not in item.tolerates]
            trial.equal("Complaints of the platform", [], unmeant)


def _problems(call: Call, calls: Iterable[Call], exponent: int) -> list[str]:
    """What is wrong with a request by the published tables. A discount may hold whatever the platform has put there."""
    given_out = frozenset(key for each in calls for key in keys_in(each.answer))
    check = TableCheck(Decimals(exponent, exponent, _QUANTITY_DECIMALS), given_out)
    found = list(check.problems(call.container, CONTAINER, ""))
    found += check.problems(call.payload, PAYLOADS[call.exchanged.path], "request_payload.")
    return [f"{call.endpoint} {call.request_id}: {each}" for each in found]
