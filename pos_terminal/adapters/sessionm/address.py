"""Where the platform is: one host, reached safely."""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit

PORTS = {"https": 443, "http": 80}
_LONGEST_LABEL = 63


@dataclass(frozen=True, slots=True)
class PlatformAddress:
    """The one place that requests, and with them the credentials, go to."""

    scheme: str
    host: str
    port: int
    prefix: str = ""

    @classmethod
    def of(cls, base_url: str) -> Self:
        """The address in the setting ``base_url``.

        Raises ValueError, with a sentence, unless it is ``https://`` and a host name (``http://`` for this machine
        alone), perhaps with a port and a path, and nothing else.
        """
        try:
            parts = urlsplit(base_url)
            host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
        except ValueError as error:
            raise ValueError(f"base_url {base_url!r} is no address: {error}") from error
        if parts.username is not None or parts.password is not None:
            raise ValueError("base_url holds credentials; they belong into key and secret")
        if parts.query or parts.fragment or not is_host(host) or parts.scheme not in PORTS:
            raise ValueError(f"base_url {base_url!r} takes the form https://host or https://host:port/path")
        if parts.scheme == "http" and not is_this_machine(host):
            raise ValueError(f"base_url {base_url!r} would send the credentials readable by all; use https://")
        return cls(parts.scheme, host, port, parts.path.rstrip("/"))

    def url(self, path: str) -> str:
        """The address of an endpoint."""
        return f"{origin(self.scheme, self.host, self.port)}{self.prefix}{path}"


def origin(scheme: str, host: str, port: int) -> str:
    """The part of an address before its path; IPv6 addresses stand in brackets."""
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def is_host(host: str) -> bool:
    """Whether the name has a form that can be looked up; one dot may stand at its end."""
    labels = host.removesuffix(".").split(".")
    return host.isascii() and all(0 < len(label) <= _LONGEST_LABEL for label in labels)


def is_this_machine(host: str) -> bool:
    """Whether a request to this host stays on the machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
