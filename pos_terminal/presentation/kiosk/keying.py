"""A weight or a price that an attendant types: the shopper asked for goods that no scale and no label says it of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.kiosk.page import Act, Page
from pos_terminal.presentation.kiosk.state import Look, Pad
from pos_terminal.presentation.notice import problem
from pos_terminal.presentation.panels import Asked
from pos_terminal.presentation.plain import brief
from pos_terminal.presentation.sale_panels import EntryQuestion
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.draft import Draft
    from pos_terminal.presentation.kiosk.page import Stage
    from pos_terminal.presentation.ringing import Ringing


class Keying:
    """Types what the shopper's question wants; ``menu`` is where the attendant goes on."""

    def __init__(self, ringing: Ringing, draft: Draft, stage: Stage) -> None:
        self._ringing = ringing
        self._draft = draft
        self._stage = stage
        self._failure = ""
        self.menu: Callable[[], None] = stage.leave

    def acts(self) -> tuple[Act, ...]:
        """The key to it, while something is to be typed."""
        question = self._question
        if question is None or question.item is None:
            return ()
        item = brief(question.item.name)
        is_weight = question.asked is Asked.WEIGHT
        words = _("Type the weight of {item}", item=item) if is_weight else _("Type the price of {item}", item=item)
        return (Act(words, self._begun, "scale"),)

    @property
    def _question(self) -> EntryQuestion | None:
        question = self._draft.question
        return question if isinstance(question, EntryQuestion) else None

    def _begun(self) -> None:
        self._failure = ""
        self._stage.ask(self._page)

    def _page(self) -> Page:
        question = self._question
        if question is None or question.item is None:
            return Page("", acts=(Act(_("Back"), self.menu, "arrow-left"),), waits=True)
        acts = (
            Act(_("Add"), self._added, "check", look=Look.MAIN, can_press=bool(question.value)),
            Act(_("Back"), self.menu, "arrow-left"),
        )
        unit = question.item.unit.value if question.asked is Asked.WEIGHT else question.item.price.currency.code
        typed = f"{question.entry.shown or '0'} {unit}"
        sentence, tone = self._failure, "warning" if self._failure else ""
        title = brief(question.item.name)
        return Page(
            title, sentence, acts, "scale", tone, 2, Pad.NUMBER, typed, self._typed, waits=True, is_private=False
        )

    def _typed(self, key: str) -> None:
        question = self._question
        if question is not None:
            self._draft.question = question.press(key)
            self._stage.redraw()

    def _added(self) -> None:
        question = self._question
        if question is None:
            return
        try:
            notice = self._ringing.measured(question)
        except Refused as refusal:
            notice = problem(refusal.sentence)
        self._failure = notice.text
        if self._question is None:
            self.menu()
        else:
            self._stage.redraw()
