"""The same terminals and platform as the commands' tests have."""

from tests.cli.conftest import bare, simulator, stocked_till, till

__all__ = ["bare", "simulator", "stocked_till", "till"]
