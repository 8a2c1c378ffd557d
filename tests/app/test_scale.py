"""A scale beside a real terminal: asked over a socket, sold by, let go of, and lost."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest
from pytestqt.qtbot import QtBot

from pos_terminal.app.device_side import device_services
from pos_terminal.app.scale_side import ScaleSide
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.domain.scale_reading import ScaleState
from pos_terminal.settings import read_settings
from tests.app.test_device_screen import UNSEEN
from tests.cli.till import SHOW, SIGN_IN, Till, refused_with
from tests.presentation.screens import AtOnce


@dataclass
class SocketScale:
    """Answers each question by what it is made to show; ``visits`` counts those who came."""

    server: socket.socket
    shows: bytes = b"\x0200.846\r"
    visits: list[bytes] = field(default_factory=list)

    def serve(self) -> None:
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            self.visits.append(b"")
            with line:
                while asked := _heard(line):
                    self.visits[-1] += asked
                    line.sendall(self.shows)

    @property
    def port(self) -> int:
        port: int = self.server.getsockname()[1]
        return port


def _heard(line: socket.socket) -> bytes:
    try:
        return line.recv(1)
    except OSError:
        return b""


@contextmanager
def beside(till: Till) -> Iterator[SocketScale]:
    """A scale that the till's settings name."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        scale = SocketScale(server)
        serving = Thread(target=scale.serve)
        serving.start()
        till.change("scale", driver="network", target=f"127.0.0.1:{scale.port}")
        yield scale
        server.shutdown(socket.SHUT_RDWR)
    serving.join(5)
    assert not serving.is_alive()


def test_a_script_sells_by_the_scale_and_is_told_why_not(till: Till) -> None:
    with beside(till) as scale:
        answers = till.script(
            SIGN_IN,
            {"do": "weigh", "item_id": "apples"},
            {"do": "set_tare", "line_id": "1", "tare": "0.020"},
            {"do": "weigh", "line_id": "1"},
            {"do": "weigh", "item_id": "latte"},
            {"do": "weigh"},
        )
        assert answers[1]["line_id"] == "1"
        assert answers[1]["state"]["lines"][0]["quantity"] == "0.846"
        assert answers[3]["state"]["lines"][0]["quantity"] == "0.826"
        assert refused_with(answers[4], "bad_argument")
        assert refused_with(answers[5], "bad_argument")
        scale.shows = b"\x02?B\r"
        answers = till.script(SIGN_IN, {"do": "weigh", "item_id": "apples"}, SHOW)
        assert refused_with(answers[1], "not_allowed_now")
        assert answers[1]["error"]["message"] == "This is more than the scale can weigh. Weigh it in parts."
        assert len(answers[2]["state"]["lines"]) == 1
    assert set(b"".join(scale.visits)) == {ord("W")}


def test_a_scale_is_asked_while_somebody_looks_and_let_go_of_then(till: Till, qtbot: QtBot) -> None:
    with beside(till) as scale:
        side = ScaleSide(read_settings(till.config, {}))
        assert side.newest().state is ScaleState.ASKED
        qtbot.waitUntil(lambda: side.newest().state is ScaleState.STEADY)
        scale.shows = b"\x02?A\r"
        qtbot.waitUntil(lambda: side.newest().state is ScaleState.MOVING)
        qtbot.waitUntil(lambda: len(scale.visits) == 1 and _is_let_go(scale), timeout=10_000)
        assert side.close()


def _is_let_go(scale: SocketScale) -> bool:
    """Whether another one is served, which is once the till has hung up."""
    try:
        with socket.create_connection(("127.0.0.1", scale.port), timeout=1) as line:
            line.settimeout(0.2)
            line.sendall(b"W")
            return bool(line.recv(1))
    except OSError:
        return False


def test_a_place_that_cannot_be_a_scales_is_told(till: Till) -> None:
    till.change("scale", driver="url", target="gopher://scale")
    side = ScaleSide(read_settings(till.config, {}))
    assert side.steady().sentence.startswith("[scale] 'gopher://scale' is no address of a device")
    assert side.close()
    assert side.steady().state is ScaleState.SILENT


@pytest.mark.parametrize("protocol", ["toledo_8217", "sics"])
def test_a_port_that_is_not_there_is_told_of_the_scale(till: Till, tmp_path: Path, protocol: str) -> None:
    till.change("scale", driver="serial", target=str(tmp_path / "none"), protocol=protocol)
    side = ScaleSide(read_settings(till.config, {}))
    assert side.steady().sentence.startswith(f"The scale at {tmp_path / 'none'} cannot be reached")
    assert side.close()


def test_the_devices_of_a_till_show_what_the_scale_shows(till: Till) -> None:
    with beside(till), opened_terminal(read_settings(till.config, {})) as terminal:
        found = {each.device: each for each in device_services(terminal, AtOnce(), UNSEEN).look()}
        assert (found["scale"].is_well, str(found["scale"].said)) == (True, "shows 0.846 kg")
