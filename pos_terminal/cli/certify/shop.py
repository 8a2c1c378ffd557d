"""The small shop that items are run in: its catalog, its staff, and what a simulator is told of its members."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from pos_terminal.adapters.files.employees import EmployeeFile
from pos_terminal.app.syncing import put_catalog
from pos_terminal.app.terminal import Terminal
from pos_terminal.application.syncing import EmployeeSync, SyncProgress, SyncResult
from pos_terminal.domain.money import Currency, Money
from pos_terminal.settings.device_sections import PrinterSettings
from pos_terminal.settings.sections import MoneySettings, SaleSettings, Settings, StoreSettings

CASHIER, PIN = "1001", "2580"
AVA = "5f0e3a52-9a0e-4f35-8a01-0000000000a1"
MISAKI = "5f0e3a52-9a0e-4f35-8a01-0000000000a2"
LIAM = "5f0e3a52-9a0e-4f35-8a01-0000000000a3"
LAYLA = "5f0e3a52-9a0e-4f35-8a01-0000000000a6"
SHARED_PHONE, UNKNOWN_PHONE = "5550100044", "5550100199"
EXPIRED_CODE, UNKNOWN_CODE = "131313", "909090"
ENDS_AFTER = timedelta(seconds=5)
"""From the seed's making: long enough to lock the offer on a machine that is busy with other things."""
_ITEMS = {"muffin": 325, "water": 100, "bagel": 250}

Row = dict[str, object]


def price(minor: int, currency: Currency) -> str:
    """An amount of so many of the currency's smallest units, as people write it."""
    return str(Money(minor, currency))


def catalog(item_id: str, currency: Currency) -> Row:
    """What can be sold: ``item_id`` is the item that offers are for, which the platform has to know."""
    simple = {item_id: 450} | _ITEMS
    items: list[Row] = [
        {"item_id": each, "name": each.title(), "price": price(minor, currency)} for each, minor in simple.items()
    ]
    items += [
        {"item_id": "oat", "name": "Oat milk", "price": price(60, currency)} | _modifies(item_id),
        {"item_id": "apples", "name": "Apples", "price": price(299, currency), "unit": "kg"},
        {"item_id": "open", "name": "Anything", "price": price(0, currency), "open_price": True},
    ]
    tax: Row = {"tax_code": "STD", "name": "Sales tax", "rate": "0.0825"}
    shelf: Row = {"category_id": "certified", "name": "Certification", "item_ids": list(simple)}
    return {"taxes": [tax], "categories": [shelf], "items": [each | {"tax_codes": ["STD"]} for each in items]}


def _modifies(item_id: str) -> Row:
    return {"is_modifier": True, "modifies_item_ids": [item_id]}


def stock(terminal: Terminal, item_id: str) -> None:
    """Give a new terminal its catalog and its cashier, who has no PIN yet."""
    folder, currency = terminal.settings.data_dir, terminal.settings.currency
    person = {"employee_id": CASHIER, "first_name": "Maya", "last_name": "Rossi", "role": "cashier"}
    goods = _written(folder / "goods.json", catalog(item_id, currency))
    _taken(put_catalog(terminal, goods, _quietly))
    staff = EmployeeFile(_written(folder / "staff.json", {"employees": [person]}))
    _taken(EmployeeSync(terminal.staff).import_file(staff))


def settings_of(configured: Settings, folder: Path, register_id: str) -> Settings:
    """The configured platform, store and taxes, in a folder of its own, under a register of its own.

    Whatever the shop allows, nothing is claimed offline: a run must not use offers up that nobody has confirmed. Nor
    does it put its own small catalog in the place of the platform's.
    """
    url = configured.platform.receipt_url or "https://r.example.com"
    terminal = replace(
        configured.terminal,
        register_id=register_id,
        data_dir=str(folder / "data"),
        disk_reserve_mb=0,
        pin_hashing="light",  # of a PIN that is made up for it
    )
    return Settings(
        terminal=terminal,
        platform=replace(configured.platform, receipt_url=url, offline_offers=False, uploads=False),
        tax=configured.tax,
        money=MoneySettings(configured.money.rounding_mode),
        sale=SaleSettings(),
        printer=PrinterSettings("none"),
        store=StoreSettings("Certification"),
        folder=folder,
    )


def seed(item_id: str, currency: Currency, now: datetime) -> Row:
    """Members and offers for a simulator; one of the offers ends two seconds after ``now``."""
    items: list[Row] = [
        {"item_id": each, "name": each, "is_modifier": False} for each in (item_id, *_ITEMS, "apples", "open")
    ]
    items.append({"item_id": "oat", "name": "oat", "is_modifier": True, "modifies_item_ids": [item_id]})
    offers = {each["offer_id"]: each for each in _offers(item_id, currency, now)}
    wallets = {AVA: [str(each) for each in offers], MISAKI: ["tenth"], LIAM: ["dollar"]}
    held = {
        user_id: [{"user_offer_id": f"uo-{each}-{user_id[-1]}", "offer_id": each} for each in names]
        for user_id, names in wallets.items()
    }
    codes = [("424242", f"uo-tenth-{AVA[-1]}", 86_400), (EXPIRED_CODE, f"uo-dollar-{AVA[-1]}", 0)]
    return {
        "catalog": items,
        "offers": list(offers.values()),
        "members": [member | {"offers": held.get(str(member["user_id"]), [])} for member in _members()],
        "ttl_codes": [dict(zip(("code", "user_offer_id", "seconds"), each, strict=True)) for each in codes],
    }


def _offers(item_id: str, currency: Currency, now: datetime) -> list[Row]:
    def offer(offer_id: str, kind: str, value: object, name: str, **more: object) -> Row:
        names = {"en_US": name, "ja_JP": "割引クーポン"}
        return {"offer_id": offer_id, "kind": kind, "value": value, "names": names} | more

    def worth(minor: int) -> float:
        return float(Decimal(price(minor, currency)))

    ends = f"{now + ENDS_AFTER:%Y-%m-%dT%H:%M:%S}.000Z"
    extra = {"campaign_code": "BD-20", "badge": None}
    return [
        offer("latte", "item_fixed", worth(200), "2 off a latte", item_ids=[item_id]),
        offer("tenth", "check_percent", 10, "A tenth off"),
        offer("dollar", "check_fixed", worth(100), "1 off the check"),
        offer("birthday", "check_percent", 20, "Birthday", extra=extra, image_url="https://images.example/b.png"),
        offer("fifteen", "check_fixed", worth(500), "5 off from 15", minimum_subtotal=worth(1500)),
        offer("large", "check_fixed", worth(90_000), "900 off"),
        offer("free", "check_percent", 100, "All of it free"),
        offer("ended", "check_fixed", worth(300), "3 off (ended)", ends="2020-01-01T00:00:00.000Z"),
        offer("ending", "check_percent", 30, "Ends in a moment", ends=ends),
    ]


def _members() -> list[Row]:
    def member(number: int, user_id: str, name: str, phone: str, **more: object) -> Row:
        first, _, last = name.partition(" ")
        return {
            "user_id": user_id,
            "user_account_id": f"acc-{number}",
            "first_name": first,
            "last_name": last,
            "phone": phone,
            "email": f"member{number}@example.com",
            "external_customer_id": f"70000000000{number}",
            "point_accounts": [_account(420)],
        } | more

    return [
        member(1, AVA, "Avelina Martindale", "15550100123"),
        member(2, MISAKI, "美咲 高橋", "5550100002"),
        member(3, LIAM, "Liam O’Connor", "5550100003", partial=True),
        member(4, "5f0e3a52-9a0e-4f35-8a01-0000000000a4", "Noor Haddad", SHARED_PHONE),
        member(5, "5f0e3a52-9a0e-4f35-8a01-0000000000a5", "Sam Haddad", SHARED_PHONE),
        member(6, LAYLA, "Layla Mansour", "5550100006", shows_points=False, shows_offers=False),
    ]


def _account(balance: int) -> Row:
    names = {"account_name": "Points", "point_account_id": "pa-1", "grouping_label": "Spend"}
    return names | {"available_balance": balance, "life_time_value": balance, "earns": True}


def _written(path: Path, content: Row) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def _taken(result: SyncResult) -> None:
    if not result.is_done:
        raise RuntimeError(f"the certification's own goods are broken: {result.faults[:3]}")


def _quietly(_: SyncProgress) -> None:
    """Nobody watches."""
