"""When a till signs off by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.presentation.idle_lock import IdleLock

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.app.terminal import Terminal


def idle_lock(terminal: Terminal, sign_off: Callable[[], None]) -> IdleLock:
    """The lock of this terminal's window; it waits for a shopper who is at the card terminal."""
    desk = terminal.desk

    def is_held_open() -> bool:
        return desk.operator is None or desk.charge is not None

    return IdleLock(terminal.settings.screen.lock_seconds, terminal.clock.monotonic, is_held_open, sign_off)
