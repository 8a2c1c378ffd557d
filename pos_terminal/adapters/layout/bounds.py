"""A sandbox for templates that also ends: what one may do, and how long a text may be, are bounded."""

import re
from collections.abc import Callable, Sized
from functools import wraps
from threading import local
from time import monotonic
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context as Running
from jinja2.sandbox import ImmutableSandboxedEnvironment

_MOST_STEPS = 200_000
"""Turns of loops, calls, and elements that filters went through: a receipt of 500 lines takes some ten thousand."""
_MOST_SECONDS = 5.0
_LONGEST = 10_000
"""Characters of a text, elements of a list, or the width that something may be padded to."""
_MOST_BITS = 4096
_WIDE = re.compile(r"\d{5,}|\*|\{[^}]*\{")
"""A width in a format that is too large, or comes from elsewhere."""


class _Counting(CodeGenerator):
    """Counts each turn of a loop, and looks at each text that is put together."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 - as Jinja calls it
        """A loop, whose every turn is a step."""
        step = nodes.Call(nodes.EnvironmentAttribute("step"), [], [], None, None)
        node.body.insert(0, nodes.ExprStmt(step, lineno=node.lineno))
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - as Jinja calls it
        """Texts beside each other, which may not be too long together."""
        self.write("environment.short(")
        super().visit_Concat(node, frame)
        self.write(")")


class _Budget(local):
    """What is left to one thread's template."""

    steps = _MOST_STEPS
    deadline = float("inf")


class BoundedSandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which a template that does not come to an end is stopped with a sentence."""

    code_generator_class: type[CodeGenerator] = _Counting
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - as Jinja takes them
        super().__init__(**options)
        self._budget = _Budget()
        self.filters = {name: self._bounded(name, each) for name, each in self.filters.items()}

    def begin(self) -> None:
        """A template begins: all is left to it."""
        self._budget.steps, self._budget.deadline = _MOST_STEPS, monotonic() + _MOST_SECONDS

    def step(self, count: int = 1) -> str:
        """Something was done. Raises SecurityError when it is too much."""
        self._budget.steps -= count
        if self._budget.steps < 0 or monotonic() > self._budget.deadline:
            raise SecurityError("it runs too long: its loops have too many turns")
        return ""

    def short(self, value: object) -> object:
        """The value. Raises SecurityError for one that is too long."""
        if isinstance(value, Sized) and len(value) > _LONGEST and not isinstance(value, range):
            raise SecurityError(f"it makes something longer than {_LONGEST} characters or elements")
        return value

    def call(self, context: Running, obj: object, /, *args: object, **kwargs: object) -> object:
        """Call it, as a step."""
        self.step()
        if isinstance(getattr(obj, "__self__", None), str):
            _expect_narrow(args)
            return self.short(super().call(context, obj, *args, **kwargs))
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Running, operator: str, left: object, right: object) -> object:
        """The result, where it is sure before not to be too large."""
        if operator == "%" and isinstance(left, str):
            _expect_plain(left)
        elif _size(operator, left, right) > (
            _MOST_BITS if isinstance(left, int) and isinstance(right, int) else _LONGEST
        ):
            raise SecurityError("it makes a text, a list or a number that is too large")
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: object) -> Callable[..., str] | None:
        """The method ``format`` of a text, whose widths are small."""
        form = getattr(value, "__self__", None)
        if isinstance(form, str) and getattr(value, "__name__", "") in {"format", "format_map"}:
            _expect_plain(form)
        return super().wrap_str_format(value)

    def _bounded(self, name: str, filter_: Callable[..., object]) -> Callable[..., object]:
        @wraps(filter_)
        def bounded(*args: object, **kwargs: object) -> object:
            self.step(1 + sum(len(each) for each in args if isinstance(each, Sized)))
            if name == "format":
                _expect_plain(str(args[0]))
            else:
                _expect_narrow((*args[1:], *kwargs.values()))
            return self.short(filter_(*args, **kwargs))

        return bounded


def _size(operator: str, left: object, right: object) -> int:
    """How large a result would be at most: in characters, elements, or for two whole numbers in bits."""
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length(), right.bit_length()
        return bits[0] * abs(right) if operator == "**" else sum(bits)
    if operator == "*":
        text, times = (left, right) if isinstance(left, Sized) else (right, left)
        return len(text) * times if isinstance(text, Sized) and isinstance(times, int) else 0
    return sum(len(each) for each in (left, right) if isinstance(each, Sized))


def _expect_plain(form: str) -> None:
    if _WIDE.search(form):
        raise SecurityError("it pads a text too widely")


def _expect_narrow(arguments: tuple[object, ...]) -> None:
    if any(isinstance(each, int) and abs(each) > _LONGEST for each in arguments):
        raise SecurityError("it pads a text too widely")
