"""A command in a process of its own that need not load the program first.

It is a copy of a process that has loaded it and does nothing else: loading takes longer than most of what tests have
the command do. That a command also starts from nothing is what those tests show that want `Till.process`.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from multiprocessing import get_context, reduction
from typing import IO, TYPE_CHECKING, Any, NoReturn, Protocol

from pos_terminal.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.context import ForkServerContext
    from pathlib import Path

LOADED = [__name__, "pos_terminal.cli.script.command", "pos_terminal.cli.script.runner", "argon2", "httpx"]


class Running(Protocol):
    """What tests do with a process that they talk to: `subprocess.Popen` has it, and `Forked`."""

    stdin: IO[bytes] | None
    stdout: IO[bytes] | None

    @property
    def returncode(self) -> int | Any: ...  # noqa: ANN401 - as it is of `Popen`

    def poll(self) -> int | None: ...

    def kill(self) -> None: ...

    def communicate(self, input: None = None, timeout: float | None = None) -> tuple[bytes, bytes]: ...  # noqa: A002 - as it is of `Popen`


class _End:
    """The other process's end of a pipe."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def __reduce__(self) -> tuple[type[_Arrived], tuple[object]]:
        return _Arrived, (reduction.DupFd(self.descriptor),)


class _Arrived(_End):
    def __init__(self, sent: Any) -> None:  # noqa: ANN401 - what `DupFd` makes
        super().__init__(sent.detach())


class Forked:
    """A command that runs in a folder; its streams are pipes."""

    def __init__(self, arguments: Sequence[str], folder: Path) -> None:
        (his_in, our_in), (our_out, his_out), (our_err, his_err) = os.pipe(), os.pipe(), os.pipe()
        his = [his_in, his_out, his_err]
        self._process = _context().Process(
            target=_run, args=(list(arguments), str(folder), [_End(each) for each in his])
        )
        self._process.start()
        for each in his:
            os.close(each)
        self.stdin: IO[bytes] | None = os.fdopen(our_in, "wb")
        self.stdout: IO[bytes] | None = os.fdopen(our_out, "rb")
        self._stderr = os.fdopen(our_err, "rb")

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def kill(self) -> None:
        self._process.kill()

    def communicate(self, input: None = None, timeout: float | None = None) -> tuple[bytes, bytes]:  # noqa: A002 - as it is of `Popen`
        """Type nothing more; the rest of what it says, which a pipe must hold, when it has ended."""
        assert self.stdin is not None
        assert self.stdout is not None
        with suppress(BrokenPipeError):  # what was typed last it did not live to read
            self.stdin.close()
        self._process.join(timeout)
        assert self.returncode is not None, f"it has not ended within {timeout} s"
        with self.stdout as out, self._stderr as err:
            return out.read(), err.read()


@cache
def _context() -> ForkServerContext:
    context = get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    return context


def _run(arguments: list[str], folder: str, ends: list[_End]) -> NoReturn:
    for number, end in enumerate(ends):
        os.dup2(end.descriptor, number)
        os.close(end.descriptor)
    os.chdir(folder)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    sys.exit(main(arguments))
