import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.presentation.plain import MAX_CHARACTERS, apart, brief, plain
from pos_terminal.wording import speaking


def test_names_in_any_script_stay_as_they_are() -> None:
    for name in ("Crème brûlée", "日本茶", "قهوة", "Ärger & Co", "<b>bold</b>"):
        assert plain(name) == name


def test_an_override_cannot_turn_the_text_around_it() -> None:
    assert plain("cash\u202e05.00\u202c") == "cash05.00"


def test_a_line_break_cannot_forge_a_second_line() -> None:
    assert plain("Tea\nTOTAL 0.00") == "Tea TOTAL 0.00"


def test_marks_cannot_pile_up_over_the_lines_above() -> None:
    assert plain("a" + "\u0301" * 50) == "a" + "\u0301" * 4


def test_pictures_that_no_face_has_leave_no_boxes_and_no_gaps() -> None:
    for name, drawn in (
        ("☕ Kaffee \U0001f44d\U0001f3fd groß", "Kaffee groß"),
        ("Eis❄️", "Eis❄"),
        ("50 °C ™", "50 °C ™"),
    ):
        assert plain(name) == drawn


def test_a_long_name_leaves_a_sentence_its_end() -> None:
    assert brief("Tea") == "Tea"
    assert plain(f"{brief('é' * 200)} removed.").endswith("… removed.")


@given(st.text(max_size=600))
def test_whatever_comes_the_label_is_one_bounded_line(text: str) -> None:
    cleaned = plain(text)
    assert len(cleaned) <= MAX_CHARACTERS
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in cleaned)
    assert plain(cleaned) == cleaned


def test_words_of_the_other_direction_are_kept_together_and_the_lines_own_stay_as_they_are() -> None:
    hebrew, english = "טעות (2)", "Counted twice (2)"
    assert (apart(english), apart("Käse 2"), apart("12:30")) == (english, "Käse 2", "12:30")
    assert apart(f"\u202e{hebrew}") == f"\u2068{hebrew}\u2069"
    with speaking("ar"):
        assert (apart(english), apart("خطأ (2)"), apart("2")) == (f"\u2068{english}\u2069", "خطأ (2)", "2")
