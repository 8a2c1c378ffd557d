"""That somebody has seen to papers in doubt, said by one program to another: the till need not be asked to stop."""

from contextlib import suppress
from pathlib import Path

PAPERS, ORDERS = "papers", "orders"
"""What is seen to: the papers of the till, and the kitchen's orders."""


class SeenPapers:
    """A number in a small file of a folder, from when it is said until the terminal takes it."""

    def __init__(self, folder: Path, what: str = PAPERS) -> None:
        self._path = folder / f"{what}-seen.txt"

    def say(self, through: int) -> None:
        """All papers up to this one were seen to. Raises OSError where that cannot be kept."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(str(through), encoding="ascii")

    @property
    def said(self) -> int:
        """Up to which paper, as far as the terminal has not taken it yet; 0: nothing was said."""
        with suppress(OSError, ValueError):
            return int(self._path.read_text(encoding="ascii"))
        return 0

    def taken(self) -> int:
        """The same, once."""
        if through := self.said:
            with suppress(OSError):
                self._path.unlink()
        return through
