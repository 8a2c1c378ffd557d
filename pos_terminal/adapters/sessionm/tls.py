"""Whom the terminal trusts: one context, built once and shared by every worker's client."""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # 10 ms that the first screen need not wait for
    import ssl


class Tls:
    """Certificates are verified, host names compared, TLS is 1.2 or newer; nothing turns that off.

    Trusted are the authorities of the operating system and those that come with the terminal, or, with ``ca_file``,
    those in that file alone.
    """

    def __init__(self, ca_file: Path | None = None) -> None:
        self._ca_file = ca_file
        self._lock = Lock()
        self._context: ssl.SSLContext | None = None

    def context(self) -> "ssl.SSLContext":
        """The context. Raises OSError when ``ca_file`` cannot be read or holds no certificate."""
        with self._lock:
            if self._context is None:
                self._context = self._built()
            return self._context

    def _built(self) -> "ssl.SSLContext":
        import ssl

        import certifi

        context = ssl.create_default_context(cafile=self._ca_file)
        if self._ca_file is None:
            context.load_verify_locations(certifi.where())
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context
