"""Movements and shift reports as JSON, as the journal keeps them and programs are shown them, and back."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias, cast

from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.movement import Movement, MovementKind, Stander
from pos_terminal.domain.shift_report import (
    Closing,
    ForeignSum,
    PieceCount,
    ShiftFigures,
    ShiftReport,
    Tally,
    TaxSum,
    TenderSum,
)
from pos_terminal.domain.tax import Tax, TaxKind
from pos_terminal.domain.till import TillSession

Facts: TypeAlias = dict[str, object]
"""Amounts are decimals in a text, instants end with Z."""


def movement_facts(movement: Movement) -> Facts:
    """A movement."""
    return {
        "kind": movement.kind.value,
        "amount": str(movement.amount),
        "currency": movement.amount.currency.code,
        "reason": movement.reason,
        **_by_facts(movement.by),
        "at": _when(movement.at),
        "business_day": movement.business_day.isoformat(),
        "session_id": movement.session_id,
    }


def movement_of(facts: Mapping[str, object]) -> Movement:
    """The movement that `movement_facts` told."""
    return Movement(
        kind=MovementKind(str(facts["kind"])),
        amount=Money.of(str(facts["amount"]), Currency.of(str(facts["currency"]))),
        reason=str(facts["reason"]),
        by=_by_of(facts),
        at=_moment(facts["at"]),
        business_day=date.fromisoformat(str(facts["business_day"])),
        session_id=_number(facts["session_id"]),
    )


def report_facts(report: ShiftReport) -> Facts:
    """A shift report; a Z has what was counted, too."""
    figures, session = report.figures, report.figures.session
    facts: Facts = {
        "report": "x" if report.closing is None else "z",
        "number": report.number,
        "at": _when(report.at),
        "currency": session.opening_float.currency.code,
        "business_day": session.business_day.isoformat(),
        "net": str(figures.net),
        "discounts": str(figures.discounts),
        "taxes": [_tax_facts(each) for each in figures.taxes],
        "tenders": [_tender_facts(each) for each in figures.tenders],
        "rounding": str(figures.rounding),
        "tips": str(figures.tips),
        "foreign": [_foreign_facts(each) for each in figures.foreign],
        "movements": {kind.value: _tally_facts(each) for kind, each in figures.movements.items()},
        "training": figures.training,
        "expected_cash": str(figures.expected_cash),
    }
    facts |= _opening_facts(session) | {name: _tally_facts(getattr(figures, name)) for name in _TALLIES}
    closing = report.closing
    if closing is not None:
        facts |= {"counted": str(closing.counted), "over_short": str(report.over_short), "reason": closing.reason}
        facts |= {"earlier_counts": [str(each) for each in closing.earlier], **_by_facts(closing.by)}
        facts["pieces"] = [{"piece": str(each.piece), "count": each.count} for each in closing.pieces]
    return facts


def _opening_facts(session: TillSession) -> Facts:
    return {
        "opened_by": session.opened_by,
        "opener": session.opener,
        "opened_at": _when(session.opened_at),
        "opening_float": str(session.opening_float),
    }


_TALLIES = ("sales", "returns", "voids", "given_up", "suspended")


def report_of(facts: Mapping[str, object]) -> ShiftReport:
    """The report that `report_facts` told."""
    currency = Currency.of(str(facts["currency"]))
    tallies = {name: _tally_of(facts[name], currency) for name in _TALLIES}
    movements = cast("Mapping[str, object]", facts["movements"])
    figures = ShiftFigures(
        session=TillSession(
            _number(facts["number"]),
            str(facts["opened_by"]),
            _moment(facts["opened_at"]),
            date.fromisoformat(str(facts["business_day"])),
            Money.of(str(facts["opening_float"]), currency),
            str(facts.get("opener", "")),
        ),
        **tallies,
        discounts=Money.of(str(facts["discounts"]), currency),
        taxes=tuple(_tax_of(each, currency) for each in _rows(facts["taxes"])),
        tenders=tuple(_tender_of(each, currency) for each in _rows(facts["tenders"])),
        tips=Money.of(str(facts["tips"]), currency),
        foreign=tuple(_foreign_of(each, currency) for each in _rows(facts["foreign"])),
        movements={MovementKind(kind): _tally_of(each, currency) for kind, each in movements.items()},
        training=_number(facts["training"]),
        expected_cash=Money.of(str(facts["expected_cash"]), currency),
    )
    return ShiftReport(figures, _moment(facts["at"]), _closing_of(facts, currency))


def _closing_of(facts: Mapping[str, object], currency: Currency) -> Closing | None:
    if facts["report"] != "z":
        return None
    earlier = tuple(Money.of(each, currency) for each in cast("list[str]", facts["earlier_counts"]))
    counted = Money.of(str(facts["counted"]), currency)
    rows = _rows(facts.get("pieces", []))  # which were not kept at first
    pieces = tuple(PieceCount(Money.of(str(row["piece"]), currency), _number(row["count"])) for row in rows)
    return Closing(_by_of(facts), counted, str(facts["reason"]), earlier, pieces)


def _by_facts(by: Stander) -> Facts:
    return {
        "employee_id": by.employee_id,
        "employee_name": by.employee_name,
        "approved_by": by.approved_by,
        "approver_name": by.approver_name,
    }


def _by_of(facts: Mapping[str, object]) -> Stander:
    approved_by = facts["approved_by"]
    return Stander(
        str(facts["employee_id"]),
        str(facts["employee_name"]),
        None if approved_by is None else str(approved_by),
        str(facts["approver_name"]),
    )


def _tally_facts(tally: Tally) -> Facts:
    return {"count": tally.count, "amount": str(tally.amount)}


def _tally_of(facts: object, currency: Currency) -> Tally:
    row = cast("Mapping[str, object]", facts)
    return Tally(_number(row["count"]), Money.of(str(row["amount"]), currency))


def _tax_facts(each: TaxSum) -> Facts:
    tax = each.tax
    return {
        "tax_code": tax.tax_code,
        "name": tax.name,
        "kind": tax.kind.value,
        "rate": str(tax.rate),
        "included": tax.included,
        "base": str(each.base),
        "amount": str(each.amount),
    }


def _tax_of(row: Mapping[str, object], currency: Currency) -> TaxSum:
    tax = Tax(
        str(row["tax_code"]),
        str(row["name"]),
        Decimal(str(row["rate"])),
        TaxKind(str(row["kind"])),
        included=bool(row["included"]),
    )
    return TaxSum(tax, Money.of(str(row["base"]), currency), Money.of(str(row["amount"]), currency))


def _tender_facts(each: TenderSum) -> Facts:
    return {
        "type": each.type,
        "count": each.count,
        "taken": str(each.taken),
        "given_back": str(each.given_back),
        "net": str(each.net),
    }


def _tender_of(row: Mapping[str, object], currency: Currency) -> TenderSum:
    taken, back = (Money.of(str(row[name]), currency) for name in ("taken", "given_back"))
    return TenderSum(str(row["type"]), _number(row["count"]), taken, back)


def _foreign_facts(each: ForeignSum) -> Facts:
    return {"currency": each.amount.currency.code, "amount": str(each.amount), "worth": str(each.worth)}


def _foreign_of(row: Mapping[str, object], currency: Currency) -> ForeignSum:
    amount = Money.of(str(row["amount"]), Currency.of(str(row["currency"])))
    return ForeignSum(amount, Money.of(str(row["worth"]), currency))


def _rows(value: object) -> list[Mapping[str, object]]:
    return cast("list[Mapping[str, object]]", value)


def _number(value: object) -> int:
    return int(str(value))


def _when(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _moment(value: object) -> datetime:
    return datetime.fromisoformat(str(value))
