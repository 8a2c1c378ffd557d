"""The simulated platform: takes requests, keeps the books, and tells tests everything."""

import threading
from dataclasses import replace
from datetime import timedelta

from pos_terminal.simulator.books import Violation
from pos_terminal.simulator.config import Clock, SimulatorConfig, system_clock
from pos_terminal.simulator.desk import Desk
from pos_terminal.simulator.disturbance import Disturbance, Work
from pos_terminal.simulator.faults import FaultPlan
from pos_terminal.simulator.fields import PREFIX
from pos_terminal.simulator.gate import turn_away
from pos_terminal.simulator.idempotency import Answers
from pos_terminal.simulator.jsontext import JsonObject
from pos_terminal.simulator.ledger import Totals, TransactionRecord
from pos_terminal.simulator.members import Member
from pos_terminal.simulator.pause import Pause
from pos_terminal.simulator.record import Recorded, Request, RequestRecord
from pos_terminal.simulator.replies import Reply
from pos_terminal.simulator.seed import Seed, load_seed
from pos_terminal.simulator.wallet import TtlCode, WalletOffer


class Platform:
    """One tenant of the platform. Safe to use from any thread.

    Attributes:
        faults: What is going to go wrong.
        pause: Holds delayed replies; tests release them.
    """

    def __init__(
        self, config: SimulatorConfig | None = None, seed: Seed | None = None, clock: Clock = system_clock
    ) -> None:
        self._lock = threading.RLock()
        self._clock = clock
        self._seed = seed or load_seed()
        self._config = self._seed.configure(SimulatorConfig()) if config is None else config
        self._record = RequestRecord()
        self._late: list[Work] = []
        self.faults = FaultPlan()
        self.pause = Pause()
        self._disturbance = Disturbance(self.pause, self._postpone)
        self._open(self._seed)

    @property
    def config(self) -> SimulatorConfig:
        """The configuration in force."""
        return self._config

    @property
    def clock(self) -> Clock:
        """The platform's own clock."""
        return self._clock

    def exchange(self, request: Request) -> Reply:
        """Answer one HTTP request, disturbed as planned.

        Raises:
            ConnectionDropped: There is no reply.
        """
        number = self._record.arrived(request, self._clock())
        outcome = "dropped"
        try:
            reply = self._disturbance.carry_out(self.faults.take(request.path), lambda: self._process(request, number))
            outcome = f"{reply.status} {reply.label}".rstrip()
        finally:
            self._record.answered(number, outcome)
        return reply

    def reset(self) -> None:
        """Back to the seed: no transactions, requests, faults or kept answers."""
        self.start_over(self._seed)

    def start_over(self, seed: Seed) -> None:
        """As `reset`, with another seed's members, offers and catalog until then; credentials and currency stay."""
        with self._lock:
            self.faults.clear()
            self._record.clear()
            self._late.clear()
            self._open(seed)

    def reconfigure(self, config: SimulatorConfig) -> None:
        """Put another configuration in force from the next request on; the books stay as they are."""
        with self._lock:
            self._config = config
            self._books.config = config

    def forget_request_ids(self) -> None:
        """Lose all kept answers, as after a restart or past their lifetime."""
        with self._lock:
            self._answers.forget()

    def deliver_late(self) -> int:
        """Process the requests that faults made late, in order; returns how many there were."""
        with self._lock:
            late, self._late = self._late, []
        for work in late:
            work()
        return len(late)

    def poison(self, transaction_id: str, cause: str | int = "VALIDATION") -> None:
        """Refuse every send of a transaction: with an error code, or with a bare HTTP status."""
        with self._lock:
            self._books.poison[transaction_id] = cause

    def cure(self, transaction_id: str) -> None:
        """Take a poisoned transaction from now on."""
        with self._lock:
            self._books.poison.pop(transaction_id, None)

    def issue_offer(self, offer: WalletOffer) -> None:
        """Put an offer into a member's wallet."""
        with self._lock:
            self._books.wallet.issue(offer)

    def issue_ttl_code(self, code: str, user_offer_id: str, seconds: int) -> None:
        """Make a code stand for a member's offer for so many seconds."""
        with self._lock:
            expires = self._clock() + timedelta(seconds=seconds)
            self._books.wallet.issue_code(TtlCode(code, user_offer_id, expires))

    @property
    def transactions(self) -> dict[str, TransactionRecord]:
        """All transactions by id, in the order they first came."""
        with self._lock:
            return dict(self._books.ledger.records)

    def effects(self, transaction_id: str) -> int:
        """How often a transaction took effect: 0 when it never came, and 1 is right."""
        record = self.transactions.get(transaction_id)
        return record.effects if record else 0

    def totals(self) -> Totals:
        """Sums over the closed transactions that are not voided."""
        with self._lock:
            return self._books.ledger.totals()

    def requests(self, path: str | None = None) -> list[Recorded]:
        """Everything that arrived, or only what went to one endpoint (`lock` or `/api/2.0/lock`)."""
        found = self._record.all()
        return [item for item in found if path is None or path in {item.path, item.path.removeprefix(PREFIX)}]

    @property
    def most_in_flight(self) -> int:
        """The largest number of requests that were worked on at the same time."""
        return self._record.most_in_flight

    @property
    def violations(self) -> list[Violation]:
        """What a correct client never does; empty after a correct one."""
        with self._lock:
            return list(self._books.violations)

    @property
    def silent_failures(self) -> list[Violation]:
        """Discounts that were not consumed when their transaction closed, of which the sender was told nothing."""
        with self._lock:
            return list(self._books.silent)

    @property
    def offers(self) -> dict[str, WalletOffer]:
        """Copies of all members' offers by user offer id."""
        with self._lock:
            return {held.user_offer_id: replace(held, history=list(held.history)) for held in self._books.wallet.all()}

    @property
    def members(self) -> dict[str, Member]:
        """Copies of all members by user id."""
        with self._lock:
            return {
                member.user_id: replace(member, accounts=[replace(account) for account in member.accounts])
                for member in self._books.members
            }

    @property
    def catalog(self) -> dict[str, JsonObject]:
        """The items known, by id."""
        with self._lock:
            return dict(self._books.metadata.items)

    @property
    def categories(self) -> dict[str, JsonObject]:
        """The categories known, by id."""
        with self._lock:
            return dict(self._books.metadata.categories)

    @property
    def employees(self) -> dict[str, JsonObject]:
        """The employees known, by id."""
        with self._lock:
            return dict(self._books.metadata.employees)

    def _open(self, seed: Seed) -> None:
        self._books = seed.open_books(self._config, self._clock)
        self._answers = Answers()
        self._desk = Desk(self._books, self._answers)

    def _process(self, request: Request, number: int) -> Reply:
        with self._lock:
            away = turn_away(self._config, request)
            if away is not None:
                self._books.violations.append(Violation(number, "http", f"{away.status} {away.label}"))
                return away
            return self._desk.answer(request, number, self._clock())

    def _postpone(self, work: Work) -> None:
        with self._lock:
            self._late.append(work)
