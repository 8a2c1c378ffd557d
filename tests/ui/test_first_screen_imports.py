"""The start-up budget's deterministic twin: what the first screen must not load."""

import json
import subprocess
import sys

SLOW = {"sqlmodel", "sqlalchemy", "pydantic", "httpx", "httpcore", "escpos", "PIL", "qrcode", "yaml", "asyncio"}
DEVICES = {"serial", "usb", "escpos", "pos_terminal.adapters.escpos"}
PROGRAM = """
import json, sys
import pos_terminal.ui.places, pos_terminal.ui.wedge, pos_terminal.ui.worker, pos_terminal.ui.theme.look
import pos_terminal.presentation.status, pos_terminal.presentation.shell
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


MEMBERS = """
import json, sys
import pos_terminal.app.window
print(json.dumps(sorted(name for name in sys.modules if name.startswith("pos_terminal."))))
"""
LATER = ("member", "offer", "settling", "holding", "loyalty", "sessionm", "idling")


def test_the_first_screen_loads_nothing_of_members_and_their_offers() -> None:
    done = subprocess.run([sys.executable, "-c", MEMBERS], capture_output=True, text=True, check=True)
    loaded = json.loads(done.stdout)
    assert "pos_terminal.app.window" in loaded
    assert [name for name in loaded if any(word in name.rpartition(".")[2] for word in LATER)] == []


def test_the_first_screen_loads_nothing_of_devices() -> None:
    program = MEMBERS.replace('if name.startswith("pos_terminal.")', "")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = json.loads(done.stdout)
    assert "pos_terminal.app.window" in loaded
    assert [name for name in loaded if name in DEVICES] == []


def test_the_screens_load_nothing_slow() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert set(json.loads(done.stdout)) & SLOW == set()
