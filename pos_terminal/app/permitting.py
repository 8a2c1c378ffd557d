"""What asks who may do what, and journals it; built at its first use."""

import sqlite3

from pos_terminal import __version__
from pos_terminal.adapters.sqlite.acts import SqliteActs
from pos_terminal.app.premises import keys
from pos_terminal.app.rules import rights, shoppers
from pos_terminal.application.authority import Authority
from pos_terminal.application.desk import Desk
from pos_terminal.application.ports import Headroom, WriteLock
from pos_terminal.application.tilling import Tilling
from pos_terminal.settings import Settings


def authority(
    settings: Settings, at_desk: tuple[Desk, Tilling], stored: tuple[sqlite3.Connection, WriteLock, Headroom]
) -> Authority:
    """The shop's rights at this desk."""
    connection, lock, room = stored
    acts = SqliteActs(connection, lock, keys(settings).key("journal"), (settings.currency.code, __version__), room)
    return Authority(at_desk[0], acts, at_desk[1], rights(settings), shoppers(settings))
