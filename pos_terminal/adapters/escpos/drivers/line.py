"""What a printer hangs on: a line that bytes go out and come in by, each step with a deadline."""

from typing import Protocol


class Line(Protocol):
    """One connection to one printer, used by one thread."""

    def send(self, content: bytes, seconds: float) -> int:
        """Give some of the content out; how many bytes were taken, at least one.

        Raises TimeoutError when nothing was taken in that time, and OSError when the line is broken.
        """

    def receive(self, seconds: float) -> bytes:
        """What has come in; nothing where nothing came in that time, or nothing ever comes by this line.

        Raises OSError when the other side has ended the line.
        """

    def finish(self) -> None:
        """Nothing more is sent. Raises OSError where it shows that not all was taken."""

    def close(self) -> None:
        """Let go of the line, whatever its state."""
