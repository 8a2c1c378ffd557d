"""The project's own source, for the tests that read it: of a thousand modules only those are parsed that may matter."""

import ast
import re
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
def sources(folder: Path) -> dict[str, bytes]:
    """The text of every module under a folder, by its path from the root."""
    files = sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files}


@cache
def tree(source: bytes) -> ast.Module:
    """A module's tree."""
    return ast.parse(source)


def nodes(
    kind: type[Node], folder: Path = PROGRAM, *, naming: bytes = b"", longer_than: int = 0
) -> Iterator[tuple[str, Node]]:
    """Every node of a kind under a folder, each with its place: `path:line`.

    Modules are passed over in which nothing fits the expression ``naming``, or that have no more lines than that.
    """
    for name, source in sources(folder).items():
        if source.count(b"\n") > longer_than and re.search(naming, source):
            for node in ast.walk(tree(source)):
                if isinstance(node, kind):
                    yield f"{name}:{getattr(node, 'lineno', 1)}", node
