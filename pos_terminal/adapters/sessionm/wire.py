"""The platform's own names: every path, and every field of every table, as its interface publishes them.

A class is a table of the interface; its fields are the JSON keys, in the published order. None is left out; an array
that is required is there even when it is empty. Nothing outside this module spells a name of the platform.
"""

from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from pos_terminal.adapters.sessionm.jsontext import JsonObject, Table, Verbatim, table
from pos_terminal.domain.money import Money

SEND = "/api/2.0/send_transaction"
SEND_BATCH = "/api/2.0/send_batch_transaction"
LOOKUP = "/api/2.0/lookup"
REDEEM = "/api/2.0/redeem"
LOCK = "/api/2.0/lock"
UNLOCK = "/api/2.0/unlock"
REINSTATE = "/api/2.0/reinstate"
UPLOAD_CATALOG = "/api/2.0/upload_catalog"
UPLOAD_EMPLOYEES = "/api/2.0/upload_employees"
PATHS = frozenset({SEND, SEND_BATCH, LOOKUP, REDEEM, LOCK, UNLOCK, REINSTATE, UPLOAD_CATALOG, UPLOAD_EMPLOYEES})
ANSWERED_WITH_PAYLOAD = frozenset({LOOKUP, REDEEM, LOCK})
"""Where a success says something; everywhere else it is the bare container."""

OURS = "POS"
"""``discount_source`` of the shop's own discounts."""
THEIRS = "SessionM"
OK = "ok"
"""The status of a success, case-folded."""
POS_DISCOUNT_ID = "pos_discount_id"
"""The one field of a received discount that is ours to set."""

JOURNAL_HASH = "journal_hash"
LOT = "lot"
SERIAL = "serial"
EXPIRY = "expiry"
REASON = "reason"
TIP = "tip"
CustomData: TypeAlias = dict[str, str | Money]
"""What the tenant has agreed to take beyond the tables, under the names above."""


@table
class Container(Table):
    """General Request Container."""

    store_id: str
    client_id: str
    request_id: str
    culture: str | None = None
    request_payload: Table | Verbatim


@table
class Item(Table):
    """Request Properties for Item Objects: a line of a transaction."""

    line_id: str
    item_id: str
    quantity: Decimal
    unit_price: Money
    subtotal: Money
    tax_included: Money
    modifies_line_id: str | None = None
    custom_data: CustomData | None = None


@table
class Payment(Table):
    """Request Properties for Payment Objects."""

    payment_id: str
    amount: Money
    type: str
    payment_time: datetime
    user_id: str | None = None
    user_id_type: str | None = None
    additional_user_id: str | None = None
    additional_user_id_type: str | None = None
    receipt_code: str | None = None
    custom_data: CustomData | None = None


@table
class Discount(Table):
    """Request Properties for Discount Objects."""

    reference_id: str
    reference_id_type: str
    pos_discount_id: str | None = None
    status: str | None = None
    display_name: str
    image_url: str | None = None
    discounted_line_ids: tuple[str, ...] | None = None
    discounted_line_id_quantities: tuple[str, ...] | None = None
    discount_source: str
    amount: Money
    stack_order: int
    applied_time: datetime
    user_id: str | None = None


@table
class Transaction(Table):
    """Request Properties for Transaction."""

    pos_employee_id: str
    sm_employee_id: str | None = None
    table_id: str | None = None
    guest_count: int | None = None
    is_closed: bool
    is_voided: bool
    transaction_id: str
    from_transaction_id: str | None = None
    subtotal: Money
    tax_total: Money
    open_time: datetime
    modified_time: datetime
    guest_receipt_code: str | None = None
    channel: str
    items: tuple[Item, ...]
    payments: tuple[Payment, ...]
    discounts: tuple[Discount | Verbatim, ...]
    custom_data: CustomData | None = None


@table
class Batch(Table):
    """Request Properties for Batch Transaction."""

    transactions: tuple[Verbatim, ...]


@table
class UserLookup(Table):
    """Request Properties for User Lookup."""

    email: str | None = None
    phone: str | None = None
    user_id: str | None = None
    external_customer_id: str | None = None
    transaction: Transaction | None = None


@table
class OfferRequest(Table):
    """Request Properties for Immediate Redeem, and for Lock Offer."""

    offer_lookup_code: str
    offer_lookup_type: str
    transaction: Transaction


@table
class OfferReturn(Table):
    """Request Properties for Unlock Offer, and for Reinstate Offer."""

    user_offer_id: str
    employee_id: str


@table
class CatalogCategory(Table):
    """Request Properties for Category."""

    category_id: str
    name: str
    description: str | None = None
    category_ids: tuple[str, ...] | None = None
    item_ids: tuple[str, ...] | None = None


@table
class CatalogItem(Table):
    """Request Properties for Item, in a catalog."""

    item_id: str
    sku: str | None = None
    name: str
    description: str | None = None
    is_modifier: bool
    modifies_item_ids: tuple[str, ...] | None = None


@table
class Catalog(Table):
    """Request Properties for Catalog: categories and items in one array, told apart by their ids."""

    items: tuple[CatalogCategory | CatalogItem, ...]


@table
class Employee(Table):
    """Request Properties for Employee."""

    employee_id: str
    first_name: str
    last_name: str
    start_date: datetime | None = None
    end_date: datetime | None = None


@table
class Employees(Table):
    """Request Properties for Employees."""

    employees: tuple[Employee, ...]


@table
class Answer(Table):
    """General Response Container, as loosely as a stranger may fill it in."""

    status: object = None
    payload: object = None
    errors: object = None
    error: object = None


@table
class Error(Table):
    """What stands in ``errors``, by everything that services of this platform have been seen to put there."""

    code: str = ""
    type: str = ""
    error: str = ""
    message: str = ""
    raw_message: str = ""


@table
class LookupPayload(Table):
    """Response Object of User Lookup."""

    users: tuple[JsonObject, ...]


@table
class PointAccount(Table):
    """Response Properties for Point Account Objects, of which an answer may lack any: what is not told is not zero."""

    account_name: str = ""
    user_point_account_id: str | None = None
    point_account_id: str = ""
    grouping_label: str = ""
    available_balance: Decimal | None = None
    life_time_value: Decimal | None = None


@table
class User(Table):
    """Response Properties for User."""

    user_reference_id: str
    user_account_id: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    email: str | None = None
    points: object = None
    profile_fields: object = None
    offers: object = None
    point_accounts: object = None


@table
class ReceivedDiscount(Table):
    """A Discount as the platform gives it out: an offer that is not applied yet has less of it."""

    reference_id: str
    reference_id_type: str | None = None
    pos_discount_id: str | None = None
    status: str | None = None
    display_name: str | None = None
    image_url: str | None = None
    discounted_line_ids: tuple[str, ...] = ()
    discounted_line_id_quantities: tuple[Decimal, ...] = ()
    discount_source: str | None = None
    amount: Decimal | None = None
    stack_order: Decimal | None = None
    applied_time: datetime | None = None
    user_id: str | None = None
