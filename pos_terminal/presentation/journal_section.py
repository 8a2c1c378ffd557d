"""The journal at the manager's desk: who did what and who approved it, its check, and copies to carry away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from pos_terminal.application.journalsearch import EntryKind, JournalWanted
from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.figures import amount_text, count_text
from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.presentation.past_sale_drawing import moment_text
from pos_terminal.presentation.plain import apart, brief, plain
from pos_terminal.presentation.report_panel import ReportPanel, ReportRow
from pos_terminal.presentation.report_spans import Span, SpanLength
from pos_terminal.presentation.tiles import Chip
from pos_terminal.presentation.words_question import WordsPanel, WordsQuestion
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from pos_terminal.application.journalsearch import JournalFound
    from pos_terminal.application.ports import Background
    from pos_terminal.presentation.back_office import SectionHost

MOST_ENTRIES = 100
"""How many entries are listed, the newest first; the command finds more."""
_ALL, _VERIFY, _EXPORT, _BACK_UP = "all", "verify", "export", "back up"
_LONGEST = 60
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class JournalServices:
    """All but ``today`` and ``local`` are for the background, and raise Refused.

    ``verify`` tells what is wrong, or nothing; ``export`` and ``back_up`` write a file and tell where it is.
    """

    today: Callable[[], date]
    local: Callable[[], datetime]
    background: Background
    search: Callable[[JournalWanted, int], Sequence[JournalFound]]
    verify: Callable[[], str]
    export: Callable[[], str]
    back_up: Callable[[], str]


@dataclass(frozen=True, slots=True)
class JournalState:
    """What the section shows; with a ``question``, that alone."""

    kinds: tuple[Chip, ...]
    lengths: tuple[Chip, ...]
    panel: ReportPanel
    has_later: bool = False
    is_entry: bool = False
    question: WordsPanel | None = None


class JournalScreen(Protocol):
    """Draws the section."""

    def show_state(self, state: JournalState, /) -> None:
        """Draw this."""


class JournalSection:
    """Implements `SectionPresenter`."""

    def __init__(self, services: JournalServices, screen: JournalScreen, host: SectionHost) -> None:
        self._services = services
        self._screen = screen
        self._host = host
        self._span = Span(SpanLength.DAY, services.today())
        self._wanted = JournalWanted()
        self._found: dict[str, JournalFound] = {}
        self._entry: JournalFound | None = None
        self._question: WordsQuestion | None = None
        self._asked = 0

    def entered(self) -> None:
        """What was looked for last, as it stands now."""
        self._question = self._entry = None
        self._search()

    def scanned(self, _code: str) -> None:
        """Goods are rung up on the sale alone."""
        self._host.tell(problem(_("Goods are rung up on the sale screen.")))

    def ticked(self) -> None:
        """What was found stays."""

    def kind_chosen(self, key: str) -> None:
        """Only what was done of this kind."""
        self._wanted = replace(self._wanted, kind=None if key == _ALL else EntryKind(key))
        self._search()

    def length_chosen(self, key: str) -> None:
        """Days that end today."""
        self._span = Span(SpanLength(key), self._services.today())
        self._search()

    def earlier_asked(self) -> None:
        """The days before."""
        self._span = self._span.earlier()
        self._search()

    def later_asked(self) -> None:
        """The days after."""
        self._span = self._span.later(self._services.today())
        self._search()

    def row_chosen(self, key: str) -> None:
        """Look at an entry, or do something with the whole journal."""
        match key:
            case "verify":
                self._run(self._services.verify, self._verified)
            case "export":
                self._run(self._services.export, self._written)
            case "back up":
                self._run(self._services.back_up, self._written)
            case _ if key in self._found:
                self._entry = self._found[key]
                self._show()

    def acted(self) -> None:
        """Which words? Or, where an entry is shown: its receipt."""
        if self._entry is not None:
            self._host.to_receipt(self._entry.transaction_id)
            return
        title, hint = _("Find in the journal"), _("A number, a name, a reason. Nothing finds all.")
        self._question = WordsQuestion(title, hint, _("Find"), self._words_given, _LONGEST, or_nothing=True)
        self._show()

    def key_pressed(self, key: str) -> None:
        """A key of the keyboard."""
        if self._question is not None:
            self._question = self._question.press(key)
            self._show()

    def confirmed(self) -> None:
        """The words are whole."""
        if self._question is not None:
            self._question.confirmed()

    def back_asked(self) -> None:
        """One step back."""
        self._question = self._entry = None
        self._show()

    def _words_given(self, words: str) -> None:
        self._question = None
        self._wanted = replace(self._wanted, text=words)
        self._search()

    def _search(self) -> None:
        self._entry = None
        period = self._span.period
        wanted = replace(self._wanted, first=period.first, last=period.last)
        self._run(partial(self._services.search, wanted, MOST_ENTRIES), self._was_found)
        self._show()

    def _was_found(self, found: Sequence[JournalFound]) -> None:
        self._found = {str(each.seq): each for each in found}
        self._show()

    def _verified(self, fault: str) -> None:
        self._host.tell(problem(fault) if fault else Notice(_("The whole journal is as it was written.")))

    def _written(self, place: str) -> None:
        self._host.tell(Notice(_("It is in the file {file}.", file=place)))

    def _run(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """An answer counts only for what was asked last."""
        self._asked += 1
        asked = self._asked

        def landed(answer: _T) -> None:
            if asked == self._asked:
                done(answer)

        def failed(error: Exception) -> None:
            if not isinstance(error, Refused):
                raise error
            self._host.tell(problem(error.sentence))

        self._services.background.run(work, landed, failed)

    def _show(self) -> None:
        question = self._question.panel("") if self._question is not None else None
        chosen = self._wanted.kind
        kinds = [Chip(_ALL, _("All"), "", chosen is None)]
        kinds += [Chip(each, each.words, "", each is chosen) for each in EntryKind]
        self._screen.show_state(
            JournalState(
                kinds=tuple(kinds),
                lengths=tuple(Chip(each, each.words, "", each is self._span.length) for each in SpanLength),
                panel=self._list() if self._entry is None else self._one(self._entry),
                has_later=self._span.last < self._services.today(),
                is_entry=self._entry is not None,
                question=question if isinstance(question, WordsPanel) else None,
            )
        )

    def _list(self) -> ReportPanel:
        rows = [
            ReportRow(_("The whole journal"), is_title=True),
            ReportRow(_("Check it"), key=_VERIFY),
            ReportRow(_("Export it"), key=_EXPORT),
            ReportRow(_("Back this till up"), key=_BACK_UP),
            ReportRow(_("Entries"), is_title=True),
            *(self._row(each) for each in self._found.values()),
        ]
        if not self._found:
            rows.append(ReportRow(_("None was found.")))
        text = self._wanted.text
        sentence = _("With the words: {words}", words=plain(text)) if text else ""
        return ReportPanel(_("Journal"), sentence, tuple(rows), _("Find"), "search", leave="")

    def _row(self, entry: JournalFound) -> ReportRow:
        told = [moment_text(entry.at, self._services.local()), brief(entry.employee_name or entry.employee_id)]
        if entry.approver_id:
            told.append(_("Approved by {employee}", employee=brief(entry.approver_id)))
        told += [apart(each) for each in (entry.transaction_id, entry.reason) if each]
        amount = amount_text(entry.total) if entry.total.minor else ""
        return ReportRow(entry.words, amount, detail=" · ".join(told), key=str(entry.seq))

    def _one(self, entry: JournalFound) -> ReportPanel:
        rows = [
            ReportRow(_("Journal {mark}", mark=count_text(entry.seq)), amount_text(entry.total), detail=entry.hash),
            ReportRow(_("By {employee}", employee=brief(entry.employee_name)), plain(entry.employee_id)),
        ]
        if entry.approver_id:
            rows.append(ReportRow(_("Approved by {employee}", employee=brief(entry.approver_id))))
        if entry.reason:
            rows.append(ReportRow(_("Reason: {reason}", reason=apart(entry.reason))))
        rows.append(ReportRow(_("Business day {day}", day=entry.business_day)))
        if entry.transaction_id:
            rows.append(ReportRow(plain(entry.transaction_id)))
        act = _("Open the receipt") if entry.kind in {"closed", "returned", "voided"} else ""
        when = moment_text(entry.at, self._services.local())
        return ReportPanel(entry.words, when, tuple(rows), act, "receipt", leave=_("Back"))
