"""Which addresses a picture may come from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.adapters.sessionm.pictureaddress import PictureHosts
from pos_terminal.application.offerpictures import NoPicture

HOSTS = PictureHosts(("images.example", " CDN.example:8443", "127.0.0.1:8765", "[::1]:8765", "localhost:80"))


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://images.example/a.png", "https://images.example:443/a.png"),
        ("https://IMAGES.example:443", "https://images.example:443/"),
        ("https://images.example/a/b.png?w=200&sig=%2F#top", "https://images.example:443/a/b.png?w=200&sig=%2F"),
        ("https://cdn.example:8443/a", "https://cdn.example:8443/a"),
        ("http://127.0.0.1:8765/pictures/cup.png", "http://127.0.0.1:8765/pictures/cup.png"),
        ("http://[::1]:8765/a", "http://[::1]:8765/a"),
        ("http://localhost/a", "http://localhost:80/a"),
    ],
)
def test_a_listed_host_is_asked_and_all_else_of_the_address_stays(url: str, asked: str) -> None:
    assert HOSTS.address(url).url == asked
    assert HOSTS.has(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "cup.png",
        "/pictures/cup.png",
        "//images.example/a.png",
        "https://elsewhere.example/a.png",
        "https://images.example.elsewhere.example/a.png",
        "https://a.images.example/a.png",
        "https://images.example:8443/a.png",
        "https://cdn.example/a",
        "http://images.example/a.png",
        "http://images.example:443/a.png",
        "http://127.0.0.1:8766/a",
        "https://elsewhere.example#images.example",
        "https://elsewhere.example\\@images.example/a.png",
        "https://images.example\\.elsewhere.example/",
        "https://images.example@elsewhere.example/a.png",
        "https://me:secret@images.example/a.png",
        "https://@images.example/a.png",
        "https://images.example:99999/a",
        "https://images.example:443:443/a",
        "https://[images.example/a",
        "https://images.example/a b.png",
        "https://images.example/a\r\nHost: elsewhere.example",
        "https://images.example/\u00e4.png",
        "https://ima\u0261es.example/a.png",
        "ftp://images.example/a.png",
        "file:///etc/passwd",
        "file://images.example/etc/passwd",
        "javascript:alert(1)",
        "data:image/png;base64,iVBORw0KGgo=",
        f"https://images.example/{'a' * 3000}",
    ],
)
def test_from_nowhere_else_is_anything_fetched(url: str) -> None:
    assert not HOSTS.has(url)
    with pytest.raises(NoPicture):
        HOSTS.address(url)


def test_without_a_list_there_is_no_host() -> None:
    assert not PictureHosts(()).has("https://images.example/a.png")
    assert not PictureHosts(()).has("https:///a.png")


@given(st.text())
def test_any_text_is_an_address_on_the_list_or_none(text: str) -> None:
    for url in (
        text,
        f"https://images.example{text}",
        f"https://{text}images.example/",
        f"https://images.example/{text}",
    ):
        if HOSTS.has(url):
            assert HOSTS.address(url).host == "images.example"
