"""A queue of CUPS, or of any spooler that has the commands ``lp`` and ``lpstat``."""

import os
import re
import subprocess
from dataclasses import dataclass
from typing import NoReturn

from pos_terminal.domain.printer_state import PrinterStatus
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.wording.message import Message

_LONGEST_TITLE = 60
_STOPPED = re.compile(r"printer \S+ disabled\b")
"""How ``lpstat -p`` begins about such a queue; its name, and why, may hold any words."""


@dataclass(frozen=True, slots=True)
class CupsQueue:
    """A raw queue by its name; ``seconds`` is how long a command may take."""

    queue: str
    seconds: float = 10.0

    def submit(self, title: str, content: bytes) -> None:
        """Hand the bytes over as they are.

        Raises:
            PrinterFault: the queue is stopped or does not exist, or the spooler does not answer. Then the job may have
                been taken.
        """
        if self.status().is_online is False:
            raise PrinterFault(
                FaultCause.OFFLINE,
                Message("The print queue {queue} is stopped. Start it with: cupsenable {queue}", queue=self.queue),
            )
        self._run(["lp", "-d", self.queue, "-o", "raw", "-t", title[:_LONGEST_TITLE]], content)

    def status(self) -> PrinterStatus:
        """Whether the queue is started.

        Raises:
            PrinterFault: it does not exist, or the spooler does not answer.
        """
        said = self._run(["lpstat", "-p", self.queue], None)
        return PrinterStatus(is_online=not _STOPPED.match(said))

    def _run(self, command: list[str], content: bytes | None) -> str:
        words = {**os.environ, "LC_ALL": "C"}
        try:
            done = subprocess.run(  # noqa: S603 - a program of the system, and one argument that is not ours
                command, input=content, capture_output=True, timeout=self.seconds, check=False, env=words
            )
        except FileNotFoundError as error:
            raise PrinterFault(
                FaultCause.SETUP,
                Message("The command {command} is not on this machine (Debian: cups-client).", command=command[0]),
            ) from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PrinterFault(
                FaultCause.STALLED,
                Message("The print queue {queue} does not answer. Check that the spooler runs.", queue=self.queue),
                is_in_doubt=content is not None,
            ) from error
        if done.returncode != 0:
            self._refused(done.stderr.decode(errors="replace"))
        return done.stdout.decode(errors="replace")

    def _refused(self, said: str) -> NoReturn:
        why = said.strip().partition("\n")[0].removeprefix("lp: ").removeprefix("lpstat: ").rstrip(".")
        told = Message(
            "The print queue {queue} takes no job ({why}). Check its name.",
            queue=self.queue,
            why=why or Message("no reason given"),
        )
        raise PrinterFault(FaultCause.SETUP, told)
