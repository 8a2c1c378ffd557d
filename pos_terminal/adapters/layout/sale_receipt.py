"""From an ended sale to what its receipt says: amounts, times and taxes written as the store's culture has them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from pos_terminal.adapters.layout.culture import Culture
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.application.guestbook import Guestbook
from pos_terminal.application.tilling import StoreTime
from pos_terminal.domain.attribution import UserIdType
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.floor import Area
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.receipt import Document
from pos_terminal.domain.receipt_view import (
    PaymentSlipContext,
    ReceiptAmount,
    ReceiptCode,
    ReceiptContext,
    ReceiptLine,
    ReceiptMember,
    ReceiptModifier,
    ReceiptPayment,
    ReceiptTax,
)
from pos_terminal.domain.reckoning import shares_in_order
from pos_terminal.domain.shown_name import shown_name
from pos_terminal.domain.tax import TaxKind
from pos_terminal.domain.tender import Payment, tender_words
from pos_terminal.domain.totals import TaxRow
from pos_terminal.domain.transaction import SoldLine, Transaction
from pos_terminal.wording import _, language_of, later, speaking

_LineDiscounts: TypeAlias = dict[str, list[tuple[str, Money]]]
_CAPTION = later("Scan to claim this purchase")
_TEMPLATE, _SLIP = "sale.j2", "payment.j2"


@dataclass(frozen=True, slots=True)
class ReceiptStyle:
    """What the shop has on its receipts: names, language, and where receipt codes lead.

    ``member_name`` is how a member is named: full, short (Ava M.), initials (A. M.) or none. Payments by one of the
    ``slip_tenders`` have slips of their own where several pay. ``floor``: the tables that guest checks are for.
    """

    store_name: str
    register: str
    culture: str
    store_time: StoreTime
    receipt_url: str
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    guests: Guestbook | None = None
    member_name: str = "short"
    is_training: bool = False
    slip_tenders: tuple[str, ...] = ()
    logo: str = ""
    floor: tuple[Area, ...] = ()

    @property
    def language(self) -> str:
        """What they are written in."""
        return language_of(self.culture)


class SaleReceipts:
    """Writes receipts with the shop's templates."""

    def __init__(self, templates: Templates, style: ReceiptStyle) -> None:
        self._templates = templates
        self._style = style
        self._culture = Culture(style.culture)

    def receipt(self, transaction: Transaction, copy: int, anchor: str) -> Document:
        """The receipt of an ended sale, or the guest check of one that goes on. Raises TemplateFault.

        ``copy`` 0: the original, ``anchor``: its entry. Only the original names the member: a copy may be for others
        to read. Behind the receipt come the slips of the payments that have one.
        """
        with speaking(self._style.language):
            context = self.context(transaction, copy, anchor)
            if not transaction.is_closed:
                places, number = _places(transaction, self._style.floor), transaction.transaction_id
                resumed = ReceiptCode(number, number, _("At the till: scan to go on with this sale"))
                codes = (*context.codes, resumed)
                context = replace(context, is_guest_check=True, places=places, codes=codes)
            receipt = self._templates.document(_TEMPLATE, context)
            slips = [self._templates.document(_SLIP, each) for each in self.slips(transaction, copy, anchor)]
            return replace(receipt, blocks=sum((each.blocks for each in slips), receipt.blocks))

    def context(self, transaction: Transaction, copy: int = 0, anchor: str = "") -> ReceiptContext:
        """What the template is given, in the language of the moment."""
        style, totals = self._style, transaction.totals
        currency, on_lines = totals.total.currency, _line_discounts(transaction)
        off_lines = total_of([share for rows in on_lines.values() for _, share in rows], currency)
        return ReceiptContext(
            store_name=style.store_name,
            register=style.register,
            operator=transaction.head.operator_name or transaction.head.pos_employee_id,
            transaction_id=transaction.transaction_id,
            time=self._culture.time(transaction.modified_time.astimezone(style.store_time.zone)),
            lines=self._lines(transaction.lines, on_lines),
            subtotal=self._culture.amount(totals.lines - off_lines),
            total=self._culture.price(totals.total),
            header=style.header,
            discounts=self._discounts(transaction),
            taxes=tuple(self._tax(row) for row in totals.tax_rows),
            payments=tuple(self._payment(each) for each in transaction.payments),
            rounding=self._unless_nothing(total_of([each.rounding for each in transaction.payments], currency)),
            cash_tendered=self._unless_nothing(_tendered(transaction)),
            change=self._unless_nothing(transaction.change_due),
            codes=self._codes(transaction),
            member=None if copy else self._member(transaction.transaction_id),
            footer=style.footer,
            journal_mark=anchor,
            copy_number=copy,
            logo=style.logo,
            is_training=style.is_training,
            unverified=_unverified(transaction),
        )

    def slips(self, transaction: Transaction, copy: int = 0, anchor: str = "") -> tuple[PaymentSlipContext, ...]:
        """What the template of a payment's slip is given for each that has one, in the language of the moment."""
        style, time = self._style, transaction.modified_time.astimezone(self._style.store_time.zone)
        return tuple(
            PaymentSlipContext(
                store_name=style.store_name,
                header=style.header,
                register=style.register,
                operator=transaction.head.operator_name or transaction.head.pos_employee_id,
                transaction_id=transaction.transaction_id,
                time=self._culture.time(time),
                total=self._culture.price(transaction.totals.total),
                payment=self._payment(each),
                code=self._code(each.receipt_code, _(_CAPTION)) if each.receipt_code else None,
                footer=style.footer,
                journal_mark=anchor,
                copy_number=copy,
                is_training=style.is_training,
                logo=style.logo,
            )
            for each in self._with_slips(transaction)
        )

    def _with_slips(self, transaction: Transaction) -> tuple[Payment, ...]:
        """Where one pays, the receipt is theirs."""
        if len(transaction.payments) == 1 or not transaction.is_closed:
            return ()
        return tuple(each for each in transaction.payments if each.type in self._style.slip_tenders)

    def _lines(self, lines: Sequence[SoldLine], on_lines: _LineDiscounts) -> tuple[ReceiptLine, ...]:
        modifiers: dict[str, list[SoldLine]] = {}
        for sold in lines:
            if sold.line.modifies_line_id:
                modifiers.setdefault(sold.line.modifies_line_id, []).append(sold)
        return tuple(
            self._line(sold, modifiers.get(sold.line.line_id, []), on_lines)
            for sold in lines
            if sold.line.modifies_line_id is None
        )

    def _line(self, sold: SoldLine, modifiers: Sequence[SoldLine], on_lines: _LineDiscounts) -> ReceiptLine:
        line = sold.line
        discounts = [row for each in (sold, *modifiers) for row in on_lines.get(each.line.line_id, [])]
        single = line.quantity == 1 and not line.is_weighed
        unit = f" {line.unit}" if line.is_weighed else ""
        return ReceiptLine(
            name=line.name,
            amount=self._culture.amount(line.extended),
            quantity="" if single else f"{self._culture.quantity(line.quantity)}{unit}",
            unit_price="" if single else self._culture.amount(line.unit_price),
            modifiers=tuple(self._modifier(each) for each in modifiers),
            discounts=tuple(ReceiptAmount(label, self._culture.amount(-share)) for label, share in discounts),
            list_price="" if line.list_price is None else self._culture.amount(line.list_price),
            tare="" if line.tare is None else f"{self._culture.quantity(line.tare)}{unit}",
            note=line.note or "",
            batch=line.batch.told,
        )

    def _modifier(self, sold: SoldLine) -> ReceiptModifier:
        line = sold.line
        return ReceiptModifier(
            name=line.name,
            quantity="" if line.quantity == 1 else self._culture.quantity(line.quantity),
            amount=self._culture.amount(line.extended) if line.extended.minor else "",
        )

    def _discounts(self, transaction: Transaction) -> tuple[ReceiptAmount, ...]:
        """Those of the whole sale; the others stand with their lines."""
        found = [each for each in transaction.discounts if each.counts and not each.lines]
        return tuple(ReceiptAmount(each.display_name, self._culture.amount(-each.amount)) for each in found)

    def _member(self, transaction_id: str) -> ReceiptMember | None:
        guest = self._style.guests.guest(transaction_id) if self._style.guests else None
        if guest is None:
            return None
        points = "" if guest.points is None else self._culture.quantity(guest.points)
        as_of = self._culture.time(guest.as_of.astimezone(self._style.store_time.zone))
        named = shown_name(guest.first_name, guest.last_name, self._style.member_name)
        return ReceiptMember(named, points, as_of)

    def _tax(self, row: TaxRow) -> ReceiptTax:
        tax = row.tax
        rate = "" if tax.kind is TaxKind.FIXED_PER_UNIT else self._culture.rate(tax.rate)
        return ReceiptTax(
            f"{tax.name} {rate}".strip(), self._culture.amount(row.base), self._culture.amount(row.amount), tax.included
        )

    def _payment(self, payment: Payment) -> ReceiptPayment:
        details = []
        if payment.credit_of:
            details.append(_("Goods back of {transaction_id}", transaction_id=payment.credit_of))
        if payment.number:
            details.append(_("No. {number}", number=payment.number))
        if payment.foreign:
            foreign = payment.foreign
            amount, rate = self._culture.price(foreign.amount), self._culture.quantity(foreign.rate)
            details.append(_("{amount} at {rate}", amount=amount, rate=rate))
        if payment.tip and payment.tip.minor:
            details.append(_("Tip {amount}", amount=self._culture.amount(payment.tip)))
        details += payment.slip
        return ReceiptPayment(tender_words(payment.type), self._settled(payment), tuple(details))

    def _unless_nothing(self, amount: Money) -> str:
        return self._culture.amount(amount) if amount.minor else ""

    def _settled(self, payment: Payment) -> str:
        """What the payment counts for; with it, rounding and total add up."""
        return self._culture.amount(payment.amount + payment.rounding)

    def _codes(self, transaction: Transaction) -> tuple[ReceiptCode, ...]:
        """The codes to claim the sale with; one of several payments is named, unless it has a slip."""
        codes = [(transaction.guest_receipt_code, _(_CAPTION))]
        several, elsewhere = len(transaction.payments) > 1, self._with_slips(transaction)
        for each in transaction.payments:
            if each in elsewhere:
                continue
            tender, amount = tender_words(each.type), self._settled(each)
            named = _("{tender} {amount}: scan to claim this purchase", tender=tender, amount=amount)
            codes.append((each.receipt_code, named if several else _(_CAPTION)))
        return tuple(self._code(code, caption) for code, caption in codes if code)

    def _code(self, code: str, caption: str) -> ReceiptCode:
        url = self._style.receipt_url.rstrip("/")
        return ReceiptCode(f"{url}/{code}" if url else code, code, caption)


def _places(transaction: Transaction, floor: Sequence[Area]) -> tuple[str, ...]:
    """Whose check it is, for whoever carries it there."""
    table, guests = transaction.head.table_id, transaction.head.guest_count
    areas = [area.name for area in floor if area.name and table in area.tables]
    words = " · ".join([_("Table {table}", table=table), *areas]) if table else ""
    return tuple(each for each in (words, _("Guests: {count}", count=guests) if guests else "") if each)


def _tendered(transaction: Transaction) -> Money:
    """The cash that coins went back for."""
    taken = [each.taken for each in transaction.payments if each.change.minor]
    return total_of(taken, transaction.totals.total.currency)


def _unverified(transaction: Transaction) -> tuple[str, ...]:
    """What the platform could not be asked about."""
    offers = [each.display_name for each in transaction.discounts if each.status is DiscountStatus.OFFLINE]
    said = [_("Offer not verified: {offer}", offer=name) for name in offers]
    whose = {(each.user_id, each.user_id_type) for each in transaction.payments}
    whose |= {(each.additional_user_id, each.additional_user_id_type) for each in transaction.payments}
    if any(user_id and kind != UserIdType.SESSIONM_ID for user_id, kind in whose):
        said.append(_("Member not verified"))
    return tuple(said)


def _line_discounts(transaction: Transaction) -> _LineDiscounts:
    """What each discount on certain lines takes off each of them; for a part of a line, of how many."""
    lines = {sold.line.line_id: sold.line for sold in transaction.lines}
    found: _LineDiscounts = {}
    for discount, shares in shares_in_order(lines, transaction.discounts):
        named = {each.line_id: each.quantity for each in discount.lines}
        for line_id, share in shares.items() if named else ():
            part, whole = named.get(line_id), lines[line_id].quantity
            label = (
                discount.display_name
                if part is None or part >= whole
                else f"{discount.display_name} ({part:f}/{whole:f})"
            )
            found.setdefault(line_id, []).append((label, share))
    return found
