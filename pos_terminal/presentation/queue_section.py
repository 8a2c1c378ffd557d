"""The queue at the manager's desk: what waits or was refused and why, trying again, and carrying it away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from pos_terminal.application.causes import Cause, cause_of
from pos_terminal.application.queueing import DeliveryState
from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.figures import age_text, amount_text, count_text
from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.presentation.plain import apart, brief, plain
from pos_terminal.presentation.report_panel import ReportPanel, ReportRow
from pos_terminal.wording import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pos_terminal.application.ports import Background, Clock
    from pos_terminal.application.queueing import QueueRow
    from pos_terminal.application.queueview import RequestView, ReturningOffer, SnapshotView
    from pos_terminal.domain.money import Money
    from pos_terminal.presentation.back_office import SectionHost

MOST_ROWS = 100
"""How many rows the list has, the oldest first; commands tell of all."""
_EXPORT = "export"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class QueueStanding:
    """What waits and what was refused, oldest first, and offers that are still to be given back."""

    pending: int
    parked: int
    rows: Sequence[QueueRow]
    totals: Mapping[int, Money]
    returning: Sequence[ReturningOffer]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class QueueServices:
    """``standing`` and ``story`` read; the others take their time, in the background. All raise Refused.

    ``retry`` sends one that was refused once more and tells its state then, ``send`` all of them and how many went,
    ``export`` writes what was not sent into a file and tells where.
    """

    clock: Clock
    background: Background
    standing: Callable[[], QueueStanding]
    story: Callable[[str], Sequence[SnapshotView]]
    retry: Callable[[str], DeliveryState]
    send: Callable[[], int]
    export: Callable[[], str]


class QueueScreen(Protocol):
    """Draws the section."""

    def show_panel(self, panel: ReportPanel, /) -> None:
        """Draw this."""


class QueueSection:
    """Implements `SectionPresenter`."""

    def __init__(self, services: QueueServices, screen: QueueScreen, host: SectionHost) -> None:
        self._services = services
        self._screen = screen
        self._host = host
        self._opened = ""
        self._is_busy = False

    def entered(self) -> None:
        """The list, as it stands now."""
        self._opened = ""
        self._show()

    def scanned(self, _code: str) -> None:
        """Goods are rung up on the sale alone."""
        self._host.tell(problem(_("Goods are rung up on the sale screen.")))

    def ticked(self) -> None:
        """Sending goes on meanwhile."""
        self._show()

    def row_chosen(self, key: str) -> None:
        """Look at one transaction, or write all of it into a file."""
        if key == _EXPORT:
            self._run(self._services.export, self._exported)
        else:
            self._opened = key
            self._show()

    def acted(self) -> None:
        """Send what is shown once more."""
        if self._opened:
            self._run(partial(self._services.retry, self._opened), self._tried)
        else:
            self._run(self._services.send, self._sent)

    def back_asked(self) -> None:
        """To the list."""
        self.entered()

    def _run(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """One errand after the other: a second tap waits for the first one's end."""
        if self._is_busy:
            return
        self._is_busy = True

        def landed(answer: _T) -> None:
            self._is_busy = False
            done(answer)
            self._show()

        def failed(error: Exception) -> None:
            self._is_busy = False
            if not isinstance(error, Refused):
                raise error
            self._host.tell(problem(error.sentence))

        self._services.background.run(work, landed, failed)

    def _exported(self, place: str) -> None:
        self._host.tell(Notice(_("What was not sent is in the file {file}.", file=place)))

    def _tried(self, state: DeliveryState) -> None:
        match state:
            case DeliveryState.DONE:
                self._host.tell(Notice(_("The platform has taken it.")))
            case DeliveryState.PARKED:
                self._host.tell(problem(_("The platform refused it again.")))
            case _:
                self._host.tell(Notice(_("It is back in the queue and goes out by itself.")))

    def _sent(self, count: int) -> None:
        self._host.tell(Notice(ngettext("{count} transaction was sent.", "{count} transactions were sent.", count)))

    def _show(self) -> None:
        try:
            panel = self._story() if self._opened else self._list()
        except Refused as refusal:
            self._opened = ""
            self._host.tell(problem(refusal.sentence))
            return
        self._screen.show_panel(panel)

    def _list(self) -> ReportPanel:
        standing = self._services.standing()
        rows = [
            *self._section(_("Refused by the platform"), standing, {DeliveryState.PARKED}),
            *self._section(_("Waits to be sent"), standing, {DeliveryState.WAITING, DeliveryState.SENDING}),
            *self._offers(standing.returning),
        ]
        if not rows:
            rows.append(ReportRow(_("Everything was sent.")))
        if standing.rows:
            rows += [ReportRow(_("As a file"), is_title=True), ReportRow(_("Export what was not sent"), key=_EXPORT)]
        act = _("Send all now") if standing.pending or standing.parked else ""
        return ReportPanel(_("Queue"), "", tuple(rows), act, "cloud-up", leave="")

    def _section(self, title: str, standing: QueueStanding, states: set[DeliveryState]) -> list[ReportRow]:
        rows = [self._row(each, standing.totals) for each in standing.rows if each.state in states]
        return [ReportRow(title, is_title=True), *rows] if rows else []

    def _row(self, row: QueueRow, totals: Mapping[int, Money]) -> ReportRow:
        is_parked = row.state is DeliveryState.PARKED
        told = [
            str(cause_of(row.reason, is_parked=is_parked).short),
            age_text(self._services.clock.now() - row.created),
        ]
        if row.tries:
            told.append(ngettext("{count} try", "{count} tries", row.tries))
        total = amount_text(totals[row.seq]) if row.seq in totals else ""
        tone = "danger" if is_parked else ""
        return ReportRow(plain(row.transaction_id), total, detail=" · ".join(told), tone=tone, key=row.transaction_id)

    def _offers(self, returning: Sequence[ReturningOffer]) -> list[ReportRow]:
        rows = [
            ReportRow(
                brief(each.offer_id),
                age_text(self._services.clock.now() - each.held_since),
                detail=" · ".join(filter(None, (apart(each.transaction_id), apart(each.reason)))),
            )
            for each in returning
        ]
        return [ReportRow(_("Offers being given back"), is_title=True), *rows] if rows else []

    def _story(self) -> ReportPanel:
        snapshots = self._services.story(self._opened)
        newest = next((each for each in snapshots if each.state is DeliveryState.PARKED), snapshots[-1])
        is_parked = newest.state is DeliveryState.PARKED
        cause = cause_of(newest.reason or _last_said(newest), is_parked=is_parked)
        sentence = "" if newest.state in {None, DeliveryState.DONE} else _said(cause)
        rows = [row for each in snapshots for row in self._snapshot(each)]
        act = _("Send it again") if is_parked else ""
        return ReportPanel(plain(self._opened), sentence, tuple(rows), act, "cloud-up", leave=_("Back"))

    def _snapshot(self, snapshot: SnapshotView) -> list[ReportRow]:
        rows = [
            ReportRow(_state_words(snapshot.state), is_title=True),
            ReportRow(_("Journal {mark}", mark=count_text(snapshot.seq)), amount_text(snapshot.total)),
        ]
        return [*rows, *(self._request(each) for each in snapshot.requests)]

    def _request(self, request: RequestView) -> ReportRow:
        tried = age_text(self._services.clock.now() - request.last_tried) if request.last_tried else ""
        tries = ngettext("{count} try", "{count} tries", request.tries)
        told = " · ".join(filter(None, (tries, apart(request.reason))))
        return ReportRow(plain(request.request_id), tried, detail=told)


def _said(cause: Cause) -> str:
    return f"{cause.means} {cause.advice}"


def _last_said(snapshot: SnapshotView) -> str:
    said = [request.reason for request in snapshot.requests if request.state == "open" and request.reason]
    return said[-1] if said else ""


def _state_words(state: DeliveryState | None) -> str:
    match state:
        case DeliveryState.WAITING:
            return _("Waits to be sent")
        case DeliveryState.SENDING:
            return _("On its way")
        case DeliveryState.PARKED:
            return _("Refused by the platform")
        case DeliveryState.DONE:
            return _("Taken by the platform")
        case None:
            return _("Is not sent")
