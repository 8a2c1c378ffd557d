"""What a kiosk works with, as the settings have it; nothing of Qt."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from pos_terminal.application.noticeboard import StandingNotice
from pos_terminal.application.self_service import SelfService, SelfServicePorts, service_account
from pos_terminal.application.sounds import Sound
from pos_terminal.presentation.kiosk.mount import Mount
from pos_terminal.presentation.kiosk.services import KioskPaper, KioskRules, KioskServices
from pos_terminal.wording import language_of, later, speak
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.adapters.speech.dispatcher import SpeechDispatcher
    from pos_terminal.app.terminal import Terminal
    from pos_terminal.application.ports import Background
    from pos_terminal.application.sounds import Sounds
    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.presentation.kiosk.services import Attended
    from pos_terminal.presentation.kiosk.speaking import Speaking
    from pos_terminal.presentation.member_services import MemberServices
    from pos_terminal.settings import Settings

Workers: TypeAlias = "tuple[Background, Background]"
"""What checks PINs, and what waits for the card reader."""
Heard: TypeAlias = "tuple[Speaking | None, Attended | None]"
_CALL = later("Help is wanted")


def kiosk_rules(settings: Settings) -> KioskRules:
    """How the screens treat shoppers."""
    kiosk, spoken = settings.kiosk, language_of(settings.terminal.culture)
    languages = kiosk.languages if spoken in kiosk.languages else (spoken, *kiosk.languages)
    return KioskRules(
        store=settings.store.name or settings.terminal.store_id,
        languages=languages,
        language=spoken,
        staffed=kiosk.staffed,
        bag_item=kiosk.bag_item,
        reader=kiosk.reader,
        idle=float(kiosk.idle_seconds),
        idle_slow=float(kiosk.idle_seconds_slow),
        receipt=float(kiosk.receipt_seconds),
        may_remove=kiosk.remove_line,
        culture=settings.terminal.culture,
    )


def speech_of(settings: Settings) -> SpeechDispatcher | None:
    """What speaks; None: the kiosk does not, and nothing of it is loaded."""
    if settings.kiosk.speech == "none":
        return None
    from pos_terminal.adapters.speech.dispatcher import SpeechDispatcher, speech_socket

    return SpeechDispatcher(speech_socket())


def mount_of(settings: Settings) -> Mount:
    """How the panel hangs."""
    kiosk = settings.kiosk
    return Mount(Decimal(kiosk.panel_inches), kiosk.panel_bottom_mm, kiosk.viewing_mm)


def call_notice(register: str, why: str | Message) -> StandingNotice:
    """Somebody is wanted at this kiosk."""
    return StandingNotice(_CALL, Message("{register}: {why}.", register=register, why=why), is_grave=True)


class KioskSide:
    """Builds the services of one kiosk on its terminal."""

    def __init__(self, terminal: Terminal, sounds: Callable[[], Sounds]) -> None:
        self._terminal = terminal
        self._sounds = sounds

    def services(
        self, members: MemberServices, workers: Workers, leave: Callable[[], None], heard: Heard
    ) -> KioskServices:
        """``leave`` closes the window; ``heard``: what speaks, and the line to the staff, where there are such."""
        terminal, side = self._terminal, self._terminal.sales_side
        sold = (terminal.desk, terminal.selling, terminal.checkout, side.charging, side.adjusting)
        return KioskServices(
            *sold,
            members=members,
            reprinting=side.reprinting,
            self_service=self._self_service(),
            suspending=side.suspending,
            telling=side.telling,
            tilling=terminal.tilling,
            background=workers[0],
            cards=workers[1],
            monotonic=terminal.clock.monotonic,
            speak=speak,
            sounds=self._sounds(),
            paper=self._paper(),
            lately=side.past.bought_last,
            call=self._call,
            leave=leave,
            weighing=side.weighing,
            voice=heard[0],
            attended=heard[1],
        )

    def _paper(self) -> KioskPaper:
        terminal = self._terminal
        return KioskPaper(self._receipt_code, _squares, terminal.devices.nudge, self._paper_fault)

    def _paper_fault(self) -> str:
        return self._terminal.printer_state().cause

    def _self_service(self) -> SelfService:
        terminal = self._terminal
        account_id = terminal.settings.terminal.service_employee_id
        account = service_account(account_id, terminal.staff.employee(account_id))
        ports = SelfServicePorts(terminal.signing, terminal.checkout, terminal.authority, terminal.offering.let_go)
        return SelfService(terminal.desk, ports, account)

    def _receipt_code(self, sale: Transaction) -> tuple[tuple[bool, ...], ...]:
        address = self._terminal.settings.platform.receipt_url
        codes = sale.receipt_codes
        return _squares(f"{address.rstrip('/')}/{codes[0]}") if address and codes else ()

    def _call(self, why: str | Message) -> None:
        """Tell whoever is in sight and in earshot; the notice stays until somebody comes."""
        board = self._terminal.board
        if not why:
            board.take_down(_CALL)
            return
        board.pin(call_notice(self._terminal.settings.terminal.register_id, why))
        self._sounds().play(Sound.ATTENTION)


def _squares(text: str) -> tuple[tuple[bool, ...], ...]:
    from pos_terminal.adapters.escpos.qr import squares

    return squares(text)
