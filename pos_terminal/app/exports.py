"""The folder that the manager's desk writes its files into."""

from collections.abc import Callable
from pathlib import Path

from pos_terminal.domain.errors import BadArgument
from pos_terminal.settings import Settings
from pos_terminal.wording import later


def exported(settings: Settings, name: str, write: Callable[[Path], object]) -> str:
    """Write a file of this name into ``exports``, in place of an older one; where it is. Raises BadArgument."""
    path = settings.data_dir / "exports" / name
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write(path)
    except OSError as error:
        why = error.strerror or str(error)
        raise BadArgument(later("{file} cannot be written: {why}."), file=path, why=why) from error
    return str(path)
