"""What the scale shows while a weight is asked for, and taking it."""

from dataclasses import replace

from pos_terminal.application.scale_weighing import Scale, ScaleWeighing
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.item import Item
from pos_terminal.domain.scale_reading import ScaleReading, ScaleState
from pos_terminal.domain.unit_weight import in_unit
from pos_terminal.presentation.figures import exact_text
from pos_terminal.presentation.notice import problem
from pos_terminal.presentation.panels import Asked
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.presentation.sale_panels import EntryQuestion
from pos_terminal.wording import _


class ScaleWatch:
    """Looks at the scale as long as its weight may be wanted; without a scale it does nothing."""

    def __init__(self, sale: SalePresenter, weighing: ScaleWeighing | None) -> None:
        self._sale = sale
        self._weighing = weighing
        sale.draft.scale = _("Scale: no answer") if self._scale is not None else ""

    def ticked(self) -> None:
        """A moment went by: show what the scale shows now."""
        question, scale = self._question, self._scale
        if question is None or question.item is None or scale is None:
            return
        words = scale_words(question.item, scale.newest())
        if words != question.scale:
            self._sale.draft.question = replace(question, scale=words)
            self._sale.redraw()

    def taken(self) -> None:
        """The key that takes the weight was tapped."""
        question, scale, weighing = self._question, self._scale, self._weighing
        if question is None or question.item is None or scale is None or weighing is None:
            return
        try:
            if question.line_id:
                weighing.again(question.line_id, scale.newest())
            else:
                self._sale.ringing.rung(weighing.add(question.item.item_id, scale.newest()))
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        self._sale.answered()

    @property
    def _question(self) -> EntryQuestion | None:
        """The question for a weight, while it is asked."""
        question = self._sale.draft.question
        return question if isinstance(question, EntryQuestion) and question.asked is Asked.WEIGHT else None

    @property
    def _scale(self) -> Scale | None:
        return self._weighing.scale if self._weighing is not None else None


def scale_words(item: Item, reading: ScaleReading) -> str:
    """What a scale shows, as the key says that takes it."""
    weight = ""
    if reading.measure is not None:
        weight = f"{exact_text(in_unit(item.unit, reading.measure))} {item.unit}"
    match reading.state:
        case ScaleState.STEADY:
            return _("Scale: {weight} — Take", weight=weight)
        case ScaleState.MOVING:
            return _("Scale: {weight}, not steady", weight=weight) if weight else _("Scale: not steady")
        case ScaleState.EMPTY:
            return _("Scale: empty")
        case ScaleState.BELOW_ZERO:
            return _("Scale: below zero")
        case ScaleState.TOO_HEAVY:
            return _("Scale: too heavy")
        case ScaleState.ASKED | ScaleState.SILENT | ScaleState.UNREADABLE | ScaleState.LOST:
            return _("Scale: no answer")
