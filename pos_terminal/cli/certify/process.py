"""A terminal in a process of its own, which can be killed as when the plug is pulled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pos_terminal.adapters.system import kept_secret
from pos_terminal.domain.secret import Secret
from pos_terminal.settings.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos_terminal.settings import Settings

_SECONDS = 60
_PROGRAM = Path(__file__).resolve().parents[3]


def written_settings(settings: Settings, path: Path) -> Path:
    """The settings as a config file, without the platform's secret: that one goes by the environment."""
    text = "".join(f"[{name}]\n{_section(getattr(settings, name))}" for name in SECTIONS)
    path.write_text(text, encoding="utf-8")
    return path


class OwnProcess:
    """A terminal that reads the script language from a pipe."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def step(self, **step: object) -> dict[str, Any] | None:
        """The answer to a step; None when the process has died."""
        self.ask(**step)
        return None if self._process.stdout is None else _answer(self._process.stdout.readline())

    def ask(self, **step: object) -> None:
        """Give it a step, and do not wait for the answer."""
        if self._process.stdin is None:
            raise OSError("the terminal's own process has no input")
        self._process.stdin.write(json.dumps(step).encode() + b"\n")
        self._process.stdin.flush()

    def kill(self) -> None:
        """SIGKILL: nothing of it runs to its end."""
        self._process.kill()
        self._process.communicate(timeout=_SECONDS)


@contextmanager
def own_process(settings: Settings, config: Path) -> Iterator[OwnProcess]:
    """A terminal on these settings, killed at the end if it still runs."""
    platform, line = settings.platform, [sys.executable, "-m", "pos_terminal", "--config"]
    secret = kept_secret(platform.secret, platform.key).reveal()
    environment = {**os.environ, "POS_TERMINAL_PLATFORM__SECRET": secret, "PYTHONPATH": str(_PROGRAM)}
    pipe = subprocess.PIPE
    process = subprocess.Popen(  # noqa: S603 - this very program
        [*line, str(written_settings(settings, config)), "script"],
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    running = OwnProcess(process)
    try:
        yield running
    finally:
        running.kill()


def _section(section: object) -> str:
    named = {each.name: getattr(section, each.name) for each in fields(section)}  # type: ignore[arg-type]  # a section
    lines = [f"{name} = {json.dumps(value)}\n" for name, value in named.items() if not isinstance(value, Secret)]
    return "".join(lines)


def _answer(line: bytes) -> dict[str, Any] | None:
    if not line.endswith(b"\n"):
        return None
    found: dict[str, Any] = json.loads(line)
    return found
