import pytest

LONG = ("test_a_simulated_day", "test_every_planted_bug")
"""How the names of tests begin that take many times as long as the others."""


@pytest.hookimpl(trylast=True)  # when the order was drawn
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long tests: at the end of a run no process waits for one of them."""
    items.sort(key=lambda item: not item.name.startswith(LONG))
