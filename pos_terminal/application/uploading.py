"""Telling the platform what is in force in the store: stored before the wire, until the outcome is known.

An upload replaces what the platform knew. So one whose outcome is not known is settled first, under its own id: a late
copy of it would put the older catalog back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from pos_terminal.application.breaker import LONGEST, RETRY_AFTER_LONGEST
from pos_terminal.application.replies import ENOUGH, STOPPING, Outcome, Why, one_more_failure_decides
from pos_terminal.application.standing import Link
from pos_terminal.application.upload_ports import Subject, UploadDraft, UploadState
from pos_terminal.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.application.delivery import Delivery, Step
    from pos_terminal.application.ports import Clock, Ids
    from pos_terminal.application.replies import Reply
    from pos_terminal.application.storefacts import StoreFact
    from pos_terminal.application.upload_ports import Metadata, OpenUpload, Uploads, UploadStanding

REFUSED_AGAIN = timedelta(days=1)
_MISSING_SECONDS = 3600.0
"""Between two tries where the platform has no such service: sales do not wait for that."""
_PENDING_LONGEST = 8.0


@dataclass(frozen=True, slots=True)
class UploadPorts:
    """What uploading works with."""

    uploads: Uploads
    metadata: Metadata
    clock: Clock
    ids: Ids


class Uploading:
    """Uploads what changed, when delivery has nothing to do. All methods run in the one delivery worker."""

    def __init__(self, ports: UploadPorts, facts: Sequence[StoreFact]) -> None:
        self._ports = ports
        self._facts = facts
        self._resting: dict[Subject, float] = {}
        self._wanted: set[Subject] = set()

    def standing(self, subject: Subject) -> UploadStanding:
        """How it stands with a subject."""
        return self._ports.uploads.standing(subject)

    def ask(self, subject: Subject, *, even_unchanged: bool) -> None:
        """Somebody wants it tried now, also where it was refused, and with ``even_unchanged`` whatever was taken."""
        self._resting.pop(subject, None)
        if even_unchanged or self.standing(subject).state is UploadState.REFUSED:
            self._wanted.add(subject)

    def hurry(self) -> None:
        """Somebody waits for it: what rests is tried at once."""
        self._resting.clear()

    def after(self, delivery: Delivery, step: Step) -> Step:
        """What to do where delivery could do nothing now: one upload, or when to look again.

        Sales go first. A failure of an upload says nothing about a platform that takes sales.
        """
        is_online = delivery.link is Link.ONLINE
        if step.wait == 0.0 or not (is_online or step.wait is None):
            return step
        reply = self.step()
        if reply is None:
            waits = [wait for wait in (step.wait, self.next_wake()) if wait is not None]
            return replace(step, wait=min(waits, default=None))
        return delivery.heard(reply) if _speaks(reply, is_online=is_online) else replace(step, wait=0.0)

    def step(self) -> Reply | None:
        """Make one try, if one is due; what the platform said, or None when there is nothing to do."""
        now = self._ports.clock.monotonic()
        self._resting = {subject: until for subject, until in self._resting.items() if until > now}
        for fact in self._facts:
            upload = None if fact.subject in self._resting else self._due(fact)
            if upload is not None:
                return self._try(fact.subject, upload)
        return None

    def next_wake(self) -> float | None:
        """Seconds until there may be something to do; None where only a change can bring it."""
        now = self._ports.clock.monotonic()
        waits = [until - now for until in self._resting.values()]
        waits += [each.daily.seconds_left(self._ports.clock.now()) for each in self._facts if each.daily]
        return max(0.0, min(waits)) if waits else None

    def _due(self, fact: StoreFact) -> OpenUpload | None:
        uploads, standing = self._ports.uploads, self.standing(fact.subject)
        stamp = _stamp(fact, standing)
        upload = uploads.open(fact.subject)
        if upload is not None and (upload.tries or upload.stamp == stamp):
            return upload
        is_routine = fact.subject in self._wanted or self._is_routine(fact, standing)
        is_settled = standing.stamp == stamp and standing.state is not UploadState.WAITING
        if upload is None and is_settled and not is_routine and not self._is_refused_long(standing):
            return None
        return self._stored(fact, stamp, None if is_routine else standing.digest)

    def _stored(self, fact: StoreFact, stamp: str, known: str | None) -> OpenUpload | None:
        """What is in force, stored as an upload; None where the platform has it, or where it cannot be sent."""
        uploads, now, request_id = self._ports.uploads, self._ports.clock.now(), self._ports.ids.uuid()
        self._wanted.discard(fact.subject)
        try:
            told = fact.told(request_id)
        except Refused as refusal:
            uploads.unsendable(fact.subject, stamp, str(refusal), now)
            return None
        if told is None:
            uploads.compared(fact.subject, stamp, now)
            return None
        nameless = told.request.body.replace(request_id.encode(), b"", 1)
        digest = sha256(told.request.path.encode() + b" " + nameless).hexdigest()
        if digest == known:
            uploads.compared(fact.subject, stamp, now)
            return None
        uploads.put(UploadDraft(fact.subject, told.request, stamp, digest, told.entries), now)
        return uploads.open(fact.subject)

    def _is_routine(self, fact: StoreFact, standing: UploadStanding) -> bool:
        """Whether its daily hour has come since it was last taken."""
        if fact.daily is None or standing.taken is None or standing.state is UploadState.REFUSED:
            return False
        return standing.taken < fact.daily.last(self._ports.clock.now())

    def _is_refused_long(self, standing: UploadStanding) -> bool:
        since = standing.since if standing.state is UploadState.REFUSED else None
        return since is not None and abs(self._ports.clock.now() - since) >= REFUSED_AGAIN

    def _try(self, subject: Subject, upload: OpenUpload) -> Reply:
        uploads, clock, request_id = self._ports.uploads, self._ports.clock, upload.request.request_id
        uploads.attempted(request_id, clock.now())
        reply = self._ports.metadata.upload(upload.request)
        at = clock.now()
        if reply.outcome is Outcome.DONE:
            uploads.done(request_id, at)
        elif reply.outcome is Outcome.REJECTED:
            uploads.refused(request_id, reply.said, at)
        elif reply.why is Why.EMPTY and upload.empty + 1 >= ENOUGH:
            uploads.done(request_id, at, "taken with empty replies alone")
        elif reply.why is Why.FAILING and one_more_failure_decides(upload.tries, upload.definite):
            uploads.given_up(request_id, f"platform failing: {reply.said}", at)
            self._resting[subject] = clock.monotonic() + LONGEST
        else:
            uploads.unknown(request_id, reply.said, reply.why)
            self._rest(subject, upload, reply)
        return reply

    def _rest(self, subject: Subject, upload: OpenUpload, reply: Reply) -> None:
        """Leave it alone for 1, 2, 4 … seconds by its own tries, or as long as the platform asks."""
        longest = _PENDING_LONGEST if reply.why is Why.PENDING else LONGEST
        wait = min(longest, 2.0 ** min(upload.tries, 16))
        if reply.retry_after is not None:
            wait = max(wait, min(reply.retry_after, RETRY_AFTER_LONGEST))
        if reply.outcome is Outcome.SETUP:
            wait = _MISSING_SECONDS
        if reply.outcome not in STOPPING or reply.outcome is Outcome.SETUP:
            self._resting[subject] = self._ports.clock.monotonic() + wait


def _stamp(fact: StoreFact, standing: UploadStanding) -> str:
    """What was looked at: the version in force, and a digest of what else its bytes depend on."""
    return f"{standing.version} {sha256(fact.frame().encode()).hexdigest()}"


def _speaks(reply: Reply, *, is_online: bool) -> bool:
    """Whether the answer to an upload says how the platform does for sales, too.

    A platform without this service still takes sales, and one that answers them may only find an upload too long.
    """
    if reply.outcome is Outcome.SETUP:
        return False
    return reply.outcome is not Outcome.UNKNOWN or reply.why is Why.BUSY or not is_online
