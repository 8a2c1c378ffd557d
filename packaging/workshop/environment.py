"""The checkout's own `.venv`: made, filled with exactly the locked packages, and left alone while nothing changed."""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from workshop.machine import Machine, provide_venv
from workshop.pip_progress import run_pip
from workshop.say import Stop, say, step

RUNTIME = ("requirements.lock", "requirements-build.lock")
EVERYTHING = ("requirements.lock", "requirements-dev.lock")
"""The lock files in packaging/ that `demo`, and that the checks, stand on."""

# The locks name every package there is to install, so pip resolves nothing: older ones (23.2, of Python 3.11.7) would
# ask for the newest release of a package that is pinned without the extra another one wants, and refuse it unpinned.
INSTALL_LOCKED = ("install", "--require-hashes", "--no-deps", "--only-binary", ":all:")
INSTALL_CHECKOUT = ("install", "--no-deps", "--no-build-isolation", "--editable")
PIP_SETTINGS_THAT_LEAD_ELSEWHERE = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_NO_BINARY", "PIP_REQUIREMENT")
# Without bytecode every process of a test run compiles the program, its tests and pytest's rewriting of them anew.
OF_ANOTHER_PYTHON = ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
STAMP = "pos-terminal.json"
ANSWER_SECONDS = 60
"""How long a Python may take to say its version before it counts as broken; a cold disk takes seconds."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The virtual environment of a checkout."""

    root: Path

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.root / ".venv"

    @property
    def programs(self) -> Path:
        """Where its programs lie."""
        return self.folder / ("Scripts" if platform.system() == "Windows" else "bin")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.programs / ("python.exe" if platform.system() == "Windows" else "python")

    def variables(self) -> dict[str, str]:
        """The environment variables for what runs in it: nothing of another Python leaks in."""
        kept = {name: value for name, value in os.environ.items() if name not in OF_ANOTHER_PYTHON}
        kept["VIRTUAL_ENV"] = str(self.folder)
        kept["PATH"] = os.pathsep.join((str(self.programs), os.environ.get("PATH", os.defpath)))
        return kept

    def run(self, arguments: Sequence[str], extra: dict[str, str] | None = None) -> int:
        """Runs its interpreter from the checkout's root; returns the exit status."""
        command = [str(self.python), *arguments]
        return subprocess.run(command, cwd=self.root, env=self.variables() | (extra or {}), check=False).returncode


def prepare(environment: Environment, locks: Sequence[str], machine: Machine) -> None:
    """Makes the environment hold what the locks say, and the checkout itself.

    Raises:
        Stop: it cannot be made or filled.
    """
    wanted = _wanted(environment.root, locks)
    answer = _version_of(environment)
    if answer == wanted["python"] and _is_filled(_stamp(environment), wanted):
        return
    if answer != wanted["python"]:
        _make(environment, answer, machine)
    (environment.folder / STAMP).unlink(missing_ok=True)
    _fill(environment, locks)
    (environment.folder / STAMP).write_text(json.dumps(wanted, indent=1), encoding="utf-8")


def _wanted(root: Path, locks: Sequence[str]) -> dict[str, str]:
    pyproject = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    build = {name: pyproject.get(name) for name in ("project", "build-system")}
    wanted = {
        "python": platform.python_version(),
        "root": str(root),  # an environment does not survive being moved
        "build": _digest(json.dumps(build, sort_keys=True).encode()),
    }
    return wanted | {lock: _digest(_lock(root, lock).read_bytes()) for lock in locks}


def _lock(root: Path, name: str) -> Path:
    path = root / "packaging" / name
    if not path.is_file():
        raise Stop(f"{path} is missing: this checkout is incomplete.")
    return path


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _stamp(environment: Environment) -> dict[str, str]:
    try:
        stamp = json.loads((environment.folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _is_filled(stamp: dict[str, str], wanted: dict[str, str]) -> bool:
    # The checks' packages include those that only build.
    missing = {name for name, value in wanted.items() if stamp.get(name) != value}
    return not missing or (missing == {"requirements-build.lock"} and "requirements-dev.lock" in stamp)


def _version_of(environment: Environment) -> str | None:
    command = [str(environment.python), "-c", "import platform, pip; print(platform.python_version())"]
    try:
        answer = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=ANSWER_SECONDS,
            env=environment.variables(),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None


def _make(environment: Environment, answer: str | None, machine: Machine) -> None:
    folder = environment.folder
    if find_spec("ensurepip") is None:
        provide_venv(sys.version_info[:2], machine)
    if folder.exists() or folder.is_symlink():
        _remove(folder, answer)
    with step(f"making {folder} for Python {platform.python_version()}"):
        # The Python beneath, in case this one is of an environment, perhaps of the one just removed.
        beneath = getattr(sys, "_base_executable", sys.executable)
        made = subprocess.run([beneath, "-m", "venv", str(folder)], env=environment.variables(), check=False)
    if made.returncode != 0:
        raise Stop(f"{folder} could not be made: what Python said stands above.")


def _remove(folder: Path, answer: str | None) -> None:
    if folder.is_symlink() or not folder.is_dir():
        raise Stop(f"{folder} is in the way: move it elsewhere and try again.")
    if not (folder / "pyvenv.cfg").is_file() and any(folder.iterdir()):
        raise Stop(f"{folder} is in the way, and is no virtual environment: move it elsewhere and try again.")
    say(f"   {folder} " + (f"was made for Python {answer}" if answer else "does not work") + ", so it is made anew")
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise Stop(f"{folder} cannot be removed ({error.strerror}): remove it and try again.") from error


def _fill(environment: Environment, locks: Sequence[str]) -> None:
    files = [argument for lock in locks for argument in ("-r", str(_lock(environment.root, lock)))]
    with step("installing the locked packages"):
        _pip(environment, (*INSTALL_LOCKED, *files))
    with step("installing the terminal, from this folder"):
        _pip(environment, (*INSTALL_CHECKOUT, str(environment.root)))


def _pip(environment: Environment, arguments: Sequence[str]) -> None:
    variables = environment.variables() | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0"}
    for name in PIP_SETTINGS_THAT_LEAD_ELSEWHERE:
        variables.pop(name, None)
    run_pip([str(environment.python), "-m", "pip", *arguments], variables)
