"""Members on the sale screen: found, not found, one of several, looked at, removed."""

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from pos_terminal.application.membercodes import CodePorts, MemberCodeRules, MemberCodes
from pos_terminal.domain.code_range import ranges
from pos_terminal.domain.member import KeyKind, PointAccount
from pos_terminal.presentation.member_panels import LookupPanel, MatchesPanel, MemberPanel
from pos_terminal.presentation.member_state import CardTone, OfferAction
from pos_terminal.presentation.notice import NoticeKind
from pos_terminal.presentation.sale import SalePresenter, SaleServices
from tests.application.fakes import usd
from tests.presentation.member_shop import AVA, NOOR, MemberSide, offer
from tests.presentation.sale_desk import SaleDesk
from tests.presentation.screens import WhenTold

LATTE = "4006381333931"
CARD = "7000000000011"


@dataclass
class MemberDesk(SaleDesk):
    """A sale screen with somebody to find."""

    offline: KeyKind | None = None

    def member_side(self) -> MemberSide:
        return MemberSide(self.shop, self.asking, offline=self.offline)

    def type_in(self, text: str) -> None:
        for key in text:
            self.sale.member.lookup.key_pressed(key)

    def find(self, text: str, kind: KeyKind = KeyKind.PHONE) -> None:
        self.sale.member.bar_tapped()
        if kind is KeyKind.EMAIL:
            self.sale.member.lookup.switched()
        self.type_in(text)
        self.sale.member.find_tapped(kind.value)

    @property
    def lookup(self) -> LookupPanel:
        panel = self.state.panel
        assert isinstance(panel, LookupPanel)
        return panel

    @property
    def bar(self) -> tuple[str, str]:
        bar = self.state.member.bar
        return bar.name, bar.detail


def waiting_desk() -> tuple[MemberDesk, WhenTold]:
    """The platform answers when the test says so."""
    platform = WhenTold()
    return MemberDesk(asking=platform), platform


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (KeyKind.PHONE, "5550100001"),
        (KeyKind.EXTERNAL_CUSTOMER_ID, CARD),
        (KeyKind.EMAIL, "ava@example.com"),
    ],
)
def test_a_member_is_found_by_phone_card_and_e_mail(kind: KeyKind, text: str) -> None:
    till = MemberDesk()
    till.find(text, kind)
    assert till.state.panel is None
    assert till.bar == ("Ava M.", "1,240 points · 3 offers")


def test_a_card_that_is_scanned_while_the_panel_is_open_is_the_members() -> None:
    till = MemberDesk()
    till.sale.member.bar_tapped()
    till.sale.scanned(f"]C0{CARD}")
    assert till.bar[0] == "Ava M."
    assert till.rows() == []


def test_goods_that_are_scanned_while_the_panel_is_open_are_rung_up_and_the_panel_stays() -> None:
    till = MemberDesk()
    till.sale.member.bar_tapped()
    till.type_in("555")
    till.sale.scanned(LATTE)
    assert till.rows() == [("1", "Latte", "4.50")]
    assert till.lookup.text == "555"


def test_selling_goes_on_while_somebody_is_looked_up() -> None:
    till, platform = waiting_desk()
    till.find("5550100001")
    assert till.lookup.asked == "5550100001"
    assert not till.lookup.can_find
    till.sale.scanned(LATTE)
    assert till.rows() == [("1", "Latte", "4.50")]
    platform.end_all()
    assert till.bar[0] == "Ava M."
    assert till.state.panel is None


def test_an_answer_that_nobody_waits_for_any_more_changes_nothing() -> None:
    till, platform = waiting_desk()
    till.find("5550100001")
    till.sale.member.closed()
    assert till.state.panel is None
    platform.end_all()
    assert till.bar[0] == ""
    assert not till.state.notice


def test_an_answer_to_an_earlier_question_is_not_taken_for_the_one_that_is_awaited() -> None:
    till, platform = waiting_desk()
    till.find("5550100099")
    till.sale.member.closed()
    till.find("5550100001")
    platform.waiting.pop(0)()
    assert till.lookup.asked == "5550100001"
    assert not till.lookup.is_problem
    platform.end_all()
    assert till.bar[0] == "Ava M."


def test_an_answer_does_not_close_what_is_asked_by_then() -> None:
    till, platform = waiting_desk()
    till.find("5550100099")
    till.sale.tile_tapped("apples")
    asked = till.state.panel
    platform.end_all()
    assert till.state.panel == asked
    assert till.state.notice.kind is NoticeKind.PROBLEM


def test_nobody_several_a_no_and_silence_are_told_in_different_sentences() -> None:
    sentences = set()
    for text, change in (("5550100099", "none"), ("5550100044", "unnamed"), ("5550100001", "offline"), ("555", "bad")):
        till = MemberDesk()
        till.platform.is_online = change != "offline"
        if change == "unnamed":
            till.find(text)
            panel = till.state.panel
            assert isinstance(panel, MatchesPanel)
            sentences.add(panel.sentence)
            continue
        till.find("1111111" if change == "bad" else text)
        assert till.lookup.is_problem
        assert till.lookup.text, "what was typed stays to be put right"
        sentences.add(till.lookup.hint)
    assert len(sentences) == 4


def test_one_of_several_is_chosen_by_what_is_masked() -> None:
    till = MemberDesk()
    till.find("5550100044")
    panel = till.state.panel
    assert isinstance(panel, MatchesPanel)
    shown = [(each.name, each.detail) for each in panel.people]
    assert shown == [("Noor H.", "••• 44 · n•••@example.com"), ("Sam H.", "••• 44 · s•••@example.com")]
    assert "5550100044" not in repr(panel)
    till.sale.member.lookup.chosen("u-sam")
    assert till.bar[0] == "Sam H."


def test_points_that_the_platform_does_not_tell_are_not_called_none() -> None:
    till = MemberDesk()
    till.find("5550100044")
    till.sale.member.lookup.chosen("u-noor")
    assert till.bar == ("Noor H.", "Points not available")


def test_somebody_whom_nobody_could_confirm_is_marked() -> None:
    till = MemberDesk(offline=KeyKind.PHONE)
    till.platform.is_online = False
    till.find("5550100044")
    assert till.bar == ("Phone ••• 44", "Not verified")
    assert not till.state.member.bar.is_verified


def test_the_panel_shows_accounts_profile_and_wallet() -> None:
    till = MemberDesk()
    till.find("5550100001")
    till.sale.member.bar_tapped()
    panel = till.state.panel
    assert isinstance(panel, MemberPanel)
    assert [(each.word, each.figure) for each in panel.accounts] == [("Points", "1,240")]
    assert [(each.word, each.figure) for each in panel.fields] == [
        ("Tier", "Gold"),
        ("Favourite store", "Harbour Street"),
        ("Birthday", "Not available"),
    ]
    assert len(panel.cards) == 3


def test_offers_that_cannot_be_read_are_told_of_beside_the_cards_and_without_any() -> None:
    till = MemberDesk()
    till.platform.members = [replace(AVA, unreadable_offers=2), replace(NOOR, unreadable_offers=1)]
    till.find("5550100001")
    assert till.state.member.note == "The platform told of 2 offers that cannot be read."
    till.sale.member.bar_tapped()
    panel = till.state.panel
    assert isinstance(panel, MemberPanel)
    assert (len(panel.cards), panel.offers_note) == (3, till.state.member.note)
    till.sale.member.removed()
    till.find("5550100044")
    assert (till.state.member.cards, till.state.member.note) == (
        (),
        "The platform told of 1 offer that cannot be read.",
    )


def test_a_status_that_nobody_knows_is_shown_as_not_known_and_the_offer_may_be_asked_for() -> None:
    till = MemberDesk()
    strange = replace(offer("two-off", "$2 off a coffee", 200), strange_status="EXPLODED")
    till.platform.members = [replace(AVA, offers=(strange,))]
    till.sale.tile_tapped("latte")
    till.find("5550100001")
    (card,) = till.state.member.cards
    assert (card.state, card.tone, card.action) == (
        "Not known: the platform says 'EXPLODED' of it",
        CardTone.OPEN,
        OfferAction.APPLY,
    )


def test_an_account_without_a_balance_is_not_said_to_be_empty() -> None:
    till = MemberDesk()
    untold = PointAccount("Stars", "s", "Visits", None, None)
    till.platform.members = [replace(AVA, point_accounts=(untold, replace(untold, available_balance=Decimal(0))))]
    till.find("5550100001")
    till.sale.member.bar_tapped()
    panel = till.state.panel
    assert isinstance(panel, MemberPanel)
    assert [each.figure for each in panel.accounts] == ["Not available", "0"]


def test_a_member_is_removed_at_once() -> None:
    till = MemberDesk()
    till.find("5550100001")
    till.sale.member.bar_tapped()
    till.sale.member.removed()
    assert till.state.panel is None
    assert till.bar == ("", "")


def test_no_member_is_changed_once_money_was_taken() -> None:
    till = MemberDesk()
    till.sale.tile_tapped("latte")
    till.find("5550100001")
    till.sale.cash_tapped(usd("1.00"))
    till.sale.member.removed()
    assert till.state.notice.kind is NoticeKind.PROBLEM
    assert till.bar[0] == "Ava M."


def test_a_hostile_name_is_drawn_as_one_short_line() -> None:
    till = MemberDesk()
    name = "\u202eSave & <b>Exit</b>\n" * 1000
    till.platform.members = [replace(AVA, first_name=name, last_name=None, profile_fields={"tier": name})]
    till.find("5550100001")
    till.sale.member.bar_tapped()
    panel = till.state.panel
    assert isinstance(panel, MemberPanel)
    for text in (till.bar[0], panel.name, panel.fields[0].word, panel.fields[0].figure):
        assert len(text) <= 200
        assert "\n" not in text
        assert "\u202e" not in text


def test_a_card_that_is_scanned_in_the_sale_itself_is_looked_up_and_an_unknown_code_refused() -> None:
    till = MemberDesk()
    members, shop = till.members, till.shop
    ports = CodePorts(members.membership, members.offering, shop.clock, lambda: True, shop.signing.is_badge)
    codes = MemberCodes(till.shop.desk, ports, MemberCodeRules(cards=ranges(["7000"])))
    till.members.services = replace(till.members.services, ask_code=codes.ask)
    selling = (shop.selling, till.checkout, till.taking, till.members.services, till.suspending, shop.past)
    services = SaleServices(shop.desk, *selling)
    till.sale = SalePresenter(services, till.screen, till.navigator)
    till.sale.scanned(f"]C0{CARD}")
    assert till.bar[0] == "Ava M."
    assert not till.state.notice
    till.sale.scanned("4012345000009")
    assert "4012345000009" in till.state.notice.text


def test_a_code_that_no_product_has_is_refused_until_somebody_can_tell_what_it_is() -> None:
    till = MemberDesk()
    till.sale.scanned("4012345000009")
    assert "4012345000009" in till.state.notice.text


def test_a_payment_card_is_no_members_card_and_nobody_is_asked_about_it() -> None:
    till = SaleDesk()
    till.sale.member.bar_tapped()
    for digit in "4111111111111111":
        till.sale.member.lookup.key_pressed(digit)
    till.sale.member.find_tapped(KeyKind.EXTERNAL_CUSTOMER_ID.value)
    assert isinstance(till.state.panel, LookupPanel)
    assert "payment card" in till.state.panel.hint
    assert "4111" not in repr(till.state)
    till.sale.scanned("5555555555554444")
    assert "5555" not in repr(till.state)
    assert till.platform.lookups == 0
