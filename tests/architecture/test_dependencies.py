"""Whatever the source imports is asked for by name, so that a fresh installation has it."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.architecture.source import PROGRAM, ROOT, nodes

OURS = {"notations", "pos_terminal", "tests", "translations", "verify_journal", "workshop"}
NO_PACKAGES = sys.stdlib_module_names | OURS
OF_A_PACKAGE = rf"(?m)^\s*(?:from|import)\s+(?!(?:{'|'.join(sorted(NO_PACKAGES))})\b)".encode()


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _names(requirements: list[str]) -> set[str]:
    return {_canonical(re.split(r"[^\w.-]", requirement, maxsplit=1)[0]) for requirement in requirements}


def _asked_for(*, developers_too: bool) -> set[str]:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = _names(pyproject["project"]["dependencies"])
    dev = [entry for entry in pyproject["dependency-groups"]["dev"] if isinstance(entry, str)]
    return names | _names(dev) if developers_too else names


def _imported(folder: Path) -> dict[str, str]:
    whole = nodes(ast.Import, folder, naming=OF_A_PACKAGE)
    parts = nodes(ast.ImportFrom, folder, naming=OF_A_PACKAGE)
    places = {alias.name: place for place, node in whole for alias in node.names}
    places |= {node.module: place for place, node in parts if node.module and not node.level}
    tops = {name.partition(".")[0]: place for name, place in places.items()}
    return {top: place for top, place in tops.items() if top not in NO_PACKAGES}


@pytest.mark.parametrize(("folder", "developers_too"), [(PROGRAM, False), (ROOT / "tests", True)])
def test_every_import_is_of_a_package_that_pyproject_names(folder: Path, developers_too: bool) -> None:  # noqa: FBT001 - a row of the table
    distributions = packages_distributions()
    asked_for = _asked_for(developers_too=developers_too)

    unnamed = {
        module: place
        for module, place in _imported(folder).items()
        if not {_canonical(name) for name in distributions.get(module, [])} & asked_for
    }

    assert unnamed == {}
