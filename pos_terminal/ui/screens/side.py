"""How wide the paying side of a screen is."""

WIDE, REGULAR = 1600, 1280
"""Widths in dp from which a screen is wide, or regular; below it is compact."""
_WIDTHS = ((WIDE, 480), (REGULAR, 420), (0, 372))


def side_width(screen_width: int) -> int:
    """Width in dp of the paying side on a screen this wide: wide, regular or compact."""
    return next(width for least, width in _WIDTHS if screen_width >= least)
