"""Whatever a host gives out as a picture, a till keeps a small PNG of its own making, or nothing."""

import contextlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pos_terminal.application.offerpictures import NoPicture
from pos_terminal.ui.picture_shrinking import shrunk
from tests.pictures import NO_PICTURES, PNG, encoded, with_text

pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")  # Qt's readers say what they think of a broken picture


def opened(picture: bytes) -> Image.Image:
    with Image.open(BytesIO(picture)) as image:
        image.load()
        return image


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_small_png_of_the_same_shape(kind: str) -> None:
    image = opened(shrunk(encoded(kind, (1200, 600))))

    assert (image.format, image.size) == ("PNG", (192, 96))
    red, green, blue = image.convert("RGB").tobytes()[:3]
    assert red > 240
    assert max(green, blue) < 15


def test_a_small_picture_keeps_its_size_and_a_thin_one_stays_to_be_seen() -> None:
    assert opened(shrunk(encoded("PNG", (20, 10)))).size == (20, 10)
    assert opened(shrunk(encoded("PNG", (4000, 2)))).size == (192, 1)


def test_what_was_made_small_once_is_taken_again_from_the_disk() -> None:
    assert opened(shrunk(shrunk(PNG))).size == (192, 96)


def test_nothing_that_came_beside_the_picture_is_kept() -> None:
    text = "the member's address " * 5000

    assert "Comment" in opened(with_text(text)).info
    assert "Comment" not in opened(shrunk(with_text(text))).info
    assert len(shrunk(with_text(text))) < 500


@pytest.mark.parametrize("name", NO_PICTURES)
def test_what_only_says_that_it_is_a_picture_is_none(name: str) -> None:
    with pytest.raises(NoPicture):
        shrunk(NO_PICTURES[name])


def test_a_picture_of_as_many_pixels_as_a_screen_never_has_is_not_even_opened() -> None:
    with pytest.raises(NoPicture, match="4000 x 2001 pixels"):
        shrunk(encoded("PNG", (4000, 2001)))
    assert shrunk(encoded("PNG", (4000, 2000)))


@given(at=st.integers(8, len(PNG) - 1), flipped=st.integers(1, 255))
def test_a_spoilt_byte_gives_a_picture_or_none_and_nothing_else(at: int, flipped: int) -> None:
    spoilt = bytearray(PNG)
    spoilt[at] ^= flipped
    with contextlib.suppress(NoPicture):
        assert max(opened(shrunk(bytes(spoilt))).size) <= 192


@given(st.binary(max_size=200), st.sampled_from(["PNG", "JPEG", "WEBP"]))
def test_any_bytes_behind_a_true_beginning_give_a_picture_or_none(rest: bytes, kind: str) -> None:
    with contextlib.suppress(NoPicture):
        shrunk(encoded(kind)[:16] + rest)
