"""How much of a member's name others may read: on a receipt, and on the display that a queue looks at."""

_LONGEST = 24
"""Of each part of it: what a line has room for."""


def shown_name(first: str, last: str, how: str) -> str:
    """The name as the shop's setting says: ``full``, ``short`` (Ava M.), ``initials`` (A. M.) or ``none``."""
    if how == "none":
        return ""
    first, last = first.strip()[:_LONGEST], last.strip()[:_LONGEST]
    if how == "full":
        return f"{first} {last}".strip()
    initial = f"{last[:1]}." if last else ""
    return f"{first if how == 'short' else f'{first[:1]}.' if first else ''} {initial}".strip()
