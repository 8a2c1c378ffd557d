"""What is said to a terminal in nexo Retailer 3.0 as Adyen publishes it (Terminal API), and what its answers mean."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from pos_terminal.domain.card_charge import UNKNOWN, CardAnswer, CardCharge, CardKind, CardOutcome, CardSlip
from pos_terminal.domain.money import Money
from pos_terminal.wording.message import NOTHING_SAID, Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_DIGITS = 10
"""How long a ServiceID may be."""
_OPTIONS = "tenderOption=ReceiptHandler,AllowPartialAuthorisation"
_SEPARATOR = "|"
_NO_LINE = "UnreachableHost"
_REFUSED = frozenset({"Refusal", "InvalidCard", "PaymentRestriction", "WrongPIN", _NO_LINE})
_NEVER_BEGUN = frozenset(
    {
        "Aborted",
        "Busy",
        "Cancel",
        "DeviceOut",
        "InsertedCard",
        "LoggedOut",
        "MessageFormat",
        "NotAllowed",
        "UnavailableDevice",
        "UnavailableService",
    }
)
"""What ends a payment without a charge, by the shopper, the till, or because the terminal did not begin it."""
_NEVER_BACK = frozenset({"MessageFormat", "NotAllowed", "NotFound"})
"""What is said of a refund that cannot be made, however often it is asked for."""
_WORDS = {
    "Aborted": Message("Cancelled at the till."),
    "Busy": Message("The payment terminal is busy with another payment."),
    "Cancel": Message("Cancelled by the shopper."),
    "InsertedCard": Message("A card is still in the terminal. Take it out."),
    "InvalidCard": Message("The terminal does not take this card."),
    _NO_LINE: Message("The payment terminal has no connection to the bank."),
    "WrongPIN": Message("The PIN was wrong too often."),
}


@dataclass(frozen=True, slots=True)
class Parties:
    """Who talks to whom: the till's own name, and the terminal's id as it stands on it (``P400Plus-123456789``)."""

    sale_id: str
    terminal_id: str

    def header(self, category: str, service_id: str) -> dict[str, object]:
        """The header of a request; an answer has the same, but that it is one."""
        return {
            "ProtocolVersion": "3.0",
            "MessageClass": "Service",
            "MessageCategory": category,
            "MessageType": "Request",
            "ServiceID": service_id,
            "SaleID": self.sale_id,
            "POIID": self.terminal_id,
        }


def service_id(reference: str) -> str:
    """The short id that a terminal knows a request by: worked out of our reference, so that it can be asked for."""
    return hashlib.sha256(reference.encode()).hexdigest()[:_DIGITS].upper()


def category_of(charge: CardCharge) -> str:
    """Under what a terminal files a charge."""
    return "Payment" if charge.kind is CardKind.PAYMENT else "Reversal"


def payment_request(charge: CardCharge, at: datetime) -> dict[str, object]:
    """Ask for a card. Where it has less than is asked for, that much is taken; the till prints the receipt."""
    asked = {"Currency": charge.amount.currency.code, "RequestedAmount": _number(charge.amount)}
    sale = {"SaleTransactionID": _transaction(charge, at), "SaleToAcquirerData": _OPTIONS}
    return {"PaymentRequest": {"SaleData": sale, "PaymentTransaction": {"AmountsReq": asked}}}


def reversal_request(refund: CardCharge, of: CardCharge, at: datetime) -> dict[str, object]:
    """Ask to give all or a part of an approved payment back."""
    number, _, stamp = (of.answer.slip.terminal_reference if of.answer else "").partition(_SEPARATOR)
    sale: dict[str, object] = {"SaleTransactionID": _transaction(refund, at)}
    request: dict[str, object] = {
        "OriginalPOITransaction": {"POITransactionID": {"TransactionID": number, "TimeStamp": stamp}},
        "ReversalReason": "MerchantCancel",
        "SaleData": sale,
    }
    if refund.amount != of.approved:
        request["ReversedAmount"] = _number(refund.amount)
        sale["SaleToAcquirerData"] = f"currency={refund.amount.currency.code}"
    return {"ReversalRequest": request}


def status_request(charge: CardCharge, parties: Parties) -> dict[str, object]:
    """Ask what became of a charge; the terminal prints nothing for that."""
    return {"TransactionStatusRequest": {"ReceiptReprintFlag": False, "MessageReference": _message(charge, parties)}}


def diagnosis_request() -> dict[str, object]:
    """Ask how it is; the bank is not asked."""
    return {"DiagnosisRequest": {"HostDiagnosisFlag": False}}


def is_well(said: Mapping[str, Any]) -> bool:
    """Whether the terminal says that it is ready."""
    try:
        return bool(said["DiagnosisResponse"]["Response"]["Result"] == "Success")
    except (KeyError, TypeError):
        return False


def abort_request(charge: CardCharge, parties: Parties) -> dict[str, object]:
    """Ask to stop waiting for the shopper."""
    return {"AbortRequest": {"AbortReason": "MerchantAbort", "MessageReference": _message(charge, parties)}}


def encoded(header: Mapping[str, object], body: Mapping[str, object]) -> bytes:
    """A request as JSON."""
    return json.dumps({"SaleToPOIRequest": {"MessageHeader": dict(header), **body}}).encode()


def decoded(message: bytes, header: Mapping[str, object]) -> dict[str, Any] | None:
    """The answer to a request with this header; None for what answers another one, or none that can be read."""
    try:
        said = json.loads(message, parse_float=Decimal)
    except (ValueError, RecursionError):
        return None
    answer = said.get("SaleToPOIResponse") if isinstance(said, dict) else None
    if not isinstance(answer, dict):
        return None
    return answer if answer.get("MessageHeader") == {**header, "MessageType": "Response"} else None


def answer_of(charge: CardCharge, said: Mapping[str, Any]) -> CardAnswer:
    """What a payment's or a reversal's answer means; what cannot be read leaves it unknown."""
    try:
        return _answer_of(charge, said[f"{category_of(charge)}Response"])
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation):
        return UNKNOWN


def status_of(charge: CardCharge, said: Mapping[str, Any], parties: Parties) -> CardAnswer:
    """What the terminal says became of a charge; an answer about another one leaves it unknown."""
    try:
        status = said["TransactionStatusResponse"]
        if status["Response"]["Result"] != "Success":
            known = {"InProgress": CardOutcome.IN_PROGRESS, "NotFound": CardOutcome.NOT_FOUND}
            return CardAnswer(known.get(status["Response"].get("ErrorCondition"), CardOutcome.UNKNOWN))
        repeated = status["RepeatedMessageResponse"]
        header, wanted = repeated["MessageHeader"], _message(charge, parties)
        if any(header.get(name) != value for name, value in wanted.items()):
            return UNKNOWN
        return answer_of(charge, repeated["RepeatedResponseMessageBody"])
    except (KeyError, TypeError, AttributeError):
        return UNKNOWN


def _answer_of(charge: CardCharge, response: Mapping[str, Any]) -> CardAnswer:
    result, condition = response["Response"]["Result"], response["Response"].get("ErrorCondition")
    if result in {"Success", "Partial"}:
        return _approved(charge, response)
    refused, never_begun = _REFUSED, _NEVER_BEGUN
    if charge.kind is CardKind.REFUND:  # nobody stands there to see why: what may go well later is asked for again
        refused, never_begun = (_REFUSED - {_NO_LINE}) | _NEVER_BACK, (_NEVER_BEGUN | {_NO_LINE}) - _NEVER_BACK
    words = _WORDS.get(str(condition), NOTHING_SAID)
    if condition in refused:
        return CardAnswer(CardOutcome.DECLINED, said=words)
    return CardAnswer(CardOutcome.CANCELLED, said=words) if condition in never_begun else UNKNOWN


def _approved(charge: CardCharge, response: Mapping[str, Any]) -> CardAnswer:
    number = response["POIData"]["POITransactionID"]
    terminal_reference = f"{number['TransactionID']}{_SEPARATOR}{number['TimeStamp']}"
    if charge.kind is CardKind.REFUND:
        return CardAnswer(CardOutcome.APPROVED, charge.amount, CardSlip(terminal_reference=terminal_reference))
    result = response["PaymentResult"]
    amounts, card = result["AmountsResp"], result.get("PaymentInstrumentData", {}).get("CardData", {})
    if amounts["Currency"] != charge.amount.currency.code:
        return UNKNOWN
    slip = CardSlip(
        scheme=str(card.get("PaymentBrand", "")),
        number=str(card.get("MaskedPan", "")),
        authorisation=str(result.get("PaymentAcquirerData", {}).get("ApprovalCode", "")),
        terminal_reference=terminal_reference,
        lines=_receipt(response.get("PaymentReceipt", [])),
    )
    approved = Money.of(Decimal(amounts["AuthorizedAmount"]), charge.amount.currency)
    return CardAnswer(CardOutcome.APPROVED, approved, slip) if approved.minor > 0 else UNKNOWN


def _receipt(papers: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """The shopper's copy, a line each, names and values as they are; the till has its own head and foot."""
    for paper in papers:
        if paper.get("DocumentQualifier") == "CustomerReceipt":
            rows = [parse_qs(str(each.get("Text", ""))) for each in paper["OutputContent"]["OutputText"]]
            lines = (" ".join(value for name in ("name", "value") for value in row.get(name, [])) for row in rows)
            return tuple(line for line in lines if line)
    return ()


def _message(charge: CardCharge, parties: Parties) -> dict[str, object]:
    return {
        "MessageCategory": category_of(charge),
        "SaleID": parties.sale_id,
        "ServiceID": service_id(charge.reference),
    }


def _transaction(charge: CardCharge, at: datetime) -> dict[str, str]:
    stamp = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"TransactionID": charge.reference, "TimeStamp": stamp}


def _number(amount: Money) -> float:
    """As JSON's number: of at most fifteen digits it is written as it is (the format has fourteen)."""
    return float(amount.amount)
