from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from tests.architecture.source import ROOT
from tests.reliability.aftermath import aftermath
from tests.reliability.conftest import memory_folder
from tests.reliability.outside import events_in
from tests.reliability.till import Lane
from tests.reliability.tracer import find_strace
from tests.reliability.trouble import CLIMATE, IDLE

if TYPE_CHECKING:
    from collections.abc import Iterator

AT = 700
"""More of any call than a whole run makes."""
SENTENCES = re.compile(
    r"(\S+ cannot be opened\. )?"
    r"(The disk is full, so nothing was stored\. Free some space, then try again\."
    r"|The disk could not be read or written, so nothing was stored\. Check it, then try again\."
    r"|The database could not be opened\. Check that its folder is there and can be written\.)"
    r"|\S+ cannot be made \([\w /]+\)\. Free some space or check the disk, then try again\."
    r"|\S+ cannot be written \([\w /]+\)\. Free some space, or allow this user to write there\."
)
"""What may be said of a disk that does not take something, whole."""
SYNCS = {"fdatasync": 5, "fsync": 1}
OTHERS = {"write": 1, "ftruncate": 2, "unlink": 3, "rename": 1}
MANY = 26
"""How many times as many calls meet trouble in the long run."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What befalls the calls from the chosen one on: ``fault`` and ``when`` as the tracer reads them."""

    fault: str
    when: str
    calls: dict[str, int]
    """How many of each call are to meet it, spread over the run."""


KILLED = Trouble("signal=KILL", f"{AT}", {"pwrite64": 12, **SYNCS, **OTHERS})
FULL = Trouble("error=ENOSPC", f"{AT}+", {"pwrite64": 9, **OTHERS})
FAILING = Trouble("error=EIO", f"{AT}+3", {"pwrite64": 7, **SYNCS, **OTHERS})
DEAD = Trouble("error=EIO", f"{AT}+", {"pwrite64": 4, **SYNCS, **OTHERS})
PLAIN = {"killed": KILLED, "full": FULL, "failing": FAILING, "dead": DEAD}


@dataclass
class Rig:
    """Runs tills under the tracer."""

    strace: str
    folder: Path
    made: Iterator[int]

    def calls(self) -> Counter[str]:
        """How often a run without trouble makes each call."""
        trace = self.folder / "trace"
        assert self._run(["-o", str(trace)], [self._lane("write", AT)]) == [0]
        lines = [line.split(maxsplit=1) for line in trace.read_text("utf-8").splitlines()]
        children = {pid for pid, call in lines if call.startswith("rename(")}
        return Counter(call.partition("(")[0] for pid, call in lines if pid in children)

    def meet(self, trouble: Trouble, plan: list[tuple[str, int]], how: str = "honest") -> list[str]:
        """Let a till meet trouble at each of these calls; what does not hold afterwards."""
        lanes = [self._lane(call, number) for call, number in plan]
        inject = f"inject={','.join(IDLE)}:{trouble.fault}:when={trouble.when}"
        found: list[str] = []
        ends = self._run(["-o", os.devnull, "-e", inject], lanes, how)
        for (folder, call, number), end in zip(lanes, ends, strict=True):
            broken = self._found(Lane(Path(folder), CLIMATE), end, trouble)
            found += [f"{trouble.fault} at {call} {number}: {each}" for each in broken]
            rmtree(folder)
        return found

    def _found(self, lane: Lane, end: int | str, trouble: Trouble) -> Iterator[str]:
        expected = signal.SIGKILL if trouble.fault == KILLED.fault else 0
        if end != expected:
            yield f"the till ended with {end}"
        said = [str(event["sentence"]) for event in events_in(lane.chronicle) if event["what"] == "said"]
        yield from (f"nobody understands {sentence!r}" for sentence in said if not SENTENCES.fullmatch(sentence))
        yield from aftermath(lane)

    def _lane(self, call: str, number: int) -> tuple[str, str, int]:
        folder = self.folder / str(next(self.made))
        folder.mkdir()
        return str(folder), call, number

    def _run(self, options: list[str], plan: list[tuple[str, str, int]], how: str = "honest") -> list[int | str]:
        watch = [self.strace, "-f", "-qq", "-e", f"trace={','.join(IDLE)}", "-e", "signal=none", *options]
        command = [*watch, sys.executable, "-B", "-m", "tests.reliability.trouble", str(AT), how]
        done = subprocess.run(command, cwd=ROOT, input=json.dumps(plan), stdout=subprocess.PIPE, text=True, check=True)
        ends: list[int | str] = json.loads(done.stdout)
        return ends


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    with TemporaryDirectory(prefix="till-", dir=memory_folder()) as folder:
        yield Rig(find_strace(), Path(folder), count(1))


@pytest.fixture(scope="module")
def calls(rig: Rig) -> Counter[str]:
    """How often a whole run makes each call."""
    return rig.calls()


def _spread(total: int, wanted: int) -> list[int]:
    wanted = min(total, wanted)
    return [1 + each * (total - 1) // max(wanted - 1, 1) for each in range(wanted)]


def _meet(rig: Rig, calls: Counter[str], name: str, times: int, figures: Counter[str]) -> list[str]:
    trouble = PLAIN[name]
    plan = [(call, number) for call, wanted in trouble.calls.items() for number in _spread(calls[call], times * wanted)]
    found = rig.meet(trouble, plan)
    figures["system-call faults"] += len(plan)
    figures["system-call faults: violations"] += len(found)
    return found


@pytest.mark.parametrize("name", PLAIN)
def test_trouble_at_a_system_call_loses_nothing_and_is_said(
    rig: Rig, calls: Counter[str], name: str, figures: Counter[str]
) -> None:
    assert _meet(rig, calls, name, 1, figures) == []


@pytest.mark.soak
@pytest.mark.parametrize("name", PLAIN)
def test_trouble_at_many_system_calls_loses_nothing_and_is_said(
    rig: Rig, calls: Counter[str], name: str, figures: Counter[str]
) -> None:
    assert _meet(rig, calls, name, MANY, figures) == []


def test_the_rig_finds_a_till_that_takes_a_failed_commit_for_done(rig: Rig, calls: Counter[str]) -> None:
    once = Trouble("error=EIO", f"{AT}", {})
    plan = [("fdatasync", number) for number in range(calls["fdatasync"] // 3, 2 * calls["fdatasync"] // 3)]

    assert any("the open sale was found as" in each for each in rig.meet(once, plan, "boastful"))


def test_a_whole_run_makes_every_call_fewer_times_than_the_tracer_waits_for(calls: Counter[str]) -> None:
    assert set(calls) == set(IDLE)
    assert max(calls.values()) < AT
