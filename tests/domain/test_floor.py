import pytest

from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.floor import Area, floor_of


def test_areas_have_the_tables_that_are_named_or_counted() -> None:
    assert floor_of((" Inside : 1-3, Bar ", "Terrace: T1,T2")) == (
        Area("Inside", ("1", "2", "3", "Bar")),
        Area("Terrace", ("T1", "T2")),
    )
    assert floor_of(("1-2",)) == (Area("", ("1", "2")),)
    assert floor_of(()) == ()


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (("Inside: 1-3, 2",), "Table '2' is there twice"),
        (("A: bar", "B: Bar"), "Table 'bar' is there twice"),
        (("A: 1", "a: 2"), "a name of its own"),
        ((": 1",), "before its colon"),
        (("x" * 31 + ": 1",), "at most 30 characters"),
        (("A: 1,,2",), "A table has a name"),
        (("A:",), "A table has a name"),
        (("A: " + "x" * 21,), "at most 20 characters"),
        (("A: 9-3",), "to a higher one"),
        (("A: 1-501",), "at most 500"),
        (("A: 1-300", "B: 301-600"), "at most 500 tables"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_said(texts: tuple[str, ...], why: str) -> None:
    with pytest.raises(BadArgument, match=why):
        floor_of(texts)
