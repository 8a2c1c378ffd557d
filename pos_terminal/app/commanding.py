"""Who runs a command: nobody is signed on, so the journal names the account on this machine."""

import getpass
from contextlib import suppress


def system_user() -> str:
    """The account's name; "" where the system knows none."""
    with suppress(OSError, LookupError, ImportError):
        return getpass.getuser()
    return ""
