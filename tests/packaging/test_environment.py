import subprocess
import sys
from pathlib import Path

import pytest
from workshop.environment import OF_ANOTHER_PYTHON, Environment, prepare
from workshop.machine import ThisMachine
from workshop.pip_progress import run_pip
from workshop.say import Stop

LOCK = "requirements.lock"
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "tiny"
version = "1"
"""
BACKEND = '''
"""Builds the smallest wheel there is: a path to the folder it stands in."""
import os, zipfile
def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "tiny-1-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        wheel.writestr("tiny.pth", os.getcwd())
        wheel.writestr("tiny-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\n")
        wheel.writestr("tiny-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("tiny-1.dist-info/RECORD", "")
    return name
def build_wheel(folder, config_settings=None, metadata_directory=None):
    return build_editable(folder)
'''


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    root = tmp_path / "a checkout"
    (root / "packaging").mkdir(parents=True)
    (root / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (root / "backend.py").write_text(BACKEND, encoding="utf-8")
    (root / "tiny.py").write_text("", encoding="utf-8")
    (root / "packaging" / LOCK).write_text("# nothing to install\n", encoding="utf-8")
    return Environment(root)


def _steps(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line.split()[1] for line in capsys.readouterr().out.splitlines() if line.startswith("== ")]


def test_an_environment_is_made_anew_when_broken_left_alone_after_that_and_filled_again_on_change(
    environment: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.folder.mkdir()
    (environment.folder / "pyvenv.cfg").write_text("home = /gone\n", encoding="utf-8")

    prepare(environment, (LOCK,), ThisMachine())
    assert _steps(capsys) == ["making", "installing", "installing"]
    assert environment.run(("-c", "import tiny")) == 0

    prepare(environment, (LOCK,), ThisMachine())
    assert _steps(capsys) == []

    (environment.root / "packaging" / LOCK).write_text("# nothing to install either\n", encoding="utf-8")
    prepare(environment, (LOCK,), ThisMachine())
    assert _steps(capsys) == ["installing", "installing"]
    assert environment.run(("-c", "import tiny")) == 0


def test_a_file_in_the_way_is_named_and_kept(environment: Environment) -> None:
    environment.folder.write_text("mine", encoding="utf-8")

    with pytest.raises(Stop, match=r"\.venv is in the way"):
        prepare(environment, (LOCK,), ThisMachine())

    assert environment.folder.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_no_environment_is_named_and_kept(environment: Environment) -> None:
    environment.folder.mkdir()
    (environment.folder / "letters.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(Stop, match=r"is no virtual environment"):
        prepare(environment, (LOCK,), ThisMachine())

    assert (environment.folder / "letters.txt").exists()


def test_a_checkout_without_its_lock_is_said_to_be_incomplete(environment: Environment) -> None:
    (environment.root / "packaging" / LOCK).unlink()

    with pytest.raises(Stop, match=r"requirements\.lock is missing"):
        prepare(environment, (LOCK,), ThisMachine())


def test_when_pip_fails_its_last_words_and_one_sentence_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    saying = "print('Collecting a'); print('ERROR: no such hash'); raise SystemExit(1)"

    with pytest.raises(Stop, match="could not be installed"):
        run_pip([sys.executable, "-c", saying], {})

    assert "| ERROR: no such hash" in capsys.readouterr().out


def test_settings_of_another_python_do_not_leak_in(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OF_ANOTHER_PYTHON:
        monkeypatch.setenv(name, "1")

    names = environment.variables()

    assert not names.keys() & set(OF_ANOTHER_PYTHON)
    assert names["PATH"].startswith(str(environment.programs))


@pytest.mark.parametrize(("arguments", "status"), [((), 2), (("tidy",), 2), (("test", "--fast"), 2), (("--help",), 0)])
def test_wrong_usage_is_said_in_words(arguments: tuple[str, ...], status: int) -> None:
    script = Path(__file__).parents[2] / "packaging" / "bootstrap.py"

    done = subprocess.run([sys.executable, str(script), *arguments], capture_output=True, text=True, check=False)

    assert done.returncode == status
    assert "Traceback" not in done.stderr
