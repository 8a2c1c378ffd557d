"""Goods that were sold by their serial number: which piece it is that comes back, with a receipt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.plain import brief
from pos_terminal.presentation.serial_question import SerialNumber
from pos_terminal.wording import _

if TYPE_CHECKING:
    from pos_terminal.application.serials import SerialsBack
    from pos_terminal.domain.line import Line
    from pos_terminal.presentation.return_lines import LinesQuestion
    from pos_terminal.presentation.words_question import WordsPanel


@dataclass(frozen=True, slots=True)
class PieceQuestion:
    """Which piece of a line it is."""

    lines: LinesQuestion
    line: Line
    number: SerialNumber

    def press(self, key: str) -> PieceQuestion:
        """The question after a key."""
        return replace(self, number=self.number.press(key))

    def scanned(self, code: str) -> PieceQuestion:
        """The question with a number that was scanned."""
        return replace(self, number=replace(self.number, text=code))

    def emptied(self) -> PieceQuestion:
        """The question with nothing typed."""
        return replace(self, number=replace(self.number, text=""))

    def panel(self) -> WordsPanel:
        """The question as the screen draws it."""
        return replace(self.number.panel(), second=_("It cannot be read"))


class PiecesBack:
    """Asks for the numbers of what comes back, one after the other."""

    def __init__(self, serials: SerialsBack) -> None:
        self._serials = serials

    def missing(self, lines: LinesQuestion) -> PieceQuestion | None:
        """The next question; None once all numbers are known."""
        for line in self._serials.wanted(lines.line(line_id) for line_id in lines.chosen):
            if line.line_id not in lines.serials:
                return PieceQuestion(lines, line, SerialNumber(brief(line.name), _("Next"), _("Back")))
        return None

    def numbered(self, question: PieceQuestion) -> LinesQuestion:
        """The lines with the number of this one. Raises BadArgument for that of another piece."""
        line, number = question.line, question.number.answer
        self._serials.refuse_other(line, number)
        lines = question.lines
        return replace(lines, serials={**lines.serials, line.line_id: number})

    def unread(self, question: PieceQuestion) -> LinesQuestion:
        """The lines with this piece taken as the one that was sold: nobody can read its number any more."""
        return replace(question.lines, serials={**question.lines.serials, question.line.line_id: None})

    def found(self, lines: LinesQuestion, code: str) -> LinesQuestion | None:
        """The lines with the piece that has this number, which comes back; None where none has it."""
        for line in self._serials.wanted(lines.lines):
            try:
                self._serials.refuse_other(line, code)
            except Refused:
                continue
            counted = lines.counted(line.line_id, 1)
            return replace(counted, serials={**counted.serials, line.line_id: code})
        return None
