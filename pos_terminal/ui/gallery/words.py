"""The words of the gallery: labels, notices, pills and what is typed."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_terminal.presentation.kiosk.state import StepMark
from pos_terminal.presentation.member_panels import Fact
from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.presentation.pill import Pill, Tone
from pos_terminal.presentation.sale_state import TotalsBox
from pos_terminal.presentation.status import StatusState
from pos_terminal.ui.gallery.exhibits import Exhibit, Ground, State, told, told_at_a_kiosk
from pos_terminal.ui.kiosk.header import Header
from pos_terminal.ui.kiosk.words import Words
from pos_terminal.ui.widgets.amount import AmountLabel
from pos_terminal.ui.widgets.facts import Facts
from pos_terminal.ui.widgets.fault_bar import FaultBar
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.notice_bar import NoticeBar
from pos_terminal.ui.widgets.number_display import NumberDisplay
from pos_terminal.ui.widgets.pin_dots import PinDots
from pos_terminal.ui.widgets.rows_that_fit import RowsThatFit
from pos_terminal.ui.widgets.sale_keys import SaleKeys
from pos_terminal.ui.widgets.scan_field import ScanField
from pos_terminal.ui.widgets.standing_rows import StandingRows
from pos_terminal.ui.widgets.status_bar import StatusBar, StatusPill
from pos_terminal.ui.widgets.surface import Card, Rule
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel, TwoLineLabel
from pos_terminal.ui.widgets.totals import TotalsView
from pos_terminal.ui.widgets.training_band import TrainingBand

_WIDE = 460
_WIDEST = 940
_STEPS = ("caption", "body", "body_strong", "label", "title", "amount", "headline", "total", "change_due")
_TONES = ("", "secondary", "primary", "success", "danger", "warning", "loyalty", "disabled")
_LONG = "A sentence that is longer than the room that it has, so that the end of it is not to be seen any more"
_PILLS = {
    Tone.NEUTRAL: Pill("2 to send", "cloud-up"),
    Tone.GOOD: Pill("Online · all sent", "cloud-check", Tone.GOOD),
    Tone.WARN: Pill("Offline · 3 to send", "cloud-off", Tone.WARN),
    Tone.BAD: Pill("3 set aside", "cloud-x", Tone.BAD),
    Tone.ALARM: Pill("Tell a manager", "alert-triangle", Tone.ALARM),
}
_TOTALS = TotalsBox("12.25", "0.93", "12.26", "−0.92")
_ERROR = (State.NORMAL, State.ERROR)


def _label(tone: str, _ground: Ground, _state: State) -> QWidget:
    return PlainLabel(tone.capitalize() or "Plain", step="label", tone=tone)


def _step(step: str, _ground: Ground, _state: State) -> QWidget:
    return PlainLabel("1,234.50", step=step)


def _cut(kind: type[ElidedLabel], _ground: Ground, _state: State) -> QWidget:
    return kind(_LONG)


def _amount(ground: Ground, _state: State) -> QWidget:
    label = AmountLabel(ground.look)
    label.show_text("1,234.50")
    return label


def _pill(tone: Tone, ground: Ground, _state: State) -> QWidget:
    return StatusPill(ground.look, _PILLS[tone])


def _icon(ground: Ground, _state: State) -> QWidget:
    return IconLabel(ground.look, "printer")


def _notice(bar: NoticeBar, state: State) -> None:
    said = problem("No item has the code 4711. Find the item by name.")
    bar.show_notice(said if state is State.ERROR else Notice("Muffin removed."))


def _fault(ground: Ground, _state: State) -> QWidget:
    stand = QWidget(ground.floor)
    stand.setFixedSize(_WIDEST, 80)
    FaultBar(ground.look, stand).show_notice(problem("Something failed (code E-17). The sale goes on."))
    return stand


def _surface(inset: str, _ground: Ground, _state: State) -> QWidget:
    card = Card(inset=bool(inset))
    column = QVBoxLayout(card)
    column.addWidget(PlainLabel("On a card"))
    column.addWidget(Rule())
    column.addWidget(PlainLabel("Below a rule"))
    return card


def _status(bar: StatusBar, state: State) -> None:
    tones = (Tone.BAD, Tone.ALARM) if state is State.ERROR else (Tone.NEUTRAL, Tone.GOOD)
    bar.show_state(StatusState("Till 3", "3:02 PM", "Maya R.", tuple(_PILLS[each] for each in tones)))


def _number(display: NumberDisplay, state: State) -> None:
    display.show_number("12.5" if state is State.SELECTED else "0.00", "USD", typed=state is State.SELECTED)


def _field(field: ScanField, state: State) -> None:
    field.show_words("latte" if state is State.SELECTED else "", "3 ×" if state is State.SELECTED else "")


def _facts(ground: Ground, _state: State) -> QWidget:
    facts = Facts()
    facts.setParent(ground.floor)
    facts.show_facts((Fact("Points", "1,240"), Fact("Gold credit", "12.50")))
    return facts


def _totals(view: TotalsView, state: State) -> None:
    view.show_totals(_TOTALS, "2.26" if state is State.SELECTED else "")


def _fitting(ground: Ground, _state: State) -> QWidget:
    rows = RowsThatFit(56)
    rows.setParent(ground.floor)
    rows.place(PlainLabel("A row of a list that has as many as fit"))
    rows.setMinimumHeight(64)
    return rows


def _training(_ground: Ground, _state: State) -> QWidget:
    return TrainingBand()


def _words(ground: Ground, _state: State) -> QWidget:
    words = Words(ground.ink, "title")
    words.show_words("Scan your items, or tap them.")
    return words


def _steps(header: Header, _state: State) -> None:
    steps = (StepMark("1", "Choose", is_now=True), StepMark("2", "Check"), StepMark("3", "Pay"))
    header.show_steps("Corner Shop", steps)


WORDS = (
    *(Exhibit(f"PlainLabel, {tone or 'plain'}", partial(_label, tone)) for tone in _TONES),
    *(
        Exhibit(f"PlainLabel, {step}", partial(_step, step))
        for step in ("body", "title", "amount", "headline", "total")
    ),
    Exhibit("ElidedLabel", partial(_cut, ElidedLabel), width=_WIDE),
    Exhibit("TwoLineLabel", partial(_cut, TwoLineLabel), width=_WIDE),
    Exhibit("AmountLabel", _amount),
    Exhibit("IconLabel", _icon),
    *(Exhibit(f"StatusPill, {tone}", partial(_pill, tone)) for tone in Tone),
    Exhibit("StatusBar", told(StatusBar, _status), _ERROR, _WIDEST),
    Exhibit("StandingRows", told(StandingRows, lambda rows, _: rows.show_pills(tuple(_PILLS.values()))), width=_WIDE),
    Exhibit("NoticeBar", told(NoticeBar, _notice), _ERROR, _WIDE),
    Exhibit("FaultBar", _fault, width=_WIDEST),
    Exhibit("TrainingBand", _training, width=_WIDEST),
    Exhibit("NumberDisplay", told(NumberDisplay, _number), (State.NORMAL, State.SELECTED), _WIDE),
    Exhibit("PinDots", told(PinDots, lambda dots, _: dots.show_count(3))),
    Exhibit("ScanField", told(ScanField, _field), (State.NORMAL, State.SELECTED, State.DISABLED, State.FOCUS), _WIDE),
    Exhibit("Facts", _facts, width=_WIDE),
    Exhibit("TotalsView", told(TotalsView, _totals), (State.NORMAL, State.SELECTED), _WIDE),
    Exhibit("SaleKeys", told(SaleKeys, lambda _keys, _state: None), width=_WIDEST),
    Exhibit("RowsThatFit", _fitting, width=_WIDE),
    Exhibit("Card", partial(_surface, "")),
    Exhibit("Card, inset", partial(_surface, "inset")),
    Exhibit("Words", _words, width=_WIDEST),
    Exhibit("Header", told_at_a_kiosk(Header, _steps), width=_WIDEST),
)
