"""A second member who is rewarded beside the sale's own, from the member's panel."""

from pos_terminal.domain.attribution import Attribution
from pos_terminal.presentation.member_panels import LookupPanel, MatchesPanel, MemberPanel
from tests.application.fakes import usd
from tests.presentation.member_shop import AVA
from tests.presentation.screens import WhenTold
from tests.presentation.test_sale_member import MemberDesk
from tests.presentation.test_sale_offers import shopping


def panel(till: MemberDesk) -> MemberPanel:
    drawn = till.state.panel
    assert isinstance(drawn, MemberPanel)
    return drawn


def add(till: MemberDesk, phone: str) -> None:
    till.sale.member.bar_tapped()
    till.sale.member.additional_tapped()
    assert isinstance(till.state.panel, LookupPanel)
    assert till.state.panel.title == "Add second member"
    till.type_in(phone)
    till.sale.member.find_tapped("phone")


def beside(till: MemberDesk) -> Attribution | None:
    return till.shop.desk.open_sale().additional


def with_noor(till: MemberDesk | None = None) -> MemberDesk:
    """Noor is rewarded beside Ava: found among two who have her number."""
    till = till or shopping()
    add(till, "5550100044")
    assert isinstance(till.state.panel, MatchesPanel)
    till.sale.member.lookup.chosen("u-noor")
    return till


def test_a_second_member_is_found_and_shown_beside_the_first() -> None:
    till = with_noor()
    assert (panel(till).name, panel(till).additional) == ("Ava M.", "Noor H.")
    assert beside(till) == Attribution("u-noor")
    assert till.shop.desk.open_sale().member == Attribution("u-ava")
    till.sale.member.closed()
    till.shop.clock.forward(1)
    till.sale.pay_tapped()
    (sold,) = till.shop.told
    assert [(each.user_id, each.additional_user_id) for each in sold.payments] == [("u-ava", "u-noor")]


def test_a_second_member_is_taken_off_again_and_the_first_stays() -> None:
    till = with_noor()
    till.sale.member.additional_tapped()
    assert panel(till).additional == ""
    assert (beside(till), till.shop.desk.open_sale().member) == (None, Attribution("u-ava"))
    assert till.shop.desk.beside is None


def test_who_was_beside_a_member_that_is_removed_goes_too_and_that_is_said() -> None:
    till = with_noor()
    till.sale.member.removed()
    assert (beside(till), till.shop.desk.open_sale().member) == (None, None)
    assert till.state.notice.text == "Both members were removed from this sale."
    alone = shopping()
    alone.sale.member.removed()
    assert alone.state.notice.text == "The member was removed from this sale."


def test_the_sales_own_member_is_no_second_one() -> None:
    till = shopping()
    add(till, "5550100001")
    assert isinstance(till.state.panel, LookupPanel)
    assert "own member" in till.state.panel.hint
    assert till.state.panel.title == "Add second member"
    till.sale.member.closed()
    assert panel(till).additional == ""


def test_letters_instead_of_digits_another_identifier_and_a_card_are_still_for_the_second_one() -> None:
    till = shopping()
    till.sale.member.bar_tapped()
    till.sale.member.additional_tapped()
    till.sale.member.lookup.switched()
    till.sale.member.lookup.switched()
    till.type_in("5550100044")
    till.sale.member.find_tapped("phone")
    till.sale.member.other_tapped()
    assert isinstance(till.state.panel, LookupPanel)
    assert till.state.panel.title == "Add second member"
    till.sale.scanned("7000000000011")
    assert "own member" in till.state.panel.hint
    assert till.shop.desk.open_sale().member == Attribution("u-ava")


def test_after_another_member_nobody_is_beside() -> None:
    till = with_noor()
    till.sale.member.other_tapped()
    till.type_in("5550100044")
    till.sale.member.find_tapped("phone")
    till.sale.member.lookup.chosen("u-sam")
    assert (beside(till), till.shop.desk.beside) == (None, None)


def test_after_a_restart_a_second_member_has_no_name_and_can_still_be_removed() -> None:
    till = with_noor()
    till.shop.desk.beside = None
    till.sale.member.bar_tapped()
    assert panel(till).additional == "Second member"
    till.sale.member.additional_tapped()
    assert beside(till) is None


def test_nobody_is_added_or_removed_once_money_was_taken() -> None:
    till = with_noor()
    till.checkout.tender("Cash", usd("1.00"))
    till.sale.member.bar_tapped()
    assert not panel(till).can_change
    till.sale.member.additional_tapped()
    assert beside(till) == Attribution("u-noor")
    assert "Money was taken" in till.state.notice.text


def test_leaving_while_a_second_member_is_looked_up_adds_nobody() -> None:
    asking = WhenTold()
    till = shopping(asking=asking)
    add(till, "5550100044")
    till.sale.member.closed()
    asking.end_all()
    assert beside(till) is None
    assert panel(till).name == f"{AVA.first_name} M."


def test_signing_off_forgets_what_a_second_member_is_called() -> None:
    till = with_noor()
    till.shop.signing.sign_off()
    assert till.shop.desk.beside is None
