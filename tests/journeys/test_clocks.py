"""A clock that jumps by years between any two steps: each sale arrives once, in order, later than it began."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.looking import read_only_journal
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.domain.transaction import Transaction
from pos_terminal.settings import Settings, read_settings
from pos_terminal.simulator import Platform, SimulatorConfig, serve
from tests.cli.till import CASHIER, PIN, Till

TEN_YEARS = 3652 * 86_400
Jump = Literal["years", "autumn", "spring"]


@dataclass
class Jumping:
    """A clock whose wall time is another at every look: years away, or around the hour that comes twice or never."""

    jump: Jump
    chance: Random = field(default_factory=lambda: Random(7))
    system: SystemClock = field(default_factory=SystemClock)

    def now(self) -> datetime:
        if self.jump == "years":
            return self.system.now() + timedelta(seconds=self.chance.uniform(-TEN_YEARS, TEN_YEARS))
        month, day = {"autumn": (11, 1), "spring": (3, 8)}[self.jump]
        change = datetime(2026, month, day, 2, tzinfo=ZoneInfo("America/Chicago")).astimezone(UTC)
        return change + timedelta(seconds=self.chance.uniform(-5400, 5400))

    def monotonic(self) -> float:
        return self.system.monotonic()


def _settings(till: Till) -> Settings:
    return read_settings(till.config, {})


def _sell(terminal: Terminal) -> Transaction:
    terminal.selling.scan("4006381333931")
    terminal.selling.scan("8711000000007")
    terminal.checkout.tender("Cash")
    return terminal.checkout.complete()


@pytest.mark.parametrize("jump", ["years", "autumn", "spring"])
@pytest.mark.parametrize("model", ["upsert", "stored"])
def test_a_clock_that_jumps_moves_no_sale(till: Till, model: Literal["upsert", "stored"], jump: Jump) -> None:
    till.change("terminal", timezone="America/Chicago")
    with serve(Platform(SimulatorConfig(model=model))) as simulator:
        till.talk_to(simulator)
        sold = []
        for _ in range(3):
            with opened_terminal(_settings(till), clock=Jumping(jump)) as terminal:
                terminal.signing.sign_on(CASHIER, PIN, SystemClock().now().date())
                sold += [_sell(terminal) for _ in range(5)]
                terminal.selling.scan("4006381333931")
        with opened_terminal(_settings(till), clock=Jumping(jump)) as terminal:
            terminal.signing.sign_on(CASHIER, PIN, SystemClock().now().date())
            terminal.checkout.tender("Cash")
            sold.append(terminal.checkout.complete())
            terminal.send_pending()
            assert terminal.queue_counts().pending == 0

        platform = simulator.platform
        assert platform.violations == []
        assert {each.transaction_id: platform.effects(each.transaction_id) for each in sold} == {
            each.transaction_id: 1 for each in sold
        }
        assert all(each.modified_time > each.head.open_time for each in sold)
        arrived = [name for request in platform.requests() for name in _named(request.body)]
        assert arrived == [each.transaction_id for each in sold]
    with read_only_journal(_settings(till)) as sales:
        assert (sales.verify_journal(), sales.last(), sales.journal_head().seq) == (None, sold[-1], len(sold))


def _named(body: bytes) -> list[str]:
    payload = json.loads(body)["request_payload"]
    return [each["transaction_id"] for each in payload.get("transactions", [payload])]


def test_a_clock_that_was_set_while_the_till_runs_is_logged(till: Till) -> None:
    clock = Jumping("years")
    with opened_terminal(_settings(till), clock=clock) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, SystemClock().now().date())
        terminal.start_background()
        _sell(terminal)
        terminal.delivery.ask(lambda _: None).result()
    log = (till.data / "logs" / "terminal.log").read_text(encoding="utf-8")
    assert "clock=jumped by=" in log
