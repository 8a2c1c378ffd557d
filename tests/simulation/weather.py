"""What goes wrong on a day: drawn per seed, so that each day leaves some faults out and has much of others."""

from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from typing import Literal

_MERGING, _CUTTING, _TELLING, _HURRYING = 7961, 7963, 7967, 7993
"""Drawn by these numbers, the days that soon show a planted bug stay as they were."""


class Trouble(StrEnum):
    """What can happen to one request on its way."""

    REFUSED = "refused"
    LOST_REQUEST = "lost request"
    LOST_REPLY = "lost reply"
    LATE = "late"
    TWICE = "twice"
    BARE = "bare error"
    BARE_TAKEN = "bare error, taken all the same"
    FAILING = "failure in a container"
    EMPTY = "empty success"
    HTML = "html with 200"
    CUT = "cut body"
    PENDING = "pending processing"
    BUSY = "busy"
    AUTH = "credentials refused"
    ELSEWHERE = "404 without a container"
    TOO_LARGE = "too large"
    UNTRUSTED = "certificate not trusted"


SHORT = tuple(trouble for trouble in Trouble if trouble is not Trouble.TOO_LARGE)


@dataclass(frozen=True, slots=True)
class Weather:
    """The faults of one day and how often they come. Probabilities, unless they say otherwise."""

    model: Literal["upsert", "stored"]
    troubles: tuple[Trouble, ...]
    trouble: float
    outages: int
    """How often the network goes away, for minutes or hours."""
    crashes: int
    """Statements between two crashes, on average; 0 for none."""
    poison: float
    """Part of the sales that the platform refuses until it is mended."""
    bare_poison: float
    """Part of the sales that the platform fails on without a word until it is mended."""
    failing_poison: float
    has_batch: bool
    most_in_batch: int
    forgets: float
    jumps: float
    disk_full: float
    printer: float
    offers: float
    voids: float
    batch_size: int
    keeps_copies: bool
    """Whether each sale's second copy is written, too."""
    says_nothing: bool
    """Whether this platform's yes is an empty answer."""
    redeems: float = 0.0
    """Part of the offers that are used at once."""
    edits: float = 0.0
    """Part of the sales with offers in which something is changed after the offer was claimed."""
    lapses: float = 0.0
    """Part of the locks that end by themselves before the sale does; every other one is taken by another till."""
    members: float = 0.0
    undoes: float = 0.0
    """How often a closed sale is voided between two sales."""
    returns: float = 0.0
    """How often goods come back between two sales."""
    oldest_lock: float = 600.0
    """Seconds after which a lock is renewed before money is taken."""
    suspends: float = 0.0
    """Part of the sales that are put aside, to be taken up later."""
    merges: float = 0.0
    """How often sales that wait are put together, into the open one or one another."""
    checks: float = 0.0
    """Part of the sales that a guest check is printed of."""
    at_tender: bool = False
    """Whether offers are claimed right before money is taken."""
    offline: float = 0.0
    """How often the line is cut while an offer is wanted that the shop gives all the same."""
    acts: float = 0.0
    """How often something is done with the drawer between two sales."""
    exchanges: float = 0.0
    """How often goods come back for others between two sales."""
    updates: bool = False
    """Whether the platform is told of sales that are open, too: as they are put aside, split, merged, or printed."""
    hurries: float = 0.0
    """Part of the sales with offers in which one is taken while the answer about another is not in."""

    @classmethod
    def of_seed(cls, seed: int) -> "Weather":
        """The faults of a seed's day."""
        plain = cls.of(Random(seed * 7919 + 1)).with_members(Random(seed * 7919 + 2))
        return (
            plain.with_waiting(Random(seed * 7919 + 3))
            .with_second_thoughts(Random(seed * 7919 + 4))
            .with_merging(Random(seed * 7919 + _MERGING))
            .with_cuts(Random(seed * 7919 + _CUTTING))
            .with_acts(Random(seed * 7919 + 5))
            .with_updates(Random(seed * 7919 + _TELLING))
            .with_hurry(Random(seed * 7919 + _HURRYING))
        )

    def with_cuts(self, draw: Random) -> "Weather":
        """When offers are claimed, and whether also while nobody can be asked, drawn apart."""
        if not self.offers:
            return self
        return replace(self, at_tender=draw.random() < 0.25, offline=draw.choice((0.0, 0.0, 0.0, 0.4)))

    def with_acts(self, draw: Random) -> "Weather":
        """How often the drawer is opened beside the sales, and goods are exchanged, drawn apart."""
        return replace(self, acts=draw.choice((0.0, 0.0, 0.2)), exchanges=draw.choice((0.0, 0.0, 0.1)))

    def with_updates(self, draw: Random) -> "Weather":
        """Whether the platform is told of open sales on a day on which some wait, drawn apart."""
        return replace(self, updates=bool(self.suspends) and draw.random() < 0.25)

    def with_hurry(self, draw: Random) -> "Weather":
        """How often offers are taken two at a time, drawn apart."""
        return replace(self, hurries=draw.choice((0.0, 0.0, 0.3)) if self.offers else 0.0)

    def with_merging(self, draw: Random) -> "Weather":
        """How often sales are put together on a day on which some wait, and checks printed, drawn apart."""
        merges = draw.choice((0.0, 0.2, 0.5)) if self.suspends else 0.0
        return replace(self, merges=merges, checks=draw.choice((0.0, 0.0, 0.2)))

    def with_second_thoughts(self, draw: Random) -> "Weather":
        """How often something is done to sales that were closed, drawn apart."""
        return replace(self, undoes=draw.choice((0.0, 0.05, 0.2)), returns=draw.choice((0.0, 0.1, 0.4)))

    def with_members(self, draw: Random) -> "Weather":
        """What members and their offers go through on the day, drawn apart."""
        return replace(
            self,
            redeems=draw.choice((0.0, 0.0, 0.3, 1.0)),
            edits=draw.choice((0.0, 0.3, 0.6)),
            lapses=draw.choice((0.0, 0.0, 0.1)),
            members=draw.choice((0.0, 0.3)),
            oldest_lock=draw.choice((600.0, 0.2)),
        )

    def with_waiting(self, draw: Random) -> "Weather":
        """How often a sale waits for its shopper on the day, drawn apart."""
        return replace(self, suspends=draw.choice((0.0, 0.0, 0.0, 0.2, 0.5)))

    @classmethod
    def of(cls, draw: Random) -> "Weather":
        """Draw a day's faults: each kind is there on every other day."""

        def sometimes(value: float) -> float:
            return value if draw.random() < 0.5 else 0.0

        upsert = draw.random() < 0.5
        trouble = draw.choice((0.0, 0.05, 0.2, 0.5))
        return cls(
            model="upsert" if upsert else "stored",
            troubles=tuple(trouble for trouble in SHORT if draw.random() < 0.5) or (Trouble.LOST_REPLY,),
            trouble=trouble,
            outages=draw.choice((0, 1, 1, 3)),
            crashes=draw.choice((0, 500, 2000, 5000)),
            poison=sometimes(0.05),
            # Without an upsert the exception of rule R5 rests on nothing: then no day needs it.
            bare_poison=sometimes(0.03) if upsert else 0.0,
            failing_poison=sometimes(0.03) if upsert or not trouble else 0.0,
            has_batch=draw.random() < 0.85,
            most_in_batch=draw.choice((10, 10, 10, 7, 4, 1)),
            forgets=sometimes(0.02) if upsert else 0.0,
            jumps=sometimes(0.05),
            disk_full=sometimes(0.02),
            printer=sometimes(0.1),
            offers=draw.choice((0.0, 0.3, 0.6)),
            voids=sometimes(0.1),
            batch_size=draw.choice((10, 10, 10, 5, 2, 1)),
            keeps_copies=draw.random() < 0.3,
            says_nothing=draw.random() < 0.07,
        )
