"""The settings of what hangs on a till: printer, drawer, scanner, scale, and what the shopper reads."""

from dataclasses import field

from pos_terminal.domain.secret import Secret
from pos_terminal.settings.checks import (
    address,
    all_filled,
    between,
    drawer_port,
    filled,
    hex_bytes,
    host_and_port,
    kitchen_printers,
    one_of,
    place,
    sent_with_codes,
    whole_number_of,
)
from pos_terminal.settings.declaring import Section, section, setting

_DRIVERS = ("file", "network", "serial", "usb", "device", "cups", "windows", "bluetooth", "screen", "none", "url")


@section
class PrinterSettings(Section):
    """The receipt printer."""

    driver: str = setting("file", one_of(*_DRIVERS))
    target: str = setting("./data/receipts", place)
    profile: str = setting("default", filled)
    columns: int = setting(42, whole_number_of(32, 42, 48))
    status: str = setting("auto", one_of("auto", "dle", "asb", "none"))
    failover: str = setting("", address)


@section
class DrawerSettings(Section):
    """The cash drawer."""

    port: str = setting("printer", drawer_port)
    pin: int = setting(2, whole_number_of(2, 5))
    opener: str = setting("07", hex_bytes)
    open_pin: str = setting("auto", one_of("auto", "high", "low"))
    left_open_seconds: int = setting(30, between(0, 3600))


@section
class ScannerSettings(Section):
    """The barcode scanner."""

    driver: str = setting("keyboard", one_of("keyboard", "serial", "network", "url"))
    target: str = setting("")
    prefix: str = setting("", sent_with_codes)
    suffix: str = setting("", sent_with_codes)
    gap_ms: int = setting(50, between(20, 100))


@section
class ScaleSettings(Section):
    """The scale beside the till."""

    driver: str = setting("none", one_of("none", "serial", "network", "url"))
    target: str = setting("")
    protocol: str = setting("toledo_8217", one_of("toledo_8217", "sics"))
    unit: str = setting("kg", one_of("kg", "lb"))


@section
class CardTerminalSettings(Section):
    """The payment terminal, and the tenders that it takes."""

    driver: str = setting("none", one_of("none", "simulated", "adyen"))
    address: str = setting("", host_and_port)
    terminal_id: str = setting("")
    key_identifier: str = setting("")
    key_version: int = setting(1, between(0, 1_000_000))
    passphrase: Secret = field(default=Secret(""), metadata={"checks": ()})
    roots: str = setting("", place)
    tenders: tuple[str, ...] = setting(("Credit Card", "Debit Card"), filled)


@section
class KitchenSettings(Section):
    """The kitchen's printers, and the channels whose sales they print."""

    channels: tuple[str, ...] = setting((), all_filled)
    printers: tuple[str, ...] = setting((), kitchen_printers)


_PAGES = ("auto", "CP437", "CP850", "CP852", "CP858", "CP860", "CP863", "CP865", "CP866", "CP1252")


@section
class DisplaySettings(Section):
    """What the shopper reads: a pole of two lines, and a screen of their own."""

    pole: str = setting("", address)
    pole_mode: str = setting("epson", one_of("epson", "cd5220"))
    pole_code_page: str = setting("auto", one_of(*_PAGES))
    screen: str = setting("")
    picture: str = setting("", place)
    idle_text: str = setting("Welcome")
    closed_text: str = setting("This lane is closed")
    member_name: str = setting("short", one_of("full", "short", "initials", "none"))
    member_points: bool = setting(False)
    member_offers: bool = setting(False)
