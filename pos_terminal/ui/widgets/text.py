"""The only label of the terminal: plain text whatever the data says, restyled by meaning."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pos_terminal.presentation.plain import plain
from pos_terminal.wording.isolates import bare

_SIDES = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignRight


class PlainLabel(QLabel):
    """Text that is never read as markup; `step` is one of the type scale, `tone` a palette role.

    `names` is what the text is the title of: whoever does not see it hears that where the focus goes.
    """

    def __init__(
        self,
        text: str = "",
        *,
        step: str = "body",
        tone: str = "",
        parent: QWidget | None = None,
        names: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._titled = names
        self.setAlignment(self.alignment())
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", step)
        if tone:
            self.setProperty("tone", tone)
        self.setText(plain(text))
        self._give_name(plain(text))

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Where the text stands; leading and trailing are the screen's, in whatever script the text is.

        Qt would take them from the text: a name in Latin letters would stand at the far side of a mirrored screen.
        """
        self._side = alignment
        super().setAlignment(_placed(alignment, mirrored=self.isRightToLeft()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self.setAlignment(self._side)

    def show_text(self, text: str) -> None:
        """Draw this text; costs nothing when it is already there."""
        cleaned = plain(text)
        if cleaned != self.text():
            self.setText(cleaned)
            self._give_name(cleaned)

    def show_tone(self, tone: str) -> None:
        """Change the meaning, and with it the colour."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)

    def show_step(self, step: str) -> None:
        """Change the type step, and with it the size."""
        if self.property("type") != step:
            self.setProperty("type", step)
            restyle(self)

    def _give_name(self, words: str) -> None:
        if self._titled is not None:
            self._titled.setAccessibleName(bare(words))


class ElidedLabel(PlainLabel):
    """A label that gives way: it ends in an ellipsis instead of widening the screen."""

    def __init__(self, text: str = "", *, step: str = "body", tone: str = "", names: QWidget | None = None) -> None:
        super().__init__(text, step=step, tone=tone, names=names)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = plain(text)

    def show_text(self, text: str) -> None:
        self._whole = plain(text)
        self.setAccessibleName(bare(self._whole))
        self._give_name(self._whole)
        self._elide()

    def show_step(self, step: str) -> None:
        super().show_step(step)
        self._elide()

    @property
    def whole_width(self) -> int:
        """How wide the text is on one line, uncut."""
        self.ensurePolished()
        return self.fontMetrics().horizontalAdvance(self._whole)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._elide()

    def _elide(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


class TwoLineLabel(ElidedLabel):
    """A label that gives way in its second line: what tells two long names apart is often at their ends."""

    def _elide(self) -> None:
        first = _first_line(self._whole, self)
        rest = self._whole[first:].strip()
        cut = self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
        self.setText(f"{self._whole[:first].rstrip()}\n{cut}" if rest else self._whole)


def _placed(side: Qt.AlignmentFlag, *, mirrored: bool) -> Qt.AlignmentFlag:
    """Where a side is on the screen. Asked of `QStyle`, this would load Python's classes of all that a style draws."""
    if not side & Qt.AlignmentFlag.AlignHorizontal_Mask:
        side |= Qt.AlignmentFlag.AlignLeft
    if mirrored and side & _SIDES and not side & Qt.AlignmentFlag.AlignAbsolute:
        side ^= _SIDES
    return side | Qt.AlignmentFlag.AlignAbsolute


def _first_line(text: str, label: QWidget) -> int:
    """How many characters of the text are in the first line of this label's width."""
    from PySide6.QtGui import QTextLayout

    layout = QTextLayout(text, label.font())
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(label.width())
    layout.endLayout()
    return line.textLength() if line.isValid() else 0


def restyle(widget: QWidget) -> None:
    """Ask the style to look at the widget's properties again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
