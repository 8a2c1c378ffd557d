"""Starts the terminal: the touch screen by default, or one of the commands."""

import sys
from collections.abc import Sequence

from pos_terminal.cli.entry import main as _main


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; its exit status: 0 for success, 1 for a failure of the work, 2 for wrong usage."""
    return _main(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
