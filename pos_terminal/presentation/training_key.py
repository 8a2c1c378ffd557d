"""Beginning and ending a training from the screen."""

from pos_terminal.presentation.approval import Approval
from pos_terminal.presentation.drawer_services import TrainingSwitch
from pos_terminal.presentation.notice import Notice
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.wording import _


class TrainingKey:
    """Asks for an approval where the shop wants one to begin; whoever goes on signs on anew."""

    def __init__(self, sale: SalePresenter, switch: TrainingSwitch, approval: Approval) -> None:
        self._sale = sale
        self._switch = switch
        self._approval = approval

    @property
    def words(self) -> str:
        """What the key does now."""
        return _("End training") if self._switch.is_on else _("Begin training")

    def tapped(self) -> None:
        """Do it."""
        self._approval.attempt(self._turned, self._sale.show)

    def _turned(self) -> Notice:
        self._switch.ask()
        return Notice(_("The training ends.") if self._switch.is_on else _("The training begins."))
