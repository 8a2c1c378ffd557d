"""How a command fails: one line on stderr that says what is wrong and what to do, and an exit status."""

import sys
from collections.abc import Callable

from pos_terminal.adapters.sqlite.faults import DatabaseUnusable
from pos_terminal.adapters.system import KeysUnusable
from pos_terminal.domain.errors import Refused
from pos_terminal.settings import SettingsUnusable

FAILED = 1
WRONG_USAGE = 2


class CommandFailed(Exception):
    """The work was not done; the message is the line for stderr."""

    status = FAILED


class WrongUsage(CommandFailed):
    """The command was called in a way that means nothing."""

    status = WRONG_USAGE


def said_on_stderr(work: Callable[[], int]) -> int:
    """Run ``work``; what it could not do is said in words, never as a traceback."""
    try:
        return work()
    except SettingsUnusable as error:
        return _say(WRONG_USAGE, str(error))
    except CommandFailed as error:
        return _say(error.status, str(error))
    except (DatabaseUnusable, KeysUnusable, Refused) as error:
        return _say(FAILED, str(error))
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except KeyboardInterrupt:
        return _say(FAILED, "Stopped.")


def _say(status: int, words: str) -> int:
    sys.stderr.write(f"pos-terminal: {words}\n" if "\n" not in words else f"{words}\n")
    return status
