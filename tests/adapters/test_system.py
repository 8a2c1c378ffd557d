import json
import os
import stat
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from pos_terminal.adapters.system import (
    KeyFile,
    KeysUnusable,
    SystemChance,
    SystemClock,
    SystemIds,
    kept_secret,
    local_zone_name,
)
from pos_terminal.domain.secret import Secret

NO_MODES = pytest.mark.skipif(os.name == "nt", reason="Windows knows no mode of files")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "till" / "keys.json"


def made(path: Path) -> KeyFile:
    keys = KeyFile(path)
    keys.make("journal", "pepper")
    return keys


def test_the_clock_tells_utc_and_never_goes_back() -> None:
    clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.monotonic() <= clock.monotonic()


def test_ids_are_version_4_and_never_the_same() -> None:
    ids = [SystemIds().uuid() for _ in range(100)]
    assert {uuid.UUID(each).version for each in ids} == {4}
    assert len(set(ids)) == 100


def test_chance_is_a_part_of_one() -> None:
    chance = SystemChance()
    assert all(0 <= chance.random() < 1 for _ in range(100))


def test_keys_are_random_and_stay_the_same(path: Path, tmp_path: Path) -> None:
    keys = made(path)
    journal, pepper = keys.key("journal"), keys.key("pepper")
    assert (len(journal), len(pepper)) == (32, 32)
    assert journal != pepper
    made(path)
    assert (KeyFile(path).key("journal"), KeyFile(path).key("pepper")) == (journal, pepper)
    assert made(tmp_path / "other.json").key("journal") != journal


@NO_MODES
def test_the_file_is_its_owners_alone(path: Path) -> None:
    path.parent.mkdir()
    left_over = path.with_name("keys.json.new")
    left_over.touch(mode=0o644)
    made(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not left_over.exists()


@NO_MODES
def test_keys_that_others_can_read_are_refused(path: Path) -> None:
    keys = made(path)
    path.chmod(0o640)
    with pytest.raises(KeysUnusable, match="chmod 600"):
        keys.key("journal")


def test_a_key_is_never_made_up_for_a_database_that_is_there(path: Path) -> None:
    with pytest.raises(KeysUnusable, match=r"keys is missing\. Restore it from a backup"):
        KeyFile(path).key("journal")
    assert not path.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1]",
        b"\xff",
        b'{"journal": 5}',
        b'{"journal": "xyz"}',
        b'{"journal": "abcd"}',
        b'{"journal": "' + b"00" * 31 + b'"}',
        b"[" * 100_000,
    ],
)
def test_a_broken_file_is_refused_and_left_as_it_is(path: Path, content: bytes) -> None:
    made(path)
    path.write_bytes(content)
    with pytest.raises(KeysUnusable, match="keys cannot be read"):
        KeyFile(path).key("journal")
    assert path.read_bytes() == content


def test_a_broken_file_is_not_made_anew(path: Path) -> None:
    made(path)
    path.write_bytes(b"{")
    with pytest.raises(KeysUnusable):
        KeyFile(path).make("journal")
    assert path.read_bytes() == b"{"


def test_what_is_missing_is_added_to_what_is_there(path: Path) -> None:
    keys = KeyFile(path)
    keys.make("journal")
    before = keys.key("journal")
    keys.make("journal", "pepper")
    assert keys.key("journal") == before
    assert set(json.loads(path.read_text())) == {"journal", "pepper"}


def test_keys_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KeysUnusable, match="cannot be kept"):
        KeyFile(tmp_path / "file" / "keys.json").make("journal")


class OneSecret(KeyringBackend):
    """A keyring with one secret in it."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        if username == "locked":
            raise KeyringError("locked")
        return "from the keyring" if (service, username) == ("pos_terminal", "tenant") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringError("read-only")


@pytest.fixture
def _a_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(OneSecret())  # type: ignore[no-untyped-call]  # KeyringBackend has an untyped constructor
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("_a_keyring")
def test_the_platforms_secret_comes_from_the_settings_else_from_the_keyring() -> None:
    assert kept_secret(Secret("mine"), "tenant").reveal() == "mine"
    assert kept_secret(Secret(""), "tenant").reveal() == "from the keyring"
    assert not kept_secret(Secret(""), "somebody else")
    assert not kept_secret(Secret(""), "locked")


def test_a_machine_without_a_keyring_has_no_secret() -> None:
    assert not kept_secret(Secret(""), "tenant")


def test_the_time_zone_is_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TZ", raising=False)
    assert local_zone_name(lambda _: "/usr/share/zoneinfo/Europe/Berlin") == "Europe/Berlin"
    assert local_zone_name(lambda _: "../usr/share/zoneinfo/Etc/UTC") == "Etc/UTC"
    assert local_zone_name(lambda _: "/somewhere/else") == "UTC"

    def no_link(_: str) -> str:
        raise FileNotFoundError

    assert local_zone_name(no_link) == "UTC"


def test_the_variable_tz_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Asia/Tokyo")
    assert local_zone_name() == "Asia/Tokyo"


@pytest.mark.parametrize("name", ["EST5EDT,M3.2.0,M11.1.0", "/etc/localtime", "Nowhere/City", "../x"])
def test_a_zone_that_nobody_knows_counts_as_utc(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("TZ", name)
    assert local_zone_name() == "UTC"
