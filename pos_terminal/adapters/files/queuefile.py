"""Everything that was not sent, as lines of JSON: enough to send it from somewhere else when the till is lost."""

from collections.abc import Iterable
from typing import BinaryIO

from pos_terminal.adapters.files.chainedlines import LineWriter
from pos_terminal.adapters.files.linevalues import amount_text, bytes_text, utc_text
from pos_terminal.application.queueview import UnsentRequest, UnsentTransaction
from pos_terminal.domain.money import Currency

FORMAT = "pos_terminal queue"
VERSION = 1
_ABOUT = (
    "One JSON object a line: first requests with the bytes that go out under their ids, then transactions with their "
    "documents. A request that was tried may have been taken: only the same request_id and body may follow. "
    "line_sha256 is the SHA-256 of its line up to that member; after is the line_sha256 of the line before."
)


def write_queue(file: BinaryIO, head: dict[str, object], unsent: Iterable[UnsentRequest | UnsentTransaction]) -> int:
    """Write them all behind a header with ``head`` in it; how many transactions there are."""
    lines, counts = LineWriter(file), {"requests": 0, "transactions": 0}
    lines.write("header", {"format": FORMAT, "format_version": VERSION, "about": _ABOUT} | head)
    for each in unsent:
        if isinstance(each, UnsentRequest):
            counts["requests"] += 1
            lines.write("request", _request(each))
        else:
            counts["transactions"] += 1
            lines.write("transaction", _transaction(each))
    lines.write("end", {"lines": lines.lines + 1, **counts})
    return counts["transactions"]


def _request(request: UnsentRequest) -> dict[str, object]:
    encoding, body = bytes_text(request.body)
    return {
        "request_id": request.request_id,
        "path": request.path,
        "state": request.state,
        "tries": request.tries,
        "last_tried": None if request.attempted_us is None else utc_text(request.attempted_us),
        "reason": request.reason,
        "body": body,
        "body_encoding": encoding,
    }


def _transaction(each: UnsentTransaction) -> dict[str, object]:
    encoding, document = bytes_text(each.document)
    return {
        "seq": each.seq,
        "transaction_id": each.transaction_id,
        "version": each.version,
        "kind": each.kind,
        "state": each.state,
        "created": utc_text(each.created_us),
        "total": amount_text(each.total, Currency.of(each.currency).exponent),
        "currency": each.currency,
        "reason": each.reason,
        "request_id": each.request_id,
        "document": document,
        "document_encoding": encoding,
    }
