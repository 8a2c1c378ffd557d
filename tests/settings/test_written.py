"""A setting written into a config file leaves everything else as it was, or the file is left alone."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.settings.written import CannotBeWritten, Value, with_setting

FILE = """# The till of the corner café.
[terminal]
store_id = "s"   # issued

[ sale ]  # how it sells
# label_patterns = []  # labels of scales
merge_lines = true
tip_channels = [
    "DINE_IN",  # tables
    "BAR ]",
]

[store]
name = "A \\"B\\" = [sale]"
"""


@pytest.mark.parametrize(
    ("section", "key", "value", "line"),
    [
        ("sale", "merge_lines", False, "merge_lines = false\n"),
        ("sale", "tip_channels", ("X",), 'tip_channels = ["X"]\n'),
        ("sale", "label_patterns", ("price 21....{NNNNDD}.",), 'label_patterns = ["price 21....{NNNNDD}."]\n'),
        ("store", "name", '\x1b"é', 'name = "\\u001b\\u0022é"\n'),
        ("screen", "theme", "dark", '\n[screen]\ntheme = "dark"\n'),
    ],
)
def test_one_setting_is_new_and_all_else_stays(section: str, key: str, value: Value, line: str) -> None:
    written = with_setting(FILE, section, key, value)
    before, after = tomllib.loads(FILE), tomllib.loads(written)
    expected = list(value) if isinstance(value, tuple) else value
    assert after == {**before, section: {**before.get(section, {}), key: expected}}
    assert line in written
    left = [each for each in FILE.splitlines() if each.startswith(("#", "[", "store_id"))]
    assert [each for each in left if each not in written.splitlines()] == []


def test_a_new_setting_stands_below_its_explanation() -> None:
    lines = with_setting(FILE, "sale", "label_patterns", ("x",)).splitlines()
    assert lines[lines.index('label_patterns = ["x"]') - 1].startswith("# label_patterns")


@pytest.mark.parametrize(
    "text", ["sale = {merge_lines = true}\n", "sale.merge_lines = true\n", '["sale"]\nmerge_lines = true\n']
)
def test_what_is_written_in_another_way_is_left_to_an_editor(text: str) -> None:
    with pytest.raises(CannotBeWritten, match="only an editor"):
        with_setting(text, "sale", "merge_lines", value=False)


def test_a_text_that_looks_like_the_setting_is_no_reason_to_write_into_it() -> None:
    quotes = "'" * 3
    text = f"[store]\nheader = [\n{quotes}\nname = 1\n{quotes},\n]\nname = 'A'\n"
    with pytest.raises(CannotBeWritten):
        with_setting(text, "store", "name", "B")


@given(st.text(max_size=20), st.sampled_from(["\n", "\r\n"]))
def test_any_text_is_read_back_as_it_was_written(value: str, end: str) -> None:
    value = value.encode("utf-8", "ignore").decode()
    text = FILE.replace("\n", end)
    assert tomllib.loads(with_setting(text, "store", "name", value))["store"]["name"] == value
