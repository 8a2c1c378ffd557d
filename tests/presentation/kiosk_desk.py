"""A kiosk on a whole desk of fakes, worked by the words on its keys."""

import weakref
from dataclasses import dataclass, field, replace
from sqlite3 import connect

from pos_terminal.adapters.sqlite.charges import SqliteCharges
from pos_terminal.adapters.sqlite.writelock import SaleFirstLock
from pos_terminal.application.attendance import Attendance, FarAttendant
from pos_terminal.application.card_ports import PaymentTerminal
from pos_terminal.application.card_sale import CardSale, CardSalePorts
from pos_terminal.application.charging import ChargePorts, Charging
from pos_terminal.application.ports import Background
from pos_terminal.application.self_service import SelfService, SelfServicePorts, service_account
from pos_terminal.application.sounds import Sound
from pos_terminal.domain.rights import Action, Shoppers
from pos_terminal.domain.tender import TenderType
from pos_terminal.domain.transaction import Transaction
from pos_terminal.presentation.age_check import AgeCheck
from pos_terminal.presentation.approval import Approval, ApprovalServices
from pos_terminal.presentation.kiosk.kiosk import Kiosk
from pos_terminal.presentation.kiosk.services import Attended, KioskPaper, KioskRules, KioskServices
from pos_terminal.presentation.kiosk.speaking import Speaking
from pos_terminal.presentation.kiosk.state import (
    AttractBody,
    CheckBody,
    ChooseBody,
    KioskKey,
    KioskState,
    PageBody,
)
from pos_terminal.presentation.kiosk.touching import Touching
from pos_terminal.presentation.settling import Settling
from pos_terminal.wording import speak
from pos_terminal.wording.message import Message
from tests.application.desk_of import Shop
from tests.application.fakes import each
from tests.bank import Bank
from tests.newdatabase import filled
from tests.presentation.check_side import check_services
from tests.presentation.member_shop import MemberSide
from tests.presentation.screens import AtOnce, RecordingScreen

BAG = replace(each("bag", "0.10"), name="Carrier bag")
BEER = each("beer", "3.10", minimum_age=18)
WINE = each("wine", "7.90", minimum_age=18)
TENDERS = (TenderType("Cash", is_cash=True), TenderType("Credit Card", on_terminal=True), TenderType("Gift Card"))
CODE = ((True, False), (False, True))
RULES = KioskRules("Corner Shop", ("en", "es", "ar"), "en", staffed="tills 1 to 4", bag_item="bag")


class Said:
    """Implements `Speech`, and remembers."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.paces: list[int] = []
        self.volumes: list[int] = []
        self.hushed = 0

    def say(self, text: str, _language: str, pace: int, volume: int) -> None:
        self.words.append(text)
        self.paces.append(pace)
        self.volumes.append(volume)

    def hush(self) -> None:
        self.hushed += 1


class Heard:
    """Implements `Sounds`."""

    def __init__(self) -> None:
        self.played: list[Sound] = []

    def play(self, sound: Sound) -> None:
        self.played.append(sound)


@dataclass
class KioskDesk:
    """The kiosk, what it drew, and whom it called."""

    rules: KioskRules = RULES
    asking: Background = field(default_factory=AtOnce)
    reading: Background = field(default_factory=AtOnce)
    bank: Bank = field(default_factory=Bank)
    screen: RecordingScreen[KioskState] = field(default_factory=RecordingScreen)
    calls: list[str] = field(default_factory=list)
    shop: Shop = field(init=False)
    speech: Said = field(default_factory=Said)
    lately: list[str] = field(default_factory=list)
    line: Attendance | None = None
    reader: PaymentTerminal | None = None
    """The card reader; None: the bank itself."""
    papers: int = 0
    paper_fault: str = ""
    left: int = 0

    def __post_init__(self) -> None:
        alone = {Action.VOID_OPEN, Action.REMOVE_LINE} if self.rules.may_remove else {Action.VOID_OPEN}
        shop = self.shop = Shop(shoppers=Shoppers("SYSTEM", frozenset(alone)))
        for item in (BAG, BEER, WINE):
            shop.put(item)
        self.members = MemberSide(shop, self.asking)
        self.platform = self.members.platform
        rules = replace(shop.checkout.rules, prints=False, tenders=TENDERS)
        self.checkout = shop.checkout_with(rules, self.members.offers_ready)
        self.checks = check_services(shop, self.members, self.checkout)
        self.charging = self._charging()
        account = service_account("SYSTEM", None)
        self.self_service = SelfService(
            shop.desk,
            SelfServicePorts(shop.signing, self.checkout, shop.authority, self.members.offering.let_go),
            account,
        )
        asked = Approval(ApprovalServices(shop.desk, shop.approving, shop.tilling, AtOnce(), shop.clock.monotonic))
        settling = Settling(self.members.services, asked, AgeCheck(shop.desk, shop.adjusting, asked))
        self.heard = Heard()
        self._settling = settling
        self.switch_on()

    def switch_on(self) -> None:
        """The program is started, on the desk as it is."""
        self.voice = Speaking(self.screen, self.speech)
        self.kiosk = Kiosk(self._services(), self.rules, self._settling, self.voice)
        self.voice.comfort = lambda: self.kiosk.helping.comfort
        self.touch = Touching(self.kiosk)
        self.touch.room_changed(12)
        self.kiosk.opened()

    def _charging(self) -> Charging:
        """A card reader with a bank behind it, and what was charged on a real database."""
        shop = self.shop
        connection = connect(":memory:", isolation_level=None, check_same_thread=False)
        weakref.finalize(self.bank, connection.close)
        filled(connection)
        charges = SqliteCharges(connection, SaleFirstLock())
        sale = CardSale(shop.desk, CardSalePorts(charges, shop.baskets, shop.sales))
        known = ChargePorts(charges, self.reader or self.bank, shop.ids, shop.clock, shop.authority)
        return Charging(shop.desk, self.checkout, sale, known)

    def _services(self) -> KioskServices:
        shop = self.shop
        return KioskServices(
            desk=shop.desk,
            selling=shop.selling,
            checkout=self.checkout,
            charging=self.charging,
            adjusting=shop.adjusting,
            members=self.members.services,
            reprinting=shop.reprinting,
            self_service=self.self_service,
            suspending=self.checks.suspending,
            telling=self.checks.telling,
            tilling=shop.tilling,
            background=AtOnce(),
            cards=self.reading,
            monotonic=shop.clock.monotonic,
            speak=speak,
            sounds=self.heard,
            paper=KioskPaper(self._code, lambda _text: CODE, self._printed, lambda: self.paper_fault),
            lately=lambda: tuple(self.lately),
            call=self._call,
            leave=self._leave,
            attended=self.attended(),
            voice=self.voice,
        )

    def attended(self) -> Attended | None:
        """The line to the staff's terminals, where the test has one."""
        if self.line is None:
            return None
        shop = self.shop
        return Attended(self.line, FarAttendant(shop.desk, shop.authority, shop.staff.employee), shop.ids.uuid)

    def _code(self, _sale: Transaction) -> tuple[tuple[bool, ...], ...]:
        return CODE

    def _call(self, why: str | Message) -> None:
        """As staff read it, who speak English here."""
        self.calls.append(why.in_english if isinstance(why, Message) else why)

    def _printed(self) -> None:
        self.papers += 1

    def _leave(self) -> None:
        self.left += 1

    @property
    def state(self) -> KioskState:
        return self.screen.state

    @property
    def page(self) -> PageBody:
        assert isinstance(self.state.body, PageBody), self.state.body
        return self.state.body

    @property
    def choose(self) -> ChooseBody:
        assert isinstance(self.state.body, ChooseBody), self.state.body
        return self.state.body

    @property
    def check(self) -> CheckBody:
        assert isinstance(self.state.body, CheckBody), self.state.body
        return self.state.body

    def tappable(self) -> tuple[KioskKey, ...]:
        """Everything that can be tapped now."""
        body, foot = self.state.body, self.state.foot
        if isinstance(body, PageBody):
            return (*body.keys, *foot)
        if isinstance(body, ChooseBody):
            return (*body.keys, body.basket.main, KioskKey(body.banner.key, body.banner.title), *foot)
        if isinstance(body, CheckBody):
            return (*body.offers, body.back, body.main, *foot)
        assert isinstance(body, AttractBody)
        return (body.start, *body.languages, *foot)

    def words(self) -> list[str]:
        return [key.words for key in self.tappable()]

    def press(self, *words: str) -> None:
        """Tap keys by their words, as slowly as a person does."""
        for each_words in words:
            self.shop.clock.forward(1)
            found = [key for key in self.tappable() if key.words.startswith(each_words) and key.can_press]
            assert found, f"{each_words} is not among {self.words()}"
            self.touch.tapped(found[0].key)

    def type(self, text: str) -> None:
        for key in text:
            self.touch.pad_pressed(key)

    def scan(self, code: str) -> None:
        self.shop.clock.forward(1)
        self.touch.scanned(code)

    def wait(self, seconds: int) -> None:
        """As many seconds go by, each with its ticks."""
        for _ in range(seconds):
            self.shop.clock.forward(1)
            self.touch.ticked()
            self.touch.glanced()

    def attend(self, pin: str = "2468") -> None:
        """An attendant signs on at the page that is shown."""
        self.press("Staff", "Ana")
        self.type(pin)
        self.press("Sign on")

    def checked(self) -> None:
        """From the basket to the check of it, as somebody without an account and with bags of their own."""
        self.press("Check and pay", "Go on without", "I have my own bags")
