"""Pictures of offers in the real window, from hosts that mean well and from hosts that do not."""

import gzip
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.app.demonstration import DemoStore, demo_store
from pos_terminal.presentation.member_state import CardTone
from pos_terminal.presentation.places import Place
from pos_terminal.settings import Settings
from pos_terminal.ui.widgets.offer_card import OfferCardButton
from tests.adapters.sessionm.hostile import Behaviour, Hostile, Talk, answering, hostile, response
from tests.app.lanes import Lane, opened_lane
from tests.pictures import NO_PICTURES, PNG, SVG

COFFEE = "$2 off a coffee"
pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")  # Qt's readers say what they think of a broken picture


@dataclass(frozen=True, slots=True)
class PicturedStore(DemoStore):
    """The sample store, with pictures of offers from these hosts alone."""

    hosts: tuple[str, ...] = ()

    def settings(self, register_id: str, driver: str, receipts: Path) -> Settings:
        settings = DemoStore.settings(self, register_id, driver, receipts)
        return replace(settings, platform=replace(settings.platform, offer_picture_hosts=self.hosts))


@dataclass(frozen=True, slots=True)
class Shops:
    """Opens lanes whose one pictured offer has its picture on a host that behaves in a certain way."""

    qapp: QApplication
    qtbot: QtBot
    folder: Path

    @contextmanager
    def lane(self, behaviour: Behaviour, url: str = "") -> Iterator[tuple[Lane, Hostile]]:
        """``url`` stands in for the picture's address on the host."""
        with hostile(behaviour) as server, demo_store() as store:
            platform = store.simulator.platform
            for held in platform.offers.values():
                address = (url or f"{server.url}/cup.png") if held.user_offer_id == "uo-101" else None
                platform.issue_offer(replace(held, offer=replace(held.offer, image_url=address)))
            pictured = PicturedStore(store.simulator, store.folder, (server.url.removeprefix("http://"),))
            with opened_lane(pictured, self.folder, self.qapp, self.qtbot) as lane:
                yield lane, server
            assert platform.violations == []


@pytest.fixture
def shops(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Shops:
    return Shops(qapp, qtbot, tmp_path)


def panel_card(lane: Lane) -> OfferCardButton:
    """The coffee's card in the member's panel."""
    lane.tap("Ava M.")
    lane.until(lambda: lane.shows("Remove member"))
    return lane.card(COFFEE)


def settled(card: OfferCardButton) -> Callable[[], bool]:
    """Whether the card has been where it is for five looks: a scroll bar comes one turn of the event loop late."""
    seen: list[QRect] = []

    def holds() -> bool:
        seen.append(card.geometry())
        return seen[-5:] == [card.geometry()] * 5

    return holds


def logged(lane: Lane) -> str:
    """What is in the till's log."""
    return "".join(each.read_text("utf-8") for each in (lane.terminal.settings.data_dir / "logs").iterdir())


def sell(lane: Lane) -> None:
    """Apply the offer and pay, as if there were no pictures."""
    lane.until(lambda: lane.card(COFFEE).card.action is not None and not lane.card(COFFEE).card.busy)
    lane.tap_card(COFFEE)
    lane.until(lambda: lane.card(COFFEE).card.tone is CardTone.HELD)
    lane.tap("Card ")
    lane.until(lambda: lane.till.shell.place is Place.CHANGE)


def test_a_card_keeps_its_form_when_its_picture_comes(shops: Shops) -> None:
    sent = Event()

    def late(talk: Talk) -> None:
        talk.request()
        sent.wait(30)
        talk.send(response(PNG, media="image/png"))

    with shops.lane(late) as (lane, server):
        lane.find_ava()
        card = panel_card(lane)
        lane.until(lambda: len(server.requests) == 1 and card.card.value == "−2.00")
        lane.until(settled(card))
        before, form = card.grab().toImage(), (card.geometry(), card.card.name, card.card.state)
        assert card.card.picture == b""
        sent.set()
        lane.until(lambda: bool(card.card.picture))

        after = card.grab().toImage()
        middle = QPoint(card.height() // 2 - 6, card.height() // 2 - 8)
        assert (card.geometry(), card.card.name, card.card.state) == form
        assert QColor(after.pixel(middle)).red() > 240 > QColor(before.pixel(middle)).red()
        words = card.rect().adjusted(90, 0, 0, 0)
        assert after.copy(words) == before.copy(words)


def test_a_sale_waits_for_no_picture(shops: Shops) -> None:
    held = Event()

    def holding(talk: Talk) -> None:
        talk.request()
        held.wait(30)
        talk.send(response(PNG, media="image/png"))

    with shops.lane(holding) as (lane, server):
        lane.find_ava()
        lane.until(lambda: len(server.requests) == 1)
        seen: list[str] = []
        lane.till.asking.run(lambda: logged(lane), seen.append, lambda _: None)
        lane.until(lambda: bool(seen))
        assert "picture=none" not in seen[0]
        sell(lane)
        held.set()


def redirecting(talk: Talk) -> None:
    talk.request()
    talk.send(response(b"", "Location: http://192.0.2.1/cup.png", status="302 Found", media="image/png"))


def pouring(talk: Talk) -> None:
    talk.request()
    talk.send(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n")
    for _ in range(640):
        talk.send(bytes(16384))


def dribbling(talk: Talk) -> None:
    talk.request()
    talk.send(response(PNG, media="image/png")[:90])
    talk.drip(PNG)


BAD: dict[str, Behaviour] = {
    "redirects to another host": redirecting,
    "pours ten megabytes": pouring,
    "dribbles": dribbling,
    "packs a bomb": answering(response(gzip.compress(bytes(1 << 26)), "Content-Encoding: gzip", media="image/png")),
    "serves HTML": answering(response(b"<html></html>", media="text/html")),
    "serves SVG": answering(response(SVG, media="image/svg+xml")),
    "calls an SVG a PNG": answering(response(SVG, media="image/png")),
    "serves a broken PNG": answering(response(NO_PICTURES["spoilt"], media="image/png")),
    "serves a PNG as large as a house": answering(response(NO_PICTURES["as large as a house"], media="image/png")),
    "has none": answering(response(b"", status="404 Not Found", media="text/html")),
    "hangs up": lambda talk: talk.hang_up(),
}


@pytest.mark.parametrize("name", BAD)
def test_a_host_that_means_no_good_costs_a_placeholder_and_nothing_else(
    shops: Shops, figures: Counter[str], name: str
) -> None:
    figures["hostile-picture cases"] += 1
    with shops.lane(BAD[name]) as (lane, _server):
        lane.find_ava()
        lane.until(lambda: "picture=none host=127.0.0.1 failures=1 why=" in logged(lane))
        assert lane.card(COFFEE).card.picture == b""
        assert lane.terminal.notices() == ()
        sell(lane)
        assert [each.name for each in (lane.terminal.settings.data_dir / "pictures").glob("*")] == []


def test_a_host_that_is_not_listed_is_not_asked(shops: Shops) -> None:
    good = answering(response(PNG, media="image/png"))
    with hostile(good) as other, shops.lane(good, f"{other.url}/cup.png") as (lane, server):
        lane.find_ava()
        sell(lane)
        assert (server.connections, other.connections) == (0, 0)


def test_the_sample_store_shows_pictures_of_its_own_offers(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot) as lane:
        lane.find_ava()
        lane.until(lambda: bool(lane.card(COFFEE).card.picture))
        kept = [each.name for each in (lane.terminal.settings.data_dir / "pictures").iterdir()]
        assert kept
        assert not any("cup" in name or "ava" in name.lower() for name in kept)
        assert store.simulator.platform.violations == []
