"""The pictures of the offers that are on the screen now, one fetched after the other, when nothing else is asked."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from pos_terminal.application.offerpictures import NoPicture
from pos_terminal.application.ports import Background

_LOG = logging.getLogger("pos.pictures")
_MOST_KEPT = 100
_REST_SECONDS = 600.0
"""How long an address that gave no picture is left alone."""
PLACEHOLDER = b""


@dataclass(frozen=True, slots=True)
class PictureServices:
    """What gets pictures. ``background`` is a worker of its own: no lookup and no lock waits for one.

    ``get`` is run in it, and fails for what is no picture; ``is_listed`` says whether an address may be asked at all.
    """

    get: Callable[[str], bytes]
    is_listed: Callable[[str], bool]
    background: Background
    monotonic: Callable[[], float]


class PictureWall:
    """Pictures by their address; ``redraw`` is called when one more is there. Without services there are none.

    What cannot be had is a placeholder for ten minutes. Nobody is told: a sale does not depend on it.
    """

    def __init__(self, services: PictureServices | None, redraw: Callable[[], None]) -> None:
        self._services = services
        self._redraw = redraw
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._rests: dict[str, float] = {}
        self._wanted: tuple[str, ...] = ()
        self._is_getting = False

    def drawn(self, addresses: Iterable[str | None]) -> list[bytes | None]:
        """The pictures of the offers that are drawn now; None: no room is made for any."""
        services = self._services
        if services is None:
            return [None for _ in addresses]
        listed = [each if each and services.is_listed(each) else "" for each in addresses]
        self._wanted = tuple(each for each in listed if each and each not in self._kept)
        return [self._picture(each) for each in listed]

    def ticked(self) -> None:
        """A moment went by in which nothing was asked of the platform."""
        services = self._services
        if services is None or self._is_getting:
            return
        now = services.monotonic()
        address = next((each for each in self._wanted if self._rests.get(each, now) <= now), None)
        if address is not None:
            self._is_getting = True
            landed, failed = partial(self._landed, address), partial(self._failed, address)
            services.background.run(partial(services.get, address), landed, failed)

    def _picture(self, address: str) -> bytes:
        if address in self._kept:
            self._kept.move_to_end(address)
        return self._kept.get(address, PLACEHOLDER)

    def _landed(self, address: str, picture: bytes) -> None:
        self._is_getting = False
        self._rests.pop(address, None)
        self._kept[address] = picture
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        self._redraw()

    def _failed(self, address: str, why: Exception) -> None:
        self._is_getting = False
        if not isinstance(why, NoPicture):  # a fault of the program
            _LOG.error("picture=failed", exc_info=why)
        now = self._services.monotonic() if self._services else 0.0
        self._rests = {each: until for each, until in self._rests.items() if until > now}
        self._rests[address] = now + _REST_SECONDS
