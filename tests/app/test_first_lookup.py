"""The first lookup of a process is as quick as any other: what it needs was loaded before the tap."""

import json
import subprocess
import sys
from pathlib import Path

SLOW = {"httpx", "httpcore", "h11", "anyio", "ssl", "asyncio", "certifi", "idna", "email", "http", "zlib", "socket"}
PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtTest import QTest
from pos_terminal.app.demonstration import demo_store
from pos_terminal.ui.theme.look import application
from tests.app.lanes import opened_lane

class Patience:
    def waitUntil(self, holds, timeout):
        for _ in range(timeout // 10):
            if holds():
                return
            QTest.qWait(10)
        sys.exit("it never was so")

app = application("")
with demo_store() as store, opened_lane(store, Path(sys.argv[1]), app, Patience()) as lane:
    ready = []
    lane.till.asking.run(lambda: None, ready.append, ready.append)
    lane.until(lambda: ready == [None])
    asked = len(store.simulator.platform.requests())
    lane.tap("Add member")
    for digit in "5550100001":
        lane.tap(digit)
    before = set(sys.modules)
    lane.tap("Find phone")
    lane.until(lambda: len(store.simulator.platform.requests()) > asked)
    print(json.dumps([asked, sorted(set(sys.modules) - before)]))
"""


def test_the_first_lookup_loads_no_http_at_the_tap_and_nobody_was_asked_before(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    asked, loaded = json.loads(done.stdout)
    assert asked == 0
    assert {name.partition(".")[0] for name in loaded} & SLOW == set()
    assert [name for name in loaded if "sessionm" in name] == []
