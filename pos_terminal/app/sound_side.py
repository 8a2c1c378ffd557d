"""Whether this till is heard, and by what."""

from pos_terminal.adapters.sound.player import SystemSounds, system_player
from pos_terminal.settings import Settings

_NO_PLAYER = "this machine has no player (pw-play, paplay, aplay or afplay); all that is heard is seen, too"


def sounds_of(settings: Settings) -> SystemSounds:
    """What plays; nothing where the shop is muted or nothing can play."""
    return SystemSounds(system_player() if settings.screen.sounds else ())


def sound_standing(settings: Settings) -> str:
    """How it is with them, in words."""
    if not settings.screen.sounds:
        return "muted by [screen] sounds; all that is heard is seen, too"
    player = system_player()
    return f"played by {player[0]}" if player else _NO_PLAYER
