"""`run`: the touch screen."""

from dataclasses import replace

from pos_terminal.app.terminal import opened_terminal
from pos_terminal.cli.display import has_display
from pos_terminal.cli.failing import CommandFailed, WrongUsage, say
from pos_terminal.cli.options import Options
from pos_terminal.settings import KIOSK

_MODES = ("cashier", "manager", KIOSK)


def run(options: Options, mode: str = "") -> int:
    """Open the touch screen in ``mode`` (the configured one when empty); its exit status."""
    settings = options.settings()
    wanted = mode or settings.terminal.mode
    if wanted not in _MODES:
        raise WrongUsage(f"There is no {wanted!r} screen in this version. There is: {', '.join(_MODES)}.")
    settings = replace(settings, terminal=replace(settings.terminal, mode=wanted))
    if not has_display():
        raise CommandFailed("There is no display to open a window on. Set DISPLAY, or use 'pos-terminal script'.")
    with opened_terminal(settings, options.log_level, tell=say) as terminal:
        from pos_terminal.app.plain_imports import import_plainly

        import_plainly()
        if wanted == KIOSK:
            from pos_terminal.app.kiosk_window import open_kiosk

            return open_kiosk(terminal)
        from pos_terminal.app.window import open_window

        return open_window(terminal, full_screen=settings.screen.full_screen)
