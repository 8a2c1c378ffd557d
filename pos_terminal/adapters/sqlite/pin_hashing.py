"""PINs as Argon2id hashes under a pepper that is not in the database."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argon2 import PasswordHasher


class HashCost(NamedTuple):
    """What one hash costs."""

    memory_kib: int = 65536
    rounds: int = 3
    lanes: int = 1


DEFAULT_COST = HashCost()
COSTS: Mapping[str, HashCost] = MappingProxyType({"strong": DEFAULT_COST, "light": HashCost(19 * 1024, 2)})
"""By the setting's words: 64 MiB and about 0.1 s, or the least that OWASP allows, a fifth of that."""


class PinCheck(NamedTuple):
    """Whether a PIN was right, and its hash at today's cost when the stored one was made at another."""

    is_right: bool
    renewed: str | None = None


class PinHashing:
    """Makes and checks hashes.

    A copied database is useless without ``pepper``: four digits alone would be found in minutes. Each PIN is bound to
    its employee, so a hash moved to another row fits nobody.
    """

    def __init__(self, pepper: bytes, cost: HashCost = DEFAULT_COST) -> None:
        self._pepper = pepper
        self._cost = cost

    def hashed(self, employee_id: str, pin: str) -> str:
        """A new hash of the PIN."""
        return self._hasher.hash(self._peppered(employee_id, pin))

    def check(self, employee_id: str, pin: str, stored: str | None) -> PinCheck:
        """Compare. Without a stored hash the work is done all the same, so that time tells nothing."""
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            self._hasher.verify(stored or self._nobody, self._peppered(employee_id, pin))
        except (VerificationError, InvalidHashError):
            return PinCheck(is_right=False)
        if stored is None:
            return PinCheck(is_right=False)
        is_old = self._hasher.check_needs_rehash(stored)
        return PinCheck(is_right=True, renewed=self.hashed(employee_id, pin) if is_old else None)

    def _peppered(self, employee_id: str, pin: str) -> bytes:
        import hashlib  # these load a library of their own, and the first screen checks no PIN
        import hmac

        return hmac.digest(self._pepper, f"{employee_id}\0{pin}".encode("utf-8", "surrogatepass"), hashlib.sha256)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        return PasswordHasher(
            time_cost=self._cost.rounds, memory_cost=self._cost.memory_kib, parallelism=self._cost.lanes
        )

    @cached_property
    def _nobody(self) -> str:
        """The hash that an unknown employee's PIN is compared with; it is nobody's."""
        return self._hasher.hash(self._pepper + b"nobody")
