"""The lock files: exact releases and hashes, one set for Linux, macOS and Windows and for each Python."""

import hashlib
import json
import tomllib
from pathlib import Path

from workshop.environment import Environment
from workshop.say import Stop, step

MARK = "# for sha256:"
"""Begins the line that says which dependencies, as pyproject.toml names them, a lock was made for."""

LOCKS = {
    "requirements.lock": ("pyproject.toml",),
    "requirements-build.lock": ("--group", "build"),
    "requirements-dev.lock": ("--group", "dev"),
}
"""File to the part of pyproject.toml that it holds: what a till runs on, what builds it, what checks it."""

COMPILE = (
    *("-m", "uv", "pip", "compile"),
    *("--universal", "--generate-hashes", "--only-binary", ":all:"),
    *("--python-version", "3.11"),
    # Where packages come from is each machine's own setting.
    *("--no-emit-index-url", "--no-emit-find-links", "--no-emit-build-options"),
    *("--custom-compile-command", "python3 packaging/bootstrap.py lock"),
    "--quiet",
)


def write_locks(environment: Environment, *, upgrade: bool) -> None:
    """Writes every lock file anew; releases change only where they must, or with `upgrade` wherever they can.

    Raises:
        Stop: no set of releases fits together, or no package index answers.
    """
    mark = f"{MARK}{_digest(environment.root)}\n"
    for name, part in LOCKS.items():
        path = environment.root / "packaging" / name
        # What checks the program must not move what it runs on.
        held = () if name == "requirements.lock" else ("--constraint", "packaging/requirements.lock")
        arguments = (*COMPILE, *part, *held, "--output-file", str(path), *(("--upgrade",) if upgrade else ()))
        with step(f"locking {name}"):
            if environment.run(arguments) != 0:
                raise Stop(f"{path} could not be made: what uv said stands above.")
        path.write_text(mark + path.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")


def locks_out_of_step(root: Path) -> list[str]:
    """The lock files that were made for other dependencies than pyproject.toml now names."""
    mark = f"{MARK}{_digest(root)}"
    return [name for name in LOCKS if mark not in (root / "packaging" / name).read_text(encoding="utf-8")]


def _digest(root: Path) -> str:
    pyproject = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    named = {
        "requires-python": pyproject["project"]["requires-python"],
        "dependencies": pyproject["project"]["dependencies"],
        "groups": pyproject["dependency-groups"],
        "constraints": pyproject["tool"]["uv"],
    }
    return hashlib.sha256(json.dumps(named, sort_keys=True).encode()).hexdigest()
