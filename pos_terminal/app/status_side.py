"""What the status line of a terminal's window knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.presentation.status import StatusServices

if TYPE_CHECKING:
    from pos_terminal.app.terminal import Terminal


def status_services(terminal: Terminal) -> StatusServices:
    """Its services."""
    return StatusServices(
        desk=terminal.desk,
        clock=terminal.clock,
        source=terminal,
        store_time=terminal.store_time,
        till_name=terminal.settings.terminal.register_id,
    )
