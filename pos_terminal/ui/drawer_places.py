"""The till itself on the sale screen: cash beside the sales, the end of a shift, prices; and the pane for figures."""

from functools import partial

from pos_terminal.domain.movement import MovementKind
from pos_terminal.presentation.approval import Approval
from pos_terminal.presentation.cash_moves import CashMoves
from pos_terminal.presentation.devices import Devices
from pos_terminal.presentation.more_actions import MoreAction
from pos_terminal.presentation.places import Navigator
from pos_terminal.presentation.price_asking import PriceAsking
from pos_terminal.presentation.report_answers import ReportAnswers
from pos_terminal.presentation.report_panel import ReportPanel
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.presentation.shift_end import ShiftEnd
from pos_terminal.presentation.training_key import TrainingKey
from pos_terminal.ui.screens.report_pane import ReportPane
from pos_terminal.ui.screens.sale import SaleView
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.till_services import TillServices
from pos_terminal.wording import _

_ICONS = {MovementKind.CASH_IN: "plus", MovementKind.CASH_OUT: "minus", MovementKind.PICKUP: "building-bank"}


class DrawerPlaces:
    """Their presenters, kept here because a connection keeps none alive."""

    def __init__(self, services: TillServices, sale: SalePresenter, approval: Approval, navigator: Navigator) -> None:
        self._desk, drawer = services.desk, services.drawer()
        self.moves = CashMoves(sale, drawer, approval)
        self.prices = PriceAsking(sale, drawer)
        self.shift = ShiftEnd(sale, drawer, approval, navigator)
        self.report = ReportAnswers(sale)
        self.devices = Devices(sale, drawer.devices, self.moves.no_sale, approval)
        self.training = TrainingKey(sale, drawer.training, approval)

    def actions(self) -> tuple[MoreAction, ...]:
        """What of it is behind the key "More"."""
        moved = (
            MoreAction(kind.words, icon, partial(self.moves.asked, kind), self._is_idle)
            for kind, icon in _ICONS.items()
        )
        return (
            MoreAction(_("Price check"), "scan", self.prices.asked, _always),
            MoreAction(_("No sale"), "cash-register", self.moves.no_sale, self._is_idle),
            *moved,
            MoreAction(_("X report"), "info-circle", self.shift.read, self._has_shift),
            MoreAction(_("Close shift"), "lock", self.shift.asked, self._can_close),
            MoreAction(_("Devices"), "printer", self.devices.asked, self._is_idle),
            MoreAction(self.training.words, "pencil", self.training.tapped, self._is_idle),
        )

    def ticked(self) -> None:
        """A second went by."""
        self.devices.ticked()

    def glanced(self) -> None:
        """A moment went by."""
        self.devices.glanced()

    def connect(self, view: SaleView, look: Look) -> None:
        """Lead the taps on the pane to whom they are for."""
        view.panes.add(ReportPanel, partial(self._report_pane, look))

    def _report_pane(self, look: Look) -> ReportPane:
        pane = ReportPane(look)
        pane.acted.connect(self.report.acted)
        pane.chosen.connect(self.report.chosen)
        pane.left.connect(self.report.left)
        return pane

    def _is_idle(self) -> bool:
        return self._desk.basket is None

    def _has_shift(self) -> bool:
        return self._desk.session is not None

    def _can_close(self) -> bool:
        return self._is_idle() and self._has_shift()


def _always() -> bool:
    return True
