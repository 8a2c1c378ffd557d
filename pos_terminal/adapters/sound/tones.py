"""The sounds themselves: short tones, made when they are first wanted."""

import io
import math
import wave
from array import array
from collections.abc import Mapping

from pos_terminal.application.sounds import Sound

_RATE = 22_050
_LOUD = 12_000
_FADE = 0.005
"""Seconds that a tone rises and falls in: without, it clicks."""
_REST = 0
TONES: Mapping[Sound, tuple[tuple[int, float], ...]] = {
    Sound.ITEM: ((1568, 0.07),),
    Sound.REFUSED: ((233, 0.16), (_REST, 0.05), (233, 0.22)),
    Sound.ATTENTION: ((880, 0.12), (1175, 0.12), (880, 0.12)),
    Sound.DONE: ((784, 0.09), (988, 0.09), (1175, 0.16)),
}
"""Each as tones one after the other: hertz and seconds. High is good and low is not, for who hears no melody."""


def wav(sound: Sound) -> bytes:
    """The sound as the bytes of a WAV file."""
    samples = array("h")
    for hertz, seconds in TONES[sound]:
        count = round(seconds * _RATE)
        samples.extend(round(_LOUD * _fade(at, count) * math.sin(math.tau * hertz * at / _RATE)) for at in range(count))
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(samples.tobytes())
    return content.getvalue()


def _fade(at: int, count: int) -> float:
    return min(1.0, at / (_FADE * _RATE), (count - at) / (_FADE * _RATE))
