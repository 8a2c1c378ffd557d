"""Answers kept by request id, so that a request is processed once however often it arrives."""

import hashlib
from dataclasses import dataclass

from pos_terminal.simulator.replies import Reply


@dataclass(slots=True)
class Answer:
    """What is known of one request id.

    Attributes:
        digest: SHA-256 of path and body; the id belongs to exactly these.
        reply: The final answer, once there is one worth keeping.
        deliveries: How often the request has arrived.
    """

    digest: str
    reply: Reply | None = None
    deliveries: int = 0

    def is_for(self, path: str, body: bytes) -> bool:
        """Whether a request is the one this answer belongs to."""
        return self.digest == _digest(path, body)


class Answers:
    """Answers by request id."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}

    def arrived(self, request_id: str, path: str, body: bytes) -> Answer:
        """The answer entry of a request; a new one when the id was never seen."""
        answer = self._answers.setdefault(request_id, Answer(_digest(path, body)))
        answer.deliveries += 1
        return answer

    def forget(self) -> None:
        """Lose everything, as a platform that restarts or keeps ids for a short time only."""
        self._answers.clear()


def _digest(path: str, body: bytes) -> str:
    return hashlib.sha256(path.encode() + b"\0" + body).hexdigest()
