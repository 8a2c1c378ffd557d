"""What every command is told before its name: which config file, which data folder, how much to log."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pos_terminal.settings import Settings, SettingsUnusable, read_settings

if TYPE_CHECKING:
    import typer

CONFIG_NAME = "pos-terminal.toml"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
TAKES_A_VALUE = frozenset({"--config", "--data-dir", "--log-level"})
"""The options before the command; the word behind one is not the command."""


class Options(NamedTuple):
    """The options before the command."""

    config: Path | None = None
    data_dir: Path | None = None
    log_level: str = "INFO"

    def config_path(self) -> Path:
        """The config file: the named one, else POS_TERMINAL_CONFIG, else this folder's, else the user's own."""
        if self.config is not None:
            return self.config
        named = os.environ.get("POS_TERMINAL_CONFIG")
        if named:
            return Path(named)
        here = Path(CONFIG_NAME)
        if here.exists():
            return here
        import platformdirs

        users = platformdirs.user_config_path("pos-terminal") / CONFIG_NAME
        return users if users.exists() else here

    def settings_if_any(self) -> Settings | None:
        """The settings; None where no config file was named and there is none. Raises SettingsUnusable."""
        is_named = self.config is not None or bool(os.environ.get("POS_TERMINAL_CONFIG"))
        return self.settings() if is_named or self.config_path().exists() else None

    def settings(self) -> Settings:
        """The settings, with the data folder that was named. Raises SettingsUnusable."""
        settings = read_settings(self.config_path())
        if self.data_dir is None:
            return settings
        try:
            folder = str(self.data_dir.expanduser().resolve())
        except (RuntimeError, ValueError) as error:
            raise SettingsUnusable([f"--data-dir {self.data_dir} cannot be a folder: {error}"]) from None
        return replace(settings, terminal=replace(settings.terminal, data_dir=folder))


def given(context: "typer.Context") -> Options:
    """The options that stood before the command."""
    options = context.find_object(Options)
    return options if options is not None else Options()
