"""The settings there are: each with its default and what it takes. The meaning of each is in the README's table."""

from collections.abc import Mapping
from dataclasses import MISSING, field
from pathlib import Path

from pos_terminal.domain.money import Currency, RoundingMode
from pos_terminal.domain.secret import Secret
from pos_terminal.settings.catalog_section import CatalogSettings
from pos_terminal.settings.checks import (
    all_filled,
    all_of,
    amount,
    amount_or_none,
    between,
    code_ranges,
    culture_name,
    currency_code,
    field_names,
    filled,
    host_names,
    label_patterns,
    link,
    one_of,
    panel,
    percentage,
    percentages,
    place,
    safe_url,
    table_areas,
    time_of_day,
    time_zone,
)
from pos_terminal.settings.declaring import Section, section
from pos_terminal.settings.declaring import setting as _setting
from pos_terminal.settings.device_sections import (
    CardTerminalSettings,
    DisplaySettings,
    DrawerSettings,
    KitchenSettings,
    PrinterSettings,
    ScaleSettings,
    ScannerSettings,
)
from pos_terminal.settings.kiosk_section import KIOSK, AttendanceSettings, KioskSettings
from pos_terminal.settings.reason_section import ReasonsSettings
from pos_terminal.settings.rights_section import RightsSettings

# Written out, because the first screen waits for the settings and needs nothing else of what reckons taxes.
TAX_ROUNDINGS = ("document", "line")
KEPT = ("price", "net", "line_net")
PIN_HASHING = ("strong", "light")


@section
class TerminalSettings(Section):
    """Who this terminal is."""

    store_id: str = _setting(MISSING, filled)
    client_id: str = _setting(MISSING, filled)
    register_id: str = _setting(MISSING, filled)
    mode: str = _setting("cashier", one_of("cashier", "manager", KIOSK))
    channel: tuple[str, ...] = _setting((), all_filled)
    culture: str = _setting("en_US", culture_name)
    currency: str = _setting("USD", currency_code)
    data_dir: str = _setting("./data", filled, place)
    timezone: str = _setting("", time_zone)
    business_day_ends: str = _setting("04:00", time_of_day)
    devices: str = _setting("")
    service_employee_id: str = _setting("SYSTEM", filled)
    keep_documents_days: int = _setting(0, between(0, 36_500))
    disk_reserve_mb: int = _setting(64, between(0, 100_000))
    pin_hashing: str = _setting(PIN_HASHING[0], one_of(*PIN_HASHING))


@section
class PlatformSettings(Section):
    """The loyalty platform, and how it is talked to."""

    base_url: str = _setting(MISSING, safe_url)
    key: str = _setting(MISSING, filled)
    secret: Secret = field(default=Secret(""), metadata={"checks": ()})
    batch_size: int = _setting(10, between(1, 10))
    offer_flow: str = _setting("lock", one_of("lock", "redeem"))
    receipt_url: str = _setting("", link)
    post_transaction_association: bool = _setting(True)
    single_tender_code_on: str = _setting("guest", one_of("guest", "payment"))
    offline_offers: bool = _setting(False)
    offline_most_member: str = _setting("10", amount)
    offline_most_store: str = _setting("100", amount)
    offline_member: str = _setting("", one_of("", "Phone", "Email", "External_ID"))
    lock_when: str = _setting("apply", one_of("apply", "tender"))
    lock_max_age: int = _setting(600, between(10, 86_400))
    open_updates: bool = _setting(False)
    guest_check_code: bool = _setting(False)
    subtotal_without_included_tax: bool = _setting(True)
    tips_in_amount: bool = _setting(False)
    void_discounts: str = _setting("keep", one_of("keep", "drop"))
    full_return: str = _setting("empty", one_of("empty", "void"))
    phone_form: str = _setting("digits", one_of("digits", "strip_us_1"))
    member_on: str = _setting("all", one_of("all", "payer"))
    offer_picture_hosts: tuple[str, ...] = _setting((), host_names)
    profile_fields: tuple[str, ...] = _setting((), field_names)
    custom_data: tuple[str, ...] = _setting((), all_of("journal_hash", "lot", "reason", "tip"))
    uploads: bool = _setting(True)
    employee_upload_at: str = _setting("05:00", time_of_day)


@section
class TaxSettings(Section):
    """How taxes are reckoned."""

    prices_include_tax: bool = _setting(False)
    rounding: str = _setting("document", one_of(*TAX_ROUNDINGS))
    kept: str = _setting("price", one_of(*KEPT))


@section
class MoneySettings(Section):
    """How amounts are rounded."""

    rounding_mode: str = _setting("half_up", one_of(*RoundingMode))
    cash_rounding: str = _setting("")
    foreign_cash: tuple[str, ...] = _setting(())


@section
class SaleSettings(Section):
    """How sales are rung up and paid."""

    merge_lines: bool = _setting(True)
    discount_limit_percent: str = _setting("10", percentage)
    odd_price_percent: str = _setting("50", percentage)
    tenders: tuple[str, ...] = _setting(("Cash", "Credit Card", "Debit Card", "Gift Card", "Certificate"), filled)
    numbered_tenders: tuple[str, ...] = _setting((), all_filled)
    slip_tenders: tuple[str, ...] = _setting((), all_filled)
    tip_channels: tuple[str, ...] = _setting((), all_filled)
    tip_percents: tuple[str, ...] = _setting(("10", "15", "20"), percentages)
    scale_labels: str = _setting("")
    label_patterns: tuple[str, ...] = _setting((), label_patterns)
    card_prefixes: tuple[str, ...] = _setting((), code_ranges)
    offer_prefixes: tuple[str, ...] = _setting((), code_ranges)
    refund_tender: str = _setting("any", one_of("any", "paid"))
    void_closed_of: str = _setting("any_shift", one_of("any_shift", "this_shift"))
    refund_cash_limit: str = _setting("", amount_or_none)
    return_limit: str = _setting("", amount_or_none)
    return_most: str = _setting("500", amount_or_none)
    return_above_price: bool = _setting(False)
    return_tenders: tuple[str, ...] = _setting((), all_filled)
    suspended_offers: str = _setting("give_back", one_of("give_back", "keep"))
    tables: tuple[str, ...] = _setting((), table_areas)


@section
class TillSettings(Section):
    """How cash moves beside the sales, and how shifts are closed."""

    largest_movement: str = _setting("1000000", amount)
    reason_over: str = _setting("", amount_or_none)
    badge: str = _setting("with_pin", one_of("with_pin", "enough"))


@section
class StoreSettings(Section):
    """What the store is called on receipts."""

    name: str = _setting("")
    header: tuple[str, ...] = _setting(())
    footer: tuple[str, ...] = _setting(())
    member_name: str = _setting("short", one_of("full", "short", "initials", "none"))
    logo: str = _setting("", place)
    templates: str = _setting("", place)


@section
class ScreenSettings(Section):
    """How the screen looks."""

    theme: str = _setting("light", one_of("light", "dark", "contrast"))
    text_factor: str = _setting("1.0", one_of("1.0", "1.25", "1.5"))
    cart_side: str = _setting("right", one_of("left", "right"))
    full_screen: bool = _setting(True)
    sounds: bool = _setting(True)
    lock_seconds: int = _setting(900, between(0, 86_400))
    panel: str = _setting("", panel)


@section
class Settings(Section):
    """All settings of a terminal; relative folders have been made absolute against the config file's."""

    terminal: TerminalSettings
    platform: PlatformSettings
    tax: TaxSettings = TaxSettings()
    money: MoneySettings = MoneySettings()
    sale: SaleSettings = SaleSettings()
    rights: RightsSettings = field(default=RightsSettings())
    reasons: ReasonsSettings = field(default=ReasonsSettings())
    till: TillSettings = TillSettings()
    catalog: CatalogSettings = field(default=CatalogSettings())
    printer: PrinterSettings = field(default_factory=PrinterSettings)
    drawer: DrawerSettings = field(default_factory=DrawerSettings)
    scanner: ScannerSettings = field(default=ScannerSettings())
    scale: ScaleSettings = field(default=ScaleSettings())
    display: DisplaySettings = field(default_factory=DisplaySettings)
    card_terminal: CardTerminalSettings = field(default=CardTerminalSettings())
    kitchen: KitchenSettings = field(default=KitchenSettings())
    store: StoreSettings = StoreSettings()
    screen: ScreenSettings = ScreenSettings()
    kiosk: KioskSettings = field(default_factory=KioskSettings)
    attendance: AttendanceSettings = field(default=AttendanceSettings())
    folder: Path = Path()
    file: Path = Path()

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels of sales, the usual one first; where none is set, that of the mode."""
        return self.terminal.channel or (("KIOSK",) if self.terminal.mode == KIOSK else ("STORE",))

    @property
    def currency(self) -> Currency:
        """The store's currency."""
        return Currency.of(self.terminal.currency)

    def path(self, text: str) -> Path:
        """A path of the settings, relative ones taken from the config file's folder."""
        return (self.folder / Path(text).expanduser()).resolve()

    @property
    def data_dir(self) -> Path:
        """The folder of database, journal, receipts and logs."""
        return self.path(self.terminal.data_dir)


SECTIONS: Mapping[str, type] = {
    "terminal": TerminalSettings,
    "platform": PlatformSettings,
    "tax": TaxSettings,
    "money": MoneySettings,
    "sale": SaleSettings,
    "rights": RightsSettings,
    "reasons": ReasonsSettings,
    "till": TillSettings,
    "catalog": CatalogSettings,
    "printer": PrinterSettings,
    "drawer": DrawerSettings,
    "scanner": ScannerSettings,
    "scale": ScaleSettings,
    "display": DisplaySettings,
    "card_terminal": CardTerminalSettings,
    "kitchen": KitchenSettings,
    "store": StoreSettings,
    "screen": ScreenSettings,
    "kiosk": KioskSettings,
    "attendance": AttendanceSettings,
}
