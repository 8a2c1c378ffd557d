"""What must hold at the end of every day: the invariants of the reliability rules, each by its letter."""

import json
from collections import Counter
from decimal import Decimal
from itertools import pairwise

from pos_terminal.adapters.sqlite.shiftfigures import figures_of
from pos_terminal.domain.money import total_of
from pos_terminal.domain.tender import CASH
from pos_terminal.domain.transaction import SnapshotKind, Transaction
from tests.simulation.day import Day
from tests.simulation.terminal import USD, paper_of

_HALVES = {
    "entries without their sale": """SELECT COUNT(*) FROM journal
        WHERE kind NOT IN ('act', 'z_report', 'cash_in', 'cash_out', 'pickup', 'no_sale')
            AND seq NOT IN (SELECT seq FROM snapshot)""",
    "sales without their entry": "SELECT COUNT(*) FROM snapshot WHERE seq NOT IN (SELECT seq FROM journal)",
    "entries without their document": "SELECT COUNT(*) FROM journal WHERE seq NOT IN (SELECT seq FROM document)",
    "sales without their place in the queue": """SELECT COUNT(*) FROM snapshot
        WHERE (kind IN ('closed', 'returned') OR (kind = 'voided' AND transaction_id IN (SELECT transaction_id
            FROM snapshot WHERE kind = 'closed'))) AND seq NOT IN (SELECT seq FROM delivery)""",
    "sales without their lines": """SELECT COUNT(*) FROM document AS d WHERE seq IN (SELECT seq FROM snapshot)
        AND json_array_length(CAST(body AS TEXT), '$.items') <>
            (SELECT COUNT(*) FROM snapshot_line AS l WHERE l.seq = d.seq)""",
    "open sales that have ended": """SELECT COUNT(*) FROM basket
        WHERE transaction_id IN (SELECT transaction_id FROM snapshot WHERE kind <> 'open')""",
}
"""What one commit writes together, by what is wrong where some of it is missing."""
_OPEN_TOLD = """SELECT s.transaction_id, d.body FROM snapshot AS s JOIN document AS d ON d.seq = s.seq
    JOIN delivery AS w ON w.seq = s.seq WHERE s.kind = 'open'"""


def violations(day: Day) -> list[str]:
    """Everything that is wrong at the end of a day; nothing, for a correct terminal."""
    found = [*day.wrongs, *day.books.wrongs, *day.paper.wrongs, *day.aside.wrongs, *day.drawer.wrongs]
    found += [*day.cut_off.wrongs, *day.cut_off.settled()]
    for check in (_journal, _sales, _money, _shifts, _undone, _returns, _exchanges, _outbox, _open, _offers, _paper):
        found += check(day)
    return found


def _journal(day: Day) -> list[str]:
    connection = day.power.database.connect()
    found = []
    fault = day.power.sales.verify_journal()
    if fault:
        found.append(f"J4: entry {fault.seq}: {fault.what}")
    rows = connection.execute("SELECT seq, transaction_id, kind FROM journal ORDER BY seq").fetchall()
    if [row[0] for row in rows] != list(range(1, len(rows) + 1)):
        found.append("J3: the journal's numbers have a gap")
    back = [sale for sale, times in day.told.came_back.items() for _ in times]
    gone = [*day.told.voided, *day.told.undone]
    for kind, told in (("closed", [*day.told.closed]), ("voided", gone), ("returned", back)):
        stored = Counter(row[1] for row in rows if row[2] == kind)
        if stored != Counter(told):
            found.append(f"J2: {kind}: told and stored differ in {set(stored) ^ set(told)}, or {stored.most_common(1)}")
    if set(day.told.closed) & day.told.voided:
        found.append("J6: a number was given twice")
    return found


def _sales(day: Day) -> list[str]:
    connection = day.power.database.connect()
    found = [
        f"R1: {count} {what}" for what, query in _HALVES.items() if (count := connection.execute(query).fetchone()[0])
    ]
    if any(each.modified_time <= each.head.open_time for each in day.told.closed.values()):
        found.append("T: a sale was modified before it was opened")
    return found


def _money(day: Day) -> list[str]:
    found = []
    for each in day.told.closed.values():
        totals = each.totals
        paid = sum(payment.amount.minor for payment in each.payments)
        if totals.total.minor != paid:
            found.append(f"M1: {each.transaction_id} costs {totals.total} and {paid} was paid")
    ours = sum((each.totals.total.amount for each in _counting(day)), Decimal(0))
    counted = [sale for sale in day.books.totals.values() if not sale["is_voided"]]
    theirs = sum((Decimal(str(payment["amount"])) for sale in counted for payment in sale["payments"]), Decimal(0))
    if ours != theirs:
        found.append(f"M2: sold {ours}, the platform has {theirs}")
    return found


def _counting(day: Day) -> list[Transaction]:
    """The sales of the day that count, as they are at its end."""
    left = {sale: times[-1] for sale, times in day.told.came_back.items()}
    return [left.get(sale, each) for sale, each in day.told.closed.items() if sale not in day.told.undone]


def _returns(day: Day) -> list[str]:
    """Goods and money that came and went back: as much money as the goods had cost, in all no more than was paid."""
    found = []
    for sale, times in day.told.came_back.items():
        for before, after in pairwise([day.told.closed[sale], *times]):
            given = after.amendment.refunds if after.amendment else ()
            if before.totals.total - after.totals.total != total_of([each.amount for each in given], USD):
                found.append(f"M5: goods came back of {sale} for {before.totals.total - after.totals.total}: {given}")
        refunds = [each for left in times for each in (left.amendment.refunds if left.amendment else ())]
        back = [each.amount if each.credited_to else each.given for each in refunds]
        paid = [each.taken - each.change for each in day.told.closed[sale].payments]
        if times[-1].lines and total_of(back, USD) > total_of(paid, USD):
            found.append(f"M5: {paid} was paid for {sale}, and {back} went back")
        if not times[-1].lines and total_of(back, USD) != total_of(paid, USD):
            found.append(f"M5: all of {sale} came back, {paid} was paid and {back} given")
    return found


def _shifts(day: Day) -> list[str]:
    """M2, M3: shifts come to what is left of the sales, and drawers to the cash that was taken less what went back."""
    connection, sales = day.power.database.connect(), day.power.sales
    sessions = [session for (session,) in connection.execute("SELECT session_id FROM till_session")]
    figures = [figures_of(connection, session) for session in sessions]
    ids = [sale for (sale,) in connection.execute("SELECT DISTINCT transaction_id FROM snapshot WHERE kind <> 'open'")]
    ended = [sale for each in ids if (sale := sales.transaction(each)) is not None]
    left = total_of([sale.totals.total for sale in ended if not sale.is_voided], USD)
    found = []
    if total_of([each.net for each in figures], USD) != left:
        found.append(f"M2: the shifts come to {[str(each.net) for each in figures]}, the sales to {left}")
    told = [snapshot for each in ids for snapshot in sales.history(each)]
    taken = [each for snapshot in told if snapshot.kind is SnapshotKind.CLOSED for each in snapshot.payments]
    back = [each for snapshot in told if snapshot.amendment for each in snapshot.amendment.refunds]
    kept = total_of([each.taken - each.change for each in taken if each.type == CASH and not each.credit_of], USD)
    kept -= total_of([each.given for each in back if each.type == CASH and not each.credited_to], USD)
    kept += day.drawer.put_in
    if total_of([each.expected_cash for each in figures], USD) != kept:
        found.append(f"M3: the drawer should hold {[str(each.expected_cash) for each in figures]}, and {kept} stayed")
    return found


def _exchanges(day: Day) -> list[str]:
    """Both ends of each exchange are there, or none: what was credited to a sale is what it was paid by."""
    found, sales = [], day.power.sales
    credited: Counter[tuple[str, str]] = Counter()
    for sale, times in day.told.came_back.items():
        for refund in (each for left in times if left.amendment for each in left.amendment.refunds):
            if refund.credited_to:
                credited[sale, refund.credited_to] += refund.amount.minor
    paid: Counter[tuple[str, str]] = Counter()
    for sale in day.told.closed:
        for payment in sales.history(sale)[0].payments:
            if payment.credit_of:
                paid[payment.credit_of, sale] += payment.amount.minor
    if credited != paid:
        found.append(f"M1: credited for exchanges was {dict(credited)}, and paid by that {dict(paid)}")
    return found


def _undone(day: Day) -> list[str]:
    """What was voided was given back whole, and the platform's last word of each sale is the till's."""
    found = []
    for sale, each in day.told.undone.items():
        taken = [payment.taken - payment.change for payment in day.told.closed[sale].payments]
        given = each.amendment.refunds if each.amendment else ()
        if [money.minor for money in taken] != [refund.given.minor for refund in given]:
            found.append(f"M5: {sale} was voided, {taken} had been paid and {given} went back")
    newest = """SELECT s.transaction_id, d.body, MAX(s.version) FROM snapshot AS s JOIN document AS d ON d.seq = s.seq
        JOIN delivery AS w ON w.seq = s.seq GROUP BY s.transaction_id"""
    for sale, body, _ in day.power.database.connect().execute(newest):
        if day.books.totals.get(sale) != json.loads(body):
            found.append(f"O1: the platform's last word of {sale} is not the till's")
    return found


def _outbox(day: Day) -> list[str]:
    found = []
    effects: Counter[str] = Counter()
    for (transaction_id, _), count in day.books.effects.items():
        effects[transaction_id] += count
    back = [sale for sale, times in day.told.came_back.items() for _ in times]
    wanted = Counter([*day.told.closed, *day.told.undone, *back, *_told_as_voided(day)])
    if effects != wanted:
        lost, more = wanted - effects, effects - wanted
        found.append(f"O1: lost {dict(lost)}, doubled or not ours {dict(more)}")
    if day.network.most_members > day.weather.batch_size:
        found.append(f"O5: a batch of {day.network.most_members}")
    counts = day.power.outbox.counts()
    if counts.parked:
        found.append("O7: a healthy sale is still parked")
    stored = day.power.database.connect().execute("SELECT request_id, sha256 FROM request").fetchall()
    if len({request_id for request_id, _ in stored}) != len(stored):
        found.append("O3: an id was used twice")
    return found


def _told_as_voided(day: Day) -> set[str]:
    """Open sales that were given up after the platform had been asked about them."""
    connection = day.power.database.connect()
    asked = connection.execute("SELECT DISTINCT transaction_id FROM offer_hold").fetchall()
    asked += connection.execute(_OPEN_TOLD).fetchall()
    return day.told.voided & {sale for (sale, *_) in asked}


def _open(day: Day) -> list[str]:
    """Open sales that the platform was told of: each word once, as it was stored, and none stays open there."""
    connection = day.power.database.connect()
    stored = connection.execute(_OPEN_TOLD).fetchall()
    found = [f"F3: {sale} is over, and stays open at the platform" for sale in sorted(day.books.still_open)]
    told = Counter((sale, json.loads(body)["modified_time"]) for sale, body in stored)
    if told != Counter(day.books.updates):
        found.append(f"F3: of open sales {told} was to be told, and {day.books.updates} was heard")
    for sale in {sale for sale, _ in stored}:
        how = "given up" if sale in day.told.voided else "closed"
        day.sometimes.saw(f"an open sale that the platform was told of was {how}")
    (count,) = connection.execute("SELECT COUNT(*) FROM snapshot WHERE kind = 'open'").fetchone()
    if len(stored) != (count if day.weather.updates else 0):
        found.append(f"F3: of {count} words on open sales {len(stored)} are in the queue")
    return found


def _offers(day: Day) -> list[str]:
    found = []
    sold = [
        (discount.reference_id, each.transaction_id)
        for each in _counting(day)
        for discount in each.discounts
        if discount.source == "SessionM"
    ]
    for offer, state in day.books.offers.items():
        what, _, sale = state.partition(" ")
        if what == "LOCKED":
            found.append(f"L2: {offer} is locked for {sale} for ever")
        if what == "USED" and (offer, sale) not in sold:
            found.append(f"L1: {offer} was used by {sale}, which was not sold with it")
    # What was sold on a lock that had ended by itself takes nothing out of the wallet.
    uses = Counter(offer for offer, sale in sold if (offer, sale) not in day.books.lapsed)
    found += [f"L1: {offer} was used {count} times" for offer, count in uses.items() if count > 1]
    return found


def _paper(day: Day) -> list[str]:
    found = []
    originals = Counter(transaction_id for transaction_id, copy, _ in day.paper.pieces if copy == 0)
    found += [f"P1: {count} originals of {sale}" for sale, count in originals.items() if count > 1]
    whole = {transaction_id for transaction_id, _, is_whole in day.paper.pieces if is_whole}
    later = [*day.told.undone.values(), *(each for times in day.told.came_back.values() for each in times)]
    owed = set(day.told.closed) | {paper_of(each) for each in later} | day.told.checks | day.drawer.papers
    if missing := owed - whole:
        found.append(f"P2: no whole receipt of {missing}")
    if strangers := whole - owed:
        found.append(f"J1: receipts of {strangers}, which were not sold")
    return found
