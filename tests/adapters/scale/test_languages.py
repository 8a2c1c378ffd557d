"""What scales say, and what is made of it: each answer, and what is none."""

from collections import Counter
from decimal import Decimal

import pytest

from pos_terminal.adapters.scale.languages import ScaleLanguage, Sics, Toledo8217
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.measured_label import Measure, MeasureKind
from pos_terminal.domain.scale_reading import ScaleReading, ScaleState

TOLEDO, SICS = Toledo8217(MeasureKind.WEIGHT_KG), Sics()
S = ScaleState
ANSWERS: list[tuple[ScaleLanguage, bytes, ScaleState, str | None]] = [
    (TOLEDO, b"\x0200.846\r", S.STEADY, "0.846"),
    (TOLEDO, b"\x0200.846N\r", S.STEADY, "0.846"),
    (TOLEDO, b"\x02 1.25\r", S.STEADY, "1.25"),
    (TOLEDO, b"\x0200.000\r", S.EMPTY, "0"),
    (TOLEDO, b"\x02?A\r", S.MOVING, None),
    (TOLEDO, b"\x02?B\r", S.TOO_HEAVY, None),
    (TOLEDO, b"\x02?C\r", S.TOO_HEAVY, None),
    (TOLEDO, b"\x02?D\r", S.BELOW_ZERO, None),
    (TOLEDO, b"\x02?E\r", S.BELOW_ZERO, None),
    (TOLEDO, b"\x02?@\r", S.UNREADABLE, None),
    (TOLEDO, b"\x02?\r", S.UNREADABLE, None),
    (TOLEDO, b"\x0200846\r", S.UNREADABLE, None),
    (TOLEDO, b"\x02-0.846\r", S.UNREADABLE, None),
    (TOLEDO, b"\x020.846.1\r", S.UNREADABLE, None),
    (TOLEDO, b"\x02.846\r", S.UNREADABLE, None),
    (TOLEDO, b"\x0200.8\x0200.846\r", S.STEADY, "0.846"),
    (TOLEDO, bytes(byte | 0x80 for byte in b"\x0200.846\r"), S.STEADY, "0.846"),
    (SICS, b"S S      0.846 kg\r\n", S.STEADY, "0.846"),
    (SICS, b"S S      846.5 g\r\n", S.STEADY, "0.8465"),
    (SICS, b"S D      0.840 kg\r\n", S.MOVING, "0.840"),
    (SICS, b"S S      0.000 kg\r\n", S.EMPTY, "0"),
    (SICS, b"S S     -0.020 kg\r\n", S.BELOW_ZERO, "-0.020"),
    (SICS, b"S S     - 0.020 kg\r\n", S.BELOW_ZERO, "-0.020"),
    (SICS, b"S I\r\n", S.MOVING, None),
    (SICS, b"S +\r\n", S.TOO_HEAVY, None),
    (SICS, b"S -\r\n", S.BELOW_ZERO, None),
    (SICS, b"ES\r\n", S.UNREADABLE, None),
    (SICS, b"S S      0.846 st\r\n", S.UNREADABLE, None),
    (SICS, b"S S      0,846 kg\r\n", S.UNREADABLE, None),
    (SICS, b"46 kg\r\nS S      0.846 kg\r\n", S.STEADY, "0.846"),
]


@pytest.mark.parametrize(("language", "answer", "state", "value"), ANSWERS)
def test_an_answer_is_what_the_scale_means_by_it(
    language: ScaleLanguage, answer: bytes, state: ScaleState, value: str | None
) -> None:
    read = language.read(answer)
    assert read is not None
    assert read.state is state
    assert (read.measure.value if read.measure else None) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(("language", "answer", "state", "value"), ANSWERS)
def test_an_answer_that_is_torn_is_not_taken_for_a_whole_one(
    language: ScaleLanguage, answer: bytes, state: ScaleState, value: str | None, figures: Counter[str]
) -> None:

    for length in range(len(answer.removesuffix(b"\r\n"))):
        read = language.read(answer[:length])
        assert read is None, (answer[:length], state, value)
        figures["torn answers of scales"] += 1


@pytest.mark.parametrize("noise", [b"", b"\r", b"\n", b"00.846\r", b" 0.846 kg\r\n", b"hello\r\n", b"\xff\x00\x02"])
@pytest.mark.parametrize("language", [TOLEDO, SICS])
def test_noise_is_no_answer(language: ScaleLanguage, noise: bytes) -> None:
    assert language.read(noise) is None


def test_a_scale_set_to_pounds_says_pounds() -> None:
    read = Toledo8217(MeasureKind.WEIGHT_LB).read(b"\x0201.250\r")
    assert read == ScaleReading(ScaleState.STEADY, Measure(MeasureKind.WEIGHT_LB, Decimal("1.250")))
    assert SICS.read(b"S S 8 oz\r\n") == ScaleReading(S.STEADY, Measure(MeasureKind.WEIGHT_LB, Decimal("0.5")))


@pytest.mark.parametrize("state", [each for each in ScaleState if each is not ScaleState.STEADY])
def test_what_is_no_weight_to_sell_by_is_refused_with_a_sentence_of_its_own(state: ScaleState) -> None:
    with pytest.raises(NotAllowedNow) as refused:
        ScaleReading(state, Measure(MeasureKind.WEIGHT_KG, Decimal("0.846"))).weight()
    others = {ScaleReading(each).sentence for each in ScaleState if each is not state}
    assert refused.value.sentence
    assert refused.value.sentence not in others
