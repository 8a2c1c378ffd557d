"""One sale of this till written into a file: what is needed to go through it again anywhere, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pos_terminal import __version__
from pos_terminal.adapters.files.wholefile import whole_file
from pos_terminal.adapters.replayfile.form import write_sale
from pos_terminal.adapters.sqlite.acts import reasons_of
from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.adapters.sqlite.keptsteps import SqliteKeptSteps
from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.adapters.sqlite.settledrows import payment_row
from pos_terminal.adapters.sqlite.stepfacts import DISCOUNT, HEAD, LINE_RUNG, LINE_STEP, PAYMENT, facts_of, time_text
from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.premises import DATABASE_NAME
from pos_terminal.app.replayend import CLOSE, RETURN, TAKE_BACK, VOID, VOID_CLOSED, ReplayEnd
from pos_terminal.app.replayrules import settings_from
from pos_terminal.app.replaytill import KEYED
from pos_terminal.application.anchoring import anchor_of
from pos_terminal.domain.attribution import UserIdType
from pos_terminal.domain.errors import BadArgument, Refused
from pos_terminal.domain.money import Currency
from pos_terminal.domain.salefigures import ended_figures
from pos_terminal.domain.transaction import SnapshotKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pos_terminal.adapters.sqlite.keptsteps import KeptSale, KeptSnapshot
    from pos_terminal.app.replayfacts import Facts
    from pos_terminal.domain.amendment import Amendment, Refund
    from pos_terminal.domain.tender import Payment
    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.settings import Settings

_PLAIN = (
    ("payments", "tenders"),
    ("discounts", "discounts"),
    ("members", "member"),
    ("gone", "took_out"),
    ("lines", "lines"),
    ("told_us", "told"),
)
"""What a step without a word of its own did, by what it changed."""
_USERS = (("user_id", "user_id_type"), ("additional_user_id", "additional_user_id_type"))


def export_sale(settings: Settings, transaction_id: str, path: Path, *, replaces: bool) -> None:
    """Write the file of a sale, open or ended. Raises BadArgument, OSError or DatabaseUnusable, and leaves none then.

    Nothing secret is in it, no card number, and of a member the platform's own id alone.
    """
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        connection = database.connect()
        kept = SqliteKeptSteps(connection).sale(transaction_id)
        reasons = [each.told for each in reasons_of(connection, transaction_id)]
    if kept is None:
        raise BadArgument(
            f"No step of a sale {transaction_id} is kept here. It is not of this till, or was sold by an older version."
        )
    with whole_file(path, replaces=replaces) as file:
        write_sale(file, sale_facts(kept) | {"reasons": reasons})


def sale_facts(kept: KeptSale) -> Facts:
    """All that the file of a sale holds."""
    currency = Currency.of(kept.currency)
    rules = [_whole(each["rules"]) for each in kept.steps if "rules" in each]
    return {
        "software_version": __version__,
        "exported": time_text(micros(SystemClock().now())),
        "transaction_id": kept.transaction_id,
        "rules": kept.rules[rules[0]],
        "goods": [facts_of(LINE_RUNG, row, currency) for row in kept.lines.values()],
        "steps": list(_steps(kept, rules[0], currency)),
        "snapshots": list(_snapshots(kept, rules[-1])),
    }


def _steps(kept: KeptSale, rules: int, currency: Currency) -> Iterator[Facts]:
    """The steps; one that follows other rules than the one before it says which."""
    for each in kept.steps:
        now = _whole(each.get("rules", rules))
        yield _step(each, currency) | ({} if now == rules else {"rules": kept.rules[now]})
        rules = now


def _step(told: Mapping[str, object], currency: Currency) -> Facts:
    """A step as it is kept, in words."""
    did = told.get("did") or next((word for name, word in _PLAIN if told.get(name)), "service")
    facts: Facts = {"did": did, "at": time_text(_whole(told["at"]))}
    if "who" in told:
        facts["who"] = told["who"]
    for name, columns in (("lines", LINE_STEP), ("discounts", DISCOUNT), ("payments", PAYMENT)):
        rows = told.get(name)
        if isinstance(rows, list):
            facts[name] = [_named_users(facts_of(columns, row, currency)) for row in rows]
    if told.get("gone"):
        facts["gone"] = told["gone"]
    head = told.get("head")
    if isinstance(head, list):
        facts["head"] = facts_of(HEAD, head, currency)
    members = told.get("members")
    if isinstance(members, list):
        facts["members"] = [each and [each[0] or KEYED, each[1]] for each in members]
    if "told_us" in told:
        facts["told"] = time_text(_whole(told["told_us"]))
    return facts


def _named_users(facts: Facts) -> Facts:
    """A payment whose member was keyed says that, and nothing else of them."""
    for user, _ in _USERS:
        if facts.get(user) == "":
            facts[user] = KEYED
    return facts


def _snapshots(kept: KeptSale, rules: int) -> Iterator[Facts]:
    """The snapshots; one that follows other rules than what was before it says which."""
    with TemporaryDirectory(prefix="pos-replay-") as folder:
        ends = {each: ReplayEnd(settings_from(told, Path(folder))) for each, told in kept.rules.items()}
        keyed = _keyed(kept.steps)
        history: list[Transaction] = []
        for each in kept.snapshots:
            sale, end = _unnamed(each.transaction, keyed), ends[each.rules]
            made = _made_by(sale, history, end) | ({} if each.rules == rules else {"rules": kept.rules[each.rules]})
            rules = each.rules
            history.append(sale)
            expected = end.expected(history, each.previous_hash, anchor_of(each.entry))
            yield made | {
                "previous_hash": each.previous_hash,
                "anchor": anchor_of(each.entry),
                "expected": expected | _as_sent(each, sale),
            }


def _as_sent(kept: KeptSnapshot, sale: Transaction) -> Facts:
    """The payload as it was frozen, where it is kept and names nobody by what was keyed."""
    if kept.body is None or sale != kept.transaction:
        return {}
    return {"payload": kept.body.decode(), "payload_sha256": sha256(kept.body).hexdigest()}


def _made_by(sale: Transaction, history: Sequence[Transaction], end: ReplayEnd) -> Facts:
    """How a snapshot came about: of a sale that was open, or of one that had ended."""
    head, amendment = sale.head, sale.amendment
    at = time_text(micros(sale.modified_time))
    if amendment is not None and not history:
        return _amended(TAKE_BACK, at, amendment) | _way(amendment.refunds[0])
    if amendment is None:
        did = VOID if sale.is_voided else CLOSE
        found: Facts = {"did": did, "at": at, "who": head.pos_employee_id, "codes": list(sale.receipt_codes)}
        found |= _credits(sale)
        return found | {"reason": sale.void_reason} if sale.void_reason else found
    told = _amended(VOID_CLOSED, at, amendment) | _refunds(amendment)
    back = _came_back(history[-1], sale)
    named = [way for each in amendment.refunds for way in ({"tender": each.type}, _way(each))]
    returns = [told | {"did": RETURN, "back": back} | way for way in ({}, *named)]
    ways = [told, *returns] if sale.is_voided else returns
    return next((way for way in ways if _makes(way, sale, history, end)), ways[0])


def _amended(did: str, at: str, amendment: Amendment) -> Facts:
    who = {
        "employee_id": amendment.employee_id,
        "employee_name": amendment.employee_name,
        "reason": amendment.reason,
        "approved_by": amendment.approved_by,
        "approver_name": amendment.approver_name,
    }
    return {"did": did, "at": at, "who": amendment.employee_id, "amendment": who}


def _credits(sale: Transaction) -> Facts:
    """What goods that came back for it have paid of it."""
    currency = sale.totals.total.currency
    rows = [facts_of(PAYMENT, payment_row(each), currency) for each in sale.payments if each.credit_of]
    return {"credits": rows} if rows else {}


def _refunds(amendment: Amendment) -> Facts:
    """What of the goods' worth was credited to another sale, and what was handed over."""
    if not any(each.credited_to for each in amendment.refunds):
        return {}
    return {
        "refunds": [
            {"type": each.type, "amount": str(each.amount), "given": str(each.given)}
            | ({"credited_to": each.credited_to} if each.credited_to else {})
            | ({"number": each.number} if each.number else {})
            for each in amendment.refunds
        ]
    }


def _way(refund: Refund) -> dict[str, str]:
    """What money went back by, with the number that it went to."""
    return {"tender": refund.type} | ({"number": refund.number} if refund.number else {})


def _makes(way: Facts, sale: Transaction, history: Sequence[Transaction], end: ReplayEnd) -> bool:
    try:
        return ended_figures(end.made(way, None, history)) == ended_figures(sale)
    except Refused:
        return False


def _came_back(before: Transaction, after: Transaction) -> dict[str, str]:
    """How much of each line came back; all of it where the sale is voided."""
    left = {} if after.kind is SnapshotKind.VOIDED else {each.line.line_id: each.line.quantity for each in after.lines}
    found = {}
    for each in before.lines:
        less = each.line.quantity - left.get(each.line.line_id, 0)
        if less and each.line.modifies_line_id is None:
            found[each.line.line_id] = f"{less:f}"
    return found


def _keyed(steps: Sequence[Mapping[str, object]]) -> dict[str, tuple[str | None, str | None]]:
    """Of each payment that a member was keyed for, what was said of whom."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for step in steps:
        rows = step.get("payments")
        for row in rows if isinstance(rows, list) else ():
            found[row[0]] = (row[9] if row[8] == "" else None, row[11] if row[10] == "" else None)
    return found


def _unnamed(sale: Transaction, keyed: Mapping[str, tuple[str | None, str | None]]) -> Transaction:
    """The snapshot without what was keyed, also where that was forgotten meanwhile."""
    return replace(sale, payments=tuple(_without_keyed(each, keyed) for each in sale.payments))


def _without_keyed(payment: Payment, keyed: Mapping[str, tuple[str | None, str | None]]) -> Payment:
    member, beside = keyed.get(payment.payment_id, (None, None))
    if member is not None or _is_keyed(payment.user_id_type):
        payment = replace(payment, user_id=KEYED, user_id_type=member or payment.user_id_type)
    if beside is not None or _is_keyed(payment.additional_user_id_type):
        kind = beside or payment.additional_user_id_type
        payment = replace(payment, additional_user_id=KEYED, additional_user_id_type=kind)
    return payment


def _is_keyed(kind: str | None) -> bool:
    return kind is not None and kind != UserIdType.SESSIONM_ID.value


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is no whole number")
    return value
