"""The printer of a shop that has none: every job counts as sent."""

from pos_terminal.domain.receipt import PrintJob


class NoPrinter:
    """Takes everything, prints nothing."""

    def print(self, job: PrintJob) -> None:
        """The sale and its receipt stay in the journal."""

    def open_drawer(self) -> None:
        """Without a printer there is no drawer on it."""
