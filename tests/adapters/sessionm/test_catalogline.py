"""Catalogs from an address: a real server on a real socket that answers well, and in every wrong way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest

from pos_terminal.adapters.sessionm.catalogline import CatalogLine
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.application.catalogsources import SourceFailed

BODY = b"item_id,name,price\nI1,Crackers,4.50\n"


@dataclass
class Shop:
    """Answers with what it has; ``asked`` are the headers of each request."""

    body: bytes = BODY
    etag: str = '"v1"'
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    sent: int | None = None
    """How many bytes go out before the line is cut."""
    stalls: Event | None = None
    asked: list[dict[str, str]] = field(default_factory=list)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        asked = {name.lower(): value for name, value in handler.headers.items()}
        self.asked.append(asked)
        body, status, start = self.body, self.status, 0
        if status == 200 and asked.get("if-none-match") == self.etag:
            body, status = b"", 304
        elif status == 200 and asked.get("if-range") == self.etag:
            start, status = int(asked["range"].removeprefix("bytes=").removesuffix("-")), 206
        handler.send_response(status)
        headers = {"ETag": self.etag, "Content-Length": str(len(body) - start), "Content-Type": "text/csv"}
        if status == 206:
            headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        for name, value in (headers | self.headers).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body[start : len(body) if self.sent is None else start + self.sent])
        handler.wfile.flush()
        if self.stalls is not None:
            self.stalls.wait(5)


@contextmanager
def served(shop: Shop) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shop.answer(self)

        def log_message(self, *_: object) -> None:
            """Quietly."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,), name="catalog-server")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/catalog.csv"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def line(url: str, clock: Callable[[], float] = monotonic, seconds: float = 20.0, most: int = 1_000_000) -> CatalogLine:
    return CatalogLine(url, Tls(), clock, (seconds, most))


def test_a_catalog_comes_once_and_again_only_when_it_is_another(tmp_path: Path) -> None:
    shop = Shop()
    with served(shop) as url:
        arrived = line(url).fetch("", tmp_path)
        assert arrived is not None
        assert (arrived.file.name, arrived.file.read_bytes(), arrived.stamp) == ("arrived.csv", BODY, '"v1"')
        assert line(url).fetch('"v1"', tmp_path) is None
        assert shop.asked[1]["if-none-match"] == '"v1"'
        shop.body, shop.etag = BODY + b"I2,Milk,1.20\n", '"v2"'
        arrived = line(url).fetch('"v1"', tmp_path)
        assert arrived is not None
        assert arrived.file.read_bytes() == shop.body


def test_a_download_that_breaks_off_goes_on_where_it_was(tmp_path: Path) -> None:
    shop = Shop(sent=10)
    with served(shop) as url:
        with pytest.raises(SourceFailed, match=r"^The download broke off: .* It is tried again by itself\.$"):
            line(url).fetch("", tmp_path)
        shop.sent = None
        arrived = line(url).fetch("", tmp_path)
    assert arrived is not None
    assert arrived.file.read_bytes() == BODY
    assert (shop.asked[1]["range"], shop.asked[1]["if-range"]) == ("bytes=10-", '"v1"')
    assert sorted(each.name for each in tmp_path.iterdir()) == ["arrived.csv"]


def test_one_that_changed_meanwhile_comes_whole_and_never_half_of_each(tmp_path: Path) -> None:
    shop = Shop(sent=10)
    with served(shop) as url:
        with pytest.raises(SourceFailed):
            line(url).fetch("", tmp_path)
        shop.sent, shop.etag, shop.body = None, '"v2"', b"item_id,name,price\nI9,Tea,2.00\n"
        arrived = line(url).fetch("", tmp_path)
    assert arrived is not None
    assert (arrived.file.read_bytes(), arrived.stamp) == (shop.body, '"v2"')


def test_a_redirect_is_followed_nowhere(tmp_path: Path) -> None:
    with (
        served(Shop(status=302, headers={"Location": "https://elsewhere.example/c.csv"})) as url,
        pytest.raises(
            SourceFailed, match=r"^The address leads elsewhere \(https://elsewhere.example/c.csv\). Put the new address"
        ),
    ):
        line(url).fetch("", tmp_path)


def test_an_answer_that_is_no_catalog_says_its_status(tmp_path: Path) -> None:
    with (
        served(Shop(status=404)) as url,
        pytest.raises(SourceFailed, match=r"with HTTP 404\. Check the address"),
    ):
        line(url).fetch("", tmp_path)


@pytest.mark.parametrize("headers", [{}, {"Content-Length": "3"}])
def test_more_than_the_shop_allows_is_refused_whatever_the_length_says(tmp_path: Path, headers: dict[str, str]) -> None:
    with served(Shop(b"x" * 3000, headers=headers)) as url:
        if headers:  # what comes beyond the length it said is nobody's
            arrived = line(url, most=2000).fetch("", tmp_path)
            assert arrived is not None
            assert arrived.file.stat().st_size == 3
            return
        with pytest.raises(SourceFailed, match=r"^The catalog is larger than 0 MB, the most that the settings allow"):
            line(url, most=2000).fetch("", tmp_path)


def test_one_that_says_it_is_longer_than_it_is_did_not_come(tmp_path: Path) -> None:
    with served(Shop(headers={"Content-Length": "5000"})) as url, pytest.raises(SourceFailed, match="broke off"):
        line(url).fetch("", tmp_path)
    assert not (tmp_path / "arrived.csv").exists()


def test_one_that_stalls_is_given_up_when_its_time_is_over(tmp_path: Path) -> None:
    shop = Shop(sent=5, stalls=Event())
    with served(shop) as url:
        assert shop.stalls is not None
        with pytest.raises(SourceFailed, match="the time for this call is up"):
            line(url, seconds=0.3).fetch("", tmp_path)
        shop.stalls.set()


def test_an_address_that_nobody_answers_at_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed, match="broke off: "):
        line("http://127.0.0.1:9/catalog.csv").fetch("", tmp_path)
