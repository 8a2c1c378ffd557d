"""What is said later is said in the language of then; what is kept, logged or answered to a script stays English."""

import ast
from collections.abc import Iterator
from decimal import Decimal

import pytest
from translations import REFUSALS, ROOT, extracted, is_told_on_screens

from pos_terminal.application.noticeboard import SCANNER_LOST, StandingNotice
from pos_terminal.domain.errors import ApprovalNeeded, BadArgument, NotAllowedNow, NotSignedOn, Refused, UnknownBarcode
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.rights import Action
from pos_terminal.domain.staff import Role
from pos_terminal.wording import speaking
from pos_terminal.wording.message import NOTHING_SAID, Message, Spoken

SHOP = Message("the whole sale")


def raised() -> Iterator[tuple[str, ast.Call]]:
    """Every refusal that a screen may tell, with the place where it is made."""
    for path in sorted((ROOT / "pos_terminal").rglob("*.py")):
        if is_told_on_screens(path):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REFUSALS:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_figures_in_a_message_are_written_as_whoever_reads_them_does_and_as_they_are_for_programs() -> None:
    refusal = NotAllowedNow(
        "Only {balance} is due. A payment cannot settle more.", balance=Money(-123450, Currency.of("USD"))
    )
    exact = Message("{quantity} left · {price}", quantity=Decimal("1.250"), price=Money(5, Currency.of("USD")))
    assert refusal.sentence.startswith("Only −1,234.50 is due.")
    with speaking("de"):
        assert "−1.234,50" in refusal.sentence
        assert str(exact) == "noch 1,250 · 0,05"
        assert str(refusal) == refusal.in_english == "Only -1234.50 is due. A payment cannot settle more."
        assert exact.in_english == "1.250 left · 0.05"


def test_a_refusal_is_told_in_the_language_of_whoever_reads_it() -> None:
    refusal = UnknownBarcode("4711")

    assert refusal.sentence.startswith("No item has the code 4711.")
    with speaking("de"):
        assert refusal.sentence.startswith("Kein Artikel hat den Code 4711.")
        assert str(refusal).startswith("No item has the code 4711.")
        assert refusal.in_english.startswith("No item has the code 4711.")


def test_a_refusal_that_is_raised_in_another_language_is_english_in_the_log() -> None:
    with speaking("ja"):
        refusal = NotSignedOn()
    assert str(refusal) == refusal.in_english == "Nobody is signed on. Sign on with your PIN first."


def test_a_refusal_without_words_has_some() -> None:
    assert Refused().sentence == "This is not possible now."
    with speaking("fr"):
        assert Refused().sentence == "Ce n’est pas possible maintenant."


def test_values_are_said_in_the_language_of_then_too() -> None:
    refusal = ApprovalNeeded(
        "{action} wants the approval of a {role}.",
        Role.MANAGER,
        action=Action.SET_PRICE.words,
        role=Role.MANAGER.words,
    )

    assert refusal.sentence == "Changing a price wants the approval of a manager."
    with speaking("es"):
        assert refusal.sentence == "Cambiar un precio: requiere autorización (encargado/a)."


def test_a_value_is_text_and_hides_the_number_of_a_card_in_every_language() -> None:
    refusal = BadArgument("{item} may be sold at any age.", item="{item.__class__} 4111 1111 1111 1111")

    for language in ("en", "de", "ar"):
        with speaking(language):
            assert "{item.__class__}" in refusal.sentence
            assert "4111 1111 1111 1111" not in refusal.sentence


def test_messages_are_alike_where_they_say_the_same() -> None:
    one, other = (Message("{item} may be sold at any age.", item=item) for item in ("Tea", "Wine"))

    assert one == Message("{item} may be sold at any age.", item="Tea")
    assert one != other
    assert not NOTHING_SAID
    assert str(NOTHING_SAID) == ""


def test_words_that_are_found_late_are_found_anew() -> None:
    listed = Spoken.listed(SHOP, SHOP)

    assert str(listed) == "the whole sale, the whole sale"
    with speaking("fr"):
        assert str(listed) == "toute la vente, toute la vente"


def test_a_notice_is_read_in_the_language_of_the_screens() -> None:
    notice = StandingNotice(SCANNER_LOST, Message("The cash drawer stands open. Close it."))

    with speaking("de"):
        assert (notice.title, notice.sentence) == ("Scanner weg", "Die Kassenlade steht offen. Bitte schließen.")
    assert (notice.words, notice.title) == ("Scanner lost", "Scanner lost")


def test_every_refusal_that_a_screen_may_tell_is_a_message_that_is_translated() -> None:
    known = {message.id for message in extracted() if message.id}
    said = [(place, call.args[0]) for place, call in raised() if call.args]

    assert len(said) > 150
    assert [place for place, words in said if isinstance(words, ast.JoinedStr)] == []
    assert [place for place, words in said if isinstance(words, ast.Constant) and words.value not in known] == []


@pytest.mark.parametrize("kind", [Refused, *Refused.__subclasses__()], ids=lambda kind: kind.__name__)
def test_the_refusals_that_carry_a_message_are_those_that_are_looked_through(kind: type[Refused]) -> None:
    """One that is made with a sentence, and is none of these, would stay English."""
    makes_its_own = "__init__" in vars(kind) and kind not in {Refused, ApprovalNeeded} and kind.__name__ not in REFUSALS
    assert kind is Refused or makes_its_own or kind.__name__ in REFUSALS or not kind.__module__.startswith("pos_")
