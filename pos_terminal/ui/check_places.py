"""Open checks on the sale screen: held sales, splits and guest checks, each pane with the presenter behind it."""

from functools import partial

from pos_terminal.presentation.channels import Channels
from pos_terminal.presentation.guest_checks import GuestChecks
from pos_terminal.presentation.held_sales import HeldSales
from pos_terminal.presentation.kitchen_orders import KitchenSending
from pos_terminal.presentation.more_actions import MoreAction
from pos_terminal.presentation.panels import HeldPanel
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.presentation.settling import Settling
from pos_terminal.presentation.split_panel import SplitPanel
from pos_terminal.presentation.splitting import Splitting
from pos_terminal.presentation.tables import Tables
from pos_terminal.presentation.tables_panel import TablesPanel
from pos_terminal.presentation.taking import TapGuard
from pos_terminal.ui.screens.held_pane import HeldPane
from pos_terminal.ui.screens.sale import SaleView
from pos_terminal.ui.screens.split_pane import SplitPane
from pos_terminal.ui.screens.tables_pane import TablesPane
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.till_services import TillServices
from pos_terminal.wording import _


class CheckPlaces:
    """Their presenters, kept here because a connection keeps none alive."""

    def __init__(self, services: TillServices, sale: SalePresenter, settling: Settling, guard: TapGuard) -> None:
        desk, checks = services.desk, services.checks()
        self.held = HeldSales(sale, desk, checks, services.tilling, guard)
        self.splitting = Splitting(sale, (desk, settling), checks, self.held)
        self.guests = GuestChecks(sale, (desk, settling), checks.telling, guard)
        self.tables = Tables(sale, (desk, services.tilling), checks, self.held)
        self.channels = Channels(sale, desk, checks)
        self.kitchen = KitchenSending(sale, desk, checks.kitchen)

    def actions(self) -> tuple[MoreAction, ...]:
        """What of it is behind the key "More"."""
        tables = (
            MoreAction(_("Tables"), "grid-dots", self.tables.asked, _always),
            MoreAction(_("Guests"), "user-circle", self.tables.guests_asked, _always),
        )
        channel = (MoreAction(_("Channel"), "shopping-cart", self.channels.asked, _always),)
        kitchen = (
            MoreAction(_("Send to kitchen"), "arrow-right", self.kitchen.asked, self.kitchen.can_send),
            MoreAction(_("Kitchen order again"), "printer", self.kitchen.again, _always),
        )
        return (
            *(kitchen if self.kitchen.is_there else ()),
            *(tables if self.tables.floor else ()),
            *(channel if self.channels.are_several else ()),
            MoreAction(_("Split the sale"), "receipt", self.splitting.asked, self.splitting.can_split),
            MoreAction(_("Print guest check"), "printer", self.guests.asked, self.guests.can_print),
            MoreAction(_("Held sales"), "file-invoice", self.held.show_all, self.held.has_any),
        )

    def connect(self, view: SaleView, look: Look) -> None:
        """Lead the taps on the panes to whom they are for."""
        view.browse.hold_asked.connect(self.held.key_tapped)
        view.panes.add(HeldPanel, partial(self._held_pane, look))
        view.panes.add(SplitPanel, partial(self._split_pane, look))
        view.panes.add(TablesPanel, partial(self._tables_pane, look))

    def _held_pane(self, look: Look) -> HeldPane:
        pane = HeldPane(look)
        pane.chosen.connect(self.held.chosen)
        pane.acted.connect(self.guests.all_asked)
        pane.left.connect(self.held.left)
        return pane

    def _split_pane(self, look: Look) -> SplitPane:
        pane = SplitPane(look)
        pane.chosen.connect(self.splitting.tapped)
        pane.part_asked.connect(self.splitting.part_asked)
        pane.confirmed.connect(self.splitting.confirmed)
        pane.left.connect(self.splitting.left)
        return pane

    def _tables_pane(self, look: Look) -> TablesPane:
        pane = TablesPane(look)
        pane.chosen.connect(self.tables.tapped)
        pane.area_chosen.connect(self.tables.area_chosen)
        pane.moving_asked.connect(self.tables.moving_asked)
        pane.merging_asked.connect(self.tables.merging_asked)
        pane.acted.connect(self.tables.acted)
        pane.left.connect(self.tables.left)
        return pane


def _always() -> bool:
    return True
