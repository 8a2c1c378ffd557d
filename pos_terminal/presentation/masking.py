"""People told apart without showing what is theirs: a counter has more readers than the cashier."""

from pos_terminal.presentation.plain import brief

_HIDDEN = "•••"
_KEPT_DIGITS = 2


def masked_phone(phone: str | None) -> str:
    """The last two digits: `••• 44`; nothing of no number."""
    digits = "".join(character for character in phone or "" if character.isdecimal())
    return f"{_HIDDEN} {digits[-_KEPT_DIGITS:]}" if len(digits) > _KEPT_DIGITS else ""


def masked_email(email: str | None) -> str:
    """The first letter and the domain: `n•••@example.com`; nothing of what is no address."""
    name, at, domain = (email or "").strip().rpartition("@")
    return brief(f"{name[:1]}{_HIDDEN}@{domain}") if at and name and domain else ""


def masked_code(code: str) -> str:
    """The last four characters of a longer card number: `••• 0011`."""
    kept = 4
    return f"{_HIDDEN} {brief(code[-kept:])}" if len(code) > kept else _HIDDEN
