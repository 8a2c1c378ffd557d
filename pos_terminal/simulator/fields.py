"""The field tables of the platform's published interface, as data: one row a field, in the published order."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias


class Kind(Enum):
    """What a field's value must be."""

    TEXT = auto()
    ID = auto()
    """A text of at most 255 characters: an id, a type, a channel."""
    CODE = auto()
    """An id that is never empty, where it is there at all."""
    DIGITS = auto()
    CULTURE = auto()
    WHOLE = auto()
    FLAG = auto()
    MONEY = auto()
    UNIT_PRICE = auto()
    QUANTITY = auto()
    NUMBER = auto()
    TIME = auto()
    FREE = auto()
    """Any JSON object (`custom_data`)."""
    TEXT_MAP = auto()
    TEXTS = auto()
    TABLE = auto()
    TABLES = auto()
    CATALOG_ROWS = auto()
    """A mixed array: a row with `category_id` is a Category, one with `item_id` an Item."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its wire name, its kind, whether it must be there, its legal values or its inner table."""

    name: str
    kind: Kind
    required: bool
    legal: tuple[str, ...] = ()
    table: "Table" = ()


Table: TypeAlias = tuple[Field, ...]


def need(name: str, kind: Kind, *, legal: tuple[str, ...] = (), table: Table = ()) -> Field:
    """A required field: present, and not null."""
    return Field(name, kind, required=True, legal=legal, table=table)


def may(name: str, kind: Kind, *, legal: tuple[str, ...] = (), table: Table = ()) -> Field:
    """An optional field: absent and null mean the same."""
    return Field(name, kind, required=False, legal=legal, table=table)


USER_ID_TYPES = ("SessionM_ID", "Email", "Phone", "External_ID")
DISCOUNT_STATUSES = ("LOCKED", "REDEEMED", "INFO", "OFFLINE")
OFFER_LOOKUP_TYPES = ("TTLCode", "UserOfferId")

CONTAINER: Table = (
    need("store_id", Kind.ID),
    need("client_id", Kind.ID),
    need("request_id", Kind.ID),
    may("culture", Kind.CULTURE),
    need("request_payload", Kind.FREE),
)

ITEM: Table = (
    need("line_id", Kind.ID),
    need("item_id", Kind.ID),
    need("quantity", Kind.QUANTITY),
    need("unit_price", Kind.UNIT_PRICE),
    need("subtotal", Kind.MONEY),
    need("tax_included", Kind.MONEY),
    may("modifies_line_id", Kind.ID),
    may("custom_data", Kind.FREE),
)

PAYMENT: Table = (
    need("payment_id", Kind.ID),
    need("amount", Kind.MONEY),
    need("type", Kind.ID),
    need("payment_time", Kind.TIME),
    may("user_id", Kind.ID),
    may("user_id_type", Kind.TEXT, legal=USER_ID_TYPES),
    may("additional_user_id", Kind.ID),
    may("additional_user_id_type", Kind.TEXT, legal=USER_ID_TYPES),
    may("receipt_code", Kind.CODE),
    may("custom_data", Kind.FREE),
)

DISCOUNT: Table = (
    need("reference_id", Kind.ID),
    need("reference_id_type", Kind.ID),
    may("pos_discount_id", Kind.ID),
    may("status", Kind.TEXT, legal=DISCOUNT_STATUSES),
    need("display_name", Kind.TEXT),
    may("image_url", Kind.TEXT),
    may("discounted_line_ids", Kind.TEXTS),
    may("discounted_line_id_quantities", Kind.TEXTS),
    need("discount_source", Kind.ID),
    need("amount", Kind.MONEY),
    need("stack_order", Kind.WHOLE),
    need("applied_time", Kind.TIME),
    may("user_id", Kind.ID),
)

TRANSACTION: Table = (
    need("pos_employee_id", Kind.ID),
    may("sm_employee_id", Kind.ID),
    may("table_id", Kind.ID),
    may("guest_count", Kind.WHOLE),
    need("is_closed", Kind.FLAG),
    need("is_voided", Kind.FLAG),
    need("transaction_id", Kind.ID),
    may("from_transaction_id", Kind.ID),
    need("subtotal", Kind.MONEY),
    need("tax_total", Kind.MONEY),
    need("open_time", Kind.TIME),
    need("modified_time", Kind.TIME),
    may("guest_receipt_code", Kind.CODE),
    need("channel", Kind.ID),
    need("items", Kind.TABLES, table=ITEM),
    need("payments", Kind.TABLES, table=PAYMENT),
    need("discounts", Kind.TABLES, table=DISCOUNT),
    may("custom_data", Kind.FREE),
)

BATCH: Table = (need("transactions", Kind.TABLES, table=TRANSACTION),)

LOOKUP_ARGUMENTS = ("email", "phone", "user_id", "external_customer_id")
LOOKUP: Table = (
    may("email", Kind.TEXT),
    may("phone", Kind.DIGITS),
    may("user_id", Kind.ID),
    may("external_customer_id", Kind.ID),
    may("transaction", Kind.TABLE, table=TRANSACTION),
)

OFFER_CALL: Table = (
    need("offer_lookup_code", Kind.ID),
    need("offer_lookup_type", Kind.TEXT, legal=OFFER_LOOKUP_TYPES),
    need("transaction", Kind.TABLE, table=TRANSACTION),
)

OFFER_RETURN: Table = (need("user_offer_id", Kind.ID), need("employee_id", Kind.ID))

CATEGORY: Table = (
    need("category_id", Kind.ID),
    need("name", Kind.TEXT),
    may("description", Kind.TEXT),
    may("category_ids", Kind.TEXTS),
    may("item_ids", Kind.TEXTS),
)

CATALOG_ITEM: Table = (
    need("item_id", Kind.ID),
    may("sku", Kind.TEXT),
    need("name", Kind.TEXT),
    may("description", Kind.TEXT),
    need("is_modifier", Kind.FLAG),
    may("modifies_item_ids", Kind.TEXTS),
)

CATALOG: Table = (need("items", Kind.CATALOG_ROWS),)

EMPLOYEE: Table = (
    need("employee_id", Kind.ID),
    need("first_name", Kind.TEXT),
    need("last_name", Kind.TEXT),
    may("start_date", Kind.TIME),
    may("end_date", Kind.TIME),
)

EMPLOYEES: Table = (need("employees", Kind.TABLES, table=EMPLOYEE),)

PREFIX = "/api/2.0/"
PAYLOADS: dict[str, Table] = {
    PREFIX + "send_transaction": TRANSACTION,
    PREFIX + "send_batch_transaction": BATCH,
    PREFIX + "lookup": LOOKUP,
    PREFIX + "redeem": OFFER_CALL,
    PREFIX + "lock": OFFER_CALL,
    PREFIX + "unlock": OFFER_RETURN,
    PREFIX + "reinstate": OFFER_RETURN,
    PREFIX + "upload_catalog": CATALOG,
    PREFIX + "upload_employees": EMPLOYEES,
}
"""The request payload of each endpoint, by path."""
