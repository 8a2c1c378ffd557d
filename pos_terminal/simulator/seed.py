"""What the platform knows before the first call: the seed file, read and checked.

A seed is one JSON object; every key is optional, unknown keys are refused::

    {
      "key": "demo-key", "secret": "demo-secret",      credentials of Basic authentication
      "store_ids": ["store-77"], "client_ids": ["client-9"],
      "currency": "USD",                               decides how many decimals money has
      "catalog": [Category or Item, as upload_catalog takes them],
      "employees": [Employee, as upload_employees takes them],
      "offers": [{
        "offer_id": "two-off",
        "kind": "check_fixed | check_percent | item_fixed | item_percent | set_price
                 | buy_get_fixed | buy_get_percent | buy_get_set_price",
        "value": 2.00,                       an amount, a percentage or a price, as the kind says
        "names": {"en_US": "$2 off"},        by culture; the first one is the fallback
        "item_ids": [], "category_ids": [],  what the discount may fall on; both empty: every known item
        "buy_item_ids": [],                  buy_get only: what must be bought; empty: the same items
        "required_quantity": 1,              eligible units needed for each application (the X of buy-X-get-Y)
        "get_quantity": 1,                   buy_get only: units discounted by each application (the Y)
        "pick": "lowest | highest",          which of the eligible units is discounted
        "applications_per_check": 1,
        "minimum_subtotal": 0,
        "store_ids": [],                     empty: everywhere
        "starts": "2026-01-01T00:00:00.000Z", "ends": "…",   looked at by lock and redeem, not by lookup
        "image_url": "https://…",            or "/pictures/cup.png": one of the simulator's own (pictures.py)
        "extra": {}                          further keys of the Discount object, which clients must echo
      }],
      "members": [{
        "user_id": "…", "user_account_id": "…", "first_name": "…", "last_name": "…",
        "phone": "digits", "email": "…", "external_customer_id": "card number",
        "profile_fields": {"tier": "Gold"},
        "shows_points": true,                false: the row has no `points`
        "shows_offers": true,                false: nor `offers`, whatever it is looked up by
        "partial": false,                    true: only a lookup by user id returns the full row
        "point_accounts": [{"account_name": "…", "point_account_id": "…", "user_point_account_id": "…",
                            "grouping_label": "…", "available_balance": 0, "life_time_value": 0, "earns": true}],
        "offers": [{"user_offer_id": "uo-1", "offer_id": "two-off"}]
      }],
      "ttl_codes": [{"code": "…", "user_offer_id": "uo-1", "seconds": 300}]   valid so long from the start
    }
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Literal

from pos_terminal.simulator.books import Books
from pos_terminal.simulator.checks import Decimals, TableCheck
from pos_terminal.simulator.config import Clock, SimulatorConfig
from pos_terminal.simulator.currencies import exponent_of
from pos_terminal.simulator.fields import EMPLOYEE, Kind, Table, may, need
from pos_terminal.simulator.jsontext import Json, JsonTextError, parse
from pos_terminal.simulator.ledger import Ledger
from pos_terminal.simulator.members import Member, Members, PointAccount
from pos_terminal.simulator.metadata import Metadata
from pos_terminal.simulator.offers import Offer, OfferKind
from pos_terminal.simulator.rows import Row
from pos_terminal.simulator.wallet import TtlCode, Wallet, WalletOffer

_PICKS: dict[str, Literal["lowest", "highest"]] = {"lowest": "lowest", "highest": "highest"}

_OFFER: Table = (
    need("offer_id", Kind.TEXT),
    need("kind", Kind.TEXT, legal=tuple(OfferKind)),
    need("value", Kind.NUMBER),
    need("names", Kind.TEXT_MAP),
    may("item_ids", Kind.TEXTS),
    may("category_ids", Kind.TEXTS),
    may("buy_item_ids", Kind.TEXTS),
    may("required_quantity", Kind.WHOLE),
    may("get_quantity", Kind.WHOLE),
    may("pick", Kind.TEXT, legal=tuple(_PICKS)),
    may("applications_per_check", Kind.WHOLE),
    may("minimum_subtotal", Kind.NUMBER),
    may("store_ids", Kind.TEXTS),
    may("starts", Kind.TIME),
    may("ends", Kind.TIME),
    may("image_url", Kind.TEXT),
    may("extra", Kind.FREE),
)

_POINT_ACCOUNT: Table = (
    need("account_name", Kind.TEXT),
    need("point_account_id", Kind.TEXT),
    may("user_point_account_id", Kind.TEXT),
    need("grouping_label", Kind.TEXT),
    need("available_balance", Kind.NUMBER),
    need("life_time_value", Kind.NUMBER),
    may("earns", Kind.FLAG),
)

_MEMBER: Table = (
    need("user_id", Kind.TEXT),
    need("user_account_id", Kind.TEXT),
    may("first_name", Kind.TEXT),
    may("last_name", Kind.TEXT),
    may("phone", Kind.DIGITS),
    may("email", Kind.TEXT),
    may("external_customer_id", Kind.TEXT),
    may("profile_fields", Kind.TEXT_MAP),
    may("shows_points", Kind.FLAG),
    may("shows_offers", Kind.FLAG),
    may("partial", Kind.FLAG),
    may("point_accounts", Kind.TABLES, table=_POINT_ACCOUNT),
    may("offers", Kind.TABLES, table=(need("user_offer_id", Kind.TEXT), need("offer_id", Kind.TEXT))),
)

_SEED: Table = (
    may("key", Kind.TEXT),
    may("secret", Kind.TEXT),
    may("store_ids", Kind.TEXTS),
    may("client_ids", Kind.TEXTS),
    may("currency", Kind.TEXT),
    may("catalog", Kind.CATALOG_ROWS),
    may("employees", Kind.TABLES, table=EMPLOYEE),
    may("offers", Kind.TABLES, table=_OFFER),
    may("members", Kind.TABLES, table=_MEMBER),
    may(
        "ttl_codes",
        Kind.TABLES,
        table=(need("code", Kind.TEXT), need("user_offer_id", Kind.TEXT), need("seconds", Kind.WHOLE)),
    ),
)


class SeedError(ValueError):
    """The seed cannot be used; the text names every fault by its place."""


class Seed:
    """A checked seed, from which fresh books can be made any number of times."""

    def __init__(self, value: Json) -> None:
        """Check a seed.

        Raises:
            SeedError: Anything in it is wrong.
        """
        if not isinstance(value, dict):
            raise SeedError("the seed must be a JSON object")
        problems = list(TableCheck(Decimals(money=6, unit_price=6, quantity=6)).problems(value, _SEED, ""))
        if problems:
            raise SeedError("; ".join(problems))
        self._row = Row(value)
        self._exponent = self._currency_exponent()
        self._offers = {row.text("offer_id"): _offer(row) for row in self._row.rows("offers")}
        self._refuse_dangling()

    def configure(self, config: SimulatorConfig) -> SimulatorConfig:
        """The configuration with the seed's credentials, stores, clients and currency put in."""
        row = self._row
        return replace(
            config,
            key=row.text("key", config.key),
            secret=row.text("secret", config.secret),
            store_ids=frozenset(row.texts("store_ids")) or config.store_ids,
            client_ids=frozenset(row.texts("client_ids")) or config.client_ids,
            currency_exponent=config.currency_exponent if self._exponent is None else self._exponent,
        )

    def open_books(self, config: SimulatorConfig, clock: Clock) -> Books:
        """Fresh books: the seed's members, offers, catalog and employees, and no transaction."""
        members = self._row.rows("members")
        held = [
            WalletOffer(row.text("user_offer_id"), member.text("user_id"), self._offers[row.text("offer_id")])
            for member in members
            for row in member.rows("offers")
        ]
        now = clock()
        codes = [
            TtlCode(row.text("code"), row.text("user_offer_id"), now + timedelta(seconds=row.whole("seconds")))
            for row in self._row.rows("ttl_codes")
        ]
        metadata = Metadata()
        metadata.upload_catalog(self._row.rows("catalog"))
        metadata.upload_employees(self._row.rows("employees"))
        metadata.uploads = 0
        wallet = Wallet(held, codes, config.lock_seconds)
        return Books(config, Members(_member(row) for row in members), wallet, metadata, Ledger())

    def _currency_exponent(self) -> int | None:
        code = self._row.text_or_none("currency")
        try:
            return None if code is None else exponent_of(code)
        except ValueError as error:
            raise SeedError(f"currency: {error}") from error

    def _refuse_dangling(self) -> None:
        held = [row for member in self._row.rows("members") for row in member.rows("offers")]
        unknown = [row.text("offer_id") for row in held if row.text("offer_id") not in self._offers]
        issued = {row.text("user_offer_id") for row in held}
        unknown += [row.text("code") for row in self._row.rows("ttl_codes") if row.text("user_offer_id") not in issued]
        if unknown:
            raise SeedError(f"no such offer: {', '.join(unknown)}")
        nameless = [offer.offer_id for offer in self._offers.values() if not offer.names]
        if nameless:
            raise SeedError(f"offers: no names for {', '.join(nameless)}")
        if len(issued) != len(held):
            raise SeedError("members: a user_offer_id is there twice")


def load_seed(path: Path | None = None) -> Seed:
    """Read a seed file; without a path the one that comes with the simulator.

    Raises:
        SeedError: The file cannot be read or anything in it is wrong.
    """
    if path is None:
        return Seed(parse(resources.files(__package__).joinpath("seed.json").read_bytes()))
    try:
        return Seed(parse(path.read_bytes()))
    except OSError as error:
        raise SeedError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (JsonTextError, SeedError) as error:
        raise SeedError(f"{path}: {error}") from error


def _offer(row: Row) -> Offer:
    return Offer(
        offer_id=row.text("offer_id"),
        kind=OfferKind(row.text("kind")),
        value=row.number("value"),
        names=row.texts_by_name("names"),
        item_ids=frozenset(row.texts("item_ids")),
        category_ids=frozenset(row.texts("category_ids")),
        buy_item_ids=frozenset(row.texts("buy_item_ids")),
        required_quantity=max(row.whole("required_quantity", 1), 1),
        get_quantity=row.whole("get_quantity", 1),
        pick=_PICKS[row.text("pick", "lowest")],
        applications_per_check=row.whole("applications_per_check", 1),
        minimum_subtotal=row.number("minimum_subtotal", Decimal(0)),
        store_ids=frozenset(row.texts("store_ids")),
        starts=row.time_or_none("starts"),
        ends=row.time_or_none("ends"),
        image_url=row.text_or_none("image_url"),
        extra=row.object("extra"),
    )


def _member(row: Row) -> Member:
    return Member(
        user_id=row.text("user_id"),
        user_account_id=row.text("user_account_id"),
        first_name=row.text_or_none("first_name"),
        last_name=row.text_or_none("last_name"),
        phone=row.text_or_none("phone"),
        email=row.text_or_none("email"),
        external_customer_id=row.text_or_none("external_customer_id"),
        profile_fields=row.texts_by_name("profile_fields"),
        accounts=[_account(account) for account in row.rows("point_accounts")],
        partial=row.flag("partial", default=False),
        shows_points=row.flag("shows_points", default=True),
        shows_offers=row.flag("shows_offers", default=True),
    )


def _account(row: Row) -> PointAccount:
    return PointAccount(
        account_name=row.text("account_name"),
        point_account_id=row.text("point_account_id"),
        grouping_label=row.text("grouping_label"),
        available_balance=row.number("available_balance"),
        life_time_value=row.number("life_time_value"),
        user_point_account_id=row.text_or_none("user_point_account_id"),
        earns=row.flag("earns", default=False),
    )
