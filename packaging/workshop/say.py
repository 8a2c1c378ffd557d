"""What the person at the keyboard sees: each step with its time, and one sentence when it cannot go on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

LAST_WORDS = 25
"""Lines of a tool's output that are shown when it fails: the fault and what led to it."""


class Stop(Exception):
    """Cannot go on; the text is the sentence that says why and what to do."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        """Takes the sentence and the exit status."""
        super().__init__(sentence)
        self.status = status


def say(text: str) -> None:
    """Prints a line at once, also into a pipe."""
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Says what begins, and how long it took."""
    say(f"== {title}")
    started = time.monotonic()
    yield
    say(f"   done in {time.monotonic() - started:.1f} s")
