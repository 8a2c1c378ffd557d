"""Sizes and places: what a reader can hold in the head, and where everything lies."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import PROGRAM, ROOT, TOP_LEVEL, WORK_PRODUCTS, nodes

LONGEST_MODULE = 300
LONGEST_CLASS = 200
LONGEST_FUNCTION = 30
JUNK_DRAWERS = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}
A_MACHINES_PATH = re.compile(r"(?<![\w.~-])/(?:home|root|Users|work)/\w|[A-Z]:\\\\?Users\\")
TEXT = {".cfg", ".css", ".ini", ".j2", ".json", ".md", ".py", ".qss", ".sh", ".toml", ".txt", ".yaml", ".yml"}
OURS = [PROGRAM, ROOT / "packaging"]


def _lines(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("folder", OURS, ids=lambda folder: folder.name)
def test_modules_are_short(folder: Path) -> None:
    sizes = {path.relative_to(ROOT).as_posix(): path.read_bytes().count(b"\n") for path in folder.rglob("*.py")}

    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE} == {}


@pytest.mark.parametrize("folder", OURS, ids=lambda folder: folder.name)
def test_classes_are_short(folder: Path) -> None:
    sizes = {
        f"{place} {node.name}": _lines(node) for place, node in nodes(ast.ClassDef, folder, longer_than=LONGEST_CLASS)
    }

    assert {name: size for name, size in sizes.items() if size > LONGEST_CLASS} == {}


@pytest.mark.parametrize("folder", OURS, ids=lambda folder: folder.name)
def test_functions_are_short(folder: Path) -> None:
    sizes = {
        f"{place} {node.name}": _lines(node)
        for place, node in nodes(ast.FunctionDef, folder, longer_than=LONGEST_FUNCTION)
    }
    sizes |= {
        f"{place} {node.name}": _lines(node)
        for place, node in nodes(ast.AsyncFunctionDef, folder, naming=rb"\basync\b")
    }

    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_no_module_is_a_junk_drawer() -> None:
    assert [path for path in PROGRAM.rglob("*.py") if path.stem in JUNK_DRAWERS] == []


def test_the_top_level_holds_only_what_it_is_meant_to() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".") and path.suffix != ".egg-info"}

    assert found - WORK_PRODUCTS <= TOP_LEVEL


def test_no_file_names_a_place_on_someones_machine() -> None:
    files = [
        path
        for top in sorted(TOP_LEVEL)
        for path in ([ROOT / top] if (ROOT / top).is_file() else (ROOT / top).rglob("*"))
        if path.suffix in TEXT and path != Path(__file__)
    ]
    found = [path for path in files if A_MACHINES_PATH.search(path.read_text(encoding="utf-8", errors="replace"))]

    assert found == []
