"""How wide the paying side of a screen is."""

_WIDTHS = ((1600, 480), (1280, 420), (0, 372))


def side_width(screen_width: int) -> int:
    """Width in dp of the paying side on a screen this wide: wide, regular or compact."""
    return next(width for least, width in _WIDTHS if screen_width >= least)
