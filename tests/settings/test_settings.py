import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from pos_terminal.adapters.escpos.encode import COLUMNS
from pos_terminal.domain.money import Currency
from pos_terminal.domain.secret import Secret
from pos_terminal.settings import Settings, SettingsUnusable, read_settings
from pos_terminal.settings.currencies import CURRENCIES
from pos_terminal.settings.sections import SECTIONS

NEEDED = """
[terminal]
store_id = "store-77"
client_id = "client-9"
register_id = "lane-1"
[platform]
base_url = "https://cloudpos-tenant.example"
key = "k"
secret = "s3cret"
"""

WHOLE = """
[terminal]
store_id = "store-77"        # issued by the platform
client_id = "client-9"       # issued by the platform
register_id = "lane-1"       # unique within the store, part of every transaction_id
mode = "cashier"             # cashier | manager | kiosk
channel = "STORE"            # or a list to choose from, one per order type
culture = "en_US"
currency = "USD"
data_dir = "./data"          # database, journal, receipts, logs
timezone = ""                # IANA; empty: the system's. Receipts, business day, employee dates
business_day_ends = "04:00"
service_employee_id = "SYSTEM"

[platform]
base_url = "https://cloudpos-tenant.example"   # http:// only for loopback
key = "…"
secret = "…"
batch_size = 10              # 1..10
offer_flow = "lock"          # lock | redeem
receipt_url = "https://r.example.com"     # the QR is receipt_url + "/" + code
post_transaction_association = true
single_tender_code_on = "guest"           # guest | payment
offline_offers = false
offline_member = ""          # Phone | Email | External_ID
lock_when = "apply"          # apply | tender
lock_max_age = 600
open_updates = false
guest_check_code = false
subtotal_without_included_tax = true
tips_in_amount = false
void_discounts = "keep"      # keep | drop
full_return = "empty"        # empty | void
phone_form = "digits"        # digits | strip_us_1
member_on = "all"            # all | payer
offer_picture_hosts = []     # such as "images.example"
profile_fields = []          # such as "tier", or "tier=Level"
custom_data = []             # of: journal_hash, lot, tip
uploads = true
employee_upload_at = "05:00"

[tax]
prices_include_tax = false   # for taxes that do not say
rounding = "document"        # document | line

[money]
rounding_mode = "half_up"    # half_up | half_even | away_from_zero
cash_rounding = ""           # "" | increment | scheme

[sale]
merge_lines = true
discount_limit_percent = "10"
odd_price_percent = "50"

[printer]
driver = "file"
target = "./data/receipts"
profile = "default"
columns = 42
"""

DEFAULTS: dict[str, dict[str, object]] = {
    "terminal": {
        "mode": "cashier",
        "channel": (),
        "culture": "en_US",
        "currency": "USD",
        "data_dir": "./data",
        "timezone": "",
        "business_day_ends": "04:00",
        "devices": "",
        "service_employee_id": "SYSTEM",
        "keep_documents_days": 0,
        "disk_reserve_mb": 64,
        "pin_hashing": "strong",
    },
    "platform": {
        "batch_size": 10,
        "offer_flow": "lock",
        "receipt_url": "",
        "post_transaction_association": True,
        "single_tender_code_on": "guest",
        "offline_offers": False,
        "offline_most_member": "10",
        "offline_most_store": "100",
        "offline_member": "",
        "lock_when": "apply",
        "lock_max_age": 600,
        "open_updates": False,
        "guest_check_code": False,
        "subtotal_without_included_tax": True,
        "tips_in_amount": False,
        "void_discounts": "keep",
        "full_return": "empty",
        "phone_form": "digits",
        "member_on": "all",
        "offer_picture_hosts": (),
        "profile_fields": (),
        "custom_data": (),
        "uploads": True,
        "employee_upload_at": "05:00",
    },
    "tax": {"prices_include_tax": False, "rounding": "document", "kept": "price"},
    "money": {"rounding_mode": "half_up", "cash_rounding": "", "foreign_cash": ()},
    "sale": {
        "merge_lines": True,
        "discount_limit_percent": "10",
        "odd_price_percent": "50",
        "tenders": ("Cash", "Credit Card", "Debit Card", "Gift Card", "Certificate"),
        "numbered_tenders": (),
        "slip_tenders": (),
        "tip_channels": (),
        "tip_percents": ("10", "15", "20"),
        "scale_labels": "",
        "label_patterns": (),
        "card_prefixes": (),
        "offer_prefixes": (),
        "suspended_offers": "give_back",
        "tables": (),
        "refund_tender": "any",
        "void_closed_of": "any_shift",
        "refund_cash_limit": "",
        "return_limit": "",
        "return_most": "500",
        "return_above_price": False,
        "return_tenders": (),
    },
    "rights": {
        "set_price": "supervisor",
        "discount": "cashier",
        "discount_over_limit": "supervisor",
        "void_open": "cashier",
        "void_paid": "supervisor",
        "void_closed": "supervisor",
        "return_items": "supervisor",
        "return_unreadable": "supervisor",
        "return_without_receipt": "supervisor",
        "return_over_limit": "manager",
        "refund_other_tender": "supervisor",
        "refund_cash_over_limit": "manager",
        "cash_beyond_drawer": "manager",
        "no_sale": "cashier",
        "cash_in": "cashier",
        "cash_out": "cashier",
        "pickup": "cashier",
        "close_shift": "cashier",
        "keyed_weight": "cashier",
        "sell_past_best": "cashier",
        "sell_unread_lot": "supervisor",
        "remove_line": "cashier",
        "reprint": "cashier",
        "confirm_age": "cashier",
        "age_after_refusal": "supervisor",
        "training": "supervisor",
        "offline_offer": "manager",
        "manager_desk": "supervisor",
        "change_catalog": "manager",
        "change_settings": "manager",
        "change_employees": "manager",
        "card_in_doubt": "supervisor",
        "close_kiosk": "supervisor",
        "shut_kiosk": "cashier",
        "settle_offer": "manager",
        "answer_kiosk": "cashier",
    },
    "reasons": dict.fromkeys(
        ("set_price", "discount", "void", "remove_line", "return_items", "cash_in", "cash_out", "pickup", "no_sale"), ()
    ),
    "till": {"largest_movement": "1000000", "reason_over": "", "badge": "with_pin"},
    "catalog": {
        "sources": (),
        "check_minutes": 15,
        "go_live": "now",
        "largest_mb": 500,
        "stale_hours": 24,
        "pictures": "",
    },
    "printer": {
        "driver": "file",
        "target": "./data/receipts",
        "profile": "default",
        "columns": 42,
        "status": "auto",
        "failover": "",
    },
    "drawer": {"port": "printer", "pin": 2, "opener": "07", "open_pin": "auto", "left_open_seconds": 30},
    "kitchen": {"channels": (), "printers": ()},
    "display": {
        "pole": "",
        "pole_mode": "epson",
        "pole_code_page": "auto",
        "screen": "",
        "picture": "",
        "idle_text": "Welcome",
        "closed_text": "This lane is closed",
        "member_name": "short",
        "member_points": False,
        "member_offers": False,
    },
    "scanner": {"driver": "keyboard", "target": "", "prefix": "", "suffix": "", "gap_ms": 50},
    "scale": {"driver": "none", "target": "", "protocol": "toledo_8217", "unit": "kg"},
    "card_terminal": {
        "driver": "none",
        "address": "",
        "terminal_id": "",
        "key_identifier": "",
        "key_version": 1,
        "passphrase": Secret(""),
        "roots": "",
        "tenders": ("Credit Card", "Debit Card"),
    },
    "store": {"name": "", "header": (), "footer": (), "member_name": "short", "logo": "", "templates": ""},
    "screen": {
        "theme": "light",
        "text_factor": "1.0",
        "cart_side": "right",
        "full_screen": True,
        "sounds": True,
        "lock_seconds": 900,
        "panel": "",
    },
    "kiosk": {
        "languages": ("en", "es", "fr", "de", "pt", "ar", "ja"),
        "idle_seconds": 60,
        "idle_seconds_slow": 150,
        "receipt_seconds": 12,
        "remove_line": True,
        "bag_item": "",
        "staffed": "",
        "panel_inches": "21.5",
        "panel_bottom_mm": 800,
        "viewing_mm": 600,
        "speech": "none",
        "reader": "right",
    },
    "attendance": {"listen": "", "kiosks": (), "secret": Secret("")},
}

Read = Callable[..., Settings]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "till.toml"


@pytest.fixture
def read(path: Path) -> Read:
    """Reads a text as the config file, with this environment and nothing of the machine's."""

    def reading(text: str, environment: Mapping[str, str] | None = None, mode: int = 0o600) -> Settings:
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return read_settings(path, environment or {})

    return reading


def faults(read: Read, text: str, environment: Mapping[str, str] | None = None, mode: int = 0o600) -> list[str]:
    with pytest.raises(SettingsUnusable) as caught:
        read(text, environment, mode)
    assert str(caught.value) == "\n".join(caught.value.faults)
    return caught.value.faults


def with_setting(section: str, line: str) -> str:
    """The needed settings and one more."""
    key = line.partition(" ")[0]
    kept = "\n".join(each for each in NEEDED.splitlines() if not each.startswith(f"{key} "))
    if f"[{section}]" in kept:
        return kept.replace(f"[{section}]", f"[{section}]\n{line}")
    return f"{kept}\n[{section}]\n{line}\n"


def test_only_six_settings_are_needed_and_all_others_have_defaults(read: Read) -> None:
    settings = read(NEEDED)

    needed = {
        ("terminal", "store_id"): "store-77",
        ("terminal", "client_id"): "client-9",
        ("terminal", "register_id"): "lane-1",
        ("platform", "base_url"): "https://cloudpos-tenant.example",
        ("platform", "key"): "k",
        ("platform", "secret"): Secret("s3cret"),
    }
    found = {
        (section, each.name): getattr(getattr(settings, section), each.name)
        for section, kind in SECTIONS.items()
        for each in fields(kind)
    }
    assert found == needed | {(name, key): value for name, table in DEFAULTS.items() for key, value in table.items()}


def test_the_whole_documented_example_loads(read: Read) -> None:
    settings = read(WHOLE)

    assert settings.terminal.channel == ("STORE",)
    assert settings.platform.secret.reveal() == "…"
    assert settings.printer.columns == 42


def test_paths_are_taken_from_the_config_files_folder(read: Read, tmp_path: Path) -> None:
    settings = read(NEEDED)

    assert settings.data_dir == tmp_path / "data"
    assert settings.path("/somewhere/else") == Path("/somewhere/else")
    assert settings.path("~/x") == Path.home() / "x"


def test_every_fault_is_told_at_once_with_its_place(read: Read, path: Path) -> None:
    found = faults(
        read,
        """
        nonsense = 1
        [terminal]
        store_id = ""
        client_id = 5
        colour = "red"
        mode = "window"
        [platform]
        base_url = "ftp://x"
        batch_size = 11
        open_updates = "yes"
        [tax]
        rounding = "sometimes"
        [pantry]
        """,
        {"POS_TERMINAL_PLATFORM__LOCK_MAX_AGE": "soon", "POS_TERMINAL_PLATFORM__COLOUR": "red"},
    )

    told = {line.removeprefix(f"{path}: ") for line in found}
    assert {line.split(" takes")[0].split(" is ")[0].split(" must")[0] for line in told} == {
        "[terminal] store_id",
        "[terminal] client_id",
        "[terminal] register_id",
        "[terminal] colour",
        "[terminal] mode",
        "[platform] base_url",
        "[platform] key",
        "[platform] batch_size",
        "[platform] open_updates",
        "[tax] rounding",
        "[pantry]",
        "[nonsense]",
        "environment: POS_TERMINAL_PLATFORM__LOCK_MAX_AGE",
        "environment: POS_TERMINAL_PLATFORM__COLOUR",
    }


NO_HOSTS = (
    "",
    "https://images.example",
    "images.example/a",
    "*.example",
    "me@images.example",
    "images..example",
    "images.example:99999",
    "images.example?a",
    "images example",
    "ima\u0261es.example",
)


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("terminal", 'channel = ""'),
        ("terminal", 'channel = ["STORE", ""]'),
        ("terminal", "channel = [1]"),
        ("terminal", 'currency = "usd"'),
        ("terminal", 'currency = "DOLLAR"'),
        ("terminal", 'timezone = "Mars/Olympus"'),
        ("terminal", 'currency = "XXZ"'),
        ("terminal", 'currency = "XAU"'),
        ("terminal", 'currency = "DEM"'),
        ("terminal", 'culture = "xx_bogus"'),
        ("terminal", 'culture = "de"'),
        ("terminal", 'culture = ""'),
        ("terminal", 'culture = "zh_Hans_CN"'),
        ("terminal", 'timezone = "../etc/passwd"'),
        ("terminal", 'timezone = "America"'),
        ("terminal", 'business_day_ends = "24:00"'),
        ("terminal", 'business_day_ends = "4:00"'),
        ("terminal", 'business_day_ends = "04:60"'),
        ("terminal", 'business_day_ends = "٠٤:٠٠"'),
        ("terminal", 'business_day_ends = "0²:00"'),
        ("terminal", 'data_dir = "~nobody-of-that-name/x"'),
        ("terminal", 'data_dir = "a\\u0000b"'),
        ("platform", 'base_url = "http://shop.example"'),
        ("platform", 'base_url = "http://127.0.0.1.example"'),
        ("platform", 'base_url = "https://"'),
        ("platform", 'base_url = "https://["'),
        ("platform", 'base_url = "https://x.example:99999"'),
        ("platform", 'base_url = "https://x..example"'),
        ("platform", 'base_url = "https://me:pw@x.example"'),
        ("platform", 'base_url = "https://x.example/?a=b"'),
        ("platform", 'base_url = "https://x example"'),
        ("platform", "batch_size = 0"),
        ("platform", "batch_size = 10.0"),
        ("platform", "batch_size = true"),
        ("platform", 'batch_size = "10"'),
        ("platform", "offline_offers = 1"),
        ("platform", 'offer_flow = "Lock"'),
        ("platform", 'custom_data = ["journal_hash", "shoe_size"]'),
        ("platform", 'profile_fields = [""]'),
        ("platform", 'profile_fields = ["=Level"]'),
        ("platform", 'profile_fields = ["tier", "tier=Level"]'),
        ("platform", 'profile_fields = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]'),
        ("platform", "profile_fields = 3"),
        *(("platform", f'offer_picture_hosts = ["{each}"]') for each in NO_HOSTS),
        ("platform", 'receipt_url = "javascript:alert(1)"'),
        ("platform", "secret = 5"),
        ("platform", "lock_max_age = 5"),
        ("money", 'rounding_mode = "down"'),
        ("money", 'cash_rounding = "0.003"'),
        ("money", 'cash_rounding = "atlantis"'),
        ("sale", 'discount_limit_percent = "101"'),
        ("sale", 'discount_limit_percent = "NaN"'),
        ("sale", 'discount_limit_percent = "a lot"'),
        ("sale", "tenders = []"),
        ("printer", 'driver = "fax"'),
        ("printer", "columns = 40"),
        ("printer", 'failover = "192.168.1.51"'),
        ("drawer", 'port = "usb"'),
        ("drawer", "pin = 3"),
        ("scanner", 'driver = "usb"'),
        ("scanner", 'prefix = "123456789"'),
        ("scanner", 'suffix = "\\r"'),
        ("scanner", "gap_ms = 10"),
        ("scale", 'driver = "keyboard"'),
        ("scale", 'protocol = "nci"'),
        ("scale", 'unit = "g"'),
        ("drawer", 'opener = "kick"'),
        ("drawer", 'opener = ""'),
        ("screen", 'theme = "pink"'),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_by_name(read: Read, path: Path, section: str, line: str) -> None:
    found = faults(read, with_setting(section, line))

    assert len(found) == 1
    assert found[0].startswith(f"{path}: [{section}] {line.partition(' ')[0]}")


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("terminal", 'channel = ["STORE", "ONLINE"]'),
        ("terminal", 'culture = "de_DE"'),
        ("terminal", 'culture = "fil_PH"'),
        ("terminal", 'currency = "XCG"'),
        ("terminal", 'timezone = "Europe/Berlin"'),
        ("terminal", 'business_day_ends = "00:00"'),
        ("platform", 'base_url = "http://127.0.0.1:8765"'),
        ("platform", 'base_url = "http://localhost:8765/tenant"'),
        ("platform", 'base_url = "http://[::1]:8765"'),
        ("platform", 'base_url = "https://x.example:8443/pos"'),
        ("platform", 'custom_data = ["journal_hash"]'),
        ("platform", 'profile_fields = ["tier=Level", "favourite_store"]'),
        ("platform", 'offer_picture_hosts = ["images.example", "cdn.example:8443", "127.0.0.1:80", "[::1]:80"]'),
        ("money", 'cash_rounding = "0.05"'),
        ("money", 'cash_rounding = "sweden"'),
    ],
)
def test_a_good_value_is_taken(read: Read, section: str, line: str) -> None:
    read(with_setting(section, line))


@pytest.mark.parametrize("written", ["de-DE", "de_de", "DE_de"])
def test_a_culture_in_another_form_is_refused_with_the_right_one(read: Read, path: Path, written: str) -> None:
    found = faults(read, with_setting("terminal", f'culture = "{written}"'))

    assert found == [f"{path}: [terminal] culture takes a language and a country such as 'de_DE'"]


def test_a_range_of_cards_that_has_no_card_is_refused(read: Read, path: Path) -> None:
    (found,) = faults(read, with_setting("sale", 'card_prefixes = ["29/13", "7000/3"]'))

    assert found.startswith(f"{path}: [sale] card_prefixes takes beginnings such as '7000'")
    assert "'7000/3' has no code" in found


def test_tables_that_cannot_be_meant_are_refused_with_the_reason(read: Read, path: Path) -> None:
    found = faults(read, with_setting("sale", 'tables = ["Inside: 1-3", "Bar: 2"]'))

    assert found == [f"{path}: [sale] tables takes areas such as 'Inside: 1-12, Bar': Table '2' is there twice."]


def test_every_currency_of_more_or_fewer_decimals_is_one_a_shop_can_have() -> None:
    assert [code for code in ("JPY", "KWD", "CLF", "KRW", "BHD", "CLP") if code not in CURRENCIES] == []
    assert all(Currency.of(code).code == code for code in CURRENCIES)


def test_cash_rounding_is_reported_with_all_other_faults(read: Read, path: Path) -> None:
    found = faults(read, with_setting("money", 'cash_rounding = "0.003"') + '[screen]\ntheme = "pink"\n')

    assert [fault.partition(" takes")[0] for fault in found] == [
        f"{path}: [screen] theme",
        f"{path}: [money] cash_rounding",
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ('cash_rounding = "0.003"\nx = 1', ["x", "cash_rounding"]),
        ('cash_rounding = "0.003"\nrounding_mode = "down"', ["rounding_mode"]),
        ("cash_rounding = 5", ["cash_rounding"]),
    ],
)
def test_cash_rounding_is_judged_where_what_it_depends_on_can_be_read(
    read: Read, path: Path, more: str, expected: list[str]
) -> None:
    found = faults(read, with_setting("money", more))

    assert [fault.removeprefix(f"{path}: [money] ").split()[0] for fault in found] == expected


def test_printers_have_the_columns_that_receipts_are_laid_out_for(read: Read) -> None:
    assert [read(with_setting("printer", f"columns = {each}")).printer.columns for each in COLUMNS] == list(COLUMNS)


def test_the_environment_comes_before_the_file(read: Read) -> None:
    settings = read(
        NEEDED,
        {
            "POS_TERMINAL_PLATFORM__SECRET": "other",
            "POS_TERMINAL_PLATFORM__BATCH_SIZE": " 3 ",
            "POS_TERMINAL_PLATFORM__OPEN_UPDATES": "TRUE",
            "POS_TERMINAL_SALE__MERGE_LINES": "0",
            "POS_TERMINAL_TERMINAL__CHANNEL": "STORE, ONLINE",
            "POS_TERMINAL_PLATFORM__CUSTOM_DATA": "",
            "POS_TERMINAL_TERMINAL__CULTURE": "de_DE",
            "POS_TERMINAL_CONFIG": "somewhere.toml",
            "HOME": "/",
        },
    )

    assert settings.platform.secret.reveal() == "other"
    assert (settings.platform.batch_size, settings.platform.open_updates) == (3, True)
    assert (settings.sale.merge_lines, settings.terminal.channel) == (False, ("STORE", "ONLINE"))
    assert (settings.platform.custom_data, settings.terminal.culture) == ((), "de_DE")


@pytest.mark.parametrize("text", ["--5", "5.0", "", "٣", "9" * 5000, "1_0", "five"])
def test_a_number_in_the_environment_is_a_number(read: Read, text: str) -> None:
    found = faults(read, NEEDED, {"POS_TERMINAL_PLATFORM__BATCH_SIZE": text})

    assert found == ["environment: POS_TERMINAL_PLATFORM__BATCH_SIZE takes a whole number"]


def test_a_flag_in_the_environment_is_true_or_false(read: Read) -> None:
    found = faults(read, NEEDED, {"POS_TERMINAL_SALE__MERGE_LINES": "maybe"})

    assert found == ["environment: POS_TERMINAL_SALE__MERGE_LINES takes true or false"]


def test_what_is_needed_may_come_from_the_environment_alone(read: Read) -> None:
    names = ("terminal.store_id", "terminal.client_id", "terminal.register_id", "platform.key")
    environment = {f"POS_TERMINAL_{name.replace('.', '__').upper()}": "x" for name in names}

    settings = read("", environment | {"POS_TERMINAL_PLATFORM__BASE_URL": "https://x.example"})

    assert (settings.terminal.store_id, bool(settings.platform.secret)) == ("x", False)


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no mode of files")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o622])
def test_a_secret_that_others_can_read_is_refused(read: Read, path: Path, mode: int) -> None:
    assert faults(read, NEEDED, mode=mode) == [
        f"{path}: others can read it, and it holds a secret. Close it with: chmod 600 {path}"
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no mode of files")
def test_a_file_without_a_secret_may_be_read_by_all(read: Read, path: Path) -> None:
    text = NEEDED.replace('secret = "s3cret"', "")

    assert not read(text, mode=0o644).platform.secret
    assert read(NEEDED, mode=0o400).platform.secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o400


def test_a_secret_is_never_shown(read: Read) -> None:
    settings = read(NEEDED)

    assert "s3cret" not in f"{settings!r} {settings} {settings.platform!r} {settings.platform.secret:}"
    told = faults(read, NEEDED + "colour = 1\n[tax]\nrounding = 5\n", mode=0o644)
    assert "s3cret" not in "".join(told)
    assert "s3cret" not in "".join(faults(read, NEEDED + 'secret = "s3cret"\n'))


@pytest.mark.parametrize(
    "content",
    [b"[terminal", b"a = ", b'[terminal]\nstore_id = "\xff"', b"\x00", b"a = " + b"[" * 100_000, b"a = 1\na = 2"],
    ids=["unclosed", "no value", "latin-1", "nul", "deep", "twice"],
)
def test_a_file_that_is_no_toml_is_refused_in_a_sentence(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    with pytest.raises(SettingsUnusable, match=str(path)):
        read_settings(path, {})


def test_a_missing_file_is_told_with_what_to_do(path: Path) -> None:
    with pytest.raises(SettingsUnusable, match=r"there is no such config file.*init"):
        read_settings(path, {})


def test_a_folder_is_no_config_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsUnusable, match="cannot be read"):
        read_settings(tmp_path, {})


def test_a_byte_order_mark_is_passed_over(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + NEEDED.encode())
    path.chmod(0o600)

    assert read_settings(path, {}).terminal.store_id == "store-77"


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_is_a_table(read: Read, path: Path, name: str) -> None:
    assert f"{path}: {name} is a section, written [{name}]" in faults(read, f"{name} = 5\n")


def test_money_goes_back_without_a_receipt_by_nothing_but_the_shops_tenders(read: Read) -> None:
    told = faults(read, NEEDED + "[sale]\ntenders = ['Cash', 'Gift Card']\nreturn_tenders = ['gift card', 'Shells']\n")
    assert [each for each in told if "Shells" in each and "Cash, Gift Card" in each] == told


def test_only_the_shops_tenders_have_slips_of_their_own_each_written_as_it_is_there(read: Read) -> None:
    sale = "[sale]\ntenders = ['Cash', 'Credit Card']\nslip_tenders = ['Credit Card'{}]\n"
    assert read(NEEDED + sale.format("")).sale.slip_tenders == ("Credit Card",)
    told = faults(read, NEEDED + sale.format(", 'credit'"))
    assert [each for each in told if "slip_tenders: 'credit' is none" in each and "Cash, Credit Card" in each] == told


def test_the_readme_names_every_setting_with_its_section() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    rows = {row.split("`")[1]: row for row in readme.splitlines() if row.startswith("| `")}
    named = {(section, name) for section in SECTIONS for name in re.findall(r"\w+", rows[section])}

    assert [
        (name, each.name) for name, kind in SECTIONS.items() for each in fields(kind) if (name, each.name) not in named
    ] == []
