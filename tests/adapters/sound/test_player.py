import io
import sys
import wave
from contextlib import closing
from pathlib import Path

import pytest

from pos_terminal.adapters.sound.player import SystemSounds, system_player
from pos_terminal.adapters.sound.tones import wav
from pos_terminal.application.sounds import Sound

_PLAYER = """
import pathlib, sys, wave
with wave.open(sys.argv[2]) as file: file.getnframes()
with open(sys.argv[1], "a") as played: played.write(pathlib.Path(sys.argv[2]).stem + chr(10))
"""


@pytest.mark.parametrize("sound", Sound)
def test_each_sound_is_short_different_and_begins_and_ends_in_silence(sound: Sound) -> None:
    with wave.open(io.BytesIO(wav(sound))) as file:
        seconds = file.getnframes() / file.getframerate()
        samples = file.readframes(file.getnframes())
    assert 0.05 <= seconds <= 0.5
    assert abs(int.from_bytes(samples[:2], sys.byteorder, signed=True)) < 100
    assert abs(int.from_bytes(samples[-2:], sys.byteorder, signed=True)) < 2000
    assert [each for each in Sound if wav(each) == wav(sound)] == [sound]


def test_a_player_of_the_system_plays_each_sound_from_a_file_of_its_own(tmp_path: Path) -> None:
    played = tmp_path / "played"
    with closing(SystemSounds((sys.executable, "-c", _PLAYER, str(played)))) as sounds:
        for sound in (Sound.ITEM, Sound.DONE):
            sounds.play(sound)
    assert played.read_text("utf-8").split() == ["item", "done"]


def test_a_player_that_fails_again_and_again_is_left_alone(tmp_path: Path) -> None:
    with closing(SystemSounds((str(tmp_path / "none"),))) as sounds:
        for _ in range(3):
            sounds.play(Sound.REFUSED)
    assert not sounds.is_heard


def test_without_a_player_nothing_is_started() -> None:
    sounds = SystemSounds(())
    sounds.play(Sound.ITEM)
    sounds.close()
    assert not sounds.is_heard


def test_the_first_player_that_the_system_has_is_taken() -> None:
    here = {"aplay": "/usr/bin/aplay", "afplay": "/usr/bin/afplay"}
    assert system_player(here.get) == ("/usr/bin/aplay", "-q")
    assert system_player(lambda _: None) == ()
