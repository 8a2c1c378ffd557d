"""The simulator's own pictures: there for its sample offers, and outside everything that is counted or planned."""

from collections.abc import Iterator
from io import BytesIO

import httpx
import pytest
from PIL import Image

from pos_terminal.simulator import Fault, FaultKind, Platform, RunningSimulator, serve
from tests.simulator.till import AVA, JSON, Till


@pytest.fixture
def simulator(platform: Platform) -> Iterator[RunningSimulator]:
    with serve(platform) as running:
        yield running
    assert running.failures == []


def pictures_of(platform: Platform) -> set[str]:
    return {held.offer.image_url or "" for held in platform.offers.values()}


def test_every_picture_of_a_sample_offer_is_there(simulator: RunningSimulator) -> None:
    own = {each for each in pictures_of(simulator.platform) if each.startswith("/")}

    assert len(own) > 3
    for path in own:
        answer = httpx.get(simulator.url + path, trust_env=False)
        assert answer.headers["content-type"] == "image/png"
        assert len(answer.content) < 20_000
        with Image.open(BytesIO(answer.content)) as image:
            assert image.size == (256, 256)


@pytest.mark.parametrize(
    "path", ["/pictures/", "/pictures/../seed.json", "/pictures/nobody.png", "/pictures/cup.png/x"]
)
def test_there_is_nothing_else_behind_them(simulator: RunningSimulator, path: str) -> None:
    assert httpx.get(simulator.url + path, trust_env=False).status_code == 404


def test_pictures_are_neither_recorded_nor_disturbed(simulator: RunningSimulator) -> None:
    simulator.platform.faults.add(Fault(FaultKind.REFUSE, count=1))
    assert httpx.get(f"{simulator.url}/pictures/cup.png", trust_env=False).status_code == 200

    assert simulator.platform.requests() == []
    assert simulator.platform.violations == []


def test_an_offers_picture_is_where_the_caller_found_the_platform(simulator: RunningSimulator) -> None:
    body = Till(simulator.platform).body({"user_id": AVA})
    answer = httpx.post(f"{simulator.url}/api/2.0/lookup", content=body, headers=JSON, trust_env=False)

    (user,) = answer.json()["payload"]["users"]
    addresses = [each["image_url"] for each in user["offers"] if each["image_url"]]
    assert f"{simulator.url}/pictures/cup.png" in addresses
    assert all(httpx.get(each, trust_env=False).status_code == 200 for each in addresses)
