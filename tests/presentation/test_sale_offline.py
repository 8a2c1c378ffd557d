"""Offers that are sold with while the platform is away, on the sale and the tender screen."""

from typing import TYPE_CHECKING

from pos_terminal.application.offering import OfferRules
from pos_terminal.application.offlineoffers import OfflineClaim, OfflineRules
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.presentation.member_panels import UnansweredPanel
from pos_terminal.presentation.member_state import CardTone, OfferAction
from pos_terminal.presentation.panels import ApprovalPanel
from pos_terminal.presentation.tender import TenderPresenter
from tests.application.fakes import usd
from tests.presentation.member_shop import SILENCE, MemberSide
from tests.presentation.screens import RecordingScreen
from tests.presentation.test_approval import BOSS, approve, with_approvers
from tests.presentation.test_sale_member import MemberDesk
from tests.presentation.test_sale_offers import card, settle, shopping, tap

if TYPE_CHECKING:
    from pos_terminal.presentation.tender_state import TenderState


class AtTenderDesk(MemberDesk):
    """Offers are claimed right before money is taken."""

    def member_side(self) -> MemberSide:
        return MemberSide(self.shop, self.asking, OfferRules(at_tender=True))


def lost(till: MemberDesk) -> MemberDesk:
    """The platform is lost, twelve minutes after it told what the offers are worth."""
    with_approvers(till)
    till.members.allow_offline()
    till.shop.clock.forward(12 * 60)
    till.platform.is_online = False
    till.sale.member.other_tapped()
    till.type_in("5550100044")
    till.sale.member.find_tapped("phone")
    till.sale.member.closed()
    till.sale.member.ticked()
    return till


def unanswered(till: MemberDesk) -> UnansweredPanel:
    panel = till.state.panel
    assert isinstance(panel, UnansweredPanel)
    return panel


def pay(till: MemberDesk) -> None:
    till.shop.clock.forward(1)
    till.sale.pay_tapped()


def statuses(till: MemberDesk) -> list[tuple[str, DiscountStatus | None]]:
    basket = till.shop.desk.basket
    sold = basket.discounts if basket is not None else till.shop.told[-1].discounts
    return [(each.reference_id, each.status) for each in sold]


def test_while_the_platform_is_away_a_card_tells_how_old_its_worth_is_and_offers_to_use_it() -> None:
    till = lost(shopping())
    told = card(till, "two-off")
    assert (told.state, told.action) == ("Offline, told 12 min ago", OfferAction.OFFLINE)
    assert card(till, "five").action is None, "it did not fit when the platform was asked"


def test_a_card_is_used_offline_with_approval_and_says_that_nobody_verified_it() -> None:
    till = lost(shopping())
    tap(till, "two-off")
    assert isinstance(till.state.panel, ApprovalPanel)
    assert [each.employee_id for each in till.state.panel.people] == ["30"]
    assert statuses(till) == []
    approve(till, BOSS.employee_id)
    assert statuses(till) == [("two-off", DiscountStatus.OFFLINE)]
    used = card(till, "two-off")
    assert (used.tone, used.action) == (CardTone.DOUBTFUL, OfferAction.REMOVE)
    assert used.state == "Not verified: used offline"
    assert "Nobody has verified it" in till.state.notice.text
    saving = till.state.rows[0].saving
    assert saving is not None
    assert saving.words.startswith("Not verified")
    tap(till, "two-off")
    assert statuses(till) == []


def test_without_approval_the_card_stays_as_it_was() -> None:
    till = lost(shopping())
    tap(till, "two-off")
    till.approval.cancelled()
    assert card(till, "two-off").action is OfferAction.OFFLINE
    assert statuses(till) == []


def test_a_shop_that_does_not_want_it_is_offered_nothing() -> None:
    till = lost(shopping())
    till.members.offline.rules = OfflineRules(False, usd("5.00"), usd("5.00"))
    till.sale.show()
    assert card(till, "two-off").action is OfferAction.APPLY
    tap(till, "two-off")
    pay(till)
    assert unanswered(till).offline == ""
    till.settling.offline()
    assert statuses(till) == []


def test_a_limit_is_told_and_nobody_is_asked_to_approve() -> None:
    till = lost(shopping())
    till.members.offline.rules = OfflineRules(True, usd("1.00"), usd("5.00"))
    tap(till, "two-off")
    assert "At most 1.00" in till.state.notice.text
    assert till.state.panel is None
    assert statuses(till) == []


def test_a_cart_that_changed_since_it_was_told_is_offered_nothing() -> None:
    till = lost(shopping())
    till.sale.tile_tapped("muffin")
    assert card(till, "two-off").action is OfferAction.APPLY


def test_cards_change_by_themselves_when_the_platform_is_back() -> None:
    till = lost(shopping())
    till.platform.is_online = True
    till.shop.clock.forward(31)
    till.sale.member.ticked()
    assert card(till, "two-off").action is OfferAction.APPLY


def silent(till: MemberDesk) -> MemberDesk:
    """An offer was asked for and nobody answered; money is to be taken."""
    with_approvers(till)
    till.members.allow_offline()
    till.shop.clock.forward(60)
    till.platform.is_online = False
    tap(till, "two-off")
    pay(till)
    return till


def test_an_offer_without_an_answer_is_used_offline_and_the_tap_that_waited_is_taken() -> None:
    till = silent(shopping())
    assert unanswered(till).offline == "told 1 min ago"
    till.settling.offline()
    assert isinstance(till.state.panel, ApprovalPanel)
    assert till.shop.told == []
    approve(till, BOSS.employee_id)
    assert statuses(till) == [("two-off", DiscountStatus.OFFLINE)]
    (sold,) = till.shop.told
    assert sold.totals.discount == usd("2.00")
    assert till.shop.desk.approver is None
    assert [each.amount for each in sold.payments] == [sold.totals.total]


def test_cancelling_the_approval_asks_again_how_to_go_on() -> None:
    till = silent(shopping())
    till.settling.offline()
    till.approval.cancelled()
    assert unanswered(till).offline
    assert till.shop.told == []
    till.settling.without()
    (sold,) = till.shop.told
    assert sold.discounts == ()


def test_what_the_limits_refuse_is_told_in_the_panel_and_can_be_sold_without() -> None:
    till = silent(shopping())
    before = OfflineClaim("lane-1-0", "uo-0", "Off", usd("4.00"), "u-ava", till.shop.clock.now())
    till.members.undelivered.append(before)
    till.settling.offline()
    assert "At most 5.00" in unanswered(till).sentence
    till.settling.without()
    assert len(till.shop.told) == 1


def test_an_offer_that_was_to_be_claimed_when_paying_is_used_offline_and_asked_about_no_more() -> None:
    till = AtTenderDesk()
    till.sale.tile_tapped("latte")
    till.find("5550100001")
    settle(till)
    tap(till, "two-off")
    with_approvers(till)
    till.members.allow_offline()
    till.platform.is_online = False
    pay(till)
    till.settling.offline()
    approve(till, BOSS.employee_id)
    assert statuses(till) == [("two-off", DiscountStatus.OFFLINE)]
    assert len(till.shop.told) == 1


def test_the_tender_screen_asks_for_the_approval_as_the_sale_screen_does() -> None:
    till = shopping()
    with_approvers(till)
    till.members.allow_offline()
    till.platform.locks = [SILENCE] * 9
    tap(till, "two-off")
    screen: RecordingScreen[TenderState] = RecordingScreen()
    tender = TenderPresenter((till.shop.desk, till.checkout), till.taking, screen, till.navigator)
    tender.entered()
    till.shop.clock.forward(1)
    tender.kind_tapped("Credit Card")
    assert [type(each.panel) for each in screen.states[-1:]] == [UnansweredPanel]
    till.settling.offline()
    till.approval.key_pressed("2")
    tender.key_pressed("4")
    assert isinstance(screen.state.panel, ApprovalPanel)
    assert screen.state.panel.digits == 2
    assert not screen.state.is_typed
    approve(till, BOSS.employee_id)
    assert statuses(till) == [("two-off", DiscountStatus.OFFLINE)]
