"""The settings of a kiosk, where shoppers sell to themselves."""

from dataclasses import field

from pos_terminal.domain.secret import Secret
from pos_terminal.settings.checks import all_of, between, host_and_port, hosts_and_ports, inches, one_of
from pos_terminal.settings.declaring import Section, section, setting
from pos_terminal.wording import LANGUAGES

KIOSK = "kiosk"
"""The `mode` of a terminal that shoppers work themselves."""


@section
class KioskSettings(Section):
    """How a kiosk treats its shoppers, and where its panel hangs."""

    languages: tuple[str, ...] = setting(("en", "es", "fr", "de", "pt", "ar", "ja"), all_of(*LANGUAGES))
    idle_seconds: int = setting(60, between(20, 600))
    idle_seconds_slow: int = setting(150, between(60, 1200))
    receipt_seconds: int = setting(12, between(5, 120))
    remove_line: bool = setting(True)
    bag_item: str = setting("")
    staffed: str = setting("")
    panel_inches: str = setting("21.5", inches)
    panel_bottom_mm: int = setting(800, between(0, 2000))
    viewing_mm: int = setting(600, between(200, 2000))
    speech: str = setting("none", one_of("none", "speech_dispatcher"))
    reader: str = setting("right", one_of("right", "left", "below"))


@section
class AttendanceSettings(Section):
    """How shoppers' requests reach other terminals of the staff; nothing is open unless the shop says so."""

    listen: str = setting("", host_and_port)
    kiosks: tuple[str, ...] = setting((), hosts_and_ports)
    secret: Secret = field(default=Secret(""), metadata={"checks": ()})
