"""The tables of catalog and employees as SQLModel declares them, for administration and reports.

The desk reads the same tables with plain SQL; a test holds both against the schema's own file. The word indexes and the
view are SQLite's own and stand only there.
"""

from collections.abc import Callable
from typing import ClassVar, TypeAlias

from sqlmodel import Field, SQLModel

_Name: TypeAlias = str | Callable[..., str]
"""What SQLModel lets a table's name be; each below is a text."""


class CatalogInForceRow(SQLModel, table=True):
    """The one row that says which edition is sold from."""

    __tablename__: ClassVar[_Name] = "catalog_in_force"

    only_row: int = Field(primary_key=True)
    edition: int
    currency: str
    previous: int | None
    previous_currency: str | None


class CatalogItemRow(SQLModel, table=True):
    """An item of an edition; ``row`` is edition * 2^32 + rank."""

    __tablename__: ClassVar[_Name] = "catalog_item"

    row: int = Field(primary_key=True)
    item_id: str
    name: str
    price_minor: int
    sku: str | None
    description: str | None
    tax_codes: str
    barcodes: str
    plu: str | None
    unit: str
    category_id: str | None
    image: str | None
    open_price: int
    active: int
    minimum_age: int | None
    max_per_sale: str | None
    is_modifier: int
    rules: str | None
    folded: str | None
    digest: bytes


class CatalogCodeRow(SQLModel, table=True):
    """A code that names an item exactly: kind 0 GTIN, 1 other barcode, 2 SKU, 3 PLU, 4 item id."""

    __tablename__: ClassVar[_Name] = "catalog_code"

    edition: int = Field(primary_key=True)
    code: str = Field(primary_key=True)
    kind: int = Field(primary_key=True)
    row: int


class CatalogCategoryRow(SQLModel, table=True):
    """A category; ``category_ids`` are its children, joined by ``|``."""

    __tablename__: ClassVar[_Name] = "catalog_category"

    edition: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    category_id: str
    name: str
    description: str | None
    parent_id: str | None
    category_ids: str


class CatalogShelfRow(SQLModel, table=True):
    """An item on sale of a category or of one below it."""

    __tablename__: ClassVar[_Name] = "catalog_shelf"

    edition: int = Field(primary_key=True)
    category_id: str = Field(primary_key=True)
    row: int = Field(primary_key=True)


class CatalogModifierRow(SQLModel, table=True):
    """A modifier of an item; ``item_id`` is empty for those that go with any."""

    __tablename__: ClassVar[_Name] = "catalog_modifier"

    edition: int = Field(primary_key=True)
    item_id: str = Field(primary_key=True)
    row: int = Field(primary_key=True)


class CatalogTaxRow(SQLModel, table=True):
    """A tax of an edition; ``included`` None leaves it to the terminal's setting."""

    __tablename__: ClassVar[_Name] = "catalog_tax"

    edition: int = Field(primary_key=True)
    tax_code: str = Field(primary_key=True)
    name: str
    kind: str
    rate: str
    included: int | None
    adds_to_base_of_next: int
    base_affected_by_previous: int


class EmployeeRow(SQLModel, table=True):
    """Somebody who works in the store; dates are ISO texts."""

    __tablename__: ClassVar[_Name] = "employee"

    employee_id: str = Field(primary_key=True)
    first_name: str
    last_name: str
    role: str
    start_date: str | None
    end_date: str | None
    sm_employee_id: str | None
    badge: str | None


class EmployeePinRow(SQLModel, table=True):
    """The Argon2id hash of somebody's PIN."""

    __tablename__: ClassVar[_Name] = "employee_pin"

    employee_id: str = Field(primary_key=True)
    pin_hash: str


class PinAttemptsRow(SQLModel, table=True):
    """Wrong PINs in a row, for one employee or the terminal; times are seconds of wall time."""

    __tablename__: ClassVar[_Name] = "pin_attempts"

    subject: str = Field(primary_key=True)
    failures: int
    locked_until: float
    seen_at: float
