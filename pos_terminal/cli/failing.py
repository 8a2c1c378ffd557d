"""How a command fails: one line on stderr that says what is wrong and what to do, and an exit status."""

import os
import sqlite3
import sys
from collections.abc import Callable

from pos_terminal.adapters.sqlite.faults import READING_FAILED, DatabaseUnusable, storage_failure
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
    except (CommandFailed, SettingsUnusable) as error:
        return _say(error.status if isinstance(error, CommandFailed) else WRONG_USAGE, str(error))
    except (DatabaseUnusable, KeysUnusable, Refused, *READING_FAILED) as error:
        return _say(FAILED, in_words(error))
    except BrokenPipeError:
        # Whoever read the output has gone; what is left of it goes nowhere when Python flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        return _say(FAILED, f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.")
    except KeyboardInterrupt:
        return _say(FAILED, "Stopped.")


def in_words(error: Exception) -> str:
    """What is wrong, also where nobody nearer to the database has put its damage in words; one line."""
    if isinstance(error, UnicodeDecodeError):
        return f"Something that was read is no text ({error}). 'doctor' tells whether the database is damaged."
    if isinstance(error, sqlite3.Error):
        failure = storage_failure(error)
        return str(failure or f"The database cannot be read ({error}). Keep its files and call for support.")
    return str(error)


def say(words: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"pos-terminal: {words}\n" if "\n" not in words else f"{words}\n")


def _say(status: int, words: str) -> int:
    say(words)
    return status
