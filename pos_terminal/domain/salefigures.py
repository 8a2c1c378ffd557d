"""Every figure of a sale by its name, so that two goings through the same sale can be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.line import Line
    from pos_terminal.domain.money import Money
    from pos_terminal.domain.tender import Payment
    from pos_terminal.domain.totals import Totals
    from pos_terminal.domain.transaction import Transaction

Figures = dict[str, str]
"""Each by a name such as ``line 1 subtotal``; amounts as decimals."""
_NONE = "none"


def open_figures(basket: Basket) -> Figures:
    """Those of a sale that goes on."""
    inside = basket.included_taxes()
    sold = [(line, basket.counted(line_id)[1], inside[line_id]) for line_id, line in basket.lines.items()]
    found = dict(_sold(sold, basket.discounts, basket.payments, basket.totals))
    return found | {"balance due": str(basket.balance), "change due": str(basket.change_due)}


def ended_figures(sale: Transaction) -> Figures:
    """Those of a snapshot of an ended sale."""
    sold = [(each.line, each.discount, each.tax_included) for each in sale.lines]
    found = {"kind": sale.kind.value, "time": sale.modified_time.isoformat(timespec="milliseconds")}
    found |= dict(_sold(sold, sale.discounts, sale.payments, sale.totals))
    found |= {"change due": str(sale.change_due), "receipt code": sale.guest_receipt_code or _NONE}
    refunds = sale.amendment.refunds if sale.amendment else ()
    for number, each in enumerate(refunds, 1):
        to = f" to {each.number}" if each.number else ""
        found[f"refund {number}"] = f"{each.amount} by {each.type}{to}, given {each.given}"
    return found


def differences(found: Mapping[str, str], expected: Mapping[str, str]) -> list[str]:
    """Each figure that is another than it was, in words."""
    return [
        f"{name} is {found.get(name, 'missing')}, and was {expected.get(name, 'not there')}"
        for name in dict.fromkeys([*expected, *found])
        if found.get(name) != expected.get(name)
    ]


def _sold(
    lines: Iterable[tuple[Line, Money, Money]],
    discounts: Iterable[Discount],
    payments: Iterable[Payment],
    totals: Totals,
) -> Iterator[tuple[str, str]]:
    for line, share, inside in lines:
        name = f"line {line.line_id}"
        yield f"{name} item", f"{line.item_id} {line.name}"
        yield f"{name} quantity", f"{line.quantity:f}"
        yield f"{name} unit price", str(line.unit_price)
        yield f"{name} subtotal", str(line.extended)
        yield f"{name} discount", str(share)
        yield f"{name} tax inside", str(inside)
    for discount in discounts:
        yield f"discount {discount.reference_id}", str(discount.amount)
    for row in totals.tax_rows:
        yield f"tax {row.tax.tax_code} base", str(row.base)
        yield f"tax {row.tax.tax_code}", str(row.amount)
    yield "subtotal", str(totals.subtotal)
    yield "tax total", str(totals.tax_total)
    yield "total", str(totals.total)
    for payment in payments:
        yield from _paid(payment)


def _paid(payment: Payment) -> Iterator[tuple[str, str]]:
    name = f"payment {payment.payment_id}"
    yield name, f"{payment.amount} by {payment.type}"
    yield f"{name} taken", str(payment.taken)
    yield f"{name} change", str(payment.change)
    yield f"{name} rounding", str(payment.rounding)
    yield f"{name} tip", str(payment.tip) if payment.tip else _NONE
    yield f"{name} receipt code", payment.receipt_code or _NONE
