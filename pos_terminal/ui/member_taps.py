"""Leads the taps about members and their offers to whoever acts on them."""

from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.presentation.settling import Settling
from pos_terminal.ui.screens.member_panes import MemberPanes
from pos_terminal.ui.screens.sale import SaleView


def connect_member(view: SaleView, presenter: SalePresenter) -> None:
    """Lead the taps about the member and their offers to the presenter's part for them."""
    member, panes = presenter.member, view.member_panes
    for bar_tapped in (view.cart.bar.clicked, view.column.bar_tapped, view.browse.strip.more_asked):
        bar_tapped.connect(member.bar_tapped)
    for acted in (view.browse.strip.acted, view.column.offer_acted, panes.offer_acted):
        acted.connect(member.offer_tapped)
    panes.key_pressed.connect(member.lookup.key_pressed)
    panes.switch_asked.connect(member.lookup.switched)
    panes.find_asked.connect(member.find_tapped)
    panes.person_chosen.connect(member.lookup.chosen)
    panes.remove_asked.connect(member.removed)
    panes.lookup_asked.connect(member.other_tapped)
    panes.additional_asked.connect(member.additional_tapped)
    panes.closed.connect(member.closed)


def connect_settling(panes: MemberPanes, settling: Settling) -> None:
    """Lead the answers about an offer without an answer to the tap that waits for it."""
    panes.wait_asked.connect(settling.asked_again)
    panes.without_asked.connect(settling.without)
    panes.offline_asked.connect(settling.offline)
    panes.payment_dropped.connect(settling.left)
    panes.age_answered.connect(settling.age.answered)
    panes.age_left.connect(settling.age.left)
