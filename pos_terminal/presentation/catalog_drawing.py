"""The catalog's pages at the manager's desk, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.application.catalogdiff import ChangeKind
from pos_terminal.application.catalogsources import Outcome
from pos_terminal.application.upload_ports import UploadState
from pos_terminal.presentation.figures import amount_text, clock_text, count_text, day_text, percent_text
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.report_panel import ReportRow
from pos_terminal.wording import _, later, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pos_terminal.application.catalogdiff import Difference, ItemChange
    from pos_terminal.application.catalogsources import FeedEntry, FeedStanding, SourceStanding, Waiting
    from pos_terminal.application.catalogstanding import CatalogStanding
    from pos_terminal.application.upload_ports import UploadStanding

_LOG_SHOWN = 8
_FAULTS_SHOWN = 60
_CHANGES_SHOWN = 60
_OUTCOMES = {
    Outcome.NEVER: later("Not asked yet"),
    Outcome.UNCHANGED: later("Nothing new"),
    Outcome.NEW: later("New catalog"),
    Outcome.FAULTY: later("Faults"),
    Outcome.FAILED: later("No answer"),
    Outcome.LIVE: later("In force"),
    Outcome.PUT_BACK: later("Put back: the one before is in force"),
}
_TONES = {Outcome.FAULTY: "danger", Outcome.FAILED: "danger", Outcome.NEW: "primary", Outcome.LIVE: "success"}
_STAGES = {
    "fetching": later("The catalog is being fetched."),
    "reading": later("The catalog is being read: {done} items."),
    "checking": later("The catalog is being checked."),
    "clearing": later("Room is being made for the new catalog."),
    "writing": later("The catalog is being written: {percent}."),
    "waiting": later("The new catalog waits for the open sale to end."),
}
_KINDS = {
    ChangeKind.ADDED: later("New"),
    ChangeKind.CHANGED: later("Changed"),
    ChangeKind.RETIRED: later("Goes"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the first page is drawn from; ``local`` is a moment in the store's time."""

    standing: CatalogStanding
    feed: FeedStanding
    local: Callable[[datetime], datetime]


def progress_words(feed: FeedStanding) -> str:
    """What is under way; empty: nothing."""
    words = _STAGES.get(feed.doing, "")
    percent = feed.done * 100 // feed.total if feed.total else 0
    return _(words, done=count_text(feed.done), percent=percent_text(percent))


def home_rows(told: Told) -> tuple[ReportRow, ...]:
    """What is in force, what waits, where it comes from, and what happened."""
    standing, feed = told.standing, told.feed
    rows = [
        ReportRow(_("In force"), is_title=True),
        ReportRow(_("Items"), count_text(standing.items)),
        ReportRow(_("Categories"), count_text(standing.categories)),
    ]
    if standing.before is not None:
        rows.append(ReportRow(_("Put the one before back"), count_text(standing.before), key="back"))
    if standing.upload is not None:
        rows += [ReportRow(_("The platform's copy"), is_title=True), _upload_row(standing.upload)]
    if feed.waiting is not None:
        rows += [ReportRow(_("Waits to go live"), is_title=True), _waiting_row(feed.waiting, told.local)]
    rows += _source_rows(feed, told.local)
    if feed.log:
        rows.append(ReportRow(_("What happened"), is_title=True))
        rows += [_log_row(each, told.local(each.at)) for each in feed.log[:_LOG_SHOWN]]
    return tuple(rows)


def waiting_rows(feed: FeedStanding, local: Callable[[datetime], datetime]) -> tuple[ReportRow, ...]:
    """What the catalog that waits would change, odd prices first, and when it goes live."""
    waiting = feed.waiting
    if waiting is None:
        return ()
    difference = waiting.difference
    rows = [
        ReportRow(_("Goes live"), is_title=True),
        ReportRow(_due_words(waiting, local)),
        ReportRow(_("When the business day ends"), key="day"),
        ReportRow(_("When somebody says so"), key="asked"),
        ReportRow(_("Do not take it"), key="forget", tone="danger"),
        ReportRow(_("What it changes"), is_title=True),
        *(ReportRow(words, count_text(count)) for words, count in _counts(difference)),
    ]
    odd = [each for each in difference.shown if each.oddity]
    others = [each for each in difference.shown if not each.oddity]
    for title, changes in ((_("Prices that look like a mistake"), odd), (_("Items"), others)):
        if changes:
            rows += [ReportRow(title, is_title=True), *map(_change_row, changes[:_CHANGES_SHOWN])]
    return tuple(rows)


def fault_rows(feed: FeedStanding) -> tuple[ReportRow, ...]:
    """What is wrong with the file that came last, by line."""
    shown = feed.faults[:_FAULTS_SHOWN]
    rows = [ReportRow(_("Faults"), count_text(feed.fault_count))]
    for each in shown:
        where = _("Line {line}", line=each.line) if each.line else _("The file")
        rows.append(ReportRow(f"{where} {plain(each.field or '')}".strip(), detail=plain(each.sentence)))
    if feed.fault_count > len(shown):
        rows.append(ReportRow(_("and {count} more", count=count_text(feed.fault_count - len(shown)))))
    return tuple(rows)


def moment_text(local: datetime) -> str:
    """A day and a time."""
    return f"{day_text(local.date())}, {clock_text(local)}"


def _source_rows(feed: FeedStanding, local: Callable[[datetime], datetime]) -> list[ReportRow]:
    rows = [ReportRow(_("Sources"), is_title=True)] if feed.sources else []
    for each in feed.sources:
        key = "faults" if feed.faulty_place == each.place and feed.faults else ""
        tone = _TONES.get(each.outcome, "")
        rows.append(
            ReportRow(plain(each.place), _(_OUTCOMES[each.outcome]), detail=_stood(each, local), tone=tone, key=key)
        )
    return rows


def _log_row(entry: FeedEntry, local: datetime) -> ReportRow:
    said = "  ".join(each for each in (day_text(local.date()), entry.place, entry.said) if each)
    tone = _TONES.get(entry.outcome, "")
    return ReportRow(_(_OUTCOMES[entry.outcome]), clock_text(local), detail=plain(said), tone=tone)


def _stood(source: SourceStanding, local: Callable[[datetime], datetime]) -> str:
    good = _("Last good: {moment}", moment=moment_text(local(source.good))) if source.good else ""
    return plain("  ".join(each for each in (source.said, good) if each))


def _waiting_row(waiting: Waiting, local: Callable[[datetime], datetime]) -> ReportRow:
    odd = waiting.difference.odd
    detail = _due_words(waiting, local)
    if odd:
        detail += " " + ngettext("{count} price looks like a mistake.", "{count} prices look like a mistake.", odd)
    return ReportRow(_("See what it changes"), count_text(waiting.items), detail=detail, key="waiting")


def _due_words(waiting: Waiting, local: Callable[[datetime], datetime]) -> str:
    if waiting.due is None:
        return _("It waits until somebody puts it in force.")
    return _("It goes live: {moment}.", moment=moment_text(local(waiting.due)))


def _counts(difference: Difference) -> tuple[tuple[str, int], ...]:
    kinds = (difference.added, difference.changed, difference.retired)
    return tuple((_(_KINDS[kind]), count) for kind, count in zip(ChangeKind, kinds, strict=True))


def _change_row(change: ItemChange) -> ReportRow:
    """What is another one stands beside what it was; what stays the same is told once."""
    prices = dict.fromkeys(amount_text(each) for each in (change.before, change.after) if each is not None)
    names = (plain(each) for each in (change.was, change.name) if each)
    line = _("Line {line}", line=change.line) if change.line else ""
    detail = "  ".join(each for each in (_(_KINDS[change.kind]), change.item_id, line, str(change.oddity)) if each)
    tone = "danger" if change.oddity else ""
    return ReportRow(" → ".join(names), " → ".join(prices), detail=plain(detail), tone=tone)


def _upload_row(upload: UploadStanding) -> ReportRow:
    words = {
        UploadState.NONE: _("Nothing to tell yet"),
        UploadState.WAITING: _("Waits to be sent"),
        UploadState.DONE: _("The platform has it"),
        UploadState.REFUSED: _("Refused"),
    }[upload.state]
    tone = {UploadState.DONE: "success", UploadState.REFUSED: "danger"}.get(upload.state, "")
    entries = ngettext("{count} entry", "{count} entries", upload.entries) if upload.entries else ""
    return ReportRow(words, entries, detail=upload.reason, tone=tone)
