"""What a setting's value has to be; each check says in words what it takes."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pos_terminal.settings.currencies import CURRENCIES

_CULTURE = re.compile(r"[a-z]{2,3}_[A-Z]{2}")
_PIXELS = re.compile(r"[1-9][0-9]{2,4}x[1-9][0-9]{2,4}")
_LARGEST_AMOUNT = 1_000_000_000
_MOST_FIELDS = 8
_LONGEST_ROUND_CODES = 8
_LONGEST_LABEL = 63
"""Of a host name, between two dots."""

Check = Callable[[Any], str | None]


def one_of(*choices: str) -> Check:
    """One of these texts."""
    return lambda value: None if value in choices else f"takes one of {', '.join(map(repr, choices))}"


def between(least: int, most: int) -> Check:
    """A whole number in this range, both ends included."""
    return lambda value: None if least <= value <= most else f"takes a number from {least} to {most}"


def all_of(*choices: str) -> Check:
    """A list made of these texts alone."""
    return lambda value: None if set(value) <= set(choices) else f"takes some of {', '.join(map(repr, choices))}"


def filled(value: str | tuple[str, ...]) -> str | None:
    """Not empty."""
    return None if value and all(part.strip() for part in value) else "must not be empty"


def host_names(value: tuple[str, ...]) -> str | None:
    """Hosts, each perhaps with a port, and nothing else of an address."""
    if all("/" not in each and "*" not in each and safe_url(f"https://{each}") is None for each in value):
        return None
    return "takes names of hosts such as 'images.example' or 'images.example:8443'"


def field_names(value: tuple[str, ...]) -> str | None:
    """Names of fields, each once, perhaps with what the screen calls it behind an equals sign."""
    names = [each.partition("=")[0].strip() for each in value]
    if len(value) <= _MOST_FIELDS and all(names) and len(set(names)) == len(names):
        return None
    return f"takes at most {_MOST_FIELDS} names of fields, each once, such as 'tier' or 'tier=Level'"


def all_filled(value: tuple[str, ...]) -> str | None:
    """A list without empty texts; it may be empty itself."""
    return None if all(part.strip() for part in value) else "takes a list of texts, none of them empty"


def table_areas(value: tuple[str, ...]) -> str | None:
    """The tables of the shop, an area each, with what cannot be meant said as the shop's floor says it."""
    from pos_terminal.domain.errors import BadArgument
    from pos_terminal.domain.floor import floor_of

    try:
        floor_of(value)
    except BadArgument as refusal:
        return f"takes areas such as 'Inside: 1-12, Bar': {refusal.sentence}"
    return None


def code_ranges(value: tuple[str, ...]) -> str | None:
    """Families of codes, each by its beginning and perhaps a length."""
    from pos_terminal.domain.code_range import ranges

    try:
        ranges(value)
    except ValueError as error:
        return f"takes beginnings such as '7000', with a length '7000/12' or '7000/12-16': {error}"
    return None


def sent_with_codes(value: str) -> str | None:
    """What a scanner puts before or behind each code; the ends of lines are known anyhow."""
    if len(value) <= _LONGEST_ROUND_CODES and value.isascii() and not set(value) & set("\r\n\t "):
        return None
    return f"takes at most {_LONGEST_ROUND_CODES} ASCII characters without spaces, tabs and ends of lines"


def label_patterns(value: tuple[str, ...]) -> str | None:
    """Families of labels with a measure in them, each with what it carries."""
    from pos_terminal.domain.measured_label import LabelPattern

    try:
        for each in value:
            LabelPattern.named(each)
    except ValueError as error:
        return f"takes patterns such as 'price 21....V{{NNNDD}}.': {error}"
    return None


def kitchen_printers(value: tuple[str, ...]) -> str | None:
    """Printers of a kitchen, each with its name and address, and the categories that it prints."""
    from pos_terminal.domain.kitchen_station import stations

    try:
        stations(value)
    except ValueError as error:
        return f"takes printers such as 'Bar tcp://192.168.1.61 Drinks|Beer': {error}"
    return None


def currency_code(value: str) -> str | None:
    """The ISO 4217 code of a currency in force."""
    return None if value in CURRENCIES else "takes the ISO 4217 code of a currency in force, such as 'USD'"


def culture_name(value: str) -> str | None:
    """A language and a country, written as the platform wants them. Whether there is such a language is not asked."""
    if _CULTURE.fullmatch(value):
        return None
    language, _, country = value.replace("-", "_").partition("_")
    meant = f"{language.lower()}_{country.upper()}"
    return f"takes a language and a country such as {meant if _CULTURE.fullmatch(meant) else 'en_US'!r}"


def time_of_day(value: str) -> str | None:
    """Hours and minutes, 04:00."""
    hours, colon, minutes = value.partition(":")
    fits = value.isascii() and colon and hours.isdigit() and minutes.isdigit() and len(value) == len("04:00")
    return None if fits and int(hours) < 24 and int(minutes) < 60 else "takes a time such as '04:00'"  # noqa: PLR2004


def percentage(value: str) -> str | None:
    """A decimal from 0 to 100."""
    try:
        fits = 0 <= Decimal(value) <= 100  # noqa: PLR2004
    except InvalidOperation:
        fits = False
    return None if fits else "takes a percentage from '0' to '100'"


def percentages(values: tuple[str, ...]) -> str | None:
    """Decimals from 0 to 100."""
    return next((fault for each in values if (fault := percentage(each))), None)


def inches(value: str) -> str | None:
    """The diagonal of a panel, from 5 to 100 inches."""
    try:
        fits = 5 <= Decimal(value) <= 100  # noqa: PLR2004
    except InvalidOperation:
        fits = False
    return None if fits else "takes the diagonal of a panel in inches, such as '21.5'"


def panel(value: str) -> str | None:
    """The pixels of a panel, across and down, and its diagonal in inches; or nothing."""
    pixels, _, diagonal = value.partition(" ")
    fits = _PIXELS.fullmatch(pixels) is not None and inches(diagonal) is None
    return None if not value or fits else "takes pixels and the diagonal in inches, such as '1920x1200 10.1'"


def amount(value: str) -> str | None:
    """An amount of money that is not below zero."""
    try:
        number = Decimal(value)
        fits = number.is_finite() and 0 <= number <= _LARGEST_AMOUNT
    except InvalidOperation:
        fits = False
    return None if fits else "takes an amount such as '10.00', from '0' on"


def amount_or_none(value: str) -> str | None:
    """An amount of money that is not below zero, or nothing."""
    return amount(value) if value else None


def time_zone(value: str) -> str | None:
    """A zone of the IANA database, or nothing."""
    if not value:
        return None
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (LookupError, OSError, ValueError):
        return "takes an IANA time zone such as 'Europe/Berlin'"
    return None


def safe_url(value: str) -> str | None:
    """An address that secrets may be sent to."""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is not an address"
    if parts.username is not None or parts.password is not None:
        return "must not hold credentials; they belong into key and secret"
    if parts.query or parts.fragment or not value.isascii() or any(char <= " " for char in value):
        return "takes an address without spaces, ? and #"
    if not all(0 < len(label) <= _LONGEST_LABEL for label in (host or "x").removesuffix(".").split(".")):
        return "names a host that nobody can look up: mind its dots"
    if host and (parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host))):
        return None
    return "takes an https:// address (http:// only for this machine)"


def link(value: str) -> str | None:
    """An address that a shopper's telephone can open, or nothing."""
    return safe_url(value) if value else None


def address(value: str) -> str | None:
    """Where a device is, with how to get there in front; or nothing."""
    scheme, mark, _ = value.partition("://")
    return None if not value or (scheme and mark) else "takes an address such as 'tcp://192.168.1.51'"


def host_and_port(value: str) -> str | None:
    """A place in the network; or nothing."""
    host, _, port = value.rpartition(":")
    is_place = bool(host) and port.isascii() and port.isdigit() and 0 < int(port) < 1 << 16
    return None if not value or is_place else "takes host:port such as '192.168.1.60:8443'"


def hosts_and_ports(value: tuple[str, ...]) -> str | None:
    """Places in the network, each once."""
    if len(set(value)) == len(value) and all(each and host_and_port(each) is None for each in value):
        return None
    return "takes a list of host:port, each once, such as '192.168.1.70:7411'"


def drawer_port(value: str) -> str | None:
    """Where the drawer hangs."""
    if value in {"printer", "none"} or (value and address(value) is None):
        return None
    return "takes 'printer', 'none', or an address such as 'serial:///dev/ttyUSB1'"


def hex_bytes(value: str) -> str | None:
    """Bytes as pairs of hexadecimal digits."""
    try:
        return None if bytes.fromhex(value) else "must not be empty"
    except ValueError:
        return "takes bytes as pairs of hexadecimal digits such as '1b 70 00'"


def place(value: str) -> str | None:
    """Something that can be the path of a file or folder."""
    try:
        Path(value).expanduser().resolve()
    except (OSError, RuntimeError, ValueError):
        return "is not a path that this machine knows"
    return None


def whole_number_of(*choices: int) -> Check:
    """One of these numbers."""
    return lambda value: None if value in choices else f"takes one of {', '.join(map(str, choices))}"


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
