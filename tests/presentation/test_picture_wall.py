"""Pictures of offers on the sale screen: after everything else, one by one, and missed by nobody."""

from dataclasses import dataclass, field, replace

import pytest

from pos_terminal.application.replies import Reply
from pos_terminal.domain.discount import Discount
from pos_terminal.presentation.member_offers import SETTLED_SECONDS
from pos_terminal.presentation.picture_wall import PictureServices
from tests.presentation.member_shop import AVA, NO, SILENCE, MemberSide, offer
from tests.presentation.sale_desk import SaleDesk
from tests.presentation.screens import WhenTold

CUP, COIN, GONE = (f"https://images.example/{name}.png" for name in ("cup", "coin", "gone"))


def pictured(offer_id: str, url: str | None, cents: int = 100) -> Discount:
    return replace(offer(offer_id, offer_id, cents), image_url=url)


@dataclass
class PictureDesk(SaleDesk):
    """Pictures come when the test says so; ``asked`` are those that were asked for."""

    pictures: WhenTold = field(default_factory=WhenTold)
    asked: list[str] = field(default_factory=list)

    def member_side(self) -> MemberSide:
        side = MemberSide(self.shop, self.asking)
        services = PictureServices(
            self.get, lambda url: url.startswith("https://images.example/"), self.pictures, self.shop.clock.monotonic
        )
        side.services = replace(side.services, pictures=services)
        return side

    def get(self, url: str) -> bytes:
        self.asked.append(url)
        if url == GONE:
            raise ValueError(url)
        return url.encode()

    def with_member(self, *offers: Discount) -> "PictureDesk":
        self.platform.members = [replace(AVA, offers=offers)]
        self.sale.tile_tapped("latte")
        self.sale.member.bar_tapped()
        for digit in "5550100001":
            self.sale.member.lookup.key_pressed(digit)
        self.sale.member.find_tapped("phone")
        return self

    def settled(self) -> None:
        """The cart is left alone, and what it is worth is known."""
        self.shop.clock.forward(SETTLED_SECONDS)
        self.sale.member.ticked()
        self.sale.member.ticked()

    def shown(self) -> list[bytes | None]:
        return [each.picture for each in self.state.member.cards]


def test_each_card_has_a_place_first_and_a_picture_when_it_is_there() -> None:
    till = PictureDesk().with_member(pictured("cup", CUP, 300), pictured("coin", COIN, 200), pictured("none", None))
    assert till.shown() == [b"", b"", b""]
    till.settled()
    till.pictures.end_all()
    assert till.shown() == [CUP.encode(), b"", b""]
    till.sale.member.ticked()
    till.pictures.end_all()
    assert till.shown() == [CUP.encode(), COIN.encode(), b""]
    assert till.asked == [CUP, COIN]


def test_nothing_is_asked_of_a_host_that_is_not_listed() -> None:
    till = PictureDesk().with_member(
        pictured("a", "https://elsewhere.example/a.png"), pictured("b", "file:///etc/passwd")
    )
    till.settled()
    till.pictures.end_all()
    assert till.asked == []
    assert till.shown() == [b"", b""]


def test_pictures_wait_while_the_platform_is_asked_for_anything() -> None:
    till = PictureDesk(asking=(asking := WhenTold())).with_member(pictured("cup", CUP))
    for _ in range(3):
        till.sale.member.ticked()
    assert not till.pictures.waiting
    asking.end_all()
    till.shop.clock.forward(1)
    till.sale.member.offer_tapped("cup")
    till.sale.member.ticked()
    assert not till.pictures.waiting
    while asking.waiting:
        asking.end_all()
    till.settled()
    while asking.waiting:
        asking.end_all()
    till.sale.member.ticked()
    assert len(till.pictures.waiting) == 1


def test_a_lock_does_not_wait_for_a_picture_that_is_on_its_way() -> None:
    till = PictureDesk().with_member(pictured("cup", CUP))
    till.settled()
    assert till.pictures.waiting
    till.shop.clock.forward(1)
    till.sale.member.offer_tapped("cup")
    assert till.platform.locked == ["cup"]
    assert till.pictures.waiting


def test_a_picture_that_cannot_be_had_is_a_placeholder_and_tells_nobody() -> None:
    till = PictureDesk().with_member(pictured("gone", GONE, 300), pictured("cup", CUP))
    till.settled()
    before = till.state.notice
    for _ in range(3):
        till.pictures.end_all()
        till.sale.member.ticked()
    assert till.shown() == [b"", CUP.encode()]
    assert till.asked == [GONE, CUP]
    assert till.state.notice == before


def test_a_fault_of_the_program_is_logged_and_tells_nobody_at_the_till(caplog: pytest.LogCaptureFixture) -> None:
    till = PictureDesk().with_member(pictured("gone", GONE))
    till.settled()
    till.pictures.end_all()
    assert [(record.getMessage(), bool(record.exc_info)) for record in caplog.records] == [("picture=failed", True)]
    assert not till.state.notice


def test_what_could_not_be_had_is_asked_for_again_after_ten_minutes() -> None:
    till = PictureDesk().with_member(pictured("gone", GONE))
    till.settled()
    till.pictures.end_all()
    till.shop.clock.forward(599)
    till.sale.member.ticked()
    assert not till.pictures.waiting
    till.shop.clock.forward(1)
    till.sale.member.ticked()
    till.sale.member.ticked()
    till.pictures.end_all()
    assert till.asked == [GONE, GONE]


def test_nobody_fetches_for_a_member_who_has_left() -> None:
    till = PictureDesk().with_member(pictured("cup", CUP, 300), pictured("coin", COIN))
    till.settled()
    till.sale.member.removed()
    till.pictures.end_all()
    till.sale.member.ticked()
    assert till.asked == [CUP]
    assert not till.pictures.waiting


def test_the_next_member_with_the_same_offer_sees_its_picture_at_once() -> None:
    till = PictureDesk().with_member(pictured("cup", CUP))
    till.settled()
    till.pictures.end_all()
    till.sale.member.removed()
    till.with_member(pictured("cup", CUP))
    assert till.shown() == [CUP.encode()]
    assert till.asked == [CUP]


def test_only_so_many_pictures_are_kept() -> None:
    till = PictureDesk().with_member(*(pictured(f"o{n:03}", f"{CUP}?{n}") for n in range(101)))
    till.settled()
    for _ in range(101):
        till.pictures.end_all()
        till.sale.member.ticked()
    assert sum(bool(each) for each in till.shown()) == 100


@pytest.mark.parametrize("replies", [[], [SILENCE], [NO]], ids=["locked", "in doubt", "refused"])
def test_wherever_an_offer_stands_it_keeps_its_picture(replies: list[Reply]) -> None:
    till = PictureDesk().with_member(pictured("cup", CUP))
    till.settled()
    till.pictures.end_all()
    till.platform.locks = [*replies]
    till.shop.clock.forward(1)
    till.sale.member.offer_tapped("cup")
    assert till.shown() == [CUP.encode()]


def test_without_a_list_of_hosts_no_card_has_a_place_for_one() -> None:
    till = SaleDesk()
    till.platform.members = [replace(AVA, offers=(pictured("cup", CUP),))]
    till.sale.tile_tapped("latte")
    till.sale.member.bar_tapped()
    for digit in "5550100001":
        till.sale.member.lookup.key_pressed(digit)
    till.sale.member.find_tapped("phone")
    till.sale.member.ticked()
    assert [each.picture for each in till.state.member.cards] == [None]
