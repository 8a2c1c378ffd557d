"""The project's own source, parsed once for the tests that read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "pos_terminal"
TOP_LEVEL = {
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "packaging",
    "pos_terminal",
    "pyproject.toml",
    "receipts",
    "resources",
    "tests",
}
WORK_PRODUCTS = {"build", "data", "dist", "pos-terminal-demo"}
"""Folders that .gitignore names and a build or a trial run leaves behind."""


@cache
def modules(folder: Path) -> dict[str, ast.Module]:
    """Every module under a folder, by its path from the root, as a tree."""
    files = sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_bytes()) for path in files}


def nodes(kind: type[Node], folder: Path = PROGRAM) -> Iterator[tuple[str, Node]]:
    """Every node of a kind under a folder, each with its place: `path:line`."""
    for name, tree in modules(folder).items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield f"{name}:{getattr(node, 'lineno', 1)}", node
