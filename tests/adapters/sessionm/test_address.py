import pytest

from pos_terminal.adapters.sessionm.address import PlatformAddress


@pytest.mark.parametrize(
    ("base_url", "url"),
    [
        ("https://cloudpos.example", "https://cloudpos.example:443/api/2.0/lock"),
        ("https://cloudpos.example/", "https://cloudpos.example:443/api/2.0/lock"),
        ("https://CloudPos.Example:8443/gate/", "https://cloudpos.example:8443/gate/api/2.0/lock"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/api/2.0/lock"),
        ("http://localhost", "http://localhost:80/api/2.0/lock"),
        ("http://[::1]:9", "http://[::1]:9/api/2.0/lock"),
        ("https://cloudpos.example.", "https://cloudpos.example.:443/api/2.0/lock"),
    ],
)
def test_an_endpoint_stands_under_the_base_url(base_url: str, url: str) -> None:
    assert PlatformAddress.of(base_url).url("/api/2.0/lock") == url


@pytest.mark.parametrize(
    ("base_url", "sentence"),
    [
        ("http://cloudpos.example", "readable by all"),
        ("http://10.0.0.1", "readable by all"),
        ("http://127.0.0.1.example.com", "readable by all"),
        ("ftp://cloudpos.example", "takes the form"),
        ("cloudpos.example", "takes the form"),
        ("https://", "takes the form"),
        ("https://host?x=1", "takes the form"),
        ("https://host#x", "takes the form"),
        ("https://h\u00f6st.example", "takes the form"),
        ("https://cloudpos..example", "takes the form"),
        (f"https://{'x' * 64}.example", "takes the form"),
        ("https://key:secret@host", "credentials"),
        ("https://host:99999", "no address"),
        ("https://[::1", "no address"),
        ("", "takes the form"),
    ],
)
def test_an_unsafe_address_is_refused_in_a_sentence(base_url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        PlatformAddress.of(base_url)
