"""Reads what a screen reader reads of a running program: over AT-SPI, the accessibility bus of a Linux desktop."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Event
from types import TracebackType
from typing import Any

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_ROOT = "/org/a11y/atspi/accessible/root"
_FOCUSABLE, _SHOWING = 11, 25
"""Their bits among the states (AtspiStateType)."""
_CONTROLS = frozenset(
    {
        "check box",
        "combo box",
        "entry",
        "list",
        "list item",
        "page tab",
        "push button",
        "radio button",
        "slider",
        "table",
        "table cell",
        "table column header",
        "text",
        "toggle button",
    }
)
"""The roles of what somebody can work at, and of what they can go through."""
_PATIENCE, _BETWEEN = 20.0, 0.05


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that is shown, as it is told to what assists people."""

    depth: int
    role: str
    name: str
    can_focus: bool

    @property
    def is_control(self) -> bool:
        """Whether somebody can work at it: by its role, or because the focus goes there."""
        return self.role in _CONTROLS or self.can_focus

    def __str__(self) -> str:
        """As a dump has it."""
        return f"{'  ' * self.depth}{self.role} {self.name!r}{' *' if self.can_focus else ''}"


class Bridge(AbstractContextManager["Bridge"]):
    """The connection of one assistive program, on the bus that the desktop's own leads to."""

    def __init__(self, session: str) -> None:
        desktop = open_dbus_connection(session)
        bus = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
        address = desktop.send_and_get_reply(new_method_call(bus, "GetAddress")).body[0]
        desktop.close()
        self._connection = open_dbus_connection(address)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the bus."""
        self._connection.close()

    def shown(self) -> list[Heard]:
        """All that the one program on the bus shows now, once it has told the bus of itself."""
        last, pause = time.monotonic() + _PATIENCE, Event()
        while not (programs := self._children("org.a11y.atspi.Registry", _ROOT)):
            assert time.monotonic() < last, "no program has told the bus of itself"
            pause.wait(_BETWEEN)
        ((name, path),) = programs
        windows = self._children(name, path)
        return [each for window in windows for each in self._below(*window, depth=0)]

    def _below(self, name: str, path: str, depth: int) -> Iterator[Heard]:
        states, *_ = self._asked(name, path, "GetState")[0]
        if not states & 1 << _SHOWING:
            return
        said = self._property(name, path, "Name").strip()
        yield Heard(depth, self._asked(name, path, "GetRoleName")[0], said, bool(states & 1 << _FOCUSABLE))
        for child in self._children(name, path):
            yield from self._below(*child, depth=depth + 1)

    def _children(self, name: str, path: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = self._asked(name, path, "GetChildren")[0]
        return found

    def _property(self, name: str, path: str, what: str) -> str:
        place = DBusAddress(path, bus_name=name, interface="org.freedesktop.DBus.Properties")
        message = new_method_call(place, "Get", "ss", (_ACCESSIBLE, what))
        return str(self._connection.send_and_get_reply(message).body[0][1])

    def _asked(self, name: str, path: str, what: str) -> Any:  # noqa: ANN401  whatever the method answers
        message = new_method_call(DBusAddress(path, bus_name=name, interface=_ACCESSIBLE), what)
        return self._connection.send_and_get_reply(message).body
