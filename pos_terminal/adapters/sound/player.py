"""Plays sounds by a program of the system, one after the other, in a thread that nobody waits for."""

from __future__ import annotations

import logging
import shutil
import subprocess
from contextlib import contextmanager
from functools import partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pos_terminal.adapters.loop import Loop
from pos_terminal.application.sounds import Sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

_PLAYERS: Sequence[tuple[str, ...]] = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
_LONGEST = 3.0
_MOST_WAITING = 3
"""Sounds that come faster than they can be played are not played after the fact."""
_FAILURES = 3
_log = logging.getLogger("pos.devices")


def system_player(found: Callable[[str], str | None] = shutil.which) -> tuple[str, ...]:
    """The program that plays a WAV file, with what comes before the file's name; empty: there is none."""
    for player in _PLAYERS:
        if path := found(player[0]):
            return (path, *player[1:])
    return ()


class SystemSounds:
    """Implements `Sounds`. A player that fails again and again, as without a speaker, is left alone until a restart."""

    def __init__(self, player: Sequence[str]) -> None:
        self._player = tuple(player)
        self._asked: list[Future[None]] = []
        self._failures = 0
        self._loop: Loop[Mapping[Sound, Path]] = Loop("sound", _files, _nothing)

    @property
    def is_heard(self) -> bool:
        """Whether there is something that plays, as far as is known."""
        return bool(self._player) and self._failures < _FAILURES

    def play(self, sound: Sound) -> None:
        """Begin to play it; returns at once."""
        if self.is_heard:
            self._asked = [each for each in self._asked if not each.done()]
            if len(self._asked) < _MOST_WAITING:
                self._asked.append(self._loop.ask(partial(self._sound, sound)))

    def end(self) -> None:
        """Play nothing more than what was begun; nobody waits for that."""
        self._loop.end()

    def close(self) -> None:
        """`end` and wait."""
        self._loop.close(_LONGEST)

    def _sound(self, sound: Sound, files: Mapping[Sound, Path]) -> None:
        try:
            subprocess.run([*self._player, str(files[sound])], check=True, capture_output=True, timeout=_LONGEST)  # noqa: S603 - a player of `_PLAYERS`
        except (OSError, subprocess.SubprocessError) as error:
            self._failures += 1
            _log.warning("sound: %s does not play (%s)", self._player[0], error)
        else:
            self._failures = 0


def _nothing(_files: Mapping[Sound, Path]) -> None:
    """There is nothing to play but what is asked for."""


@contextmanager
def _files() -> Iterator[Mapping[Sound, Path]]:
    from pathlib import Path

    from pos_terminal.adapters.sound.tones import wav

    with TemporaryDirectory(prefix="pos-sounds-") as folder:
        files = {each: Path(folder, f"{each.value}.wav") for each in Sound}
        for sound, file in files.items():
            file.write_bytes(wav(sound))
        yield files
