"""Fetches catalogs from an HTTPS address: only what is new, under one deadline and one cap, on from where it broke off.

No redirect is followed, whatever is there: a catalog that moves elsewhere is somebody's decision.
"""

from collections.abc import Callable
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import httpx

from pos_terminal import __version__
from pos_terminal.adapters.sessionm.address import PORTS
from pos_terminal.adapters.sessionm.network import LookUp, Resolver, TimedNetwork
from pos_terminal.adapters.sessionm.pool import FAULTS, Pool
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.application.catalogsources import Arrived, SourceFailed

_CONNECT_SECONDS = 5.0
_ALL, _PART, _SAME, _BEYOND = 200, 206, 304, 416
_REDIRECTS = range(300, 400)
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ENDS = {"text/csv": ".csv", "application/json": ".json", _EXCEL: ".xlsx"}


class CatalogLine:
    """Implements `CatalogPlace`, for one thread."""

    def __init__(
        self,
        url: str,
        tls: Tls,
        monotonic: Callable[[], float],
        limits: tuple[float, int],
        look_up: LookUp | None = None,
    ) -> None:
        """``limits``: the seconds that one download may take as a whole, and its most bytes."""
        self.place = url
        parts = urlsplit(url)
        self._scheme, self._host = parts.scheme, parts.hostname or ""
        self._port = parts.port or PORTS[parts.scheme]
        self._path = parts.path
        self._name = sha256(url.encode()).hexdigest()[:16]  # what broke off goes on from this address alone
        self._tls = tls
        self._monotonic = monotonic
        self._seconds, self._most = limits
        self._resolver = Resolver(look_up)
        self._ends = 0.0

    def fetch(self, known: str, into: Path) -> Arrived | None:
        """What is there; what came of a download that broke off is kept, and the next one goes on from there."""
        self._ends = self._monotonic() + self._seconds
        part, version = into / f"{self._name}.part", into / f"{self._name}.etag"
        network = TimedNetwork(self._host, self._port, self._seconds_left, _CONNECT_SECONDS, self._resolver)
        request = httpx.Request("GET", self.place, headers=_headers(known, part, version))
        try:
            context = self._tls.context() if self._scheme == "https" else None
            with Pool(network, context) as pool, closing(pool.handle_request(request)) as response:
                if response.status_code == _SAME and known:
                    return None
                stamp, offset = self._begun(response, part)
                if stamp and stamp == known:
                    return None
                version.write_text(stamp if stamp.startswith('"') else "", "utf-8")
                self._received(response, network, part, offset)
        except FAULTS as error:
            raise SourceFailed(f"The download broke off: {error}. It is tried again by itself.") from error
        except (OSError, ValueError, httpx.InvalidURL) as error:
            raise SourceFailed(f"The catalog could not be fetched: {error}.") from error
        return self._arrived(response, part, stamp)

    def _begun(self, response: httpx.Response, part: Path) -> tuple[str, int]:
        """The version that comes, and from which byte on. Raises SourceFailed."""
        status, headers = response.status_code, response.headers
        if status in _REDIRECTS:
            raise SourceFailed(
                f"The address leads elsewhere ({headers.get('location', 'nowhere')[:200]}). "
                "Put the new address into the settings if it is right."
            )
        if status == _BEYOND:
            part.unlink(missing_ok=True)
            raise SourceFailed("The catalog changed while it was fetched. It is fetched anew at the next try.")
        if status not in {_ALL, _PART}:
            raise SourceFailed(f"The address answers with HTTP {status}. Check the address in the settings.")
        if headers.get("content-encoding", "identity").casefold() != "identity":
            raise SourceFailed("The catalog came packed, which was not asked for.")
        offset = part.stat().st_size if status == _PART else 0
        if status == _PART and not headers.get("content-range", "").startswith(f"bytes {offset}-"):
            part.unlink(missing_ok=True)
            raise SourceFailed("The rest of the catalog came from another place in it. It is fetched anew.")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or offset + int(length) > self._most:
            raise self._too_large()
        return headers.get("etag") or headers.get("last-modified") or "", offset

    def _received(self, response: httpx.Response, network: TimedNetwork, part: Path, offset: int) -> None:
        with part.open("r+b" if offset else "wb") as file:
            file.seek(offset)
            self._written(response, network, file, offset)
            file.truncate()

    def _written(self, response: httpx.Response, network: TimedNetwork, file: BinaryIO, size: int) -> None:
        for chunk in response.iter_raw():
            size += len(chunk)
            if size > self._most:
                raise self._too_large()
            file.write(chunk)
            if network.stream is not None:
                network.stream.mark()  # what came is on disk, and need not be kept in memory

    def _arrived(self, response: httpx.Response, part: Path, stamp: str) -> Arrived:
        end = Path(self._path).suffix.lower()
        if end not in _ENDS.values():
            kind = response.headers.get("content-type", "").partition(";")[0].strip().casefold()
            end = _ENDS.get(kind, ".json")
        file = part.with_name(f"arrived{end}")
        part.replace(file)
        with suppress(OSError):
            part.with_suffix(".etag").unlink()
        return Arrived(file, stamp)

    def _too_large(self) -> SourceFailed:
        return SourceFailed(f"The catalog is larger than {self._most / 1e6:,.0f} MB, the most that the settings allow.")

    def _seconds_left(self) -> float:
        return self._ends - self._monotonic()


def _headers(known: str, part: Path, version: Path) -> httpx.Headers:
    headers = httpx.Headers(
        {"Accept-Encoding": "identity", "Connection": "close", "User-Agent": f"pos_terminal/{__version__}"}
    )
    begun = version.read_text("utf-8") if version.is_file() else ""
    if begun and part.is_file() and part.stat().st_size:
        headers["Range"], headers["If-Range"] = f"bytes={part.stat().st_size}-", begun
    elif known:
        headers["If-None-Match" if known.startswith(('"', "W/")) else "If-Modified-Since"] = known
    return headers
