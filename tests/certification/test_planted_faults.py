"""Each item can fail: a terminal, a platform or a record that is wrong is noticed by the item that is about it."""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pos_terminal.adapters.sessionm.recording import Exchanged
from pos_terminal.cli.certify.trial import Trial
from pos_terminal.simulator import Platform, Request, SimulatorConfig, serve
from pos_terminal.simulator.replies import Reply, accepted, refused
from tests.certification.shops import certification, item, settings_for

Alter = Callable[[str, bytes], bytes]
"""From an endpoint and the bytes that went there to the bytes that are recorded in their stead."""


class Altered(list[Exchanged]):
    """A record that a bug of the terminal could have left."""

    def __init__(self, alter: Alter) -> None:
        super().__init__()
        self._alter = alter

    def append(self, exchanged: Exchanged) -> None:
        endpoint = exchanged.path.rpartition("/")[2]
        super().append(replace(exchanged, sent=self._alter(endpoint, exchanged.sent)))


class Idle(Platform):
    """Says yes to an unlock, and does nothing."""

    def exchange(self, request: Request) -> Reply:
        if request.path.endswith("/unlock"):
            return accepted(None)
        return super().exchange(request)


class Forgetful(Platform):
    """Does what it is asked to, as often as it is asked: it remembers no request."""

    def exchange(self, request: Request) -> Reply:
        try:
            return super().exchange(request)
        finally:
            self.forget_request_ids()


class Vague(Platform):
    """Refuses lookups in a way that nobody has published."""

    def exchange(self, request: Request) -> Reply:
        reply = super().exchange(request)
        is_empty = request.path.endswith("/lookup") and b'"users":[]' in reply.body
        return refused("ODD", "Try again.", 200) if is_empty else reply


class Generous(Platform):
    """Says nothing of the units that a discount is for."""

    def exchange(self, request: Request) -> Reply:
        reply = super().exchange(request)
        body = re.sub(rb'"discounted_line_id_quantities":\["1"\]', b'"discounted_line_id_quantities":null', reply.body)
        return replace(reply, body=body)


class Lavish(Platform):
    """Gives more off than there is on the sale."""

    def exchange(self, request: Request) -> Reply:
        reply = super().exchange(request)
        body = re.sub(rb'("amount":\d)', rb"\g<1>99", reply.body) if request.path.endswith("/lock") else reply.body
        return replace(reply, body=body)


class Deaf(Platform):
    """Says yes to a batch, and does not read it."""

    def exchange(self, request: Request) -> Reply:
        if request.path.endswith("/send_batch_transaction"):
            return accepted(None)
        return super().exchange(request)


class Talkative(Platform):
    """Tells what nobody knows of a member."""

    def exchange(self, request: Request) -> Reply:
        reply = super().exchange(request)
        return replace(reply, body=reply.body.replace(b'"profile_fields":{}', b'"profile_fields":{"tier":"Gold"}'))


def changed(before: str, after: str, *endpoints: str) -> Alter:
    """Text that is recorded otherwise, of requests to these endpoints or to all."""

    def alter(endpoint: str, sent: bytes) -> bytes:
        if endpoints and endpoint not in endpoints:
            return sent
        return re.sub(before.encode(), after.encode(), sent)

    return alter


def numbered(name: str, *endpoints: str) -> Alter:
    """No two requests to these endpoints have the same in this field."""
    numbers, found = itertools.count(1), re.compile(rf'"{name}":"[^"]*"'.encode())

    def alter(endpoint: str, sent: bytes) -> bytes:
        return found.sub(f'"{name}":"{next(numbers)}"'.encode(), sent) if endpoint in endpoints else sent

    return alter


def as_it_was(_endpoint: str, sent: bytes) -> bytes:
    return sent


@dataclass(frozen=True)
class Plant:
    """A mistake, and the item that is about it."""

    number: int
    what: str
    alter: Alter = as_it_was
    platform: type[Platform] = Platform
    config: SimulatorConfig = field(default_factory=SimulatorConfig)
    settings: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.number} {self.what}"


A_UUID = "3b1f7c52-0000-4000-8000-00000000a012"
SENDS = ("send_transaction", "send_batch_transaction")
PLANTS = [
    Plant(1, "an empty array is left out", changed(r',"discounts":\[\]', "")),
    Plant(1, "the store is another one", changed("store-77", "store-78")),
    Plant(2, "no milliseconds", changed(r"(\d\d:\d\d:\d\d)\.\d{3}Z", r"\1Z", *SENDS)),
    Plant(2, "local time", changed(r"T06:59", "T01:59", *SENDS)),
    Plant(3, "more paid than was due", changed(r'"amount":', '"amount":1', *SENDS)),
    Plant(3, "an amount as a text", changed(r'"tax_total":([0-9.]+)', r'"tax_total":"\1"', *SENDS)),
    Plant(4, "another open_time at the end", changed(r'"open_time":"20', '"open_time":"21', *SENDS)),
    Plant(4, "a line id that moved", changed(r'"line_id":"2"', '"line_id":"1"', *SENDS)),
    Plant(5, "a modifier of nothing", changed(r',"modifies_line_id":"\d+"', "", *SENDS)),
    Plant(6, "an unknown key is dropped", changed(r',"badge":null', "", *SENDS)),
    Plant(7, "discounts of more than there is", platform=Lavish),
    Plant(9, "two arguments", changed(r'"phone":"(\d+)"', r'"phone":"\1","email":"a@example.com"', "lookup")),
    Plant(10, "a plus sign", changed(r'"phone":"1', '"phone":"+1', "lookup")),
    Plant(11, "a refusal that nobody published", platform=Vague),
    Plant(14, "unlocks that do nothing", platform=Idle),
    Plant(15, "a profile that the terminal makes up", platform=Talkative),
    Plant(17, "each lock for another sale", numbered("transaction_id", "lock")),
    Plant(18, "unlocks that do nothing", platform=Idle),
    Plant(20, "unlocks that do nothing", platform=Idle),
    Plant(21, "no units", platform=Generous),
    Plant(22, "a retry with other bytes", numbered("pos_employee_id", "lock")),
    Plant(24, "other bytes after the restart", numbered("pos_employee_id", "lock")),
    Plant(29, "requests that are not remembered", platform=Forgetful),
    Plant(30, "unlocks that do nothing", platform=Idle),
    Plant(34, "a return that opens anew", numbered("open_time", *SENDS)),
    Plant(34, "what was paid stays", changed(r'("payment_id":"1","amount":)[0-9.]+', r"\g<1>99", *SENDS)),
    Plant(35, "parts from nowhere", changed(r',"from_transaction_id":"[^"]*"', "", *SENDS)),
    Plant(35, "a tax for each part", changed(r'"tax_total":0', '"tax_total":1', *SENDS)),
    Plant(35, "each lock for another sale", numbered("transaction_id", "lock")),
    Plant(36, "one code for both", changed(r'"receipt_code":"[^"]*"', f'"receipt_code":"{A_UUID}"', *SENDS)),
    Plant(38, "the code on the payment", settings={"single_tender_code_on": "payment"}),
    Plant(39, "the whole address is sent", changed(r'_code":"', '_code":"https://r.example.com/', *SENDS)),
    Plant(42, "batches that are lost", platform=Deaf),
    Plant(43, "batches of five at the most", config=SimulatorConfig(batch_limit=5)),
    Plant(49, "requests that are not remembered", platform=Forgetful, config=SimulatorConfig(model="stored")),
    Plant(56, "a leaver who never left", changed("end_date", "start_date")),
    Plant(57, "another culture", changed("ja_JP", "en_US")),
]


@pytest.mark.parametrize(
    "plant",
    [
        plant if number % 2 else pytest.param(plant, marks=pytest.mark.soak)  # the others in long runs
        for number, plant in enumerate(PLANTS)
    ],
    ids=str,
)
def test_the_item_that_is_about_it_fails(plant: Plant, folder: Path) -> None:
    with serve(plant.platform(plant.config)) as running:
        run = certification(settings_for(running.url, folder, **plant.settings))
        run.prepare()
        trial = Trial(ground=run.ground, folder=folder, name="p", exchanges=Altered(plant.alter))

        reason = run.run(item(plant.number), trial)

    assert reason.startswith("expected: ")
    assert "; came: " in reason
    assert "the item runs to its end" not in reason, "it stumbled, where it should have told"
