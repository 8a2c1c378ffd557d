"""What a screen reader is told of every screen, over the accessibility bus itself: each control has a name."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.ui.bridge import Bridge, Heard
from tests.ui.virtual_screen import BUS, virtual_screen

ROOT = Path(__file__).parents[2]
SECONDS = 60


@pytest.mark.soak
def test_every_control_of_every_screen_has_its_name_on_the_accessibility_bus(
    tmp_path: Path, figures: Counter[str]
) -> None:
    dump, nameless = [], {}
    for screen, heard in spoken_screens():
        unnamed = [str(each).strip() for each in heard if each.is_control and not each.name]
        controls = sum(each.is_control for each in heard)
        dump.append(f"{screen}: {len(heard)} nodes, {controls} controls, {len(unnamed)} unnamed")
        dump += [f"  {each}" for each in heard]
        assert controls, f"nothing of {screen} is on the bus"
        if unnamed:
            nameless[screen] = unnamed
        figures["screens on the accessibility bus"] += 1
        figures["nodes on the accessibility bus"] += len(heard)
        figures["controls on the accessibility bus"] += controls
    (tmp_path / "spoken.txt").write_text("\n".join(dump), encoding="utf-8")
    assert nameless == {}


def spoken_screens() -> Iterator[tuple[str, list[Heard]]]:
    """All that each screen says of itself."""
    with virtual_screen(1920, 1920) as environment, _shown(environment) as program, Bridge(environment[BUS]) as bridge:
        assert program.stdin is not None
        assert program.stdout is not None
        while name := program.stdout.readline().strip():
            yield name, bridge.shown()
            program.stdin.write("\n")
            program.stdin.flush()
        assert program.wait(SECONDS) == 0


def _shown(environment: Mapping[str, str]) -> "subprocess.Popen[str]":
    command = (sys.executable, "-m", "tests.ui.bridged_screens")
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
