"""What the terminal stands on before anything is sold: the store's own time, and the keys it made for itself."""

from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from pos_terminal.adapters.system import KeyFile, local_zone_name
from pos_terminal.application.tilling import StoreTime
from pos_terminal.settings import Settings

DATABASE_NAME = "terminal.db"
KEY_NAMES = ("journal", "pepper")
"""The keys that are made together with a database."""


def keys(settings: Settings) -> KeyFile:
    """The keys this terminal made for itself."""
    return KeyFile(settings.data_dir / "keys.json")


def training_mark(settings: Settings) -> Path:
    """The file that says that this till is in training; it lies beside the training's books."""
    return settings.data_dir / "training" / "on"


def store_time(settings: Settings) -> StoreTime:
    """The store's zone, the system's where none is set, and when its business day ends."""
    zone = ZoneInfo(settings.terminal.timezone or local_zone_name())
    return StoreTime(zone, time.fromisoformat(settings.terminal.business_day_ends))
