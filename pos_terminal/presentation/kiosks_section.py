"""The kiosks at the manager's desk: what their shoppers wait for, and an answer from here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.acts import Deed
from pos_terminal.application.attendance import AttendantAnswer, Verdict, Wanted
from pos_terminal.domain.rights import Action
from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.presentation.plain import brief, plain
from pos_terminal.presentation.report_panel import ReportPanel, ReportRow
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.application.attendance import KioskSight, KioskWatch, ShopperRequest
    from pos_terminal.presentation.back_office import SectionHost

_WORDS = {Wanted.HELP: later("Help is wanted"), Wanted.AGE: later("An age has to be seen to")}
_ANSWERS = {
    Wanted.HELP: ((Verdict.COMING, later("I go there")), (Verdict.YES, later("It is seen to"))),
    Wanted.AGE: (
        (Verdict.COMING, later("I go there")),
        (Verdict.YES, later("Looks old enough")),
        (Verdict.NO, later("Refuse, and take it out")),
    ),
}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class KiosksServices:
    """``register`` is this terminal's own name, told with each answer."""

    watch: KioskWatch
    register: str


class KiosksScreen(Protocol):
    """Draws the section."""

    def show_panel(self, panel: ReportPanel, /) -> None:
        """Draw this."""


class KiosksSection:
    """Implements `SectionPresenter`. What an answer led to is the kiosk's word, told when it comes."""

    def __init__(self, services: KiosksServices, screen: KiosksScreen, host: SectionHost) -> None:
        self._services = services
        self._screen = screen
        self._host = host
        self._opened = ""
        """The request that is looked at."""

    def entered(self) -> None:
        """All kiosks, as they stand now."""
        self._opened = ""
        self._show()

    def scanned(self, _code: str) -> None:
        """Goods are rung up on the sale alone."""
        self._host.tell(problem(_("Goods are rung up on the sale screen.")))

    def ticked(self) -> None:
        """Shoppers go on meanwhile."""
        for _request_id, why in self._services.watch.reports():
            if why:
                self._host.tell(problem(_("The kiosk says: {why}", why=plain(why))))
        self._show()

    def row_chosen(self, key: str) -> None:
        """Look at one request, or answer it."""
        found = self._request(self._opened)
        if found is None:
            self._opened = key
        elif key in set(Verdict):
            self._host.attempt(partial(self._answer, *found, Verdict(key)))
        self._show()

    def acted(self) -> None:
        """Nothing is done to all of them at once."""

    def back_asked(self) -> None:
        """To the list."""
        self.entered()

    def _answer(self, kiosk: KioskSight, request: ShopperRequest, verdict: Verdict) -> Notice:
        """Whoever is at the desk stands for it, also where the operator of the till might do it alone."""
        office = self._host.office
        told = {"kiosk": kiosk.register, "request": request.wanted.value, "verdict": verdict.value}
        by = {"by": office.person.employee_id} if office.person is not None else {}
        person = office.allow(Action.ANSWER_KIOSK, Deed(details=told | by, is_entered=True))
        person = office.person or person
        answer = AttendantAnswer(request.request_id, verdict, person.employee_id, self._services.register)
        self._services.watch.answer(kiosk.place, answer)
        self._opened = ""
        return Notice(_("Told to {kiosk}.", kiosk=brief(kiosk.register)))

    def _request(self, request_id: str) -> tuple[KioskSight, ShopperRequest] | None:
        for kiosk in self._services.watch.sights():
            for request in kiosk.requests:
                if request.request_id == request_id:
                    return kiosk, request
        return None

    def _show(self) -> None:
        found = self._request(self._opened)
        self._screen.show_panel(self._list() if found is None else _open(*found))

    def _list(self) -> ReportPanel:
        kiosks = self._services.watch.sights()
        waiting = sum(len(each.requests) for each in kiosks)
        sentence = _("Tap what a shopper waits for to answer it.") if waiting else _("No shopper waits for anybody.")
        return ReportPanel(_("Kiosks"), sentence, tuple(_rows(kiosks)), leave="")


def _rows(kiosks: Sequence[KioskSight]) -> list[ReportRow]:
    rows = []
    for kiosk in kiosks:
        rows.append(ReportRow(brief(kiosk.register or kiosk.place), is_title=True))
        if kiosk.fault:
            rows.append(ReportRow(_("Out of reach"), detail=plain(kiosk.fault), tone="danger"))
        elif not kiosk.requests:
            rows.append(ReportRow(_("Nobody waits"), tone="success"))
        rows += [_row(each) for each in kiosk.requests]
    return rows


def _row(request: ShopperRequest) -> ReportRow:
    taken = _("{name} is on the way", name=brief(request.taken_by)) if request.taken_by else ""
    words, about = _(_WORDS[request.wanted]), plain(request.about)
    return ReportRow(words, taken, detail=about, tone="" if taken else "warning", key=request.request_id)


def _open(kiosk: KioskSight, request: ShopperRequest) -> ReportPanel:
    rows = [ReportRow(_(words), key=verdict.value) for verdict, words in _ANSWERS[request.wanted]]
    title = f"{brief(kiosk.register)}: {_(_WORDS[request.wanted])}"
    return ReportPanel(title, plain(request.about), tuple(rows), leave=_("Back"))
