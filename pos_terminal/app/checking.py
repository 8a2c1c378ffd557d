"""Asking the outside whether it is there: the platform with these credentials, the printer, the clock."""

from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta

from pos_terminal.adapters.system import SystemClock, SystemIds, kept_secret
from pos_terminal.app.printing import opened_printer
from pos_terminal.app.rules import wire_settings
from pos_terminal.application.replies import Outcome
from pos_terminal.domain.receipt import PrinterFault
from pos_terminal.settings import Settings

_NOBODY = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class PlatformCheck:
    """What a harmless question to the platform found; ``skew`` is how far this machine's clock is ahead."""

    fault: str
    skew: timedelta | None = None


def ask_platform(settings: Settings) -> PlatformCheck:
    """Look up a member that cannot exist: the answer shows that address and credentials are right."""
    from pos_terminal.adapters.sessionm.client import Account, SessionMPlatform, Transport
    from pos_terminal.adapters.sessionm.requests import SessionMWire
    from pos_terminal.adapters.sessionm.tls import Tls
    from pos_terminal.domain.member import KeyKind, LookupKey

    platform = settings.platform
    secret = kept_secret(platform.secret, platform.key)
    if not secret:
        return PlatformCheck("There is no platform secret in the config, the environment or the keyring.")
    transport = Transport(Account(platform.base_url, platform.key, secret), Tls(), SystemClock())
    try:
        wire = SessionMWire(wire_settings(settings))
        reply = SessionMPlatform(transport).send(
            wire.lookup(SystemIds().uuid(), LookupKey(KeyKind.USER_ID, _NOBODY), None)
        )
    finally:
        transport.close()
    if reply.outcome in {Outcome.DONE, Outcome.REJECTED}:
        return PlatformCheck("", transport.clock_skew)
    said = ": ".join(part for part in (reply.code, reply.text) if part) or reply.why.value
    return PlatformCheck(f"The platform at {platform.base_url} does not serve this terminal: {said.rstrip('.')}.")


def check_platform(settings: Settings) -> str:
    """Why the platform cannot be used, or nothing."""
    return ask_platform(settings).fault


def check_culture(settings: Settings) -> str:
    """Why receipts cannot be written as the culture writes, or nothing."""
    from babel import Locale, UnknownLocaleError

    name = settings.terminal.culture
    try:
        Locale.parse(name)
    except UnknownLocaleError:
        return f"[terminal] culture: no way of writing is known for {name!r}; receipts are written as in en_US."
    return ""


def check_printer(settings: Settings) -> str:
    """Why the printer cannot be used, or nothing. It is asked how it is; nothing is printed."""
    from pos_terminal.adapters.escpos.faults import fault_in

    try:
        with closing(opened_printer(settings)) as printer:
            fault = fault_in(printer.status())
    except ValueError as error:
        return f"[printer] {error}"
    except PrinterFault as problem:
        return problem.sentence
    return str(fault[1]) if fault else ""
