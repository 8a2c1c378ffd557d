"""Tells whoever started the program that its screen is alive, as systemd wants it (sd_notify)."""

from __future__ import annotations

import logging
import os
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_log = logging.getLogger("pos.desk")
ALIVE = b"WATCHDOG=1"


class Watchdog:
    """Without a socket in the environment nobody watches, and nothing is told."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        path = environment.get("NOTIFY_SOCKET", "")
        self._address = f"\0{path[1:]}" if path.startswith("@") else path

    @property
    def is_watched(self) -> bool:
        """Whether anybody wants to be told."""
        return bool(self._address) and hasattr(socket, "AF_UNIX")

    def alive(self) -> None:
        """The screen still works: called by it, so that one that stands still does not tell so."""
        if not self.is_watched:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
                line.setblocking(False)
                line.sendto(ALIVE, self._address)
        except OSError as error:
            _log.warning("watchdog: %s", error)
