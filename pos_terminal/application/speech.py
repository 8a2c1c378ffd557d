"""What a kiosk says aloud to somebody who does not see it."""

from typing import Protocol


class Speech(Protocol):
    """Says things. Nothing waits for it: what is said next interrupts what is being said."""

    def say(self, text: str, language: str, pace: int, volume: int) -> None:
        """Say this in one of the program's languages.

        ``pace`` from -50 (slow) to 100 (fast), ``volume`` from -100 (quiet) to 100 (loud); 0 as usual.
        """

    def hush(self) -> None:
        """Say nothing more."""
