"""How the shopper buys: one of the shop's channels, where it has several."""

from pos_terminal.application.desk import Desk
from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.check_services import CheckServices
from pos_terminal.presentation.notice import problem
from pos_terminal.presentation.panels import Choice, ChoicePanel
from pos_terminal.presentation.questions import ChoiceQuestion
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.presentation.service_words import channel_words
from pos_terminal.wording import _


class Channels:
    """Asks which one; a sale that nobody opened yet is opened by it."""

    def __init__(self, sale: SalePresenter, desk: Desk, services: CheckServices) -> None:
        self._sale = sale
        self._desk = desk
        self._serving = services.serving

    @property
    def are_several(self) -> bool:
        """Whether there is something to choose."""
        return len(self._serving.channels) > 1

    def asked(self) -> None:
        """Which channel is this sale's?"""
        channels = self._serving.channels
        basket = self._desk.basket
        now = basket.head.channel if basket is not None else channels[0]
        choices = tuple(Choice(each, channel_words(each), "check" if each == now else "") for each in channels)
        panel = ChoicePanel(
            _("How does the shopper buy?"), _("This sale: {channel}.", channel=channel_words(now)), choices
        )
        self._sale.ask(ChoiceQuestion(panel, self._chosen))

    def _chosen(self, channel: str) -> None:
        try:
            self._serving.set_channel(channel)
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
        else:
            self._sale.answered()
