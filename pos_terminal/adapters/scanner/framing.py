"""From the bytes of a scanner to whole codes, however the line tore them apart."""

_ENDS = b"\r\n\t\x03\x04"
"""CR, LF, tab, ETX, EOT: what scanners end a code by."""
_KEPT = frozenset({0x1D, 0x1E})
"""The separators that belong to GS1 and ISO 15434 data; no other control byte belongs to a code."""
_SPACE, _DELETE = 0x20, 0x7F
_LONGEST = 4096
"""No symbology holds more: what is longer is noise up to its end."""


class Framing:
    """Collects bytes until a code is whole. Once a scanner has ended one code, all of its codes have an end."""

    def __init__(self, prefix: str = "", suffix: str = "") -> None:
        """``prefix`` and ``suffix`` are what this scanner puts around each code; they are taken off."""
        self._prefix, self._suffix = prefix.encode(), suffix.encode()
        self._held = bytearray()
        self._is_noise = False
        self.has_ends = False

    def fed(self, content: bytes) -> list[str]:
        """The codes that are whole now."""
        codes = []
        for byte in content:
            if byte in _ENDS:
                self.has_ends = True
                codes += self._taken()
            elif byte in _KEPT or (byte >= _SPACE and byte != _DELETE) or bytes((byte,)) in self._around():
                self._hold(byte)
                if self._suffix and self._held.endswith(self._suffix):
                    self.has_ends = True
                    codes += self._taken()
        return codes

    def fell_silent(self) -> list[str]:
        """Nothing came for a while: the code of a scanner that ends none; a half code of any other is let go."""
        if not self.has_ends:
            return self._taken()
        self._held.clear()
        self._is_noise = False
        return []

    @property
    def is_waiting(self) -> bool:
        """Whether the beginning of a code is here, and not its end."""
        return bool(self._held) or self._is_noise

    def _around(self) -> bytes:
        return self._prefix + self._suffix

    def _hold(self, byte: int) -> None:
        if len(self._held) >= _LONGEST:
            self._held.clear()
            self._is_noise = True
        if not self._is_noise:
            self._held.append(byte)

    def _taken(self) -> list[str]:
        content, is_noise = bytes(self._held), self._is_noise
        self._held.clear()
        self._is_noise = False
        text = _text(content.removeprefix(self._prefix).removesuffix(self._suffix)).strip(" ")
        return [text] if text and not is_noise else []


def _text(content: bytes) -> str:
    """Scanners send UTF-8, or Latin-1 where they were never told."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")
