"""What is known of a printer from earlier days: one that used to answer and is silent now has something the matter."""

import hashlib
from contextlib import suppress
from pathlib import Path

_ANSWERS, _CONFIRMS, _VOUCHED = "answers", "confirms", "vouched"


class Acquaintance:
    """Remembers in a small file of a folder, by the printer's name; without a folder for as long as it lives.

    A file that cannot be written is no fault: what it would say is learnt again.
    """

    def __init__(self, folder: Path | None, name: str) -> None:
        digest = hashlib.sha256(name.encode()).hexdigest()[:16]
        self._path = folder / f"printer-{digest}.txt" if folder else None
        self._known: set[str] = set()
        self._look_up()

    @property
    def answers(self) -> bool:
        """Whether it was ever heard to answer a question about its state."""
        return _ANSWERS in self._known

    @property
    def confirms(self) -> bool:
        """Whether it ever said that a job was printed."""
        return _CONFIRMS in self._known

    @property
    def is_vouched_for(self) -> bool:
        """Whether somebody saw that it prints; they may have said so at another program."""
        if _VOUCHED not in self._known:
            self._look_up()
        return _VOUCHED in self._known

    def vouch(self, *, came_out: bool) -> None:
        """Somebody looked whether its page came out."""
        if came_out:
            self._learn(_VOUCHED)
        elif _VOUCHED in self._known:
            self._known.remove(_VOUCHED)
            self._keep()

    def has_answered(self) -> None:
        """It answered."""
        self._learn(_ANSWERS)

    def has_confirmed(self) -> None:
        """It said that a job was printed."""
        self._learn(_CONFIRMS)

    def _learn(self, what: str) -> None:
        if what in self._known:
            return
        self._known.add(what)
        self._keep()

    def _look_up(self) -> None:
        if self._path is not None:
            with suppress(OSError, UnicodeDecodeError):
                self._known |= set(self._path.read_text(encoding="ascii").split()) & {_ANSWERS, _CONFIRMS, _VOUCHED}

    def _keep(self) -> None:
        if self._path is not None:
            with suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._path.write_text("\n".join(sorted(self._known)), encoding="ascii")
