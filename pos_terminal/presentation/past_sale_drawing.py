"""Makes rows and the page of past sales: what was sold, what is left of it, and who knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.pastsales import Fate, Sending
from pos_terminal.domain.money import Money
from pos_terminal.domain.tender import tender_words
from pos_terminal.presentation.cart import CartRow, pieces_text
from pos_terminal.presentation.figures import amount_text, clock_text, count_text, date_text, quantity_text
from pos_terminal.presentation.pill import Pill, Tone
from pos_terminal.presentation.plain import apart, brief, plain
from pos_terminal.presentation.receipts_state import ReceiptRow, RowTone, SaleCard
from pos_terminal.presentation.sale_state import TotalsBox
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pos_terminal.application.pastsales import OpenedSale, PastSale
    from pos_terminal.domain.amendment import Refund
    from pos_terminal.domain.transaction import SoldLine, Transaction

_FATES = {
    Fate.CLOSED: Pill(later("Closed"), "circle-check", Tone.GOOD),
    Fate.RETURNED_IN_PART: Pill(later("Returned in part"), "receipt-refund", Tone.WARN),
    Fate.RETURNED: Pill(later("Returned"), "receipt-refund", Tone.WARN),
    Fate.TAKEN_BACK: Pill(later("Taken back"), "receipt-refund", Tone.WARN),
    Fate.VOIDED: Pill(later("Voided"), "ban", Tone.BAD),
}
_TONES = {Fate.CLOSED: RowTone.PLAIN, Fate.VOIDED: RowTone.GONE}
_SENDINGS = {
    Sending.SENT: Pill(later("Sent"), "cloud-check", Tone.GOOD),
    Sending.WAITING: Pill(later("Waiting"), "cloud-up", Tone.WARN),
    Sending.REFUSED: Pill(later("Refused"), "cloud-x", Tone.BAD),
}


def receipt_row(sale: PastSale, local: datetime, chosen: str) -> ReceiptRow:
    """A row of the list; ``local`` is the store's time now."""
    told = (moment_text(sale.closed_at, local), apart(brief(sale.operator_name)), pieces_text(sale.pieces))
    sending = _SENDINGS.get(sale.sending)
    fate = _(_FATES[sale.fate].text)
    return ReceiptRow(
        transaction_id=sale.transaction_id,
        name=plain(sale.transaction_id),
        detail=" · ".join(told),
        amount=amount_text(sale.total),
        fate=f"{fate} · {_(sending.text).lower()}" if sending else fate,
        tone=_TONES.get(sale.fate, RowTone.CHANGED),
        is_chosen=sale.transaction_id == chosen,
    )


def sale_card(opened: OpenedSale, local: datetime) -> SaleCard:
    """The page of one sale: as it was sold, and what has come back of it."""
    sold, now = opened.sold, opened.now
    told = [moment_text(sold.modified_time, local), apart(brief(sold.head.operator_name))]
    told += [_("Journal {mark}", mark=count_text(opened.seq))] if opened.seq else []
    sending = _SENDINGS.get(opened.sending)
    return SaleCard(
        number=plain(sold.transaction_id),
        facts=" · ".join(told),
        pills=tuple(each._replace(text=_(each.text)) for each in (_FATES[opened.fate], sending) if each),
        rows=tuple(_rows(opened)),
        totals=_totals(sold),
        paid=", ".join(_paid(sold)),
        given_back=_given_back(now),
    )


def moment_text(moment: datetime, local: datetime) -> str:
    """The time of today, the day and time of another day."""
    at = moment.astimezone(local.tzinfo)
    if at.date() == local.date():
        return clock_text(at)
    return f"{date_text(at)} {clock_text(at)}"


def _rows(opened: OpenedSale) -> Iterable[CartRow]:
    for each in opened.sold.lines:
        if not each.line.modifies_line_id:
            yield _row(opened, each, _modifiers(opened.sold, each.line.line_id))


def _row(opened: OpenedSale, sold: SoldLine, modifiers: list[SoldLine]) -> CartRow:
    line, left = sold.line, opened.left[sold.line.line_id]
    together = [sold, *modifiers]
    amount = _sum([each.line.extended for each in together])
    share = _sum([each.discount for each in together])
    told = [f"{quantity_text(line.quantity)} {line.unit} × {amount_text(line.unit_price)}"] if line.is_weighed else []
    told += _left_words(opened, sold)
    told += [_("{amount} discount", amount=amount_text(-share))] if share.minor else []
    told += [apart(each.line.name) for each in modifiers]
    quantity = "1" if line.is_weighed else quantity_text(line.quantity)
    name, detail = plain(line.name), " · ".join(told)
    spoken = f"{quantity} × {name}, {amount_text(amount)}, {detail}".rstrip(", ")
    return CartRow(line.line_id, quantity, name, detail, amount_text(amount), int(left), spoken=spoken)


def _left_words(opened: OpenedSale, sold: SoldLine) -> list[str]:
    """How much of it is left to return, where something was done to it."""
    left, had = opened.left[sold.line.line_id], sold.line.quantity
    if opened.fate is Fate.VOIDED or left == had:
        return []
    if not left:
        return [_("Returned")]
    return [_("{quantity} of {whole} left", quantity=quantity_text(left), whole=quantity_text(had))]


def _modifiers(sold: Transaction, line_id: str) -> list[SoldLine]:
    return [each for each in sold.lines if each.line.modifies_line_id == line_id]


def _sum(amounts: list[Money]) -> Money:
    total = Money.zero(amounts[0].currency)
    for each in amounts:
        total += each
    return total


def _totals(sold: Transaction) -> TotalsBox:
    totals = sold.totals
    names = ", ".join(dict.fromkeys(apart(brief(each.display_name)) for each in sold.discounts if each.counts))
    discount = f"{amount_text(-totals.discount)} · {names}" if names else amount_text(-totals.discount)
    return TotalsBox(
        subtotal=amount_text(totals.subtotal + totals.discount),
        tax=amount_text(totals.tax_total + totals.tax_included),
        total=amount_text(totals.total),
        discount=discount if totals.discount.minor else "",
    )


def _paid(sold: Transaction) -> Iterable[str]:
    for each in sold.payments:
        paid = f"{apart(brief(tender_words(each.type)))} {amount_text(each.taken)}"
        if each.credit_of is not None:
            yield _("{paid} by goods of {sale}", paid=paid, sale=brief(each.credit_of))
        elif each.change.minor:
            yield _("{paid}, change {amount}", paid=paid, amount=amount_text(each.change))
        else:
            yield paid


def _given_back(now: Transaction) -> str:
    """What the last thing that was done to it gave back, and why."""
    amendment = now.amendment
    if amendment is None:
        return ""
    given = ", ".join(_refund_text(each) for each in amendment.refunds)
    why = f" ({apart(brief(_(amendment.reason)))})" if amendment.reason else ""
    amounts = given or amount_text(Money.zero(now.change_due.currency))
    return _("{amounts} by {employee}", amounts=amounts, employee=brief(amendment.employee_name)) + why


def _refund_text(refund: Refund) -> str:
    """What was handed over, or which sale it paid for."""
    if refund.credited_to is not None:
        return _(
            "{amount} for goods of {sale}",
            amount=amount_text(refund.amount),
            sale=brief(refund.credited_to),
        )
    return f"{apart(brief(tender_words(refund.type)))} {amount_text(refund.given)}"
