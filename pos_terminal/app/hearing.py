"""How a window hears the scanners that its terminal's settings name."""

from PySide6.QtWidgets import QApplication

from pos_terminal.app.scanner_side import ScannerSide
from pos_terminal.app.terminal import Terminal
from pos_terminal.ui.hearing import Hearing
from pos_terminal.ui.wedge import WedgeRules


def hearing_of(terminal: Terminal, app: QApplication) -> Hearing:
    """What hears them, not begun yet."""
    scanner = terminal.settings.scanner
    rules = WedgeRules(gap_ms=scanner.gap_ms, prefix=scanner.prefix, suffix=scanner.suffix)
    return Hearing(app, rules, ScannerSide(terminal.settings, terminal.board, terminal.clock))
