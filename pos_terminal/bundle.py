"""Finds the files that travel with the program, so that nothing depends on the folder it is started from."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_IN_A_WHEEL = _PACKAGE / "_bundle"


def bundled(*parts: str) -> Path:
    """The path of a file or folder that travels with the program.

    An installed wheel carries them inside the package; a checkout, and so an editable install, has them beside it.

    Args:
        parts: the way to it from the top: `resources` or `receipts` first, then folders and the name.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    root = _IN_A_WHEEL if _IN_A_WHEEL.is_dir() else _PACKAGE.parent
    path = root.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: this installation is incomplete, install the program again")
    return path
