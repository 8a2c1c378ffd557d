"""How a setting is declared: its default, and the checks that its value has to pass."""

from dataclasses import MISSING, field
from typing import Any

from pos_terminal.settings.checks import Check


def setting(default: object = MISSING, *checks: Check) -> Any:  # noqa: ANN401 - dataclasses' own idiom
    """A field of a section; without a default the shop has to say it."""
    metadata = {"checks": checks}
    return field(metadata=metadata) if default is MISSING else field(default=default, metadata=metadata)
