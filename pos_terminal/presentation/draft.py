"""What the sale screen is in the middle of, beside the sale itself."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.presentation.questions import Question
from pos_terminal.wording import _


@dataclass(slots=True)
class Draft:
    """What the sale screen is in the middle of, beside the sale itself."""

    selected: str = ""
    times: Decimal = Decimal(1)
    question: Question | None = None
    serial: str = ""
    """The number of the piece that is being rung up, once it is known."""
    pieces: Decimal = Decimal(1)
    """How many are to be numbered, that piece among them."""
    scale: str = ""
    """What the key that takes the weight of the scale says until it has answered; empty: there is no scale."""

    def holds_money(self, tell: Callable[[Notice], None]) -> bool:
        """Whether something is asked that the sale is not whole without; ``tell`` hears then what to do first."""
        if self.question is None or self.question.gives_way:
            return False
        tell(problem(_("Answer what is asked, or cancel it. Then take the money.")))
        return True
