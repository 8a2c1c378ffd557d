"""Whom the tests of this folder trust."""

from tests.adapters.sessionm.certificates import authority, trust

__all__ = ["authority", "trust"]
