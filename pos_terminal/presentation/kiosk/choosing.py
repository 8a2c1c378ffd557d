"""The first step: choose by picture or name, or scan; what has to be asked first is asked on a page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import ApprovalNeeded, Refused
from pos_terminal.presentation.browsing import Browsing
from pos_terminal.presentation.kiosk.page import Act, Page
from pos_terminal.presentation.kiosk.piece_page import piece_page
from pos_terminal.presentation.kiosk.state import Banner, ChooseBody, KioskKey, Look, Pad
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.panels import Asked
from pos_terminal.presentation.plain import brief
from pos_terminal.presentation.ringing import Ringing
from pos_terminal.presentation.sale_panels import EntryQuestion, OptionsQuestion
from pos_terminal.presentation.scale_watch import scale_words
from pos_terminal.presentation.serial_question import SerialQuestion
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.domain.item import Item
    from pos_terminal.presentation.draft import Draft
    from pos_terminal.presentation.kiosk.basket import KioskBasket
    from pos_terminal.presentation.kiosk.page import Stage
    from pos_terminal.presentation.kiosk.services import KioskServices

FIND, ORDER = "find", "order"
_LONGEST = 40


class Choosing:
    """Puts goods into the basket; every path draws the kiosk."""

    def __init__(
        self, services: KioskServices, stage: Stage, draft: Draft, elsewhere: Callable[[str, Refused], Notice]
    ) -> None:
        """``elsewhere`` goes on with a code that no product has: a card or an offer."""
        self._services = services
        self._stage = stage
        self._draft = draft
        self.browsing = Browsing(services.selling, self._lately)
        self.ringing = Ringing(services.desk, services.selling, draft, elsewhere, self._told)
        self.call_help: Callable[[], None] = stage.leave
        self.attend: Callable[[], None] = stage.leave

    def begin(self) -> None:
        """The next shopper sees the goods as the first one did."""
        self.browsing.choose("")
        self.browsing.order(by_name=False)
        self.browsing.renew()
        self._draft.question = None
        self._draft.selected = ""

    def body(self, basket: KioskBasket, banner: Banner, main: KioskKey) -> ChooseBody:
        """The goods and the basket."""
        open_sale = self._services.desk.basket
        lines = open_sale.lines.values() if open_sale is not None else ()
        tip = _("Scan an item at any time, or tap a picture")
        keys = (KioskKey(FIND, _("Find by name"), "search"), *self._order_key())
        page = self.browsing.page(lines)
        return ChooseBody(tip, banner, self.browsing.chips, page, keys, basket.box(main))

    def ordered(self) -> None:
        """Show the category the other way: from A to Z, or what is bought most first."""
        self.browsing.order(by_name=not self.browsing.is_by_name)
        self._stage.redraw()

    def scanned(self, code: str) -> None:
        """A code: goods, a card or an offer; one that is nothing is never the end of the way."""
        try:
            notice = self.ringing.code(code)
        except ApprovalNeeded as refusal:
            notice = problem(refusal.sentence)
        self._told(notice)

    def tapped(self, item_id: str) -> None:
        """A picture."""
        if self.browsing.words:
            self.browsing.search("")
            self._stage.leave()
        self._told(self.ringing.item(item_id))

    def unknown(self, why: str) -> None:
        """A code led nowhere; ``why`` is what was found out."""
        self._stage.ask(partial(self._unknown_page, why))

    def glanced(self) -> None:
        """A moment went by: what the scale shows is drawn while a weight is asked for."""
        question, weighing = self.draft_question, self._services.weighing
        if question is None or question.item is None or weighing is None or weighing.scale is None:
            return
        words = scale_words(question.item, weighing.scale.newest())
        if words != question.scale:
            self._draft.question = replace(question, scale=words)
            self._stage.redraw()

    @property
    def draft_question(self) -> EntryQuestion | None:
        """The question for a weight or a price, while it is asked."""
        question = self._draft.question
        return question if isinstance(question, EntryQuestion) else None

    def find(self) -> None:
        """Look for goods by their name."""
        self.browsing.search("")
        self._stage.ask(self._find_page)

    def question_page(self) -> Page | None:
        """What has to be asked before the goods are in the basket."""
        question = self._draft.question
        if isinstance(question, OptionsQuestion):
            return self._options_page(question)
        if isinstance(question, SerialQuestion):
            return piece_page(question, self._draft, self._stage, self.call_help, self._question_left)
        if isinstance(question, EntryQuestion) and question.item is not None:
            return self._measure_page(question, question.item)
        return None

    def _order_key(self) -> tuple[KioskKey, ...]:
        is_by_name = self.browsing.is_by_name
        if is_by_name is None:
            return ()
        look = Look.CHOSEN if is_by_name else Look.PLAIN
        spoken = _("Sorted by name") if is_by_name else _("Sort by name")
        return (KioskKey(ORDER, _("A–Z"), look=look, spoken=spoken),)

    def _lately(self) -> list[Item]:
        """What was bought last of the goods that nobody can scan."""
        found = (self._item(each) for each in self._services.lately())
        return [each for each in found if each is not None and (each.is_weighed or not each.barcodes)]

    def _item(self, item_id: str) -> Item | None:
        try:
            return self._services.selling.item(item_id)
        except Refused:  # it went out of the catalog since
            return None

    def _told(self, notice: Notice) -> None:
        """A question that the goods left is on the stage already: the draft has it."""
        self._stage.show(notice)

    def _unknown_page(self, why: str) -> Page:
        acts = (
            Act(_("Find by name"), self.find, "search", look=Look.MAIN),
            Act(_("Call for help"), self.call_help, "bell"),
            Act(_("Go on shopping"), self._stage.leave, "arrow-left"),
        )
        help_words = _("Look for it by its picture or its name, or somebody will help you.")
        return Page(_("This did not work"), f"{why} {help_words}", acts, "scan", "warning")

    def _find_page(self) -> Page:
        found = self.browsing.found if self.browsing.words else []
        acts = [Act(brief(each.name), partial(self.tapped, each.item_id), detail=_price(each)) for each in found[:6]]
        back = Act(_("Go on shopping"), self._found_nothing, "arrow-left")
        sentence = _("Type the first letters.")
        if self.browsing.words and not found:
            sentence = _("Nothing is called “{words}”.", words=brief(self.browsing.words))
        words, shown = self.browsing.words, (*acts, back)
        return Page(
            _("Find by name"), sentence, shown, "search", "", 2, Pad.LETTERS, words, self._typed, is_private=False
        )

    def _found_nothing(self) -> None:
        self.browsing.search("")
        self._stage.leave()

    def _typed(self, key: str) -> None:
        words = self.browsing.words
        if key == "back":
            words = words[:-1]
        elif key == "clear":
            words = ""
        elif len(words) < _LONGEST:
            words += key
        self.browsing.search(words)
        self._stage.redraw()

    def _options_page(self, question: OptionsQuestion) -> Page:
        panel = question.choice.panel()
        acts = []
        for group in panel.groups:
            for each in group.options:
                look = Look.CHOSEN if each.is_chosen else Look.PLAIN
                icon = "circle-check" if each.is_chosen else "plus"
                acts.append(Act(each.name, partial(self._option, each.item_id), icon, each.price, look))
        leave = Act(_("Cancel"), self._question_left, "x")
        add = Act(_("Add"), self._options_chosen, "check", look=Look.MAIN, can_press=panel.can_confirm)
        hints = " · ".join(f"{each.name}: {each.hint}" for each in panel.groups)
        return Page(panel.title, hints, (*acts, add, leave), columns=2)

    def _option(self, item_id: str) -> None:
        question = self._draft.question
        if isinstance(question, OptionsQuestion):
            self._draft.question = OptionsQuestion(question.choice.toggled(item_id))
            self._stage.redraw()

    def _options_chosen(self) -> None:
        question = self._draft.question
        if isinstance(question, OptionsQuestion):
            self._stage.show(self.ringing.optioned(question.choice))

    def _question_left(self) -> None:
        self._draft.question = None
        self._stage.show()

    def _measure_page(self, question: EntryQuestion, item: Item) -> Page:
        leave = Act(_("Go on shopping"), self._question_left, "arrow-left")
        weighing = self._services.weighing
        if question.asked is Asked.WEIGHT and weighing is not None and weighing.scale is not None:
            take = Act(_("Add"), partial(self._weighed, item), "check", look=Look.MAIN)
            return Page(_("Put {item} on the scale", item=brief(item.name)), _price(item), (take, leave), "scale",
                        figure=question.scale)  # fmt: skip
        sentence = _("Somebody will help you with this item, or you can go on without it.")
        staff = Act(_("Staff"), self.attend, "key")
        acts = (Act(_("Call for help"), self.call_help, "bell", look=Look.MAIN), staff, leave)
        return Page(brief(item.name), sentence, acts, "scale")

    def _weighed(self, item: Item) -> None:
        weighing = self._services.weighing
        if weighing is None or weighing.scale is None:
            return
        try:
            self.ringing.rung(weighing.add(item.item_id, weighing.scale.newest()))
        except Refused as refusal:
            self._stage.show(problem(refusal.sentence))
            return
        self._draft.question = None
        self._stage.show(NOTHING)


def _price(item: Item) -> str:
    from pos_terminal.presentation.figures import amount_text

    price = amount_text(item.price)
    return f"{price} / {item.unit.value}" if item.is_weighed else price
