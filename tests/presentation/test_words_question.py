from pos_terminal.presentation.words_question import WordsQuestion


def typed(text: str, most: int = 20, *, or_nothing: bool = False) -> tuple[WordsQuestion, list[str]]:
    told: list[str] = []
    question = WordsQuestion("Title", "Hint", "Save", told.append, most, or_nothing=or_nothing)
    for key in text:
        question = question.press(key)
    return question, told


def test_the_first_letter_is_a_large_one_and_spaces_before_it_are_none() -> None:
    assert typed("  blue coat")[0].text == "Blue coat"


def test_no_more_is_taken_than_fits_and_keys_that_say_nothing_change_nothing() -> None:
    assert typed("a" * 30)[0].text == "A" + "a" * 19
    assert typed("\n\x1b")[0].text == ""


def test_the_last_letter_and_all_of_it_are_taken_back() -> None:
    question, _ = typed("coat")
    assert (question.press("back").text, question.press("clear").text) == ("Coa", "")


def test_no_words_are_an_answer_only_where_they_may_be() -> None:
    question, told = typed("")
    question.confirmed()
    assert told == []
    question, told = typed("", or_nothing=True)
    question.confirmed()
    assert told == [""]
