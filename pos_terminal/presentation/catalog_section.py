"""The catalog at the manager's desk: what is in force, whether the platform has it, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.acts import Deed
from pos_terminal.application.upload_ports import UploadState
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.rights import Action
from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.presentation.report_panel import ReportPanel, ReportRow
from pos_terminal.wording import _, ngettext

if TYPE_CHECKING:
    from pos_terminal.application.catalogstanding import CatalogStanding
    from pos_terminal.application.upload_ports import UploadStanding
    from pos_terminal.presentation.back_office import SectionHost
    from pos_terminal.presentation.catalog_services import CatalogServices


class CatalogScreen(Protocol):
    """Draws the section."""

    def show_panel(self, panel: ReportPanel, /) -> None:
        """Draw this."""


class CatalogSection:
    """Implements `SectionPresenter`."""

    def __init__(self, services: CatalogServices, screen: CatalogScreen, host: SectionHost) -> None:
        self._services = services
        self._screen = screen
        self._host = host

    def entered(self) -> None:
        """Draw how it stands."""
        self._show()

    def scanned(self, _code: str) -> None:
        """Goods are rung up on the sale alone."""
        self._host.tell(problem(_("Goods are rung up on the sale screen.")))

    def ticked(self) -> None:
        """What the platform is told goes on meanwhile."""
        self._show()

    def put_back_asked(self) -> None:
        """The catalog before, with one tap; another tap brings the newer one again."""
        self._host.attempt(self._put_back)

    def _put_back(self) -> Notice:
        self._host.office.allow(Action.CHANGE_CATALOG, Deed(about="the catalog before is put back"))
        self._services.put_back()
        self._show()
        return Notice(_("The catalog before is in force again. Another tap brings the newer one back."))

    def _show(self) -> None:
        try:
            standing = self._services.standing()
        except Refused as refusal:
            self._host.tell(problem(refusal.sentence))
            return
        act = _("Put the one before back") if standing.before is not None else ""
        self._screen.show_panel(ReportPanel(_("Catalog"), "", catalog_rows(standing), act, "history", leave=""))


def catalog_rows(standing: CatalogStanding) -> tuple[ReportRow, ...]:
    """How it stands, row by row."""
    rows = [
        ReportRow(_("In force"), is_title=True),
        ReportRow(_("Items"), f"{standing.items:,}"),
        ReportRow(_("Categories"), f"{standing.categories:,}"),
    ]
    if standing.before is not None:
        rows += [ReportRow(_("Before this one"), is_title=True), ReportRow(_("Items"), f"{standing.before:,}")]
    if standing.upload is not None:
        rows += [ReportRow(_("The platform's copy"), is_title=True), _upload_row(standing.upload)]
    return tuple(rows)


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
