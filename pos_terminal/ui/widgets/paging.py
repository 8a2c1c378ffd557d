"""Which part of a list is shown where only so much of it fits."""


class Paging:
    """Keeps what the page begins with in view when the room changes."""

    def __init__(self) -> None:
        self._first = self._room = 0

    def begin(self) -> None:
        """At the first page."""
        self._first = 0

    def back(self) -> None:
        """The page before."""
        self._first = max(0, self._first - self._room)

    def on(self) -> None:
        """The page after; past the last one, `page` stays there."""
        self._first += self._room

    def page(self, count: int, room: int) -> tuple[int, int, int]:
        """Of ``count`` things with room for so many: the number of the first one shown, which page, and of how many."""
        self._room = room
        page = min(self._first, max(0, count - 1)) // room
        self._first = page * room
        return self._first, page, max(1, -(-count // room))
