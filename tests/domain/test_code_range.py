import pytest

from pos_terminal.domain.code_range import CodeRange, ranges


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("7000", ("7000", "7000-0011", "7000" * 20), ("700", "x7000", "")),
        ("7000/12", ("700012345678",), ("70001234567", "7000123456789", "700112345678")),
        ("7000/12-16", ("700012345678", "7000123456789012"), ("70001234567", "70001234567890123")),
        ("https://o.example/c", ("https://o.example/c/42",), ("https://o.example/d",)),
        (" 29/13 ", ("2912345678901",), ("291234567890",)),
    ],
)
def test_a_range_has_the_codes_that_begin_so_and_are_as_long(
    text: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    written = CodeRange.parse(text)
    assert [each for each in inside if not written.has(each)] == []
    assert [each for each in outside if written.has(each)] == []


@pytest.mark.parametrize("text", ["", "  ", "7000/3", "7000/16-12", "7000/0"])
def test_a_range_without_codes_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"range|length"):
        ranges(["29", text])
