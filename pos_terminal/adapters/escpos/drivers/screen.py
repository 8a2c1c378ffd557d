"""A printer that shows its paper on the screen, for a demo, for training and for a shop without paper."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from pos_terminal.adapters.escpos.encode import Paper
from pos_terminal.adapters.escpos.plain import plain_text
from pos_terminal.domain.printer_state import PrinterStatus, Printout, Proof
from pos_terminal.domain.receipt import PrintJob

_KEPT = 20


@dataclass(frozen=True, slots=True)
class ShownPage:
    """One printed document: as text, and as a picture in a PNG file."""

    job_id: str
    text: str
    png: bytes


class ScreenPrinter:
    """Keeps the latest documents and tells whoever shows them.

    Args:
        paper: the paper to imitate.
        printed: called with each page, in the thread that prints.
    """

    def __init__(self, paper: Paper, printed: Callable[[ShownPage], None] | None = None) -> None:
        self._paper = paper
        self._printed = printed
        self._pages: deque[ShownPage] = deque(maxlen=_KEPT)

    @property
    def pages(self) -> tuple[ShownPage, ...]:
        """The latest pages, oldest first."""
        return tuple(self._pages)

    def print(self, job: PrintJob) -> Printout:
        """Keep the page."""
        from pos_terminal.adapters.escpos.picture import Photographer

        paper = self._paper
        png = Photographer(paper.columns, paper.fonts, paper.pictures).png(job.document)
        page = ShownPage(job.job_id, plain_text(job.document, paper.columns, paper.fonts), png)
        self._pages.append(page)
        if self._printed is not None:
            self._printed(page)
        return Printout(Proof.PRINTED)

    def recall(self, job_id: str) -> Printout | None:
        """A page that is here was printed."""
        return Printout(Proof.PRINTED) if any(page.job_id == job_id for page in self._pages) else None

    def status(self) -> PrinterStatus:
        """A screen has no paper to run out of."""
        return PrinterStatus(is_online=True)

    def open_drawer(self) -> None:
        """A screen has no drawer."""

    def close(self) -> None:
        """Nothing is kept open."""
