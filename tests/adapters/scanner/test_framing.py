from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.adapters.scanner.framing import Framing

CODES = ["4006381333931", "]C10109506000134352\x1d10AB", "https://id.gs1.org/01/09506000134352", "Ünïcode-7"]


def heard(framing: Framing, pieces: Iterable[bytes]) -> list[str]:
    return [code for piece in pieces for code in framing.fed(piece)]


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b"\x03", b"\r\n\r\n"])
def test_each_code_ends_as_its_scanner_ends_it(end: bytes) -> None:
    framing = Framing()
    assert heard(framing, [end.join(code.encode() for code in CODES) + end]) == CODES
    assert not framing.is_waiting


@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=6), st.data())
def test_codes_are_whole_however_the_line_tears_them(codes: list[str], data: st.DataObject) -> None:
    sent = b"".join(code.encode() + b"\r\n" for code in codes)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)), max_size=10)))
    framing = Framing()
    assert heard(framing, [sent[at:to] for at, to in zip([0, *cuts], [*cuts, len(sent)], strict=True)]) == codes


@pytest.mark.parametrize(("prefix", "suffix"), [("\x02", "\x03"), ("~", "#"), ("", "\x1c"), ("AB", "")])
def test_what_the_scanner_puts_around_a_code_is_taken_off(prefix: str, suffix: str) -> None:
    framing = Framing(prefix, suffix)
    end = "" if suffix else "\r"
    sent = "".join(f"{prefix}{code}{suffix}{end}" for code in CODES).encode()
    assert heard(framing, [sent[:7], sent[7:]]) == CODES


def test_stray_control_bytes_belong_to_no_code_and_separators_do() -> None:
    assert heard(Framing(), [b"\x00\x0240\x1b06\x7f3\x1d8\x1e1\r"]) == ["4006" + "3\x1d8\x1e1"]


def test_a_leading_and_a_last_separator_are_kept() -> None:
    assert heard(Framing(), [b" \x1d10AB\x1d \r"]) == ["\x1d10AB\x1d"]


def test_a_scanner_that_was_never_told_about_unicode_is_read_too() -> None:
    assert heard(Framing(), ["Größe".encode("latin-1") + b"\r"]) == ["Größe"]


def test_a_scanner_without_an_end_ends_a_code_by_silence() -> None:
    framing = Framing()
    assert framing.fed(b"40063813") == []
    assert framing.fed(b"33931") == []
    assert framing.fell_silent() == ["4006381333931"]
    assert framing.fell_silent() == []


def test_half_a_code_of_a_scanner_that_ends_them_is_never_a_code() -> None:
    framing = Framing()
    assert framing.fed(b"1234\r40063813") == ["1234"]
    assert framing.fell_silent() == []
    assert framing.fed(b"5678\r") == ["5678"]


def test_noise_without_an_end_is_let_go_and_the_next_code_is_whole() -> None:
    framing = Framing()
    assert heard(framing, [b"x" * 5_000, b"y" * 5_000, b"\r"]) == []
    assert framing.fed(b"4006381333931\r") == ["4006381333931"]


def test_empty_lines_are_no_codes() -> None:
    assert heard(Framing("~", "#"), [b"\r\n \r~#\r"]) == []
