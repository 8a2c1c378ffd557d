"""The shop's settings: frozen values, and how they are read."""

from pos_terminal.settings.kiosk_section import KIOSK
from pos_terminal.settings.reading import SettingsUnusable, read_settings
from pos_terminal.settings.sections import Settings

__all__ = ["KIOSK", "Settings", "SettingsUnusable", "read_settings"]
