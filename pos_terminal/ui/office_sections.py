"""The sections of the manager's desk: one line each here, and a function that makes its view and presenter.

A section is loaded and made when it is first opened. Its view is a widget with a `show_…` of its own; its presenter is
kept by the desk, and so may be connected to by signals.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from PySide6.QtWidgets import QWidget

from pos_terminal.domain.rights import Action
from pos_terminal.presentation.back_office import Section, SectionHost, SectionPresenter
from pos_terminal.ui.screens.back_office import BackOfficeView
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.till_services import TillServices
from pos_terminal.wording import _

Maker: TypeAlias = Callable[[TillServices, Look, SectionHost], tuple[QWidget, SectionPresenter]]


def office_sections(services: TillServices, look: Look, view: BackOfficeView) -> tuple[Section, ...]:
    """All of them, in the order in which they are shown."""

    def section(key: str, words: str, icon: str, right: Action, make: Maker) -> Section:
        return Section(key, words, icon, right, partial(_begun, key, make, view, (services, look)))

    kiosks = section("kiosks", _("Kiosks"), "hand-click", Action.MANAGER_DESK, _kiosks)
    return (
        *((kiosks,) if services.office().kiosks is not None else ()),
        section("catalog", _("Catalog"), "category", Action.MANAGER_DESK, _catalog),
        section("employees", _("Employees"), "users", Action.CHANGE_EMPLOYEES, _employees),
        section("reports", _("Reports"), "chart-bar", Action.MANAGER_DESK, _reports),
        section("shifts", _("Shifts"), "calendar-time", Action.MANAGER_DESK, _shifts),
        section("labels", _("Scale labels"), "scale", Action.MANAGER_DESK, _labels),
        section("queue", _("Queue"), "cloud-up", Action.MANAGER_DESK, _queue),
        section("offers", _("Offers"), "ticket", Action.MANAGER_DESK, _offers),
        section("journal", _("Journal"), "book-2", Action.MANAGER_DESK, _journal),
    )


def _begun(
    key: str, make: Maker, view: BackOfficeView, made_with: tuple[TillServices, Look], host: SectionHost
) -> SectionPresenter:
    drawn, presenter = make(*made_with, host)
    view.add_section(key, drawn)
    return presenter


def _kiosks(services: TillServices, look: Look, host: SectionHost) -> tuple[QWidget, SectionPresenter]:
    from pos_terminal.presentation.kiosks_section import KiosksSection
    from pos_terminal.ui.screens.report_pane import ReportPane

    view = ReportPane(look)
    known = services.office().kiosks
    if known is None:
        raise RuntimeError("the section of kiosks is listed where there are some")
    presenter = KiosksSection(known, view, host)
    view.chosen.connect(presenter.row_chosen)
    view.acted.connect(presenter.acted)
    view.left.connect(presenter.back_asked)
    return view, presenter


def _catalog(services: TillServices, look: Look, host: SectionHost) -> tuple[QWidget, SectionPresenter]:
    from pos_terminal.presentation.catalog_section import CatalogSection
    from pos_terminal.ui.screens.report_pane import ReportPane

    view = ReportPane(look)
    presenter = CatalogSection(services.office().catalog, view, host)
    view.acted.connect(presenter.acted)
    view.chosen.connect(presenter.chosen)
    view.left.connect(presenter.left)
    return view, presenter


def _employees(services: TillServices, look: Look, host: SectionHost) -> tuple[QWidget, SectionPresenter]:
    from pos_terminal.presentation.staff_section import StaffSection
    from pos_terminal.ui.screens.staff_pane import StaffPane

    view = StaffPane(look)
    presenter = StaffSection(services.office().staff, view, host)
    view.report.chosen.connect(presenter.chosen)
    view.report.left.connect(presenter.left)
    view.entry.keypad.pressed.connect(presenter.key_pressed)
    view.entry.confirmed.connect(presenter.confirmed)
    view.entry.cancelled.connect(presenter.left)
    return view, presenter


def _reports(services: TillServices, look: Look, host: SectionHost) -> tuple[QWidget, SectionPresenter]:
    from pos_terminal.presentation.reports_section import ReportsSection
    from pos_terminal.ui.screens.reports_pane import ReportsPane

    view = ReportsPane(look)
    presenter = ReportsSection(services.office().reports, view, host)
    view.names.chosen.connect(presenter.name_chosen)
    view.lengths.chosen.connect(presenter.length_chosen)
    view.table.chosen.connect(presenter.row_chosen)
    view.earlier_asked.connect(presenter.earlier_asked)
    view.later_asked.connect(presenter.later_asked)
    view.back_asked.connect(presenter.back_asked)
    view.csv_asked.connect(presenter.csv_asked)
    view.pdf_asked.connect(presenter.pdf_asked)
    view.print_asked.connect(presenter.print_asked)
    view.sale.acted.connect(presenter.receipt_asked)
    return view, presenter


def _shifts(services: TillServices, look: Look, host: SectionHost) -> tuple[QWidget, SectionPresenter]:
    from pos_terminal.presentation.shifts_section import ShiftsSection
    from pos_terminal.ui.screens.report_pane import ReportPane

    view = ReportPane(look)
    presenter = ShiftsSection(services.office().shifts, view, host)
    view.chosen.connect(presenter.row_chosen)
    view.acted.connect(presenter.print_asked)
    view.left.connect(presenter.back_asked)
    return view, presenter


def _labels(services: TillServices, look: Look, host: SectionHost) -> tuple[QWidget, SectionPresenter]:
    from pos_terminal.presentation.labels_section import LabelsSection
    from pos_terminal.ui.screens.report_pane import ReportPane

    view = ReportPane(look)
    presenter = LabelsSection(services.office().labels, view, host)
    view.chosen.connect(presenter.row_chosen)
    view.acted.connect(presenter.acted)
    view.left.connect(presenter.back_asked)
    return view, presenter


def _queue(services: TillServices, look: Look, host: SectionHost) -> tuple[QWidget, SectionPresenter]:
    from pos_terminal.presentation.queue_section import QueueSection
    from pos_terminal.ui.screens.report_pane import ReportPane

    view = ReportPane(look)
    presenter = QueueSection(services.office().queue, view, host)
    view.chosen.connect(presenter.row_chosen)
    view.acted.connect(presenter.acted)
    view.left.connect(presenter.back_asked)
    return view, presenter


def _offers(services: TillServices, look: Look, host: SectionHost) -> tuple[QWidget, SectionPresenter]:
    from pos_terminal.presentation.offers_section import OffersSection
    from pos_terminal.ui.screens.report_pane import ReportPane

    view = ReportPane(look)
    presenter = OffersSection(services.office().offers, view, host)
    view.chosen.connect(presenter.row_chosen)
    view.acted.connect(presenter.acted)
    view.left.connect(presenter.back_asked)
    return view, presenter


def _journal(services: TillServices, look: Look, host: SectionHost) -> tuple[QWidget, SectionPresenter]:
    from pos_terminal.presentation.journal_section import JournalSection
    from pos_terminal.ui.screens.journal_pane import JournalPane

    view = JournalPane(look)
    presenter = JournalSection(services.office().journal, view, host)
    view.kinds.chosen.connect(presenter.kind_chosen)
    view.lengths.chosen.connect(presenter.length_chosen)
    view.earlier_asked.connect(presenter.earlier_asked)
    view.later_asked.connect(presenter.later_asked)
    view.entries.chosen.connect(presenter.row_chosen)
    view.entries.acted.connect(presenter.acted)
    view.words.key_pressed.connect(presenter.key_pressed)
    view.words.confirmed.connect(presenter.confirmed)
    for pane in (view.entries.left, view.words.cancelled):
        pane.connect(presenter.back_asked)
    return view, presenter
