"""What is piped into a command: UTF-8, whatever the machine's own encoding is."""

import sys

from pos_terminal.cli.failing import CommandFailed


def piped_line(wanted: str) -> str | None:
    """The next line of standard input without its ends; None behind the last. Raises CommandFailed if it is no text."""
    line = sys.stdin.buffer.readline()
    try:
        return line.decode("utf-8-sig").strip() if line else None
    except UnicodeDecodeError as error:
        raise CommandFailed(f"{wanted} on standard input is not UTF-8: {error.reason}.") from error
