from dataclasses import dataclass, field

from pos_terminal.domain.money import Currency
from pos_terminal.presentation.open_shift import OpenShiftPresenter, OpenShiftState
from pos_terminal.presentation.places import Place
from tests.application.desk_of import Shop
from tests.application.fakes import usd
from tests.presentation.screens import RecordingNavigator, RecordingScreen


@dataclass
class ShiftDesk:
    code: str = "USD"
    shop: Shop = field(default_factory=Shop)
    screen: RecordingScreen[OpenShiftState] = field(default_factory=RecordingScreen)
    navigator: RecordingNavigator = field(default_factory=RecordingNavigator)

    def __post_init__(self) -> None:
        shop = self.shop.signed_on()
        services = (shop.desk, shop.tilling)
        self.presenter = OpenShiftPresenter(services, Currency.of(self.code), self.screen, self.navigator)
        self.presenter.entered()


def test_the_typed_float_opens_the_shift() -> None:
    desk = ShiftDesk()
    for key in "150.5":
        desk.presenter.key_pressed(key)
    desk.presenter.confirmed()
    assert desk.shop.desk.session is not None
    assert desk.shop.desk.session.opening_float == usd("150.50")
    assert desk.navigator.went == [Place.SALE]


def test_nothing_typed_is_an_empty_drawer() -> None:
    desk = ShiftDesk()
    assert desk.screen.state.amount == "0.00"
    desk.presenter.confirmed()
    assert desk.shop.desk.session is not None
    assert desk.shop.desk.session.opening_float == usd("0")


def test_a_currency_without_decimals_offers_no_point() -> None:
    desk = ShiftDesk("JPY")
    assert not desk.screen.state.has_decimals
    desk.presenter.key_pressed(".")
    assert desk.screen.state.amount == "0"


def test_a_shift_that_is_open_already_is_told() -> None:
    desk = ShiftDesk()
    desk.presenter.confirmed()
    desk.presenter.confirmed()
    assert desk.screen.state.notice.text == "A shift is open already on this till."
    desk.presenter.dismissed()
    assert not desk.screen.state.notice


def test_a_scan_waits_for_the_shift() -> None:
    desk = ShiftDesk()
    desk.presenter.scanned("4006381333931")
    assert desk.shop.desk.basket is None
    assert desk.screen.state.notice
