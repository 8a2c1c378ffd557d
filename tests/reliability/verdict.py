"""What must hold of a till and of everything outside it, whatever happened: each breach is one sentence."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pos_terminal.adapters.sqlite.catalog import SqliteCatalog
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.secondcopy import SecondCopy
from pos_terminal.adapters.sqlite.writelock import SaleFirstLock
from pos_terminal.application.sealing import Seals
from tests.application.fakes import USD
from tests.reliability.goods import GOODS, NEW_GOODS, NEW_STAFF, STAFF
from tests.reliability.kitchen import kitchen_breaches
from tests.reliability.outside import Event, events_in
from tests.reliability.till import KEY, Lane

_ENOUGH = 3
_SOLD_AND_VOIDED = 2
"""How much the platform has heard of a sale when it was told of its void."""
_WORD_IS_OUT = {"request", "paper", "told", "ended"}


def breaches(connection: sqlite3.Connection, lane: Lane, *, settled: bool = True) -> list[str]:
    """Everything that does not hold. ``settled``: nothing may wait any more, at the printer or for the platform."""
    events = events_in(lane.chronicle)
    found = [*inside(connection, events), *outside(events)]
    if lane.has_kitchen:
        found += kitchen_breaches(connection, events, settled=settled)
    if settled:
        found += [*_delivered(connection, events), *_printed(connection, events), *_all_copied(connection, lane.copies)]
        found += _offers(connection, events)
    return found


def inside(connection: sqlite3.Connection, events: list[Event]) -> list[str]:
    """What does not hold in the database, by itself and after what happened outside."""
    found = [*_file(connection), *_files_in_force(connection), *_journal(connection), *_sales(connection, events)]
    found += _till(connection, events)
    found += _exchanges(connection)
    return [*found, *_requests(connection, events), *_half_printed(connection, events)]


def outside(events: list[Event]) -> list[str]:
    """What does not hold of what happened outside."""
    found = [*_words(events), *_numbers(events), *_basket(events), *_order_of_ids(events), *_paper(events)]
    alarms = [event for event in events if event["what"] == "false alarm"]
    return [*found, *(f"the database was taken for a copy: {alarm['why']}" for alarm in alarms)]


_AMENDED = "SELECT transaction_id, kind || '-' || modified_time_us FROM snapshot WHERE version > 1 OR kind = 'returned'"
_OF_THE_TILL = """SELECT seq, CASE kind WHEN 'z_report' THEN 'z-' || version ELSE kind || '-' || created_us END
    FROM journal WHERE kind IN ('cash_in', 'cash_out', 'pickup', 'no_sale', 'z_report')"""
_TO_BE_SENT = """SELECT transaction_id FROM snapshot AS s WHERE kind IN ('closed', 'returned') OR version > 1
    OR EXISTS (SELECT 1 FROM offer_hold WHERE transaction_id = s.transaction_id)"""
"""What closed, what came back, what changed later, and open sales that the platform had been asked about and that were
given up."""


def _file(connection: sqlite3.Connection) -> Iterator[str]:
    if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        yield "the database is damaged"
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        yield "a row refers to nothing"


def _files_in_force(connection: sqlite3.Connection) -> Iterator[str]:
    """The catalog and the employees are those of one file, not of two."""
    catalog = SqliteCatalog(connection, USD, prices_include_tax=False)
    for_sale = {(item.item_id, item.price) for item in catalog.items_in(None, 0, 99)}
    found = {item.item_id for item in catalog.search("m")}
    old, new = ({(item.item_id, item.price) for item in file if not item.is_modifier} for file in (GOODS, NEW_GOODS))
    if for_sale not in (set(), old, new) or found != {item_id for item_id, _ in for_sale if item_id.startswith("m")}:
        yield f"a mixture of catalogs is in force: {sorted(for_sale)}, by search {sorted(found)}"
    staff = {employee_id for (employee_id,) in connection.execute("SELECT employee_id FROM employee")}
    if staff not in (set(), *({each.employee_id for each in file} for file in (STAFF, NEW_STAFF))):
        yield f"a mixture of employees is in force: {sorted(staff)}"


def _journal(connection: sqlite3.Connection) -> Iterator[str]:
    fault = SqliteSales(connection, SaleFirstLock(), KEY).verify_journal()
    if fault:
        yield f"journal entry {fault.seq}: {fault.what}"
    seqs = [seq for (seq,) in connection.execute("SELECT seq FROM journal ORDER BY seq")]
    if seqs != list(range(1, len(seqs) + 1)):
        yield f"the journal's numbers have a gap: {seqs}"


def _sales(connection: sqlite3.Connection, events: list[Event]) -> Iterator[str]:
    """Whatever anybody was told of is committed, and each closed sale has all that belongs to it, once."""
    stored = {sale for (sale,) in connection.execute("SELECT transaction_id FROM snapshot")}
    stored |= {f"{sale} {kind}" for sale, kind in connection.execute(_AMENDED)}
    stored |= {name for _, name in connection.execute(_OF_THE_TILL)}
    for event in events:
        said = (
            {*_sales_of(event), str(event.get("slip", event.get("sale")))} if event["what"] in _WORD_IS_OUT else set()
        )
        if not stored.issuperset(said - {"None"}):
            yield f"{event['what']} of a sale that is not stored: {_sales_of(event)}"
    twice = "SELECT transaction_id FROM snapshot WHERE kind = 'closed' GROUP BY 1 HAVING COUNT(*) > 1"
    yield from (f"{sale} is closed twice" for (sale,) in connection.execute(twice))
    half = """SELECT transaction_id FROM snapshot AS s WHERE (kind IN ('closed', 'returned') OR version > 1) AND NOT (
        (kind = 'returned' OR (EXISTS (SELECT 1 FROM snapshot_line WHERE seq = s.seq)
            AND EXISTS (SELECT 1 FROM snapshot_payment WHERE seq = s.seq)))
        AND EXISTS (SELECT 1 FROM document WHERE seq = s.seq)
        AND EXISTS (SELECT 1 FROM delivery AS d JOIN request AS r ON r.id = d.request WHERE d.seq = s.seq)
        AND (version = 1 AND kind = 'closed') = (NOT EXISTS (SELECT 1 FROM amendment WHERE seq = s.seq))
        AND (SELECT COUNT(*) > 0 AND COUNT(*) = COUNT(DISTINCT copy_number) FROM (SELECT seq, copy_number FROM print_job
            UNION ALL SELECT seq, copy_number FROM printed) AS p WHERE p.seq = s.seq))"""
    yield from (f"{sale} is half there" for (sale,) in connection.execute(half))
    still_open = """SELECT transaction_id FROM basket
        WHERE transaction_id IN (SELECT transaction_id FROM snapshot WHERE kind <> 'open')"""
    yield from (f"{sale} has ended and is open" for (sale,) in connection.execute(still_open))


def _till(connection: sqlite3.Connection, events: list[Event]) -> Iterator[str]:
    """What was done to the till is stored once, with one original of its paper; a shift is closed with its Z."""
    entries = connection.execute(_OF_THE_TILL).fetchall()
    stored, done = Counter(name for _, name in entries), Counter(str(e["name"]) for e in events if e["what"] == "done")
    yield from (
        f"{name} was done {times} times, and is stored {stored[name]}"
        for name, times in done.items()
        if stored[name] != times
    )
    jobs = "SELECT seq FROM print_job UNION ALL SELECT seq FROM printed"
    originals = Counter(seq for (seq,) in connection.execute(jobs))
    yield from (f"{name} has {originals[seq]} originals owed" for seq, name in entries if originals[seq] != 1)
    half = """SELECT session_id FROM till_session AS t WHERE (closed_at_us IS NOT NULL) <>
        EXISTS (SELECT 1 FROM journal WHERE kind = 'z_report' AND session_id = t.session_id)"""
    yield from (f"shift {number} is half closed" for (number,) in connection.execute(half))


def _exchanges(connection: sqlite3.Connection) -> Iterator[str]:
    """What came back for other goods pays for them, to the cent, and nothing pays that did not come back."""
    refunds = """SELECT credited_to, SUM(amount), SUM(given) FROM snapshot_refund WHERE credited_to IS NOT NULL
        GROUP BY credited_to"""
    payments = """SELECT transaction_id, SUM(amount), SUM(taken) FROM snapshot_payment JOIN snapshot USING (seq)
        WHERE kind = 'closed' AND credit_of IS NOT NULL GROUP BY transaction_id"""
    back, paid = ({sale: money for sale, *money in connection.execute(each)} for each in (refunds, payments))
    for sale in back.keys() | paid.keys():
        if back.get(sale) != paid.get(sale):
            yield f"{sale} is an exchange without its other end: {back.get(sale)} came back, {paid.get(sale)} was paid"


def _words(events: list[Event]) -> Iterator[str]:
    """Nobody is told of a sale, by paper, drawer or request, before it is committed."""
    ended: set[str] = set()
    ending: set[str] = set()
    for event in events:
        if event["what"] == "ending":
            ending.add(str(event["sale"]))
        elif event["what"] == "found":  # killed in its commit, and no longer open
            ended |= {each for each in ending if not str(event["basket"]).startswith(f"{each} ")}
            ending.clear()
        elif event["what"] == "ended":
            ended |= ending
            ending.clear()
        elif event["what"] in _WORD_IS_OUT and _is_of_a_sale(event) and not ended.issuperset(_sales_of(event)):
            yield f"{event['what']} of a sale before its commit: {_sales_of(event)}"


def _is_of_a_sale(event: Event) -> bool:
    """Whether it is about a sale, and not about the till itself."""
    return event["what"] == "request" or str(event["sale"]).startswith("lane-")


def _sales_of(event: Event) -> list[str]:
    return [sale for sale, _ in _listed(event)] if event["what"] == "request" else [str(event["sale"])]


def _numbers(events: list[Event]) -> Iterator[str]:
    """A number that was shown for one sale never stands for another."""
    opened: dict[str, str] = {}
    for event in events:
        if event["what"] == "shown" and opened.setdefault(str(event["sale"]), str(event["opened"])) != event["opened"]:
            yield f"{event['sale']} stands for two sales"


def _basket(events: list[Event]) -> Iterator[str]:
    """A start finds the open sale and the suspended ones at their last told step, or at the one being stored."""
    aside: list[str] = []
    may_be = [("", aside)]
    for event in events:
        what = event["what"]
        now = (str(event.get("basket", "")), _aside(event, aside))
        if what in {"saving", "ending"}:
            may_be.append(now)
        elif what in {"shown", "ended"}:
            may_be, aside = [now], now[1]
        elif what == "found":
            if now not in may_be:
                yield f"the open sale was found as {now[0]!r} beside {now[1]}, and had been {may_be}"
            may_be, aside = [now], now[1]


def _aside(event: Event, before: list[str]) -> list[str]:
    """The suspended sales after an event; most change nothing about them."""
    listed = event.get("aside", before)
    assert isinstance(listed, list)
    return listed


def _requests(connection: sqlite3.Connection, events: list[Event]) -> Iterator[str]:
    """One id has the same bytes for ever, and was on disk as tried before it went out."""
    rows = connection.execute("SELECT request_id, sha256, tries, state FROM request").fetchall()
    kept = {request_id: (sha, tries, state) for request_id, sha, tries, state in rows}
    went = Counter(str(event["id"]) for event in events if event["what"] == "request")
    for event in events:
        if event["what"] == "request":
            sha, tries, state = kept.get(str(event["id"]), ("", 0, ""))
            if sha != event["sha"]:
                yield f"request {event['id']} went out with bytes that are not stored"
            elif state == "ready" or tries < went[str(event["id"])]:
                yield f"request {event['id']} went out {went[str(event['id'])]} times, and {tries} are noted"


def _order_of_ids(events: list[Event]) -> Iterator[str]:
    """While an outcome may be unknown a sale goes out under the same id; only a definite no leads to another.

    What is said of it later goes out when what was said before was taken.
    """
    last: dict[str, tuple[str, str]] = {}
    answers: dict[str, Counter[str]] = {}
    for event in events:
        if event["what"] != "request":
            continue
        request_id, seen = str(event["id"]), answers.setdefault(str(event["id"]), Counter())
        for sale, content in _listed(event):
            before, said = last.get(sale, (request_id, content))
            is_over = _is_over(answers[before]) if said == content else bool(answers[before]["done"])
            if before != request_id and not is_over:
                yield f"{sale} went out as {request_id} before the outcome of {before} was known"
            last[sale] = (request_id, content)
        seen[str(event["said"])] += 1


def _is_over(answers: Counter[str]) -> bool:
    return bool(answers["rejected"]) or answers["failing"] >= _ENOUGH


def _paper(events: list[Event]) -> Iterator[str]:
    """One original a sale; a job is printed again only after a fault, of a disk too, or a death, and then as a copy."""
    originals: Counter[str] = Counter()
    printed: set[str] = set()
    for event in events:
        if event["what"] in {"start", "printer fault", "said"}:
            printed.clear()
        elif event["what"] == "paper":
            originals[str(event["slip"])] += event["copy"] == 0
            if str(event["job"]) in printed:
                yield f"{event['sale']} was printed again for nothing"
            printed.add(str(event["job"]))
    yield from (f"{sale} has {number} originals" for sale, number in originals.items() if number > 1)


def _half_printed(connection: sqlite3.Connection, events: list[Event]) -> Iterator[str]:
    """What may be on paper is never waiting as if it were not: the next print would be a second original."""
    waiting = {job for (job,) in connection.execute("SELECT job_id FROM print_job WHERE state = 'waiting'")}
    begun = {str(event["job"]) for event in events if event["what"] == "paper"}
    yield from (f"print job {job} waits as if nothing of it were on paper" for job in waiting & begun)


def _delivered(connection: sqlite3.Connection, events: list[Event]) -> Iterator[str]:
    """Every snapshot that is to be told took effect once on the platform, and nothing else did."""
    wanted = Counter(sale for (sale,) in connection.execute(_TO_BE_SENT))
    taken = [event for event in events if event["what"] == "request" and event["said"] == "done"]
    entered = {
        (event["id"] if event["remembers"] else "", *said) for event in taken for said in map(tuple, _listed(event))
    }
    effects = Counter(sale for _, sale, _ in entered)
    if effects != wanted:
        yield f"the platform has {dict(effects)}, the journal {dict(wanted)}"
    if len({(sale, content) for event in taken for sale, content in _listed(event)}) != wanted.total():
        yield "a sale was sent with two contents"
    if connection.execute("SELECT pending, parked FROM terminal").fetchone() != (0, 0):
        yield "the queue is not empty"
    waiting = connection.execute("SELECT COUNT(*) FROM delivery WHERE state <> 'done'").fetchone()[0]
    if waiting:
        yield f"{waiting} deliveries wait that the count does not know"


def _printed(connection: sqlite3.Connection, events: list[Event]) -> Iterator[str]:
    owed = {sale for (sale,) in connection.execute("SELECT transaction_id FROM snapshot WHERE kind = 'closed'")}
    owed |= {f"{sale} {kind}" for sale, kind in connection.execute(_AMENDED)}
    owed |= {name for _, name in connection.execute(_OF_THE_TILL)}
    whole = {str(event["slip"]) for event in events if event["what"] == "cut"}
    if whole != owed:
        yield f"no whole receipt of {sorted(owed - whole)}"
    if connection.execute("SELECT COUNT(*) FROM print_job").fetchone() != (0,):
        yield "the print queue is not empty"


def _all_copied(connection: sqlite3.Connection, copies: Path) -> Iterator[str]:
    """Every ended sale whose document is not erased is in the second copy as the journal has it."""
    kept = """SELECT j.seq, j.hash FROM journal AS j JOIN document AS d ON d.seq = j.seq WHERE d.erased_us IS NULL"""
    missing = set(connection.execute(kept)) - copied(copies)
    yield from (f"journal entry {seq} is not in the second copy" for seq, _ in missing)


def _offers(connection: sqlite3.Connection, events: list[Event]) -> Iterator[str]:
    """An offer is locked at the end if and only if one closed sale has its discount, as it was last worth."""
    holders: dict[str, tuple[str, int]] = {}
    answered: set[str] = set()
    kept = {row[0]: row[1:] for row in connection.execute("SELECT request_id, sha256, tries FROM offer_request")}
    tries = Counter(str(event["id"]) for event in events if event["what"] in {"lock", "unlock"})
    words: Counter[str] = Counter()
    for event in events:
        request_id, offer = str(event.get("id")), str(event.get("offer"))
        if event["what"] == "request" and event["said"] == "done" and request_id not in answered:
            answered.add(request_id)
            words.update(_sales_of(event))
        if event["what"] not in {"lock", "unlock"}:
            continue
        if event["path"] == "reinstate" and offer in holders and words[holders[offer][0]] < _SOLD_AND_VOIDED:
            yield f"{offer} is reinstated before the platform has the void of its sale"
        if kept.get(request_id, ("", 0))[0] != event["sha"] or kept[request_id][1] < tries[request_id]:
            yield f"offer request {request_id} went out and is not noted so"
        if event["said"] == "done" and request_id not in answered:
            holders.pop(offer, None)
            holders |= {offer: (str(event["sale"]), int(str(event["worth"])))} if event["what"] == "lock" else {}
        answered |= {request_id} if event["said"] != "dropped" else set()
    used = """SELECT d.reference_id, s.transaction_id, d.amount FROM snapshot_discount AS d
        JOIN snapshot AS s ON s.seq = d.seq WHERE s.kind = 'closed' AND NOT EXISTS (
            SELECT 1 FROM snapshot AS v WHERE v.transaction_id = s.transaction_id AND (v.kind = 'voided'
            OR v.seq NOT IN (SELECT seq FROM snapshot_discount WHERE reference_id = d.reference_id)))"""
    sold = connection.execute(used).fetchall()
    if sorted(sold) != sorted((offer, *held) for offer, held in holders.items()):
        yield f"the platform holds {holders}, and sold with discounts were {sold}"


def copied(copies: Path) -> frozenset[tuple[int, str]]:
    """The number and hash of each sale that can be read from the second copy."""
    files = SecondCopy(copies, Seals(KEY))
    return frozenset((copy.seq, copy.hash) for day in files.days() for copy in files.copies(day))


def _listed(event: Event) -> list[list[str]]:
    members = event["members"]
    assert isinstance(members, list)
    return members
