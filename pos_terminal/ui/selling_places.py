"""The places of a working day: the shift, the sale, its tenders and its end."""

from pos_terminal.presentation.change import ChangePresenter, ChangeServices
from pos_terminal.presentation.open_shift import OpenShiftPresenter
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.presentation.sale import SalePresenter, SaleServices
from pos_terminal.presentation.sale_answers import SaleAnswers
from pos_terminal.presentation.taking import Taking, TapGuard
from pos_terminal.presentation.tender import TenderPresenter
from pos_terminal.ui.screens.change import ChangeView
from pos_terminal.ui.screens.open_shift import OpenShiftView
from pos_terminal.ui.screens.sale import SaleView
from pos_terminal.ui.screens.tender import TenderView
from pos_terminal.ui.till_services import Placing, TillServices


class SellingPlaces:
    """Builds them; one guard against double taps for all, because the second tap lands on the next place."""

    def __init__(self, services: TillServices, placing: Placing) -> None:
        self._services = services
        self._placing = placing
        placing.look.cover_all_scripts()
        self._guard = TapGuard(services.monotonic)
        self._change: ChangePresenter | None = None
        # A connection keeps no presenter alive: whoever is not the shell's is kept here.
        self._answers: SaleAnswers | None = None

    def ticked(self) -> None:
        """A second went by."""
        if self._change is not None:
            self._change.ticked()

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
        services = self._services
        view = SaleView(self._placing.look, cart_first=self._placing.cart_first)
        presenter = SalePresenter(
            SaleServices(services.desk, services.selling(), services.checkout(), self._taking(navigator)),
            view,
            navigator,
        )
        self._answers = SaleAnswers(presenter, services.checkout())
        connect_sale(view, presenter, self._answers)
        self._placing.window.add_place(Place.SALE, view)
        return presenter

    def tender(self, navigator: Navigator) -> TenderPresenter:
        """The tenders, in the window."""
        services = self._services
        view = TenderView(self._placing.look, cart_first=self._placing.cart_first)
        till = (services.desk, services.checkout())
        presenter = TenderPresenter(till, self._taking(navigator), view, navigator)
        view.key_pressed.connect(presenter.key_pressed)
        view.kind_tapped.connect(presenter.kind_tapped)
        view.cash_asked.connect(presenter.cash_tapped)
        view.payment_removed.connect(presenter.payment_removed)
        view.back_asked.connect(presenter.back_tapped)
        view.notice.dismissed.connect(presenter.dismissed)
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
                picture=services.receipt_picture,
            ),
            view,
            navigator,
        )
        view.done_asked.connect(presenter.done_tapped)
        self._change = presenter
        self._placing.window.add_place(Place.CHANGE, view)
        return presenter

    def _taking(self, navigator: Navigator) -> Taking:
        services = self._services
        currency = services.selling().rules.policy.currency
        return Taking((services.desk, services.checkout()), currency, self._guard, navigator)


def connect_sale(view: SaleView, presenter: SalePresenter, answers: SaleAnswers) -> None:
    """Lead the taps of the sale screen to its presenter and to the answers of its questions."""
    browse, cart, line = view.browse, view.cart, view.cart.list.line_actions
    browse.field.words_changed.connect(presenter.words_changed)
    browse.field.words_submitted.connect(presenter.words_submitted)
    browse.chips.chosen.connect(presenter.category_chosen)
    browse.grid.tapped.connect(presenter.tile_tapped)
    browse.grid.room_changed.connect(presenter.room_changed)
    browse.page_asked.connect(presenter.page_turned)
    browse.keypad_asked.connect(presenter.keypad_asked)
    browse.void_asked.connect(presenter.void_asked)
    cart.list.line_tapped.connect(presenter.line_tapped)
    cart.counted.connect(presenter.counted)
    cart.cash_asked.connect(presenter.cash_tapped)
    cart.pay_asked.connect(presenter.pay_tapped)
    cart.other_asked.connect(presenter.other_tapped)
    cart.notice.dismissed.connect(presenter.dismissed)
    line.weight_asked.connect(presenter.weight_asked)
    line.options_asked.connect(presenter.options_asked)
    line.remove_asked.connect(presenter.removed)
    view.entry.keypad.pressed.connect(answers.key_pressed)
    view.entry.second_asked.connect(answers.times_asked)
    view.entry.third_asked.connect(answers.quantity_asked)
    view.options.option_tapped.connect(answers.option_tapped)
    view.void.reason_tapped.connect(answers.reason_tapped)
    for pane in (view.entry, view.options, view.void):
        pane.confirmed.connect(answers.confirmed)
        pane.cancelled.connect(answers.cancelled)
