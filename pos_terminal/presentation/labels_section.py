"""Labels of the shop's own scales at the manager's desk: scan one, see what each pattern reads, change it, and save."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.measured_label import LabelPattern, MeasuredLabel, MeasureKind
from pos_terminal.domain.symbology import printed_code
from pos_terminal.presentation.figures import exact_text
from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.presentation.plain import brief
from pos_terminal.presentation.report_panel import ReportPanel, ReportRow
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.back_office import SectionHost

_DIGITS = 12
"""Of a label, before its check digit."""
_PREFIX, _LONGEST_PREFIX, _FEWEST_ITEM, _LONGEST_ITEM, _MOST_DECIMALS = 2, 3, 3, 7, 3
_NEW = LabelPattern(MeasureKind.PRICE, "20", 5, has_verifier=False, whole_digits=3, decimals=2)
_KINDS = {
    MeasureKind.PRICE: later("Price"),
    MeasureKind.WEIGHT_KG: later("Weight in kg"),
    MeasureKind.WEIGHT_LB: later("Weight in lb"),
    MeasureKind.COUNT: later("Count"),
}
_ADD, _REMOVE = "add", "remove"


@dataclass(frozen=True, slots=True)
class RungUp:
    """What a label would ring up: an item's name and what it comes to; ``why`` it would not, where it would not."""

    name: str = ""
    amount: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LabelsServices:
    """What the section works with.

    ``own`` are the shop's own patterns, ``country`` those of its country; ``rings_up`` says what a code would be at the
    desk if this were its pattern. ``save`` puts other patterns in the place of the shop's own, from the next scan on,
    and raises Refused.
    """

    own: Callable[[], tuple[LabelPattern, ...]]
    country: Callable[[], tuple[LabelPattern, ...]]
    rings_up: Callable[[str, LabelPattern], RungUp]
    save: Callable[[tuple[LabelPattern, ...]], None]


class LabelsScreen(Protocol):
    """Draws the section."""

    def show_panel(self, panel: ReportPanel, /) -> None:
        """Draw this."""


class LabelsSection:
    """Implements `SectionPresenter`. A pattern is changed by taps on its parts, so that it always can be one."""

    def __init__(self, services: LabelsServices, screen: LabelsScreen, host: SectionHost) -> None:
        self._services = services
        self._screen = screen
        self._host = host
        self._code = ""
        self._draft: LabelPattern | None = None
        self._at: int | None = None
        """Which of the shop's own is changed; None: a new one."""

    def entered(self) -> None:
        """All patterns."""
        self._draft = None
        self._show()

    def scanned(self, code: str) -> None:
        """See what the patterns read in this label."""
        self._code = code.strip()
        self._show()

    def ticked(self) -> None:
        """What was read stays."""

    def row_chosen(self, key: str) -> None:
        """Change a pattern, or a part of the one that is open."""
        if self._draft is not None:
            self._change(key)
        elif key == _ADD:
            self._at, self._draft = None, self._guessed()
        elif key.isdecimal() and int(key) < len(self._services.own()):
            self._at = int(key)
            self._draft = self._services.own()[self._at]
        self._show()

    def acted(self) -> None:
        """Save the pattern that is open."""
        if self._draft is not None:
            self._host.attempt(self._save)

    def back_asked(self) -> None:
        """To the list; what was changed is forgotten."""
        self.entered()

    def _guessed(self) -> LabelPattern:
        """A new pattern that begins as the label that was scanned does."""
        prefix = printed_code(self._code)[:_PREFIX]
        return _whole(replace(_NEW, prefix=prefix)) if prefix.isdecimal() and len(prefix) == _PREFIX else _NEW

    def _change(self, key: str) -> None:
        draft = self._draft
        if draft is None:
            return
        if key == _REMOVE:
            self._host.attempt(self._remove)
            return
        kinds, value = list(_KINDS), draft.whole_digits + draft.decimals
        if key == "kind":
            draft = replace(draft, kind=kinds[(kinds.index(draft.kind) + 1) % len(kinds)])
        elif key == "prefix":
            draft = replace(draft, prefix=self._next_prefix(draft.prefix))
        elif key == "item":
            draft = _next_item(draft)
        elif key == "verifier":
            draft = replace(draft, has_verifier=not draft.has_verifier)
        elif key == "decimals":
            draft = replace(draft, decimals=(draft.decimals + 1) % (min(value, _MOST_DECIMALS) + 1))
        self._draft = _whole(draft)

    def _next_prefix(self, prefix: str) -> str:
        """Two digits of the label, or three; without a label the next number that a shop may use."""
        code = printed_code(self._code)
        if code.isdecimal() and len(code) >= _DIGITS:
            return code[: _LONGEST_PREFIX if prefix == code[:_PREFIX] else _PREFIX]
        return f"2{(int(prefix[1]) + 1) % 10}"

    def _save(self) -> Notice:
        own = list(self._services.own())
        if self._draft is not None and self._at is not None:
            own[self._at] = self._draft
        elif self._draft is not None:
            own.append(self._draft)
        self._services.save(tuple(own))
        self.entered()
        return Notice(_("Saved. It counts from the next scan on."))

    def _remove(self) -> Notice:
        own = [each for at, each in enumerate(self._services.own()) if at != self._at]
        self._services.save(tuple(own))
        self.entered()
        return Notice(_("Removed. It counts from the next scan on."))

    def _show(self) -> None:
        try:
            panel = self._list() if self._draft is None else self._open(self._draft)
        except Refused as refusal:
            self._host.tell(problem(refusal.sentence))
            return
        self._screen.show_panel(panel)

    def _list(self) -> ReportPanel:
        own = self._services.own()
        rows = [ReportRow(_("The shop's own"), is_title=True)]
        rows += [self._row(each, str(at)) for at, each in enumerate(own)]
        rows.append(ReportRow(_("New pattern"), key=_ADD))
        rows.append(ReportRow(_("Of the country"), is_title=True))
        rows += [self._row(each) for each in self._services.country()]
        return ReportPanel(_("Scale labels"), self._scanned(), tuple(rows), leave="")

    def _scanned(self) -> str:
        if not self._code:
            return _("Scan a label to see what each pattern reads in it.")
        return _("Scanned: {code}", code=brief(self._code))

    def _row(self, pattern: LabelPattern, key: str = "") -> ReportRow:
        label = self._read(pattern)
        told = self._told(pattern, label)
        return ReportRow(
            _shape(pattern), _(_KINDS[pattern.kind]), detail=told, tone="success" if label else "", key=key
        )

    def _read(self, pattern: LabelPattern) -> MeasuredLabel | None:
        """What the pattern reads in the code; an American one may be sent without its first nought."""
        return pattern.read(printed_code(self._code).zfill(_DIGITS + 1))

    def _told(self, pattern: LabelPattern, label: MeasuredLabel | None) -> str:
        """What is in a label, and what it would ring up."""
        if label is None:
            return ""
        rung = self._services.rings_up(self._code, pattern)
        value = _("Item {number}, {value}", number=label.keys[1], value=exact_text(label.measure.value))
        return " · ".join(filter(None, (value, brief(rung.name), rung.amount, rung.why)))

    def _open(self, draft: LabelPattern) -> ReportPanel:
        label = self._read(draft)
        rows = [
            ReportRow(_("Tap what is to be another"), is_title=True),
            ReportRow(_("Carries"), _(_KINDS[draft.kind]), key="kind"),
            ReportRow(_("Begins with"), draft.prefix, key="prefix"),
            ReportRow(_("Digits of the item"), str(draft.item_digits), key="item"),
            ReportRow(_("A check digit of the value"), _("Yes") if draft.has_verifier else _("No"), key="verifier"),
            ReportRow(_("Digits of the value"), str(draft.whole_digits + draft.decimals)),
            ReportRow(_("Of them decimals"), str(draft.decimals), key="decimals"),
            ReportRow(_("What the label says"), is_title=True),
            *self._read_rows(draft, label),
        ]
        if self._at is not None:
            rows.append(ReportRow(_("Remove this pattern"), tone="danger", key=_REMOVE))
        title = _("Pattern {shape}", shape=_shape(draft))
        return ReportPanel(title, self._scanned(), tuple(rows), _("Save"), "check", leave=_("Back"))

    def _read_rows(self, draft: LabelPattern, label: MeasuredLabel | None) -> list[ReportRow]:
        if label is None:
            words = _("It is no label of this pattern.") if self._code else _("No label was scanned yet.")
            return [ReportRow(words, tone="warning" if self._code else "")]
        rung = self._services.rings_up(self._code, draft)
        value = exact_text(label.measure.value)
        rows = [
            ReportRow(_("Item number"), label.keys[1]),
            ReportRow(_(_KINDS[label.measure.kind]), value),
        ]
        words = brief(rung.name) or _("No item has this number")
        tone = "success" if rung.name and not rung.why else "warning"
        return [*rows, ReportRow(words, rung.amount, detail=rung.why, is_total=True, tone=tone)]


def _whole(pattern: LabelPattern) -> LabelPattern:
    """The pattern with as many digits of its value as are left; the item gives way where those would be too few.

    A digit that guards the value is defined for values of four and of five digits alone.
    """
    left = _DIGITS - len(pattern.prefix) - pattern.has_verifier
    least, most = (left - 5, left - 4) if pattern.has_verifier else (1, left - 1)
    item = max(least, min(pattern.item_digits, most))
    decimals = min(pattern.decimals, left - item)
    return replace(pattern, item_digits=item, whole_digits=left - item - decimals, decimals=decimals)


def _next_item(pattern: LabelPattern) -> LabelPattern:
    """With one digit more of the item, and after the most with the fewest."""
    longer = _whole(replace(pattern, item_digits=pattern.item_digits + 1))
    is_longer = longer.item_digits > pattern.item_digits and longer.item_digits <= _LONGEST_ITEM
    return longer if is_longer else _whole(replace(pattern, item_digits=_FEWEST_ITEM))


def _shape(pattern: LabelPattern) -> str:
    """As the setting writes it, without what it carries."""
    return str(pattern).partition(" ")[2]
