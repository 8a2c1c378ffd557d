"""Bugs drawn by chance in the rules and in checkout, so that nobody chooses only those that the tests know.

Every place where an operator, a comparison, a constant, a condition or a statement can be wrong is found in the syntax
tree; which of them are planted follows from what each is, so that a change of the code draws few others.
"""

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    *sorted((ROOT / "pos_terminal" / "domain").glob("*.py")),
    ROOT / "pos_terminal" / "application" / "checkout.py",
)
DRAWN = 300

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bug in a function (``place``) of a file: in its syntax tree, ``node`` becomes ``changed``."""

    file: Path
    place: str
    tree: ast.Module
    node: ast.AST
    changed: ast.AST

    @property
    def old(self) -> str:
        """What stands there."""
        return _short(self.node)

    @property
    def new(self) -> str:
        """What stands there with the bug."""
        return _short(self.changed)

    @property
    def key(self) -> str:
        """What it is, whatever else stands in the module."""
        return f"{self.file.stem}.{self.place}: {self.old} -> {self.new}"

    def source(self) -> str:
        """The module with the bug."""
        node, changed = self.node, self.changed

        class Planter(ast.NodeTransformer):
            def visit(self, visited: ast.AST) -> ast.AST:
                return changed if visited is node else self.generic_visit(visited)

        copy = Planter().visit(deepcopy(self.tree, {id(node): node}))
        return ast.unparse(ast.fix_missing_locations(copy))


def drawn() -> list[Drawn]:
    """The bugs that are planted."""
    everything = [bug for file in FILES for bug in _bugs_in(file)]
    chosen = sorted((sha256(bug.key.encode()).digest(), number) for number, bug in enumerate(everything))
    return [everything[number] for _, number in chosen[:DRAWN]]


def _bugs_in(file: Path) -> Iterator[Drawn]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    seen: set[str] = set()
    for place, node in _nodes(tree, ""):
        for changed in _changes(node):
            bug = Drawn(file, place, tree, node, changed)
            if bug.key not in seen and bug.old != bug.new:
                seen.add(bug.key)
                yield bug


def _nodes(parent: ast.AST, place: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node inside a function or a class, with its name; what decorates it says nothing a till does."""
    for node in _inside(parent):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from _nodes(node, f"{place}.{node.name}".lstrip("."))
        else:
            if place and isinstance(node, ast.expr | ast.stmt):
                yield place, node
            yield from _nodes(node, place)


def _inside(parent: ast.AST) -> Iterator[ast.AST]:
    is_class = isinstance(parent, ast.ClassDef)
    for name, value in ast.iter_fields(parent):
        if name != "decorator_list" and not (is_class and name != "body"):
            yield from (node for node in (value if isinstance(value, list) else [value]) if isinstance(node, ast.AST))


def _changes(node: ast.AST) -> Iterator[ast.AST]:  # noqa: C901 - a table of shapes
    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARISONS:
            yield ast.Compare(node.left, [_COMPARISONS[type(op)]()], node.comparators)
        case ast.BinOp(op=op) if type(op) in _OPERATORS:
            yield ast.BinOp(node.left, _OPERATORS[type(op)](), node.right)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.Constant(value=bool() as truth):
            yield ast.Constant(not truth)
        case ast.Constant(value=int() as number):
            yield ast.Constant(number + 1)
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            yield ast.Call(ast.Name(_CALLS[name], ast.Load()), node.args, node.keywords)
        case ast.IfExp():
            yield ast.IfExp(node.test, node.orelse, node.body)
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield ast.Pass()
        case ast.If():
            yield ast.If(ast.Constant(False), node.body, node.orelse)


def _short(node: ast.AST) -> str:
    text = ast.unparse(node) if not isinstance(node, ast.If) else f"if {ast.unparse(node.test)}"
    return " ".join(text.split())[:120]
