"""A terminal of Adyen's as its maker publishes it, at a TLS socket: it refuses whatever the format refuses.

Written from the published format alone, with nothing of the driver: key, seal, headers, what a request must have.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import socket
import threading
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

POIID = "P400Plus-275039202"
PASSPHRASE, IDENTIFIER, VERSION = "p@ssw0rd123456", "CryptoKeyIdentifier12345", 1
HEADER = {
    "ProtocolVersion",
    "MessageClass",
    "MessageCategory",
    "MessageType",
    "ServiceID",
    "SaleID",
    "POIID",
}
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


class Refused(Exception):
    """The request is not as the format has it."""


def must(holds: object, why: str) -> None:
    if not holds:
        raise Refused(why)


class Seal:
    """The seal, written once more."""

    def __init__(self, passphrase: str = PASSPHRASE) -> None:
        keys = hashlib.pbkdf2_hmac("sha1", passphrase.encode(), b"AdyenNexoV1Salt", 4000, 80)
        self.mac, self.key, self.iv = keys[:32], keys[32:64], keys[64:]

    def _cipher(self, nonce: bytes) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self.key), modes.CBC(bytes(a ^ b for a, b in zip(self.iv, nonce, strict=True))))

    def close(self, header: dict[str, Any], message: bytes) -> dict[str, Any]:
        nonce = os.urandom(16)
        pad = 16 - len(message) % 16
        cipher = self._cipher(nonce).encryptor()
        blob = cipher.update(message + bytes([pad]) * pad) + cipher.finalize()
        trailer = {"Hmac": text(hmac.digest(self.mac, message, "sha256")), "Nonce": text(nonce)}
        names = {"AdyenCryptoVersion": 1, "KeyIdentifier": IDENTIFIER, "KeyVersion": VERSION}
        return {"MessageHeader": header, "NexoBlob": text(blob), "SecurityTrailer": trailer | names}

    def open(self, envelope: dict[str, Any]) -> bytes:
        trailer = envelope["SecurityTrailer"]
        must(trailer["KeyIdentifier"] == IDENTIFIER, "another key")
        must((trailer["KeyVersion"], trailer["AdyenCryptoVersion"]) == (VERSION, 1), "another version")
        cipher = self._cipher(base64.b64decode(trailer["Nonce"], validate=True)).decryptor()
        padded = cipher.update(base64.b64decode(envelope["NexoBlob"], validate=True)) + cipher.finalize()
        message = padded[: -padded[-1]]
        must(hmac.digest(self.mac, message, "sha256") == base64.b64decode(trailer["Hmac"]), "a broken seal")
        return message


def text(value: bytes) -> str:
    return base64.b64encode(value).decode()


@dataclass
class Script:
    """What the terminal does with the next payment or reversal, and with its answer on the way."""

    condition: str = ""
    """Why it fails; empty: it is approved."""
    approved: Decimal | None = None
    cut: int | None = None
    """After so many bytes of its answer the line goes dead."""
    spoil: Callable[[dict[str, Any]], dict[str, Any]] | None = None


@dataclass
class FakeAdyen:
    """The terminal. ``charged`` is what cards have paid by ServiceID, each request counted."""

    scripts: list[Script] = field(default_factory=list)
    seal: Seal = field(default_factory=Seal)
    charged: dict[str, Decimal] = field(default_factory=dict)
    reversed: dict[str, Decimal] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    in_progress: set[str] = field(default_factory=set)
    longest: int = 0
    """How many bytes its longest answer had."""

    def respond(self, raw: bytes) -> tuple[bytes, int | None]:
        """The whole HTTP answer to an HTTP request, and after how many bytes the line is cut."""
        try:
            head, _, body = raw.partition(b"\r\n\r\n")
            must(head.startswith(b"POST /nexo HTTP/1.1\r\n"), "no POST to /nexo")
            must(b"content-type: application/json" in head.lower(), "no JSON")
            envelope = json.loads(body)["SaleToPOIRequest"]
            message = json.loads(self.seal.open(envelope), parse_float=Decimal, parse_int=Decimal)
            request = message["SaleToPOIRequest"]
            self._check(envelope["MessageHeader"], request)
            self.requests.append(request)
            answer, script = self._answer(request)
        except (Refused, KeyError, ValueError, TypeError) as error:
            self.refusals.append(repr(error))
            return b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", None
        if answer is None:
            return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", script.cut
        header = request["MessageHeader"] | {"MessageType": "Response"}
        plain = json.dumps({"SaleToPOIResponse": {"MessageHeader": header} | answer}, default=float).encode()
        sealed = self.seal.close(header, plain)
        if script.spoil is not None:
            sealed = script.spoil(sealed)
        payload = json.dumps({"SaleToPOIResponse": sealed}).encode()
        whole = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(payload), payload)
        self.longest = max(self.longest, len(whole))
        return whole, script.cut

    def _check(self, outer: dict[str, Any], request: dict[str, Any]) -> None:
        header = request["MessageHeader"]
        must(outer == header, "another header outside")
        must(set(header) == HEADER, "fields of the header")
        must((header["ProtocolVersion"], header["MessageClass"]) == ("3.0", "Service"), "the protocol")
        must(header["MessageType"] == "Request", "no request")
        must(header["POIID"] == POIID, "for another terminal")
        must(re.fullmatch(r"[A-Za-z0-9]{1,10}", header["ServiceID"]), "the ServiceID")
        must(header["SaleID"], "no SaleID")
        must(set(request) == {"MessageHeader", f"{header['MessageCategory']}Request"}, "its category")

    def _answer(self, request: dict[str, Any]) -> tuple[dict[str, Any] | None, Script]:
        header = request["MessageHeader"]
        category, service = header["MessageCategory"], header["ServiceID"]
        body = request[f"{category}Request"]
        if category == "Payment":
            script = self.scripts.pop(0) if self.scripts else Script()
            return self._filed(service, "Payment", self._paid(service, body, script)), script
        if category == "Reversal":
            script = self.scripts.pop(0) if self.scripts else Script()
            return self._filed(service, "Reversal", self._reversed(service, body, script)), script
        if category == "TransactionStatus":
            return {"TransactionStatusResponse": self._status(header, body)}, Script()
        if category == "Abort":
            must(body["AbortReason"] and body["MessageReference"]["ServiceID"], "what is aborted")
            return None, Script()
        must(category == "Diagnosis", f"no such category: {category}")
        return {"DiagnosisResponse": {"Response": {"Result": "Success"}}}, Script()

    def _filed(self, service: str, category: str, answer: dict[str, Any]) -> dict[str, Any]:
        self.answers[service] = {f"{category}Response": answer}
        return self.answers[service]

    def _paid(self, service: str, body: dict[str, Any], script: Script) -> dict[str, Any]:
        sale, asked = body["SaleData"], body["PaymentTransaction"]["AmountsReq"]
        must(STAMP.fullmatch(sale["SaleTransactionID"]["TimeStamp"]), "the time")
        must(sale["SaleTransactionID"]["TransactionID"], "our reference")
        must(re.fullmatch(r"[A-Z]{3}", asked["Currency"]), "the currency")
        must(isinstance(asked["RequestedAmount"], Decimal) and asked["RequestedAmount"] > 0, "the amount")
        if script.condition:
            return self._failed(sale, script.condition)
        amount = script.approved or asked["RequestedAmount"]
        self.charged[service] = self.charged.get(service, Decimal(0)) + amount
        card = {"PaymentBrand": "mc", "MaskedPan": "541333 **** 0010"}
        rows = ["key=header1", "name=Card&value=%2a%2a%2a0010&key=pan", "name=TOTAL&value=%e2%82%ac1.00&key=total"]
        paper = {"OutputFormat": "Text", "OutputText": [{"Text": each, "EndOfLineFlag": True} for each in rows]}
        cashiers = {"OutputFormat": "Text", "OutputText": [{"Text": "name=MERCHANT%20COPY"}]}
        return {
            "Response": {"Result": "Success" if amount == asked["RequestedAmount"] else "Partial"},
            "SaleData": {"SaleTransactionID": sale["SaleTransactionID"]},
            "POIData": {
                "POITransactionID": {"TransactionID": f"poi-{service}", "TimeStamp": "2026-03-04T15:02:30.000Z"}
            },
            "PaymentResult": {
                "PaymentInstrumentData": {"CardData": card},
                "AmountsResp": {"Currency": asked["Currency"], "AuthorizedAmount": amount},
                "PaymentAcquirerData": {"ApprovalCode": "123456"},
            },
            "PaymentReceipt": [
                {"DocumentQualifier": "CashierReceipt", "OutputContent": cashiers},
                {"DocumentQualifier": "CustomerReceipt", "OutputContent": paper},
            ],
        }

    def _reversed(self, service: str, body: dict[str, Any], script: Script) -> dict[str, Any]:
        of = body["OriginalPOITransaction"]["POITransactionID"]
        must(STAMP.fullmatch(of["TimeStamp"]), "the time of the payment")
        must(body["ReversalReason"] == "MerchantCancel", "the reason")
        paid = self.charged.get(of["TransactionID"].removeprefix("poi-"))
        sale = body["SaleData"]
        if paid is None or script.condition:
            return self._failed(sale, script.condition or "NotFound")
        amount = body.get("ReversedAmount", paid)
        if "ReversedAmount" in body:
            must(sale.get("SaleToAcquirerData", "").startswith("currency="), "the currency of a part")
        self.reversed[service] = self.reversed.get(service, Decimal(0)) + amount
        number = {"TransactionID": f"rev-{service}", "TimeStamp": "2026-03-04T15:03:30.000Z"}
        return {"Response": {"Result": "Success"}, "POIData": {"POITransactionID": number}}

    def _failed(self, sale: dict[str, Any], condition: str) -> dict[str, Any]:
        return {"Response": {"Result": "Failure", "ErrorCondition": condition}, "SaleData": sale, "POIData": {}}

    def _status(self, header: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        about = body["MessageReference"]
        must(about["MessageCategory"] in {"Payment", "Reversal"} and about["SaleID"], "what it is about")
        failed = {"Result": "Failure", "ErrorCondition": "NotFound"}
        if about["ServiceID"] in self.in_progress:
            return {"Response": failed | {"ErrorCondition": "InProgress"}}
        known = self.answers.get(about["ServiceID"])
        if known is None:
            return {"Response": failed}
        repeated = header | about | {"MessageType": "Response"}
        return {
            "Response": {"Result": "Success"},
            "RepeatedMessageResponse": {"MessageHeader": repeated, "RepeatedResponseMessageBody": known},
        }


class Served:
    """The terminal at a socket of this machine, one connection after the other, until it is closed."""

    def __init__(self, terminal: FakeAdyen, context: ssl.SSLContext) -> None:
        self._terminal = terminal
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            try:
                with self._context.wrap_socket(line, server_side=True) as secured:
                    self._answer(secured)
            except OSError:
                line.close()

    def _answer(self, line: ssl.SSLSocket) -> None:
        raw = b""
        while b"\r\n\r\n" not in raw or len(raw.partition(b"\r\n\r\n")[2]) < _length(raw):
            piece = line.recv(65_536)
            if not piece:
                return
            raw += piece
        answer, cut = self._terminal.respond(raw)
        line.sendall(answer if cut is None else answer[:cut])


def _length(raw: bytes) -> int:
    found = re.search(rb"content-length: (\d+)", raw.lower())
    return int(found[1]) if found else 0
