"""A recorded request as the checks look at it: read as JSON with exact numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pos_terminal.simulator.jsontext import JsonTextError, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos_terminal.adapters.sessionm.recording import Exchanged

_PREFIX = "/api/2.0/"


@dataclass(frozen=True, slots=True)
class Call:
    """One request and its answer."""

    exchanged: Exchanged

    @property
    def endpoint(self) -> str:
        """The endpoint's own name, such as ``lock``."""
        return self.exchanged.path.removeprefix(_PREFIX)

    @property
    def request_id(self) -> str:
        """The id that it went out under."""
        return self.exchanged.request_id

    @property
    def container(self) -> dict[str, Any]:
        """The request as it was sent."""
        return read(self.exchanged.sent)

    @property
    def payload(self) -> dict[str, Any]:
        """What the endpoint was told."""
        found: dict[str, Any] = self.container["request_payload"]
        return found

    @property
    def answer(self) -> dict[str, Any]:
        """The answer's container; empty where none came that can be read."""
        try:
            return read(self.exchanged.received)
        except JsonTextError:
            return {}

    @property
    def transactions(self) -> list[dict[str, Any]]:
        """The transactions that it carries: of a batch all, of a question about a cart the one."""
        if self.endpoint == "send_transaction":
            return [self.payload]
        one = self.payload.get("transaction")
        return list(self.payload.get("transactions") or ([one] if one else []))


def read(body: bytes) -> dict[str, Any]:
    """A JSON object, its numbers exact. Raises JsonTextError when it is none."""
    value = parse(body)
    if not isinstance(value, dict):
        raise JsonTextError("not an object")
    found: dict[str, Any] = value
    return found


def keys_in(value: object) -> Iterator[str]:
    """Every key at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_in(inner)
    elif isinstance(value, list):
        for each in value:
            yield from keys_in(each)
