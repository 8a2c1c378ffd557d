"""What the platform is told of the store, by a till's own commands and over real sockets."""

from datetime import datetime
from typing import Any, cast

import pytest

from pos_terminal.adapters.system import SystemClock
from pos_terminal.application.storefacts import too_many
from pos_terminal.simulator import Fault, FaultKind, RunningSimulator
from tests.cli.till import CATALOG, CLOSE, EMPLOYEES, LATTE, SIGN_IN, Step, Till, stocked

GOODS: list[dict[str, Any]] = cast("list[dict[str, Any]]", CATALOG["items"])
SEND: Step = {"do": "send_pending"}


@pytest.fixture
def shop(bare: Till, simulator: RunningSimulator) -> Till:
    """A till that uploads, with catalog and staff, and a platform that answers."""
    bare.talk_to(simulator)
    bare.change("platform", uploads=True)
    bare.change("terminal", timezone="America/New_York")
    return stocked(bare)


def uploads(simulator: RunningSimulator, what: str = "upload_catalog") -> list[Any]:
    return list(simulator.platform.requests(what))


def renamed(name: str) -> dict[str, Any]:
    first, *others = GOODS
    return CATALOG | {"items": [first | {"name": name}, *others]}


def test_what_is_put_in_force_is_what_the_platform_has(shop: Till, simulator: RunningSimulator) -> None:
    records = simulator.platform

    assert {key: row["name"] for key, row in records.catalog.items()} == {
        item["item_id"]: item["name"] for item in GOODS
    }
    assert records.catalog["tea"] == {"item_id": "tea", "sku": "TEA", "name": "Tea", "is_modifier": False}
    assert records.catalog["oat"] == {
        "item_id": "oat",
        "name": "Oat milk",
        "is_modifier": True,
        "modifies_item_ids": ["latte"],
    }
    assert records.categories == {
        "all": {"category_id": "all", "name": "All", "item_ids": ["latte", "muffin", "tea", "apples"]}
    }
    assert records.employees["left"] == {
        "employee_id": "left",
        "first_name": "Gone",
        "last_name": "By",
        "end_date": "2020-01-01T05:00:00.000Z",
    }
    assert records.employees.keys() == {"SYSTEM", "1001", "1002", "3001", "left"}
    assert records.violations == []
    assert shop.run("queue", "status", "--json").json["catalog_upload"]["state"] == "done"


def test_an_unchanged_catalog_is_not_sent_again_and_a_changed_name_alone_is(
    shop: Till, simulator: RunningSimulator
) -> None:
    again = shop.run("catalog", "import", shop.file("again.json", CATALOG), "--json").json["upload"]
    shop.script(SEND)

    assert (again["state"], len(uploads(simulator))) == ("done", 1)
    changed = shop.run("catalog", "import", shop.file("new.json", renamed("Caffè latte"))).out
    assert "The platform has it: 11 items and categories." in changed
    assert (len(uploads(simulator)), simulator.platform.catalog["latte"]["name"]) == (2, "Caffè latte")
    assert shop.run("catalog", "upload").status == 0
    assert len(uploads(simulator)) == 2
    assert shop.run("catalog", "upload", "--force", "--json").json["state"] == "done"
    assert len(uploads(simulator)) == 3


def test_what_cannot_be_sent_waits_and_goes_out_under_its_own_id(shop: Till, simulator: RunningSimulator) -> None:
    simulator.platform.faults.add(Fault(FaultKind.DROP_REPLY, path="upload_catalog"))

    told = shop.run("catalog", "import", shop.file("new.json", renamed("Flat white")))

    assert "It is sent by itself." in told.out
    assert "does not have it yet" in shop.run("queue", "status").out
    shop.script(SEND)
    first, *rest = uploads(simulator)[1:]
    assert rest
    assert {each.body for each in rest} == {first.body}
    assert simulator.platform.catalog["latte"]["name"] == "Flat white"


def test_while_the_platform_is_away_all_that_is_new_waits(bare: Till) -> None:
    bare.change("platform", uploads=True)
    stocked(bare)

    told = bare.run("queue", "status", "--json").json

    assert [told[f"{each}_upload"]["state"] for each in ("catalog", "employees")] == ["waiting", "waiting"]


def test_an_older_upload_is_settled_before_the_next_one_goes(shop: Till, simulator: RunningSimulator) -> None:
    simulator.stop()
    shop.run("catalog", "import", shop.file("one.json", renamed("One")))
    shop.run("catalog", "import", shop.file("two.json", renamed("Two")))
    assert shop.run("catalog", "upload").status == 1
    simulator.start()

    assert shop.run("catalog", "upload").status == 0
    assert [b'"Two"' in each.body for each in uploads(simulator)[1:]] == [False, True]


def test_a_platform_without_the_service_still_takes_sales(shop: Till, simulator: RunningSimulator) -> None:
    simulator.platform.faults.add(Fault(FaultKind.STATUS, path="upload_catalog", status=404))
    ran = shop.run("catalog", "import", shop.file("new.json", renamed("Mocha")), "--json")
    assert (ran.status, ran.json["upload"]["state"]) == (0, "waiting")

    simulator.platform.faults.add(Fault(FaultKind.STATUS, path="upload_catalog", status=404))
    sold = shop.script(SIGN_IN, LATTE, {"do": "tender", "type": "Cash"}, CLOSE, SEND)

    assert (sold[-1]["left"], sold[-1]["state"]["online"]) == (0, True)
    assert len(simulator.platform.transactions) == 1


def test_a_catalog_that_is_too_large_stays_in_force_here_and_says_why_it_is_not_there(
    shop: Till, simulator: RunningSimulator
) -> None:
    large = {"items": [{"item_id": f"I{number}", "name": "Tea", "price": "1.00"} for number in range(10_001)]}

    ran = shop.run("catalog", "import", shop.file("large.json", large), "--json")
    upload = shop.run("catalog", "upload")

    assert (ran.status, ran.json["upload"]["reason"]) == (0, str(too_many(10_001)))
    assert (upload.status, "10,001 items and categories" in upload.err) == (1, True)
    assert len(uploads(simulator)) == 1


def test_somebody_who_is_on_no_list_any_more_has_left(shop: Till, simulator: RunningSimulator) -> None:
    stay = {"employees": [each for each in EMPLOYEES["employees"] if each["employee_id"] != "1002"]}
    before = SystemClock().now()

    shop.run("employees", "import", shop.file("fewer.json", stay))
    gone = datetime.fromisoformat(str(simulator.platform.employees["1002"]["end_date"]))
    shop.run("employees", "import", shop.file("all.json", EMPLOYEES))

    assert abs((gone - before).total_seconds()) < 2 * 86_400
    assert "end_date" not in simulator.platform.employees["1002"]
    assert len(uploads(simulator, "upload_employees")) == 3


def test_another_till_may_do_it(shop: Till, simulator: RunningSimulator) -> None:
    shop.change("platform", uploads=False)

    shop.run("catalog", "import", shop.file("new.json", renamed("Mocha")))
    ran = shop.run("catalog", "upload")

    assert (ran.status, ran.err.count("\n"), len(uploads(simulator))) == (1, 1, 1)
    assert "platform.uploads" in ran.err


def test_the_catalog_before_goes_up_again_when_it_is_put_back(shop: Till, simulator: RunningSimulator) -> None:
    shop.run("catalog", "import", shop.file("new.json", renamed("Mocha")))

    ran = shop.run("catalog", "rollback")

    assert (ran.status, "The platform has it" in ran.out) == (0, True)
    assert simulator.platform.catalog["latte"]["name"] == "Latte"
    assert shop.run("catalog", "rollback", "--json").json["upload"]["state"] == "done"
    assert simulator.platform.catalog["latte"]["name"] == "Mocha"
