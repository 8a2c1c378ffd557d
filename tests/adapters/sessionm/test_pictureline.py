"""Pictures of offers are fetched from hosts that mean no good, over real sockets."""

import gzip
import logging
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeAlias

import pytest
import trustme

from pos_terminal.adapters.sessionm.pictureaddress import PictureHosts
from pos_terminal.adapters.sessionm.pictureline import LARGEST_PICTURE, PictureLine
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.application.offerpictures import NoPicture
from tests.adapters.sessionm.certificates import DOUBTFUL, Make, good
from tests.adapters.sessionm.hostile import Behaviour, Hostile, Talk, answering, hostile, response
from tests.adapters.sessionm.till import RunningClock
from tests.pictures import PNG, SVG

_AMPLE, _SHORT = 20.0, 0.5
Told: TypeAlias = Callable[[Talk], None]


@pytest.fixture(autouse=True)
def _counted(figures: Counter[str]) -> None:
    figures["hostile-picture cases"] += 1


def picture(body: bytes = PNG, *headers: str, status: str = "200 OK", media: str = "image/png") -> bytes:
    return response(body, *headers, status=status, media=media)


def moved(to: str, status: str = "302 Found") -> bytes:
    return picture(b"", f"Location: {to}", status=status)


def line(hosts: Iterable[str], tls: Tls | None = None, seconds: float = _AMPLE) -> PictureLine:
    return PictureLine(PictureHosts(hosts), tls or Tls(), RunningClock().monotonic, seconds)


def host_of(server: Hostile) -> str:
    return f"127.0.0.1:{server.port}"


def fetched(behaviour: Behaviour, seconds: float = _AMPLE) -> bytes:
    with hostile(behaviour) as server:
        return line([host_of(server)], seconds=seconds).fetch(f"{server.url}/cup.png")


def refused(behaviour: Behaviour, seconds: float = _AMPLE) -> str:
    with pytest.raises(NoPicture) as why:
        fetched(behaviour, seconds)
    return str(why.value)


@pytest.mark.parametrize(
    "answer",
    [
        picture(),
        picture(media="image/png; charset=binary"),
        picture(media="Application/Octet-Stream"),
        picture(PNG, "Content-Encoding: identity"),
        b"HTTP/1.0 200 OK\r\n\r\n" + PNG,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(PNG), PNG),
    ],
)
def test_a_picture_is_fetched_whole(answer: bytes) -> None:
    def once(talk: Talk) -> None:
        talk.request()
        talk.send(answer)

    assert fetched(once) == PNG


def test_a_picture_is_asked_for_without_anything_of_ours() -> None:
    with hostile(answering(picture())) as server:
        line([host_of(server)]).fetch(f"{server.url}/cup.png?w=200")

    head = server.requests[0].decode().lower()
    assert head.startswith("get /cup.png?w=200 http/1.1")
    assert {row.partition(":")[0] for row in head.split("\r\n")[1:] if row} == {
        "host",
        "accept",
        "accept-encoding",
        "connection",
        "user-agent",
    }


def test_a_host_that_is_not_on_the_list_hears_nothing() -> None:
    with (
        hostile(answering(picture())) as server,
        hostile(answering(picture())) as other,
        pytest.raises(NoPicture, match="not on the list"),
    ):
        line([host_of(server)]).fetch(f"{other.url}/cup.png")

    assert (server.connections, other.connections) == (0, 0)


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Same", "308 Same"])
def test_a_redirect_off_the_list_is_not_followed(status: str) -> None:
    with (
        hostile(answering(picture())) as other,
        hostile(answering(moved(f"{other.url}/cup.png", status))) as server,
        pytest.raises(NoPicture, match="not on the list"),
    ):
        line([host_of(server)]).fetch(f"{server.url}/cup.png")

    assert other.connections == 0


@pytest.mark.parametrize(
    "to", ["http://images.example/cup.png", "file:///etc/passwd", "//[", "", "http://[::1", "\u00e4"]
)
def test_a_redirect_to_nowhere_is_none(to: str) -> None:
    with hostile(answering(picture(b"", f"Location: {to}", status="302 Found"), picture())) as server:
        hosts = [host_of(server), "images.example"]
        if to:
            with pytest.raises(NoPicture):
                line(hosts).fetch(f"{server.url}/cup.png")
        else:
            with pytest.raises(NoPicture, match="again and again"):
                line(hosts).fetch(f"{server.url}/cup.png")


def test_a_redirect_to_a_listed_host_is_followed() -> None:
    with hostile(answering(picture())) as other, hostile(answering(moved(f"{other.url}/there.png"))) as server:
        assert line([host_of(server), host_of(other)]).fetch(f"{server.url}/cup.png") == PNG

    assert other.requests[0].startswith(b"GET /there.png ")


def test_a_host_that_sends_in_circles_is_left() -> None:
    with hostile(answering(moved("/cup.png"))) as server, pytest.raises(NoPicture, match="again and again"):
        line([host_of(server)]).fetch(f"{server.url}/cup.png")

    assert server.connections == 3


def test_a_body_that_is_announced_too_large_is_not_read() -> None:
    def announcing(talk: Talk) -> None:
        talk.request()
        talk.send(f"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {10 << 20}\r\n\r\n".encode())
        talk.silence()

    assert "larger than 512 KiB" in refused(announcing)


@pytest.mark.parametrize("head", [b"", b"Transfer-Encoding: chunked\r\n"])
def test_a_body_of_ten_megabytes_is_left_where_it_is(head: bytes) -> None:
    sent = Counter[str]()

    def pouring(talk: Talk) -> None:
        talk.request()
        talk.send(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n" + head + b"\r\n")
        part = bytes(16384)
        for _ in range(640):
            talk.send(b"4000\r\n" + part + b"\r\n" if head else part)
            sent["bytes"] += len(part)

    assert "larger than 512 KiB" in refused(pouring)
    assert sent["bytes"] < 10 << 20


def test_a_picture_as_large_as_the_cap_is_taken_and_one_byte_more_is_not() -> None:
    whole = bytes(LARGEST_PICTURE)

    assert fetched(answering(picture(whole))) == whole
    assert "larger" in refused(answering(picture(whole + b"0")))


def dripping_a_body(talk: Talk) -> None:
    talk.request()
    talk.send(picture()[:80])
    talk.drip(picture()[80:])


def dripping_a_head(talk: Talk) -> None:
    talk.request()
    talk.drip(picture())


def silent(talk: Talk) -> None:
    talk.request()
    talk.silence()


def going_round_slowly(talk: Talk) -> None:
    talk.request()
    talk.drip(moved("/cup.png"))


@pytest.mark.parametrize("behave", [dripping_a_body, dripping_a_head, silent, going_round_slowly])
def test_a_host_that_takes_its_time_is_left_at_the_deadline(behave: Told) -> None:
    assert "the time for this call is up" in refused(behave, _SHORT)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (picture(gzip.compress(bytes(64 << 20), 1)[: 256 * 1024], "Content-Encoding: gzip"), "packed"),
        (picture(PNG, "Content-Encoding: br"), "packed"),
        (picture(media="text/html"), "something else"),
        (picture(SVG, media="image/svg+xml"), "something else"),
        (picture(media="image/gif"), "something else"),
        (picture(status="404 Not Found"), "HTTP 404"),
        (picture(status="500 Oh"), "HTTP 500"),
        (picture(status="206 Part"), "HTTP 206"),
        (picture(b"", status="204 None")[:-2] + b"\r\n", "HTTP 204"),
        (picture(status="401 Who", media="image/png"), "HTTP 401"),
        (picture(status="304 Same"), "HTTP 304"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", ""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", ""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", ""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + PNG[:30], "no answer"),
        (b"\x00\x01\x02 what\r\n\r\n", "no answer"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000, "no answer"),
        (b"", "no answer"),
    ],
)
def test_what_is_no_picture_is_none(answer: bytes, why: str) -> None:
    def once(talk: Talk) -> None:
        talk.request()
        talk.send(answer)

    assert why in refused(once)


def resetting(talk: Talk) -> None:
    talk.request()
    talk.reset()


def test_a_connection_that_breaks_is_no_picture() -> None:
    assert "no answer" in refused(resetting)


def test_nobody_listens() -> None:
    with hostile(answering(picture())) as server:
        host, url = host_of(server), server.url
    with pytest.raises(NoPicture, match="no answer"):
        line([host]).fetch(f"{url}/cup.png")


def test_a_picture_comes_over_tls_from_who_can_prove_who_it_is(authority: trustme.CA, trust: Tls) -> None:
    with hostile(answering(picture()), good(authority)) as server:
        assert line([host_of(server)], trust).fetch(f"https://127.0.0.1:{server.port}/cup.png") == PNG


@pytest.mark.parametrize(("make", "reason"), DOUBTFUL)
def test_whoever_cannot_prove_it_is_asked_for_nothing(
    authority: trustme.CA, trust: Tls, make: Make, reason: str
) -> None:
    with hostile(answering(picture()), make(authority)) as server, pytest.raises(NoPicture, match=reason):
        line([host_of(server)], trust).fetch(f"https://127.0.0.1:{server.port}/cup.png")

    assert server.requests == []


def test_nothing_of_a_picture_is_logged_by_the_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    fetched(answering(picture()))

    assert [record for record in caplog.records if "cup.png" in record.getMessage()] == []
