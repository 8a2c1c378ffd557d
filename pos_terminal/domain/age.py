"""Answers to whether a shopper may buy something by their age: an outcome alone, never a date of birth."""

from enum import StrEnum


class AgeOutcome(StrEnum):
    """What the operator found out."""

    LOOKS_OLD_ENOUGH = "looks_old_enough"
    DOCUMENT = "document"
    """A document that shows the age was looked at."""
    REFUSED = "refused"
