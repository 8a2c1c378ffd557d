"""The platform's record as JSON, for the pages under `/_sim/`."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from pos_terminal.simulator.books import Violation
from pos_terminal.simulator.jsontext import Json, JsonObject
from pos_terminal.simulator.ledger import TransactionRecord
from pos_terminal.simulator.platform import Platform
from pos_terminal.simulator.record import Recorded
from pos_terminal.simulator.wallet import WalletOffer


def state_view(platform: Platform) -> JsonObject:
    """Counts, sums, members, offers, violations: the whole platform on one page."""
    totals = platform.totals()
    return {
        "transactions": len(platform.transactions),
        "requests": len(platform.requests()),
        "most_in_flight": platform.most_in_flight,
        "totals": {
            "transactions": totals.transactions,
            "lines": totals.lines,
            "discounts": totals.discounts,
            "tax": totals.tax,
            "due": totals.due,
            "paid": totals.paid,
        },
        "effects": {str(count): number for count, number in _effects(platform).items()},
        "catalog": {"items": len(platform.catalog), "categories": len(platform.categories)},
        "employees": list(platform.employees),
        "members": {user_id: member.points for user_id, member in platform.members.items()},
        "offers": {held.user_offer_id: _offer_view(held) for held in platform.offers.values()},
        "violations": violations_view(platform.violations),
        "silent_failures": violations_view(platform.silent_failures),
    }


def _offer_view(held: WalletOffer) -> JsonObject:
    return {
        "user_id": held.user_id,
        "offer_id": held.offer.offer_id,
        "state": held.state.value,
        "transaction_id": held.transaction_id,
        "redemptions": held.redemptions,
        "history": list(held.history),
    }


def violations_view(found: list[Violation]) -> list[Json]:
    """Violations as JSON."""
    return [{"request": item.request, "kind": item.kind, "detail": item.detail} for item in found]


def transactions_view(platform: Platform) -> JsonObject:
    """Every transaction in one row, in the order they first came."""
    rows: list[JsonObject] = [
        {
            "transaction_id": record.transaction_id,
            "snapshots": len(record.snapshots),
            "effects": record.effects,
            "is_closed": record.latest.is_closed,
            "is_voided": record.latest.is_voided,
            "subtotal": record.latest.subtotal,
            "tax_total": record.latest.tax_total,
            "due": record.latest.due,
            "paid": record.latest.paid,
        }
        for record in platform.transactions.values()
    ]
    return {"transactions": rows}


def transaction_view(record: TransactionRecord) -> JsonObject:
    """One transaction with all its snapshots as they were sent."""
    points: dict[str, Json] = dict(record.points)
    return {
        "transaction_id": record.transaction_id,
        "effects": record.effects,
        "points": points,
        "unknown_payers": list(record.unknown_payers),
        "unknown_items": list(record.unknown_items),
        "snapshots": [
            {
                "request": snapshot.request,
                "received_at": _moment(snapshot.received_at),
                "effects": snapshot.effects,
                "transaction": snapshot.posted.raw,
            }
            for snapshot in record.snapshots
        ],
    }


def requests_view(found: list[Recorded]) -> JsonObject:
    """Requests with their bodies as text and the SHA-256 of their exact bytes."""
    rows: list[JsonObject] = []
    for item in found:
        headers: dict[str, Json] = dict(item.headers)
        rows.append(
            {
                "number": item.number,
                "method": item.method,
                "path": item.path,
                "headers": headers,
                "body": item.body.decode("utf-8", errors="replace"),
                "sha256": hashlib.sha256(item.body).hexdigest(),
                "received_at": _moment(item.received_at),
                "answer": item.answer,
            }
        )
    return {"requests": rows}


def faults_view(platform: Platform) -> JsonObject:
    """The faults still to come."""
    rows: list[JsonObject] = [
        {"kind": fault.kind.value, "path": fault.path, "left": left} for fault, left in platform.faults.planned()
    ]
    return {"faults": rows}


def habits_view(platform: Platform, names: Iterable[str]) -> JsonObject:
    """Those of the configuration's habits that have these names."""
    return {name: getattr(platform.config, name) for name in names}


def _effects(platform: Platform) -> dict[int, int]:
    """How many transactions took effect how often."""
    counts: dict[int, int] = {}
    for record in platform.transactions.values():
        counts[record.effects] = counts.get(record.effects, 0) + 1
    return counts


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
