"""What the suites of this folder share."""

import pytest

from tests.adapters.sessionm.certificates import authority, trust
from tests.reliability.memory import memory, memory_folder
from tests.reliability.sending import Backlog

__all__ = ["authority", "memory", "memory_folder", "trust"]


@pytest.fixture(scope="session")
def backlog(tmp_path_factory: pytest.TempPathFactory) -> Backlog:
    """Databases with sales to send, made once."""
    return Backlog(tmp_path_factory.mktemp("backlog"))
