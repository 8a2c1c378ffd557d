"""What a receipt has to say, with every amount already written out: the templates get nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReceiptAmount:
    """A labelled amount: a discount, or a row of the totals; ``is_sum``: it is what the rows above it come to."""

    label: str
    amount: str
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptModifier:
    """A modifier under its line; the amount is empty when it costs nothing."""

    name: str
    quantity: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One line item.

    Attributes:
        quantity: as printed before the unit price, with its unit when weighed: ``2`` or ``0.846 kg``. Empty for a
            single piece, which needs no second row.
        unit_price: the price of one piece or unit, written out.
        amount: the extended amount before discounts and without modifiers, written out.
        discounts: each amount negative.
        list_price: what one piece or unit would cost, where another price was set.
        tare: what the package weighs, taken off the quantity already.
    """

    name: str
    amount: str
    quantity: str = ""
    unit_price: str = ""
    modifiers: tuple[ReceiptModifier, ...] = ()
    discounts: tuple[ReceiptAmount, ...] = ()
    list_price: str = ""
    tare: str = ""
    note: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptTax:
    """One tax of the totals.

    Attributes:
        label: name and rate: ``VAT 19 %``.
        base: the amount that was taxed, written out.
        included: the tax is part of the prices above, not added to them.
    """

    label: str
    base: str
    amount: str
    included: bool


@dataclass(frozen=True, slots=True)
class ReceiptPayment:
    """One payment, with what the terminal or bank wants printed below it."""

    label: str
    amount: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """A receipt code the customer can scan to have the sale put to an account.

    Attributes:
        url: what the QR code holds.
        code: the same code for typing.
        caption: what it is for, one sentence.
    """

    url: str
    code: str
    caption: str


@dataclass(frozen=True, slots=True)
class ReceiptMember:
    """The member that a sale belongs to, as far as the shop wants them named; it promises nothing.

    Attributes:
        name: empty when the shop prints none.
        points: what the platform said could be spent when it was asked; empty where it said nothing.
        as_of: when that was, in the store's own time.
    """

    name: str = ""
    points: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptContext:
    """All a sale's receipt shows. Every text is written out for the reader; an empty one is not printed.

    Attributes:
        header: lines below the store's name: address, telephone, tax number.
        time: in the store's own time.
        subtotal: the lines with their modifiers and line discounts.
        discounts: those of the whole basket, each amount negative.
        rounding: what cash rounding added or took: the total and it are what the payments add up to.
        cash_tendered: the cash taken; empty when none was.
        member: None when nobody was looked up, or this till does not know any more.
        unverified: what the platform has not confirmed: an offer used offline, a member whose number was keyed.
        journal_mark: the number of the journal entry, and the beginning of its hash.
        copy_number: 0 on the original, then 1 for the first copy.
        logo: the name of a picture; empty for none.
        is_training: nothing was sold.
        is_guest_check: nothing is paid yet.
        places: table with its area and guests, on a guest check.
    """

    store_name: str
    register: str
    operator: str
    transaction_id: str
    time: str
    lines: tuple[ReceiptLine, ...]
    subtotal: str
    total: str
    header: tuple[str, ...] = ()
    discounts: tuple[ReceiptAmount, ...] = ()
    taxes: tuple[ReceiptTax, ...] = ()
    payments: tuple[ReceiptPayment, ...] = ()
    rounding: str = ""
    cash_tendered: str = ""
    change: str = ""
    codes: tuple[ReceiptCode, ...] = ()
    member: ReceiptMember | None = None
    footer: tuple[str, ...] = ()
    journal_mark: str = ""
    copy_number: int = 0
    logo: str = ""
    is_training: bool = False
    is_guest_check: bool = False
    places: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AmendmentContext:
    """All that is printed when something was done to an ended sale.

    Attributes:
        title: what was done, large.
        sale: what it was done to, with what it comes to; its payments and codes are not printed again.
        total_label: what the sale's total is called here.
        done_by: who did it, with what they did.
        refunds: what was given back in each tender.
        rounding: what cash was rounded by (below zero: less was given back); empty: by nothing.
        tip: what went back with the goods as a tip; empty: none. Total, rounding and tip are all that went back.
        credits: what was credited to another sale, the one of ``credited_to``, in an exchange.
        is_receiptless: whether goods came back that no sale is known of: then nobody sold them.
    """

    title: str
    sale: ReceiptContext
    total_label: str
    done_by: str
    approved_by: str = ""
    reason: str = ""
    refunds: tuple[ReceiptPayment, ...] = ()
    credits: tuple[ReceiptPayment, ...] = ()
    credited_to: str = ""
    is_receiptless: bool = False
    rounding: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class GiftLine:
    """One line item that was given; ``quantity`` with its unit when weighed, empty for a single piece."""

    name: str
    quantity: str = ""
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GiftContext:
    """All a gift receipt shows: what was bought, and no price of it, payment, member or code to claim points with.

    Attributes:
        time: when the sale was begun, in the store's own time.
        return_code: what the QR code holds: it leads to the sale.
        copy_number: 0 on the first one, then 1 for the first copy.
    """

    store_name: str
    header: tuple[str, ...]
    register: str
    transaction_id: str
    time: str
    lines: tuple[GiftLine, ...]
    return_code: str
    footer: tuple[str, ...] = ()
    journal_mark: str = ""
    copy_number: int = 0
    is_training: bool = False
    logo: str = ""


@dataclass(frozen=True, slots=True)
class PaymentSlipContext:
    """What one of several who paid for a sale takes home: their payment, and its code.

    Attributes:
        time: in the store's own time.
        total: of the whole sale.
        code: None where the sale has none for this payment.
        copy_number: that of the sale's receipt.
    """

    store_name: str
    header: tuple[str, ...]
    register: str
    operator: str
    transaction_id: str
    time: str
    total: str
    payment: ReceiptPayment
    code: ReceiptCode | None = None
    footer: tuple[str, ...] = ()
    journal_mark: str = ""
    copy_number: int = 0
    is_training: bool = False
    logo: str = ""


@dataclass(frozen=True, slots=True)
class PrinterTestContext:
    """What a test page shows, so that a person can see whether printer and settings agree.

    Attributes:
        amounts: one in each currency the shop takes, to see the signs.
        names: items as they are called in the catalog, to see the scripts.
        qr: what the code holds.
    """

    store_name: str
    register: str
    time: str
    printer: str
    columns: int
    amounts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    qr: str = ""
