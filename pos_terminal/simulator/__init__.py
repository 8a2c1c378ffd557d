"""The loyalty platform, to develop, demonstrate and test the terminal against.

Written from the published interface alone: it shares no code with the terminal and imports nothing of it.

    platform = Platform()
    with serve(platform) as simulator:
        ...  # talk to simulator.url
    assert platform.violations == []
"""

from pos_terminal.simulator.books import Violation
from pos_terminal.simulator.config import SimulatorConfig, system_clock
from pos_terminal.simulator.currencies import exponent_of
from pos_terminal.simulator.faults import Fault, FaultKind
from pos_terminal.simulator.platform import Platform
from pos_terminal.simulator.record import Request
from pos_terminal.simulator.replies import ConnectionDropped
from pos_terminal.simulator.seed import Seed, SeedError, load_seed
from pos_terminal.simulator.server import RunningSimulator, serve
from pos_terminal.simulator.wsgi import create_app

__all__ = [
    "ConnectionDropped",
    "Fault",
    "FaultKind",
    "Platform",
    "Request",
    "RunningSimulator",
    "Seed",
    "SeedError",
    "SimulatorConfig",
    "Violation",
    "create_app",
    "exponent_of",
    "load_seed",
    "serve",
    "system_clock",
]
