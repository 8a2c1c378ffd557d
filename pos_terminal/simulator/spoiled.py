"""Replies no client should believe: each variant turns a good reply into a broken one."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from pos_terminal.simulator.jsontext import JsonObject, encode
from pos_terminal.simulator.replies import Reply

_HUGE = 1_500_000
_BOMB = 64 * 1024 * 1024
_DEPTH = 100_000


def _with_body(body: bytes) -> Callable[[Reply], Reply]:
    def spoil(reply: Reply) -> Reply:
        return replace(reply, status=200, body=body)

    return spoil


def _with_errors(errors: bytes) -> Callable[[Reply], Reply]:
    return _with_body(b'{"status":"error","errors":' + errors + b"}")


def _html(reply: Reply) -> Reply:
    page = b"<!DOCTYPE html><html><body><h1>Sign in to the guest network</h1></body></html>"
    return replace(reply, status=200, body=page, content_type="text/html")


def _wrong_content_type(reply: Reply) -> Reply:
    return replace(reply, content_type="text/html")


def _lower_case(reply: Reply) -> Reply:
    return replace(reply, body=reply.body.replace(b'"status":"OK"', b'"status":"ok"'))


def _unknown_keys(reply: Reply) -> Reply:
    return replace(reply, body=reply.body[:-1] + b',"trace":{"node":7}}')


def _surplus(reply: Reply) -> Reply:
    return replace(reply, body=reply.body + b'{"status":"OK"}')


def _huge(reply: Reply) -> Reply:
    filler: JsonObject = {"status": "OK", "payload": {"filler": "x" * _HUGE}}
    return replace(reply, status=200, body=encode(filler))


def _gzip_bomb(reply: Reply) -> Reply:
    return replace(reply, status=200, body=_bomb(), headers=(*reply.headers, ("Content-Encoding", "gzip")))


@lru_cache(maxsize=1)
def _bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    chunk = b" " * (1024 * 1024)
    packed = b"".join(packer.compress(chunk) for _number in range(_BOMB // len(chunk)))
    return packed + packer.compress(b'{"status":"OK"}') + packer.flush()


SPOILED: dict[str, Callable[[Reply], Reply]] = {
    "html": _html,
    "empty": _with_body(b""),
    "text": _with_body(b"OK"),
    "array": _with_body(b'[{"status":"OK"}]'),
    "wrong_types": _with_body(b'{"status":1,"payload":[true],"errors":7}'),
    "no_status": _with_body(b'{"payload":{}}'),
    "null_status": _with_body(b'{"status":null}'),
    "duplicate_keys": _with_body(b'{"status":"OK","status":"error"}'),
    "nan": _with_body(b'{"status":"OK","payload":{"users":[],"amount":NaN}}'),
    "not_utf8": _with_body(b'{"status":"OK\xff"}'),
    "half": _with_body(b'{"status":"OK","payl'),
    "deep": _with_body(b'{"status":"OK","payload":' + b"[" * _DEPTH + b"]" * _DEPTH + b"}"),
    "huge": _huge,
    "gzip_bomb": _gzip_bomb,
    "surplus": _surplus,
    "wrong_content_type": _wrong_content_type,
    "lower_case": _lower_case,
    "unknown_keys": _unknown_keys,
    "errors_object": _with_errors(b'{"code":"VALIDATION","message":"refused on demand"}'),
    "errors_list": _with_errors(b'[{"code":"VALIDATION","message":"refused on demand"}]'),
    "errors_string": _with_errors(b'"refused on demand"'),
    "errors_type": _with_errors(b'{"type":"validation","raw_message":"refused on demand","stack_trace":"at line 1"}'),
    "errors_null": _with_errors(b"null"),
}
"""Variants by name."""
