"""What a certification stands on in tests: settings for a platform of the test's own."""

from dataclasses import replace
from pathlib import Path

from pos_terminal.cli.certify.checklist import CHECKLIST
from pos_terminal.cli.certify.identifiers import SIMULATED, Identifiers
from pos_terminal.cli.certify.item import Item
from pos_terminal.cli.certify.pages import SimulatorPages
from pos_terminal.cli.certify.running import Certification
from pos_terminal.cli.certify.trial import Ground
from pos_terminal.domain.secret import Secret
from pos_terminal.settings.sections import PlatformSettings, Settings, TerminalSettings

Change = dict[str, object]


def settings_for(url: str, folder: Path, **platform: object) -> Settings:
    """A shop's settings, as `certify` reads them; ``platform`` are some of that section."""
    terminal = TerminalSettings("store-77", "client-9", "lane-1", timezone="UTC")
    section = PlatformSettings(url, "demo-key", Secret("demo-secret"))
    return Settings(terminal, replace(section, **platform), folder=folder)


def certification(settings: Settings, known: Identifiers = SIMULATED) -> Certification:
    """A certification on the platform of these settings."""
    return Certification(Ground(settings, known, SimulatorPages.of(settings.platform.base_url), "C0t"))


def item(number: int) -> Item:
    """An item of the checklist."""
    return next(each for each in CHECKLIST if each.number == number)
