import re
import shutil
from pathlib import Path

import pytest
from workshop.lock import LOCKS, locks_out_of_step

from tests.architecture.source import ROOT

PIN = re.compile(r"^[a-z0-9.-]+(\[[a-z0-9,-]+\])?==[^ ]+( ; .+)? \\$", re.MULTILINE)
REQUIREMENT = re.compile(r"^[a-z0-9]", re.MULTILINE)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "packaging", tmp_path / "packaging")
    return tmp_path


def test_the_locks_are_for_what_pyproject_names() -> None:
    assert locks_out_of_step(ROOT) == []


@pytest.mark.parametrize("group", ["dependencies = [", "dev = ["])
def test_a_new_dependency_puts_the_locks_out_of_step(checkout: Path, group: str) -> None:
    pyproject = checkout / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8")
    pyproject.write_text(text.replace(group, f'{group}\n  "leftpad>=1",', 1), encoding="utf-8")

    assert locks_out_of_step(checkout) == list(LOCKS)


def test_a_setting_of_a_tool_leaves_the_locks_in_step(checkout: Path) -> None:
    pyproject = checkout / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8")
    pyproject.write_text(text.replace("line-length = 120", "line-length = 100"), encoding="utf-8")

    assert locks_out_of_step(checkout) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_and_hashed_and_comes_from_nowhere_in_particular(lock: str) -> None:
    text = (ROOT / "packaging" / lock).read_text(encoding="utf-8")

    assert len(PIN.findall(text)) == len(REQUIREMENT.findall(text)) > 0
    assert text.count(" --hash=sha256:") >= len(REQUIREMENT.findall(text))
    assert "://" not in text


def test_the_notices_name_every_package_that_a_till_runs_on() -> None:
    lock = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    notices = (ROOT / "packaging" / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")

    names = set(re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE))
    assert names == set(re.findall(r"^\| ([a-z0-9.-]+) \| [A-Z]", notices, re.MULTILINE))
