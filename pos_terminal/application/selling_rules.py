"""The shop's settings that ringing up follows."""

from dataclasses import dataclass, field

from pos_terminal.application.reasons import Reasons
from pos_terminal.domain.code_range import CodeRange
from pos_terminal.domain.measured_label import LabelPattern
from pos_terminal.domain.totals import TaxPolicy


@dataclass(frozen=True, slots=True)
class SellingRules:
    """The shop's settings that ringing up follows."""

    policy: TaxPolicy
    register_id: str
    channels: tuple[str, ...]
    merge_lines: bool = True
    labels: tuple[LabelPattern, ...] = ()
    cards: tuple[CodeRange, ...] = ()
    """The shop's loyalty cards: no number of theirs is a payment card's."""
    reasons: Reasons = field(default_factory=Reasons)
