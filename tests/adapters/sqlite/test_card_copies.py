"""A backup that is put back gives no card its money twice, whatever the till has given back since."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.domain.card_charge import CardState
from pos_terminal.domain.money import Money
from tests.adapters.sqlite.card_till import CARD, CardTill
from tests.adapters.sqlite.ended import USD
from tests.bank import LOST, NEVER, Bank, Fate


def _gives_up_a_card_in_doubt(till: CardTill, bank: Bank) -> None:
    bank.fates = [LOST]
    till.charges.leave(till.pay())


def _takes_a_tender_out(till: CardTill, _: Bank) -> None:
    till.checkout.remove_tender(till.pay(Money(300, USD)).payment_id)


def _has_a_refund_due(till: CardTill, bank: Bank) -> None:
    _takes_a_tender_out(till, bank)
    till.refunds.step()


def _stands_at_an_approval(till: CardTill, bank: Bank) -> None:
    """The sale is open in the backup, and its card goes back on both sides."""
    charge = till.charges.begin("lane-1-TEST-000001", "ref", till.checkout.planned(CARD), till.clock.now())
    till.charges.answered(charge, bank.charge(charge), till.clock.now())


def _given_back(database: Database, bank: Bank) -> CardTill:
    till = CardTill(database, bank)
    for charge in till.charges.unsettled():
        till.charges.leave(charge)
    till.settle()
    return till


def _copied(path: Path, before: Callable[[CardTill, Bank], None], bank: Bank) -> Path:
    with open_database(path) as database:
        till = CardTill(database, bank)
        till.ring_up()
        before(till, bank)
    return Path(shutil.copytree(path.parent, path.parent.with_name("elsewhere"))) / path.name


@pytest.mark.parametrize(
    "before", [_gives_up_a_card_in_doubt, _takes_a_tender_out, _has_a_refund_due, _stands_at_an_approval]
)
def test_what_a_till_gave_back_after_its_backup_is_not_given_back_again(
    tmp_path: Path, before: Callable[[CardTill, Bank], None]
) -> None:
    bank, path = Bank(), tmp_path / "till" / "terminal.db"
    copy = _copied(path, before, bank)
    with open_database(path) as database:
        _given_back(database, bank)
    assert (bank.taken, len(bank.returned)) == (0, 1)

    with open_database(copy) as database:
        assert database.copy_found is not None
        till = _given_back(database, bank)
        assert till.charges.to_give_back() is None

    assert (bank.taken, len(bank.asked)) == (0, 2)


@pytest.mark.parametrize("fate", [Fate(), LOST, NEVER])
def test_what_nobody_gave_back_after_the_backup_the_copy_does(tmp_path: Path, fate: Fate) -> None:
    bank = Bank()
    copy = _copied(tmp_path / "till" / "terminal.db", _gives_up_a_card_in_doubt, bank)

    with open_database(copy) as database:
        bank.fates = [fate]
        till = _given_back(database, bank)
        assert till.charges.known(1).state is CardState.UNDONE

    assert (bank.taken, len(bank.returned)) == (0, 1)
