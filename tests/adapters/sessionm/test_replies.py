"""The table of outcomes, a case for each cell; then what is read from an answer beside its outcome."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.adapters.sessionm import wire
from pos_terminal.adapters.sessionm.replies import LONGEST_RETRY_AFTER, Received, classify, no_answer, server_time
from pos_terminal.application.replies import Outcome, Reply, Why

OK = b'{"status":"OK"}'
WITH_PAYLOAD = b'{"status":"OK","payload":{"users":[]}}'
DATE = "Wed, 04 Mar 2026 15:00:00 GMT"


def error(code: str = "", **more: object) -> bytes:
    return json.dumps({"status": "error", "errors": {"code": code, **more}}).encode()


def reply_to(body: bytes, status: int = 200, path: str = wire.SEND, **headers: str) -> Reply:
    return classify(Received(path, status, headers, body))


PENDING = (Outcome.UNKNOWN, Why.PENDING)
DONE = (Outcome.DONE, Why.PLAIN)
AUTH = (Outcome.AUTH, Why.PLAIN)
SETUP = (Outcome.SETUP, Why.PLAIN)
SINGLY = (Outcome.SETUP, Why.NO_BATCH)
TOO_LARGE = (Outcome.REJECTED, Why.TOO_LARGE)
BUSY = (Outcome.UNKNOWN, Why.BUSY)
FAILING = (Outcome.UNKNOWN, Why.FAILING)
REJECTED = (Outcome.REJECTED, Why.PLAIN)
EMPTY = (Outcome.UNKNOWN, Why.EMPTY)
BARE = (Outcome.UNKNOWN, Why.BARE)
UNREADABLE = (Outcome.UNKNOWN, Why.UNREACHABLE)

CASES = [
    # pending processing, anywhere, at any status
    (wire.SEND, 200, error("pending processing"), PENDING),
    (wire.SEND, 200, error("PENDING_PROCESSING"), PENDING),
    (wire.SEND, 409, error("Pending-Processing"), PENDING),
    (wire.SEND, 403, error("pending_processing"), PENDING),
    (wire.SEND, 500, error("x", type="pending_processing"), PENDING),
    (wire.SEND, 202, error("x", message="Request is pending processing."), PENDING),
    (wire.SEND, 413, error("x", raw_message="pending processing"), PENDING),
    (wire.SEND, 429, b'{"status":"error","errors":[{"code":"x"},{"code":"pending processing"}]}', PENDING),
    (wire.SEND, 200, b'{"status":"error","errors":"pending processing"}', PENDING),
    (wire.SEND, 200, b'{"status":"PENDING_PROCESSING"}', PENDING),
    (wire.SEND, 200, b'{"error":"pending processing"}', PENDING),
    (wire.SEND, 200, b'{"status":"OK","errors":{"code":"pending processing"}}', PENDING),
    # taken
    (wire.SEND, 200, OK, DONE),
    (wire.SEND, 200, b'{"status":"ok","payload":null,"errors":null}', DONE),
    (wire.SEND, 201, b'\xef\xbb\xbf {"status":"Ok","new":1}\n', DONE),
    (wire.SEND_BATCH, 200, OK, DONE),
    (wire.UNLOCK, 200, OK, DONE),
    (wire.REINSTATE, 202, OK, DONE),
    (wire.UPLOAD_CATALOG, 200, OK, DONE),
    (wire.UPLOAD_EMPLOYEES, 200, OK, DONE),
    (wire.LOOKUP, 200, WITH_PAYLOAD, DONE),
    (wire.LOCK, 200, WITH_PAYLOAD, DONE),
    (wire.REDEEM, 200, WITH_PAYLOAD, DONE),
    (wire.SEND, 200, b'{"status":"OK","errors":{"code":"ACCESS_DENIED"}}', DONE),
    # success that says nothing where it has to
    (wire.LOOKUP, 200, OK, UNREADABLE),
    (wire.LOCK, 200, b'{"status":"OK","payload":null}', UNREADABLE),
    (wire.REDEEM, 200, OK, UNREADABLE),
    # credentials
    (wire.SEND, 401, b"", AUTH),
    (wire.SEND, 403, b"<html>forbidden</html>", AUTH),
    (wire.SEND, 403, error("VALIDATION"), AUTH),
    (wire.SEND, 403, OK, AUTH),
    (wire.SEND, 200, error("ACCESS_DENIED"), AUTH),
    (wire.SEND, 400, error("invalid_api_key"), AUTH),
    (wire.SEND, 500, error("INVALID_AUTH_TOKEN"), AUTH),
    (wire.LOOKUP, 200, error("", type="access denied"), AUTH),
    # another address
    (wire.SEND, 301, b"", SETUP),
    (wire.SEND, 302, OK, SETUP),
    (wire.SEND, 308, b"<html>", SETUP),
    (wire.SEND, 404, b"", SETUP),
    (wire.SEND, 404, b"<html>not found</html>", SETUP),
    (wire.SEND, 405, b"", SETUP),
    (wire.SEND, 415, b"nope", SETUP),
    (wire.SEND_BATCH, 415, b"", SETUP),
    (wire.SEND_BATCH, 404, b"", SINGLY),
    (wire.SEND_BATCH, 405, b"<html>", SINGLY),
    (wire.SEND_BATCH, 501, b"", SINGLY),
    (wire.SEND, 501, b"", BARE),
    (wire.SEND, 404, error("NOT_FOUND"), REJECTED),
    (wire.SEND_BATCH, 404, error("NOT_FOUND"), REJECTED),
    (wire.LOOKUP, 404, error("user_not_found"), REJECTED),
    # too large
    (wire.SEND_BATCH, 413, b"", TOO_LARGE),
    (wire.SEND, 413, error("TOO_LARGE"), TOO_LARGE),
    (wire.SEND, 413, OK, TOO_LARGE),
    # busy
    (wire.SEND, 408, b"", BUSY),
    (wire.SEND, 425, OK, BUSY),
    (wire.SEND, 429, error("RATE_LIMIT"), BUSY),
    # failing, and saying so
    (wire.SEND, 500, error("x"), FAILING),
    (wire.SEND, 503, OK, FAILING),
    (wire.SEND_BATCH, 501, error("x"), FAILING),
    (wire.SEND, 200, error("INTERNAL_SERVER_ERROR"), FAILING),
    (wire.SEND, 400, error("not_available"), FAILING),
    (wire.REDEEM, 200, error("", type="Internal-Server-Error"), FAILING),
    # a well-formed no
    (wire.SEND, 200, error("VALIDATION"), REJECTED),
    (wire.SEND, 400, error("ARGUMENT_ERROR"), REJECTED),
    (wire.SEND, 422, error(), REJECTED),
    (wire.SEND, 200, b'{"status":"error"}', REJECTED),
    (wire.SEND, 200, b'{"status":"FAILED","errors":[]}', REJECTED),
    (wire.SEND, 200, b'{"status":""}', REJECTED),
    (wire.SEND, 200, b'{"status":"error","errors":["no such employee"]}', REJECTED),
    (wire.SEND, 200, b'{"status":"error","errors":[7,null,{"code":{}}]}', REJECTED),
    (wire.LOCK, 200, error("offer_expired"), REJECTED),
    # success without a word
    (wire.SEND, 200, b"", EMPTY),
    (wire.SEND_BATCH, 204, b"", EMPTY),
    (wire.UNLOCK, 200, b" \r\n", EMPTY),
    (wire.REINSTATE, 200, b"", EMPTY),
    (wire.UPLOAD_CATALOG, 200, b"", EMPTY),
    (wire.UPLOAD_EMPLOYEES, 200, b"", EMPTY),
    (wire.LOOKUP, 200, b"", UNREADABLE),
    (wire.LOCK, 204, b"", UNREADABLE),
    (wire.REDEEM, 200, b"", UNREADABLE),
    # nothing that can be read
    (wire.SEND, 400, b"", BARE),
    (wire.SEND, 400, OK, UNREADABLE),
    (wire.SEND, 409, b"<html>", BARE),
    (wire.SEND, 500, b"", BARE),
    (wire.SEND, 502, b"<html>bad gateway</html>", BARE),
    (wire.SEND, 504, b'{"message":"endpoint timed out"}', BARE),
    (wire.SEND, 200, b"<html>welcome to our hotel</html>", UNREADABLE),
    (wire.SEND, 200, b"[]", UNREADABLE),
    (wire.SEND, 200, b'"OK"', UNREADABLE),
    (wire.SEND, 200, b"{}", UNREADABLE),
    (wire.SEND, 200, b'{"status":200}', UNREADABLE),
    (wire.SEND, 200, b'{"status":true}', UNREADABLE),
    (wire.SEND, 200, b'{"status":["OK"]}', UNREADABLE),
    (wire.SEND, 200, b'{"status":null}', UNREADABLE),
    (wire.SEND, 200, b'{"status":"OK","status":"OK"}', UNREADABLE),
    (wire.SEND, 200, b'{"status":"OK","payload":NaN}', UNREADABLE),
    (wire.SEND, 200, b'{"status":"OK","payload":' + b"[" * 100 + b"]" * 100 + b"}", UNREADABLE),
    (wire.SEND, 200, b'{"status":"OK"', UNREADABLE),
    (wire.SEND, 200, b'{"status":"OK"}x', UNREADABLE),
    (wire.SEND, 200, b'{"status":"\xff"}', UNREADABLE),
    (wire.SEND, 200, b'{"payload":{}}', UNREADABLE),
    (wire.SEND, 200, b'{"errors":{"code":"VALIDATION"}}', UNREADABLE),
]


@pytest.mark.parametrize(
    ("path", "status", "body", "expected"), CASES, ids=[f"{case[0][9:]}-{case[1]}-{case[2][:40]!r}" for case in CASES]
)
def test_an_answer_means(path: str, status: int, body: bytes, expected: tuple[Outcome, Why]) -> None:
    reply = reply_to(body, status, path)

    assert (reply.outcome, reply.why) == expected
    assert reply.http_status == status


@pytest.mark.parametrize(
    ("content_type", "outcome"),
    [
        ("application/json", Outcome.DONE),
        ("application/json; charset=utf-8", Outcome.DONE),
        ("Application/Problem+JSON", Outcome.DONE),
        ("text/json", Outcome.DONE),
        ("text/html", Outcome.UNKNOWN),
        ("text/plain", Outcome.UNKNOWN),
        ("", Outcome.UNKNOWN),
    ],
)
def test_an_answer_that_does_not_call_itself_json_is_not_believed(content_type: str, outcome: Outcome) -> None:
    assert classify(Received(wire.SEND, 200, {"content-type": content_type}, OK)).outcome is outcome


@pytest.mark.parametrize("status", [401, 403, 302, 404, 413, 429])
def test_a_status_counts_even_when_the_body_broke_off(status: int) -> None:
    whole, broken = reply_to(b"", status), classify(Received(wire.SEND, status, {}, b'{"sta', "broken off"))

    assert (broken.outcome, broken.why) == (whole.outcome, whole.why)
    assert broken.text == f"The platform answered {status} (broken off)."


def test_a_success_that_broke_off_is_not_an_empty_one() -> None:
    reply = classify(Received(wire.SEND, 200, {}, b"", "broken off"))

    assert (reply.outcome, reply.why) == UNREADABLE


@pytest.mark.parametrize(
    ("errors", "code", "text"),
    [
        ({"code": "c", "type": "t", "error": "e", "message": "m", "raw_message": "r"}, "c", "m"),
        ({"type": "t", "error": "e", "raw_message": "r"}, "t", "r"),
        ({"error": "e"}, "e", "e"),
        ([{"code": "", "message": ""}, {"code": "c2", "message": "m2"}], "c2", "m2"),
        ("in words", "in words", "in words"),
        (["first", "second"], "first", "first"),
        ({"code": 17, "message": "m"}, "17", "m"),
        ({"code": "c", "stack_trace": "at Secret.Thing()"}, "c", "The platform answered 200."),
        ({"code": "c", "message": "two\nlines\ud800"}, "c", "two lines?"),
        ({"code": "c", "message": "x" * 1000}, "c", "x" * 300),
    ],
)
def test_code_and_text_are_found_wherever_they_stand(errors: object, code: str, text: str) -> None:
    reply = reply_to(json.dumps({"status": "error", "errors": errors}).encode())

    assert (reply.code, reply.text) == (code, text)
    assert "stack" not in reply.code + reply.text


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("86400", LONGEST_RETRY_AFTER),
        ("9" * 400, LONGEST_RETRY_AFTER),
        ("Wed, 04 Mar 2026 15:00:30 GMT", 30.0),
        ("Wed, 04 Mar 2026 14:00:00 GMT", 0.0),
        ("Thu, 05 Mar 2026 15:00:00 GMT", LONGEST_RETRY_AFTER),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_read_and_capped(given: str, seconds: float | None) -> None:
    headers = {"retry-after": given, "date": DATE}

    assert classify(Received(wire.SEND, 429, headers)).retry_after == seconds


def test_the_platforms_clock_is_read() -> None:
    moment = server_time({"date": DATE})

    assert moment is not None
    assert moment.isoformat() == "2026-03-04T15:00:00+00:00"
    assert server_time({"date": "yesterday"}) is None
    assert server_time({}) is None


def test_a_payload_comes_with_exact_numbers() -> None:
    reply = reply_to(b'{"status":"OK","payload":{"amount":0.10,"n":2}}', path=wire.LOCK)

    assert reply.payload == {"amount": Decimal("0.10"), "n": 2}
    assert reply.raw == b'{"status":"OK","payload":{"amount":0.10,"n":2}}'


def test_what_is_kept_of_an_answer_is_short_and_never_a_members_data() -> None:
    assert len(reply_to(b'{"status":"error","errors":"' + b"x" * 9000 + b'"}').raw) == 4096
    assert reply_to(WITH_PAYLOAD, path=wire.LOOKUP).raw == b""


def test_no_answer_is_unknown_and_a_broken_trust_stops_everything() -> None:
    assert (no_answer("cut").outcome, no_answer("cut").why) == UNREADABLE
    assert no_answer("expired", Outcome.SECURITY).outcome is Outcome.SECURITY


@given(st.binary(max_size=200), st.integers(100, 599), st.sampled_from(sorted(wire.PATHS)))
def test_no_body_whatever_breaks_the_reading(body: bytes, status: int, path: str) -> None:
    assert isinstance(reply_to(body, status, path), Reply)


JSON_ODDITIES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["OK", "error", "pending"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["status", "errors", "error", "code", "message", "payload"]), inner, max_size=4
        )
    ),
    max_leaves=10,
)


@given(JSON_ODDITIES, st.sampled_from([200, 204, 400, 404, 500]), st.sampled_from(sorted(wire.PATHS)))
def test_only_an_ok_container_is_ever_done(value: object, status: int, path: str) -> None:
    reply = reply_to(json.dumps(value).encode(), status, path)

    if reply.outcome is Outcome.DONE:
        assert status in {200, 204}
        assert isinstance(value, dict)
        assert value["status"] == "OK"
