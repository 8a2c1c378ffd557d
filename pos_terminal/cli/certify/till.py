"""A terminal that an item drives: by the steps of the script language, with every answer kept."""

from __future__ import annotations

import json
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING, Any

from pos_terminal.adapters.system import SystemClock
from pos_terminal.application.pin_verdict import PinOutcome, PinVerdict
from pos_terminal.cli.certify.screen import Shown, State, shown
from pos_terminal.cli.certify.shop import CASHIER
from pos_terminal.cli.script.runner import run_script
from pos_terminal.domain.staff import Employee, Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from pos_terminal.app.terminal import Terminal
    from pos_terminal.cli.certify.notes import Notes

_PATIENCE = 20.0
_A_MOMENT = 0.02


class MovingClock:
    """The machine's clock, which an item can set, and let run on."""

    def __init__(self) -> None:
        self._clock = SystemClock()
        self._off = timedelta(0)
        self._ahead = 0.0

    def now(self) -> datetime:
        """The wall time as far as the terminal knows."""
        return self._clock.now() + self._off

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return self._clock.monotonic() + self._ahead

    def set(self, moment: datetime) -> None:
        """Somebody sets the clock on the wall."""
        self._off = moment - self._clock.now()

    def wait(self, seconds: float) -> None:
        """As if so many seconds had gone by."""
        self._ahead += seconds
        self._off += timedelta(seconds=seconds)


class Till:
    """One terminal, signed on to where the item says so."""

    def __init__(self, notes: Notes, terminal: Terminal) -> None:
        self._notes = notes
        self.terminal = terminal

    def do(self, step: str, /, **given: object) -> Shown:
        """Take a step; a refusal comes back as one."""
        asked = {"do": step, **given}
        line = json.dumps(asked, ensure_ascii=False).encode()
        answer: dict[str, Any] = json.loads(next(iter(run_script(self.terminal, [line]))).line)
        seen = shown(asked, answer, [each.sentence for each in self.terminal.notices()])
        self._notes.shown.append(seen)
        return seen

    def must(self, step: str, /, **given: object) -> State:
        """Take a step that has to go well; the state after it."""
        seen = self.do(step, **given)
        self._notes.holds(f"{_words(seen)} is taken", holds=seen.ok, came=seen.sentence)
        return seen.state

    def refused(self, code: str, step: str, /, **given: object) -> Shown:
        """Take a step that has to be refused with this code."""
        seen = self.do(step, **given)
        self._notes.equal(f"{_words(seen)} is refused, with a sentence", code, seen.code or "it was taken")
        return seen

    def sign_in(self) -> None:
        """The cashier signs on, as after the check of a PIN: that takes long, and no platform hears of it."""
        terminal = self.terminal
        terminal.signing.accept(CASHIER, PinOutcome(PinVerdict.RIGHT), terminal.tilling.today())

    def approved(self) -> None:
        """A supervisor approves the next step, as after the check of a PIN."""
        self.terminal.desk.approver = Employee("supervisor", "Sam", "Okafor", Role.SUPERVISOR)

    def ring(self, *item_ids: str) -> State:
        """Ring these items up, one of each; the state after the last."""
        return [self.must("add_item", item_id=each) for each in item_ids][-1]

    def sell(self, *item_ids: str) -> State:
        """A sale of these items for cash; the state when it is closed."""
        self.ring(*item_ids)
        self.must("tender", type="Cash")
        return self.must("close")

    def flush(self) -> Shown:
        """Send all that waits, offers to give back too, as far as the platform takes it."""
        return self.do("send_pending")

    def until(self, happens: Callable[[Terminal], bool]) -> State:
        """Wait until this is so, for what happens behind the desk; the state then, or when patience is at its end."""
        ends = SystemClock().monotonic() + _PATIENCE
        while not happens(self.terminal) and SystemClock().monotonic() < ends:
            Event().wait(_A_MOMENT)
        return self.must("show")

    def receipt(self) -> str:
        """The text of the last receipt."""
        path = self.terminal.last_receipt()
        if path is None:
            return ""
        return self._path(path).with_suffix(".txt").read_text(encoding="utf-8")

    @staticmethod
    def _path(text: str) -> Path:
        from pathlib import Path

        return Path(text)


def _words(seen: Shown) -> str:
    given = ", ".join(f"{name} {value}" for name, value in seen.step.items() if name not in {"do", "pin"})
    return f"{str(seen.step['do']).replace('_', ' ')}{f' ({given})' if given else ''}"
