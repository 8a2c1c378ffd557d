"""What the screens show of members and their offers, each reached as a cashier reaches it."""

from dataclasses import replace

from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.member import KeyKind
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.presentation.places import Place
from pos_terminal.ui.screens.approval_pane import ApprovalPane
from tests.application.fakes import each
from tests.presentation.member_shop import AVA, SILENCE, offer
from tests.ui.till import Till


def find(till: Till, phone: str) -> None:
    """Look somebody up by phone, from the sale screen."""
    member = till.sale.member
    member.bar_tapped()
    for digit in phone:
        member.lookup.key_pressed(digit)
    member.find_tapped(KeyKind.PHONE.value)


def finding_a_member(till: Till) -> None:
    till.selling().sale.member.bar_tapped()
    till.sale.member.lookup.key_pressed("5")


def typing_an_e_mail(till: Till) -> None:
    till.selling().sale.member.bar_tapped()
    till.sale.member.lookup.switched()


def finding_nobody(till: Till) -> None:
    find(till.selling(), "5550100099")


def choosing_a_member(till: Till) -> None:
    find(till.selling(), "5550100044")


def with_a_member(till: Till) -> None:
    """Ava is there with a muffin; one of her offers is reserved, one is in doubt, one is not to be had yet."""
    till.selling().sale.tile_tapped("muffin")
    find(till, "5550100001")
    for offer_id, answer in (("two-off", None), ("ten", SILENCE)):
        till.shop.clock.forward(1)
        till.platform.locks = [answer] if answer else []
        till.sale.member.offer_tapped(offer_id)


def looking_at_a_member(till: Till) -> None:
    with_a_member(till)
    till.sale.member.bar_tapped()


def an_offer_without_an_answer(till: Till) -> None:
    with_a_member(till)
    till.platform.locks = [SILENCE] * 9
    till.shop.clock.forward(1)
    till.sale.pay_tapped()


def an_offer_without_an_answer_in_the_tenders(till: Till) -> None:
    with_a_member(till)
    till.shell.go(Place.TENDER)
    till.platform.locks = [SILENCE] * 9
    till.shop.clock.forward(1)
    till.tender.kind_tapped("Credit Card")


def with_fifty_offers(till: Till) -> None:
    wallet = tuple(offer(f"o{number}", f"Offer {number}", number + 1) for number in range(50))
    till.platform.members = [replace(AVA, offers=wallet)]
    till.selling().sale.tile_tapped("latte")
    find(till, "5550100001")
    till.sale.member.bar_tapped()


def with_a_boss(till: Till) -> None:
    """Somebody may approve."""
    till.shop.staff.people["30"] = Employee("30", "Max", "Boss", Role.MANAGER)
    till.shop.staff.pins["30"] = "246801"


def with_offers_offline(till: Till) -> None:
    """The platform is lost: one offer was used all the same, and the others were told of for another cart."""
    till.selling().sale.tile_tapped("muffin")
    find(till, "5550100001")
    for _ in range(3):
        till.shop.clock.forward(1)
        till.sale.member.ticked()
    with_a_boss(till)
    till.members.allow_offline()
    till.shop.clock.forward(12 * 60)
    till.platform.is_online = False
    till.sale.member.offer_tapped("ten")
    till.sale.member.ticked()


def with_an_offer_used_offline(till: Till) -> None:
    with_offers_offline(till)
    till.shop.clock.forward(1)
    till.sale.member.offer_tapped("two-off")
    pane = till.window.findChild(ApprovalPane)
    assert isinstance(pane, ApprovalPane)
    for key in "246801":
        pane.key_pressed.emit(key)
    pane.submitted.emit()


def an_offer_without_an_answer_that_can_be_used_offline(till: Till) -> None:
    with_offers_offline(till)
    till.shop.clock.forward(1)
    till.sale.pay_tapped()


def with_a_second_member(till: Till) -> None:
    looking_at_a_member(till)
    till.sale.member.additional_tapped()
    for digit in "5550100044":
        till.sale.member.lookup.key_pressed(digit)
    till.sale.member.find_tapped(KeyKind.PHONE.value)
    till.sale.member.lookup.chosen("u-noor")


def paying_in_parts(till: Till) -> None:
    """A guest paid a part, the member another one."""
    till.selling().sale.tile_tapped("muffin")
    till.sale.tile_tapped("muffin")
    find(till, "5550100001")
    till.shell.go(Place.TENDER)
    for payer in ("Guest", "Member"):
        till.shop.clock.forward(1)
        till.tender.payer_tapped(payer)
        till.tender.key_pressed("1")
        till.tender.kind_tapped("Credit Card")


def asking_for_approval(till: Till) -> None:
    """An offer was used for the sale, and it is to be voided: more people may approve than fit on a page."""
    roles = (Role.SUPERVISOR, Role.MANAGER)
    for number in range(20, 27):
        boss = Employee(f"{number}", f"Sue{number}", "Park", roles[number % 2])
        till.shop.staff.people[boss.employee_id] = boss
        till.shop.staff.pins[boss.employee_id] = "246801"
    with_a_member(till)
    used = replace(till.shop.desk.open_sale().discounts[0], status=DiscountStatus.REDEEMED)
    till.shop.desk.open_sale().put_discounts((used,))
    till.sale_view.browse.void_asked.emit()
    till.sale_view.void.confirmed.emit()


def choosing_a_held_sale(till: Till) -> None:
    """A hundred sales wait, and nothing is open."""
    till.selling()
    for number in range(100):
        till.shop.selling.add_item("latte")
        if number % 2:
            till.shop.selling.add_item("muffin")
        till.suspending.suspend(f"Table {number + 1}" if number % 3 else None)
    till.sale.show()
    till.sale_view.browse.hold_asked.emit()


HOSTILE = "\u202eSave & <b>Exit</b>\n" * 700


def asking_for_an_age(till: Till) -> None:
    till.shop.put(each("beer", "3.10", minimum_age=18))
    till.selling()
    till.shop.selling.add_item("beer")
    till.sale.show()
    till.sale.pay_tapped()


def with_a_hostile_member(till: Till) -> None:
    wallet = (offer("two-off", HOSTILE, 200), offer("ten", "W" * 10_000, 45), offer("five", "خصم & <i>٥</i>", 0))
    profile = {"tier": "W" * 10_000, "favourite_store": HOSTILE, "birthday": "\x1bp\x00<img src='/etc/passwd'>"}
    till.platform.members = [replace(AVA, first_name=HOSTILE, last_name=None, profile_fields=profile, offers=wallet)]
    till.selling().sale.tile_tapped("latte")
    find(till, "5550100001")
    till.shop.clock.forward(1)
    till.sale.member.offer_tapped("two-off")
    till.sale.member.bar_tapped()


MEMBER_PLACES = [
    asking_for_an_age,
    finding_a_member,
    typing_an_e_mail,
    finding_nobody,
    choosing_a_member,
    with_a_member,
    looking_at_a_member,
    an_offer_without_an_answer,
    an_offer_without_an_answer_in_the_tenders,
    with_offers_offline,
    with_an_offer_used_offline,
    an_offer_without_an_answer_that_can_be_used_offline,
    asking_for_approval,
    paying_in_parts,
    with_a_second_member,
    choosing_a_held_sale,
]
