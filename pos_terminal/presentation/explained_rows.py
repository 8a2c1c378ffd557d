"""The rows of the pages that explain a sale: each figure in the words of a receipt, with how it came about below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.tax import TaxKind
from pos_terminal.domain.working import Figure, Operation
from pos_terminal.presentation.figures import amount_text, quantity_text
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.report_panel import ReportRow
from pos_terminal.presentation.worked import rate_text, rounded_text, tax_text, worked_text
from pos_terminal.wording import _, later, later_in, ngettext, pgettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.line import Line
    from pos_terminal.domain.tax import Tax
    from pos_terminal.domain.tender import Payment
    from pos_terminal.domain.working import Step
    from pos_terminal.presentation.explained_sale import ExplainedSale

LESS = "success"
"""The colour's role of what is taken off."""
_MOST = 300
"""What a person may read of one kind; a sale of more lines is explained line by line by the script."""
CHANGE = later_in("coins", "Change")
"""What goes back of what was handed over."""
_PAID: Mapping[str, str | tuple[str, str]] = {
    "taken": later("Handed over"),
    "cash_due": later("To pay in coins and notes"),
    "rounding": later("Rounded by"),
    "tip": later("Tip"),
    "change": CHANGE,
    "amount": later("Counts towards the total"),
}


def titled(title: str, rows: Sequence[ReportRow]) -> Iterator[ReportRow]:
    """The rows under their title, as many as anybody reads; nothing where there are none."""
    if rows:
        yield ReportRow(title, is_title=True)
        yield from rows[:_MOST]
        more = [each for each in rows[_MOST:] if not each.is_total]
        if more:
            yield ReportRow(ngettext("And {count} more", "And {count} more", len(more)))
        yield from (each for each in rows[_MOST:] if each.is_total)


def in_short(sale: ExplainedSale) -> Iterator[ReportRow]:
    """What the sale comes to, in as many figures as a shopper follows."""
    amount = sale.amount
    rows = [ReportRow(_("All items"), sale.text(amount(Figure("lines"))))]
    if amount(Figure("discount")):
        rows.append(ReportRow(_("Discounts"), sale.text(-amount(Figure("discount"))), tone=LESS))
    if amount(Figure("tax_total")):
        rows.append(ReportRow(_("Tax on top"), sale.text(amount(Figure("tax_total")))))
    held = amount(Figure("tax_included"))
    note = _("{amount} of it is tax that the prices hold already", amount=sale.text(held)) if held else ""
    rows.append(ReportRow(_("Total"), sale.text(amount(Figure("total"))), detail=note, is_total=True))
    return titled(_("In short"), rows)


def price_rows(sale: ExplainedSale, line: Line) -> Iterator[ReportRow]:
    """What a line costs before discounts."""
    step = sale.steps.get(Figure("subtotal", line.line_id))
    if line.list_price is not None:
        price, listed = amount_text(line.unit_price), amount_text(line.list_price)
        was = _("Price {price} instead of {listed}", price=price, listed=listed)
        yield ReportRow(was, detail=plain(line.price_reason or ""))
    if step is not None and step.operation is Operation.PRODUCT:
        yield ReportRow(_counted(line), sale.text(step.result), detail=rounded_text(step.rounding))
    elif step is not None:
        yield ReportRow(_("Its part of what was split or came back"), sale.text(step.result))


def amount_rows(sale: ExplainedSale, discount: Discount) -> Iterator[ReportRow]:
    """How a discount got its amount."""
    key = (discount.reference_id, discount.stack_order)
    step, taken = (sale.steps.get(Figure(word, discount=key)) for word in ("amount", "taken"))
    if step is None:
        yield ReportRow(_("What is left of it after goods came back"), sale.text(sale.taken(discount)))
        return
    given = _("As the shop gave it") if discount.terms else _("As the offer says")
    words = worked_text(step, sale.decimals) or given
    yield ReportRow(words, sale.text(step.result), detail=rounded_text(step.rounding))
    if taken is not None and taken.result != step.result:
        yield ReportRow(_("No more than the items still cost"), sale.text(taken.result))


def how_much(sale: ExplainedSale, discount: Discount) -> str:
    """How a discount got its amount, in a few words; empty where somebody just gave it."""
    step = sale.steps.get(Figure("amount", discount=(discount.reference_id, discount.stack_order)))
    return worked_text(step, sale.decimals) if step is not None else ""


def share_of(sale: ExplainedSale, share: Step) -> str:
    """How a line got its share of a discount; empty where it bears all of it."""
    pieces = [sale.steps[each.figure] for each in share.operands if each.figure is not None]
    parts = [each for each in pieces if each.operation is Operation.PART]
    return " + ".join(
        worked_text(each, sale.decimals) for each in parts if each.operands[1].value != each.operands[2].value
    )


def tax_name(tax: Tax) -> str:
    """A tax with its rate."""
    return plain(tax.name) if tax.kind is TaxKind.FIXED_PER_UNIT else f"{plain(tax.name)} {rate_text(tax.rate)}"


def charged_on(sale: ExplainedSale, tax: Tax) -> str:
    """What a tax of the whole sale was charged on."""
    if tax.kind is TaxKind.FIXED_PER_UNIT:
        return _("in the prices already") if tax.included else _("on top of the prices")
    base = sale.text(sale.amount(Figure("base", tax=tax)))
    if tax.included:
        return _("on {amount}, in the prices already", amount=base)
    return _("on {amount}, on top of the prices", amount=base)


def tax_of_line(sale: ExplainedSale, tax: Tax, step: Step) -> str:
    """How a tax of one line came about."""
    before = sale.before_cents(step)
    parts = (tax_text(tax, before, sale.decimals), rounded_text(step.rounding))
    return ": ".join(part for part in parts if part)


def tax_sum(sale: ExplainedSale, tax: Tax) -> Iterator[ReportRow]:
    """How the tax of the whole sale came from its lines, and from what a split shared out."""
    step = sale.steps[Figure("tax", tax=tax)]
    own = step.operands[0].figure if step.operands else None
    if own is not None and own.before_split:
        before = sale.steps[own]
        yield ReportRow(_("Of these items"), sale.text(before.result), detail=rounded_text(before.rounding))
        yield ReportRow(_("Shared out when the sale was split"), sale.text(step.result - before.result))
        yield ReportRow(_("Tax"), sale.text(step.result), is_total=True)
    else:
        yield ReportRow(_("Tax"), sale.text(step.result), detail=rounded_text(step.rounding), is_total=True)


def rung_up(sale: ExplainedSale, line: Line) -> str:
    """How much of a line there is, and what comes with it for nothing."""
    with_it = [each for each in sale.lines.values() if each.modifies_line_id == line.line_id]
    names = [plain(each.name) for each in with_it if is_free(each)]
    count = [] if line.quantity == 1 else [_counted(line)]
    return " · ".join((*count, *names))


def is_free(line: Line) -> bool:
    """Whether it is a modifier that costs nothing, which stands with what it modifies."""
    return bool(line.modifies_line_id) and not line.extended.minor


def _counted(line: Line) -> str:
    """How much of it, and at what price."""
    unit = f" {line.unit}" if line.is_weighed else ""
    return f"{quantity_text(line.quantity)}{unit} × {amount_text(line.unit_price)}"


def handed(payment: Payment) -> str:
    """What was handed over and what went back, where that is not just the amount."""
    if payment.credit_of:
        return _("for goods that came back")
    if payment.taken == payment.amount:
        return ""
    foreign = payment.foreign
    money = f"{amount_text(foreign.amount)} {foreign.amount.currency.code}" if foreign else amount_text(payment.taken)
    if not payment.change.minor:
        return _("{money} handed over", money=money)
    return _("{money} handed over, {change} back", money=money, change=amount_text(payment.change))


def paid_rows(sale: ExplainedSale, payment: Payment) -> Iterator[ReportRow]:
    """How one payment settled the sale."""
    for word, label in _PAID.items():
        step = sale.steps.get(Figure(word, payment_id=payment.payment_id))
        if step is not None and (step.result or word == "taken"):
            how = rounded_text(step.rounding) or (worked_text(step, sale.decimals) if len(step.operands) > 1 else "")
            yield ReportRow(
                _(label) if isinstance(label, str) else pgettext(*label),
                sale.text(step.result),
                detail=how,
                is_total=word == "amount",
            )
