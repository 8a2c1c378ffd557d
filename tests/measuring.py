"""What a measurement of coverage looks at: tracing doubles the time of what it is of no use to."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

MEASURER = "_cov"
"""The name of pytest-cov's plugin, there when coverage is measured."""

MEASURED = (
    "tests/domain/",
    "tests/application/",
    "tests/presentation/",
    "tests/adapters/sqlite/test_charging.py",
    "tests/adapters/sqlite/test_holds.py",
    "tests/adapters/sqlite/test_offering.py",
)
"""The tests whose coverage is measured: those of the rules and of the desk's work."""


class _Controller(Protocol):
    started: bool

    def pause(self) -> None: ...

    def resume(self) -> None: ...


class Measuring:
    """Has coverage measured while the measured modules load and while such tests run, and at no other time."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Generator[None, object, object]:
        """Load what is measured before the tests do: nothing else that happens while they are read counts."""
        for name in self._modules():
            importlib.import_module(name)
        self._turn(on=False)
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Pass over tests of something else, and over a hundred examples of one, with all that they stand on."""
        self._turn(on=item.nodeid.startswith(MEASURED) and item.get_closest_marker("hypothesis") is None)
        return (yield)

    def _modules(self) -> Iterator[str]:
        for folder in self._config.getoption("cov_source"):
            for path in sorted((self._config.rootpath / folder).rglob("*.py")):
                parts = path.relative_to(self._config.rootpath).with_suffix("").parts
                yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def _turn(self, *, on: bool) -> None:
        controller = cast("_Controller", self._config.pluginmanager.getplugin(MEASURER).cov_controller)
        if controller.started is not on:
            controller.resume() if on else controller.pause()
