"""pip, told in a few lines: how far it is, and all it said when it failed."""

import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Sequence

from workshop.say import LAST_WORDS, Stop, say

EVERY = 20
"""Packages between two lines of progress where a line cannot be overwritten."""


def run_pip(command: Sequence[str], variables: dict[str, str]) -> None:
    """Runs pip and shows how far it is.

    Raises:
        Stop: it failed.
    """
    with subprocess.Popen(
        [*command, "--no-input", "--progress-bar", "off"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=variables,
    ) as pip:
        last_words = _follow(pip.stdout or ())
    if pip.returncode == 0:
        return
    for line in last_words:
        say(f"   | {line}")
    raise Stop(
        "The packages could not be installed: pip's own words stand above. "
        "If it found or reached nothing, look at the network and at pip's settings, and try again."
    )


def _follow(lines: Iterable[str]) -> Sequence[str]:
    last_words = deque[str](maxlen=LAST_WORDS)
    packages = 0
    for line in lines:
        last_words.append(line.rstrip())
        if line.startswith("Collecting "):
            packages += 1
            _show(packages, f"{packages} packages found")
        elif packages and line.startswith("Installing collected packages"):
            _show(0, f"putting {packages} packages in place")
    if sys.stdout.isatty():
        print(end="\r\033[K", flush=True)
    return last_words


def _show(number: int, text: str) -> None:
    if sys.stdout.isatty():
        print(f"\r\033[K   {text}", end="", flush=True)
    elif number % EVERY == 0:
        say(f"   {text}")
