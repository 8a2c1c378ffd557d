"""The places of a working day: the shift, the sale, its tenders and its end."""

from functools import partial

from pos_terminal.domain.money import Money
from pos_terminal.presentation.age_check import AgeCheck
from pos_terminal.presentation.approval import Approval
from pos_terminal.presentation.card_pay import CardPay
from pos_terminal.presentation.change import ChangePresenter, ChangeServices
from pos_terminal.presentation.change_watch import ChangeWatch
from pos_terminal.presentation.copying import Copying
from pos_terminal.presentation.explained_total import ExplainedTotal
from pos_terminal.presentation.goods_back import GoodsBackPresenter
from pos_terminal.presentation.idling import Idling, TouchedScreen
from pos_terminal.presentation.member_state import NOBODY, MemberState
from pos_terminal.presentation.more_actions import MoreActions
from pos_terminal.presentation.notice import Notice
from pos_terminal.presentation.open_shift import OpenShiftPresenter
from pos_terminal.presentation.panels import ActionsPanel
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.presentation.receipts import ReceiptsPresenter
from pos_terminal.presentation.sale import SalePresenter, SaleServices
from pos_terminal.presentation.sale_answers import SaleAnswers
from pos_terminal.presentation.scale_watch import ScaleWatch
from pos_terminal.presentation.settling import Settling
from pos_terminal.presentation.sounding import SoundedScreen, Sounding
from pos_terminal.presentation.taking import Taking, TapGuard
from pos_terminal.presentation.tender import TenderPresenter
from pos_terminal.presentation.words_question import WordsPanel
from pos_terminal.ui.approval_places import approval, connect_approval
from pos_terminal.ui.card_taps import connect_card
from pos_terminal.ui.check_places import CheckPlaces
from pos_terminal.ui.drawer_places import DrawerPlaces
from pos_terminal.ui.member_taps import connect_member, connect_settling
from pos_terminal.ui.more_places import more_actions
from pos_terminal.ui.receipt_places import goods_place, receipts_place
from pos_terminal.ui.sale_taps import connect_changes, connect_sale
from pos_terminal.ui.screens.actions_pane import ActionsPane
from pos_terminal.ui.screens.change import ChangeView
from pos_terminal.ui.screens.open_shift import OpenShiftView
from pos_terminal.ui.screens.pane_rack import PaneRack
from pos_terminal.ui.screens.sale import SaleView
from pos_terminal.ui.screens.tender import TenderView
from pos_terminal.ui.screens.words_pane import WordsPane
from pos_terminal.ui.tender_taps import connect_tender
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.till_services import Placing, TillServices


class SellingPlaces:
    """Builds them; one guard against double taps for all, because the second tap lands on the next place."""

    def __init__(self, services: TillServices, placing: Placing) -> None:
        self._services = services
        self._placing = placing
        placing.look.cover_all_scripts()
        self._guard = TapGuard(services.monotonic)
        self._members = services.members()
        asked = approval(services)
        age = AgeCheck(services.desk, services.lines().adjusting, asked)
        self._settling = Settling(self._members, asked, age)
        self._card_pay = CardPay(services.cards(), asked) if services.cards is not None else None
        self._idling = Idling(self._members, services.idle_seconds, self._tell)
        self._sounding = Sounding(services.desk, services.sounds().play)
        self._sale: SalePresenter | None = None
        self._tender: TenderPresenter | None = None
        self._change: ChangePresenter | None = None
        self._watch: ScaleWatch | None = None
        self._drawer: DrawerPlaces | None = None
        self._goods: GoodsBackPresenter | None = None
        # A connection keeps no presenter alive: whoever is not the shell's is kept here.
        self._kept: list[object] = []

    def ticked(self) -> None:
        """A second went by."""
        self._idling.ticked()
        self._settling.approval.ticked()
        for each in (self._sale, self._drawer, self._card_pay, self._change):
            if each is not None:
                each.ticked()

    def glanced(self) -> None:
        """A moment went by."""
        if self._sale is not None:
            self._sale.member.ticked()
        if self._watch is not None:
            self._watch.ticked()
        if self._drawer is not None:
            self._drawer.glanced()
        if self._goods is not None:
            self._goods.weighing.glanced()

    @property
    def member(self) -> MemberState:
        """The member and their offers, as the cashier sees them."""
        return self._sale.member.drawn if self._sale is not None else NOBODY

    @property
    def approval(self) -> Approval:
        """The one approval of the window."""
        return self._settling.approval

    def signed_off(self) -> None:
        """Nobody is there any more: what waited for an answer or a PIN is forgotten."""
        self._settling.entered()

    def open_shift(self, navigator: Navigator) -> OpenShiftPresenter:
        """Opening the shift, in the window."""
        services = self._services
        view = OpenShiftView(self._placing.look)
        currency = services.selling().rules.policy.currency
        presenter = OpenShiftPresenter((services.desk, services.tilling), currency, view, navigator)
        view.key_pressed.connect(presenter.key_pressed)
        view.confirmed.connect(presenter.confirmed)
        view.notice.dismissed.connect(presenter.dismissed)
        self._placing.window.add_place(Place.OPEN_SHIFT, view)
        return presenter

    def sale(self, navigator: Navigator) -> SalePresenter:
        """The sale, in the window."""
        look = self._placing.look
        view = SaleView(look, cart_first=self._placing.cart_first)
        presenter = self._sale = self._sale_presenter(view, navigator)
        services, approval = self._services, self._settling.approval
        explained = ExplainedTotal(presenter, services.desk, services.explaining)
        till = (services.desk, services.checkout())
        answers = SaleAnswers(presenter, till, approval, services.lines(), explained)
        watch = self._watch = ScaleWatch(presenter, services.lines().weighing)
        view.entry.third_asked.connect(watch.taken)
        guard = self._guard.another()
        checks = CheckPlaces(services, presenter, self._settling, guard)
        drawer = self._drawer = DrawerPlaces(services, presenter, approval, navigator)
        others = more_actions(services, presenter, approval, navigator, explained)
        actions = (*checks.actions(), *others, *drawer.actions())
        more = MoreActions(presenter, guard, actions)
        self._kept += [answers, checks, drawer, explained, more]
        connect_sale(view, presenter, answers)
        connect_words(view.panes, look, answers)
        checks.connect(view, look)
        drawer.connect(view, look)
        connect_more(view, look, more)
        view.cart.totals_tapped.connect(explained.tapped)
        connect_changes(view, answers.changes)
        connect_member(view, presenter)
        connect_settling(view.member_panes, self._settling)
        connect_approval(view.approval, approval)
        self._placing.window.add_place(Place.SALE, view)
        return presenter

    def _sale_presenter(self, view: SaleView, navigator: Navigator) -> SalePresenter:
        services = self._services
        sold_with = (services.desk, services.selling(), services.checkout(), self._taking(navigator))
        return SalePresenter(
            SaleServices(*sold_with, self._members, services.checks().suspending, services.past().past),
            SoundedScreen(TouchedScreen(view, self._idling.touched), self._sounding.sale_shown),
            navigator,
        )

    def tender(self, navigator: Navigator) -> TenderPresenter:
        """The tenders, in the window."""
        services = self._services
        view = TenderView(self._placing.look, cart_first=self._placing.cart_first)
        till = (services.desk, services.checkout())
        watched = SoundedScreen(TouchedScreen(view, self._idling.touched), self._sounding.shown)
        presenter = TenderPresenter(till, self._taking(navigator), watched, navigator)
        self._tender = presenter
        connect_tender(view, presenter, self._placing.look)
        connect_words(view.panes, self._placing.look, presenter)
        connect_card(view.panes, self._placing.look, self._card_pay)
        connect_settling(view.member_panes, self._settling)
        connect_approval(view.approval, self._settling.approval)
        self._placing.window.add_place(Place.TENDER, view)
        return presenter

    def change(self, navigator: Navigator) -> ChangePresenter:
        """The end of a sale, in the window."""
        services = self._services
        view = ChangeView(self._placing.look, cart_first=self._placing.cart_first)
        presenter = ChangePresenter(
            ChangeServices(
                desk=services.desk,
                guard=self._guard,
                background=services.background,
                printer_state=services.source.printer_state,
                retry=services.retry_paper,
                copy=partial(self._print_again, navigator),
                picture=services.receipt_picture,
            ),
            SoundedScreen(view, self._sounding.ended_shown),
            navigator,
        )
        view.done_asked.connect(presenter.done_tapped)
        view.retry_asked.connect(presenter.retry_tapped)
        view.copy_asked.connect(presenter.copy_tapped)
        self._change = presenter
        self._placing.window.add_place(Place.CHANGE, view)
        return presenter

    def receipts(self, navigator: Navigator) -> ReceiptsPresenter:
        """The receipts, in the window."""
        asked = self._settling.approval
        view, presenter = receipts_place(self._services, self._placing, asked, self._guard, navigator)
        connect_approval(view.approval, asked)
        return presenter

    def goods_back(self, navigator: Navigator) -> GoodsBackPresenter:
        """Goods that come back without a receipt, in the window."""
        asked = self._settling.approval
        view, self._goods = goods_place(self._services, self._placing, asked, self._guard, navigator)
        connect_approval(view.approval, asked)
        return self._goods

    def _print_again(self, navigator: Navigator) -> None:
        """A copy of the last receipt; the sale screen asks for the approval that it may want."""
        navigator.go(Place.SALE)
        if self._sale is not None:
            Copying(self._sale, self._services.reprinting, self._settling.approval).last()

    def _taking(self, navigator: Navigator) -> Taking:
        services = self._services
        currency = services.selling().rules.policy.currency
        till = (services.desk, services.checkout(), self._settling)
        change = ChangeWatch(*till[:2], self._in_drawer)
        taking = Taking(till, change, currency, self._guard, navigator)
        taking.card_pay = self._card_pay
        return taking

    def _in_drawer(self) -> Money:
        return self._services.drawer().cashing.in_drawer()

    def _tell(self, notice: Notice) -> None:
        """Say it wherever the cashier is."""
        if self._sale is not None:
            self._sale.show(notice)
        if self._tender is not None:
            self._tender.told(notice)


def connect_words(panes: PaneRack, look: Look, asking: SaleAnswers | TenderPresenter) -> None:
    """Lead what is typed on the keyboard to the question that asks for words, or for a card's or voucher's number."""

    def built() -> WordsPane:
        pane = WordsPane(look)
        pane.key_pressed.connect(asking.key_pressed)
        pane.confirmed.connect(asking.confirmed)
        pane.cancelled.connect(asking.cancelled)
        return pane

    panes.add(WordsPanel, built)


def connect_more(view: SaleView, look: Look, more: MoreActions) -> None:
    """Lead the taps on the key "More", and on what is behind it."""
    view.browse.more_asked.connect(more.key_tapped)

    def built() -> ActionsPane:
        pane = ActionsPane(look)
        pane.chosen.connect(more.chosen)
        pane.left.connect(more.left)
        return pane

    view.panes.add(ActionsPanel, built)
