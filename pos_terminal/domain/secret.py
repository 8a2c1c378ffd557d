"""A text that must never be seen: not in logs, reprs, tracebacks or exports."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Secret:
    """A key, password or PIN. Ask `reveal` at the one place that needs it; everything else sees three stars."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self._text)

    def __str__(self) -> str:
        """Three stars."""
        return "***"

    def __repr__(self) -> str:
        """Three stars."""
        return "Secret('***')"
