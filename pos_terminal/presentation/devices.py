"""The till's devices on the screen: all of them in one list, and behind each a page that shows what it does now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.printer_state import NO_DOUBT
from pos_terminal.presentation import device_pages as pages
from pos_terminal.presentation.notice import Notice
from pos_terminal.presentation.plain import brief, plain
from pos_terminal.presentation.report_panel import ReportPanel, ReportQuestion, ReportRow
from pos_terminal.wording import _, later, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.approval import Approval
    from pos_terminal.presentation.device_services import DeviceServices, DeviceState, PageSent, ScanEcho
    from pos_terminal.presentation.sale import SalePresenter

_ASKING, _PRINTING = later("The devices are being asked …"), later("A test page is being printed …")
_HOW = later("Tap a device to see what it does and to try it. Scan anything: it rings nothing up.")
_FAILED = later("The devices could not be asked. Try again.")
_SHOWN = later("The words stand there for a few seconds.")
_SETS, _USE = "sets", "use:"
_LIVE = frozenset({pages.SCALE, pages.DISPLAY})
"""What their pages show changes by itself, and is at hand."""
_EACH = 2
"""Seconds from one question to the next, to the device whose page is shown."""


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

    def __init__(
        self, sale: SalePresenter, services: DeviceServices, open_drawer: Callable[[], None], approval: Approval
    ) -> None:
        """``open_drawer`` begins what opens it without a sale, with the right and the reason that the shop wants."""
        self._sale = sale
        self._services = services
        self._background = services.background
        self._open_drawer = open_drawer
        self._approval = approval
        self._states: dict[str, DeviceState] = {}
        self._echo: tuple[ScanEcho, int] | None = None
        self._page = self._said = ""
        self._seconds = 0
        self._is_busy = self._wants_witness = self._is_looking = False

    def asked(self) -> None:
        """Show them, and ask each how it is."""
        self._echo, self._page, self._wants_witness = None, "", False
        self._look()

    def ticked(self) -> None:
        """A second went by: the device whose page is shown is asked again."""
        self._seconds += 1
        is_asked = self._page in self._states and self._page not in _LIVE
        if self._is_shown and is_asked and not (self._is_busy or self._is_looking) and self._seconds % _EACH == 0:
            self._is_looking = True
            self._background.run(partial(self._services.look_at, self._page), self._seen_again, self._unseen)

    def glanced(self) -> None:
        """A moment went by: a page that shows what changes by itself is drawn as it is now."""
        if self._page in _LIVE:
            self._draw()

    @property
    def _is_shown(self) -> bool:
        return isinstance(self._sale.draft.question, DeviceQuestion)

    def _look(self) -> None:
        self._begin(_(_ASKING))
        self._background.run(self._services.look, self._looked, self._failed)

    def _chosen(self, key: str) -> None:
        if key in self._states or key == _SETS:
            self._page, self._said = key, ""
            self._draw()
        elif key == pages.OPEN:
            self._open_drawer()
        elif key == pages.SHOW:
            self._services.display.try_out()
            self._said = _(_SHOWN)
            self._draw()
        elif key == pages.PAGE and not self._is_busy:
            self._begin(_(_PRINTING))
            self._background.run(self._services.print_page, self._sent, self._failed)
        elif key == pages.SEEN and not self._is_busy:
            self._begin(_(_ASKING))
            self._background.run(partial(self._services.settle, self._page), self._settled, self._failed)
        elif key.startswith(_USE):
            self._approval.attempt(partial(self._use, key.removeprefix(_USE)), self._sale.show)

    def _acted(self) -> None:
        if self._is_busy:
            return
        if self._wants_witness:
            self._begin(_(_ASKING))
            self._background.run(self._services.vouch, self._sent, self._failed)
        else:
            self._look()

    def _left(self) -> None:
        """From a page to all of them, and from there to the sale."""
        if not self._page:
            self._sale.answered()
            return
        self._page, self._said = "", _(_HOW)
        self._draw()

    def _use(self, profile: str) -> Notice:
        self._services.profiles.choose(profile)
        self._sale.draft.question = None
        return Notice(_("Saved. The till uses these devices from its next start on."))

    def _begin(self, sentence: str) -> None:
        self._is_busy, self._said = True, sentence
        self._sale.ask(self._question())

    def _looked(self, states: tuple[DeviceState, ...]) -> None:
        self._states = {each.device: each for each in states}
        if self._page not in (*self._states, _SETS):  # what hangs on a printer that is busy is not told of
            self._page = ""
        self._ended("" if self._page else _(_HOW))

    def _seen_again(self, states: tuple[DeviceState, ...]) -> None:
        self._is_looking = False
        self._states |= {each.device: each for each in states if each.device in self._states}
        self._draw()

    def _unseen(self, error: Exception) -> None:
        self._is_looking = False
        raise error

    def _sent(self, page: PageSent) -> None:
        self._wants_witness = page.wants_witness
        self._ended(plain(str(page.said)))

    def _settled(self, page: PageSent) -> None:
        if self._page in self._states:
            self._states[self._page] = replace(self._states[self._page], doubts=NO_DOUBT)
        self._sent(page)

    def _failed(self, error: Exception) -> None:
        """A fault of the program must not leave the panel waiting; what it was is the crash hook's to tell."""
        self._ended(_(_FAILED))
        raise error

    def _ended(self, sentence: str) -> None:
        self._is_busy, self._said = False, sentence
        self._draw()

    def _was_read(self, code: str) -> None:
        self._echo = (self._services.echo(code), len(code))
        self._draw()

    def _draw(self) -> None:
        """Draw them again, where they are still what is shown and something has changed."""
        shown, question = self._sale.draft.question, self._question()
        if isinstance(shown, DeviceQuestion) and shown.drawn != question.drawn:
            self._sale.ask(question)

    def _question(self) -> DeviceQuestion:
        act = "" if self._is_busy else _("The page came out") if self._wants_witness else _("Ask again")
        icon = "check" if self._wants_witness else "search"
        if self._page:
            title, rows = _("Sets of devices") if self._page == _SETS else pages.name_of(self._page), self._page_rows()
        else:
            title = " · ".join(filter(None, (_("Devices"), brief(self._services.profiles.used))))
            rows = self._all_rows()
        panel = ReportPanel(title, self._said, tuple(rows), act, icon, _("Back") if self._page else _("Done"))
        return DeviceQuestion(panel, self._acted, self._left, gives_way=False, then=self._chosen, read=self._was_read)

    def _all_rows(self) -> list[ReportRow]:
        rows = [self._row(each) for each in self._states.values()]
        if rows and self._services.profiles.names():
            rows.append(ReportRow(_("Sets of devices"), brief(self._services.profiles.used) or _("None"), key=_SETS))
        return rows

    def _row(self, state: DeviceState) -> ReportRow:
        is_read = state.device == pages.SCANNER and self._echo is not None
        stands = pages.standing(state)
        told = self._read() if is_read else stands.detail
        return ReportRow(
            label=pages.name_of(state.device),
            amount=stands.amount,
            detail=" · ".join(filter(None, (plain(str(state.place)), told))),
            tone=stands.tone,
            key=state.device,
        )

    def _read(self) -> str:
        if self._echo is None:
            return ""
        echo, count = self._echo
        told = brief(echo.shown) or pages.meaning_of(echo)
        return ngettext("Read {code} ({count} character)", "Read {code} ({count} characters)", count, code=told)

    def _page_rows(self) -> list[ReportRow]:
        if self._page == _SETS:
            return self._set_rows()
        state = self._states[self._page]
        return [*pages.head_rows(state), *self._own_rows(state)]

    def _own_rows(self, state: DeviceState) -> list[ReportRow]:
        """What only a device of this kind has to show."""
        match state.device:
            case pages.DRAWER:
                return pages.drawer_rows(state)
            case pages.SCANNER:
                return pages.scanner_rows(*(self._echo or (None, 0)))
            case pages.SCALE:
                return pages.scale_rows(self._services.weight())
            case pages.DISPLAY:
                return pages.display_rows(self._services.display.shown())
            case pages.PRINTER | pages.SPARE:
                return pages.printer_rows(state)
        return pages.doubt_rows(state)

    def _set_rows(self) -> list[ReportRow]:
        used, names = self._services.profiles.used, ("", *self._services.profiles.names())
        rows = [(each, _("In use") if each == used else "") for each in names]
        return [ReportRow(brief(each) or _("None"), words, key=f"{_USE}{each}") for each, words in rows]
