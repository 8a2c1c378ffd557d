"""Bugs to be planted, listed before anything runs: each with the rule it breaks and where such a bug was seen.

Whoever catches it is named: `DAYS` (the simulated days, up to the first seed that shows it), `CONTRACTS`
(of the imports), or the tests in a file.
Sources: o = odoo/odoo, e = frappe/erpnext, a = defendicon/POS-Awesome-V15, by issue or pull request; "ours" is a bug
that this project once had; "design" is what the rule itself was written against.
"""

from dataclasses import dataclass

DAYS = "days"
CONTRACTS = "contracts"
_AHEAD_TESTS = "tests/application/test_ahead.py"
_DELIVERY_TESTS = "tests/application/test_delivery.py"
_REPLY_TESTS = "tests/adapters/sessionm/test_replies.py"
_OUTBOX_TESTS = "tests/adapters/sqlite/test_outbox.py"
_OFFERING_TESTS = "tests/adapters/sqlite/test_offering.py"
_TLS_TESTS = "tests/adapters/sessionm/test_tls.py"
_ROOM_TESTS = "tests/adapters/test_headroom.py"

_SALES = "pos_terminal/adapters/sqlite/sales.py"
_SUSPENDED = "pos_terminal/adapters/sqlite/suspendedsales.py"
_HOLDS = "pos_terminal/adapters/sqlite/holds.py"
_VOIDED_HOLDS = "pos_terminal/adapters/sqlite/voidedholds.py"
_OUTBOX = "pos_terminal/adapters/sqlite/outbox.py"
_AHEAD = "pos_terminal/application/ahead.py"
_DELIVERY = "pos_terminal/application/delivery.py"
_REISSUING = "pos_terminal/application/reissuing.py"
_RELEASING = "pos_terminal/application/releasing.py"
_HOLDING = "pos_terminal/application/holding.py"
_OFFERING = "pos_terminal/application/offering.py"
_OFFLINE = "pos_terminal/application/offlineoffers.py"
_ENDING = "pos_terminal/application/ending.py"
_SPOOLING = "pos_terminal/application/spooling.py"
_PAPER_RUN = "pos_terminal/application/paper_run.py"
_APPLICATION_REPLIES = "pos_terminal/application/replies.py"
_REPLIES = "pos_terminal/adapters/sessionm/replies.py"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A planted bug: in ``file``, ``old`` becomes ``new`` (once); ``catcher`` finds it, or nothing does.

    ``seed`` is the day that the simulated days begin with: one that once caught it, so that it is found soon. When the
    days change it may no longer: `planting` says which one did, and that goes here.
    """

    rule: str
    name: str
    source: str
    file: str
    old: str
    new: str
    catcher: str = DAYS
    seed: int = 1


RULES = (
    Mutant(
        "R1", "the sale is stored, its place in the queue is not", "o#60939, e#11745", _SALES, "if request:", "if None:"
    ),
    Mutant(
        "R1",
        "a paid sale comes back as open",
        "o#288974",
        _SALES,
        "write.execute(_END_BASKET, (transaction.transaction_id,))",
        "pass",
    ),
    Mutant(
        "R1",
        "a lock is not marked sold with its sale",
        "design",
        _SALES,
        "end_holds(write, transaction)",
        "pass",
    ),
    Mutant(
        "R1",
        "a sale's receipt is not stored with it",
        "o#60939",
        _SALES,
        "if record.print_job_id:",
        "if record.print_job_id and not record.request:",
    ),
    Mutant(
        "R2",
        "drawer and paper are told before the sale is stored",
        "o#60939",
        _ENDING,
        "        ports.sales.commit(replace(record,",
        "        ports.after(transaction)\n        ports.sales.commit(replace(record,",
    ),
    Mutant(
        "R2",
        "a print is noted only when it is over, so that a torn one is printed as an original again",
        "python-escpos#253",
        _PAPER_RUN,
        "        self._queue.started(job.job_id, copy)\n        self._torn += 1\n"
        "        return self._printer.print(PrintJob(job.job_id, document))\n",
        "        self._torn += 1\n        printout = self._printer.print(PrintJob(job.job_id, document))\n"
        "        self._queue.started(job.job_id, copy)\n        return printout\n",
        seed=5,
    ),
    Mutant(
        "R2",
        "a print in doubt does not say that it is a copy",
        "design",
        _PAPER_RUN,
        "copy = job.again if job.in_doubt else job.copy",
        "copy = job.copy",
    ),
    Mutant(
        "R3",
        "a request goes out before it is noted as tried",
        "o#261096",
        _DELIVERY,
        "        if not sending.is_noted:\n"
        "            self._ports.outbox.attempted(sending.request.request_id, self._ports.clock.now())\n"
        "        reply = self._ports.platform.send(sending.request, meanwhile)\n",
        "        reply = self._ports.platform.send(sending.request, meanwhile)\n"
        "        if not sending.is_noted:\n"
        "            self._ports.outbox.attempted(sending.request.request_id, self._ports.clock.now())\n",
        seed=140,
    ),
    Mutant(
        "R3",
        "a time-out is followed by the same sale under another id",
        "o#40567, e#12971",
        _DELIVERY,
        "        self._ports.outbox.unknown(sending.request.request_id, reply.said, reply.why)\n"
        "        if reply.why is Why.PENDING:",
        '        self._reissuing.as_singles(sending, "again")\n        if reply.why is Why.PENDING:',
    ),
    Mutant(
        "R3",
        "a batch that was stored and never went out looks tried",
        "design",
        _AHEAD,
        "            self._outbox.untried(self._ready.request.request_id)\n",
        "",
        _AHEAD_TESTS,
    ),
    Mutant(
        "R3",
        "what was taken is forgotten where the next batch is stored",
        "design",
        _AHEAD,
        "self._gathering.ahead(self._taken)",
        "self._gathering.ahead(())",
        _AHEAD_TESTS,
    ),
    Mutant(
        "R3",
        "an id goes out again with other bytes",
        "Qonto replays the old answer",
        _DELIVERY,
        "reply = self._ports.platform.send(sending.request, meanwhile)",
        "reply = self._ports.platform.send(\n"
        "            replace(sending.request, body=sending.request.body + b' ' * sending.tries)\n        )",
    ),
    Mutant(
        "R4",
        "no answer is taken for a no",
        "o#261096",
        _REPLIES,
        "_Row(_is_anything, Outcome.UNKNOWN, Why.UNREACHABLE)",
        "_Row(_is_anything, Outcome.REJECTED, Why.PLAIN)",
        seed=16,
    ),
    Mutant(
        "R4",
        "no answer is taken for a yes",
        "o#211219",
        _DELIVERY,
        "if reply.outcome is Outcome.DONE:",
        "if reply.outcome in {Outcome.DONE, Outcome.UNKNOWN}:",
    ),
    Mutant(
        "R4",
        "the platform still works on it, and that is taken for a yes",
        "design",
        _REPLIES,
        "_Row(_is_pending, Outcome.UNKNOWN, Why.PENDING)",
        "_Row(_is_pending, Outcome.DONE, Why.PENDING)",
        seed=9,
    ),
    Mutant(
        "R5",
        "a batch without an answer is taken apart",
        "ours: found in the first design",
        _DELIVERY,
        "        if reply.why in {Why.FAILING, Why.BARE} and self._patience.is_poisoned(sending, self._now()):",
        "        if sending.is_batch:",
        seed=18,
    ),
    Mutant(
        "R5",
        "three failures count although an earlier try timed out",
        "ours: seed 26",
        _APPLICATION_REPLIES,
        "return definite + 1 >= ENOUGH and tries == definite",
        "return definite + 1 >= ENOUGH",
        catcher=_DELIVERY_TESTS,
    ),
    Mutant(
        "R5",
        "halving drops the transaction in the middle",
        "e#11000",
        _REISSUING,
        "sending.members[middle:])",
        "sending.members[middle + 1 :])",
        seed=11,
    ),
    Mutant(
        "R5",
        "a batch that fails barely is halved at once",
        "ours: found in the first design",
        "pos_terminal/application/patience.py",
        "BARE_TRIES = 20\nBARE_SECONDS = 1800.0",
        "BARE_TRIES = 1\nBARE_SECONDS = 0.0",
        _DELIVERY_TESTS,
    ),
    Mutant(
        "R5",
        "a batch is halved while nothing is taken",
        "design",
        "pos_terminal/application/patience.py",
        "return now - since if self._taken_at is not None and self._taken_at > since else None",
        "return now - since",
        _DELIVERY_TESTS,
    ),
    Mutant(
        "R6",
        "what was refused is forgotten",
        "e#13388, e#8112",
        _DELIVERY,
        "self._ports.outbox.park(sending.request.request_id, reply.said, self._ports.clock.now())",
        "self._ports.outbox.done(sending.request.request_id, self._ports.clock.now(), reply.said)",
        seed=9,
    ),
    Mutant(
        "R6",
        "what was refused is never tried again",
        "o#126662",
        _REISSUING,
        "for request_id, member in self._outbox.parked(self._clock.now(), longer_than):",
        "for request_id, member in ():",
        seed=9,
    ),
    Mutant(
        "R6",
        "a clock that ran ahead keeps what was refused for years",
        "design",
        _OUTBOX,
        "d.settled_us NOT BETWEEN ? AND ?",
        "d.settled_us < ? AND ? > 0",
        _OUTBOX_TESTS,
    ),
    Mutant(
        "R7",
        "an unlock goes out while the lock may still arrive",
        "ours: found in the first design",
        _RELEASING,
        "        if hold.lock is not None:\n            return self._settle_lock(hold, hold.lock)\n",
        "",
        seed=2,
    ),
    Mutant(
        "R7",
        "an offer is given back before its discount is off the sale",
        "ours: seed 17",
        _HOLDING,
        "        self._put(self._desk.open_sale(), hold, None)\n        self._ports.holds.release(hold.hold_id)\n",
        "        self._ports.holds.release(hold.hold_id)\n        self._put(self._desk.open_sale(), hold, None)\n",
        catcher="tests/adapters/sqlite/test_offering.py",
    ),
    Mutant(
        "R7",
        "what a sale was sold with is given back",
        "design",
        _HOLDS,
        "if {code, reference_id} & sold and transaction.is_closed and not transaction.is_voided:",
        "if transaction.is_voided:",
    ),
    Mutant(
        "R7",
        "a lock that timed out is taken for a no",
        "design",
        _HOLDING,
        "if reply.outcome is Outcome.REJECTED:\n            self._put",
        "if reply.outcome is not Outcome.DONE:\n            self._put",
        seed=2,
    ),
    Mutant(
        "R7",
        "a voided sale keeps its locks",
        "e#32951",
        _HOLDS,
        "        else:\n            write.execute(_RELEASE, (hold_id,))\n",
        "",
    ),
    Mutant(
        "L1",
        "what was used at once is unlocked, not put back",
        "design",
        _RELEASING,
        "wire = ports.wire.reinstate if hold.is_used else ports.wire.unlock",
        "wire = ports.wire.unlock",
    ),
    Mutant(
        "L1",
        "a redemption that timed out is taken for a no",
        "design",
        _HOLDING,
        "if reply.outcome is Outcome.REJECTED:\n            self._put",
        "if reply.outcome is Outcome.REJECTED or hold.flow is OfferFlow.REDEEM:\n            self._put",
        seed=2,
    ),
    Mutant(
        "L1",
        "a redemption without an answer is made again under a new id",
        "design",
        _HOLDING,
        "            replies, discount = ports.asker.ask(partial(claimed, ports.loyalty, hold, lock.request))\n",
        "            now = self._tilling.now()\n"
        "            anew = ports.wire.redeem(ports.ids.uuid(), hold.offer, cart(self._desk.open_sale(), now))\n"
        "            wanted = anew if hold.flow is OfferFlow.REDEEM and lock.tries else lock.request\n"
        "            replies, discount = ports.asker.ask(partial(claimed, ports.loyalty, hold, wanted))\n",
        seed=6,
    ),
    Mutant(
        "L4",
        "the platform's discount is written anew, not echoed",
        "design",
        "pos_terminal/adapters/sessionm/mapping.py",
        "    if discount.received is not None:\n",
        "    if discount.received is not None and discount.pos_discount_id:\n",
    ),
    Mutant(
        "L5",
        "an offer keeps its amount when the sale changes under it",
        "e: stale discounts",
        "pos_terminal/application/claims.py",
        " or not known.seen.still_stands(cart_print(basket, below(basket, hold.names)), sale):\n",
        ":\n",
    ),
    Mutant(
        "L5",
        "a second offer is claimed while the first has no answer",
        "ours",
        _OFFERING,
        "        if asked:  # one at a time: two of the same place in the stack would both be worth too much\n",
        "        if None:\n",
        _OFFERING_TESTS,
    ),
    Mutant(
        "L5",
        "an offer keeps its amount when one that it stands on goes",
        "design",
        "pos_terminal/application/visit.py",
        "below.discounts <= self.discounts <= sale.discounts",
        "bool(sale)",
        _OFFERING_TESTS,
    ),
    Mutant(
        "L5",
        "money is taken before the offers are settled",
        "design",
        _OFFERING,
        "        if self.next_is_due():\n            raise NotAllowedNow(",
        "        if self._chosen.to_claim(()):\n            raise NotAllowedNow(",
        _OFFERING_TESTS,
    ),
    Mutant(
        "L1",
        "an offer that was sold with offline is claimed for the next sale",
        "ours: seed 96",
        _HOLDING,
        "return self._ports.unheard()",
        "return frozenset()",
        seed=6,
    ),
    Mutant(
        "L3",
        "a discount stays on the sale when its lock is refused",
        "design",
        _HOLDING,
        "if reply.outcome is Outcome.REJECTED:\n            self._put(self._desk.open_sale(), hold, None)\n",
        "if reply.outcome is Outcome.REJECTED:\n",
        seed=27,
    ),
    Mutant(
        "L3",
        "a sale ends with the discount of an offer that was given up",
        "e: stale discounts",
        _HOLDING,
        "        self._put(self._desk.open_sale(), hold, None)\n        self._ports.holds.release(hold.hold_id)\n"
        "        self._ports.to_give_back()\n",
        "        self._ports.holds.release(hold.hold_id)\n        self._ports.to_give_back()\n",
        seed=2,
    ),
    Mutant(
        "L6",
        "an offer is used without the platform, which can be asked",
        "design",
        _OFFLINE,
        "        if self._ports.can_ask():\n            raise",
        "        if None:\n            raise",
        seed=43,
    ),
    Mutant(
        "L6",
        "an offer keeps what it was worth offline when the sale changes under it",
        "design",
        _OFFLINE,
        "if not self._still_stands(basket, each)",
        "if None",
        seed=2,
    ),
    Mutant(
        "L6",
        "what was used without the platform is not listed",
        "design",
        "pos_terminal/adapters/sqlite/offlineclaims.py",
        "    WHERE d.status = 'OFFLINE' AND w.state <> 'done' ORDER BY d.seq",
        "    WHERE d.status = 'OFFLINE' AND w.state = 'nothing' ORDER BY d.seq",
        seed=2,
    ),
    Mutant(
        "L6",
        "more is used without the platform than the shop bears",
        "Shopify's cap",
        _OFFLINE,
        "if store > self.rules.most_for_store:",
        "if None:",
        "tests/application/test_offlineoffers.py",
    ),
    Mutant(
        "L2",
        "a member's offers stay with the sale when the member goes",
        "design",
        "pos_terminal/application/membership.py",
        "        self._ports.let_go()\n        basket.member = basket.additional = None\n",
        "        basket.member = basket.additional = None\n",
        "tests/application/test_membership.py",
    ),
    Mutant(
        "R8",
        "a void overtakes its sale",
        "o#134891",
        _OUTBOX,
        "AND earlier.state <> 'done')",
        "AND earlier.state = 'nothing')",
        _OUTBOX_TESTS,
    ),
    Mutant(
        "R8",
        "two processes sell on one database",
        "o#152259",
        "pos_terminal/adapters/sqlite/processlock.py",
        "        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "        del descriptor",
        "tests/adapters/sqlite/test_engine.py",
    ),
    Mutant(
        "R8",
        "a copied database goes on as if it were the only one",
        "OCA/l10n-spain#2047",
        "pos_terminal/adapters/sqlite/tenancy.py",
        "            if copy:\n",
        "            if None:\n",
        "tests/adapters/sqlite/test_tenancy.py",
    ),
    Mutant(
        "R9",
        "modified_time is whatever the clock says",
        "o#32665",
        "pos_terminal/domain/transaction.py",
        "return max(now, whole_milliseconds(previous) + _MILLISECOND)",
        "return now",
        "tests/domain/test_transaction.py",
    ),
    Mutant(
        "R9",
        "waiting is measured by the wall clock",
        "design",
        _DELIVERY,
        "return self._ports.clock.monotonic()",
        "return self._ports.clock.now().timestamp()",
        seed=39,
    ),
    Mutant(
        "L7",
        "a voided sale's offers are given back before the platform has the void",
        "design",
        _VOIDED_HOLDS,
        "AND d.state <> 'done'",
        "AND NULL",
    ),
    Mutant(
        "R1",
        "an open sale that the platform was told of is given up without a word, and stays open there",
        "design",
        _SALES,
        "SELECT 1 FROM snapshot AS s JOIN delivery AS d ON d.seq = s.seq WHERE s.transaction_id = :sale LIMIT 1",
        "SELECT 1 FROM snapshot AS s JOIN delivery AS d ON d.seq = s.seq WHERE NULL LIMIT 1",
        seed=10,
    ),
    Mutant(
        "L7",
        "a voided sale keeps its offers used",
        "design",
        _SALES,
        "give_back_after(write, transaction, seq)",
        "pass",
    ),
    Mutant(
        "L7",
        "a voided sale gives back an offer that a later sale was sold with",
        "design",
        _VOIDED_HOLDS,
        "AND other.state = 'sold' AND other.hold_id > offer_hold.hold_id",
        "AND NULL",
        "tests/adapters/sqlite/test_voided_holds.py",
    ),
    Mutant(
        "L7",
        "a voided sale's offer is forgotten where another sale asks for it at that moment",
        "ours",
        _VOIDED_HOLDS,
        "AND other.state = 'sold' AND other.hold_id > offer_hold.hold_id",
        "AND other.hold_id > offer_hold.hold_id",
        seed=6,
    ),
    Mutant(
        "L7",
        "an offer is given back with the first goods that come back, and still takes something off the rest",
        "e#32951",
        _VOIDED_HOLDS,
        "if offer not in kept:",
        "if offer:",
        seed=6,
    ),
    Mutant(
        "F9",
        "what is left is reckoned without what came back before",
        "peers 61",
        "pos_terminal/domain/remainder.py",
        "for later in history[1:]:",
        "for later in history[:0]:",
    ),
    Mutant(
        "F9",
        "what came back is told with the payments as they were",
        "peers 61",
        "pos_terminal/domain/returned.py",
        "payments=payments,",
        "payments=now.payments,",
    ),
    Mutant(
        "F9",
        "a line keeps its whole discount when some of it comes back",
        "o#286433",
        "pos_terminal/domain/remainder.py",
        "kept = min(max(wanted, least), most)",
        "kept = most",
        "tests/domain/test_returned.py",
    ),
    Mutant(
        "F9",
        "cash is rounded anew at each return",
        "peers 61",
        "pos_terminal/domain/refunding.py",
        "given += rules.at_most(cash_back + swapped, like) - rules.at_most(cash_back, like) - swapped",
        "given += rules.at_most(swapped, like) - swapped",
        "tests/domain/test_returned.py",
    ),
    Mutant(
        "A19",
        "a void says that nothing was paid",
        "notes A19",
        "pos_terminal/domain/postvoid.py",
        "        void_reason=amendment.reason,\n",
        "        void_reason=amendment.reason,\n        payments=(),\n",
    ),
    Mutant(
        "A19",
        "an open sale is told as voided while its lock is held",
        "notes 31",
        _OUTBOX,
        "    AND NOT ((SELECT kind FROM",
        "    AND NOT (0 AND (SELECT kind FROM",
        "tests/adapters/sqlite/test_voided_holds.py",
    ),
    Mutant(
        "R10",
        "new sales are opened on a full disk",
        "o#284790",
        "pos_terminal/adapters/headroom.py",
        "if self._given_up or free < wanted:",
        "if self._given_up:",
        _ROOM_TESTS,
    ),
    Mutant(
        "R10",
        "the reserve is a hole that fills up when it is needed",
        "design",
        "pos_terminal/adapters/headroom.py",
        "            if not self._set_aside(descriptor, self._size):",
        "            os.ftruncate(descriptor, self._size)\n            if None:",
        _ROOM_TESTS,
    ),
    Mutant(
        "R11",
        "the rules reach for Qt",
        "stoq, PosApp",
        "pos_terminal/domain/numbering.py",
        "def numbered(",
        "import PySide6.QtCore  # noqa: E402, F401\n\n\ndef numbered(",
        CONTRACTS,
    ),
    Mutant(
        "R11",
        "the desk reaches for the network",
        "odoo order_payment_validation",
        _SPOOLING,
        "from dataclasses import dataclass, field\n",
        "import httpx  # noqa: F401\nfrom dataclasses import dataclass, field\n",
        CONTRACTS,
    ),
    Mutant(
        "W1",
        "a sale that was held while its shift was closed is booked on none",
        "ours",
        _ENDING,
        "self._book(transaction)",
        "pass",
        seed=2,
    ),
    Mutant(
        "W1",
        "a sale is put aside without its lines",
        "ours",
        _SUSPENDED,
        "write.execute(_MOVE_LINES, (slot, ON_SCREEN))",
        "pass",
    ),
    Mutant(
        "W1",
        "the next sale takes the lines of those that wait",
        "ours",
        "pos_terminal/adapters/sqlite/basketrows.py",
        '"DELETE FROM basket_line WHERE slot = ?"',
        '"DELETE FROM basket_line WHERE ? > 0"',
    ),
    Mutant(
        "W3",
        "the sale that was split keeps what went to its parts",
        "ours",
        "pos_terminal/adapters/sqlite/parting.py",
        "            _take_out(write, stays)\n            _put(write, stays, None, step)",
        "            pass",
    ),
    Mutant(
        "W4",
        "a sale that was put into another waits still",
        "ours",
        "pos_terminal/adapters/sqlite/parting.py",
        "for basket in (whole[0], *(other for other, _ in ended)):",
        "for basket in (whole[0],):",
    ),
    Mutant(
        "W4",
        "of three sales that become one only the second ends",
        "ours",
        "pos_terminal/adapters/sqlite/parting.py",
        "self._sales.enter_each(write, [record for _, record in ended])",
        "self._sales.enter_each(write, [record for _, record in ended[:1]])",
    ),
    Mutant(
        "W4",
        "of three sales that become one the second is forgotten",
        "ours",
        "pos_terminal/application/parting.py",
        "            whole = joined(whole, each)",
        "            whole = joined(whole, others[-1])",
    ),
    Mutant(
        "W3",
        "the taxes of a part are reckoned again",
        "design",
        "pos_terminal/domain/taxshift.py",
        "return all(\n            line_id in counted",
        "return not all(\n            line_id in counted",
        "tests/domain/test_parts.py",
    ),
    Mutant(
        "W2",
        "a sale that was taken up waits still",
        "ours",
        _SUSPENDED,
        "write.execute(_RESUME, (slot,))",
        "pass",
    ),
    Mutant(
        "W2",
        "a sale that was ended in another slot's name takes one with it",
        "ours",
        _SALES,
        '"DELETE FROM basket WHERE slot = 1 AND transaction_id = ?"',
        '"DELETE FROM basket WHERE slot > 0 OR transaction_id = ?"',
    ),
)


def _row(name: str, old: str, new: str, catcher: str = _REPLY_TESTS, file: str = _REPLIES) -> Mutant:
    return Mutant("outcome", name, "design", file, old, new, catcher)


OUTCOMES = (
    _row("pending: not looked for", "    _Row(_is_pending, Outcome.UNKNOWN, Why.PENDING),\n", ""),
    _row(
        "pending: only in the code",
        "def _parts(error: wire.Error) -> tuple[str, ...]:\n    return error.code, ",
        "def _parts(error: wire.Error) -> tuple[str, ...]:\n    return error.code,\n    return error.code, ",
    ),
    _row(
        "taken: whatever the HTTP status",
        "return facts.is_success and facts.is_ok and says_enough",
        "return facts.is_ok and says_enough",
    ),
    _row(
        "taken: a lock without what it locked",
        "return facts.is_success and facts.is_ok and says_enough",
        "return facts.is_success and facts.is_ok",
    ),
    _row("credentials: 403 passes", "facts.http_status in {401, 403}", "facts.http_status in {401}"),
    _row("credentials: the code passes", " or bool(facts.codes & _NO_CREDENTIALS)", ""),
    _row("no batches: 405 passes", "facts.http_status in {404, 405, 501}", "facts.http_status in {404, 501}"),
    _row("no batches: said of singles too", "return facts.path == wire.SEND_BATCH and not", "return not"),
    _row("elsewhere: redirects pass", "return facts.http_status // 100 == 3 or (", "return (not facts.path) or ("),
    _row("elsewhere: 415 passes", "facts.http_status in {404, 405, 415})", "facts.http_status in {404, 405})"),
    _row("too large: another status", "return facts.http_status == 413", "return facts.http_status == 414"),
    _row(
        "too large: kept as it is",
        "_Row(_is_too_large, Outcome.REJECTED, Why.TOO_LARGE)",
        "_Row(_is_too_large, Outcome.UNKNOWN, Why.TOO_LARGE)",
    ),
    _row("busy: 425 passes", "facts.http_status in {408, 425, 429}", "facts.http_status in {408, 429}"),
    _row(
        "busy: silenced for as long as they like",
        "return min(float(given[:9]), LONGEST_RETRY_AFTER)",
        "return float(given[:9])",
    ),
    _row(
        "failing: the code passes",
        "(facts.http_status // 100 == 5 or bool(facts.codes & _FAILS))",
        "(facts.http_status // 100 == 5)",
    ),
    _row(
        "failing: taken for a no",
        "_Row(_is_failing, Outcome.UNKNOWN, Why.FAILING)",
        "_Row(_is_failing, Outcome.REJECTED, Why.PLAIN)",
    ),
    _row(
        "failing: decided by the second",
        "ENOUGH = 3",
        "ENOUGH = 2",
        _DELIVERY_TESTS,
        "pos_terminal/application/replies.py",
    ),
    _row(
        "no: taken for no answer",
        "_Row(_says_no, Outcome.REJECTED)",
        "_Row(_says_no, Outcome.UNKNOWN, Why.UNREACHABLE)",
    ),
    _row("no: a yes counts as one", "return facts.is_container and not facts.is_ok", "return facts.is_container"),
    _row(
        "empty: of a lookup, too",
        "return facts.is_success and facts.is_empty and facts.path not in wire.ANSWERED_WITH_PAYLOAD",
        "return facts.is_success and facts.is_empty",
    ),
    _row(
        "empty: the first is a yes", "sending.empty + 1 >= ENOUGH", "sending.empty + 1 >= 1", _DELIVERY_TESTS, _DELIVERY
    ),
    _row("bare: only 5xx", "facts.http_status // 100 in {4, 5}", "facts.http_status // 100 in {5}"),
    _row(
        "bare: holds up the others",
        "reply.why in {Why.FAILING, Why.BARE}:\n            self._patience.rest(",
        "reply.why in {Why.FAILING}:\n            self._patience.rest(",
        _DELIVERY_TESTS,
        _DELIVERY,
    ),
    _row(
        "anything else: a yes",
        "_Row(_is_anything, Outcome.UNKNOWN, Why.UNREACHABLE)",
        "_Row(_is_anything, Outcome.DONE)",
    ),
    _row(
        "anything else: keys given twice are read",
        "object_pairs_hook=_each_key_once",
        "object_pairs_hook=dict",
        _REPLY_TESTS,
        "pos_terminal/adapters/sessionm/jsontext.py",
    ),
    _row(
        "trust: a certificate that fails is an outage",
        "return no_answer(str(error), Outcome.SECURITY)",
        "return no_answer(str(error))",
        _TLS_TESTS,
        "pos_terminal/adapters/sessionm/client.py",
    ),
    _row(
        "trust: any host's certificate will do",
        "context.minimum_version = ssl.TLSVersion.TLSv1_2",
        "context.check_hostname = False",
        _TLS_TESTS,
        "pos_terminal/adapters/sessionm/tls.py",
    ),
    _row(
        "stopped: asked again every second",
        "PROBE_SECONDS = 300.0",
        "PROBE_SECONDS = 1.0",
        _DELIVERY_TESTS,
        "pos_terminal/application/linkwatch.py",
    ),
    _row(
        "stopped: sending goes on",
        "if reply.outcome in STOPPING:\n            return self._stopped",
        "if None:\n            return self._stopped",
        _DELIVERY_TESTS,
        _DELIVERY,
    ),
    _row(
        "another's answer: believed",
        "if offer.type is OfferCodeType.USER_OFFER_ID and discount.reference_id != offer.code:",
        "if None:",
        "tests/adapters/sessionm/test_platform.py",
        "pos_terminal/adapters/sessionm/client.py",
    ),
    _row(
        "another's answer: about another member",
        "return offer.user_id is None or discount.user_id in {None, offer.user_id}",
        "return True",
        "tests/adapters/sessionm/test_platform.py",
        "pos_terminal/adapters/sessionm/client.py",
    ),
)

LISTED = RULES + OUTCOMES
