"""What a shopper reads of a sale on a desk of fakes."""

from dataclasses import dataclass, field

from pos_terminal.domain.display_row import DisplayRow
from pos_terminal.presentation.customer_display import CustomerPresenter, CustomerServices, CustomerWords
from pos_terminal.presentation.customer_state import CustomerState
from pos_terminal.presentation.member_state import MemberState
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.pole_rows import pole_rows
from pos_terminal.wording import ENGLISH
from tests.application.fakes import USD
from tests.presentation.screens import RecordingScreen
from tests.presentation.test_sale_member import MemberDesk

WORDS = CustomerWords("Corner Shop", "Welcome", "This lane is closed", "short", points=True, offers=True)


@dataclass
class CustomerDesk(MemberDesk):
    words: CustomerWords = WORDS
    is_training: bool = False
    language: str = ENGLISH
    place: Place = Place.SALE
    shown: RecordingScreen[CustomerState] = field(default_factory=RecordingScreen)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.begun_afresh()

    def begun_afresh(self) -> None:
        """A new display, as a new window makes one."""
        clock = self.shop.clock.monotonic
        services = CustomerServices(
            self.shop.desk, USD, self.words, lambda: self.place, self._member, clock, self.is_training, self.language
        )
        self.customer = CustomerPresenter(services, [self.shown])

    def _member(self) -> MemberState:
        return self.sale.member.drawn

    def rung_up(self, *item_ids: str) -> None:
        for item_id in item_ids:
            self.shop.clock.forward(1)
            self.sale.tile_tapped(item_id)

    def found_ava(self) -> None:
        """Ava is the member of a sale with a latte, and the worth of her offers is known."""
        self.rung_up("latte")
        self.read()
        self.find("5550100001")
        for _ in range(3):
            self.shop.clock.forward(1)
            self.sale.member.ticked()

    def read(self) -> CustomerState:
        """What is shown now."""
        self.customer.ticked()
        return self.shown.state

    def two_rows(self) -> list[tuple[str, str]]:
        """What a display of two rows shows now."""
        return [_pair(each) for each in pole_rows(self.read())]


def _pair(row: DisplayRow) -> tuple[str, str]:
    return row.words, row.amount
