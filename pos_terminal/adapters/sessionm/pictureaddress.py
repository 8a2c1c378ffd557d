"""Where the pictures of offers may come from: hosts on the shop's list, and from nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from pos_terminal.adapters.sessionm.address import PORTS, is_host, is_this_machine, origin
from pos_terminal.application.offerpictures import NoPicture

_LONGEST = 2048


@dataclass(frozen=True, slots=True)
class PictureAddress:
    """One picture on one host."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """The whole address, put together anew from what was checked."""
        return f"{origin(self.scheme, self.host, self.port)}{self.target}"


class PictureHosts:
    """The hosts of the setting ``offer_picture_hosts``: `host`, at the port that https has anyway, or `host:port`."""

    def __init__(self, hosts: Iterable[str]) -> None:
        self._allowed = frozenset(_place(each) for each in hosts)

    def address(self, url: str) -> PictureAddress:
        """The address, taken apart. Raises NoPicture for one that nothing is fetched from."""
        if len(url) > _LONGEST or not all("!" <= char <= "~" for char in url) or "\\" in url:
            raise NoPicture("its address is none")
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
        except ValueError:
            raise NoPicture("its address is none") from None
        if parts.scheme not in PORTS or parts.username is not None or parts.password is not None or not is_host(host):
            raise NoPicture("its address is none")
        if parts.scheme == "http" and not is_this_machine(host):
            raise NoPicture("it would come unencrypted")
        if (host, port) not in self._allowed:
            raise NoPicture("its host is not on the list")
        query = f"?{parts.query}" if parts.query else ""
        return PictureAddress(parts.scheme, host, port, f"{parts.path or '/'}{query}")

    def has(self, url: str) -> bool:
        """Whether a picture may be fetched from there."""
        try:
            self.address(url)
        except NoPicture:
            return False
        return True


def _place(entry: str) -> tuple[str, int]:
    parts = urlsplit(f"https://{entry.strip()}")
    return parts.hostname or "", parts.port or PORTS["https"]
