"""Money that is on its way back to a card for too long: somebody of the shop is told, also without a terminal."""

from dataclasses import replace
from pathlib import Path
from threading import Event

from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.app.card_side import REFUND_OVERDUE, CardSide
from pos_terminal.application.noticeboard import NoticeBoard, StandingNotice
from pos_terminal.domain.card_charge import OVERDUE
from pos_terminal.domain.staff import Role
from pos_terminal.settings import read_settings
from tests.adapters.sqlite.card_till import CardTill
from tests.application.fakes import ANA
from tests.bank import Bank
from tests.cli.till import Till
from tests.newdatabase import laid_down


class Board(NoticeBoard):
    """One that says when something is pinned."""

    def __init__(self) -> None:
        super().__init__()
        self.pinned = Event()

    def pin(self, notice: StandingNotice) -> None:
        super().pin(notice)
        self.pinned.set()


def test_a_till_without_a_terminal_any_more_tells_what_is_to_go_back_to_cards(bare: Till, tmp_path: Path) -> None:
    bare.change("card_terminal", driver="none")
    with open_database(laid_down(tmp_path / "cards" / "terminal.db")) as database:
        till = CardTill(database, Bank())
        till.ring_up()
        till.pay()
        sold = till.checkout.complete()
        till.desk.operator = replace(ANA, role=Role.MANAGER)
        till.postvoiding.void_closed(sold.transaction_id, "wrong")
        till.clock.forward(OVERDUE.total_seconds() + 1)

        board = Board()
        side = CardSide(read_settings(bare.config, {}), database, till.clock, board)
        side.start()
        assert board.pinned.wait(30)
        assert side.close()

        (notice,) = board.notices()
        assert notice.words == REFUND_OVERDUE
        assert f"{sold.totals.total} of sale {sold.transaction_id}" in notice.sentence
