"""The step that explains a figure, and its steps as JSON."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from pos_terminal.app.terminal import Terminal
from pos_terminal.cli.script.arguments import Arguments
from pos_terminal.domain.working import Figure, Rounding, Step

Extra = dict[str, object]


def _explain(terminal: Terminal, given: Arguments) -> Extra:
    of, transaction_id = given.text("of"), given.optional_text("transaction_id")
    given.finished()
    explained = terminal.sales_side.explaining.explain(of, transaction_id)
    steps = [step_of(figure, step) for figure, step in explained.steps]
    reasons = [each.told for each in terminal.authority.reasons(explained.transaction_id)]
    found = {"of": of, "transaction_id": explained.transaction_id, "figure": steps[-1]["result"]}
    return found | {"steps": steps, "reasons": reasons}


def step_of(figure: Figure, step: Step) -> Extra:
    """A step as JSON; every number is an exact decimal in a text."""
    operands = [
        {"name": each.name, "value": _exact(each.value)} | (_named(each.figure) if each.figure else {})
        for each in step.operands
    ]
    return _named(figure) | {
        "rule": step.rule,
        "operation": step.operation.value,
        "operands": operands,
        "result": _exact(step.result),
        "rounding": step.rounding and _rounding(step.rounding),
    }


def _named(figure: Figure) -> Extra:
    """A figure by its word, and what it is of."""
    of: Extra = {
        "line_id": figure.line_id,
        "tax_code": figure.tax.tax_code if figure.tax else None,
        "reference_id": figure.discount_id or None,
        "payment_id": figure.payment_id,
    }
    named = {name: value for name, value in of.items() if value is not None}
    marks = {"before_split": figure.before_split, "as_sold": figure.as_sold}
    return {"what": figure.word} | named | {name: True for name, is_so in marks.items() if is_so}


def _rounding(rounding: Rounding) -> Extra:
    return {
        "mode": rounding.mode,
        "step": _exact(rounding.step),
        "from": _exact(rounding.exact),
        "to": _exact(rounding.rounded),
    }


def _exact(value: Decimal) -> str:
    return f"{value:f}"


EXPLAIN_STEPS: Mapping[str, Callable[[Terminal, Arguments], Extra]] = {"explain": _explain}
