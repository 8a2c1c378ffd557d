"""The simulator's own pages, where the platform is one: look into its books and make it fail."""

import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import quote, urlsplit

_SECONDS = 10.0


class PagesFailed(Exception):
    """A page of the simulator did not do what it was asked to."""


class SimulatorPages:
    """The pages under `/_sim/` of one simulator."""

    def __init__(self, base_url: str) -> None:
        self._address = urlsplit(base_url)

    @classmethod
    def of(cls, base_url: str) -> "SimulatorPages | None":
        """The pages at this address; None when there is a real platform.

        Only this machine is asked: nothing but a simulator can be reached without TLS (setting ``base_url``).
        """
        pages = cls(base_url)
        if pages._address.scheme != "http":
            return None
        try:
            return pages if "violations" in pages.get("state") else None
        except (PagesFailed, OSError, HTTPException, ValueError):
            return None

    def get(self, page: str) -> Any:  # noqa: ANN401 - whatever is on the page
        """What a page shows. Raises PagesFailed."""
        return self._ask("GET", page)

    def post(self, page: str, **given: object) -> Any:  # noqa: ANN401 - whatever is on the page
        """Have a page do something. Raises PagesFailed."""
        return self._ask("POST", page, given)

    def fail(self, kind: str, path: str | None = None, **more: object) -> None:
        """Plan a fault, of those in `simulator.faults`. Raises PagesFailed."""
        self.post("faults", kind=kind, path=path, **more)

    def cut(self) -> None:
        """From now on everything is read and thrown away, as if the line were cut. Raises PagesFailed."""
        self.fail("drop_request", until_cleared=True)

    def mend(self) -> None:
        """Drop all planned faults. Raises PagesFailed."""
        self._ask("DELETE", "faults")

    def offer(self, user_offer_id: str) -> Mapping[str, Any]:
        """How a member's offer stands: its state, its transaction, how often it was redeemed. Raises PagesFailed."""
        found: Mapping[str, Any] = self.get("state")["offers"][user_offer_id]
        return found

    def sale(self, transaction_id: str) -> Mapping[str, Any] | None:
        """A transaction with its snapshots; None when it never came. Raises PagesFailed."""
        rows = self.get("transactions")["transactions"]
        if all(row["transaction_id"] != transaction_id for row in rows):
            return None
        found: Mapping[str, Any] = self.get(f"transactions/{quote(transaction_id, safe='')}")
        return found

    def _ask(self, method: str, page: str, given: Mapping[str, object] | None = None) -> Any:  # noqa: ANN401
        connection = HTTPConnection(self._address.hostname or "", self._address.port, timeout=_SECONDS)
        body = None if given is None else json.dumps(given).encode()
        try:
            connection.request(method, f"{self._address.path.rstrip('/')}/_sim/{page}", body)
            reply = connection.getresponse()
            said = reply.read()
        finally:
            connection.close()
        if reply.status != 200:  # noqa: PLR2004 - HTTP's own number
            raise PagesFailed(f"/_sim/{page} answered {reply.status}: {said.decode(errors='replace')}")
        return json.loads(said)
