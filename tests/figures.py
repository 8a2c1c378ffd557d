"""Figures of suites that count what they went through: days, crashes, states. Printed when the run ends.

A test asks for the fixture ``figures`` and adds to it; the sums of all processes of the run stand below its summary.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Protocol, cast

import pytest

_TOTALS = pytest.StashKey["Counter[str]"]()
_SENT = "figures"


class _Node(Protocol):
    config: pytest.Config
    workeroutput: Mapping[str, object]


def totals(config: pytest.Config) -> "Counter[str]":
    """What this process has counted so far."""
    return config.stash.setdefault(_TOTALS, Counter())


@pytest.fixture(scope="session")
def figures(pytestconfig: pytest.Config) -> "Counter[str]":
    """Add to it under a name that says what is counted: ``figures["simulated days"] += 1``."""
    return totals(pytestconfig)


class Reporter:
    """Carries the figures from the processes of a run to its summary."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: _Node) -> None:
        """A process of the run has ended: take over what it counted."""
        sent = getattr(node, "workeroutput", {}).get(_SENT, {})
        totals(node.config).update(cast("dict[str, int]", sent))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand over, in a process that is one of several."""
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[_SENT] = dict(totals(session.config))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the sums."""
        counted = totals(terminalreporter.config)
        if counted:
            terminalreporter.section("figures")
            for name in sorted(counted):
                terminalreporter.write_line(f"{counted[name]:>12,}  {name}")
