"""A platform that treats its first requests badly and takes all that follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from tests.adapters.sessionm.hostile import Behaviour, Talk, response
from tests.reliability.sending import Sent, sent

Act: TypeAlias = Callable[[Talk], None]
"""What becomes of a request that was read."""


@dataclass
class HostilePlatform:
    """Its `behave` is the behaviour of a hostile server.

    ``acts`` are for its first requests, one each; ``greetings`` for connections by their number, in place of reading
    any request; ``judge`` says what becomes of a request later, None: it is taken.
    """

    acts: Iterable[Act] = ()
    greetings: Mapping[int, Behaviour] = field(default_factory=dict)
    judge: Callable[[Sent], Act | None] = lambda _: None
    sent: list[Sent] = field(default_factory=list)
    """All requests, as they came."""
    taken: list[str] = field(default_factory=list)
    """The sales of the requests that it took when its acts were over."""

    def __post_init__(self) -> None:
        self._acts = iter(self.acts)

    def behave(self, talk: Talk) -> None:
        if talk.number in self.greetings:
            self.greetings[talk.number](talk)
            return
        while raw := talk.request():
            request = sent(raw)
            self.sent.append(request)
            act = next(self._acts, None) or self.judge(request)
            if act:
                act(talk)
            else:
                self.taken += request.sales
                talk.send(response())


def says(raw: bytes) -> Act:
    """These bytes, and the connection stays."""
    return lambda talk: talk.send(raw)


def ends(raw: bytes) -> Act:
    """These bytes, and not one more."""

    def act(talk: Talk) -> None:
        talk.send(raw)
        talk.hang_up()

    return act


def drips(raw: bytes, at_once: int = 0) -> Act:
    """These bytes so slowly that no deadline waits for them."""

    def act(talk: Talk) -> None:
        talk.send(raw[:at_once])
        talk.drip(raw[at_once:])

    return act


def stays_silent(talk: Talk) -> None:
    talk.silence()


def resets(talk: Talk) -> None:
    talk.reset()
