"""The folder that the manager's desk writes its files into."""

from collections.abc import Callable
from pathlib import Path

from pos_terminal.domain.errors import BadArgument
from pos_terminal.settings import Settings


def exported(settings: Settings, name: str, write: Callable[[Path], object]) -> str:
    """Write a file of this name into ``exports``, in place of an older one; where it is. Raises BadArgument."""
    path = settings.data_dir / "exports" / name
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write(path)
    except OSError as error:
        raise BadArgument(f"{path} cannot be written: {error.strerror or error}.") from error
    return str(path)
