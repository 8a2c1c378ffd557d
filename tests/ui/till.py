"""The real window and presenters on a desk of fakes, and a scanner that types into it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from pos_terminal.application.backoffice import BackOffice
from pos_terminal.application.reasons import Reasons
from pos_terminal.application.sounds import Sound
from pos_terminal.application.staffkeeping import StaffKeeping
from pos_terminal.application.undoing import Undoing
from pos_terminal.presentation.labels_section import LabelsServices, RungUp
from pos_terminal.presentation.line_services import LineServices
from pos_terminal.presentation.office_services import OfficeServices
from pos_terminal.presentation.places import Place, PlacePresenter
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.presentation.shell import Shell
from pos_terminal.presentation.staff_services import StaffServices
from pos_terminal.presentation.tender import TenderPresenter
from pos_terminal.ui.places import Places, Placing, TillServices, builder
from pos_terminal.ui.screens.sale import SaleView
from pos_terminal.ui.screens.sign_on import SignOnView
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.window import Window
from tests.application.desk_of import Shop
from tests.application.staff_book import StaffBook
from tests.presentation.catalog_feed import NotedFeed, catalog_services
from tests.presentation.check_side import check_services
from tests.presentation.drawer_side import DrawerSide
from tests.presentation.journal_books import JournalBooks
from tests.presentation.member_shop import MemberSide
from tests.presentation.offer_books import OfferShelf
from tests.presentation.past_desk import past_services
from tests.presentation.queue_books import QueueBooks
from tests.presentation.report_books import report_books
from tests.presentation.screens import AtOnce
from tests.presentation.shift_books import ShiftBooks
from tests.presentation.sources import Source

LABELS = LabelsServices(tuple, tuple, lambda _, __: RungUp("Apples", "3.50"), lambda _: None)
LATTE_CODE = "4006381333931"
SCANNER_GAP = 4
PERSON_GAP = 130


class HeardSounds:
    """Implements `Sounds`."""

    def __init__(self) -> None:
        self.heard: list[Sound] = []

    def play(self, sound: Sound) -> None:
        self.heard.append(sound)


def office_of(shop: Shop) -> OfficeServices:
    """The manager's desk of a shop whose catalog has two items, and another one before."""
    staff = StaffKeeping(StaffBook(), shop.tilling.today, lambda: None)
    return OfficeServices(
        office=BackOffice(shop.desk, shop.authority),
        catalog=catalog_services(shop, NotedFeed()),
        staff=StaffServices(staff, AtOnce()),
        reports=report_books().services,
        shifts=ShiftBooks(shop.desk).services,
        labels=LABELS,
        queue=QueueBooks(shop.clock).services,
        offers=OfferShelf(shop.clock).services,
        journal=JournalBooks().services,
    )


class Till:
    """Shop, window and shell."""

    def __init__(self, look: Look, app: QApplication, *, cart_first: bool = False, is_office: bool = False) -> None:
        self.shop = Shop()
        self.source = Source()
        self.window = Window(look, app, "Till")
        shop = self.shop
        self.members = MemberSide(shop, AtOnce())
        self.platform = self.members.platform
        self.checkout = shop.checkout_with(shop.checkout.rules, self.members.offers_ready)
        self.checks = check_services(shop, self.members, self.checkout)
        self.suspending = self.checks.suspending
        self.drawer = DrawerSide(shop)
        self.retries = 0
        self.office = office_of(shop)
        self.sounds = HeardSounds()
        services = TillServices(
            desk=shop.desk,
            selling=lambda: shop.selling,
            checkout=lambda: self.checkout,
            signing=shop.signing,
            approving=shop.approving,
            tilling=shop.tilling,
            background=AtOnce(),
            monotonic=shop.clock.monotonic,
            source=self.source,
            members=lambda: self.members.services,
            lines=lambda: LineServices(shop.adjusting, shop.discounting, Undoing(shop.desk, shop.baskets), Reasons()),
            checks=lambda: self.checks,
            reprinting=lambda: shop.reprinting,
            explaining=lambda: shop.explaining,
            past=lambda: past_services(shop),
            drawer=lambda: self.drawer.services,
            office=lambda: self.office,
            retry_paper=self._retry,
            sounds=lambda: self.sounds,
            idle_seconds=600.0,
            store_name="Corner Shop",
            till_name="Till 3",
            is_office=is_office,
        )
        self.shell = Shell(self.window, self._build)
        self.places = Places(services, Placing(look, self.window, cart_first))
        self._build_place = builder(self.places, self.shell)
        self.built: dict[Place, PlacePresenter] = {}

    def _retry(self) -> None:
        self.retries += 1

    def _build(self, place: Place) -> PlacePresenter:
        self.built[place] = self._build_place(place)
        return self.built[place]

    @property
    def sale_view(self) -> SaleView:
        view = self.window.findChild(SaleView)
        assert isinstance(view, SaleView)
        return view

    @property
    def sign_on_view(self) -> SignOnView:
        view = self.window.findChild(SignOnView)
        assert isinstance(view, SignOnView)
        return view

    @property
    def sale(self) -> SalePresenter:
        presenter = self.built[Place.SALE]
        assert isinstance(presenter, SalePresenter)
        return presenter

    @property
    def tender(self) -> TenderPresenter:
        presenter = self.built[Place.TENDER]
        assert isinstance(presenter, TenderPresenter)
        return presenter

    def selling(self) -> "Till":
        """Somebody is signed on and the sale screen is shown."""
        self.shop.signed_on()
        self.shell.go(Place.SALE)
        return self

    def names(self) -> list[str]:
        return [row.name for row in self.sale_view.cart.list.cart.rows]

    def quantities(self) -> list[str]:
        return [row.quantity for row in self.sale_view.cart.list.cart.rows]


class Typing:
    """Key events with time stamps of their own, as the system's keyboard makes them."""

    def __init__(self, receiver: QObject) -> None:
        self._receiver = receiver
        self.at = 1_000

    def text(self, text: str, gap: int) -> None:
        for character in text:
            self.key(ord(character.upper()), character, gap)

    def key(self, key: int, text: str = "", gap: int = PERSON_GAP) -> None:
        self.at += gap
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(self.at)
            QApplication.sendEvent(self._receiver, event)

    def scan(self, code: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        self.at += 1_000
        self.text(code, SCANNER_GAP)
        if end is not None:
            self.key(end, "\r", SCANNER_GAP)


def typing_into(window: QWidget) -> Typing:
    """Types as the window system does: at the window, which finds the widget with the focus."""
    handle = window.windowHandle()
    assert handle is not None
    return Typing(handle)
