"""Reads what a customer display was sent, as its maker's manual has it; anything else is an error."""

from dataclasses import dataclass, field

WIDTH, HEIGHT = 20, 2
PAGES = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
}
_EPSON = {0x1B: {0x40: 0, 0x74: 1}, 0x1F: {0x01: 0, 0x24: 2, 0x43: 1}}
"""Command -> its second byte -> how many more it takes."""


class Misread(AssertionError):
    """The display was sent something that it does not know."""


@dataclass
class PoleReader:
    """A display of two rows of twenty: ``rows`` is what stands on it."""

    is_cd5220: bool = False
    page: str = "cp437"
    rows: list[str] = field(default_factory=lambda: [" " * WIDTH] * HEIGHT)
    shown: list[tuple[str, str]] = field(default_factory=list)
    """Each different picture that stood on it when something that it was sent had ended."""

    def __post_init__(self) -> None:
        self._at = (0, 0)
        self._page = self.page

    def read(self, content: bytes) -> "PoleReader":
        """Take all of it, which ends with a whole command."""
        while content:
            content = self._command(content) if content[0] < 0x20 else self._letter(content)
        picture = (self.rows[0], self.rows[1])
        if not self.shown or self.shown[-1] != picture:
            self.shown.append(picture)
        return self

    def _letter(self, content: bytes) -> bytes:
        if self.is_cd5220:
            raise Misread(f"{content[:8]!r} stands outside a line")
        across, down = self._at
        row = self.rows[down]
        self.rows[down] = row[:across] + content[:1].decode(self._page) + row[across + 1 :]
        self._at = (across + 1, down) if across + 1 < WIDTH else (0, (down + 1) % HEIGHT)
        return content[1:]

    def _command(self, content: bytes) -> bytes:
        if content[0] == 0x0D:
            self._at = (0, self._at[1])
            return content[1:]
        if self.is_cd5220 and content[:2] == b"\x1bQ":
            return self._line(content)
        taken = _EPSON.get(content[0], {}).get(content[1] if len(content) > 1 else -1)
        if taken is None or len(content) < 2 + taken or (self.is_cd5220 and content[:2] != b"\x1b@"):
            raise Misread(content[:8].hex(" "))
        self._obey(content[:2], content[2 : 2 + taken])
        return content[2 + taken :]

    def _obey(self, command: bytes, given: bytes) -> None:
        if command == b"\x1b@":
            self.rows, self._at, self._page = [" " * WIDTH] * HEIGHT, (0, 0), self.page
        elif command == b"\x1bt":
            if given[0] not in PAGES:
                raise Misread(f"page {given[0]}")
            self._page = PAGES[given[0]]
        elif command == b"\x1f$":
            if not (1 <= given[0] <= WIDTH and 1 <= given[1] <= HEIGHT):
                raise Misread(f"place {given[0]}, {given[1]}")
            self._at = (given[0] - 1, given[1] - 1)

    def _line(self, content: bytes) -> bytes:
        text, end, rest = content[3:].partition(b"\r")
        number = b"AB".find(content[2:3])
        if not end or number < 0 or len(text) != WIDTH or min(text) < 0x20:
            raise Misread(content[:30].hex(" "))
        self.rows[number] = text.decode(self.page)
        return rest
