"""A payment card's number stays in no field, whichever it is typed into: every field there is is listed here."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import pytest

from pos_terminal import presentation, ui
from pos_terminal.domain.code_range import ranges
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.goods_questions import (
    CodeQuestion,
)
from pos_terminal.presentation.notice import NoticeKind
from pos_terminal.presentation.price_asking import PriceAsking
from pos_terminal.presentation.questions import FigureQuestion, Key
from pos_terminal.presentation.receipt_finding import FindQuestion, find_question
from pos_terminal.presentation.sale_panels import EntryQuestion, number_question
from pos_terminal.presentation.serial_question import SerialNumber
from pos_terminal.presentation.words_question import WordsQuestion
from tests.application.fakes import USD
from tests.presentation.drawer_side import DrawerSide
from tests.presentation.past_desk import PastDesk
from tests.presentation.sale_desk import SaleDesk

if TYPE_CHECKING:
    from pos_terminal.presentation.goods_lines import GoodsQuestion

CARD = "4111111111111111"
WRITTEN = ("4111 1111 1111 1111", "Card 4111-1111-1111-1111", "٤١١١١١١١١١١١١١١١", "378282246310005")
FIELDS_BY_NUMBER = {"LookupQuestion", "TenderNumber", "GoodsNumber", "RefundNumber"}
"""They ask for the number of something of the shop's, and judge it once it is given: the shop knows its own cards."""
AMOUNTS = {"FigureQuestion", "ForeignAmount", "MeasureQuestion", "PaidQuestion", "QuantityQuestion"}
"""They take fewer digits than any card's number has."""
ALL = {
    *FIELDS_BY_NUMBER,
    *AMOUNTS,
    "CodeQuestion",
    "Entry",
    "EntryQuestion",
    "FindQuestion",
    "GoodsPiece",
    "PieceQuestion",
    "PriceQuestion",
    "SerialNumber",
    "SerialQuestion",
    "TenderQuestions",
    "WordsQuestion",
}


class Field(Protocol):
    def press(self, key: str) -> "Field": ...


def modules() -> Iterator[object]:
    for found in pkgutil.walk_packages(presentation.__path__, presentation.__name__ + "."):
        yield import_module(found.name)


def test_every_field_that_is_typed_into_is_listed_here() -> None:
    """A new one has to say how it keeps cards out, and is tried below."""
    classes = [each for module in modules() for each in vars(module).values() if inspect.isclass(each)]
    ours = {each.__name__ for each in classes if each.__module__.startswith(presentation.__name__)}
    fields = {each.__name__ for each in classes if callable(getattr(each, "press", None)) and each.__name__ in ours}
    assert fields == ALL


def test_no_field_grows_by_another_way_and_the_windows_have_one_field_that_types_by_itself() -> None:
    for path in Path(inspect.getfile(presentation)).parent.rglob("*.py"):
        if path.name not in {"typed.py", "entry.py"}:
            assert ".text + " not in path.read_text(encoding="utf-8"), path
    typed = [
        path.name for path in Path(inspect.getfile(ui)).parent.rglob("*.py") if "QLineEdit" in path.read_text("utf-8")
    ]
    assert typed == ["scan_field.py"]


def nothing(_answer: object) -> None:
    """Nobody hears the answer."""


def price_question() -> object:
    here = SaleDesk()
    PriceAsking(here.sale, DrawerSide(here.shop).services).asked()
    return here.sale.draft.question


FREE: dict[str, Callable[[], object]] = {
    "WordsQuestion": lambda: WordsQuestion("Note", "Hint", "Save", nothing, 100),
    "FindQuestion": lambda: find_question(USD),
    "EntryQuestion": number_question,
    "CodeQuestion": lambda: CodeQuestion(cast("GoodsQuestion", None)),
    "PriceQuestion": price_question,
    "SerialNumber": lambda: SerialNumber("Phone", "Next", "Back"),
    "Entry": lambda: Entry(most=30, is_code=True),
    "FigureQuestion": lambda: FigureQuestion("", "", Entry(), Key("", nothing)),
}


@pytest.mark.parametrize("name", sorted(FREE))
def test_a_card_is_wiped_from_a_field_as_soon_as_it_is_one(name: str) -> None:
    field = cast("Field", FREE[name]())
    for key in CARD:
        field = field.press(key)
    assert CARD[:13] not in repr(field)
    assert "1111111111" not in repr(field)


@pytest.mark.parametrize("text", WRITTEN)
def test_words_with_a_card_in_them_are_wiped_however_it_is_written(text: str) -> None:
    field = WordsQuestion("Note", "Hint", "Save", nothing, 100)
    wiped = []
    for key in text:
        field = field.press(key)
        wiped.append(field.was_card)
    assert (field.text, wiped[-1], sum(wiped)) == ("", True, 1)
    assert not field.press("a").was_card


def test_a_number_of_a_receipt_or_an_article_is_typed_whole() -> None:
    for question, number in ((number_question(), "4012345678901"), (find_question(USD), "20261130")):
        field: Field = question
        for key in number:
            field = field.press(key)
        assert isinstance(field, EntryQuestion | FindQuestion)
        assert field.entry.text == number


def test_the_keypad_and_notes_tell_why_what_was_typed_is_gone() -> None:
    here = SaleDesk()
    here.sale.keypad_asked()
    here.press(CARD)
    assert here.state.notice.kind is NoticeKind.PROBLEM
    assert "payment card" in here.state.notice.text
    assert "1111" not in repr(here.state)
    here.press("1")
    assert here.state.notice.text == ""


def test_a_card_typed_where_a_receipt_is_looked_for_is_wiped_and_told_of() -> None:
    here = PastDesk()
    here.receipts.entered()
    here.receipts.find_asked()
    here.press(CARD)
    assert "payment card" in here.state.notice.text
    assert "1111" not in repr(here.state)
    here.press("411111111111112")  # no card's number, and none of a receipt
    for look in (here.receipts.confirmed, here.receipts.second_asked, here.receipts.third_asked):
        look()
        assert here.state.notice.kind is NoticeKind.PROBLEM
        assert "11111111" not in here.state.notice.text


def test_a_card_typed_for_the_price_of_something_is_wiped_where_it_is_refused() -> None:
    here = SaleDesk()
    prices = PriceAsking(here.sale, DrawerSide(here.shop).services)
    prices.asked()
    here.press("4222222222222")
    here.answers.confirmed()
    assert here.state.notice.kind is NoticeKind.PROBLEM
    assert "2222" not in repr(here.state)


def test_the_search_repeats_no_card_and_wipes_it_while_it_is_typed() -> None:
    here = SaleDesk()
    for end in range(1, len(CARD) + 1):
        here.sale.words_changed(CARD[:end])
    assert (here.state.words, here.state.notice.kind) == ("", NoticeKind.PROBLEM)
    assert "1111" not in repr(here.state)
    here.sale.words_changed("4222222222222")  # as long as an article's number: it is looked for first
    assert here.state.words == "4222222222222"
    assert here.state.page.empty_text == "Nothing has this number."
    here.sale.words_submitted("4222222222222")
    assert here.state.words == ""
    assert "payment card" in here.state.notice.text
    assert "2222" not in repr(here.state)


def test_the_shops_own_cards_are_typed_into_the_search() -> None:
    here = SaleDesk()
    here.shop.selling.rules = replace(here.shop.selling.rules, cards=ranges(["4111"]))
    here.sale.words_changed(CARD)
    assert here.state.words == CARD
