"""Words come in the language of the moment, for one thread or for the screens, and nothing in a value is obeyed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pos_terminal.domain.batch import Batch
from pos_terminal.domain.movement import MovementKind
from pos_terminal.domain.tender import tender_words
from pos_terminal.wording import ENGLISH, LANGUAGES, _, language, language_of, ngettext, pgettext, speak, speaking
from pos_terminal.wording.catalog import read_catalog

KEPT = """msgid ""
msgstr ""
"Language: pl\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"

# A line for translators, "quoted".
msgid "Say \\"{name}\\"\\\\\\n"
msgstr ""
"Powiedz "
"\\"{name}\\"\\\\\\n"

msgctxt "coins"
msgid "Change"
msgstr "Reszta"

msgctxt "verb"
msgid "Change"
msgstr "Zmień"

msgid "{count} item"
msgid_plural "{count} items"
msgstr[0] "{count} towar"
msgstr[1] "{count} towary"
msgstr[2] "{count} towarów"
"""


@pytest.mark.parametrize(
    ("culture", "spoken"),
    [
        ("de_CH", "de"),
        ("de-AT", "de"),
        ("pt_BR", "pt"),
        ("ar_KW", "ar"),
        ("zh_CN", "zh_Hans"),
        ("zh_Hans_SG", "zh_Hans"),
        ("zh_TW", ENGLISH),
        ("fil_PH", ENGLISH),
        ("en_GB", ENGLISH),
        ("nowhere", ENGLISH),
    ],
)
def test_a_culture_is_spoken_to_in_its_language_or_in_english(culture: str, spoken: str) -> None:
    assert language_of(culture) == spoken


def test_words_follow_the_language_of_the_moment() -> None:
    assert (tender_words("Cash"), MovementKind.PICKUP.words) == ("Cash", "Pickup")
    with speaking("de"):
        assert (tender_words("Cash"), MovementKind.PICKUP.words) == ("Bar", "Abschöpfung")
        with speaking("fr"):
            assert Batch(lot="A1").told == "Lot A1"
        assert Batch(lot="A1").told == "Charge A1"
    assert language() == ENGLISH


def test_screens_and_paper_speak_their_own_languages_at_the_same_time() -> None:
    def on_paper() -> str:
        with speaking("ja"):
            return _("TOTAL")

    try:
        speak("es")
        with ThreadPoolExecutor(1) as worker:
            assert (worker.submit(on_paper).result(), _("Rounding")) == ("合計", "Redondeo")
            assert worker.submit(_, "Rounding").result() == "Redondeo"
    finally:
        speak(ENGLISH)


def test_a_tender_of_the_shops_own_is_called_what_the_shop_calls_it() -> None:
    with speaking("de"):
        assert [tender_words(name) for name in ("Cash", "Sales", "Jeton")] == ["Bar", "Sales", "Jeton"]


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_what_is_filled_in_is_text_and_never_a_blank(spoken: str) -> None:
    with speaking(spoken):
        assert "{rate} {amount.__class__}" in _("Served by {employee}", employee="{rate} {amount.__class__}")


def test_a_message_reaches_into_no_value() -> None:
    assert _("{x.__class__} {0} {x!r} {}", x="1") == "{x.__class__} {0} {x!r} {}"


def test_no_message_is_nothing_in_every_language() -> None:
    with speaking("de"):
        assert _("") == ""


def test_numbers_choose_their_form() -> None:
    assert [ngettext("{count} item", "{count} items", count) for count in (0, 1, 2)] == ["0 items", "1 item", "2 items"]


def test_a_catalog_is_read_as_translators_write_it(tmp_path: Path) -> None:
    path = tmp_path / "pl.po"
    path.write_text(KEPT, encoding="utf-8")
    polish = read_catalog(path)

    assert polish.gettext('Say "{name}"\\\n') == 'Powiedz "{name}"\\\n'
    assert (polish.pgettext("coins", "Change"), polish.pgettext("verb", "Change")) == ("Reszta", "Zmień")
    forms = [polish.ngettext("{count} item", "{count} items", count) for count in (1, 3, 5)]
    assert forms == ["{count} towar", "{count} towary", "{count} towarów"]
    assert polish.gettext("unknown") == "unknown"


def test_a_broken_catalog_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "pl.po"
    path.write_text('msgid "a"\nmsgstr b\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 2 is none of a catalog: msgstr b"):
        read_catalog(path)


def test_one_english_word_is_told_from_the_other_by_its_context() -> None:
    with speaking("fr"):
        assert pgettext("coins", "Change") == "Rendu"
