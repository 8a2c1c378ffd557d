"""The network and what waits for it: whether it is there, why not, how much waits and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from pos_terminal.application.standing import Link, QueueCounts
from pos_terminal.presentation.figures import age_text, amount_text, count_text
from pos_terminal.presentation.pill import Pill, Tone
from pos_terminal.wording import _, later

LONG = timedelta(hours=24)
"""Peers expect a queue to be gone by now: what waits is told as bad."""
TOO_LONG = timedelta(hours=72)
"""A manager's business."""

_WORTH_TELLING = timedelta(minutes=1)
_HEADS = {Link.OFFLINE: later("Offline"), Link.STOPPED: later("Sending stopped")}
_TONES = {Link.OFFLINE: Tone.WARN, Link.STOPPED: Tone.BAD}
_ICONS = {Link.OFFLINE: "cloud-off", Link.STOPPED: "cloud-x"}


class NetworkView(NamedTuple):
    """What the line knows: the link, why, for how many seconds it has been so, and the queue."""

    link: Link
    reason: str
    counts: QueueCounts
    seconds: float = 0.0


def network_pill(view: NetworkView, now: datetime) -> Pill:
    """Always an icon, words and the count; what waits for long is told ever more urgently."""
    counts = view.counts
    if not (counts.pending or counts.parked or view.link in _HEADS):
        return _nothing_waits(view.link)
    age = now - counts.since if counts.since else timedelta(0)
    told = _Told(view, age)
    return Pill(told.whole(), _icon(view), _tone(view, age), shorter=told.shorter())


def _nothing_waits(link: Link) -> Pill:
    if link is Link.UNTRIED:
        return Pill(_("Nothing to send yet"), "cloud-up", shorter=(_("Nothing to send"),))
    return Pill(_("Online · all sent"), "cloud-check", Tone.GOOD, shorter=(_("All sent"),))


def _icon(view: NetworkView) -> str:
    if view.counts.parked and view.link not in _HEADS:
        return "alert-triangle"
    return _ICONS.get(view.link, "cloud-up")


def _tone(view: NetworkView, age: timedelta) -> Tone:
    if age >= TOO_LONG:
        return Tone.ALARM
    if age >= LONG or view.counts.parked:
        return Tone.BAD
    return _TONES.get(view.link, Tone.NEUTRAL)


class _Told:
    """The parts of what is told, for more and less room."""

    def __init__(self, view: NetworkView, age: timedelta) -> None:
        counts = view.counts
        self._head = _(_HEADS.get(view.link, ""))
        lasts = timedelta(seconds=view.seconds)
        is_long = self._head and lasts >= _WORTH_TELLING
        self._head_with_time = f"{self._head} {age_text(lasts)}" if is_long else self._head
        self._urgent = _("tell a manager") if age >= TOO_LONG else ""
        self._cause = _short_cause(view.reason) if self._head and view.reason else ""
        self._parked = _("{count} set aside", count=count_text(counts.parked)) if counts.parked else ""
        self._count = count_text(counts.pending) if counts.pending or not counts.parked else ""
        self._waiting = _("{count} to send", count=self._count) if self._count else ""
        self._age = age_text(age) if age >= _WORTH_TELLING else ""
        self._worth = f"{amount_text(counts.worth)} {counts.worth.currency.code}" if counts.worth else ""

    def whole(self) -> str:
        """Everything."""
        return _joined(self._head_with_time, self._urgent, self._cause, *self._queue(self._worth))

    def shorter(self) -> tuple[str, ...]:
        """Without the sum, then the duration, then the cause, then all but what must always be seen."""
        forms = (
            _joined(self._head_with_time, self._urgent, self._cause, *self._queue()),
            _joined(self._head, self._urgent, self._cause, *self._queue()),
            _joined(self._head, self._urgent, *self._queue()),
            _joined(self._head, self._parked, self._waiting, self._age),
            _joined(self._parked, self._waiting, self._age),
            _joined(self._parked, self._count, self._age),
        )
        return tuple(dict.fromkeys(each for each in forms if each != self.whole()))

    def _queue(self, worth: str = "") -> tuple[str, ...]:
        return self._parked, self._waiting, worth, _("oldest {age}", age=self._age) if self._age else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _short_cause(reason: str) -> str:
    """What knows the causes is loaded when there is one."""
    from pos_terminal.application.causes import cause_of

    return str(cause_of(reason).short)
