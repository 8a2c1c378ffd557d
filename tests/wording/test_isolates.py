"""In a sentence from the right, what comes from outside stays as it is, and the sentence ends at its own end."""

from collections.abc import Iterator

import pytest

from pos_terminal.presentation.plain import brief, plain
from pos_terminal.wording import ENGLISH, _, speak, speaking, speaking_plainly
from pos_terminal.wording.isolates import bare, kept_together
from pos_terminal.wording.message import Message

AMOUNT, NAME = "−2.00", "Noor H."


@pytest.fixture
def arabic_screens() -> Iterator[None]:
    speak("ar")
    yield
    speak(ENGLISH)


@pytest.mark.usefixtures("arabic_screens")
def test_names_amounts_and_offers_are_kept_together_on_screens_from_the_right() -> None:
    told = _("With {member}", member=NAME)
    assert told.endswith(f"\u2068{NAME}\u2069")
    assert plain(told) == told
    for words in ("10% off", "$2 off a coffee", AMOUNT, "050 123 4567"):
        assert kept_together(words) == f"\u2068{words}\u2069"
    for words in ("2", "12:30", "1,240.00", "قهوة", ""):
        assert kept_together(words) == words


@pytest.mark.usefixtures("arabic_screens")
def test_a_sentence_that_a_latin_name_begins_is_read_from_the_right() -> None:
    told = _("{name} removed.", name="Muffin")
    assert told.startswith("\u200f\u2068Muffin\u2069")
    assert plain(told) == told


@pytest.mark.usefixtures("arabic_screens")
def test_papers_programs_and_what_is_heard_have_the_bare_words() -> None:
    message = Message("With {member}", member=NAME)
    with speaking("ar"):
        assert str(message) == bare(str(message))
    with speaking("ar", on_screen=True):
        assert str(message) != bare(str(message))
    assert message.in_english == f"With {NAME}"
    with speaking_plainly():
        assert str(message) == f"With {NAME}"


def test_screens_from_the_left_say_what_they_said() -> None:
    assert _("With {member}", member=NAME) == f"With {NAME}"
    with speaking("de", on_screen=True):
        assert "\u2068" not in _("With {member}", member=NAME)


@pytest.mark.usefixtures("arabic_screens")
def test_isolates_in_a_name_do_not_open_the_sentence_around_it() -> None:
    for hostile in ("Noor\u2069", "\u2068Noor", "\u2069\u2068Noor"):
        assert _("With {member}", member=hostile).count("\u2069") == 1
        assert plain(f"{hostile} é") == "Noor é"
    assert kept_together(brief(f"\u2068{'é' * 80}\u2069")).count("\u2068") == 1
