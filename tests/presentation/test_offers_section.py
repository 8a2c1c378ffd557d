"""Members' offers at the manager's desk: what is held and for how long, and giving one back for a reason."""

import pytest

from pos_terminal.application.offerdesk import named
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.rights import Action
from pos_terminal.domain.staff import Employee
from pos_terminal.presentation.offers_section import OffersSection
from pos_terminal.presentation.report_panel import ReportPanel
from tests.presentation.offer_books import OfferShelf
from tests.presentation.test_back_office import BOSS, SUPER, OfficeDesk


class OffersDesk:
    """The section with its books."""

    def __init__(self, person: Employee = BOSS) -> None:
        self.desk = OfficeDesk().opened_by(person)
        self.books = OfferShelf(self.desk.shop.clock)
        self.panel = ReportPanel("", "", ())
        self.section = OffersSection(self.books.services, self, self.desk.host)
        self.section.entered()

    def show_panel(self, panel: ReportPanel) -> None:
        self.panel = panel

    @property
    def said(self) -> str:
        return self.desk.screen.state.notice.text

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        return [(each.label, each.amount, each.detail) for each in self.panel.rows]


@pytest.fixture
def desk() -> OffersDesk:
    return OffersDesk()


def test_what_is_stuck_is_first_each_with_its_age_its_sale_and_nothing_of_the_member_but_an_end(
    desk: OffersDesk,
) -> None:
    assert desk.rows == [
        ("Held, and their sale is gone", "", ""),
        ("uo-1", "3 h", "lane-1-7KQ4-000128 · Member ••• 4711"),
        ("Offers being given back", "", ""),
        ("uo-2", "3 h", "lane-1-7KQ4-000128 · timed out"),
        ("Held for sales that have not ended", "", ""),
        ("uo-3", "3 h", "lane-1-7KQ4-000128"),
        ("Claimed offline, not verified", "", ""),
        ("uo-5", "3 h", "lane-1-7KQ4-000128 · Member ••• 4711"),
        ("uo-6", "3 h", "lane-1-7KQ4-000128 · Member ••• 4711"),
        ("Used with a sale", "", ""),
        ("uo-4", "1 h", "lane-1-7KQ4-000131"),
    ]
    desk.section.ticked()
    assert desk.books.looks == 1
    desk.books.is_empty = True
    desk.section.entered()
    assert desk.rows == [("No offer is held.", "", "")]


def test_one_that_is_stuck_is_given_back_for_a_reason_which_the_journal_has(desk: OffersDesk) -> None:
    desk.section.row_chosen("1")
    assert ("Member", "••• 4711", "") in desk.rows
    assert desk.books.back == []
    desk.section.row_chosen("2")
    assert (desk.books.back, desk.books.hurried, desk.said) == ([1], 1, "The offer is being given back.")
    act = desk.desk.shop.acts.entered[-1]
    assert (act.action, act.operator_id, act.deed.reason) == (Action.SETTLE_OFFER, "9", "Taken by mistake")
    assert act.deed.transaction_id == "lane-1-7KQ4-000128"
    assert act.deed.details == {"offer_id": "uo-1", "what": "unlock"}
    assert desk.panel.title == "Offers"


def test_one_that_was_used_is_reinstated_and_its_receipt_is_a_tap_away(desk: OffersDesk) -> None:
    desk.section.row_chosen("4")
    assert (desk.panel.act, desk.panel.sentence) == (
        "Open the receipt",
        "The platform counts it as used: it is reinstated.",
    )
    desk.section.row_chosen("1")
    assert desk.desk.shop.acts.entered[-1].deed.details["what"] == "reinstate"
    desk.section.acted()
    desk.section.row_chosen("4")
    desk.section.acted()
    desk.section.back_asked()
    assert desk.panel.title == "Offers"


def test_one_of_a_sale_that_is_open_or_unsent_or_on_its_way_is_only_looked_at(desk: OffersDesk) -> None:
    for key in ("2", "3", "-1", "-2"):
        desk.section.row_chosen(key)
        assert not [row for row in desk.panel.rows if row.key]
        assert bool(desk.panel.act) == (key == "-1"), "the sale that took it offline has a receipt"
        desk.section.back_asked()
    offers = desk.books.services.offers
    (going, of_open, offline, not_ended) = offers.outstanding()[1:]
    with pytest.raises(Exception, match="on its way back already"):
        offers.check(going)
    assert desk.books.hurried == 1
    for each in (of_open, not_ended):
        with pytest.raises(Exception, match="The sale lane-1-7KQ4-000128 that this offer is claimed for has not ended"):
            offers.check(each)
    with pytest.raises(Exception, match="took this offer offline, and the platform does not have that sale yet"):
        offers.check(offline)


def test_whoever_may_not_is_asked_for_an_approval_and_what_cannot_be_is_said() -> None:
    desk = OffersDesk(SUPER)
    desk.section.row_chosen("1")
    desk.section.row_chosen("0")
    assert desk.books.back == []
    assert desk.desk.approval.panel is not None
    boss = OffersDesk()
    boss.books.refuses = True
    boss.section.row_chosen("1")
    boss.section.row_chosen("0")
    assert boss.said.startswith("This offer cannot be given back now")
    done = [each.action for each in boss.desk.shop.acts.entered]
    assert Action.SETTLE_OFFER not in done, "the journal has what was not done"


def test_a_name_that_means_none_or_two_is_refused(desk: OffersDesk) -> None:
    offers = desk.books.outstanding()
    assert named(offers, "uo-2").hold_id == 2
    for wanted in ("uo-9", "lane-1-7KQ4-000128"):
        with pytest.raises(BadArgument, match="offers go by"):
            named(offers, wanted)
