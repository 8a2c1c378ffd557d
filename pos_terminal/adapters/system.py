"""The machine itself: its clock, its randomness, and the keys that it keeps for this terminal."""

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pos_terminal.adapters.durable import OWNER_ONLY, sync_file
from pos_terminal.domain.secret import Secret

_KEYRING_SERVICE = "pos_terminal"
_KEY_BYTES = 32


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The wall time, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()


class SystemIds:
    """Random ids."""

    def uuid(self) -> str:
        """A UUID4 (RFC 9562) in its text form."""
        import uuid

        return str(uuid.uuid4())


class SystemChance:
    """Randomness from the operating system."""

    def __init__(self) -> None:
        import random  # loads hashes of its own, and the first screen leaves nothing to chance

        self._source = random.SystemRandom()

    def random(self) -> float:
        """A number from 0 up to, not including, 1."""
        return self._source.random()


class KeysUnusable(Exception):
    """The terminal's keys cannot be read or kept; the sentence says what to do."""


class KeyFile:
    """Keys that this terminal made for itself, in a file that its owner alone may read.

    They sign the journal and pepper the PINs, so they live beside the database, not in it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def make(self, *names: str) -> None:
        """Make the keys of these names that are not there yet, 32 random bytes each. Raises KeysUnusable.

        Only for a terminal without a database: new keys fit none that there is.
        """
        keys = self._read()
        missing = [name for name in names if name not in keys]
        if missing:
            import secrets  # loads much, and is needed once in a terminal's life

            self._write(keys | {name: secrets.token_hex(_KEY_BYTES) for name in missing})

    def key(self, name: str) -> bytes:
        """The key of this name. Raises KeysUnusable, also when there is none."""
        keys = self._read()
        if not keys and not self._path.exists():
            raise KeysUnusable(
                f"{self._path}: the file with the terminal's keys is missing. Restore it from a backup: "
                "without it PINs and the journal cannot be checked."
            )
        if name not in keys:
            raise KeysUnusable(self._broken(f"the key {name!r} is missing"))
        try:
            key = bytes.fromhex(keys[name])
        except ValueError:
            raise KeysUnusable(self._broken("a key in it is not hexadecimal")) from None
        if len(key) != _KEY_BYTES:
            raise KeysUnusable(self._broken("a key in it was cut short"))
        return key

    def _read(self) -> dict[str, str]:
        try:
            text = self._path.read_text(encoding="ascii")
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, UnicodeDecodeError) as error:
            raise KeysUnusable(self._broken(str(error))) from error
        if os.name != "nt" and self._path.stat().st_mode & 0o077:
            raise KeysUnusable(f"{self._path}: others can read the terminal's keys. Close it: chmod 600 {self._path}")
        try:
            keys = json.loads(text)
        except (ValueError, RecursionError):
            raise KeysUnusable(self._broken("it is not JSON")) from None
        if not isinstance(keys, dict) or not all(isinstance(value, str) for value in keys.values()):
            raise KeysUnusable(self._broken("it is not a table of keys"))
        return keys

    def _write(self, keys: dict[str, str]) -> None:
        fresh = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh.unlink(missing_ok=True)
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                json.dump(keys, file)
                file.flush()
                sync_file(file.fileno())
            fresh.replace(self._path)
        except OSError as error:
            raise KeysUnusable(f"{self._path}: the terminal's keys cannot be kept: {error}") from error

    def _broken(self, why: str) -> str:
        return (
            f"{self._path}: the terminal's keys cannot be read ({why}). Bring the file back from a backup: "
            "without it PINs and the journal cannot be checked."
        )


def kept_secret(configured: Secret, key: str) -> Secret:
    """A secret: from the settings, else from the operating system's keyring, where the platform's is under its key.

    An empty secret means that there is none; whoever wants one says so.
    """
    if configured:
        return configured
    import keyring
    from keyring.errors import KeyringError

    try:
        return Secret(keyring.get_password(_KEYRING_SERVICE, key) or "")
    except KeyringError:
        return Secret("")


def local_zone_name(read_link: Callable[[str], str] = os.readlink) -> str:
    """The IANA name of the system's time zone, UTC where it cannot be told."""
    name = os.environ.get("TZ", "").removeprefix(":")
    if name:
        return name if _is_zone(name) else "UTC"
    try:
        name = read_link("/etc/localtime").partition("zoneinfo/")[2]
    except OSError:
        return "UTC"
    return name if _is_zone(name) else "UTC"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return False
    return True
