"""What the sections of the manager's desk work with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_terminal.application.backoffice import BackOffice
    from pos_terminal.presentation.catalog_services import CatalogServices
    from pos_terminal.presentation.journal_section import JournalServices
    from pos_terminal.presentation.kiosks_section import KiosksServices
    from pos_terminal.presentation.labels_section import LabelsServices
    from pos_terminal.presentation.offers_section import OffersServices
    from pos_terminal.presentation.queue_section import QueueServices
    from pos_terminal.presentation.reports_services import ReportsServices
    from pos_terminal.presentation.shifts_section import ShiftsServices
    from pos_terminal.presentation.staff_services import StaffServices


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OfficeServices:
    """Made by the composition root when the desk is first opened."""

    office: BackOffice
    catalog: CatalogServices
    staff: StaffServices
    reports: ReportsServices
    shifts: ShiftsServices
    labels: LabelsServices
    queue: QueueServices
    offers: OffersServices
    journal: JournalServices
    kiosks: KiosksServices | None = None
    """None: this terminal looks after no kiosks."""
