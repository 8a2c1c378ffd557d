"""Every word of the program is in every catalog, whole: what is missing there would be English among other words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from translations import ROOT, catalogs, extracted, read, renewed, written

from pos_terminal.bundle import bundled
from pos_terminal.wording import ENGLISH, LANGUAGES, RIGHT_TO_LEFT
from pos_terminal.wording.catalog import read_catalog

EACH = pytest.mark.parametrize("path", catalogs(), ids=lambda path: path.parent.name)
BLANK = re.compile(r"\{[^}]*\}")
NAMED = re.compile(r"\{[a-z_]+\}")
EDGES = re.compile(r"^(\s*).*?(\s*)$", re.DOTALL)
SOURCES = [*sorted((ROOT / "pos_terminal").rglob("*.py")), *sorted((ROOT / "receipts").rglob("*.j2"))]


@pytest.fixture(scope="module")
def messages() -> Catalog:
    return extracted()


@dataclass(frozen=True)
class Said:
    """A message: its English forms, and its translation's."""

    context: str | None
    meant: tuple[str, ...]
    forms: tuple[str, ...]
    is_guessed: bool


def said(catalog: Catalog) -> list[Said]:
    return [Said(each.context, texts(each.id), texts(each.string), each.fuzzy) for each in catalog if each.id]


def texts(words: str | Sequence[str] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ("",))


def keys(catalog: Catalog) -> set[tuple[str | None, tuple[str, ...]]]:
    return {(each.context, each.meant) for each in said(catalog)}


def test_there_is_a_catalog_for_each_language_that_can_be_chosen() -> None:
    assert {path.parent.name for path in catalogs()} == LANGUAGES.keys() - {ENGLISH}
    assert LANGUAGES.keys() >= RIGHT_TO_LEFT
    assert bundled("resources", "translations").samefile(catalogs()[0].parents[1])


@EACH
def test_a_catalog_has_every_message_of_the_source_and_no_other(path: Path, messages: Catalog) -> None:
    assert len(keys(messages)) > 90
    assert keys(read(path)) == keys(messages)


@EACH
def test_nothing_in_a_catalog_is_empty_guessed_or_left_over(path: Path) -> None:
    catalog = read(path)

    assert [each.meant for each in said(catalog) if not all(each.forms) or each.is_guessed] == []
    assert list(catalog.obsolete) == []
    assert not catalog.fuzzy


@EACH
def test_a_translation_has_the_blanks_of_its_message_and_a_form_for_every_number(path: Path) -> None:
    catalog = read(path)
    for each in said(catalog):
        assert len(each.forms) == (1 if len(each.meant) == 1 else catalog.num_plurals), each
        for form in each.forms:
            # A language may say "one" or "two" in words.
            blanks, wanted = BLANK.findall(form), BLANK.findall(each.meant[-1])
            if len(each.meant) > 1 and "{count}" not in blanks and "{count}" in wanted:
                wanted.remove("{count}")
            assert sorted(blanks) == sorted(wanted), each
            assert len(NAMED.findall(form)) == form.count("{") == form.count("}"), each


@EACH
def test_a_translation_begins_and_ends_with_the_blanks_of_its_message(path: Path) -> None:
    for each in said(read(path)):
        assert {EDGES.sub(r"\1|\2", words) for words in (*each.meant, *each.forms)} == {"|"}, each


@EACH
def test_a_catalog_is_what_would_be_written_anew(path: Path, messages: Catalog) -> None:
    assert path.read_bytes() == written(renewed(path, messages))


@EACH
def test_the_program_reads_in_a_catalog_what_translators_do(path: Path) -> None:
    program = read_catalog(path)
    for each in said(read(path)):
        if len(each.meant) == 1:
            (message,) = each.meant
            heard = {program.pgettext(each.context, message) if each.context else program.gettext(message)}
        else:
            one, many = each.meant
            assert not each.context
            heard = {program.ngettext(one, many, number) for number in range(200)}
        assert heard == set(each.forms)


def test_a_message_is_written_whole_where_it_is_used() -> None:
    """An f-string or a name would be translated by chance: the extraction cannot see what it says."""
    made = re.compile(r"(?<![\w.])(?:_|later|ngettext|pgettext|later_in)\(\s*f[\"']")

    assert [path.name for path in SOURCES if made.search(path.read_text(encoding="utf-8"))] == []
