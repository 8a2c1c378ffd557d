"""An item of the checklist: what it is called, what it needs, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pos_terminal.cli.certify.trial import Trial

Work: TypeAlias = Callable[["Trial"], None]


class Needs(StrEnum):
    """Which platform an item can be run against."""

    ANY = "any platform"
    FAULTS = "a platform that fails on demand, such as the simulator"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist.

    Attributes:
        title: what must hold, in a few words.
        work: drives a terminal and checks.
        identifiers: names of the identifiers that it needs, of those in `Identifiers`.
        left_out: what of the item is not run, and why.
        tolerates: kinds of violation that the platform is meant to find, because the item makes it.
    """

    number: int
    title: str
    work: Work
    needs: Needs = Needs.FAULTS
    identifiers: tuple[str, ...] = ()
    left_out: str = ""
    tolerates: frozenset[str] = frozenset()
