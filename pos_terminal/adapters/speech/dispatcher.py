"""Speaks through speech-dispatcher, by its protocol SSIP over a socket of this machine, in a thread of its own."""

from __future__ import annotations

import logging
import os
import socket
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pos_terminal.adapters.loop import Loop

if TYPE_CHECKING:
    from collections.abc import Iterator

_log = logging.getLogger("pos.devices")
_PATIENCE = 2.0
_LONGEST_REPLY = 4096
_LANGUAGES = {"zh_Hans": "zh-CN"}


def speech_socket() -> Path:
    """Where speech-dispatcher listens for programs of this user."""
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/run/user/0")) / "speech-dispatcher" / "speechd.sock"


class SpeechDispatcher:
    """Implements `Speech`. Where nobody listens at the socket nothing is said, and the next words try again."""

    def __init__(self, path: Path) -> None:
        self._loop: Loop[_Line] = Loop("speech", partial(_opened, path), _nothing)
        self._number = 0

    def say(self, text: str, language: str, pace: int, volume: int) -> None:
        """See the port; of what waits only the newest is said."""
        self._number += 1
        self._loop.ask(partial(self._say, self._number, (text, language, pace, volume)))

    def hush(self) -> None:
        """See the port."""
        self._number += 1
        self._loop.ask(_Line.cancel)

    def end(self) -> None:
        """Say nothing more; nobody waits for that."""
        self._loop.end()

    def close(self) -> None:
        """`end` and wait."""
        self._loop.close(_PATIENCE)

    def _say(self, number: int, said: tuple[str, str, int, int], line: _Line) -> None:
        if number == self._number:
            line.say(*said)


class _Line:
    """One connection, opened at the first words and again after each fault."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._socket: socket.socket | None = None

    def say(self, text: str, language: str, pace: int, volume: int) -> None:
        """Interrupt what is said, and say this."""
        with self._telling():
            self._tell("CANCEL self")
            self._tell(f"SET self LANGUAGE {_LANGUAGES.get(language, language)}")
            self._tell(f"SET self RATE {pace}")
            self._tell(f"SET self VOLUME {volume}")
            self._tell("SPEAK")
            lines = text.splitlines() or [""]
            self._tell("\r\n".join([f".{each}" if each.startswith(".") else each for each in lines] + ["."]))

    def cancel(self) -> None:
        """Interrupt what is said."""
        if self._socket is not None:
            with self._telling():
                self._tell("CANCEL self")

    def close(self) -> None:
        """Let go of it."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            if self._socket is None:
                self._socket = socket.socket(socket.AF_UNIX)
                self._socket.settimeout(_PATIENCE)
                self._socket.connect(str(self._path))
                self._tell("SET self CLIENT_NAME kiosk:pos_terminal:main")
            yield
        except (OSError, ValueError) as error:
            _log.warning("speech: %s", error)
            self.close()

    def _tell(self, command: str) -> None:
        """Send a command and read its reply, which ends in a line with a space behind the number."""
        if self._socket is None:
            return
        self._socket.sendall(f"{command}\r\n".encode())
        reply = b""
        while not _is_whole(reply) and len(reply) < _LONGEST_REPLY:
            piece = self._socket.recv(1024)
            if not piece:
                raise OSError("speech-dispatcher closed the connection")
            reply += piece
        if not reply.lstrip().startswith(b"2"):
            raise ValueError(reply.decode(errors="replace").strip())


def _is_whole(reply: bytes) -> bool:
    last = reply.rstrip(b"\r\n").rpartition(b"\n")[2]
    return reply.endswith(b"\n") and last[3:4] == b" "


@contextmanager
def _opened(path: Path) -> Iterator[_Line]:
    line = _Line(path)
    try:
        yield line
    finally:
        with suppress(OSError):
            line.close()


def _nothing(_line: _Line) -> None:
    """There is nothing to do but what is asked for."""
