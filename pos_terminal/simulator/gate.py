"""What the web server in front of the platform checks: method, path, content type, size, credentials."""

import base64
import binascii
import hmac

from pos_terminal.simulator.config import SimulatorConfig
from pos_terminal.simulator.fields import PAYLOADS
from pos_terminal.simulator.record import Request
from pos_terminal.simulator.replies import JSON_TYPE, Reply, plain


def turn_away(config: SimulatorConfig, request: Request) -> Reply | None:
    """The reply to a request that does not get through, or None."""
    if request.path not in PAYLOADS:
        return plain(404, f"Not Found: {request.path}")
    if request.method != "POST":
        return plain(405, "Method Not Allowed", ("Allow", "POST"))
    if request.headers.get("content-type") != JSON_TYPE:
        return plain(415, f"Unsupported Media Type: {JSON_TYPE} is needed")
    if len(request.body) > config.max_body_bytes:
        return plain(413, "Content Too Large")
    return _credentials(config, request.headers.get("authorization", ""))


def _credentials(config: SimulatorConfig, header: str) -> Reply | None:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return plain(401, "Unauthorized", ("WWW-Authenticate", 'Basic realm="POS"'))
    try:
        given = base64.b64decode(encoded.strip(), validate=True)
    except binascii.Error:
        return plain(401, "Unauthorized: not base64", ("WWW-Authenticate", 'Basic realm="POS"'))
    if hmac.compare_digest(given, f"{config.key}:{config.secret}".encode()):
        return None
    return plain(403, "Forbidden: wrong key or secret")
