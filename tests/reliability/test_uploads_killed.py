"""A till is killed at every moment of an upload: the platform ends up with what is in force, and has it once."""

import json
import shutil
from collections import Counter
from dataclasses import dataclass, field
from datetime import time
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from pos_terminal.adapters.sessionm.mapping import WireSettings
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sqlite.employees import SqliteStaff
from pos_terminal.adapters.sqlite.pin_hashing import PinHashing
from pos_terminal.adapters.sqlite.roster import SqliteRoster
from pos_terminal.adapters.sqlite.uploads import SqliteUploads
from pos_terminal.adapters.system import SystemIds
from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Outcome, Reply
from pos_terminal.application.routine import DailyHour
from pos_terminal.application.storefacts import EmployeesFact
from pos_terminal.application.upload_ports import Subject, UploadState
from pos_terminal.application.uploading import Uploading, UploadPorts
from pos_terminal.domain.staff import Employee
from tests.application.fakes import FakeClock
from tests.reliability.killing import Bug, Killer, dying, ended_by
from tests.reliability.till import Lane

ANN, BEN = Employee("1", "Ann", "Lee"), Employee("2", "Ben", "Kim")
NOON = DailyHour(ZoneInfo("UTC"), time(12))


@dataclass
class Outside:
    """Implements `Metadata`: a platform that writes down all that reaches it, and remembers the ids."""

    path: Path
    killer: Killer = field(default_factory=Killer)

    def upload(self, request: Request) -> Reply:
        self.killer.moment()
        with self.path.open("a", encoding="utf-8") as book:
            book.write(json.dumps([request.request_id, request.body.decode()]) + "\n")
        self.killer.moment()
        return Reply(Outcome.DONE)

    @property
    def posted(self) -> list[tuple[str, str]]:
        lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []
        return [(request_id, body) for request_id, body in map(json.loads, lines)]


def life(folder: Path, killer: Killer, staff: list[Employee] | None) -> None:
    """One start of the till, which puts these employees in force and tells the platform all that it does not have."""
    database = Lane(folder, factory=dying(killer), moment=killer.moment).opened()
    connection, clock = database.connect(), FakeClock()
    if staff:
        SqliteStaff(connection, database.lock, clock, PinHashing(b"pepper")).replace(staff)
    wire = SessionMWire(WireSettings("store-77", "client-9", "en_US"))
    fact = EmployeesFact(SqliteRoster(connection), wire, "SYSTEM", (NOON.zone, NOON))
    uploads = SqliteUploads(connection, database.lock)
    uploading = Uploading(UploadPorts(uploads, Outside(folder / "outside", killer), clock, SystemIds()), (fact,))
    while uploading.step():
        pass
    assert uploads.standing(Subject.EMPLOYEES).state is UploadState.DONE
    database.close()


def what_does_not_hold(folder: Path) -> list[str]:
    """After a killed life and one that came to its end: what of the promise is broken."""
    posted = Outside(folder / "outside").posted
    contents = {body.replace(request_id, "", 1) for request_id, body in posted}
    effects = Counter(body.replace(request_id, "", 1) for request_id, body in dict(posted).items())
    broken = []
    if len({request_id for request_id, _ in posted}) != len(set(posted)):
        broken.append("an id had two contents")
    if not posted or '"first_name":"Ben"' not in posted[-1][1]:
        broken.append("the platform does not have what is in force")
    if len(contents) != 2 or max(effects.values()) != 1:
        broken.append(f"something had an effect more than once: {max(effects.values())}")
    return broken


@dataclass
class Rig:
    """A till that has told of Ann alone, and then hears of Ben."""

    folder: Path
    bug: Bug | None = None

    def __post_init__(self) -> None:
        life(self.folder / "before", Killer(), [ANN])

    def killed_at(self, moment: int) -> list[str]:
        """What does not hold after death at this moment and one more start; None of it where it came to its end."""
        folder = self.folder / "lane"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder / "before", folder)
        killer = Killer(moment, self.bug)
        self.ended = not ended_by(partial(life, folder, killer, [ANN, BEN]), self.folder / "fault")
        again = None if Outside(folder / "outside").posted[1:] else [ANN, BEN]
        assert ended_by(partial(life, folder, Killer(bug=self.bug), again), self.folder / "fault") == 0
        return what_does_not_hold(folder)

    def run(self) -> tuple[int, list[str]]:
        """How many moments there were, and all that did not hold."""
        moment, broken = 0, []
        self.ended = False
        while not self.ended:
            moment += 1
            broken += [f"killed at {moment}: {each}" for each in self.killed_at(moment)]
        return moment - 1, broken


def test_a_kill_at_any_moment_of_an_upload_loses_and_doubles_nothing(tmp_path: Path, figures: Counter[str]) -> None:
    moments, broken = Rig(tmp_path).run()

    assert not broken
    assert moments > 60
    figures["kill points"] += moments


def test_an_upload_that_is_forgotten_once_it_was_tried_is_found(tmp_path: Path) -> None:
    forgets = "UPDATE upload SET state = 'retired', body = NULL WHERE state = 'open' AND tries > 0"
    rig = Rig(tmp_path, Bug("definite, empty FROM upload", first=(forgets,)))

    found = next((broken for broken in map(rig.killed_at, range(1, 200)) if broken), [])

    assert found == ["something had an effect more than once: 2"]
