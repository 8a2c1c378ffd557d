"""The till's devices on the screen: how each one is, a test of it, and what the scanner has just read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.presentation.plain import brief, plain
from pos_terminal.presentation.report_panel import ReportPanel, ReportQuestion, ReportRow
from pos_terminal.wording import _, later, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.device_services import DeviceServices, DeviceState, PageSent
    from pos_terminal.presentation.sale import SalePresenter

_PRINTERS, _DRAWER, _SCANNER = frozenset({"printer"}), "drawer", "scanner"
_TESTS = {"printer": later("Tap to print a test page."), "drawer": later("Tap to open it.")}
_NAMES = {
    "printer": later("Printer"),
    "drawer": later("Drawer"),
    "scanner": later("Scanner"),
    "scale": later("Scale"),
    "display": later("Customer display"),
}
_ASKING, _PRINTING = later("The devices are being asked …"), later("A test page is being printed …")
_HOW = later("Tap the printer or the drawer to try it; scan anything to see what the scanner reads.")
_FAILED = later("The devices could not be asked. Try again.")


@dataclass(frozen=True, slots=True)
class DeviceQuestion(ReportQuestion):
    """The devices, until somebody leaves them; a scan is shown and rings nothing up."""

    read: Callable[[str], None] | None = None

    def scanned(self, code: str) -> None:
        """Show what came."""
        if self.read is not None:
            self.read(code)


class Devices:
    """Asks them in the background: a device that is away holds up nobody, and an answer that comes late is kept."""

    def __init__(self, sale: SalePresenter, services: DeviceServices, open_drawer: Callable[[], None]) -> None:
        """``open_drawer`` begins what opens it without a sale, with the right and the reason that the shop wants."""
        self._sale = sale
        self._services = services
        self._background = services.background
        self._open_drawer = open_drawer
        self._states: tuple[DeviceState, ...] = ()
        self._said = self._read = ""
        self._is_busy = self._wants_witness = False

    def asked(self) -> None:
        """Show them, and ask each how it is."""
        self._read, self._wants_witness = "", False
        self._look()

    def _look(self) -> None:
        self._begin(_(_ASKING))
        self._background.run(self._services.look, self._looked, self._failed)

    def _chosen(self, device: str) -> None:
        if self._is_busy:
            return
        if device == _DRAWER:
            self._open_drawer()
        elif device in _PRINTERS:
            self._begin(_(_PRINTING))
            self._background.run(self._services.print_page, self._sent, self._failed)

    def _acted(self) -> None:
        if self._is_busy:
            return
        if self._wants_witness:
            self._begin(_(_ASKING))
            self._background.run(self._services.vouch, self._sent, self._failed)
        else:
            self._look()

    def _begin(self, sentence: str) -> None:
        self._is_busy, self._said = True, sentence
        self._sale.ask(self._question())

    def _looked(self, states: tuple[DeviceState, ...]) -> None:
        self._states = states
        self._ended(_(_HOW))

    def _sent(self, page: PageSent) -> None:
        self._wants_witness = page.wants_witness
        self._ended(plain(page.said))

    def _failed(self, error: Exception) -> None:
        """A fault of the program must not leave the panel waiting; what it was is the crash hook's to tell."""
        self._ended(_(_FAILED))
        raise error

    def _ended(self, sentence: str) -> None:
        self._is_busy, self._said = False, sentence
        self._draw()

    def _was_read(self, code: str) -> None:
        count = len(code)
        told = brief(self._services.told(code))
        self._read = ngettext("Read {code} ({count} character)", "Read {code} ({count} characters)", count, code=told)
        self._draw()

    def _draw(self) -> None:
        """Draw them again, where they are still what is shown."""
        if isinstance(self._sale.draft.question, DeviceQuestion):
            self._sale.ask(self._question())

    def _question(self) -> DeviceQuestion:
        act = "" if self._is_busy else _("The page came out") if self._wants_witness else _("Ask again")
        rows = tuple(map(self._row, self._states))
        title = " · ".join(filter(None, (_("Devices"), brief(self._services.profile))))
        panel = ReportPanel(title, self._said, rows, act, "check" if self._wants_witness else "search")
        leave = self._sale.answered
        return DeviceQuestion(panel, self._acted, leave, gives_way=False, then=self._chosen, read=self._was_read)

    def _row(self, state: DeviceState) -> ReportRow:
        test = _(_TESTS.get(state.device, ""))
        detail = self._read if state.device == _SCANNER and self._read else plain(state.said)
        return ReportRow(
            label=_(_NAMES.get(state.device, state.device.capitalize())),
            amount=_("Ready") if state.is_well else _("See to it"),
            detail=" · ".join(filter(None, (plain(state.place), detail, test))),
            tone="success" if state.is_well else "warning",
            key=state.device if test else "",
        )
