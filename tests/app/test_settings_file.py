"""The config file as the till writes it: checked first, whole, with its history."""

from pathlib import Path

import pytest

from pos_terminal.app.settings_file import MOST_KEPT, ConfigFile
from pos_terminal.application.setting_changes import SettingChanges, SettingValue
from pos_terminal.domain.errors import ApprovalNeeded, BadArgument
from pos_terminal.domain.rights import Action
from pos_terminal.settings import read_settings
from tests.application.desk_of import Shop
from tests.presentation.test_back_office import BOSS

TEXT = """[terminal]
store_id = "s"
client_id = "c"
register_id = "r"
[platform]
base_url = "https://a.example"
key = "k"
secret = "hidden"
# one of our own
[sale]
merge_lines = true
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "till.toml"
    path.touch(mode=0o600)
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def shop() -> Shop:
    shop = Shop()
    shop.desk.operator = BOSS
    return shop


def changes(file: Path, shop: Shop, **environment: str) -> SettingChanges:
    return SettingChanges(shop.authority.allow, ConfigFile(file, shop.clock, environment))


def test_a_change_is_journalled_with_what_it_was_and_the_file_before_is_kept(file: Path, shop: Shop) -> None:
    changes(file, shop).change("sale", "label_patterns", ("price 21....{NNNNDD}.",))

    assert read_settings(file, {}).sale.label_patterns == ("price 21....{NNNNDD}.",)
    assert (file.stat().st_mode & 0o077) == 0
    act = shop.acts.entered[-1]
    assert (act.action, act.deed.details) == (
        Action.CHANGE_SETTINGS,
        {"setting": "[sale] label_patterns", "before": "[]", "after": '["price 21....{NNNNDD}."]'},
    )
    (kept,) = (file.parent / "till.history").iterdir()
    assert (kept.name, kept.read_text(encoding="utf-8")) == ("2026-03-04T150211.120000Z.toml", TEXT)
    changes(file, shop).change("platform", "secret", "other")
    assert shop.acts.entered[-1].deed.details["after"] == "a secret"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("sale.label_patterns", ("price 21",), "takes patterns such as"),
        ("sale.colour", "red", "is not a setting"),
        ("nonsense.a", "b", "is not a section"),
        ("screen.theme", "pink", "theme"),
        ("screen.sounds", "yes", "true or false"),
    ],
)
def test_what_the_till_would_not_start_with_is_not_written(
    file: Path, shop: Shop, name: str, value: SettingValue, why: str
) -> None:
    section, _, key = name.partition(".")
    with pytest.raises(BadArgument, match=why):
        changes(file, shop).change(section, key, value)
    assert (file.read_text(encoding="utf-8"), shop.acts.entered) == (TEXT, [])


def test_a_setting_of_the_environment_is_changed_there_and_a_cashier_changes_none(file: Path) -> None:
    shop = Shop().signed_on()
    with pytest.raises(BadArgument, match="POS_TERMINAL_SCREEN__THEME in the environment"):
        changes(file, shop, POS_TERMINAL_SCREEN__THEME="dark").change("screen", "theme", "light")
    with pytest.raises(ApprovalNeeded):
        changes(file, shop).change("screen", "theme", "dark")
    assert (file.read_text(encoding="utf-8"), (file.parent / "till.history").exists()) == (TEXT, False)


def test_the_history_has_an_end(file: Path, shop: Shop) -> None:
    for at in range(MOST_KEPT + 3):
        changes(file, shop).change("screen", "sounds", bool(at % 2))
        shop.clock.forward(1)
    kept = sorted((file.parent / "till.history").iterdir())
    assert (len(kept), "sounds = true" in kept[-1].read_text(encoding="utf-8")) == (MOST_KEPT, True)


def test_a_disk_that_takes_nothing_leaves_the_file_as_it_was(file: Path, shop: Shop) -> None:
    (file.parent / "till.history").write_text("in the way", encoding="utf-8")
    with pytest.raises(BadArgument, match="cannot be written"):
        changes(file, shop).change("screen", "theme", "dark")
    assert file.read_text(encoding="utf-8") == TEXT
    entered = [
        (each.deed.reason, each.deed.details["before"], each.deed.details["after"]) for each in shop.acts.entered
    ]
    light, dark = entered[0][1:]
    assert entered == [("", light, '"dark"'), ("The config file could not be written", dark, light)]


def test_lines_marks_and_readers_of_the_file_stay_as_they_were(file: Path, shop: Shop) -> None:
    before = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    file.write_bytes(before)
    file.chmod(0o644)
    mode = file.stat().st_mode
    changes(file, shop).change("sale", "merge_lines", value=False)
    shop.clock.forward(1)
    changes(file, shop).change("screen", "theme", "dark")
    assert file.read_bytes() == before.replace(b"= true", b"= false") + b'\r\n[screen]\r\ntheme = "dark"\r\n'
    assert file.stat().st_mode == mode
    assert min((file.parent / "till.history").iterdir()).read_bytes() == before
