"""Fetches the pictures of offers: from listed hosts alone, under one deadline and one cap, and without credentials."""

from collections.abc import Callable
from contextlib import closing
from typing import NoReturn
from urllib.parse import urljoin

import httpx

from pos_terminal import __version__
from pos_terminal.adapters.sessionm.network import LookUp, Resolver, TimedNetwork
from pos_terminal.adapters.sessionm.pictureaddress import PictureAddress, PictureHosts
from pos_terminal.adapters.sessionm.pool import FAULTS, Pool
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.application.offerpictures import NoPicture

LARGEST_PICTURE = 512 * 1024
"""Bytes on the wire."""
_SECONDS = 5.0
_CONNECT_SECONDS = 2.0
_MOST_HOPS = 3
_DONE = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TYPES = frozenset({"image/png", "image/jpeg", "image/jpg", "image/webp", "application/octet-stream", ""})
"""What a picture may call itself; what it is, its bytes tell."""
_HEADERS = httpx.Headers(
    {
        "Accept": "image/png, image/jpeg, image/webp",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "User-Agent": f"pos_terminal/{__version__}",
    }
)


class PictureLine:
    """Implements `PictureSource`, for one thread. ``seconds`` is for a picture as a whole, redirects included."""

    def __init__(
        self,
        hosts: PictureHosts,
        tls: Tls,
        monotonic: Callable[[], float],
        seconds: float = _SECONDS,
        look_up: LookUp | None = None,
    ) -> None:
        self._hosts = hosts
        self._tls = tls
        self._monotonic = monotonic
        self._seconds = seconds
        self._resolver = Resolver(look_up)
        self._ends = 0.0

    def fetch(self, url: str) -> bytes:
        """The bytes at an address, whatever they are. Raises NoPicture."""
        self._ends = self._monotonic() + self._seconds
        address = self._hosts.address(url)
        for _ in range(_MOST_HOPS):
            found = self._asked(address)
            if isinstance(found, bytes):
                return found
            address = found
        raise NoPicture("it is somewhere else, again and again")

    def _asked(self, address: PictureAddress) -> bytes | PictureAddress:
        """What is there, or where it is instead."""
        network = TimedNetwork(address.host, address.port, self._seconds_left, _CONNECT_SECONDS, self._resolver)
        try:
            context = self._tls.context() if address.scheme == "https" else None
            request = httpx.Request("GET", address.url, headers=_HEADERS)
            with Pool(network, context) as pool, closing(pool.handle_request(request)) as response:
                if response.status_code in _REDIRECTS:
                    return self._hosts.address(urljoin(address.url, response.headers.get("location", "")))
                return _body(response)
        except FAULTS as error:
            raise NoPicture(f"no answer: {error}") from error
        except (OSError, ValueError, httpx.InvalidURL) as error:
            raise NoPicture(str(error)) from error

    def _seconds_left(self) -> float:
        return self._ends - self._monotonic()


def _body(response: httpx.Response) -> bytes:
    headers = response.headers
    if response.status_code != _DONE:
        raise NoPicture(f"HTTP {response.status_code}")
    if headers.get("content-encoding", "identity").casefold() != "identity":
        raise NoPicture("it came packed")
    if headers.get("content-type", "").partition(";")[0].strip().casefold() not in _TYPES:
        raise NoPicture("it calls itself something else")
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > LARGEST_PICTURE:
        _too_large()
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > LARGEST_PICTURE:
            _too_large()
    return bytes(body)


def _too_large() -> NoReturn:
    raise NoPicture(f"it is larger than {LARGEST_PICTURE // 1024} KiB")
